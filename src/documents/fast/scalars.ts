/** Scalars as they are printed: each on one line, except block scalars. They are read from a text and its codes. */
import { decline } from './declined';
import { plainValue } from '../plain-value';

const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const [QUOTE, HASH, APOSTROPHE, DASH, COLON, BACKSLASH] = ['"', '#', "'", '-', ':', '\\'].map((char) =>
  char.charCodeAt(0),
);

/** What was read, and the offset behind it. */
export interface Scalar {
  readonly value: unknown;
  readonly end: number;
}

/** Where a text in double quotes ends. */
export function endOfDoubleQuoted(codes: Uint16Array, at: number): number {
  for (let end = at + 1; ; end++) {
    if (codes[end] === QUOTE) { return end + 1; }
    if (codes[end] === BACKSLASH) { end += 1; }
    if (!isUsual(codes[end])) { decline(); }
  }
}

/** Escapes of JSON that YAML does not have, and halves of characters. */
const NOT_YAML = /\\(?:\/|u[dD][89a-fA-F])/;

/** A text in double quotes, with the escapes that YAML and JSON share. */
export function doubleQuoted(quoted: string): string {
  if (!quoted.includes('\\')) { return quoted.slice(1, -1); }
  // A match may be part of an escaped backslash: then the parser reads it as well.
  if (NOT_YAML.test(quoted)) { decline(); }
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return decline();
  }
}

/** Where a text in single quotes ends. */
export function endOfSingleQuoted(codes: Uint16Array, at: number): number {
  for (let end = at + 1; ; end++) {
    if (!isUsual(codes[end])) { decline(); }
    if (codes[end] === APOSTROPHE) {
      end += 1;
      if (codes[end] !== APOSTROPHE) { return end; }
    }
  }
}

/** A text in single quotes, of which two stand for one. */
export function singleQuoted(quoted: string): string {
  return quoted.slice(1, -1).replaceAll("''", "'");
}

const MAY_BE_FIRST = asciiTable(/[A-Za-z0-9_./+~$(;^=\\-]/);

/** Without quotes, up to a comment or the end of the line. */
export function plain(text: string, codes: Uint16Array, at: number): Scalar {
  const first = codes[at];
  const mayBeFirst = first < 0x80 ? MAY_BE_FIRST[first] === 1 : isPrintable(first);
  if (!mayBeFirst || (first === DASH && isBlank(codes[at + 1]))) { decline(); }
  let end = at;
  for (let here = at; ; here++) {
    const code = codes[here];
    if (code === SPACE) { continue; }
    if (code === LF || (code === HASH && codes[here - 1] === SPACE)) { break; }
    if (code === COLON ? isBlank(codes[here + 1]) : !isPrintable(code)) { decline(); }
    end = here + 1;
  }
  const value = plainValue(text.slice(at, end));
  // No JSON has such numbers: an error, which the parser words.
  if (typeof value === 'number' && !Number.isFinite(value)) { decline(); }
  return { value, end };
}

/** Whether a line can end, or a value begin, here. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === LF;
}

/** Whether a character is no control, and no other that only some tools take for the end of a line, or drop. */
export function isUsual(code: number): boolean {
  if (code < 0xa0) { return code >= SPACE && code < 0x7f; }
  return code !== 0x2028 && code !== 0x2029 && code !== 0xfeff && code < 0xfffe;
}

/** Pairs of surrogates are printable as well: they are rare, and their halves alone are not. */
function isPrintable(code: number): boolean {
  return isUsual(code) && (code < 0xd800 || code >= 0xe000);
}

/** By the codes of ASCII, whether an expression matches the character. */
export function asciiTable(expression: RegExp): Uint8Array {
  return Uint8Array.from({ length: 0x80 }, (_, code) => Number(expression.test(String.fromCharCode(code))));
}

const HEADER = /([|>])([-+]?) *\n/y;

/** What `isUsual` refuses in a text of several lines, in which tabs are usual. */
const UNUSUAL = /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ufefe\uff00-\ufffd]/;

/**
 * A block scalar below a header such as `|` or `>-`.
 *
 * @param parent the indentation of the collection that it is in
 * @returns with the start of the line behind it
 */
export function blockScalar(text: string, codes: Uint16Array, at: number, parent: number): Scalar {
  HEADER.lastIndex = at;
  const [header, style, chomping] = HEADER.exec(text) ?? decline();
  const isFolded = style === '>';
  const begin = at + header.length;
  let start = begin;
  let value = '';
  let breaks = 0;
  let indent = 0;
  let isEmpty = true;
  let isIndented = false;
  while (start < text.length) {
    let first = start;
    while (codes[first] === SPACE && (indent === 0 || first - start < indent)) { first += 1; }
    if (codes[first] === LF) {
      // How far a line of nothing but spaces counts, before the first that has more, readers do not agree on.
      if (indent === 0 && first > start) { decline(); }
      breaks += 1;
      start = first + 1;
      continue;
    }
    if (first - start < (indent || parent + 1)) { break; }
    // A tab that seems to indent the first line.
    if (indent === 0 && codes[first] === TAB) { decline(); }
    indent = first - start;
    const end = text.indexOf('\n', first);
    const wasIndented = isIndented;
    isIndented = isFolded && (codes[first] === SPACE || codes[first] === TAB);
    if (isFolded && !isIndented && !wasIndented) {
      value += breaks > 0 ? '\n'.repeat(breaks) : (isEmpty ? '' : ' ');
    } else {
      value += '\n'.repeat(isEmpty ? breaks : breaks + 1);
    }
    value += text.slice(first, end);
    breaks = 0;
    isEmpty = false;
    start = end + 1;
  }
  if (UNUSUAL.test(value)) { decline(); }
  if (chomping === '+') { value += '\n'.repeat(isEmpty ? breaks : breaks + 1); }
  if (chomping === '' && !isEmpty) { value += '\n'; }
  return { value, end: start };
}
