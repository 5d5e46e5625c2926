/**
 * Amounts as Kubernetes writes them, of any size and precision.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */

const QUANTITY = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:([eE])([+-]?\d+)|(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E))?$/;

const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

/** Beyond these powers of ten every amount is endless or nothing, and needs no more digits. */
const FAR = 60;

/** An amount as a fraction of two whole numbers, so that none is rounded. */
export interface Quantity {
  readonly over: bigint;
  readonly under: bigint;
}

/**
 * The amount that a value of a manifest stands for, or undefined when it is none: whole numbers may be written
 * plainly.
 */
export function parseQuantity(value: unknown): Quantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') { return undefined; }
  const [, sign, digits, exponential, exponent, suffix = ''] = QUANTITY.exec(String(value)) ?? [];
  if (digits === undefined) { return undefined; }
  const [whole, fraction = ''] = digits.split('.');
  const power =
    (exponential ? Math.max(-FAR, Math.min(FAR, Number(exponent))) : (DECIMAL[suffix] ?? 0)) - fraction.length;
  const ten = 10n ** BigInt(Math.abs(power));
  const amount = BigInt(`${sign === '-' ? sign : ''}${whole}${fraction}`);
  const binary = 1024n ** BigInt(BINARY.indexOf(suffix) + 1);
  return { over: amount * binary * (power > 0 ? ten : 1n), under: power < 0 ? ten : 1n };
}

/** Less than 0 when the first is less, more than 0 when it is more. */
export function compareQuantities(one: Quantity, other: Quantity): number {
  const difference = one.over * other.under - other.over * one.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
