const PRIME = 2 ** 31 - 1;

/** Seeded choices: the same seed makes the same cases. The generator is that of Park and Miller. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed % (PRIME - 1) + 1;
    // Neighbouring seeds begin alike.
    for (let times = 0; times < 4; times++) { this.next(); }
  }

  /** From 0 to below 1. */
  next(): number {
    this.state = this.state * 48_271 % PRIME;
    return (this.state - 1) / (PRIME - 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }
}
