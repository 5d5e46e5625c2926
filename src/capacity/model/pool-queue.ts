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
   * How long at most a claim waits for a sandbox that it may take, before it starts its own.
   * @default - 2, as controllers do from v0.5.6 on; 0 where `takenAfter` is 0
   */
  readonly patience?: number;
  /**
   * How often such a claim looks.
   * @default - 0.5, as in v0.5.6
   */
  readonly retry?: number;
}

/** How long a claim waits for a pod address, from v0.5.6 on, and how often it looks. */
export const PATIENCE = 2;
const RETRY = 0.5;

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
  return replicas <= 0 ? 1 : queueOf(load, replicas).lost;
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
  const early = poissonAtLeast(replicas, arrivals * (startup - wait));
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
  const { retry } = resolved(load);
  const patience = meanPatience(load);
  const { lost, longer } = queueOf(load, replicas);
  // They do not wait in a line: each looks again and again, beside those that have just come.
  const looks = patience / retry + 1;
  return Math.max(lost, Math.min(longer(time), lost ** ((1 + Math.floor(time / retry)) / looks)));
}

interface Queue {
  /** The share of claims that are lost to the pool. */
  readonly lost: number;
  /** The share that would wait longer than a time, in a line. */
  longer(time: number): number;
}

function queueOf(load: PoolLoad, replicas: number): Queue {
  const { arrivals, takenAfter, retry } = resolved(load);
  const patience = meanPatience(load);
  const first = lineOf(arrivals, takenAfter, patience, replicas);
  if (patience === 0) { return first; }
  // A sandbox that may be taken waits for the next look: that of a new claim, or of one that looks again.
  const failed = first.lost ** (1 / (patience / retry + 1));
  const looks = failed < 1 ? (1 - first.lost) / (1 - failed) : patience / retry + 1;
  const unseen = failed === 0 ? 0 : Math.min(failed / (arrivals * looks), retry / 2);
  const second = lineOf(arrivals, takenAfter + unseen, patience, replicas);
  // A place is closed to other claims for at least `takenAfter - patience`, and at most `takenAfter`.
  const least = erlangB(replicas, arrivals * Math.max(0, takenAfter - patience));
  return { lost: clamp(second.lost, least, erlangB(replicas, arrivals * takenAfter)), longer: second.longer };
}

/** A queue whose servers are the places of a pool. */
function lineOf(arrivals: number, service: number, patience: number, replicas: number): Queue {
  const busy = (arrivals * service) / replicas;
  const blocked = erlangB(replicas, arrivals * service);
  // In a time far below that of a service, places come free as at random; in a longer one, as evenly as they are made.
  const rate = service > 0 ? ((1 + Math.min(1, patience / service)) * replicas) / service : Infinity;
  const decay = (time: number) => (time === 0 ? 1 : Math.exp(-rate * (1 - busy) * time));
  const waited = (time: number) => (
    time === 0 ? 0 : Math.abs(1 - busy) < 1e-9 ? rate * time : (1 - decay(time)) / (1 - busy)
  );
  const all = 1 + busy * blocked * waited(patience);
  const lost = (blocked * decay(patience)) / all;
  return {
    lost: Number.isFinite(lost) ? lost : 1 - 1 / busy,
    longer(time) {
      const share = (blocked * (waited(patience) - waited(time) + decay(patience))) / all;
      return Number.isFinite(share) ? clamp(share, 0, 1) : 1;
    },
  };
}

function resolved(load: PoolLoad): Required<PoolLoad> {
  const { arrivals, startup, takenAfter = startup, patience = takenAfter > 0 ? PATIENCE : 0, retry = RETRY } = load;
  return { arrivals, startup, takenAfter, patience, retry };
}

/** Patience counts from the creation timestamp of a claim, which has whole seconds. */
function meanPatience(load: PoolLoad): number {
  return Math.max(0, resolved(load).patience - 0.5);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
