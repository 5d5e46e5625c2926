/** An expression that does not compile, or that fails on the values that it is given. */
export class CelError extends Error {
  /**
   * @param message what is wrong, without the place
   * @param offset where in the expression, in UTF-16 units from 0; -1 where no place is to blame
   */
  constructor(message: string, readonly offset: number = -1) {
    super(message);
    this.name = 'CelError';
  }
}

/** An expression that asks for what only a cluster knows: neither true nor false. */
export class CelOfflineError extends CelError {}

/** An expression that costs more than the API server lets it; nothing absorbs that. */
export class CelBudgetError extends CelError {}

/** A fault that another value may still make nothing of; throws any other. */
export function absorbed(error: unknown): CelError {
  if (!(error instanceof CelError) || error instanceof CelBudgetError) { throw error; }
  return error;
}

/** Of two faults the one to tell: what cannot be answered here might have decided. */
export function graver(first: CelError, second: CelError): CelError {
  return second instanceof CelOfflineError ? second : first;
}
