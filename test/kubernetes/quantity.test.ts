import { addQuantities, compareQuantities, parseQuantity } from '../../src/kubernetes/quantity';
import { ENGINES } from '../support/admission/engines';

const AMOUNTS = [
  '0',
  '-0',
  '1',
  '-1',
  '+2',
  '500m',
  '0.5',
  '.5',
  '5.',
  '1500u',
  '1n',
  '2k',
  '4M',
  '1G',
  '3T',
  '1P',
  '2E',
  '1Ki',
  '1.5Mi',
  '4Gi',
  '4096Mi',
  '1Ti',
  '1Pi',
  '1Ei',
  '1e3',
  '1E3',
  '12e-3',
  '-4Gi',
  '32Gi',
  '33554432Ki',
  '8000m',
  '8001m',
];

const MALFORMED = ['', ' 1', '1 ', '1K', '1ki', 'lots', '1e', '0x10', '1Gi5', '--1', '1,5'];

test.each(ENGINES)('amounts compare as %s compares them', (_, engine) => {
  const pairs = AMOUNTS.flatMap((one) => AMOUNTS.map((other) => [one, other]));
  const expressions = pairs.map(([one, other]) => `quantity('${one}').compareTo(quantity('${other}'))`);
  const [results] = engine([{ variables: [], expressions, bindings: {} }]);
  expect(pairs.map((pair) => [...pair, compareQuantities(parseQuantity(pair[0])!, parseQuantity(pair[1])!)])).toEqual(
    results.map((result, index) => [...pairs[index], Number((result as { value: unknown }).value)]),
  );
});

test.each(MALFORMED)("'%s' is none", (text) => {
  expect(parseQuantity(text)).toBeUndefined();
});

test('numbers of JSON are amounts, and nothing else is', () => {
  expect(compareQuantities(parseQuantity(2)!, parseQuantity('2000m')!)).toBe(0);
  expect(compareQuantities(parseQuantity(0.5)!, parseQuantity('500m')!)).toBe(0);
  for (const odd of [undefined, null, true, {}, [], NaN, Infinity]) { expect(parseQuantity(odd)).toBeUndefined(); }
});

test('numbers of any length end', () => {
  const ones = '1'.repeat(8_000_000);
  expect(compareQuantities(parseQuantity(ones)!, parseQuantity('1E')!)).toBe(1);
  expect(compareQuantities(parseQuantity(`-${ones}Gi`)!, parseQuantity('-1E')!)).toBe(-1);
  expect(compareQuantities(parseQuantity(`1.${'0'.repeat(1000)}1Ki`)!, parseQuantity('1Ki')!)).toBe(1);
  expect(compareQuantities(parseQuantity(`${'0'.repeat(1000)}1.${'0'.repeat(1000)}m`)!, parseQuantity('1m')!)).toBe(0);
  expect(parseQuantity(`${ones}K`)).toBeUndefined();
});

test('exponents of any size end', () => {
  expect(compareQuantities(parseQuantity('1e999999999')!, parseQuantity('1Ei')!)).toBe(1);
  // Kubernetes rounds up to a billionth.
  expect(compareQuantities(parseQuantity('1e-999999999')!, parseQuantity('1n')!)).toBe(0);
  expect(addQuantities(parseQuantity('1e999999999')!, parseQuantity('0e-999999999')!).unscaled).toBeGreaterThan(0n);
});
