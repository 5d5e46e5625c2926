import { refilled } from '../../../src/capacity/model/refill';
import { poissonClaims, seeded, simulate, summary } from '../simulator/simulate';

const CASES: ReadonlyArray<readonly [number, number, number, number, number]> = [
  // arrivals/s, start-up, replicas, refill rate, replenish delay
  [1, 3, 10, 2, 0], [1, 3, 10, 1.1, 0], [1, 3, 10, 0.8, 0], [5, 4, 40, 6, 0], [5, 4, 40, 3, 0], [0.1, 3, 3, 0.15, 0],
  [1, 3, 20, 0, 1], [1, 3, 20, 0, 3], [1, 3, 20, 0, 10], [0.28, 6, 6, 0, 20], [5, 4, 100, 0, 2], [0.01, 6, 2, 0, 60],
];

test.each(CASES.flatMap((each) => [[...each, 0], [...each, each[1]]]))(
  '%s/s, %s s to start, %s sandboxes, %s/s refilled after %s s, taken after %s s: no worse than it says',
  (arrivals, startup, replicas, refillRate, replenishDelay, takenAfter) => {
    const simulated = summary(simulate({
      replicas,
      claims: poissonClaims(10_000, arrivals, seeded(3)),
      startup: () => startup,
      takenAfter,
      patience: takenAfter > 0 ? 2 : 0,
      retry: 0.1,
      replacedAfter: 0,
      refillRate,
      replenishDelay,
    }), 500);
    const load = { arrivals, startup, takenAfter, retry: 0.1 };
    const predicted = refilled(load, replicas, { rate: refillRate, delay: replenishDelay });
    expect(simulated.cold - predicted.cold).toBeLessThan(0.03);
    expect(predicted.cold - simulated.cold).toBeLessThan(0.12);
    expect(simulated.waitingLonger(0) - predicted.waitingLonger(0)).toBeLessThan(0.1);
    expect(simulated.exceededBy(0.01)).toBeLessThanOrEqual(predicted.exceededBy(0.005) + 0.1);
  },
);

test('without flags it is the pool itself', () => {
  const load = { arrivals: 1, startup: 3 };
  expect(refilled(load, 5, {}).cold).toBe(refilled(load, 5, { rate: 0, delay: 0 }).cold);
  expect(refilled(load, 5, {}).exceededBy(0.01)).toBeGreaterThan(3);
});
