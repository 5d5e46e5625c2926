import type { PathSegment } from '../kubernetes/json-path';

/** A key that stands twice in a mapping. The last one counts. */
export interface DuplicateKey {
  readonly key: string;
  readonly path: readonly PathSegment[];
  /** Offset of the last one. */
  readonly at: number;
  /** Offset of the one before. */
  readonly first: number;
}
