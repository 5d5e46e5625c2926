import { CelError, compile, DYN } from '../../../src/judge/cel';

const OBJECT = {
  spec: { name: 'dev', count: 3, ratio: 0.5, list: [1, 2], labels: { a: 'b' }, empty: '' },
  kind: 'Example',
};

function valueOf(expression: string): unknown {
  return compile(expression, { object: DYN }).evaluate({ object: OBJECT });
}

function refusal(run: () => unknown): CelError {
  try {
    run();
  } catch (error) {
    if (error instanceof CelError) { return error; }
    throw error;
  }
  throw new Error('nothing was refused');
}

test.each<[string, unknown]>([
  // Numbers.
  ['1 + 2 * 3', 7n],
  ['7 / -2', -3n],
  ['-7 % 3', -1n],
  ['0x1F', 31n],
  ['1.5 + .5', 2],
  ['7u / 2u', 3n],
  ['--1', 1n],
  ['1 < 1.5 && 1u <= 1', true],
  ['dyn(1) == 1.0', true],
  ['dyn(1u) == 1', true],
  ['9007199254740993 == 9007199254740992', false],
  ['-9223372036854775808', -(2n ** 63n)],
  ['1.0 / 0.0 > 1e308', true],
  // Strings are code points, and their order is that of code points.
  ["'h\\u00e9\\U0001F600'.size()", 3n],
  ["'\\uFFFD' < '\\U0001F600'", true],
  ["'a' + 'b'", 'ab'],
  ['r\'\\d\' + "\\x41"', '\\dA'],
  ["'''a'b'''", "a'b"],
  ["'tacocat'.charAt(3)", 'o'],
  ["'hello'.substring(1, 3)", 'el'],
  ["'a,b,c'.split(',', 2)", ['a', 'b,c']],
  ["'abc'.replace('', '-', 2)", '-a-bc'],
  ["['a', 'b'].join('-')", 'a-b'],
  ["'hello hello'.indexOf('l', 4)", 8n],
  ["'hello'.lastIndexOf('l')", 3n],
  ["' x\\n'.trim()", 'x'],
  ["'AbC'.lowerAscii()", 'abc'],
  ["strings.quote('a\"b\\n')", '"a\\"b\\n"'],
  ["'%s is %d, %.1f, %x'.format(['a', 1, 1234.5, 255])", 'a is 1, 1,234.5, ff'],
  ["'%s'.format([{'b': [1.5], 'a': [2.0]}])", '{"a":[2.000000], "b":[1.500000]}'],
  // Regular expressions match anywhere.
  ["'abc'.matches('b')", true],
  ["'a1b22'.findAll('[0-9]+')", ['1', '22']],
  ["'a1b22'.find('[0-9]+$')", '22'],
  // Lists and maps.
  ['[1, 2] + [3]', [1n, 2n, 3n]],
  ['2 in [1, 2]', true],
  ["{'a': 1}.a", 1n],
  ["'a' in {'a': 1}", true],
  ['[3, 1, 2].sort()', [1n, 2n, 3n]],
  ['[1, 2, 3].sum()', 6n],
  ["['b', 'a'].max()", 'b'],
  ['[[1], [2, 3]].flatten()', [1n, 2n, 3n]],
  ['[1, 2, 3, 4].slice(1, 3)', [2n, 3n]],
  ['[1, 2, 1].distinct()', [1n, 2n]],
  ['sets.contains([1, 2], [2])', true],
  ['lists.range(3)', [0n, 1n, 2n]],
  ['[3, 1].sortBy(x, -x)', [3n, 1n]],
  ['[1, 2] == [1, 2]', true],
  ["{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", true],
  ["{'a': 1, 'a': 2}.a", 2n],
  // Macros.
  ['[1, 2].all(x, x > 0)', true],
  ['[1, 2].exists_one(x, x > 1)', true],
  ['[1, 2].map(x, x > 1, x * 2)', [4n]],
  ['[1, 2].filter(x, x > 1)', [2n]],
  ["['a'].all(i, s, i == 0 && s == 'a')", true],
  ["{'a': 1}.transformMap(k, v, v + 1)", { a: 2n }],
  ["['a'].transformMapEntry(i, s, {s: i})", { a: 0n }],
  ['[5].transformList(i, x, i + x)', [5n]],
  ['[1].map(x, [2].map(x, x))', [[2n]]],
  // Fields, whether they are there or not.
  ['object.spec.count', 3n],
  ['object.spec.ratio', 0.5],
  ['has(object.spec.missing)', false],
  ['has(object.kind.x)', false],
  ['object.?spec.?missing.orValue(5)', 5n],
  ["object.spec.labels[?'a'].value()", 'b'],
  ['object.?missing.a[1 / 0].hasValue()', false],
  ['[?object.?missing, object.kind]', ['Example']],
  ["{?'a': object.?missing}", {}],
  ['optional.of(2).optMap(x, x * 2).value()', 4n],
  ['object.spec.?count.optFlatMap(x, optional.of(x)).hasValue()', true],
  ['optional.ofNonZeroValue(object.spec.empty).hasValue()', false],
  ['object.kind.or(optional.none())', 'Example'],
  // One side that decides is enough.
  ['object.missing || true', true],
  ['true || object.missing', true],
  ['object.missing && false', false],
  ["[1, 'a'.size()].exists(x, object.missing == x || x == 1)", true],
  ['[0, 1].all(x, 1 / x > 1)', false],
  ['true ? 1 : object.missing', 1n],
  ['object.missing in []', false],
  // What does not compare is different, but not the same.
  ["quantity('1') != dyn(1)", true],
  ['dyn(1) == dyn("a")', false],
  ['dyn([1]) == dyn({1: 1})', false],
  // Times.
  ["timestamp('2024-02-29T12:00:00Z') + duration('24h') == timestamp('2024-03-01T12:00:00Z')", true],
  ["timestamp('2026-07-01T23:00:00Z').getHours('+02:00')", 1n],
  ["timestamp('2026-07-01T00:00:00Z').getDayOfYear()", 181n],
  ["timestamp('0001-01-01T00:00:00Z').getDayOfYear()", 0n],
  ["timestamp('2026-01-01T12:00:00Z').getHours('America/New_York')", 7n],
  ["string(duration('1h30m0.5s'))", '5400.5s'],
  ["duration('-1.5s').getMilliseconds()", -1500n],
  ["string(timestamp('2026-07-01T12:00:00.120+02:00'))", '2026-07-01T12:00:00.12+02:00'],
  // Conversions.
  ['int(2.9)', 2n],
  ["int('-7')", -7n],
  ['string(1e10)', '1e+10'],
  ['string(100000.0)', '100000'],
  ["bytes('h\\u00e9') == b'h\\xc3\\xa9'", true],
  ["double('1.5')", 1.5],
  ['type(1u) == uint && type(type(1)) == type', true],
  // Kubernetes' own.
  ["quantity('1.5Gi').isGreaterThan(quantity('1500Mi'))", true],
  ["quantity('50m').add(quantity('0.95')).compareTo(quantity('1'))", 0n],
  ["isQuantity('-')", true],
  ["isQuantity('1.5x')", false],
  ["sign(quantity('-1'))", -1n],
  ["ip('10.0.0.1').family()", 4n],
  ["string(ip('2001:DB8:0:0:1:0:0:1'))", '2001:db8::1:0:0:1'],
  ["isIP('::ffff:1.2.3.4')", false],
  ["cidr('10.0.0.0/8').containsIP('10.1.2.3')", true],
  ["cidr('10.1.2.3/16').masked() == cidr('10.1.0.0/16')", true],
  ["url('https://example.com:80/a%20b?x=1&x=2').getQuery()['x']", ['1', '2']],
  ["url('https://[::1]:80/').getHostname()", '::1'],
  ["isURL('example.com')", false],
  ["semver('1.2.3-rc.1').isLessThan(semver('1.2.3'))", true],
  ["semver('v1.2', true).patch()", 0n],
  ["format.dns1123Label().validate('a_b').hasValue()", true],
  ["format.named('nope').hasValue()", false],
])('%s', (expression, value) => {
  expect(valueOf(expression)).toEqual(value);
});

test.each<[string, string, number]>([
  ['1 + ', 'the expression ends where a value is expected', 4],
  ['(1', "the expression ends where ')' is expected", 2],
  ["'abc", 'the string does not end', 0],
  ["'\\q'", "'\\q' is not an escape sequence", 0],
  ['9223372036854775808', 'the int 9223372036854775808 is out of range', 0],
  ['a # b', "'#' is not allowed here", 2],
  ['object.in', "found 'in' where a name is expected", 7],
  ['namespace', "'namespace' is a reserved word", 0],
  ['nope(1)', "there is no function 'nope'", 0],
  ['object.spec.reverse2()', "there is no function 'reverse2'", 11],
  ['oject.spec', "there is no variable 'oject'; known: object", 0],
  ["1 + 'a'", "'+' does not take these types: +(int, string)", 2],
  ["'a'.sum()", "'sum' does not take these types: string.sum()", 3],
  ["[1, 'a']", "values of one literal are of one type, not of 'int' and 'string'", 0],
  ['[1].all(x, x)', "a bool is expected, not a value of type 'int'", 11],
  ['[1].all(1, true)', 'the first argument of all() must be a name for each item', 8],
  ['has(object)', 'has() takes a field such as object.spec', 0],
  ['google.protobuf.Any{}', "messages such as 'google.protobuf.Any' are not evaluated here", 19],
  ['Object{a: 1}', "objects of type 'Object' cannot be created here", 6],
  ["int('x')", "'x' is not an int", 0],
  ["duration('1 day')", "'1 day' is not a duration; give one such as 1h30m", 0],
  ["'a'.matches('[')", expect.stringContaining("the pattern '['"), 3],
  ["'%d'.format(['a'])", "'%d' does not take a value of type 'string'", 13],
  ["'%d'.format([])", "the clause '%d' has no value", 4],
  [`${'('.repeat(300)}1${')'.repeat(300)}`, 'the expression is nested deeper than 250', expect.any(Number)],
])('fails if it does not compile: %s', (expression, message, offset) => {
  expect(refusal(() => compile(expression, { object: DYN }))).toMatchObject({ message, offset });
});

test.each<[string, string]>([
  ['object.missing', 'no such key: missing'],
  ['object.spec.list[2]', 'index out of bounds: 2'],
  ['9223372036854775807 + object.spec.count', 'integer overflow'],
  ['-9223372036854775808 / (object.spec.count - 4)', 'integer overflow'],
  ['1 / (object.spec.count - 3)', 'division by zero'],
  ['1u - uint(object.spec.count)', 'unsigned integer overflow'],
  ['object.spec.name + object.spec.count', 'no such overload'],
  ['object.spec.name && true', 'no such overload'],
  ['object.missing || false', 'no such key: missing'],
  ['false || object.missing', 'no such key: missing'],
  ['[0, 2].all(x, 1 / x < 1)', 'division by zero'],
  ['[1, 0].exists_one(x, 1 / x > 0)', 'division by zero'],
  ['object.spec.labels.all(k, object.spec.name)', 'no such overload'],
  ['optional.none().value()', 'optional.none() dereference'],
  ["quantity('1') == object.kind", 'no such overload'],
  ["timestamp('9999-12-31T23:59:59Z') + duration('1s')", 'timestamp overflow'],
  ["'abc'.substring(object.spec.count, 1)", 'invalid substring range: 3 to 1'],
])('fails if it is evaluated: %s', (expression, message) => {
  expect(refusal(() => valueOf(expression)).message).toBe(message);
});
