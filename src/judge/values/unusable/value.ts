import type { PathSegment } from '../../../kubernetes/json-path';

/** A value that does not do what it says. */
export interface UnusableValue {
  readonly code: 'ASB261' | 'ASB262';
  readonly path: readonly PathSegment[];
  readonly message: string;
  readonly remedy: string;
}

/** Takes what is found. */
export type TakeValue = (found: UnusableValue) => void;
