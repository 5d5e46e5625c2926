import { Finding, FindingSeverity } from '../../findings/finding';
import type { FileFinding, Outcome } from '../../judge/manifests/outcome';

/** What a report is made of. */
export interface Report extends Outcome {
  /** Whether warnings count as errors. */
  readonly isStrict: boolean;
  /** What could not be read, as `file:line:column: message`. */
  readonly unreadable: readonly string[];
}

/** What is wrong and what to do. */
export function sentence({ message, remedy }: Pick<Finding, 'message' | 'remedy'>): string {
  return remedy ? `${message}; ${remedy}` : message;
}

/** A text in which whoever wrote a manifest or named a file can neither break a line nor command the terminal. */
export function oneLine(of: string): string {
  return of.replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Whether a finding fails the command. */
export function isFailure({ finding }: FileFinding, isStrict: boolean): boolean {
  return isStrict || finding.severity === FindingSeverity.ERROR;
}

/** A text without halves of characters, which JSON may hold. */
export function wellFormed(of: string): string {
  return of.replace(/\p{Cs}/gu, '\ufffd');
}
