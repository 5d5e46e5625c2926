/**
 * The budget of an evaluation. Evaluation is synchronous, so one counter is enough; a variable that is evaluated inside
 * another has a budget of its own.
 */
import { CelBudgetError } from './error';
import type { Value } from './values';

export const STEPS = 1_000_000;

let left = STEPS;

export function withBudget<T>(run: () => T): T {
  const outer = left;
  left = STEPS;
  try {
    return run();
  } finally {
    left = outer;
  }
}

/** @throws CelBudgetError */
export function spend(steps: number): void {
  left -= steps;
  if (left < 0) { throw new CelBudgetError(`the expression takes more than ${STEPS} steps`); }
}

/** One step for each ten characters or items that go in or come out. */
export function spendOn(value: Value): void {
  if (typeof value === 'string') {
    spend(value.length / 10);
  } else if (typeof value === 'object' && value !== null) {
    const { size = 0, length = 0 } = value as { size?: number; length?: number };
    spend((size + length) / 10);
  }
}

/** Refuses to make what no budget would pay for. */
export function refuseBeyond(size: number): void {
  if (size > 10 * STEPS) {
    throw new CelBudgetError(`the expression makes a value of the size ${size}, beyond the ${STEPS} steps that it has`);
  }
}
