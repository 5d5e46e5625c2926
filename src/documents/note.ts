import type { Position } from './positions';
import type { PathSegment } from '../kubernetes/json-path';

/** Something in a text that kubectl reads without a word, and that is probably a mistake. */
export interface DocumentNote {
  readonly code: string;
  /** Without the path. */
  readonly message: string;
  readonly remedy: string;
  /** Path in the object. */
  readonly path: readonly PathSegment[];
  readonly position: Position;
}

/** Code of a key that stands twice. */
export const DUPLICATE = 'ASB106';
/** Code of content that kubectl ignores. */
export const IGNORED = 'ASB108';

export function duplicateNote(
  key: string,
  path: readonly PathSegment[],
  last: Position,
  first: Position,
): DocumentNote {
  const lines = first.line === last.line ? `twice on line ${last.line}` : `on lines ${first.line} and ${last.line}`;
  return {
    code: DUPLICATE,
    message: `the key '${shownKey(key)}' stands ${lines}; kubectl takes the last one and drops the other`,
    remedy: 'remove one of them',
    path,
    position: last,
  };
}

/** The note about keys of a document that is too large to look for them. */
export function unlocatedDuplicates(position: Position): DocumentNote {
  return {
    code: DUPLICATE,
    message: 'keys stand twice in this document; kubectl takes the last one of each and drops the others',
    remedy: 'separate its objects, so that the keys can be named',
    path: [],
    position,
  };
}

export function ignoredNote(position: Position): DocumentNote {
  return {
    code: IGNORED,
    message: `kubectl ignores the content from line ${position.line} on, which follows the end of the document`,
    remedy: "begin it with a line '---', or remove it",
    path: [],
    position,
  };
}

/** Keys may be as long as documents. */
function shownKey(key: string): string {
  return key.length > 60 ? `${key.slice(0, 57)}...` : key;
}
