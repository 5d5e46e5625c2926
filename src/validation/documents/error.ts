/** A text that is no YAML or JSON, or more of it than is read. */
export class DocumentError extends Error {
  /**
   * @param message what is wrong, in one line
   * @param offset where, in the text of the document
   */
  constructor(message: string, readonly offset: number) {
    super(message);
  }
}
