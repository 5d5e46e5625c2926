import { SchemaPlan, Size } from './plan';
import { alternatives, describe, shown, ViolationKind } from './violation';
import { nearest } from '../../checks/nearest';
import { QUANTITY_PATTERN } from '../../kubernetes/types/core-types';

/** Records a violation of a scalar. */
export type ReportViolation = (kind: ViolationKind, message: string, meant?: string) => void;

const INT31 = 2 ** 31;
const INT63 = 2 ** 63;

/**
 * Whether the API server reads a number as an integer. Printed as JSON, integers below 2^63 have neither a fraction nor
 * an exponent; larger ones become floats, which are not integers. A parser may give a large integer as a bigint.
 */
export function isInteger(value: unknown): value is number | bigint {
  if (typeof value === 'number') { return Number.isInteger(value) && value < INT63 && value > -INT63; }
  return typeof value === 'bigint' && BigInt.asIntN(64, value) === value;
}

/** Judges a number of the right type by the limits of its schema. */
export function checkNumber(value: number | bigint, plan: SchemaPlan, report: ReportViolation): void {
  if (plan.int32 && (value < -INT31 || value >= INT31)) {
    report('format', `${shown(value)} is not from -2147483648 to 2147483647`);
  }
  // The API server truncates the limits of integers.
  const { minimum, maximum } = isInteger(value) ? plan.integerLimits : plan;
  if (value < minimum) { report('minimum', `${shown(value)} is less than the minimum, ${minimum}`); }
  if (value > maximum) { report('maximum', `${shown(value)} is more than the maximum, ${maximum}`); }
}

/** Judges a list or an object by the limits of its number of members. */
export function checkSize(count: number, { of, min, max }: Size, report: ReportViolation): void {
  const noun = of === 'Items' ? 'item' : 'field';
  const members = (number: number) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  const needed = `at least ${members(min)} ${min === 1 ? 'is' : 'are'} needed`;
  if (count < min) { report(`min${of}`, `has ${members(count)}; ${needed}`); }
  if (count > max) { report(`max${of}`, `has ${members(count)}; at most ${max} are allowed`); }
}

/** Judges a string by the limits of its schema: by its length, or else its pattern, and by its format. */
export function checkText(value: string, plan: SchemaPlan, report: ReportViolation): void {
  const { minLength, maxLength, pattern, format } = plan;
  if (value.length > maxLength && points(value) > maxLength) {
    report('maxLength', `${shown(value)} has ${points(value)} characters; at most ${maxLength} are allowed`);
  } else if (value.length < 2 * minLength && points(value) < minLength) {
    report(
      'minLength',
      `${value === '' ? 'must not be empty' : `${shown(value)} is too short`}; ` +
        `at least ${characters(minLength)} needed`,
    );
  } else if (pattern && !pattern.test(value)) {
    report('pattern', pattern.source === QUANTITY_PATTERN
      ? `${shown(value)} is not an amount; use one such as '2', '500m' or '1.5Gi'`
      : `${shown(value)} does not match ${pattern.source}`);
  }
  if (format && !format.test(value)) { report('format', `${shown(value)} is not ${format.allowed}`); }
}

/** Judges a scalar by the enum of its schema. */
export function checkEnum(value: unknown, { enum: values }: SchemaPlan, report: ReportViolation): void {
  if (!values || values.has(value)) { return; }
  const meant = typeof value === 'string' ? nearest(value, [...values].map(String)) : undefined;
  report('enum', `${shown(value)} is not allowed; allowed: ${alternatives([...values])}`, meant);
}

/** Judges a value by the types in `anyOf`. */
export function checkAnyOf(value: unknown, { anyOf }: SchemaPlan, report: ReportViolation): void {
  if (!anyOf || anyOf.has(jsonType(value)) || (anyOf.has('number') && jsonType(value) === 'integer')) { return; }
  report('anyOf', `must be of type ${alternatives([...anyOf]).replace(/'/g, '')}, not ${describe(value)}`);
}

function jsonType(value: unknown): string {
  if (value === null) { return 'null'; }
  if (Array.isArray(value)) { return 'array'; }
  return typeof value === 'number' || typeof value === 'bigint'
    ? isInteger(value)
      ? 'integer'
      : 'number'
    : typeof value;
}

function characters(count: number): string {
  return count === 1 ? '1 character is' : `${count} characters are`;
}

/** Number of Unicode code points, the unit of lengths in schemas. */
function points(text: string): number {
  let count = 0;
  for (const _ of text) { count++; }
  return count;
}
