import { isUtf8 } from 'node:buffer';
import { isIntegerText, MAX_INT64, plainValue } from '../plain-value';

/** The kind of a scalar's value, which its tag must name if it names one. */
export type ScalarKind = 'str' | 'bool' | 'int' | 'float' | 'null' | 'timestamp' | 'other';

export interface ResolvedScalar {
  readonly value: unknown;
  readonly kind: ScalarKind;
}

const STANDARD = /^tag:yaml\.org,2002:(str|bool|int|float|null|timestamp|binary)$/;

/**
 * The value of a scalar.
 *
 * @param tag in full; empty without one
 * @returns a message if the tag does not suit the text
 */
export function resolve(text: string, tag: string, isPlain: boolean): ResolvedScalar | string {
  if (tag === '') { return isPlain ? untagged(text) : { value: text, kind: 'str' }; }
  const name = STANDARD.exec(tag)?.[1];
  if (name === undefined) { return { value: text, kind: 'other' }; }
  if (name === 'str') { return { value: text, kind: 'str' }; }
  if (name === 'binary') { return binary(text); }
  const found = untagged(text);
  if (found.kind === name) { return found; }
  if (name === 'float' && found.kind === 'int' && isInt64(found.value)) {
    return { value: Number(found.value), kind: 'float' };
  }
  if (name === 'timestamp' && isTimestamp(text)) { return { value: text, kind: 'timestamp' }; }
  return `the text is not of the type that its tag !!${name} names`;
}

function untagged(text: string): ResolvedScalar {
  const value = plainValue(text);
  if (value === null) { return { value, kind: 'null' }; }
  if (typeof value === 'boolean') { return { value, kind: 'bool' }; }
  if (typeof value === 'string') { return { value, kind: 'str' }; }
  return { value, kind: isIntegerText(text) ? 'int' : 'float' };
}

function isInt64(value: unknown): boolean {
  return typeof value === 'number' || (value as bigint) <= MAX_INT64;
}

function binary(text: string): ResolvedScalar | string {
  const digits = text.replace(/[\r\n]/g, '');
  const isBase64 = digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits);
  return isBase64
    ? { value: decoded(Buffer.from(digits, 'base64')), kind: 'other' }
    : 'the text is not base64, as its tag !!binary says';
}

/** UTF-8, in which each byte that is not part of a character becomes a replacement character, as in Go. */
function decoded(bytes: Buffer): string {
  if (isUtf8(bytes)) { return bytes.toString('utf8'); }
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((each) => at + each <= bytes.length && isUtf8(bytes.subarray(at, at + each)));
    text += length === undefined ? '\ufffd' : bytes.toString('utf8', at, at + length);
    at += length ?? 1;
  }
  return text;
}

const TIME = String.raw`(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?`;
const TIMESTAMP = new RegExp(
  String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]${TIME}(?:Z|[+-](\d{2}):(\d{2})))| ${TIME})?$`,
);

/** A date, or a date and a time, in one of the forms of Go that kubectl tries. */
function isTimestamp(text: string): boolean {
  const match = TIMESTAMP.exec(text);
  if (!match) { return false; }
  const [year, month, day] = match.slice(1, 4).map(Number);
  const [hour, minute, second] = (match[4] === undefined ? match.slice(9, 12) : match.slice(4, 7)).map((part) =>
    Number(part ?? 0),
  );
  const [offsetHour, offsetMinute] = match.slice(7, 9).map((part) => Number(part ?? 0));
  const days = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : DAYS[month - 1];
  return month >= 1 && month <= 12 && day >= 1 && day <= days
    && hour < 24 && minute < 60 && second < 60 && offsetHour <= 24 && offsetMinute <= 60;
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The name of the field that a scalar becomes as a key, and the reason why it cannot be one. */
export function keyOf({ value, kind }: ResolvedScalar): { readonly name: string; readonly problem?: string } {
  if (typeof value === 'string') { return { name: value }; }
  const name = kind === 'float' ? floatName(Number(value)) : String(value);
  if (value === null) { return { name, problem: 'a key is empty or null; put it in quotes' }; }
  const isTooLarge = typeof value === 'bigint' && value > MAX_INT64;
  return isTooLarge ? { name, problem: 'a key is a number of more than 63 bits; put it in quotes' } : { name };
}

/** A float as Go prints one of 32 bits, in the shortest form. */
function floatName(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) { return '.nan'; }
  if (!Number.isFinite(single)) { return single > 0 ? '.inf' : '-.inf'; }
  if (single === 0) { return Object.is(value, -0) ? '-0' : '0'; }
  let precision = 1;
  while (Math.fround(Number(single.toPrecision(precision))) !== single) { precision += 1; }
  const [digits, exponent] = single.toExponential(precision - 1).split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) { return expanded(digits, power); }
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** The digits of a number without an exponent. */
function expanded(digits: string, power: number): string {
  const sign = digits.startsWith('-') ? '-' : '';
  const plain = digits.replace(/[-.]/g, '');
  if (power < 0) { return `${sign}0.${'0'.repeat(-power - 1)}${plain}`; }
  const whole = plain.slice(0, power + 1).padEnd(power + 1, '0');
  return sign + whole + (plain.length > power + 1 ? `.${plain.slice(power + 1)}` : '');
}
