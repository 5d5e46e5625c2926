import type { Position } from './positions';

/** A text that is no YAML or JSON, or more of it than is read. */
export class DocumentError extends Error {
  /**
   * @param message what is wrong, in one line
   * @param where an offset in the text of the document, or a position in the file
   */
  constructor(message: string, readonly where: number | Position) {
    super(message);
  }
}
