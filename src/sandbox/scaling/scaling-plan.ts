import { readyReplicas } from '../../capacity/model/ready-replicas';

/** What a pool is asked to do, in seconds. */
export interface Demand {
  readonly claimsPerSecond: number;
  readonly startup: number;
  readonly targetWait: number;
  readonly waitingLonger: number;
}

/** The sandboxes that a demand needs. */
export interface ScalingPlan {
  /** At the rate that is expected. */
  readonly sandboxes: number;
  /** Of a rate: what is multiplied with it. */
  readonly linear: number;
  /** Of a rate: what is multiplied with its square root. Few claims need more in proportion, as they vary more. */
  readonly root: number;
}

/** The least pool that meets a demand. */
export function sandboxesFor({ claimsPerSecond: arrivals, startup, targetWait, waitingLonger }: Demand): number {
  return readyReplicas({ arrivals, startup }, { wait: targetWait, share: waitingLonger });
}

/**
 * The pool that a demand needs, and one formula for rates up to the expected one: it goes through the expected rate and
 * a quarter of it.
 */
export function scalingPlan(demand: Demand): ScalingPlan {
  const { claimsPerSecond } = demand;
  const sandboxes = Math.max(1, sandboxesFor(demand));
  const atQuarter = Math.max(1, sandboxesFor({ ...demand, claimsPerSecond: claimsPerSecond / 4 }));
  const byRoot = Math.min(Math.max(4 * atQuarter - sandboxes, 0), sandboxes);
  return { sandboxes, linear: (sandboxes - byRoot) / claimsPerSecond, root: byRoot / Math.sqrt(claimsPerSecond) };
}

/** The claims for each sandbox of a pool, in thousandths, as an autoscaler compares them, and what it makes of them. */
export interface RateTarget {
  readonly thousandths: number;
  /** The pool that the autoscaler asks for at the expected rate. */
  readonly sandboxes: number;
}

/**
 * The target of an autoscaler that divides a rate by it: the next thousandth above if the pool has its size then, else
 * the one below, so that the pool is not too small.
 *
 * @param per the time in which the metric counts, in seconds
 */
export function targetOf({ sandboxes }: ScalingPlan, claimsPerSecond: number, per: number): RateTarget {
  const claims = claimsPerSecond * per * 1000;
  // What is whole but for an error of floating point is whole.
  const of = (thousandths: number) => ({ thousandths, sandboxes: Math.ceil(claims / thousandths - 1e-9) });
  const above = of(Math.ceil(claims / sandboxes - 1e-9));
  return above.sandboxes >= sandboxes ? above : of(Math.floor(claims / sandboxes + 1e-9));
}
