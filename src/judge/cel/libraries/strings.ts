/**
 * Strings, in code points.
 *
 * @see https://pkg.go.dev/github.com/google/cel-go/ext#Strings
 */
import { formatString } from './format-string';
import { refuseBeyond, spendOnText } from '../budget';
import { codePoints, offsetOf } from '../code-points';
import { TEXT_FACTOR } from '../costs';
import { fail, Library } from '../functions';
import { ArrayList, List } from '../values';

/** @returns the index as a number, which the end of the text may be */
function checkIndex(index: bigint, length: number): number {
  return index < 0n || index > BigInt(length) ? fail(`index out of range: ${index}`) : Number(index);
}

function charAt(text: string, index: bigint): string {
  const offset = offsetOf(text, checkIndex(index, codePoints(text)));
  return offset === text.length ? '' : String.fromCodePoint(text.codePointAt(offset)!);
}

function indexOf(text: string, part: string, from: bigint = 0n): bigint {
  if (part === '') { return from; }
  if (from < 0n) { return fail(`index out of range: ${from}`); }
  if (from >= BigInt(codePoints(text))) { return -1n; }
  spendOnSearch(text, part);
  const offset = text.indexOf(part, offsetOf(text, Number(from)));
  return offset < 0 ? -1n : BigInt(codePoints(text.slice(0, offset)));
}

function lastIndexOf(text: string, part: string): bigint {
  const length = codePoints(text);
  if (part === '') { return BigInt(length); }
  return Buffer.byteLength(text) < Buffer.byteLength(part) ? -1n : lastIndexFrom(text, part, BigInt(length - 1));
}

function lastIndexFrom(text: string, part: string, from: bigint): bigint {
  if (part === '') { return from; }
  if (from < 0n) { return fail(`index out of range: ${from}`); }
  if (from >= BigInt(codePoints(text))) { return -1n; }
  spendOnSearch(text, part);
  const offset = text.lastIndexOf(part, offsetOf(text, Number(from)));
  return offset < 0 ? -1n : BigInt(codePoints(text.slice(0, offset)));
}

/** The work of looking for a text in another, which the engine may compare at each place. */
function spendOnSearch(text: string, part: string): void {
  spendOnText(text.length * Math.min(part.length, Math.max(0, text.length - part.length) + 1) / 16);
}

/** @param times how often; negative for everywhere */
function replace(text: string, from: string, to: string, times: bigint = -1n): string {
  spendOnSearch(text, from);
  const places = from === '' ? codePoints(text) + 1 : text.split(from).length - 1;
  const most = times < 0n || times > BigInt(places) ? places : Number(times);
  refuseBeyond(text.length + most * to.length, TEXT_FACTOR);
  if (from === '') {
    // An empty text is before each character and at the end.
    const replaced = [...text].map((char, index) => (index < most ? to : '') + char).join('');
    return most > codePoints(text) ? replaced + to : replaced;
  }
  const parts = text.split(from);
  return [parts.slice(0, most + 1).join(to), ...parts.slice(most + 1)].join(from);
}

/** @param most how many parts; negative for all */
function split(text: string, separator: string, most: bigint = -1n): List {
  if (most === 0n) { return new ArrayList([]); }
  spendOnSearch(text, separator);
  const parts = separator === '' ? [...text] : text.split(separator);
  if (most < 0n || BigInt(parts.length) <= most) { return new ArrayList(parts); }
  const kept = Number(most) - 1;
  return new ArrayList([...parts.slice(0, kept), parts.slice(kept).join(separator)]);
}

function substring(text: string, start: bigint, end?: bigint): string {
  const length = codePoints(text);
  if (end !== undefined && start > end) { return fail(`invalid substring range: ${start} to ${end}`); }
  const from = offsetOf(text, checkIndex(start, length));
  return text.slice(from, end === undefined ? undefined : offsetOf(text, checkIndex(end, length)));
}

/** The white space of Go's `unicode.IsSpace`. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function trim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text[start])) { start++; }
  while (end > start && SPACE.test(text[end - 1])) { end--; }
  return text.slice(start, end);
}

function join(list: List, separator = ''): string {
  const parts: string[] = [];
  let length = 0;
  for (const part of list) {
    if (typeof part !== 'string') { return fail('join() takes strings'); }
    length += part.length + separator.length;
    parts.push(part);
  }
  refuseBeyond(length, 2 * TEXT_FACTOR);
  return parts.join(separator);
}

const ASCII = /^[\x00-\x7f]*$/;

const QUOTED: Readonly<Record<string, string>> = {
  '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\\': '\\\\', '"': '\\"',
};

export const STRINGS: Library = {
  'contains(this: string, string) -> bool': (text: string, part: string) => {
    spendOnSearch(text, part);
    return text.includes(part);
  },
  'startsWith(this: string, string) -> bool': (text: string, part: string) => text.startsWith(part),
  'endsWith(this: string, string) -> bool': (text: string, part: string) => text.endsWith(part),
  'charAt(this: string, int) -> string': charAt,
  'indexOf(this: string, string) -> int': indexOf,
  'indexOf(this: string, string, int) -> int': indexOf,
  'lastIndexOf(this: string, string) -> int': lastIndexOf,
  'lastIndexOf(this: string, string, int) -> int': lastIndexFrom,
  'lowerAscii(this: string) -> string': (text: string) => (
    ASCII.test(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, (upper) => upper.toLowerCase())
  ),
  'upperAscii(this: string) -> string': (text: string) => (
    ASCII.test(text) ? text.toUpperCase() : text.replace(/[a-z]+/g, (lower) => lower.toUpperCase())
  ),
  'replace(this: string, string, string) -> string': replace,
  'replace(this: string, string, string, int) -> string': replace,
  'split(this: string, string) -> list(string)': split,
  'split(this: string, string, int) -> list(string)': split,
  'substring(this: string, int) -> string': substring,
  'substring(this: string, int, int) -> string': substring,
  'trim(this: string) -> string': trim,
  'join(this: list(string)) -> string': join,
  'join(this: list(string), string) -> string': join,
  'format(this: string, list(dyn)) -> string': formatString,
  'strings.quote(string) -> string': (text: string) =>
    `"${text.replace(/[\x07\b\f\n\r\t\v\\"]/g, (char) => QUOTED[char])}"`,
};
