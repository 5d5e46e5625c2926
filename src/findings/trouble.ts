import { Finding, FindingSeverity } from './finding';
import type { PathSegment } from '../kubernetes/json-path';

/** The raw result of a rule: a mistake in an object, in the user's words. */
export interface Trouble {
  readonly message: string;
  /** What to change, in the words of an app: its props and constructs. */
  readonly remedy?: string;
  /** The same in the words of manifests: their fields, and options of `validate`. @default - the remedy */
  readonly remedyInFile?: string;
  /** JSON path in the object, as far as one field is to blame. */
  readonly path?: readonly PathSegment[];
  /** Whether a field is missing: an unknown field beside it may be the one, misspelt. */
  readonly isMissing?: boolean;
  /** Whether an object has none of several fields: an unknown field in it may be one, misspelt. */
  readonly isEmpty?: boolean;
  /** The RuntimeClass that is missing: if it is read later, there is no trouble. */
  readonly wants?: string;
}

/** A trouble with its code and severity, by a rule that has several. */
export interface CodedTrouble extends Trouble {
  readonly code: string;
  readonly severity: FindingSeverity;
}

/** Whether a finding makes the synthesis or the validation fail. */
export function isError({ severity }: Finding): boolean {
  return severity === FindingSeverity.ERROR;
}
