import type { PathSegment } from '../../schema';

/** What a field that does not exist most likely stands for. */
export interface Advice {
  /** What to write in its place. */
  readonly remedy: string;
  /** The path of the field that is meant, if it is one. */
  readonly meant?: readonly PathSegment[];
}
