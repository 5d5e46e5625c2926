/** Conversions between types, and `type`, `dyn` and `size`. */
import { codePoints } from '../code-points';
import { fail, Library } from '../functions';
import { checkInt, checkTimestamp, checkUint, formatDouble, SECOND } from '../numbers';
import { parseDouble } from '../parse-double';
import { formatDuration, formatTimestamp, parseDuration, parseTimestamp } from '../time';
import { CelMap, Duration, List, Timestamp, typeName, TypeValue, Uint, Value } from '../values';

const same = <T>(value: T): T => value;

const MOST_DIGITS = 20;

const TRUE = ['1', 't', 'T', 'TRUE', 'true', 'True'];
const FALSE = ['0', 'f', 'F', 'FALSE', 'false', 'False'];

function toBool(text: string): boolean {
  if (TRUE.includes(text)) { return true; }
  return FALSE.includes(text) ? false : fail(`'${text}' is not a bool; use 'true' or 'false'`);
}

function truncated(value: number): bigint {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : fail('integer overflow');
}

function doubleToInt(value: number): bigint {
  // The least int is refused as well: cel-go cannot tell it from what is below.
  return Math.abs(value) < 2 ** 63 ? truncated(value) : fail('integer overflow');
}

function doubleToUint(value: number): Uint {
  return value < 0 ? fail('unsigned integer overflow') : checkUint(truncated(value));
}

function toInt(text: string): bigint {
  if (!/^[+-]?\d+$/.test(text)) { return fail(`'${text}' is not an int`); }
  return isLong(text) ? fail('integer overflow') : checkInt(signed(text));
}

/** Whether a number has more digits than any int has. Large numbers take long to read. */
function isLong(text: string): boolean {
  return text.length > MOST_DIGITS && text.replace(/^[+-]?0*/, '').length > MOST_DIGITS;
}

function signed(text: string): bigint {
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text.replace('+', ''));
}

function toUint(text: string): Uint {
  if (!/^\d+$/.test(text)) { return fail(`'${text}' is not a uint`); }
  return isLong(text) ? fail('unsigned integer overflow') : checkUint(BigInt(text));
}

/** @throws CelError when they are not UTF-8 */
export function bytesToText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return fail('the bytes are not UTF-8');
  }
}

const sizeOf = ({ size }: List | CelMap) => BigInt(size);
const lengthOf = (text: string) => BigInt(codePoints(text));
const bytesIn = ({ length }: Uint8Array) => BigInt(length);

export const CONVERSIONS: Library = {
  'type(A) -> type(A)': (value: Value) => new TypeValue(typeName(value)),
  'dyn(A) -> dyn': same,
  'bool(bool) -> bool': same,
  'bool(string) -> bool': toBool,
  'bytes(bytes) -> bytes': same,
  'bytes(string) -> bytes': (text: string) => new Uint8Array(Buffer.from(text)),
  'double(double) -> double': same,
  'double(int) -> double': Number,
  'double(string) -> double': parseDouble,
  'double(uint) -> double': ({ value }: Uint) => Number(value),
  'duration(duration) -> duration': same,
  'duration(int) -> duration': () => fail('an int is not a duration; give a string such as "90s"'),
  'duration(string) -> duration': parseDuration,
  'int(int) -> int': same,
  'int(double) -> int': doubleToInt,
  'int(duration) -> int': ({ nanos }: Duration) => nanos,
  'int(string) -> int': toInt,
  'int(timestamp) -> int': ({ nanos }: Timestamp) => (nanos - ((nanos % SECOND) + SECOND) % SECOND) / SECOND,
  'int(uint) -> int': ({ value }: Uint) => checkInt(value),
  'string(string) -> string': same,
  'string(bool) -> string': String,
  'string(bytes) -> string': bytesToText,
  'string(double) -> string': formatDouble,
  'string(duration) -> string': formatDuration,
  'string(int) -> string': String,
  'string(timestamp) -> string': formatTimestamp,
  'string(uint) -> string': ({ value }: Uint) => String(value),
  'timestamp(timestamp) -> timestamp': same,
  'timestamp(int) -> timestamp': (seconds: bigint) => checkTimestamp(seconds * SECOND),
  'timestamp(string) -> timestamp': parseTimestamp,
  'uint(uint) -> uint': same,
  'uint(double) -> uint': doubleToUint,
  'uint(int) -> uint': checkUint,
  'uint(string) -> uint': toUint,
  'size(bytes) -> int': bytesIn,
  'size(this: bytes) -> int': bytesIn,
  'size(list(A)) -> int': sizeOf,
  'size(this: list(A)) -> int': sizeOf,
  'size(map(A, B)) -> int': sizeOf,
  'size(this: map(A, B)) -> int': sizeOf,
  'size(string) -> int': lengthOf,
  'size(this: string) -> int': lengthOf,
};
