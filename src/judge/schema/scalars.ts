import { Plan } from './plan';
import { alternatives, describe, show, ViolationKind } from './violation';

/** How a judge of scalars says what is wrong. */
export type Report = (kind: ViolationKind, message: string) => void;

const INT31 = 2 ** 31;
const INT63 = 2 ** 63;

/**
 * Whether the API server reads a number as an integer. Printed as JSON, what is below 2^63 has neither a fraction nor an
 * exponent; what is beyond becomes a float, which is none. A parser may give a large one exactly, as a bigint.
 */
export function isInteger(value: unknown): value is number | bigint {
  if (typeof value === 'number') { return Number.isInteger(value) && value < INT63 && value > -INT63; }
  return typeof value === 'bigint' && BigInt.asIntN(64, value) === value;
}

/** Judges a number by the limits of its schema; its type was judged before. */
export function checkNumber(value: number | bigint, plan: Plan, report: Report): void {
  if (plan.int32 && (value < -INT31 || value >= INT31)) {
    report('format', `${show(value)} is not from -2147483648 to 2147483647`);
  }
  // The API server cuts the fraction off the limits of integers.
  const { minimum, maximum } = isInteger(value) ? plan.integerLimits : plan;
  if (value < minimum) { report('minimum', `${show(value)} is less than the minimum, ${minimum}`); }
  if (value > maximum) { report('maximum', `${show(value)} is more than the maximum, ${maximum}`); }
}

/** Judges a string by the limits of its schema. As with the API server, the first that it breaks of length and pattern counts. */
export function checkText(value: string, { minLength, maxLength, pattern, format }: Plan, report: Report): void {
  if (value.length > maxLength && points(value) > maxLength) {
    report('maxLength', `${show(value)} has ${points(value)} characters; at most ${maxLength} are allowed`);
  } else if (value.length < 2 * minLength && points(value) < minLength) {
    report('minLength', `${value === '' ? 'must not be empty' : `${show(value)} is too short`}; at least ${characters(minLength)} needed`);
  } else if (pattern && !pattern.regExp.test(value)) {
    report('pattern', `${show(value)} does not match ${pattern.source}`);
  }
  if (format && !format.test(value)) { report('format', `${show(value)} is not ${format.allowed}`); }
}

/** Judges a scalar by the values that its schema lists. */
export function checkEnum(value: unknown, { enum: values }: Plan, report: Report): void {
  if (values && !values.has(value)) { report('enum', `${show(value)} is not allowed; allowed: ${alternatives([...values])}`); }
}

/** Judges a value by the types that `anyOf` lists. */
export function checkAnyOf(value: unknown, { anyOf }: Plan, report: Report): void {
  if (!anyOf || anyOf.has(jsonType(value)) || (anyOf.has('number') && jsonType(value) === 'integer')) { return; }
  report('anyOf', `must be of type ${alternatives([...anyOf]).replace(/'/g, '')}, not ${describe(value)}`);
}

function jsonType(value: unknown): string {
  if (value === null) { return 'null'; }
  if (Array.isArray(value)) { return 'array'; }
  return typeof value === 'number' || typeof value === 'bigint' ? (isInteger(value) ? 'integer' : 'number') : typeof value;
}

function characters(count: number): string {
  return count === 1 ? '1 character is' : `${count} characters are`;
}

/** Unicode code points, in which lengths are counted. */
function points(text: string): number {
  let count = 0;
  for (const _ of text) { count++; }
  return count;
}
