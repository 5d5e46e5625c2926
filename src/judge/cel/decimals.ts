/** Doubles in decimal digits. JavaScript rounds ties up, Go to even. */

const FRACTION_BITS = 52n;
const EXPONENT_BIAS = 1075;

/** A finite double without its sign, times a power of ten, rounded to a whole number. */
function scaled(value: number, power: number): bigint {
  const bits = new BigUint64Array(Float64Array.of(Math.abs(value)).buffer)[0];
  const exponent = Number(bits / 2n ** FRACTION_BITS);
  const fraction = BigInt.asUintN(52, bits);
  const binary = Math.max(exponent, 1) - EXPONENT_BIAS;
  const digits = exponent === 0 ? fraction : fraction + 2n ** FRACTION_BITS;
  const over = digits * 2n ** positive(binary) * 10n ** positive(power);
  const under = 2n ** positive(-binary) * 10n ** positive(-power);
  const [whole, twice] = [over / under, 2n * (over % under)];
  return whole + (twice > under || (twice === under && whole % 2n === 1n) ? 1n : 0n);
}

function positive(value: number): bigint {
  return BigInt(Math.max(0, value));
}

function signOf(value: number): string {
  return value < 0 || Object.is(value, -0) ? '-' : '';
}

/** With a fraction of so many digits, as by Go's `%.2f`. */
export function fixedDigits(value: number, digits: number): string {
  const text = String(scaled(value, digits)).padStart(digits + 1, '0');
  const point = text.length - digits;
  return signOf(value) + text.slice(0, point) + (digits > 0 ? `.${text.slice(point)}` : '');
}

interface Scientific {
  readonly mantissa: string;
  readonly exponent: number;
}

/** The digits and the exponent of the notation with an exponent, as by Go's `%.6e`. */
export function exponentDigits(value: number, digits: number): Scientific {
  let exponent = value === 0 ? 0 : Number(value.toExponential().split('e')[1]);
  let text = String(scaled(value, digits - exponent)).padStart(digits + 1, '0');
  if (text.length > digits + 1) {
    exponent++;
    text = text.slice(0, -1);
  }
  return { mantissa: `${signOf(value)}${text[0]}${digits > 0 ? `.${text.slice(1)}` : ''}`, exponent };
}
