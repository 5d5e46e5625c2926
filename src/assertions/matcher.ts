import type { Difference } from './difference';
import type { PathSegment } from '../kubernetes/json-path';

/** Compares a value, which is undefined where there is none, with a condition. */
export type Comparison = (value: unknown, path: readonly PathSegment[]) => Difference[];

/** A condition on a value, in place of one in a pattern. */
export interface Matcher {
  readonly _compare: Comparison;
  /** The values that match, in a few words. */
  toString(): string;
}

/** Whether a part of a pattern is a condition, of whichever copy of this library. */
export function isMatcher(pattern: unknown): pattern is Matcher {
  return typeof pattern === 'object' && pattern !== null && typeof (pattern as Matcher)._compare === 'function';
}
