/**
 * Erlang's loss formula: the share of arrivals that find all servers busy, where those that do are lost. It holds for
 * any distribution of the service time.
 *
 * @param servers a whole number
 * @param load arrivals in the mean service time
 * @see https://en.wikipedia.org/wiki/Erlang_(unit)#Erlang_B_formula
 */
export function erlangB(servers: number, load: number): number {
  if (load <= 0) { return servers === 0 && load === 0 ? 1 : 0; }
  let inverse = 1;
  for (let count = 1; count <= servers; count += 1) {
    inverse = 1 + (inverse * count) / load;
    if (inverse > 1e300) { return 0; }
  }
  return 1 / inverse;
}

/** The probability that a Poisson variable is at least `count`. */
export function poissonAtLeast(count: number, mean: number): number {
  if (count <= 0) { return 1; }
  return mean <= 0 ? 0 : lowerGamma(count, mean);
}

/** The least count that a Poisson variable exceeds with at most this probability. */
export function poissonQuantile(mean: number, exceeded: number): number {
  return leastWhole((count) => poissonAtLeast(count + 1, mean) <= exceeded, Math.ceil(mean));
}

/**
 * The least whole number for which a condition holds, which holds for all above it.
 *
 * @param guess where the search begins
 */
export function leastWhole(holds: (count: number) => boolean, guess = 1): number {
  let high = Math.max(1, guess);
  while (!holds(high)) {
    if (high > LIMIT) { return Infinity; }
    high *= 2;
  }
  let low = -1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) { high = middle; } else { low = middle; }
  }
  return high;
}

/** More sandboxes than any pool has. */
const LIMIT = 10_000_000;

/**
 * The regularized lower incomplete gamma function, by its series below the mean and a continued fraction above it.
 *
 * @see https://dlmf.nist.gov/8.11
 * @see https://dlmf.nist.gov/8.9
 */
function lowerGamma(a: number, x: number): number {
  const factor = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let total = term;
    for (let next = a + 1; term > total * PRECISION; next += 1) {
      term *= x / next;
      total += term;
    }
    return Math.min(1, total * factor);
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let step = 1; ; step += 1) {
    const numerator = -step * (step - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) { return Math.max(0, 1 - fraction * factor); }
  }
}

const PRECISION = 1e-14;
const TINY = 1e-300;

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** Stirling's series, for arguments that recurrence made large enough. */
function logGamma(value: number): number {
  let shift = 0;
  let x = value;
  for (; x < 12; x += 1) { shift += Math.log(x); }
  const square = 1 / (x * x);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
