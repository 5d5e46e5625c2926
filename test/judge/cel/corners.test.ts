import { compile, STRING } from '../../../src/judge/cel';

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
  ["url('http://a%C3%A9:8/').getHost()", 'a\u00e9:8'],
  ["isURL('http://a:1:2/')", false],
  ["isURL('pg://a:1,b:2/')", true],
  ["url('/?a=%zz&b=+c').getQuery()", { b: [' c'] }],
  ["google.protobuf.StringValue{value: 'a'}", 'a'],
  ['google.protobuf.StringValue{}', ''],
  ["google.protobuf.StringValue{value: 'a', ?value: optional.none()}", ''],
  ['true ? google.protobuf.BoolValue{} : null', false],
  ['google.protobuf.Int64Value{value: 1, value: 2}', 2n],
  ['google.protobuf.FloatValue{value: 1.1} == 1.1', false],
  ["google.protobuf.Duration{seconds: 1, nanos: -1} < duration('1s')", true],
  ["google.protobuf.Duration{seconds: 9223372036854775807} > duration('2562047h')", true],
  ["google.protobuf.Timestamp{seconds: 1, nanos: 5} > timestamp('1970-01-01T00:00:01Z')", true],
  ["google.protobuf.Struct{fields: {'a': 9007199254740993}}.a", '9007199254740993'],
  ["google.protobuf.Value{struct_value: {'a': duration('90s')}}.a", '90s'],
  ['google.protobuf.ListValue{values: [1, 2]}[0] == 1.0', true],
  ['google.protobuf.Value{null_value: google.protobuf.NullValue.NULL_VALUE}', null],
  ['.google.protobuf.Empty{} == google.protobuf.Empty{}', true],
  ['type(google.protobuf.Empty{}) == google.protobuf.Empty', true],
  [Array(250).fill('true').join(' == '), true],
  [Array(2000).fill('true').join(' && '), true],
])('%s', (expression, value) => {
  expect(compile(expression, {}).evaluate({})).toEqual(value);
});

test.each<[string, string]>([
  ['[1, 2].existsOne(v, v == 1)', "there is no variable 'v'"],
  ['google.protobuf.UInt32Value{value: 1}', "the field 'value' takes a value of type 'uint', not of type 'int'"],
  ["google.protobuf.StringValue{nope: 'a'}", "'google.protobuf.StringValue' has no field 'nope'"],
  ['google.protobuf.StringValue{}.value', "a value of type 'wrapper(string)' has no field 'value'"],
  ['google.protobuf.FieldMask{}', "objects of type 'google.protobuf.FieldMask' cannot be created here"],
  ['[google.protobuf.StringValue{}, null]', "of one type, not of 'wrapper(string)' and 'null_type'"],
  ["double('+NaN')", "'+NaN' is not a double"],
  [Array(251).fill('true').join(' == '), 'the expression is nested deeper than 250'],
  ["'a'.matches('a{1001}')", "the pattern 'a{1001}' is not valid in RE2's syntax: invalid repeat count: `{1001}`"],
])('fails if it does not compile: %s', (expression, message) => {
  expect(() => compile(expression, {})).toThrow(expect.objectContaining({ message: expect.stringContaining(message) }));
});

test.each<[string, string]>([
  ['google.protobuf.Int32Value{value: 2147483648}', 'integer overflow'],
  ['google.protobuf.StringValue{value: dyn(1)}', "the field does not take a value of type 'int'"],
  ["google.protobuf.Value{list_value: [quantity('1')]}", "'kubernetes.Quantity' is not a value of JSON"],
  ["quantity('3') == quantity('1').add(2)", 'no such overload'],
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

const BYTES = 'must be no more than 63 bytes';

// Messages are data: policies show them and may compare them.
test.each<[string, string, readonly string[]]>([
  ['dns1123Label', 'a.b', ['must not contain dots']],
  [
    'dns1123Label',
    'A',
    [
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end " +
        "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is " +
        "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  ['dns1123LabelPrefix', 'a'.repeat(65), ['must be no more than 63 characters']],
  ['labelValue', 'a'.repeat(64), [BYTES]],
  ['qualifiedName', `/${'a'.repeat(64)}`, ['prefix part must be non-empty', `name part ${BYTES}`]],
  ['uuid', 'x', ['does not match the UUID format']],
  ['byte', 'x', ['invalid base64']],
  ['date', 'x', ['invalid date']],
  ['datetime', 'x', ['invalid datetime']],
  ['uri', 'x', ['parse "x": invalid URI for request']],
  ['uri', '', ['parse "": empty url']],
  ['uri', '/%a\u20ac', ['parse "/%a\u20ac": invalid URL escape "%a\\xe2"']],
  ['uri', 'http://\u00ad\t', ['parse "http://\\u00ad\\t": net/url: invalid control character in URL']],
  ['uri', 'http://[::1', ['parse "http://[::1": missing \']\' in host']],
  ['uri', 'http://a:b', ['parse "http://a:b": invalid port ":b" after host']],
  ['uri', 'http://[1:2]', ['parse "http://[1:2]": invalid host: ParseAddr("1:2"): address string too short']],
])('format.%s() says of %j what the API server says', (format, text, messages) => {
  const { evaluate } = compile(`format.${format}().validate(text).value()`, { text: STRING });
  expect(evaluate({ text })).toEqual(messages);
});
