/**
 * Settings that policies do not hold themselves: those that tenants share read them from an object of the tenant's
 * namespace, so that one text serves all.
 */

/** A setting that the API server reads when it judges. */
export class Parameter {
  /**
   * @param cel the expression of its value, which binds as tightly as a name
   * @param words what it is, for messages that cannot be computed
   * @param text the expression of its value for people
   * @param isGiven the expression for whether a tenant has it; without one each tenant has
   */
  constructor(
    readonly cel: string,
    private readonly words: string,
    private readonly text: string,
    readonly isGiven?: string,
  ) {}

  /** In a message: what it is, and the expression that takes its place where messages are computed. */
  toString(): string {
    return `\u0001${this.text}\u0002${this.words}\u0003`;
  }
}

/** A setting that is known here, or is read by the API server. */
export type Given<T> = T | Parameter;

export function isParameter(setting: unknown): setting is Parameter {
  return setting instanceof Parameter;
}

/** @throws when only the API server knows it: such a condition is printed, and judges nothing here */
export function known<T>(setting: Given<T>): T {
  if (isParameter(setting)) { throw new Error(`'${setting.cel}' is known to the API server only`); }
  return setting;
}

/** Fields `message` and `messageExpression` of a validation. */
export function messageFields(text: string, quote: (text: string) => string): object {
  if (!text.includes('\u0001')) { return { message: text }; }
  const parts = text.split(/\u0001([^\u0002]*)\u0002[^\u0003]*\u0003/);
  return {
    message: text.replace(/\u0001[^\u0002]*\u0002([^\u0003]*)\u0003/g, '$1'),
    messageExpression: parts.map((part, index) => (index % 2 === 0 ? quote(part) : `(${part})`))
      .filter((part) => part !== "''").join(' + '),
  };
}
