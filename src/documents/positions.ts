import type { PathSegment } from '../kubernetes/json-path';

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

/** A line of a text, or the part of it around a column. */
export interface ExcerptLine {
  readonly line: number;
  readonly text: string;
  /** The column in the text that is meant, if it is in this line. */
  readonly column?: number;
}

/** Lines before the one that is meant. */
const BEFORE = 2;
/** Longest part of a line, and how much of it is before the column that is meant. */
const [WIDTH, LEFT] = [100, 70];

/** Before this offset, lines are counted anew. */
const NEAR = 64;

/** The lines of a text, which begins at a line of a file. */
export class Lines {
  private starts?: number[];

  constructor(private readonly text: string, private readonly first: number) {}

  /** The position of an offset. */
  at(offset: number): Position {
    // The first line of an object is asked for most, and often nothing else.
    const starts = this.starts ?? (offset < NEAR ? startsOf(this.text.slice(0, offset)) : this.index());
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

  private index(): number[] {
    return this.starts = startsOf(this.text);
  }

  /**
   * The line of a position, and those before it.
   *
   * @param from where the object begins, before which nothing is shown: there may be a Secret
   */
  around({ line, column }: Position, from: Position): ExcerptLine[] {
    const starts = this.starts ??= startsOf(this.text);
    const last = line - this.first;
    // Of long lines the part around the column is shown, of all of them the same part.
    const cut = column > WIDTH ? column - 1 - LEFT : 0;
    const excerpt: ExcerptLine[] = [];
    for (
      let index = Math.max(from.line - this.first, last - BEFORE, 0);
      index <= last && index < starts.length;
      index++
    ) {
      const end = index + 1 < starts.length ? starts[index + 1] - 1 : this.text.length;
      const begin = starts[index] + (this.first + index === from.line ? Math.max(cut, from.column - 1) : cut);
      const start = Math.min(begin, end);
      const left = start - starts[index];
      const text = copied(this.text.slice(start, Math.min(end, start + WIDTH))).replace(/\r$/, '');
      const isCut = { left: left > 0 && start < end, right: end > start + WIDTH };
      excerpt.push({
        line: this.first + index,
        text: `${isCut.left ? '…' : ''}${text}${isCut.right ? '…' : ''}`,
        ...(index === last && { column: column - left + (isCut.left ? 1 : 0) }),
      });
    }
    return excerpt;
  }
}

/** A copy: a part of a text would keep the whole text in memory. */
function copied(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
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
