import { concurrencyShares, seatsOf } from '../../src/priority/concurrency-shares';
import * as fc from '../support/fuzz';

const levels = (...seats: number[]) => seats.map((each, index) => ({ name: `level-${index}`, seats: each }));

test('a server with the levels of Kubernetes alone gives the seats that are asked for', () => {
  const server = { seats: 600, shares: 245 };
  const shares = concurrencyShares(levels(40, 20), server);
  expect([...shares]).toEqual([['level-0', 19], ['level-1', 10]]);
  expect(seatsOf('level-0', shares, server)).toBe(42);
  expect(seatsOf('level-1', shares, server)).toBe(22);
});

test('fails if the levels ask for all seats', () => {
  expect(() => concurrencyShares(levels(500, 100), { seats: 600, shares: 245 })).toThrow(
    "'level-0' 500 and 'level-1' 100 are 600 seats, and 'serverSeats' is 600",
  );
});

test('no level has fewer seats than it asks for, and no share is too much', () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 3 }),
    fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 1000 }),
    (seats, beside, others) => {
      const server = { seats: seats.reduce((sum, each) => sum + each, 0) + beside, shares: others };
      const wanted = levels(...seats);
      const shares = concurrencyShares(wanted, server);
      for (const { name, seats: asked } of wanted) {
        expect(seatsOf(name, shares, server)).toBeGreaterThanOrEqual(asked);
      }
    },
  ), { numRuns: 1000 });
});
