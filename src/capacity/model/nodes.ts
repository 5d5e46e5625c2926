import { poissonQuantile } from './erlang';

/** How often a number of sandboxes may be exceeded, and the deviation of a normal variable that is. */
const EXCEEDED = 0.001;
const DEVIATIONS = 3.09;

/**
 * Claimed sandboxes at once, which are exceeded one time in a thousand. Their number is a Poisson variable, whatever
 * the distribution of the time for which they are held.
 *
 * @param arrivals claims in a second
 * @param hold seconds, start included
 */
export function claimedSandboxes(arrivals: number, hold: number): number {
  return poissonQuantile(arrivals * hold, EXCEEDED);
}

/**
 * By how much their number may grow while a node is provisioned: the difference of two Poisson variables whose
 * sandboxes have partly been replaced. One time in a thousand it is more.
 *
 * @param provisioning seconds
 */
export function growth(arrivals: number, hold: number, provisioning: number): number {
  if (hold === 0) { return 0; }
  return Math.ceil(DEVIATIONS * Math.sqrt(2 * arrivals * hold * -Math.expm1(-provisioning / hold)));
}
