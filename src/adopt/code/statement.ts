import { eachRoot, Code, LiteralValue } from './expression';

/** A statement of the program. */
export interface Statement {
  /** Why it is there, if its text does not tell. */
  readonly comment?: string;
  /** The variable that holds its value. */
  readonly variable?: string;
  readonly expression: Code;
}

/** Statements that belong together: a construct, and what is done to it. */
export interface Unit {
  readonly statements: readonly Statement[];
  /** The rows for each of which the statements run, in a loop. */
  readonly rows?: Rows;
}

/** The values of a loop's variables. */
export interface Rows {
  readonly names: readonly string[];
  readonly values: ReadonlyArray<readonly LiteralValue[]>;
}

/** Calls `visit` with the first name of each path in statements. */
export function eachRootIn(statements: readonly Statement[], visit: (root: string) => void): void {
  for (const { expression } of statements) { eachRoot(expression, visit); }
}
