import { leastWhole } from './erlang';
import { coldShare, PoolLoad, waitingLonger } from './pool-queue';

/** What is asked of a pool. */
export interface PoolTarget {
  /** Seconds until the sandbox of a claim is ready. */
  readonly wait: number;
  /**
   * The share of claims that may wait longer: 0.01 for the 99th percentile.
   */
  readonly share: number;
  /**
   * The share of claims that may start a sandbox of their own.
   * @default - any: only the wait counts
   */
  readonly coldShare?: number;
}

/**
 * The least number of sandboxes that a pool keeps to meet a target, 0 where a cold start is fast enough.
 *
 * @param load the claims of the pool
 * @param target what is asked of it
 */
export function readyReplicas(load: PoolLoad, { wait, share, coldShare: allowed = 1 }: PoolTarget): number {
  return leastWhole(
    (replicas) => waitingLonger(load, replicas, wait) <= share && coldShare(load, replicas) <= allowed,
    Math.ceil(load.arrivals * load.startup),
  );
}
