/**
 * Quantities such as 500m and 2Gi.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-quantity-library
 */
import {
  addQuantities, approximately, asInt64, compareQuantities, negated, Quantity, quantityOf, readQuantity, signOf,
} from '../../../kubernetes/quantity';
import { spend } from '../budget';
import { fail, Library } from '../functions';
import { noSuchOverload, Opaque } from '../values';

class QuantityValue extends Opaque {
  readonly type = 'kubernetes.Quantity';

  /** @param isComputed whether arithmetic made it; the API server's `==` takes no such value on its right side */
  constructor(readonly amount: Quantity, private readonly isComputed = false) {
    super();
  }

  protected isSame(other: QuantityValue): boolean {
    if (other.isComputed) { throw noSuchOverload(); }
    return order(this, other) === 0;
  }
}

function read(text: string): Quantity | undefined {
  // Numbers of many digits take long to read, with the square of their number.
  spend(text.length * text.length / 10_000);
  return readQuantity(text);
}

function parse(text: string): QuantityValue {
  return new QuantityValue(read(text) ?? fail(`'${text}' is not a quantity; give one such as 500m or 2Gi`));
}

const order = (a: QuantityValue, b: QuantityValue) => compareQuantities(a.amount, b.amount);
const add = (a: QuantityValue, b: Quantity) => new QuantityValue(addQuantities(a.amount, b), true);

export const QUANTITIES: Library = {
  'quantity(string) -> quantity': parse,
  'isQuantity(string) -> bool': (text: string) => read(text) !== undefined,
  'sign(quantity) -> int': ({ amount }: QuantityValue) => BigInt(signOf(amount)),
  'isGreaterThan(this: quantity, quantity) -> bool': (a: QuantityValue, b: QuantityValue) => order(a, b) > 0,
  'isLessThan(this: quantity, quantity) -> bool': (a: QuantityValue, b: QuantityValue) => order(a, b) < 0,
  'compareTo(this: quantity, quantity) -> int': (a: QuantityValue, b: QuantityValue) => BigInt(order(a, b)),
  'asApproximateFloat(this: quantity) -> double': ({ amount }: QuantityValue) => approximately(amount),
  'asInteger(this: quantity) -> int': ({ amount }: QuantityValue) => (
    asInt64(amount) ?? fail('cannot convert value to integer')
  ),
  'isInteger(this: quantity) -> bool': ({ amount }: QuantityValue) => asInt64(amount) !== undefined,
  'add(this: quantity, quantity) -> quantity': (a: QuantityValue, b: QuantityValue) => add(a, b.amount),
  'add(this: quantity, int) -> quantity': (a: QuantityValue, b: bigint) => add(a, quantityOf(b)),
  'sub(this: quantity, quantity) -> quantity': (a: QuantityValue, b: QuantityValue) => add(a, negated(b.amount)),
  'sub(this: quantity, int) -> quantity': (a: QuantityValue, b: bigint) => add(a, quantityOf(-b)),
};
