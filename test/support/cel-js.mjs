/**
 * Evaluates expressions with @marcbachmann/cel-js, which is an ES module that Jest does not load.
 *
 * Reads one line of JSON for each group: `{ variables, expressions, bindings }`, where variables are expressions whose
 * values later ones see as `variables.<name>`. Writes one for each: a list of `{ value }` or `{ error }`.
 */
import { createInterface } from 'node:readline';
import { isIP } from 'node:net';
import { Environment } from '@marcbachmann/cel-js';

/** As an amount of a base unit: numerator and denominator. */
class Quantity {
  static pattern = /^([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+)|([KMGTPE]i)|([numkMGTPE]))?$/;

  static of(text) {
    const [, sign, digits, exponent, binary, decimal] = Quantity.pattern.exec(text) ?? [];
    if (digits === undefined) { throw new Error(`'${text}' is no quantity`); }
    const [whole, fraction = ''] = digits.split('.');
    const power =
      Number(exponent ?? 3 * (['n', 'u', 'm', undefined, 'k', 'M', 'G', 'T', 'P', 'E'].indexOf(decimal) - 3)) -
      fraction.length;
    const scale = binary ? 1024n ** BigInt('KMGTPE'.indexOf(binary[0]) + 1) : 1n;
    const quantity = new Quantity();
    quantity.over = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n) * scale * 10n ** BigInt(Math.max(0, power));
    quantity.under = 10n ** BigInt(Math.max(0, -power));
    return quantity;
  }

  compareTo(other) {
    const [one, two] = [this.over * other.under, other.over * this.under];
    return one < two ? -1n : one > two ? 1n : 0n;
  }
}

/** A range of addresses, by the first bits of its addresses. */
class Cidr {
  static of(text) {
    const [address, prefix, ...more] = text.split('/');
    const family = isIP(address);
    if (family === 0 || more.length > 0 || !/^\d{1,3}$/.test(prefix ?? '')) { return undefined; }
    const cidr = new Cidr();
    const bytes = family === 4 ? address.split('.').map(Number) : bytesOfV6(address);
    cidr.bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
    cidr.prefix = Number(prefix);
    return cidr.prefix > cidr.bits.length ? undefined : cidr;
  }

  /** The range of its address alone. */
  alone() {
    return Object.assign(new Cidr(), { bits: this.bits, prefix: this.bits.length });
  }

  contains(other) {
    return this.bits.length === other.bits.length && this.prefix <= other.prefix
      && other.bits.startsWith(this.bits.slice(0, this.prefix));
  }
}

function bytesOfV6(address) {
  const groups = (part) => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const [before, after] = address.split('::').map(groups);
  const all = after ? [...before, ...Array(8 - before.length - after.length).fill(0), ...after] : before;
  return all.flatMap((group) => [group >> 8, group & 255]);
}

const environment = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true })
  .registerType('Quantity', Quantity)
  .registerType('Cidr', Cidr)
  .registerFunction('isCIDR(string): bool', (text) => Cidr.of(text) !== undefined)
  .registerFunction('cidr(string): Cidr', (text) => Cidr.of(text))
  .registerFunction('Cidr.ip(): Cidr', (one) => one.alone())
  .registerFunction('Cidr.containsIP(Cidr): bool', (one, other) => one.contains(other))
  .registerFunction('Cidr.prefixLength(): int', ({ prefix }) => BigInt(prefix))
  .registerFunction('isQuantity(string): bool', (text) => Quantity.pattern.test(text))
  .registerFunction('quantity(string): Quantity', (text) => Quantity.of(text))
  .registerFunction('Quantity.compareTo(Quantity): int', (one, other) => one.compareTo(other))
  .registerFunction('Quantity.isGreaterThan(Quantity): bool', (one, other) => one.compareTo(other) > 0n)
  .registerFunction('Quantity.asApproximateFloat(): double', ({ over, under }) => Number(over) / Number(under))
  .registerFunction('list.sum(): double', (list) => list.reduce((sum, each) => sum + each, 0))
  .registerFunction('Quantity.isLessThan(Quantity): bool', (one, other) => one.compareTo(other) < 0n);

const programs = new Map();

function evaluate(expression, bindings) {
  try {
    if (!programs.has(expression)) { programs.set(expression, environment.parse(expression)); }
    return { value: programs.get(expression)(bindings) };
  } catch (error) {
    return { error: error.message };
  }
}

/** Whole numbers of JSON are integers. */
function integral(value) {
  if (typeof value === 'number') { return Number.isInteger(value) ? BigInt(value) : value; }
  if (typeof value !== 'object' || value === null) { return value; }
  return Array.isArray(value)
    ? value.map(integral)
    : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, integral(member)]));
}

for await (const line of createInterface({ input: process.stdin })) {
  const { variables, expressions, bindings: json } = JSON.parse(line);
  const bindings = { ...integral(json), variables: {} };
  const broken = variables.flatMap(({ name, expression }) => {
    const { value, error } = evaluate(expression, bindings);
    bindings.variables[name] = value;
    return error === undefined ? [] : [{ error: `variable '${name}': ${error}` }];
  });
  const results = broken.length > 0 ? broken : expressions.map((expression) => evaluate(expression, bindings));
  process.stdout.write(
    `${JSON.stringify(results, (_, value) => (typeof value === 'bigint' ? Number(value) : value))}\n`,
  );
}
