import type { Position } from './positions';

/** A text that is not YAML or JSON, or that exceeds a limit. */
export class DocumentError extends Error {
  /**
   * @param problem in one line
   * @param where an offset in the text of the document, or a position in the file
   * @param code of its page, if it has one; the message begins with it
   */
  constructor(private readonly problem: string, readonly where: number | Position, readonly code?: string) {
    super(code === undefined ? problem : `${code}: ${problem}`);
  }

  /** The same error, elsewhere. */
  at(where: number): DocumentError {
    return new DocumentError(this.problem, where, this.code);
  }
}

/** A value of JSON that is well formed, but that kubectl refuses. It does not try YAML then. */
export class RefusedValue extends DocumentError {}
