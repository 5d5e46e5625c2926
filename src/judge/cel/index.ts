/**
 * The Common Expression Language as Kubernetes 1.36 has it.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/
 */
import { costSoFar, withBudget, workSoFar } from './budget';
import { check } from './checking/checker';
import { CelError } from './error';
import { bound, plainData } from './json';
import { FUNCTIONS } from './libraries';
import { Frame } from './plan';
import { plan } from './planner';
import { parse } from './syntax/parser';
import type { CelType } from './types';
import type { Value } from './values';

export { CelBudgetError, CelError, CelFieldError, CelOfflineError, CelWorkError } from './error';
export { typeOfSchema } from './schema-types';
export {
  BOOL, BYTES, DOUBLE, DURATION, DYN, formatType, INT, listType, mapType, NULL, objectType, plainType, STRING,
  TIMESTAMP, UINT,
} from './types';
export type { CelType } from './types';
export { CelMap, Unanswerable } from './values';
export type { Value } from './values';

/** Values of variables by their names: JSON, values of other programs, or what cannot be answered. */
export type Bindings = Readonly<Record<string, unknown>>;

/** What an evaluation is charged. */
export interface Charges {
  /** As the API server counts it. */
  readonly cost: number;
  /** As this engine counts what it reads and makes. */
  readonly work: number;
}

/** A compiled expression. */
export interface CelProgram {
  /** The type of its values. */
  readonly type: CelType;
  /** The declared variables that it names. */
  readonly names: ReadonlySet<string>;
  /**
   * The value as plain data: ints are bigints, maps objects, times and durations strings.
   *
   * @throws CelError when it fails: CelBudgetError when it costs too much,
   *   CelOfflineError when only a cluster knows the answer
   */
  evaluate(bindings: Bindings): unknown;
  /**
   * The value as other programs take it. Throws the same.
   *
   * @param charged takes the cost as the API server counts it, also of an evaluation that fails
   */
  value(bindings: Bindings, charged?: (cost: number) => void): Value;
  /** What an evaluation is charged. Throws the same. */
  charges(bindings: Bindings): Charges;
}

/**
 * Compiles an expression over the declared variables.
 *
 * @throws CelError with the place of what is wrong
 */
export function compile(source: string, variables: Readonly<Record<string, CelType>>): CelProgram {
  const expr = parse(source);
  const { type, names } = check(expr, variables, FUNCTIONS);
  const planned = withBudget(() => plan(expr, new Set(Object.keys(variables)), FUNCTIONS));
  const run = <T>(bindings: Bindings, result: (value: Value) => T, charged?: (cost: number) => void) => (
    guarded(() => withBudget(() => result(planned(new Frame(bindings, variables, bound))), charged))
  );
  return {
    type,
    names,
    value: (bindings, charged) => run(bindings, (value) => value, charged),
    evaluate: (bindings) => run(bindings, plainData),
    charges: (bindings) => run(bindings, () => ({ cost: costSoFar(), work: workSoFar() })),
  };
}

/** A value that is too large or too deep for the engine fails like any other error of an expression. */
function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof RangeError) { throw new CelError(`a value is too large: ${error.message}`); }
    throw error;
  }
}
