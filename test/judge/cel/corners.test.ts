import { compile } from '../../../src/judge/cel';

// Corners of cel-go, each as the API server's own code answers; the oracle compares more.
test.each<[string, unknown]>([
  ["'%.0f'.format([2.5])", '2'],
  ["'%.0f'.format([3.5])", '4'],
  ["'%.1f'.format([0.25])", '0.2'],
  ["'%.2f'.format([2.675])", '2.67'],
  ["'%.20f'.format([0.1])", '0.10000000000000000555'],
  ["'%.2e'.format([1052.032911275])", '1.052033×10⁰³'],
  ["'%e'.format([0.0 / 0.0])", '   NaN'],
  ["'%.2e'.format([-1.0 / 0.0])", '-∞'],
  ["quantity('10E') == quantity('12E')", false],
  ["quantity('16Ei') == quantity('8Ei')", true],
  ["sign(quantity('1E-1000'))", 1n],
  ["quantity('1e-10') == quantity('1n')", true],
  ["quantity('9.5E').asApproximateFloat()", 9.5e18],
  ["quantity('1e400').asApproximateFloat()", Infinity],
  ["quantity('1000m').isInteger()", false],
  ["quantity('2k').asInteger()", 2000n],
  ["quantity('9223372036854775807').add(1).compareTo(quantity('9223372036854775808'))", 0n],
  ["quantity('1e2000000000').isGreaterThan(quantity('1e1999999999'))", true],
  ['dyn(9223372036854775807) < 9223372036854775808.0', false],
  ['9007199254740993 == dyn(9007199254740992.0)', true],
  ['dyn([1, 2]).flatten()', [1n, 2n]],
  ["double('0x1p3')", 8],
  ["double('1_0')", 10],
  ["double('0x1.8p1')", 3],
  ["double('-inf')", -Infinity],
  ["timestamp('2026-07-01T12:00:00Z').getHours('EST5EDT')", 8n],
  ["isSemver('1.0.0-18446744073709551615')", true],
  ["isSemver('1.0.0-18446744073709551616')", false],
  ["isURL('*')", true],
  ["url('/////a').getEscapedPath()", '/////a'],
  ["isURL('http://a^b@c')", false],
  ["isURL('http://a#b')", false],
  ["url('/a#b').getEscapedPath()", '/a'],
  ["url('//h/p').getHost()", 'h'],
  ['[1, 2].existsOne(i, v, v == 1)', true],
  ["'abc'.findAll('b*')", ['', 'b', '']],
  ["'A'.matches('[[:^lower:]]')", true],
  [Array(250).fill('true').join(' == '), true],
  [Array(2000).fill('true').join(' && '), true],
])('%s', (expression, value) => {
  expect(compile(expression, {}).evaluate({})).toEqual(value);
});

test.each<[string, string]>([
  ['[1, 2].existsOne(v, v == 1)', "there is no variable 'v'"],
  ["double('+NaN')", "'+NaN' is not a double"],
  [Array(251).fill('true').join(' == '), 'the expression is nested deeper than 250'],
  ["'a'.matches('a{1001}')", "the pattern 'a{1001}' is not valid in RE2's syntax: invalid repeat count: `{1001}`"],
])('fails if it does not compile: %s', (expression, message) => {
  expect(() => compile(expression, {})).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }));
});

test.each<[string, string]>([
  [
    "timestamp('2026-07-01T12:00:00Z').getHours('PST')",
    "'PST' is not a time zone; give one such as Europe/Berlin or +02:00",
  ],
  ["timestamp('2026-07-01T12:00:00Z').getHours('europe/berlin')", "'europe/berlin' is not a time zone"],
  ["quantity('10E').asInteger()", 'cannot convert value to integer'],
  ["url('//a b').getHost()", "'//a b' is not a URL"],
])('fails if it is evaluated: %s', (expression, message) => {
  expect(() => compile(expression, {}).evaluate({})).toThrow(message);
});
