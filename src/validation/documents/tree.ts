import type { PathSegment } from '../structural';

/** Where a value begins in its text, and what it holds. */
export interface Place {
  /** Offset of its field's name, else of the value. */
  readonly at: number;
  readonly members?: ReadonlyMap<string, Place>;
  readonly items?: readonly Place[];
}

/** The nearest place on the way to a path: what is missing has none of its own. */
export function placeOf(root: Place, path: readonly PathSegment[]): number {
  let place = root;
  for (const segment of path) {
    const next = typeof segment === 'number' ? place.items?.[segment] : place.members?.get(segment);
    if (!next) { break; }
    place = next;
  }
  return place.at;
}

/** A line and a column, both counted from 1; columns in UTF-16 units, as editors count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The position of an offset in a text that begins at a line. */
export function positionAt(text: string, offset: number, firstLine: number): Position {
  let line = firstLine;
  let start = 0;
  for (let next = text.indexOf('\n'); next >= 0 && next < offset; next = text.indexOf('\n', start)) {
    line += 1;
    start = next + 1;
  }
  return { line, column: offset - start + 1 };
}
