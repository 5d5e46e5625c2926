import { blockText, doubleQuoted } from './yaml-multiline';
import { escapedText, isGoNumber, isUnsafe, isUnsafeBlock, isUnsafeInLines } from '../app/json/kubectl-text';
import { hasControls, isBlock, isBroken, isPlain, isReserved, isSimple } from '../app/json/text-style';

/** A document holds something other than plain data. */
export class NotPlain extends Error {}

/** Longest key that fits on the line of its value; in YAML 1.1 this is a limit of readers. */
const LONGEST_KEY = 1024;

/** Number of key texts to cache: the objects of a fleet have the same few hundred. */
const MOST_KEYS = 2000;

/** Widest margin to cache. */
const WIDEST_MARGIN = 64;

/** Start of the line of a key. */
export interface LineStart {
  /** Before a map or a list; for a long key, the line of the key. */
  readonly ofMore: string;
  /** Before a scalar. */
  readonly ofScalar: string;
  /** Whether the key has a line of its own, and its value follows on the next one. */
  readonly isLong: boolean;
}

/** Starts of the lines of a map or a list, cached: lines are made of as few pieces as possible. */
export class LineStarts {
  /** Of the first line of a map that continues a line. */
  static readonly INLINE = new LineStarts('');

  /** Of a document. */
  static readonly OUTERMOST = new LineStarts('\n');

  /** The start of an item of a list. */
  readonly ofItem: string;

  private readonly starts = new Map<string, LineStart>();
  private next?: LineStarts;

  /** @param margin line break and indent */
  private constructor(readonly margin: string) {
    this.ofItem = `${margin}- `;
  }

  /** Of lines one step further in. */
  get further(): LineStarts {
    if (this.next) { return this.next; }
    const further = new LineStarts(`${this.margin}  `);
    if (further.margin.length <= WIDEST_MARGIN) { this.next = further; }
    return further;
  }

  of(key: string): LineStart {
    let start = this.starts.get(key);
    if (!start) {
      const text = keyText(key);
      const isLong = text.length > LONGEST_KEY;
      const ofMore = isLong ? `${this.margin}? ${text}` : `${this.margin}${text}:`;
      start = { ofMore, ofScalar: `${ofMore} `, isLong };
      if (this.starts.size < MOST_KEYS) { this.starts.set(key, start); }
    }
    return start;
  }
}

/** A key, on one line. */
export function keyText(key: string): string {
  // As a key without quotes, it would merge its value into the map.
  if (key === '<<') { return '"<<"'; }
  if (!key.includes('\n')) { return lineText(key); }
  return isUnsafe(key) ? escapedText(key) : doubleQuoted(key);
}

/**
 * A value that is neither map nor list.
 *
 * @param margin line break and indent, before each line of a text but the first
 */
export function scalarText(value: unknown, margin: string): string {
  switch (typeof value) {
    case 'string': return value.includes('\n') ? linesText(value, margin.slice(1)) : lineText(value);
    case 'boolean': return value ? 'true' : 'false';
    case 'number': return numberText(value);
    case 'bigint': return String(value);
    case 'undefined': return 'null';
    default:
      if (value === null) { return 'null'; }
      throw new NotPlain();
  }
}

function numberText(value: number): string {
  // Releases of `yaml` differ about -0.
  if (Object.is(value, -0)) { throw new NotPlain(); }
  if (Number.isFinite(value)) { return String(value); }
  return Number.isNaN(value) ? '.nan' : value < 0 ? '-.inf' : '.inf';
}

function linesText(value: string, indent: string): string {
  if (isUnsafe(value)) { return escapedText(value); }
  if (isBlock(value)) { return isUnsafeBlock(value) ? escapedText(value) : blockText(value, indent); }
  return isUnsafeInLines(value) && isBroken(value) ? escapedText(value) : doubleQuoted(value, indent);
}

/** A text of one line. */
function lineText(value: string): string {
  if (isSimple(value)) { return isReserved(value) ? `"${value}"` : value; }
  if (isUnsafe(value)) { return escapedText(value); }
  if (isPlain(value)) { return isGoNumber(value) ? `"${value}"` : value; }
  return hasControls(value) ? doubleQuoted(value) : quoted(value);
}

/** A key in quotes, on one line. */
export function quotedKey(key: string): string {
  if (isUnsafe(key)) { return escapedText(key); }
  return hasControls(key) ? doubleQuoted(key) : quoted(key);
}

/** A text in the quotes that need no escape, preferably double. */
function quoted(value: string): string {
  return value.includes('"') && !value.includes("'") ? `'${value}'` : doubleQuoted(value);
}
