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
  readonly startup: () => number;
  /** The part of the start after which a claim may take a sandbox; 0 where any that exists will do. */
  readonly takenAfter: number;
  /** Seconds that a claim waits for a sandbox that it may take, after its creation in whole seconds. */
  readonly patience: number;
  /** Seconds between two looks of such a claim. */
  readonly retry: number;
  /** Seconds from when a sandbox is taken until its replacement is created. */
  readonly replacedAfter: number;
  /** Sandboxes in a second that a pool may create; 0 is any number. */
  readonly refillRate?: number;
  /** Work for a claim that has found its sandbox or not, in seconds of the machine of controller and API server. */
  readonly handling?: number;
  /** Work until the pod of a sandbox exists, on the same machine; the start follows. */
  readonly making?: number;
  /** Claims that the controller handles at a time. */
  readonly workers?: number;
  /** Seconds without a claim after which a pool is refilled. */
  readonly replenishDelay?: number;
}

/** What became of each claim, in the order in which they were made. */
export interface Outcome {
  readonly isCold: boolean;
  readonly wait: number;
}

interface Waiting {
  /** When a claim may take it, and when it is ready; Infinity until that is known. */
  taken: number;
  ready: number;
}

interface Event {
  readonly time: number;
  readonly order: number;
  readonly run: () => void;
}

/** The part of the work for a sandbox that is its creation: one of about eight requests. */
const CREATION = 1 / 8;

export function simulate(simulated: Simulated): Outcome[] {
  const { replicas, claims, takenAfter, patience, retry, replacedAfter } = simulated;
  const { refillRate = 0, replenishDelay = 0, handling = 0, making = 0, workers = Infinity } = simulated;
  const found: Array<{ isCold: boolean; sandbox: Waiting; handled: number }> = [];
  const events = new Heap();
  let now = 0;
  let order = 0;
  const at = (time: number, run: () => void) => { events.push({ time, order: (order += 1), run }); };
  const machine = new Machine(at, () => now);

  // The pool begins full, as if it had been idle.
  const pool: Waiting[] = Array.from({ length: replicas }, () => ({ taken: -1e9, ready: -1e9 }));
  let missing = 0;
  let lastDrop = -1e9;
  let tokens = Math.max(1, refillRate);
  let refilledAt = 0;
  let isPaced = false;

  const start = (work = making): Waiting => {
    const sandbox: Waiting = { taken: takenAfter === 0 ? now : Infinity, ready: Infinity };
    machine.work(work, () => {
      const startup = simulated.startup();
      sandbox.ready = now + startup;
      sandbox.taken = Math.min(sandbox.taken, now + Math.min(takenAfter, startup));
    });
    return sandbox;
  };
  // One worker creates what is missing at a time, in batches of 1, 2, 4 and so on, each after the one before.
  let asked = 0;
  let isReplacing = false;
  const replace = () => {
    if (isReplacing || asked === 0) { return; }
    isReplacing = true;
    const batch = (count: number, size: number) => {
      if (count === 0) {
        isReplacing = false;
        replace();
        return;
      }
      let left = Math.min(count, size);
      for (let each = left; each > 0; each -= 1) {
        machine.work(making * CREATION, () => {
          pool.push(start(making * (1 - CREATION)));
          left -= 1;
          if (left === 0) { batch(count - Math.min(count, size), 2 * size); }
        }, 1);
      }
    };
    const count = asked;
    asked = 0;
    batch(count, 1);
  };
  const refill = () => {
    if (missing === 0) { return; }
    // Rounding of the sum must not move the moment before it.
    if (replenishDelay > 0 && now - lastDrop < replenishDelay - 1e-9) { return; }
    if (refillRate > 0) {
      tokens = Math.min(Math.max(1, refillRate), tokens + (now - refilledAt) * refillRate);
      refilledAt = now;
    }
    const granted = refillRate > 0 ? Math.min(missing, Math.floor(tokens + 1e-9)) : missing;
    asked += granted;
    replace();
    missing -= granted;
    tokens -= refillRate > 0 ? granted : 0;
    if (missing > 0 && !isPaced) {
      isPaced = true;
      at(now + Math.max(0, 1 - tokens) / refillRate, () => {
        isPaced = false;
        refill();
      });
    }
  };

  const queue: number[] = [];
  let active = 0;
  const next = () => {
    while (active < workers && queue.length > 0) {
      active += 1;
      look(queue.shift()!);
    }
  };
  const look = (claim: number) => {
    let oldest = -1;
    for (let each = 0; each < pool.length; each += 1) {
      if (pool[each].ready <= now) { oldest = each; break; }
      if (oldest < 0 && pool[each].taken <= now) { oldest = each; }
    }
    // The creation timestamp of an object has whole seconds.
    const left = Math.floor(claims[claim]) + patience - now;
    if (oldest < 0 && pool.length > 0 && left > 1e-9) {
      active -= 1;
      at(now + Math.min(retry, left), () => {
        queue.push(claim);
        next();
      });
      return;
    }
    const [sandbox] = oldest < 0 ? [start()] : pool.splice(oldest, 1);
    found[claim] = { isCold: oldest < 0, sandbox, handled: now };
    if (oldest >= 0) {
      missing += 1;
      lastDrop = now;
      at(now + Math.max(replacedAfter, replenishDelay), refill);
    }
    // A worker is with a claim until it has its sandbox; what follows is done in later turns.
    machine.work(handling / 3, () => {
      active -= 1;
      next();
      machine.work((2 * handling) / 3, () => { found[claim].handled = now; });
    });
  };

  claims.forEach((time, claim) => {
    at(time, () => {
      queue.push(claim);
      next();
    });
  });
  for (let event = events.pop(); event; event = events.pop()) {
    now = event.time;
    event.run();
  }
  return found.map(({ isCold, sandbox, handled }, claim) => (
    { isCold, wait: Math.max(handled, sandbox.ready) - claims[claim] }
  ));
}

/** Does all work by turns, a slice at a time, as the requests of many workers share an API server. */
class Machine {
  private readonly slices: Array<{ readonly length: number; readonly done: () => void }> = [];
  private isBusy = false;

  constructor(
    private readonly at: (time: number, run: () => void) => void,
    private readonly now: () => number,
  ) {}

  /** @param done is called at the end of it */
  work(seconds: number, done: () => void, slices = 4): void {
    if (seconds === 0) {
      done();
      return;
    }
    let left = slices;
    const slice = () => {
      this.slices.push({
        length: seconds / slices,
        done: () => {
          left -= 1;
          if (left === 0) { done(); } else { slice(); }
        },
      });
    };
    slice();
    this.turn();
  }

  private turn(): void {
    const next = this.isBusy ? undefined : this.slices.shift();
    if (!next) { return; }
    this.isBusy = true;
    this.at(this.now() + next.length, () => {
      this.isBusy = false;
      next.done();
      this.turn();
    });
  }
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

/** Numbers from 0 to 1, the same for each seed: Lehmer's generator with the multiplier of Park and Miller. */
export function seeded(seed: number): () => number {
  const modulus = 2 ** 31 - 1;
  let state = (seed * 48_271 + 11) % modulus;
  return () => {
    state = (state * 48_271) % modulus;
    return state / modulus;
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
      const parent = Math.floor((index - 1) / 2);
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
