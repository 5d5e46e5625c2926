/** `'%d of %s'.format([1, 'a'])`. */
import { bytesToText } from './conversions';
import { spend, spendOnText } from '../budget';
import { exponentDigits, fixedDigits } from '../decimals';
import { fail } from '../functions';
import { formatDouble } from '../numbers';
import { formatDuration, formatTimestamp } from '../time';
import { CelMap, Duration, List, Timestamp, typeName, TypeValue, Uint, Value } from '../values';

/** A clause: the second percent of one that stands for itself, its precision, its letter. */
export const CLAUSE = /%(%|(?:\.(\d+))?([sdfebxXo]))?/g;
/** Digits after the point, unless a clause says how many. */
const PRECISION = 6;
const MOST_DIGITS = 100;

export function formatString(format: string, args: List): string {
  let next = 0;
  return format.replace(
    CLAUSE,
    (clause: string, escaped: string | undefined, precision: string | undefined, letter: string | undefined) => {
      if (escaped === '%') {
        return '%';
      }
      if (next >= args.size) {
        return fail(`the clause '${clause}' has no value`);
      }
      if (!letter) {
        return fail(`'${clause}' is not a clause of a format; use %s, %d, %f, %e, %b, %x, %X or %o`);
      }
      const digits = Number(precision ?? PRECISION);
      if (digits > MOST_DIGITS) {
        return fail(`'${clause}' asks for more than ${MOST_DIGITS} digits`);
      }
      const text = formatClause(letter, digits, args.at(next++));
      spendOnText(text.length);
      return text;
    },
  );
}

/** The work of writing a member of a list or map. */
const MEMBER_WORK = 20;

function formatClause(letter: string, digits: number, value: Value): string {
  switch (letter) {
    case 's':
      return formatValue(value);
    case 'd':
      return String(integerOf(value) ?? refuse('%d', value));
    case 'f':
      return grouped(doubleOf(value, '%f'), digits);
    case 'e':
      return scientific(doubleOf(value, '%e'), digits);
    case 'b':
      return typeof value === 'boolean' ? String(Number(value)) : (integerOf(value) ?? refuse('%b', value)).toString(2);
    case 'o':
      return (integerOf(value) ?? refuse('%o', value)).toString(8);
    default: {
      const hex = hexadecimal(value);
      return letter === 'X' ? hex.toUpperCase() : hex;
    }
  }
}

function refuse(clause: string, value: Value): never {
  return fail(`${clause} does not take a value of type ${typeName(value)}`);
}

function integerOf(value: Value): bigint | undefined {
  return typeof value === 'bigint' ? value : (value instanceof Uint ? value.value : undefined);
}

function doubleOf(value: Value, clause: string): number {
  if (typeof value === 'number') { return value; }
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : refuse(clause, value);
}

function hexadecimal(value: Value): string {
  if (typeof value === 'string') { return Buffer.from(value).toString('hex'); }
  if (value instanceof Uint8Array) { return Buffer.from(value).toString('hex'); }
  return (integerOf(value) ?? refuse('%x', value)).toString(16);
}

function unusual(value: number): string | undefined {
  if (Number.isNaN(value)) { return 'NaN'; }
  return Number.isFinite(value) ? undefined : `${value < 0 ? '-' : ''}\u221e`;
}

/** The API server prints numbers as English does. */
function grouped(value: number, digits: number): string {
  const text = unusual(value);
  if (text !== undefined) { return text; }
  // Its zeros have no sign.
  const [whole, fraction] = fixedDigits(value || 0, digits).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}

const RAISED = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';

/** The API server takes the precision of this clause for the width, and prints six digits. */
function scientific(value: number, width: number): string {
  const text = unusual(value);
  if (text !== undefined) { return text.padStart(width); }
  const { mantissa, exponent } = exponentDigits(value, PRECISION);
  const raised = String(Math.abs(exponent)).padStart(2, '0').replace(/\d/g, (digit) => RAISED[Number(digit)]);
  return `${mantissa}\u00d710${exponent < 0 ? '\u207b' : ''}${raised}`.padStart(width);
}

/** Any value as a string: lists and maps as they are written, the keys of maps sorted. */
function formatValue(value: Value): string {
  switch (typeof value) {
    case 'string': return value;
    case 'boolean': case 'bigint': return String(value);
    case 'number': return formatDouble(value);
    default:
  }
  if (value === null) { return 'null'; }
  if (value instanceof Uint) { return String(value.value); }
  if (value instanceof Timestamp) { return formatTimestamp(value); }
  if (value instanceof Duration) { return formatDuration(value); }
  if (value instanceof TypeValue) { return value.name; }
  if (value instanceof Uint8Array) { return bytesToText(value); }
  if (value instanceof List) { return `[${[...value].map(formatMember).join(', ')}]`; }
  if (value instanceof CelMap) { return formatMap(value); }
  return refuse('%s', value);
}

function formatMap(map: CelMap): string {
  const entries = [...map.keys()].map((key) => {
    if (typeof key === 'number') { return fail('%s does not take a map with doubles as keys'); }
    return [formatMember(key), formatMember(map.find(key)!)] as const;
  });
  return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => `${key}:${value}`).join(', ')}}`;
}

/** Inside a list or map values are written as an expression would write them. */
function formatMember(value: Value): string {
  spend(MEMBER_WORK);
  if (typeof value === 'string') { return JSON.stringify(value); }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? fixedDigits(value, PRECISION) : `"${formatDouble(value)}"`;
  }
  if (value instanceof Timestamp) { return `timestamp("${formatTimestamp(value)}")`; }
  if (value instanceof Duration) { return `duration("${formatDuration(value)}")`; }
  return value instanceof Uint8Array ? `b${JSON.stringify(formatValue(value))}` : formatValue(value);
}
