/**
 * The budgets of an evaluation: the cost that the API server charges, and the work that this engine does. Evaluation is
 * synchronous, so one pair of counters is enough; a variable that is evaluated inside another has budgets of its own.
 */
import { CelBudgetError, CelWorkError } from './error';

/** The API server's limit for one evaluation, `PerCallLimit`. */
export const MOST_COST = 1_000_000;

/**
 * The limit of this engine. It matters where the API server charges little for what takes long, such as the
 * comparison of nested lists. A unit is about a tenth of a microsecond.
 */
const MOST_WORK = 10_000_000;

let cost = 0;
let work = 0;

/** @param charged takes the cost, also of an evaluation that fails */
export function withBudget<T>(run: () => T, charged?: (cost: number) => void): T {
  const [outerCost, outerWork] = [cost, work];
  [cost, work] = [0, 0];
  try {
    return run();
  } finally {
    charged?.(cost);
    [cost, work] = [outerCost, outerWork];
  }
}

/** The work of the current evaluation so far. */
export function workSoFar(): number {
  return work;
}

/** The cost of the current evaluation so far. */
export function costSoFar(): number {
  return cost;
}

/**
 * Adds to the cost, as the API server does.
 *
 * @throws CelBudgetError
 */
export function charge(units: number): void {
  cost += units;
  if (cost > MOST_COST) {
    throw new CelBudgetError(
      `the expression costs more than ${MOST_COST}, the limit of the API server for one evaluation`,
    );
  }
}

/**
 * Adds to the work, before it is done.
 *
 * @throws CelWorkError
 */
export function spend(units: number): void {
  work += units;
  if (work > MOST_WORK) { throw new CelWorkError('the evaluation takes too much work to be done here'); }
}

/** Characters that one unit of work reads or writes. */
const CHARACTERS = 16;

/** Adds the work of reading or writing a text. */
export function spendOnText(length: number): void {
  spend(length / CHARACTERS);
}

/**
 * Charges the cost of a text before it is made, so that none is made that costs too much.
 *
 * @param perCharacter what the API server charges for a character
 */
export function refuseBeyond(length: number, perCharacter: number): void {
  if (cost + length * perCharacter > MOST_COST) { charge(length * perCharacter); }
  spendOnText(length);
}
