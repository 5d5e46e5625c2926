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

/** An expression that names a field which its object does not have. */
export class CelFieldError extends CelError {}

/** An expression whose answer only a cluster knows: neither true nor false. */
export class CelOfflineError extends CelError {}

/** An expression that costs more than the API server allows. No operator absorbs it. */
export class CelBudgetError extends CelError {}

/** An expression that the API server may evaluate, but not this engine, as it takes too much work. */
export class CelWorkError extends CelBudgetError {}

/** An error that another operand may still outweigh; throws any other. */
export function absorbed(error: unknown): CelError {
  if (!(error instanceof CelError) || error instanceof CelBudgetError) { throw error; }
  return error;
}

/** The one of two errors to report: an offline error first, as its operand might have decided. */
export function moreSevere(first: CelError, second: CelError): CelError {
  return second instanceof CelOfflineError ? second : first;
}
