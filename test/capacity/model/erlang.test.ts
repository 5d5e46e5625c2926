import { erlangB, leastWhole, poissonAtLeast, poissonQuantile } from '../../../src/capacity/model/erlang';

/** By the definition, in sums of logarithms. */
function loss(servers: number, load: number): number {
  const terms: number[] = [0];
  for (let each = 1; each <= servers; each += 1) { terms.push(terms[each - 1] + Math.log(load / each)); }
  const top = Math.max(...terms);
  return Math.exp(terms[servers] - top) / terms.reduce((sum, each) => sum + Math.exp(each - top), 0);
}

function tail(count: number, mean: number): number {
  let below = 0;
  let term = -mean;
  for (let each = 0; each < count; each += 1) {
    below += Math.exp(term);
    term += Math.log(mean / (each + 1));
  }
  return 1 - below;
}

describe('Erlang', () => {
  test.each([[1, 0.5], [10, 5], [10, 20], [100, 90], [1000, 1010]])('loss of %s servers, load %s', (servers, load) => {
    expect(erlangB(servers, load)).toBeCloseTo(loss(servers, load), 12);
  });

  test('published values', () => {
    // Tables of teletraffic: 10 servers at 4.461 erlang lose 1 %, 100 at 84.06.
    expect(erlangB(10, 4.461)).toBeCloseTo(0.01, 5);
    expect(erlangB(100, 84.064)).toBeCloseTo(0.01, 5);
  });

  test('extremes', () => {
    expect([erlangB(0, 5), erlangB(0, 0), erlangB(5, 0), erlangB(100_000, 1)]).toEqual([1, 1, 0, 0]);
    expect(erlangB(100_000, 99_000)).toBeGreaterThan(0);
  });
});

describe('Poisson', () => {
  test.each([[1, 0.1], [5, 5], [3, 9], [50, 30], [30, 50], [500, 480], [480, 500]])(
    'at least %s of %s',
    (count, mean) => { expect(poissonAtLeast(count, mean)).toBeCloseTo(tail(count, mean), 10); },
  );

  test('large and extreme', () => {
    expect(poissonAtLeast(100_000, 100_000)).toBeCloseTo(0.5, 2);
    expect([poissonAtLeast(0, 0), poissonAtLeast(1, 0)]).toEqual([1, 0]);
  });

  test('quantile', () => {
    for (const mean of [0.01, 1, 30, 4000]) {
      const count = poissonQuantile(mean, 0.01);
      expect(poissonAtLeast(count + 1, mean)).toBeLessThanOrEqual(0.01);
      if (count > 0) { expect(poissonAtLeast(count, mean)).toBeGreaterThan(0.01); }
    }
  });
});

test('the least number', () => {
  for (const wanted of [0, 1, 2, 17, 100_000]) {
    expect(leastWhole((count) => count >= wanted)).toBe(wanted);
  }
  expect(leastWhole(() => false)).toBe(Infinity);
});
