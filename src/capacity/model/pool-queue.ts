import { erlangB, poissonAtLeast } from './erlang';

/**
 * The claims of a pool, and its sandboxes that start. Times are in seconds.
 *
 * A claim takes a ready sandbox of the pool; otherwise the oldest one that starts and that it may take already, whose
 * start it waits for. Otherwise it waits for a while until there is one, and then starts a sandbox of its own: a cold
 * start. The pool replaces what was taken at once.
 */
export interface PoolLoad {
  /** Claims in a second, on average; they arrive independently of each other. */
  readonly arrivals: number;
  /** From the creation of a sandbox until it is ready. */
  readonly startup: number;
  /**
   * From the creation of a sandbox until a claim may take it: from v0.5.6 on, until its pod has an address. In earlier
   * releases a claim takes any sandbox that exists.
   * @default - `startup`
   */
  readonly takenAfter?: number;
  /**
   * How long a claim waits for a sandbox that it may take, before it starts its own.
   * @default - 2, as controllers do from v0.5.6 on; 0 where `takenAfter` is 0
   */
  readonly patience?: number;
}

/** How long a claim waits for a pod address, from v0.5.6 on. */
export const PATIENCE = 2;

/**
 * The share of claims that start a sandbox of their own, if the pool keeps this many sandboxes.
 *
 * A place of the pool is busy from when its sandbox is taken until a claim may take its replacement. Claims that find
 * all places busy for longer than their patience are lost to the pool, so it is a queue of deterministic service and
 * deterministic patience (M/D/c+D), for which the formula of queues with exponential service is exact at patience 0,
 * and near the truth above.
 *
 * @see https://doi.org/10.1287/opre.47.4.601 (Boots and Tijms, A multiserver queueing system with impatient customers)
 */
export function coldShare(load: PoolLoad, replicas: number): number {
  if (replicas <= 0) { return 1; }
  const { arrivals, patience, takenAfter } = resolved(load);
  const { blocked, denominator, decay } = queueOf(load, replicas);
  const share = (blocked * decay(patience)) / denominator;
  // A place is closed to other claims for at least `takenAfter - patience`.
  const least = erlangB(replicas, arrivals * Math.max(0, takenAfter - patience));
  return clamp(Number.isFinite(share) ? share : 1 - replicas / (arrivals * takenAfter), least, blocked);
}

/** The share of claims that wait longer than a number of seconds until their sandbox is ready. */
export function waitingLonger(load: PoolLoad, replicas: number, wait: number): number {
  const { arrivals, startup, takenAfter, patience } = resolved(load);
  if (replicas <= 0) { return wait < startup ? 1 : 0; }
  if (wait >= startup + patience) { return 0; }
  const cold = coldShare(load, replicas);
  // What is left of the start of a sandbox that a claim has just been allowed to take.
  const rest = startup - takenAfter;
  if (wait >= rest + patience) { return cold; }
  if (wait >= rest) { return Math.max(cold, heldLonger(load, replicas, wait - rest)); }
  // The oldest sandbox is the one that replaced what was taken `replicas` claims ago.
  const early = poissonAtLeast(replicas, arrivals * (1 - cold) * (startup - wait));
  return Math.max(early, heldLonger(load, replicas, 0));
}

/** The least wait, in seconds, that at most a share of claims exceeds: 0.01 is the 99th percentile. */
export function waitExceededBy(load: PoolLoad, replicas: number, share: number): number {
  const { startup, patience } = resolved(load);
  let [low, high] = [0, startup + patience];
  if (waitingLonger(load, replicas, 0) <= share) { return 0; }
  if (replicas <= 0) { return startup; }
  while (high - low > 1e-4) {
    const middle = (low + high) / 2;
    if (waitingLonger(load, replicas, middle) <= share) { high = middle; } else { low = middle; }
  }
  return high;
}

/** The share of claims that find no sandbox that they may take for longer than a time within their patience. */
function heldLonger(load: PoolLoad, replicas: number, time: number): number {
  const { patience } = resolved(load);
  const { blocked, denominator, decay, waited } = queueOf(load, replicas);
  const share = (blocked * (waited(patience) - waited(time) + decay(patience))) / denominator;
  return Number.isFinite(share) ? clamp(share, 0, 1) : 1;
}

interface Queue {
  readonly blocked: number;
  readonly denominator: number;
  /** How likely a wait goes on for longer than a time. */
  decay(time: number): number;
  /** The weight of the waits below a time. */
  waited(time: number): number;
}

function queueOf(load: PoolLoad, replicas: number): Queue {
  const { arrivals, takenAfter, patience } = resolved(load);
  const busy = (arrivals * takenAfter) / replicas;
  const blocked = erlangB(replicas, arrivals * takenAfter);
  // Waits in queues of deterministic service end twice as fast as in those of exponential service.
  const rate = takenAfter > 0 ? (2 * replicas) / takenAfter : Infinity;
  const decay = (time: number) => (time === 0 ? 1 : Math.exp(-rate * (1 - busy) * time));
  const waited = (time: number) => (
    time === 0 ? 0 : Math.abs(1 - busy) < 1e-9 ? rate * time : (1 - decay(time)) / (1 - busy)
  );
  return { blocked, denominator: 1 + busy * blocked * waited(patience), decay, waited };
}

function resolved({ arrivals, startup, takenAfter = startup, patience }: PoolLoad): Required<PoolLoad> {
  return { arrivals, startup, takenAfter, patience: patience ?? (takenAfter > 0 ? PATIENCE : 0) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
