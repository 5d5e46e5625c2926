import { coldShare, PATIENCE, PoolLoad, waitExceededBy, waitingLonger } from './pool-queue';

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
 * pool. What is claimed faster than the pool may create is cold, and all else waits. These are bounds: simulated shares
 * are below them.
 *
 * @param replicas that the pool keeps
 */
export function refilled(load: PoolLoad, replicas: number, { rate = 0, delay = 0 }: Refill): Service {
  if (rate <= 0 && delay <= 0) {
    return {
      cold: coldShare(load, replicas),
      waitingLonger: (wait) => waitingLonger(load, replicas, wait),
      exceededBy: (share) => waitExceededBy(load, replicas, share),
    };
  }
  const { arrivals, startup, takenAfter = startup, patience = takenAfter > 0 ? PATIENCE : 0 } = load;
  const isOutrun = rate > 0 && arrivals >= rate;
  const late = (isOutrun ? 0 : waitForRate(arrivals, rate)) + waitForPause(arrivals, replicas, delay);
  // A replacement that does not exist yet is not waited for.
  const later = { ...load, startup: startup + late, takenAfter: takenAfter + late, patience: late > 1 ? 0 : patience };
  const cold = Math.max(isOutrun ? 1 - rate / arrivals : 0, coldShare(later, replicas));
  const longer = (wait: number) => {
    if (wait >= startup + patience) { return 0; }
    if (wait >= startup) { return cold; }
    if (isOutrun) { return 1; }
    return Math.max(cold, delay > 0
      // Replacements that were held come together, so that claims find all of them or none.
      ? coldShare({ ...later, takenAfter: later.startup, patience: 0 }, replicas)
      : waitingLonger(later, replicas, wait));
  };
  return { cold, waitingLonger: longer, exceededBy: (share) => leastWait(longer, startup + patience, share) };
}

/** The least wait that at most a share of claims exceeds. */
export function leastWait(longer: (wait: number) => number, most: number, share: number): number {
  if (longer(0) <= share) { return 0; }
  let [low, high] = [0, most];
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (longer(middle) <= share) { high = middle; } else { low = middle; }
  }
  return high;
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
