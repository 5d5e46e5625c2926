/**
 * Quantities such as 500m and 2Gi.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-quantity-library
 */
import { spend } from '../budget';
import { fail, Library } from '../functions';
import { Opaque } from '../values';

/** Quantities are no finer than this; a remainder is rounded away from zero. */
const NANO = 1_000_000_000n;
const MAX_INT = 2n ** 63n - 1n;

class Quantity extends Opaque {
  readonly type = 'kubernetes.Quantity';

  constructor(readonly nanos: bigint) {
    super();
  }

  protected isSame(other: Quantity): boolean {
    return other.nanos === this.nanos;
  }
}

const TEXT = /^([+-]?)(\d*)(?:\.(\d*))?((?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?)$/;
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

function read(text: string): Quantity | undefined {
  const found = TEXT.exec(text);
  // Go takes what has no digits for zero.
  if (!found || text === '') { return undefined; }
  // Numbers of many digits take long to read, with the square of their number.
  spend(text.length * text.length / 10_000);
  const [, sign, whole, fraction = '', suffix] = found;
  const digits = BigInt(whole + fraction || '0');
  const binary = BINARY.indexOf(suffix);
  if (Math.abs(exponentOf(suffix)) > 400) { return undefined; }
  const power = 9 - fraction.length + (binary >= 0 ? 0 : exponentOf(suffix));
  const scaled = digits * (binary > 0 ? 1024n ** BigInt(binary) : 1n);
  const nanos = power >= 0 ? scaled * 10n ** BigInt(power) : roundedUp(scaled, 10n ** BigInt(-power));
  // More than an int64 holds is cut to its most.
  const capped = nanos > MAX_INT * NANO ? MAX_INT * NANO : nanos;
  return new Quantity(sign === '-' ? -capped : capped);
}

function exponentOf(suffix: string): number {
  if (suffix === '' || BINARY.includes(suffix)) { return 0; }
  return DECIMAL[suffix] ?? Number(suffix.slice(1));
}

function roundedUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

const parse = (text: string) => read(text) ?? fail(`'${text}' is not a quantity; give one such as 500m or 2Gi`);
const sign = ({ nanos }: Quantity) => (nanos > 0n ? 1n : nanos < 0n ? -1n : 0n);
const order = (a: Quantity, b: Quantity) => sign(new Quantity(a.nanos - b.nanos));

function asInteger({ nanos }: Quantity): bigint | undefined {
  const value = nanos / NANO;
  return nanos % NANO === 0n && value <= MAX_INT && value >= -MAX_INT - 1n ? value : undefined;
}

export const QUANTITIES: Library = {
  'quantity(string) -> quantity': parse,
  'isQuantity(string) -> bool': (text: string) => read(text) !== undefined,
  'sign(quantity) -> int': sign,
  'isGreaterThan(this: quantity, quantity) -> bool': (a: Quantity, b: Quantity) => a.nanos > b.nanos,
  'isLessThan(this: quantity, quantity) -> bool': (a: Quantity, b: Quantity) => a.nanos < b.nanos,
  'compareTo(this: quantity, quantity) -> int': order,
  'asApproximateFloat(this: quantity) -> double': ({ nanos }: Quantity) => Number(nanos) / 1e9,
  'asInteger(this: quantity) -> int': (quantity: Quantity) =>
    asInteger(quantity) ?? fail('cannot convert value to integer'),
  'isInteger(this: quantity) -> bool': (quantity: Quantity) => asInteger(quantity) !== undefined,
  'add(this: quantity, quantity) -> quantity': (a: Quantity, b: Quantity) => new Quantity(a.nanos + b.nanos),
  'add(this: quantity, int) -> quantity': (a: Quantity, b: bigint) => new Quantity(a.nanos + b * NANO),
  'sub(this: quantity, quantity) -> quantity': (a: Quantity, b: Quantity) => new Quantity(a.nanos - b.nanos),
  'sub(this: quantity, int) -> quantity': (a: Quantity, b: bigint) => new Quantity(a.nanos - b * NANO),
};
