import { CelError } from './error';
import { Duration, noSuchOverload, Timestamp, Uint, Value } from './values';

const MIN_INT = -(2n ** 63n);
const MAX_INT = 2n ** 63n - 1n;
const MAX_UINT = 2n ** 64n - 1n;

export function checkInt(value: bigint): bigint {
  if (value < MIN_INT || value > MAX_INT) { throw new CelError('integer overflow'); }
  return value;
}

export function checkUint(value: bigint): Uint {
  if (value < 0n || value > MAX_UINT) { throw new CelError('unsigned integer overflow'); }
  return new Uint(value);
}

export function checkDuration(nanos: bigint): Duration {
  checkInt(nanos);
  return new Duration(nanos);
}

const FIRST_SECOND = -62_135_596_800n;
const LAST_SECOND = 253_402_300_799n;
export const SECOND = 1_000_000_000n;

/** A time within the years 1 to 9999. */
export function checkTimestamp(nanos: bigint, offset = 0): Timestamp {
  if (nanos < FIRST_SECOND * SECOND || nanos >= (LAST_SECOND + 1n) * SECOND) {
    throw new CelError('timestamp overflow');
  }
  return new Timestamp(nanos, offset);
}

/** Compares numbers of any types: negative, 0 or positive; NaN when one of them is NaN. */
export function compareNumbers(a: bigint | number | Uint, b: bigint | number | Uint): number {
  // Beside a double, cel-go compares an integer as a double.
  const isDouble = typeof a === 'number' || typeof b === 'number';
  const [left, right] = [a, b].map((each) => {
    const value = each instanceof Uint ? each.value : each;
    return isDouble ? Number(value) : value;
  });
  if (left < right) { return -1; }
  if (left > right) { return 1; }
  return left === right ? 0 : NaN;
}

export function isNumeric(value: Value): value is bigint | number | Uint {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof Uint;
}

type Sign = '-' | '*' | '/' | '%';

/** `-`, `*`, `/` and `%` of two values of one numeric type. */
export function arithmetic(sign: Sign, a: Value, b: Value): Value {
  if (typeof a === 'bigint' && typeof b === 'bigint') { return checkInt(integers(sign, a, b)); }
  if (typeof a === 'number' && typeof b === 'number' && sign !== '%') {
    switch (sign) {
      case '-': return a - b;
      case '*': return a * b;
      default: return a / b;
    }
  }
  if (a instanceof Uint && b instanceof Uint) { return checkUint(integers(sign, a.value, b.value)); }
  throw noSuchOverload();
}

function integers(sign: Sign, a: bigint, b: bigint): bigint {
  switch (sign) {
    case '-': return a - b;
    case '*': return a * b;
    default:
  }
  if (b === 0n) { throw new CelError(sign === '/' ? 'division by zero' : 'modulus by zero'); }
  // Its quotient is out of range, so cel-go refuses the remainder, too.
  if (a === MIN_INT && b === -1n) { throw new CelError('integer overflow'); }
  return sign === '/' ? a / b : a % b;
}

/** From this power of ten on, Go's `%g` prints an exponent. */
const LARGE = 6;

/** A double as Go's `%g` prints it. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) { return 'NaN'; }
  if (!Number.isFinite(value)) { return value > 0 ? '+Inf' : '-Inf'; }
  if (Object.is(value, -0)) { return '-0'; }
  const [mantissa, exponent] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < LARGE) { return plain(mantissa, power); }
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** Without an exponent, in as few digits as tell it from others. */
export function plainDouble(value: number): string {
  const [mantissa, exponent] = value.toExponential().split('e');
  return plain(mantissa, Number(exponent));
}

function plain(mantissa: string, power: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (power < 0) { return `${sign}0.${'0'.repeat(-power - 1)}${digits}`; }
  if (digits.length <= power + 1) { return sign + digits.padEnd(power + 1, '0'); }
  return `${sign}${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`;
}
