/**
 * Claims of a pool, event by event, as the controllers treat them: what the arithmetic of `src/capacity/model` is held
 * against, and what the real controllers are held against in the control plane suite. It shares no code with either.
 */
export interface Simulated {
  /** Sandboxes that the pool keeps. */
  readonly replicas: number;
  /** The seconds at which claims are made, ascending. */
  readonly claims: readonly number[];
  /** Seconds from the creation of a sandbox until it is ready; asked for each. */
  startup(): number;
  /** The part of the start after which a claim may take a sandbox; 0 where any that exists will do. */
  readonly takenAfter: number;
  /** Seconds that a claim waits for a sandbox that it may take. */
  readonly patience: number;
  /** Seconds between two looks of such a claim. */
  readonly retry: number;
  /** Seconds from when a sandbox is taken until its replacement is created. */
  readonly replacedAfter: number;
  /** Sandboxes in a second that a pool may create; 0 is any number. */
  readonly refillRate?: number;
  /** Seconds that the controller takes for a claim before it looks for a sandbox, one claim at a time. */
  readonly handling?: number;
  /** Seconds that it takes until the pod of a sandbox exists, one sandbox at a time; the start follows. */
  readonly making?: number;
  /** Seconds without a claim after which a pool is refilled. */
  readonly replenishDelay?: number;
}

/** What became of each claim, in the order in which they were made. */
export interface Outcome {
  readonly isCold: boolean;
  readonly wait: number;
}

interface Waiting {
  readonly taken: number;
  readonly ready: number;
}

interface Event {
  readonly time: number;
  readonly order: number;
  readonly run: () => void;
}

export function simulate(simulated: Simulated): Outcome[] {
  const { replicas, claims, takenAfter, patience, retry, replacedAfter } = simulated;
  const { refillRate = 0, replenishDelay = 0, handling = 0, making = 0 } = simulated;
  const outcomes: Outcome[] = new Array<Outcome>(claims.length);
  const events = new Heap();
  let now = 0;
  let order = 0;
  const at = (time: number, run: () => void) => { events.push({ time, order: (order += 1), run }); };

  // The pool begins full, as if it had been idle.
  const pool: Waiting[] = Array.from({ length: replicas }, () => ({ taken: -1e9, ready: -1e9 }));
  let missing = 0;
  let lastDrop = -1e9;
  let tokens = Math.max(1, refillRate);
  let refilledAt = 0;

  let made = 0;
  /** When the pod of a new sandbox is there. */
  const pod = () => (made = Math.max(made, now) + making);
  const create = () => {
    const startup = simulated.startup();
    const begins = pod();
    const taken = takenAfter === 0 ? now : begins + Math.min(takenAfter, startup);
    pool.push({ taken, ready: begins + startup });
  };
  const refill = () => {
    if (missing === 0) { return; }
    if (replenishDelay > 0) {
      // Rounding of the sum must not move the moment before it.
      if (now - lastDrop < replenishDelay - 1e-9) { return; }
    }
    if (refillRate > 0) {
      tokens = Math.min(Math.max(1, refillRate), tokens + (now - refilledAt) * refillRate);
      refilledAt = now;
    }
    const granted = refillRate > 0 ? Math.min(missing, Math.floor(tokens + 1e-9)) : missing;
    for (let each = 0; each < granted; each += 1) { create(); }
    missing -= granted;
    tokens -= refillRate > 0 ? granted : 0;
    if (missing > 0) { at(now + Math.max(0, 1 - tokens) / refillRate, refill); }
  };

  const look = (claim: number) => {
    const asked = claims[claim];
    let oldest = -1;
    for (let each = 0; each < pool.length; each += 1) {
      if (pool[each].ready <= now) { oldest = each; break; }
      if (oldest < 0 && pool[each].taken <= now) { oldest = each; }
    }
    if (oldest >= 0) {
      const [{ ready }] = pool.splice(oldest, 1);
      outcomes[claim] = { isCold: false, wait: Math.max(now, ready) - asked };
      missing += 1;
      lastDrop = now;
      at(now + Math.max(replacedAfter, replenishDelay), refill);
      return;
    }
    const left = asked + patience - now;
    if (pool.length > 0 && left > 1e-9) {
      at(now + Math.min(retry, left), () => { look(claim); });
      return;
    }
    outcomes[claim] = { isCold: true, wait: pod() + simulated.startup() - asked };
  };

  let free = 0;
  claims.forEach((time, claim) => {
    free = Math.max(free, time) + handling;
    at(free, () => { look(claim); });
  });
  for (let event = events.pop(); event; event = events.pop()) {
    now = event.time;
    event.run();
  }
  return outcomes;
}

/** The shares and waits of claims after the first ones, which find the pool as it begins. */
export function summary(outcomes: readonly Outcome[], skipped = 0): {
  readonly cold: number;
  waitingLonger(wait: number): number;
  exceededBy(share: number): number;
} {
  const counted = outcomes.slice(skipped);
  const waits = counted.map(({ wait }) => wait).sort((one, other) => one - other);
  return {
    cold: counted.filter(({ isCold }) => isCold).length / counted.length,
    waitingLonger: (wait) => waits.filter((each) => each > wait + 1e-9).length / waits.length,
    exceededBy: (share) => waits[Math.min(waits.length - 1, Math.ceil(waits.length * (1 - share)) - 1)],
  };
}

/** Claims that arrive independently of each other, in seconds. */
export function poissonClaims(count: number, rate: number, random: () => number): number[] {
  let time = 0;
  return Array.from({ length: count }, () => (time += -Math.log(1 - random()) / rate));
}

/** Numbers from 0 to 1, the same for each seed (Mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A binary heap: the earliest event first, and of those at one time the one that was added first. */
class Heap {
  private readonly items: Event[] = [];

  push(event: Event): void {
    const { items } = this;
    let index = items.length;
    items.push(event);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(event, items[parent])) { break; }
      items[index] = items[parent];
      index = parent;
    }
    items[index] = event;
  }

  pop(): Event | undefined {
    const { items } = this;
    const first = items[0];
    const last = items.pop();
    if (!last || items.length === 0) { return first; }
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= items.length) { break; }
      if (child + 1 < items.length && before(items[child + 1], items[child])) { child += 1; }
      if (!before(items[child], last)) { break; }
      items[index] = items[child];
      index = child;
    }
    items[index] = last;
    return first;
  }
}

function before(one: Event, other: Event): boolean {
  return one.time < other.time || (one.time === other.time && one.order < other.order);
}
