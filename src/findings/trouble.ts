import { Finding, FindingSeverity } from './finding';
import type { PathSegment } from '../kubernetes/json-path';

/** What is wrong with an object, in the user's words. */
export interface Trouble {
  readonly message: string;
  readonly remedy?: string;
  /** Where in the object, as far as one place is to blame. */
  readonly at?: readonly PathSegment[];
  /** Whether a field is missing: an unknown field beside it may be the one, misspelt. */
  readonly isMissing?: boolean;
  /** The RuntimeClass for want of which it is wrong: one that is read later mends it. */
  readonly wants?: string;
}

/** Trouble by a rule that is not one of those here. */
export interface CodedTrouble extends Trouble {
  readonly code: string;
  readonly severity: FindingSeverity;
}

/** Whether a finding makes the synthesis or the validation fail. */
export function isError({ severity }: Finding): boolean {
  return severity === FindingSeverity.ERROR;
}
