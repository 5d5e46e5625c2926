import type { PathSegment } from '../../kubernetes/json-path';

/** Where a value begins in its text, and what it holds. */
export interface Place {
  /** Offset of its field's name, else of the value. */
  readonly at: number;
  readonly members?: ReadonlyMap<string, Place>;
  readonly items?: readonly Place[];
}

/** There are more places than are looked for. */
export class TooManyPlaces extends Error {}

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

/** The lines of a text, which begins at a line of a file. */
export class Lines {
  private starts?: number[];

  constructor(private readonly text: string, private readonly first: number) {}

  /** The position of an offset. */
  at(offset: number): Position {
    const starts = this.starts ??= startsOf(this.text);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return { line: this.first + low, column: offset - starts[low] + 1 };
  }
}

function startsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) { starts.push(at + 1); }
  return starts;
}

/** Offset of the first content, from an offset on, behind white space and comments. */
export function skipBlank(text: string, from: number): number {
  let at = from;
  for (;;) {
    const char = text[at];
    if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === ' ' || char === '\n' || char === '\r' || char === '\t') {
      at += 1;
    } else {
      return at;
    }
  }
}
