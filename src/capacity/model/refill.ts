import { coldShare, PoolLoad, waitExceededBy, waitingLonger } from './pool-queue';

/** How a controller refills pools. */
export interface Refill {
  /**
   * Sandboxes that it creates for a pool in a second, at most.
   * @default - as many as are missing
   */
  readonly rate?: number;
  /**
   * Seconds without a claim, after which it begins.
   * @default - at once
   */
  readonly delay?: number;
}

/** What claims of a pool meet, in shares of all claims and in seconds. */
export interface Service {
  readonly cold: number;
  waitingLonger(wait: number): number;
  exceededBy(share: number): number;
}

/**
 * The claims of a pool whose replacements are created late: as if sandboxes took longer to start, as seen from the
 * pool. What is claimed faster than the pool may create is cold.
 *
 * @param replicas that the pool keeps
 */
export function refilled(load: PoolLoad, replicas: number, { rate = 0, delay = 0 }: Refill): Service {
  const { arrivals, startup, takenAfter = startup } = load;
  const late = waitForRate(arrivals, rate) + waitForPause(arrivals, replicas, delay);
  // A replacement that does not exist yet is not waited for.
  const later = late === 0
    ? load
    : { ...load, startup: startup + late, takenAfter: takenAfter + late, patience: late > 1 ? 0 : load.patience };
  const unmet = rate > 0 && arrivals > rate ? 1 - rate / arrivals : 0;
  const cold = Math.max(unmet, coldShare(later, replicas));
  const longer = (wait: number) => (
    wait >= startup + (load.patience ?? 2) ? 0 : Math.max(Math.min(1, waitingLonger(later, replicas, wait)), cold)
  );
  return {
    cold,
    waitingLonger: longer,
    exceededBy: (share) => (
      cold > share
        ? Math.min(startup + (load.patience ?? 2), Math.max(startup, waitExceededBy(load, replicas, share)))
        : Math.min(startup, waitExceededBy(later, replicas, share))
    ),
  };
}

/** The mean wait of a replacement for its turn, in a queue of deterministic service (M/D/1). */
function waitForRate(arrivals: number, rate: number): number {
  if (rate <= 0 || arrivals === 0) { return 0; }
  const busy = Math.min(arrivals / rate, 0.99);
  // Up to a second's worth is created at once.
  return (busy / (2 * (1 - busy) * rate)) * busy ** Math.max(1, rate);
}

/** The mean time until claims have paused for the delay, or the pool is empty, and they pause for it. */
function waitForPause(arrivals: number, replicas: number, delay: number): number {
  if (delay <= 0) { return 0; }
  if (arrivals === 0) { return delay; }
  return Math.min(Math.expm1(arrivals * delay) / arrivals, replicas / arrivals + delay);
}
