import { Deviation, deviations, deviationTable, REGIMES, SIZED } from './random-loads';
import { poissonClaims, seeded, Simulated, simulate, summary } from './simulate';
import { erlangB } from '../../../src/capacity/model/erlang';

const { CAPACITY_LOADS = '1000', CAPACITY_SEED = '1' } = process.env;

const POOL: Simulated = {
  replicas: 2, claims: [0, 1, 2, 30], startup: () => 10, takenAfter: 10, patience: 2, retry: 0.5, replacedAfter: 0,
};

describe('the simulator, by hand', () => {
  const of = (more: Partial<Simulated>) => simulate({ ...POOL, ...more })
    .map(({ isCold, wait }) => `${isCold ? 'cold' : 'warm'} ${Number(wait.toFixed(6))}`);

  test('ready sandboxes, then a cold start after two seconds, then ready ones again', () => {
    expect(of({})).toEqual(['warm 0', 'warm 0', 'cold 12', 'warm 0']);
  });

  test('a sandbox that becomes ready within two seconds is taken at the next look', () => {
    expect(of({ claims: [0, 1, 9.25] })).toEqual(['warm 0', 'warm 0', 'warm 1']);
    expect(of({ claims: [0, 1, 8.65], retry: 0.1 })).toEqual(['warm 0', 'warm 0', 'warm 1.35']);
  });

  test('one that starts is taken by who waits for the rest of its start', () => {
    expect(of({ takenAfter: 1 })).toEqual(['warm 0', 'warm 0', 'warm 8', 'warm 0']);
    expect(of({ takenAfter: 0, patience: 0 })).toEqual(['warm 0', 'warm 0', 'warm 8', 'warm 0']);
  });

  test('the two seconds count from the whole second in which the claim was created', () => {
    expect(of({ claims: [0, 1, 8.01] })).toEqual(['warm 0', 'warm 0', 'warm 1.99']);
    expect(of({ claims: [0, 1, 7.99] })).toEqual(['warm 0', 'warm 0', 'cold 11.01']);
  });

  test('a pool whose replacements do not exist yet is not waited for', () => {
    expect(of({ claims: [0, 0, 0.01, 30], replacedAfter: 0.1 })).toEqual(['warm 0', 'warm 0', 'cold 10', 'warm 0']);
  });

  test('claims that come faster than a worker handles them wait for it, and may find the pool refilled', () => {
    const slow = { claims: [0, 0, 0, 0], handling: 3, startup: () => 5, takenAfter: 5 };
    expect(of({ ...slow, workers: 1 })).toEqual(['warm 4', 'warm 7', 'cold 10', 'warm 12']);
    // With workers for all of them they look at once, and share the machine.
    expect(of(slow).map((each) => each.slice(0, 4))).toEqual(['warm', 'warm', 'cold', 'cold']);
  });

  test('sandboxes are made on the same machine', () => {
    const given = { claims: [0, 0, 0], making: 3, takenAfter: 0, patience: 0, startup: () => 5 };
    // By turns of 0.75 s; beside it, 0.375 s for each replacement that is created, one after the other, and theirs.
    expect(of(given)).toEqual(['warm 0', 'warm 0', 'cold 10.71875']);
  });

  test('a refill rate spaces replacements, and a delay holds them until claims pause', () => {
    const two = { takenAfter: 0, patience: 0, claims: [0, 0, 11, 11] };
    expect(of({ ...two, refillRate: 0.1 })).toEqual(['warm 0', 'warm 0', 'warm 0', 'warm 9']);
    expect(of({ ...two, claims: [0, 1, 2.5], replenishDelay: 1 })).toEqual(['warm 0', 'warm 0', 'warm 9.5']);
    expect(of({ ...two, claims: [0, 1, 1.5], replenishDelay: 1 })).toEqual(['warm 0', 'warm 0', 'cold 10']);
  });
});

test.each([1, 5, 40])('without patience, a pool of %s loses what Erlang says, however starts vary', (count) => {
  for (const spread of [0, 0.9]) {
    const random = seeded(7);
    const claims = poissonClaims(60_000, count * 0.9, random);
    const startup = () => 1 + spread * (2 * random() - 1);
    const { cold } = summary(simulate({ ...POOL, replicas: count, claims, startup, takenAfter: 2, patience: 0 }), 1000);
    expect(Math.abs(cold - erlangB(count, count * 0.9))).toBeLessThan(0.012);
  }
});

describe('the arithmetic, against simulations of random pools', () => {
  const all = deviations(Number(CAPACITY_LOADS), Number(CAPACITY_SEED));

  /** The largest deviations that are allowed, as shares of all claims. */
  type Bounds = Pick<Deviation, 'cold' | 'waiting' | 'half'>;
  const BOUNDS: Readonly<Record<Deviation['regime'], readonly Bounds[]>> = {
    'any sandbox': [{ cold: 0.001, waiting: 0.1, half: 0.05 }, { cold: 0.001, waiting: 0.2, half: 0.08 }],
    'an address when ready': [{ cold: 0.07, waiting: 0.25, half: 0.2 }, { cold: 0.1, waiting: 0.5, half: 0.5 }],
    'an address before it is ready': [
      { cold: 0.07, waiting: 0.2, half: 0.2 }, { cold: 0.12, waiting: 0.4, half: 0.5 },
    ],
  };

  test.each(REGIMES)('where a claim takes %s', (regime) => {
    for (const each of all.filter((one) => one.regime === regime)) {
      const bounds = BOUNDS[regime][each.busy <= SIZED ? 0 : 1];
      for (const name of ['cold', 'waiting', 'half'] as const) {
        if (Math.abs(each[name]) > bounds[name]) {
          throw new Error(`${name} is off by ${each[name]}, more than ${bounds[name]}: ${JSON.stringify(each)}`);
        }
      }
    }
  });

  test('on average, where a pool is of the size that a target asks for', () => {
    const sized = all.filter(({ busy }) => busy <= SIZED);
    for (const [name, bound] of [['cold', 0.005], ['waiting', 0.02], ['half', 0.01]] as const) {
      const mean = sized.reduce((sum, each) => sum + Math.abs(each[name]), 0) / sized.length;
      expect([name, mean < bound]).toEqual([name, true]);
    }
  });

  // `npx jest --coverage=false test/capacity/simulator` prints the table of docs/capacity.md.
  test('the table', () => { process.stderr.write(`${deviationTable(all)}\n`); });
});
