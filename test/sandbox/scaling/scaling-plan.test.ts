import { Demand, sandboxesFor, scalingPlan, targetOf } from '../../../src/sandbox/scaling/scaling-plan';
import * as fc from '../../support/fuzz';
import { byAverage, byPods, byValue } from '../../support/horizontal-autoscaler';

const demand: fc.Arbitrary<Demand> = fc.record({
  claimsPerSecond: fc.double({ min: -2, max: 2, noNaN: true }).map((power) => 10 ** power),
  startup: fc.double({ min: -0.3, max: 2, noNaN: true }).map((power) => 10 ** power),
  share: fc.constantFrom(0, 0.2, 0.5, 0.9),
  waitingLonger: fc.constantFrom(0.001, 0.01, 0.05, 0.2),
}).map(({ share, ...rest }) => ({ ...rest, targetWait: share * rest.startup }));

/** What KEDA makes of a query: values in thousandths, cut off, of which an average of 1 is asked. */
const byQuery = ({ linear, root }: { linear: number; root: number }, rate: number) =>
  Math.max(1, byAverage(1e-9, Math.floor((linear * rate + root * Math.sqrt(rate)) * 1000), 1000));

describe('a pool that KEDA scales', () => {
  test('has at the expected rate what the model wants, and near it at lower ones', () => {
    fc.assert(fc.property(demand, fc.double({ min: 0.02, max: 1, noNaN: true }), (asked, part) => {
      const plan = scalingPlan(asked);
      expect(byQuery(plan, asked.claimsPerSecond)).toBe(plan.sandboxes);
      const rate = part * asked.claimsPerSecond;
      const wanted = Math.max(1, sandboxesFor({ ...asked, claimsPerSecond: rate }));
      expect(Math.abs(byQuery(plan, rate) - wanted)).toBeLessThanOrEqual(1 + 1.2 * Math.sqrt(wanted));
      // Between the rates that the formula goes through it is less than a sandbox off, but for large pools.
      if (part >= 0.25) { expect(byQuery(plan, rate)).toBeGreaterThanOrEqual(wanted - 1 - 0.02 * wanted); }
    }), { numRuns: 1000 });
  });
});

describe('a pool that a HorizontalPodAutoscaler scales', () => {
  const sized = demand.map((asked) => ({ asked, plan: scalingPlan(asked) }))
    .map(({ asked, plan }) => ({ asked, plan, target: targetOf(plan, asked.claimsPerSecond, 1) }))
    .filter(({ target }) => target.thousandths >= 1);

  test('has at the expected rate as many as the annotation says, from any size, and never too few', () => {
    fc.assert(fc.property(sized, fc.integer({ min: 0, max: 5000 }), ({ asked, plan, target }, present) => {
      const rate = asked.claimsPerSecond * 1000;
      expect(target.sandboxes).toBeGreaterThanOrEqual(plan.sandboxes);
      const wanted = byAverage(present, rate, target.thousandths);
      // Within a tenth of what it has it leaves the pool alone.
      if (wanted !== present) { expect(wanted).toBe(Math.ceil(rate / target.thousandths)); }
      expect(Math.abs(byAverage(wanted, rate, target.thousandths) - target.sandboxes))
        .toBeLessThanOrEqual(1 + 0.112 * target.sandboxes);
    }), { numRuns: 1000 });
  });

  test('by a metric of pods comes to the same size, whatever it has', () => {
    fc.assert(fc.property(sized, fc.integer({ min: 1, max: 400 }), ({ asked, target }, present) => {
      // Each pod reports its part of the rate, in thousandths.
      const each = Math.floor((asked.claimsPerSecond * 1000) / present);
      fc.pre(each >= 20);
      const wanted = byPods(present, Array.from({ length: present }, () => each), target.thousandths);
      if (wanted !== present) {
        // The mean of the pods is cut off to thousandths, too.
        expect(wanted).toBeGreaterThanOrEqual(0.94 * target.sandboxes - 1);
        expect(wanted).toBeLessThanOrEqual(target.sandboxes + 1);
      }
    }), { numRuns: 500 });
  });

  test('as a Value it would grow while claims come: the present size is multiplied again and again', () => {
    const sizes = [10];
    for (let step = 0; step < 4; step += 1) { sizes.push(byValue(sizes[step], sizes[step], 1000, 500)); }
    expect(sizes).toEqual([10, 20, 40, 80, 160]);
    // The average of the same rate rests where it should be.
    expect([10, 20, 40, 80].map((present) => byAverage(present, 1000, 50))).toEqual([20, 20, 20, 20]);
  });
});

test('a target is rounded to thousandths so that the pool is not too small', () => {
  const plan = { sandboxes: 19, linear: 0, root: 0 };
  expect(targetOf(plan, 0.5, 1)).toEqual({ thousandths: 27, sandboxes: 19 });
  expect(targetOf(plan, 0.5, 60)).toEqual({ thousandths: 1579, sandboxes: 19 });
  expect(targetOf({ ...plan, sandboxes: 60 }, 0.5, 1)).toEqual({ thousandths: 8, sandboxes: 63 });
  expect(targetOf({ ...plan, sandboxes: 20 }, 0.5, 1)).toEqual({ thousandths: 25, sandboxes: 20 });
  expect(targetOf(plan, 0.01, 1).thousandths).toBe(0);
});
