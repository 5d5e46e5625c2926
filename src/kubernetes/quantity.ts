/**
 * Quantities as Kubernetes reads and computes them: of any size, exact to a billionth. The API server holds small
 * ones in an int64, and rounds and caps some of the others.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */

const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?((?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?)$/;
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Amounts are no finer than this power of ten; a remainder is rounded away from zero. */
const NANO = -9;
const MAX_INT64 = 2n ** 63n - 1n;
/** The digits that Kubernetes reads into an int64. */
const INT64_DIGITS = 18;
/** Beyond this difference of powers of ten two amounts are not added. */
const FAR = 100_000;
/** A larger power of ten in a manifest means more than anything has, and needs no more digits. */
const ENDLESS = 60;

/** An amount: a whole number times a power of ten, so that none is rounded. */
export interface Quantity {
  readonly unscaled: bigint;
  readonly scale: number;
  /** Whether Kubernetes holds the whole number in an int64: only such amounts convert to integers there. */
  readonly isInt64: boolean;
}

/** An amount as Go reads it, which takes a text without digits for zero. */
export function readQuantity(text: string): Quantity | undefined {
  const [, sign, whole, fraction = '', suffix] = QUANTITY.exec(text) ?? [];
  if (whole === undefined || text === '') { return undefined; }
  const power = exponentOf(suffix);
  if (power === undefined) { return undefined; }
  const digits = whole.replace(/^0+/, '') || '0';
  const binary = Math.max(0, BINARY.indexOf(suffix));
  const scale = power - fraction.length;
  const amount = BigInt(digits + fraction) * 1024n ** BigInt(binary);
  const unscaled = sign === '-' ? -amount : amount;
  // 1Mi (2^20) has about 6 decimal digits.
  const spare = binary > 0
    ? (fraction === '' ? 14 - digits.length - Math.trunc(binary * 3) : -1)
    : INT64_DIGITS - digits.length - fraction.length;
  if (spare >= 0 && scale >= NANO) { return { unscaled, scale, isInt64: true }; }
  const rounded = rescaled({ unscaled, scale, isInt64: false }, NANO);
  const most = MAX_INT64 * 10n ** BigInt(-NANO);
  // Kubernetes caps amounts with a binary suffix.
  if (binary === 0 || magnitude(rounded.unscaled) <= most) { return rounded; }
  return { ...rounded, unscaled: sign === '-' ? -most : most };
}

/** Digits before and after the point that are read. Very long numbers are slow to read. */
const MOST_DIGITS = 300;

/** More digits before the point stand for an amount beyond all others, and a last 1 for all others behind it. */
function shortened(text: string): string {
  if (text.length <= MOST_DIGITS) { return text; }
  const [number, sign, whole, , fraction = ''] = /^([+-]?)0*(\d*)(\.(\d*))?/.exec(text)!;
  const rest = /[1-9]/.test(fraction.slice(MOST_DIGITS)) ? '1' : '';
  return [
    sign, whole.length > MOST_DIGITS ? '9'.repeat(MOST_DIGITS) : whole || '0',
    fraction === '' ? '' : `.${fraction.slice(0, MOST_DIGITS)}${rest}`, text.slice(number.length),
  ].join('');
}

/** The amount that a value of a manifest stands for, or undefined: whole numbers may be written plainly. */
export function parseQuantity(value: unknown): Quantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') { return undefined; }
  const quantity = readQuantity(shortened(String(value)));
  if (!quantity) { return undefined; }
  if (quantity.unscaled === 0n) { return { ...quantity, scale: 0 }; }
  return quantity.scale > ENDLESS ? { ...quantity, scale: ENDLESS } : quantity;
}

function exponentOf(suffix: string): number | undefined {
  if (BINARY.includes(suffix)) { return 0; }
  if (Object.hasOwn(DECIMAL, suffix)) { return DECIMAL[suffix]; }
  const exponent = BigInt(suffix.slice(1).replace('+', ''));
  // Go reads an int64, and keeps its lower half.
  return BigInt.asIntN(64, exponent) === exponent ? Number(BigInt.asIntN(32, exponent)) : undefined;
}

/** The amount with another power of ten, rounded away from zero; large ones keep theirs. */
function rescaled(quantity: Quantity, scale: number): Quantity {
  if (quantity.scale - scale > FAR || quantity.unscaled === 0n) { return quantity; }
  return { ...quantity, unscaled: inUnitsOf(scale, quantity), scale };
}

/** Divided by a power of ten, away from zero. */
function roundedUp(value: bigint, power: number): bigint {
  const size = magnitude(value);
  if (power > String(size).length) { return value > 0n ? 1n : -1n; }
  const by = 10n ** BigInt(power);
  const result = (size + by - 1n) / by;
  return value < 0n ? -result : result;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** -1 when the first is less, 1 when it is more, else 0. */
export function compareQuantities(one: Quantity, other: Quantity): number {
  const [sign, otherSign] = [signOf(one), signOf(other)];
  if (sign !== otherSign) { return sign < otherSign ? -1 : 1; }
  if (sign === 0) { return 0; }
  if (one.scale === other.scale) { return one.unscaled < other.unscaled ? -1 : one.unscaled > other.unscaled ? 1 : 0; }
  const [length, otherLength] = [one, other].map(({ unscaled, scale }) => String(magnitude(unscaled)).length + scale);
  if (length !== otherLength) { return length > otherLength ? sign : -sign; }
  const scale = Math.min(one.scale, other.scale);
  const [left, right] = [one, other].map((each) => each.unscaled * 10n ** BigInt(each.scale - scale));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** -1, 0 or 1. */
export function signOf({ unscaled }: Quantity): number {
  return unscaled > 0n ? 1 : unscaled < 0n ? -1 : 0;
}

/** The amount in units of a power of ten, rounded away from zero as Kubernetes does: -3 gives thousandths. */
export function inUnitsOf(power: number, { unscaled, scale }: Quantity): bigint {
  const by = scale - power;
  return unscaled === 0n ? 0n : by >= 0 ? unscaled * 10n ** BigInt(by) : roundedUp(unscaled, -by);
}

export function quantityOf(value: bigint): Quantity {
  return { unscaled: value, scale: 0, isInt64: true };
}

/** @throws RangeError for amounts so far apart that the sum has too many digits */
export function addQuantities(one: Quantity, other: Quantity): Quantity {
  if (one.isInt64 && other.isInt64 && other.unscaled === 0n) { return one; }
  if (one.isInt64 && other.isInt64 && one.unscaled === 0n) { return other; }
  const scale = Math.min(one.scale, other.scale);
  if (Math.max(one.scale, other.scale) - scale > FAR) {
    throw new RangeError('the sum of the quantities has too many digits');
  }
  const [left, right] = [one, other].map((each) => each.unscaled * 10n ** BigInt(each.scale - scale));
  const areSmall = [left, right, left + right].every((each) => BigInt.asIntN(64, each) === each);
  return { unscaled: left + right, scale, isInt64: one.isInt64 && other.isInt64 && areSmall };
}

export function negated(quantity: Quantity): Quantity {
  return { ...quantity, unscaled: -quantity.unscaled };
}

/** The amount as a whole number, where Kubernetes converts it. */
export function asInt64({ unscaled, scale, isInt64 }: Quantity): bigint | undefined {
  if (!isInt64 || scale < 0) { return undefined; }
  if (scale > INT64_DIGITS) { return unscaled === 0n ? 0n : undefined; }
  const value = unscaled * 10n ** BigInt(scale);
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** The amount as a double, about as Kubernetes computes it. */
export function approximately({ unscaled, scale }: Quantity): number {
  return scale === 0 ? Number(unscaled) : Number(unscaled) * powerOfTen(scale);
}

/** As Go's `math.Pow10`, a product or quotient of two exact powers. */
function powerOfTen(power: number): number {
  if (power > 308) { return Infinity; }
  if (power < -323) { return 0; }
  const size = Math.abs(power);
  const [large, small] = [size - size % 32, size % 32];
  return power < 0 ? Number(`1e-${large}`) / Number(`1e${small}`) : Number(`1e${large}`) * Number(`1e${small}`);
}
