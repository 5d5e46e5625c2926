import type { PathSegment } from '../kubernetes/json-path';

/** A value that is not as a pattern wants it. */
export interface Difference {
  readonly path: readonly PathSegment[];
  /** The values that the pattern allows. */
  readonly expected: string;
  readonly found: string;
  /** A present member that the missing one most likely stands for. */
  readonly hint?: string;
  /** How many values of the pattern it concerns: the fewer, the closer. */
  readonly weight: number;
}

/** The text for a value that is not there. */
export const NOTHING = 'nothing';
