import { Finding } from '../../findings/finding';
import { isError } from '../../findings/trouble';
import type { FileFinding, Outcome } from '../../judge/manifests/outcome';
import type { ReleaseChoice } from '../validate/release-choice';

/** The content of a report. */
export interface Report extends Outcome {
  /** Whether warnings count as errors. */
  readonly isStrict: boolean;
  /** Texts that cannot be read, as `file:line:column: message`. */
  readonly unreadable: readonly string[];
  /** The release that judges. */
  readonly choice: ReleaseChoice;
}

/** The message of a finding and its remedy. */
export function sentence({ message, remedy }: Pick<Finding, 'message' | 'remedy'>): string {
  return remedy ? `${message}; ${remedy}` : message;
}

/** Whether a finding makes the command fail. */
export function isFailure({ finding }: FileFinding, isStrict: boolean): boolean {
  return isStrict || isError(finding);
}

/** A text with U+FFFD for lone surrogates, which JSON may hold. */
export function wellFormed(of: string): string {
  return of.replace(/\p{Cs}/gu, '\ufffd');
}

/** Which release judges, and why. */
export function judgedBy({ release: { id, assumedFrom }, installed }: ReleaseChoice): string {
  return `judged as Agent Sandbox ${id}${assumedFrom ? `, which is taken to be like ${assumedFrom}` : ''}`
    + (installed ? `: ${installed} runs it` : '');
}
