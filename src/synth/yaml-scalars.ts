import { blockText, doubleQuoted, isBlock } from './yaml-multiline';

/** That something cannot be printed here. */
export class Unsure extends Error {}

/** Longer keys are printed on lines of their own. */
const LONGEST_KEY = 1024;

/** So many texts of keys are remembered: the objects of a fleet have the same few hundred. */
const MOST_KEYS = 2000;

/** Starts of lines further in are not remembered. */
const WIDEST_MARGIN = 64;

/** How the line of a key starts. */
export interface LineStart {
  /** Where a map or a list follows. */
  readonly ofMore: string;
  /** Where anything else does. */
  readonly ofScalar: string;
}

/** How the lines of a map or a list start. They are remembered, and lines put together of as few pieces as can be. */
export class LineStarts {
  /** Those of the first line of a map, where something is before it already. */
  static readonly INLINE = new LineStarts('');

  /** Those of a document. */
  static readonly OUTERMOST = new LineStarts('\n');

  /** The start of an item of a list. */
  readonly ofItem: string;

  private readonly starts = new Map<string, LineStart>();
  private next?: LineStarts;

  /** @param margin before all else: a line break and the indent */
  private constructor(readonly margin: string) {
    this.ofItem = `${margin}- `;
  }

  /** Those of lines one step further in. */
  get further(): LineStarts {
    if (this.next) { return this.next; }
    const further = new LineStarts(`${this.margin}  `);
    if (further.margin.length <= WIDEST_MARGIN) { this.next = further; }
    return further;
  }

  of(key: string): LineStart {
    let start = this.starts.get(key);
    if (!start) {
      const ofMore = `${this.margin}${keyText(key)}:`;
      start = { ofMore, ofScalar: `${ofMore} ` };
      if (this.starts.size < MOST_KEYS) { this.starts.set(key, start); }
    }
    return start;
  }
}

function keyText(key: string): string {
  const text = key.includes('\n') ? doubleQuoted(key) : lineText(key);
  if (text.length > LONGEST_KEY) { throw new Unsure(); }
  return text;
}

/**
 * What is neither map nor list.
 *
 * @param margin before each further line of a text of several: a line break and the indent
 */
export function scalarText(value: unknown, margin: string): string {
  switch (typeof value) {
    case 'string': return value.includes('\n') ? linesText(value, margin.slice(1)) : lineText(value);
    case 'boolean': return value ? 'true' : 'false';
    case 'number': return numberText(value);
    case 'undefined': return 'null';
    default:
      if (value === null) { return 'null'; }
      throw new Unsure();
  }
}

function numberText(value: number): string {
  // Releases of `yaml` differ about it.
  if (Object.is(value, -0)) { throw new Unsure(); }
  if (Number.isFinite(value)) { return String(value); }
  return Number.isNaN(value) ? '.nan' : value < 0 ? '-.inf' : '.inf';
}

/** What cannot stand in a text but as an escape: control characters, and halves of a character. */
const ESCAPED = /[\0-\x08\x0b-\x1f\x7f-\x9f\u{d800}-\u{dfff}]/u;

function linesText(value: string, indent: string): string {
  return !ESCAPED.test(value) && isBlock(value) ? blockText(value, indent) : doubleQuoted(value, indent);
}

/** Starts like a word or a path, and nothing in it means anything to YAML. */
const SIMPLE = /^[A-Za-z_/][\w./-]*$/;

/** What YAML 1.1 reads as truth or nothing. */
const WORD = /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE|null|Null|NULL|~|)$/;

/** What it reads as a number: with an exponent, of base 2, 10 or 16, of hours and minutes, infinite, none. */
const NUMBER = new RegExp(`^(?:${[
  String.raw`[-+]?(?:\d[\d_]*)?(?:\.[\d_]*)?[eE][-+]?\d+`,
  String.raw`[-+]?(?:\d[\d_]*)?\.[\d_]*`,
  String.raw`[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|\d[\d_]*(?::[0-5]?\d)*)`,
  String.raw`[-+]?\d[\d_]*(?::[0-5]?\d)+\.[\d_]*`,
  String.raw`[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)`,
].join('|')})$`);

/** What it reads as a day or a time. */
const TIME = /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[tT]|[ \t]+)\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:[ \t]*(?:Z|[-+][012]?\d(?::\d{2})?))?)?$/;

/** What starts, goes on or ends as no text without quotes may. */
const INDICATOR = /^[\t ,[\]{}#&*!|>'"%@`]|^[?-](?:[ \t]|$)|:[ \t]|[\t ]#|[\t :]$/;

/** A text of one line. */
function lineText(value: string): string {
  if (SIMPLE.test(value)) { return WORD.test(value) || NUMBER.test(value) ? `"${value}"` : value; }
  if (ESCAPED.test(value)) { return doubleQuoted(value); }
  if (INDICATOR.test(value) || WORD.test(value) || NUMBER.test(value) || TIME.test(value)) { return quoted(value); }
  return value;
}

/** In the quotes that need no escape, by preference double. */
function quoted(value: string): string {
  return value.includes('"') && !value.includes("'") ? `'${value}'` : doubleQuoted(value);
}
