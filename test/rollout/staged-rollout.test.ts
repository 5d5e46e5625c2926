import { Duration } from 'cdk8s';
import { RolloutClaims, StagedRollout, StagedRolloutProps } from '../../src';
import * as fc from '../support/fuzz';
import { untyped } from '../support/workloads';

const POOLS = { namespace: 'research', fromPool: 'python', toPool: 'python-next' };

function rollout(props: Partial<StagedRolloutProps> = {}): StagedRollout {
  return new StagedRollout({ ...POOLS, capacity: 20, ...props });
}

/** Sizes of both pools and the part of claims, by step. */
function sizesOf({ steps }: StagedRollout): number[][] {
  return steps.map(({ fromReplicas, toReplicas, claimsPercent }) => [fromReplicas, toReplicas, claimsPercent]);
}

describe('the steps of a rollout', () => {
  test('keep the whole capacity in the pool that claims name, unless a lower minimum is given', () => {
    expect(sizesOf(rollout())).toEqual([[20, 0, 0], [20, 2, 0], [20, 10, 0], [20, 20, 0], [20, 20, 100], [0, 20, 100]]);
    expect([rollout().peak, rollout().minimumReady]).toEqual([40, 20]);
  });

  test('shrink the first pool to the minimum as the second one grows', () => {
    const lower = rollout({ minimumReady: 12 });
    expect(sizesOf(lower)).toEqual([[20, 0, 0], [18, 2, 0], [12, 10, 0], [12, 20, 0], [12, 20, 100], [0, 20, 100]]);
    expect([lower.peak, lower.minimumReady]).toEqual([32, 12]);
  });

  test('by share, shrink the first pool by what the second one has ready', () => {
    const shared = rollout({ claims: RolloutClaims.BY_SHARE });
    expect(sizesOf(shared)).toEqual([[20, 0, 0], [20, 2, 0], [18, 10, 10], [10, 20, 50], [10, 20, 100], [0, 20, 100]]);
    expect(shared.peak).toBe(38);
  });

  test('by share with a low minimum, need little room besides', () => {
    const shared = rollout({ claims: RolloutClaims.BY_SHARE, minimumReady: 10 });
    expect(sizesOf(shared)).toEqual([[20, 0, 0], [18, 2, 0], [10, 10, 10], [0, 20, 50], [0, 20, 100], [0, 20, 100]]);
    expect(shared.peak).toBe(30);
  });

  test('round parts of a sandbox up', () => {
    expect(sizesOf(rollout({ capacity: 3, percentages: [10, 50, 100] })).map(([, to]) => to))
      .toEqual([0, 1, 2, 3, 3, 3]);
  });

  test('have ids in the order of their files, and titles', () => {
    expect(rollout().steps.map(({ number, id, title }) => [number, id, title])).toEqual([
      [1, 'python-next-1-start', 'what runs before'],
      [2, 'python-next-2-10-percent', '10 % of the capacity under the second template'],
      [3, 'python-next-3-50-percent', '50 % of the capacity under the second template'],
      [4, 'python-next-4-100-percent', '100 % of the capacity under the second template'],
      [5, 'python-next-5-claims', 'new claims name the second pool'],
      [6, 'python-next-6-done', 'the first pool is empty'],
    ]);
    const many = rollout({ capacity: 100, percentages: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100], name: 'py' });
    expect(many.steps.map(({ id }) => id)).toEqual(many.steps.map(({ id }) => id).sort());
    expect(many.steps[0].id).toBe('py-01-start');
  });

  test('say what must be true before the next one, as data and as arguments of kubectl', () => {
    const [start, first] = rollout({ minimumReady: 18, timeout: Duration.minutes(2) }).steps;
    const wait = (pool: string, count: number) => ({
      pool,
      readyReplicas: count,
      kubectl: [
        'wait',
        `sandboxwarmpools.extensions.agents.x-k8s.io/${pool}`,
        '--namespace=research',
        `--for=jsonpath={.status.readyReplicas}=${count}`,
        '--timeout=120s',
      ],
    });
    expect(start.conditions).toEqual([wait('python', 20)]);
    expect(first.conditions).toEqual([wait('python', 18), wait('python-next', 2)]);
  });

  test('are the same each time', () => {
    expect(JSON.stringify(rollout())).toBe(JSON.stringify(rollout()));
    expect([rollout().toMarkdown(), rollout().toScript()]).toEqual([rollout().toMarkdown(), rollout().toScript()]);
  });

  test('as a table and as a script are these', () => {
    expect(rollout({ minimumReady: 18 }).toMarkdown()).toMatchSnapshot();
    expect(rollout({ minimumReady: 18 }).toScript()).toMatchSnapshot();
  });
});

describe('at any time, in both directions, while the smaller of two sizes is ready and no claim takes one,', () => {
  const props = fc.record({
    capacity: fc.integer({ min: 1, max: 400 }),
    lower: fc.double({ min: 0, max: 1, noNaN: true }),
    percentages: fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { maxLength: 8 }),
    claims: fc.constantFrom(RolloutClaims.AT_ONCE, RolloutClaims.BY_SHARE),
  }).map(({ capacity, lower, percentages, claims }) => {
    // Of percentages that are the same number of sandboxes the highest one.
    const parts = new Map([...percentages, 100].sort((a, b) => a - b)
      .map((percent) => [Math.ceil((capacity * percent) / 100), percent]));
    return { claims, capacity, minimumReady: Math.floor(capacity * lower), percentages: [...parts.values()] };
  });

  test('the minimum is ready, the peak is not passed, and the capacity is wanted', () => {
    fc.assert(fc.property(props, (given) => {
      const { steps, peak, minimumReady } = rollout(given);
      expect(minimumReady).toBe(given.minimumReady);
      expect([steps[0].fromReplicas, steps[0].toReplicas]).toEqual([given.capacity, 0]);
      expect([steps.at(-1)!.fromReplicas, steps.at(-1)!.toReplicas]).toEqual([0, given.capacity]);
      for (const [index, step] of steps.entries()) {
        expect(step.fromReplicas + step.toReplicas).toBeGreaterThanOrEqual(given.capacity);
        const next = steps[index + 1];
        if (!next) { continue; }
        const [from, to] = [
          Math.min(step.fromReplicas, next.fromReplicas), Math.min(step.toReplicas, next.toReplicas),
        ];
        // Claims that change over in between find the minimum in either pool.
        const named = given.claims === RolloutClaims.BY_SHARE
          ? [from + to]
          : [step, next].map(({ claimsPercent }) => (claimsPercent === 100 ? to : from));
        expect(Math.min(...named)).toBeGreaterThanOrEqual(minimumReady);
        expect(Math.max(step.fromReplicas, next.fromReplicas) + Math.max(step.toReplicas, next.toReplicas))
          .toBeLessThanOrEqual(peak);
      }
    }));
  });
});

describe('a rollout is refused', () => {
  test.each<[what: string, props: Partial<StagedRolloutProps>, message: RegExp]>([
    ['a minimum above the capacity', { minimumReady: 21 },
      /^'minimumReady' is 21, and only 20 sandboxes wait before the rollout; give at most 20, or raise the pool to 21/],
    ['a minimum below 0', { minimumReady: -1 }, /'minimumReady' is -1; give a whole number of at least 0/],
    ['a capacity of 0', { capacity: 0 }, /'capacity' is 0; give a whole number of at least 1/],
    ['part of a sandbox', { capacity: 2.5 }, /'capacity' is 2.5; give a whole number/],
    ['no capacity', { capacity: undefined }, /'capacity' is undefined; give a whole number/],
    ['percentages that fall', { percentages: [50, 10, 100] },
      /'percentages\[1\]' is 10 after 50; give percentages that rise, such as \[10, 50, 100\]/],
    ['percentages that stay', { percentages: [50, 50, 100] }, /'percentages\[1\]' is 50 after 50/],
    ['percentages that end early', { percentages: [10, 50] }, /'percentages' ends with 50; end with 100/],
    ['no percentages', { percentages: [] }, /'percentages' is empty; end with 100/],
    ['percentages above 100', { percentages: [50, 101] }, /'percentages\[1\]' is 101; give at most 100/],
    ['a percentage of 0', { percentages: [0, 100] }, /'percentages\[0\]' is 0; give a whole number of at least 1/],
    ['percentages that are the same number of sandboxes', { capacity: 3, percentages: [10, 20, 100] },
      /10 % and 20 % of 3 sandboxes are both 1; remove one from 'percentages'/],
    ['one pool on both sides', { toPool: 'python' }, /'fromPool' and 'toPool' are both 'python': a pool has one template/],
    ['a pool that has no name', { toPool: 'Python' }, /'toPool' 'Python' is not a DNS subdomain/],
    ['a namespace that is none', { namespace: 'a.b' }, /'namespace' 'a.b' is not a DNS label/],
    ['an id that is none', { name: 'A b' }, /'name' 'A b' is not a DNS subdomain/],
    ['parts of seconds', { timeout: Duration.millis(1500) }, /'timeout' is 1.5s; give whole seconds/],
    ['a number for a time', { timeout: untyped(600) }, /'timeout' is 600; give a Duration/],
    ['a number for percentages', { percentages: untyped(10) }, /'percentages' is 10; give a list/],
    ['unknown claims', { claims: untyped('later') }, /'claims' is 'later'; give one of 'at-once', 'by-share'/],
  ])('fails if there is %s', (_, props, message) => {
    expect(() => rollout(props)).toThrow(message);
  });
});
