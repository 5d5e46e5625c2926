import { Finding } from '../../findings/finding';
import { isError } from '../../findings/trouble';
import type { FileFinding, Outcome } from '../../judge/manifests/outcome';

/** The content of a report. */
export interface Report extends Outcome {
  /** Whether warnings count as errors. */
  readonly isStrict: boolean;
  /** Texts that cannot be read, as `file:line:column: message`. */
  readonly unreadable: readonly string[];
}

/** The message of a finding and its remedy. */
export function sentence({ message, remedy }: Pick<Finding, 'message' | 'remedy'>): string {
  return remedy ? `${message}; ${remedy}` : message;
}

/** A text as one line without control characters, which would break a line or command a terminal. */
export function oneLine(of: string): string {
  return of.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Whether a finding makes the command fail. */
export function isFailure({ finding }: FileFinding, isStrict: boolean): boolean {
  return isStrict || isError(finding);
}

/** A text with U+FFFD for lone surrogates, which JSON may hold. */
export function wellFormed(of: string): string {
  return of.replace(/\p{Cs}/gu, '\ufffd');
}
