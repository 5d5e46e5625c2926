/**
 * Strings, in code points.
 *
 * @see https://pkg.go.dev/github.com/google/cel-go/ext#Strings
 */
import { codePoints } from './conversions';
import { formatString } from './format-string';
import { refuseBeyond } from '../budget';
import { fail, Library } from '../functions';
import { ArrayList, List } from '../values';

/** How far beyond a string an index may be. */
function checkIndex(index: bigint, length: number): number {
  return index < 0n || index > BigInt(length) ? fail(`index out of range: ${index}`) : Number(index);
}

function charAt(text: string, index: bigint): string {
  const points = [...text];
  return points[checkIndex(index, points.length)] ?? '';
}

function indexOf(text: string, part: string, from: bigint = 0n): bigint {
  if (part === '') { return from; }
  if (from < 0n) { return fail(`index out of range: ${from}`); }
  const points = [...text];
  if (from >= BigInt(points.length)) { return -1n; }
  const before = points.slice(0, Number(from)).join('').length;
  const at = text.indexOf(part, before);
  return at < 0 ? -1n : BigInt(codePoints(text.slice(0, at)));
}

function lastIndexOf(text: string, part: string): bigint {
  const length = codePoints(text);
  if (part === '') { return BigInt(length); }
  return Buffer.byteLength(text) < Buffer.byteLength(part) ? -1n : lastIndexFrom(text, part, BigInt(length - 1));
}

function lastIndexFrom(text: string, part: string, from: bigint): bigint {
  if (part === '') { return from; }
  if (from < 0n) { return fail(`index out of range: ${from}`); }
  const points = [...text];
  if (from >= BigInt(points.length)) { return -1n; }
  const at = text.lastIndexOf(part, points.slice(0, Number(from)).join('').length);
  return at < 0 ? -1n : BigInt(codePoints(text.slice(0, at)));
}

/** @param times how often; negative for everywhere */
function replace(text: string, from: string, to: string, times: bigint = -1n): string {
  const places = from === '' ? codePoints(text) + 1 : text.split(from).length - 1;
  const most = times < 0n || times > BigInt(places) ? places : Number(times);
  refuseBeyond(text.length + most * to.length);
  if (from === '') {
    // It is before each character and at the end.
    const replaced = [...text].map((char, index) => (index < most ? to : '') + char).join('');
    return most === places ? replaced + to : replaced;
  }
  const parts = text.split(from);
  return [parts.slice(0, most + 1).join(to), ...parts.slice(most + 1)].join(from);
}

/** @param most how many parts; negative for all */
function split(text: string, separator: string, most: bigint = -1n): List {
  if (most === 0n) { return new ArrayList([]); }
  const parts = separator === '' ? [...text] : text.split(separator);
  if (most < 0n || BigInt(parts.length) <= most) { return new ArrayList(parts); }
  const kept = Number(most) - 1;
  return new ArrayList([...parts.slice(0, kept), parts.slice(kept).join(separator)]);
}

function substring(text: string, start: bigint, end?: bigint): string {
  const points = [...text];
  if (end !== undefined && start > end) { return fail(`invalid substring range: ${start} to ${end}`); }
  return points
    .slice(checkIndex(start, points.length), end === undefined ? undefined : checkIndex(end, points.length))
    .join('');
}

/** The white space of Go's `unicode.IsSpace`. */
const SPACE = '[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const AROUND = new RegExp(`^${SPACE}|${SPACE}$`, 'g');

function join(list: List, separator = ''): string {
  const parts = [...list].map((part) => (typeof part === 'string' ? part : fail('join() takes strings')));
  refuseBeyond(parts.reduce((sum, part) => sum + part.length + separator.length, 0));
  return parts.join(separator);
}

const QUOTED: Readonly<Record<string, string>> = {
  '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\\': '\\\\', '"': '\\"',
};

export const STRINGS: Library = {
  'contains(this: string, string) -> bool': (text: string, part: string) => text.includes(part),
  'startsWith(this: string, string) -> bool': (text: string, part: string) => text.startsWith(part),
  'endsWith(this: string, string) -> bool': (text: string, part: string) => text.endsWith(part),
  'charAt(this: string, int) -> string': charAt,
  'indexOf(this: string, string) -> int': indexOf,
  'indexOf(this: string, string, int) -> int': indexOf,
  'lastIndexOf(this: string, string) -> int': lastIndexOf,
  'lastIndexOf(this: string, string, int) -> int': lastIndexFrom,
  'lowerAscii(this: string) -> string': (text: string) => text.replace(/[A-Z]+/g, (upper) => upper.toLowerCase()),
  'upperAscii(this: string) -> string': (text: string) => text.replace(/[a-z]+/g, (lower) => lower.toUpperCase()),
  'replace(this: string, string, string) -> string': replace,
  'replace(this: string, string, string, int) -> string': replace,
  'split(this: string, string) -> list(string)': split,
  'split(this: string, string, int) -> list(string)': split,
  'substring(this: string, int) -> string': substring,
  'substring(this: string, int, int) -> string': substring,
  'trim(this: string) -> string': (text: string) => text.replace(AROUND, ''),
  'join(this: list(string)) -> string': join,
  'join(this: list(string), string) -> string': join,
  'format(this: string, list(dyn)) -> string': formatString,
  'strings.quote(string) -> string': (text: string) =>
    `"${text.replace(/[\x07\b\f\n\r\t\v\\"]/g, (char) => QUOTED[char])}"`,
};
