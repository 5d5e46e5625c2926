import { plainValue } from '../../src/documents/plain-value';

test.each<[string, unknown]>([
  ['yes', true], ['On', true], ['y', true], ['TRUE', true], ['no', false], ['OFF', false], ['n', false], ['yEs', 'yEs'],
  ['yess', 'yess'], ['tRUE', 'tRUE'], ['', null], ['~', null], ['Null', null], ['nULL', 'nULL'], ['0', 0], ['-0', 0],
  ['+1', 1], ['1_000', 1000], ['0755', 493], ['0o755', 493], ['09', 9], ['0x1F', 31], ['-0x1F', -31], ['0b101', 5],
  ['1.50', 1.5], ['.5', 0.5], ['1.', 1], ['1e3', 1000], ['1e400', '1e400'], ['1:30', '1:30'],
  ['2026-10-08', '2026-10-08'], ['500m', '500m'], ['4Gi', '4Gi'], ['9007199254740993', 9007199254740993n],
  ['-9223372036854775808', -(2n ** 63n)], ['18446744073709551615', 2n ** 64n - 1n], ['18446744073709551616', 2 ** 64],
  ['.inf', Infinity], ['-.Inf', -Infinity], ['.', '.'], ['-', '-'], ['+', '+'], ['0x', '0x'], ['1.2.3', '1.2.3'],
  ['__proto__', '__proto__'],
])('%j', (text, value) => {
  expect(plainValue(text)).toEqual(value);
  expect(Object.is(plainValue(text), -0)).toBe(false);
});

test('what is not a number', () => {
  expect(plainValue('.nan')).toBeNaN();
});
