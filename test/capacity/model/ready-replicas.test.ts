import * as fc from 'fast-check';
import { coldShare, PoolLoad, waitExceededBy, waitingLonger } from '../../../src/capacity/model/pool-queue';
import { readyReplicas } from '../../../src/capacity/model/ready-replicas';

const LOADS: fc.Arbitrary<PoolLoad> = fc.record({
  arrivals: fc.double({ min: 0.001, max: 50, noNaN: true }),
  startup: fc.double({ min: 0.1, max: 120, noNaN: true }),
}).chain(({ arrivals, startup }) => fc.record({
  arrivals: fc.constant(arrivals),
  startup: fc.constant(startup),
  takenAfter: fc.double({ min: 0, max: startup, noNaN: true }),
}));

test.each([
  // arrivals/s, start-up, wait, share, cold, replicas
  [1, 3, 0, 0.01, undefined, 9],
  [1, 3, 5, 0.01, undefined, 0],
  [0, 3, 1, 0.01, undefined, 1],
  [100_000 / 3600, 10, 1, 0.01, 0.001, 294],
])('%s claims/s, %s s to start, wait %s s, share %s, cold %s: %s', (arrivals, startup, wait, share, cold, wanted) => {
  const needed = readyReplicas({ arrivals, startup }, { wait, share, coldShare: cold });
  expect(needed).toBe(wanted);
});

test('the answer is the least that meets the target', () => {
  fc.assert(fc.property(LOADS, fc.double({ min: 0, max: 120, noNaN: true }), fc.constantFrom(0.5, 0.05, 0.01, 0.001), (
    load, wait, share,
  ) => {
    const needed = readyReplicas(load, { wait, share });
    expect(waitingLonger(load, needed, wait)).toBeLessThanOrEqual(share);
    if (needed > 0) { expect(waitingLonger(load, needed - 1, wait)).toBeGreaterThan(share); }
  }));
});

test('more replicas, a longer wait and rarer claims never wait longer', () => {
  fc.assert(fc.property(LOADS, fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 100, noNaN: true }), (
    load, replicas, wait,
  ) => {
    const share = waitingLonger(load, replicas, wait);
    const slack = 1e-9;
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThanOrEqual(1);
    expect(coldShare(load, replicas)).toBeLessThanOrEqual(waitingLonger(load, replicas, 0) + slack);
    expect(waitingLonger(load, replicas + 1, wait)).toBeLessThanOrEqual(share + slack);
    expect(waitingLonger(load, replicas, wait + 0.5)).toBeLessThanOrEqual(share + slack);
    const rarer = { ...load, arrivals: load.arrivals / 2 };
    expect(waitingLonger(rarer, replicas, wait)).toBeLessThanOrEqual(share + slack);
  }));
});

test('the wait that a share exceeds', () => {
  fc.assert(fc.property(LOADS, fc.integer({ min: 0, max: 400 }), fc.constantFrom(0.5, 0.01), (
    load, replicas, share,
  ) => {
    const wait = waitExceededBy(load, replicas, share);
    expect(waitingLonger(load, replicas, wait)).toBeLessThanOrEqual(share);
    if (wait > 0.001) { expect(waitingLonger(load, replicas, wait - 0.001)).toBeGreaterThan(share); }
  }));
});

test('a pool of none is cold, and a claim of it waits for the start', () => {
  const load = { arrivals: 1, startup: 3 };
  expect([coldShare(load, 0), waitExceededBy(load, 0, 0.5), waitExceededBy(load, 0, 0.01)]).toEqual([1, 3, 3]);
});
