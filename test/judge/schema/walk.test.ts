import { formatPath, markRepeated, walk } from '../../../src/judge/schema';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';
import * as fc from '../../support/fuzz';

const text: StructuralSchema = { type: 'string' };

function object(properties: Record<string, StructuralSchema>, keywords: StructuralSchema = {}): StructuralSchema {
  return { type: 'object', properties, ...keywords };
}

function list(items: StructuralSchema, keywords: StructuralSchema = {}): StructuralSchema {
  return { type: 'array', items, ...keywords };
}

/** What is wrong, one line each. */
function wrong(value: unknown, schema: StructuralSchema): string[] {
  return walk(value, schema).violations.map(({ path, kind, message }) => `${formatPath(path)} ${kind}: ${message}`);
}

/** What is stored; nothing may be wrong. */
function stored(value: unknown, schema: StructuralSchema): unknown {
  const { value: after, violations } = walk(value, schema);
  expect(violations).toEqual([]);
  return after;
}

describe('types', () => {
  test.each<[string, StructuralSchema, readonly unknown[]]>([
    ['string', text, ['', 'a']],
    ['boolean', { type: 'boolean' }, [true, false]],
    [
      'integer',
      { type: 'integer' },
      [0, -1, 1.0, 2 ** 53, 2 ** 63 - 1024, 9_223_372_036_854_775_807n, -9_223_372_036_854_775_808n],
    ],
    ['number', { type: 'number' }, [0, 0.5, -1e300, 12n]],
    ['int-or-string', { 'x-kubernetes-int-or-string': true }, ['', '80%', 80, -1]],
    ['object', object({}), [{}]],
    ['list', list(text), [[], ['a']]],
  ])('%s', (_, schema, values) => {
    for (const value of values) {
      expect(stored(value, schema)).toBe(value);
    }
  });

  test.each<[string, StructuralSchema, unknown, string]>([
    ['a number is where a string is due', text, 80, 'must be a string, not the number 80'],
    ['a string is where a number is due', { type: 'integer' }, '80', "must be an integer, not the string '80'"],
    ['an integer has a fraction', { type: 'integer' }, 1.5, 'must be an integer, not the number 1.5'],
    [
      'an integer needs more than 64 bits',
      { type: 'integer' },
      2 ** 63,
      'must be an integer, not the number 9223372036854776000',
    ],
    [
      'an exact integer needs more than 64 bits',
      { type: 'integer' },
      9_223_372_036_854_775_808n,
      'must be an integer, not the number 9223372036854775808',
    ],
    ['a number is none', { type: 'number' }, NaN, 'must be a number, not the number null'],
    ['a string is where a boolean is due', { type: 'boolean' }, 'true', "must be true or false, not the string 'true'"],
    [
      'an int-or-string has a fraction',
      { 'x-kubernetes-int-or-string': true },
      0.5,
      'must be an integer or a string, not the number 0.5',
    ],
    ['a list is where an object is due', object({}), [{ a: 1 }], 'must be an object, not the list [{"a":1}]'],
    ['an object is where a list is due', list(text), {}, 'must be a list, not an empty object'],
    ['null is where a value is due', text, null, 'must be a string, not null'],
  ])('fails if %s', (_, schema, value, message) => {
    expect(wrong(value, schema)).toEqual([` type: ${message}`]);
  });

  test('fails if a value is of no type that anyOf lists', () => {
    const schema: StructuralSchema = { 'x-kubernetes-int-or-string': true, 'anyOf': [{ type: 'integer' }] };
    expect(stored(1, schema)).toBe(1);
    expect(wrong('a', schema)).toEqual([' anyOf: must be of type integer, not the string \'a\'']);
  });
});

describe('fields', () => {
  test('fails if a field is unknown, which is pruned', () => {
    const given = { image: 'a', imagePullPolicies: { a: 1 } };
    const { value, violations } = walk(given, object({ image: text, imagePullPolicy: text }));
    expect(violations).toEqual([
      {
        path: ['imagePullPolicies'],
        kind: 'unknownField',
        message: "there is no field 'imagePullPolicies'; known: 'image' or 'imagePullPolicy'",
      },
    ]);
    expect(value).toEqual({ image: 'a' });
    expect(given).toEqual({ image: 'a', imagePullPolicies: { a: 1 } });
  });

  test('fails if a field is mistyped, and says what was meant', () => {
    expect(wrong({ imagePullPolcy: 'Always' }, object({ image: text, imagePullPolicy: text }))).toEqual([
      "imagePullPolcy unknownField: there is no field 'imagePullPolcy'; did you mean 'imagePullPolicy'?",
    ]);
  });

  // Such as the metadata of a volume's claim template.
  test('fails if an object of no fields has one', () => {
    expect(wrong({ labels: {} }, { type: 'object' })).toEqual([
      "labels unknownField: there is no field 'labels': no field is kept here",
    ]);
  });

  test.each(['__proto__', 'constructor', 'toString', ''])('fails if a field has the unknown name \'%s\'', (name) => {
    const value = Object.defineProperty({}, name, { value: 1, enumerable: true });
    expect(walk(value, object({ a: text })).violations).toMatchObject([{ path: [name], kind: 'unknownField' }]);
  });

  test('a map takes any name', () => {
    const value = JSON.parse('{"__proto__":"a","constructor":"b","":"c"}');
    expect(stored(value, { type: 'object', additionalProperties: text })).toBe(value);
    expect(wrong(JSON.parse('{"__proto__":1}'), { type: 'object', additionalProperties: text })).toEqual([
      '__proto__ type: must be a string, not the number 1',
    ]);
  });

  test('fails if a required field is missing, null or undefined', () => {
    const schema = object({ a: object({ name: text }, { required: ['name'] }) });
    for (const a of [{}, { name: null }, { name: undefined }]) {
      expect(wrong({ a }, schema)).toEqual(["a.name required: the field 'name' is required"]);
    }
    expect(stored({ a: { name: '' } }, schema)).toEqual({ a: { name: '' } });
  });

  test('reports everything at once, each where it is', () => {
    const schema = object({
      containers: list(
        object({ name: text, ports: list({ type: 'integer', format: 'int32' }) }, { required: ['name'] }),
      ),
    });
    expect(wrong({ containers: [{ name: 'a', ports: [1, 2 ** 31] }, { nam: 'b' }] }, schema)).toEqual([
      'containers[0].ports[1] format: 2147483648 is not from -2147483648 to 2147483647',
      'containers[1].nam unknownField: there is no field \'nam\'; did you mean \'name\'?',
      'containers[1].name required: the field \'name\' is required',
    ]);
  });
});

describe('nulls and defaults', () => {
  const schema = object({
    a: text,
    b: { type: 'string', default: 'x' },
    c: object({ d: { type: 'integer', default: 1 } }),
  });

  test('a null without a default goes, one with a default gives way to it', () => {
    expect(stored({ a: null, b: null }, schema)).toEqual({ b: 'x' });
  });

  test('a default is set where its object is, and makes no object', () => {
    expect(stored({}, schema)).toEqual({ b: 'x' });
    expect(stored({ b: 'y', c: {} }, schema)).toEqual({ b: 'y', c: { d: 1 } });
  });

  test('defaults reach into defaults', () => {
    const nested = object({ a: object({ b: text, c: { type: 'string', default: 'y' } }, { default: { b: 'x' } }) });
    expect(stored({}, nested)).toEqual({ a: { b: 'x', c: 'y' } });
  });

  test('a default belongs to the schema: what is stored is a copy', () => {
    const nested = object({ a: list(text, { default: ['x'] }) });
    (stored({}, nested) as any).a.push('y');
    expect(stored({}, nested)).toEqual({ a: ['x'] });
  });

  test('a default fulfils a requirement', () => {
    expect(stored({}, object({ a: { type: 'string', default: '' } }, { required: ['a'] }))).toEqual({ a: '' });
  });

  test('of a map, nulls go or give way to the default of values', () => {
    expect(stored({ a: null, b: 'c' }, { type: 'object', additionalProperties: text })).toEqual({ b: 'c' });
    expect(stored({ a: null }, { type: 'object', additionalProperties: { type: 'string', default: 'x' } })).toEqual({
      a: 'x',
    });
    const named = stored(JSON.parse('{"__proto__":null}'), {
      type: 'object',
      additionalProperties: { type: 'string', default: 'x' },
    });
    expect(JSON.stringify(named)).toBe('{"__proto__":"x"}');
  });

  test('fails if a list holds a null, unless its items have a default', () => {
    expect(wrong(['a', null], list(text))).toEqual(['[1] type: must be a string, not null']);
    expect(stored([null], list({ type: 'string', default: 'x' }))).toEqual(['x']);
  });

  test('undefined members do not count', () => {
    expect(JSON.stringify(stored({ a: undefined, b: undefined }, schema))).toBe('{"b":"x"}');
  });
});

describe('enum', () => {
  test('fails if a value is not listed', () => {
    const schema: StructuralSchema = { type: 'string', enum: ['Running', 'Suspended'] };
    expect(stored('Running', schema)).toBe('Running');
    expect(wrong('running', schema)).toEqual([" enum: 'running' is not allowed; allowed: 'Running' or 'Suspended'"]);
  });
});

describe('lists', () => {
  const ports = list(object({ containerPort: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } }), {
    'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['containerPort', 'protocol'],
  });
  const named = list(object({ name: text, value: text }), {
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
  });

  test('items of equal keys differ in one of them', () => {
    expect(stored([{ containerPort: 80, protocol: 'UDP' }, { containerPort: 80 }], ports)).toHaveLength(2);
    expect(stored([{ name: 'a' }, { name: 'A' }], named)).toHaveLength(2);
  });

  test('fails if items are equal once defaults are set', () => {
    expect(wrong([{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }], ports))
      .toEqual(['[1] duplicate: repeats an earlier item: containerPort 80 and protocol \'TCP\'']);
  });

  test('fails if items lack the key', () => {
    expect(wrong([{ value: 'a' }, { value: 'b' }], named)).toEqual(['[1] duplicate: repeats an earlier item: no name']);
  });

  test('fails if a long list repeats an item; of several equal ones the second is named', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ name: `n${index}` }));
    expect(stored(many, named)).toBe(many);
    expect(wrong([...many, { name: 'n3' }, { name: 'n3' }], named)).toEqual([
      "[20] duplicate: repeats an earlier item: name 'n3'",
    ]);
  });

  test('fails if a set holds a value twice, whatever the order of fields', () => {
    const set: StructuralSchema = {
      'type': 'array',
      'items': object({ a: text, b: text }),
      'x-kubernetes-list-type': 'set',
    };
    expect(
      wrong(
        [
          { a: 'x', b: 'y' },
          { b: 'y', a: 'x' },
        ],
        set,
      ),
    ).toEqual(['[1] duplicate: repeats an earlier item: {"b":"y","a":"x"}']);
    expect(wrong([1, 2, 1], list({ type: 'integer' }, { 'x-kubernetes-list-type': 'set' }))).toEqual([
      '[2] duplicate: repeats an earlier item: 1',
    ]);
    expect(stored([1, '1'], list({ 'x-kubernetes-int-or-string': true }, { 'x-kubernetes-list-type': 'set' }))).toEqual(
      [1, '1'],
    );
    expect(wrong([2n ** 62n, 2n ** 62n], list({ type: 'integer' }, { 'x-kubernetes-list-type': 'set' }))).toHaveLength(
      1,
    );
  });

  test('an atomic list may repeat itself', () => {
    expect(stored(['a', 'a'], list(text, { 'x-kubernetes-list-type': 'atomic' }))).toEqual(['a', 'a']);
  });
});

describe('a list in place of a string with a format', () => {
  const time: StructuralSchema = { type: 'string', format: 'date-time' };

  // The API server checks no type there, and controllers then cannot read the object.
  test('is let through', () => {
    expect(stored([], time)).toEqual([]);
    expect(stored([[1, null, {}]], time)).toEqual([[1, null, {}]]);
  });

  test('fails if there are fields in it', () => {
    const { value, violations } = walk([['a', { b: 1 }]], time);
    expect(violations).toEqual([{ path: [0, 1, 'b'], kind: 'unknownField', message: 'there is no field \'b\'' }]);
    expect(value).toEqual([['a', {}]]);
  });

  test('is refused where the API server ignores the format', () => {
    expect(wrong([], { type: 'string', format: 'made-up' })).toEqual([' type: must be a string, not an empty list']);
  });
});

describe('hostile values', () => {
  /** Lists in lists. */
  function deep(levels: number): unknown {
    return Array.from({ length: levels }).reduce((inner) => [inner], []);
  }

  test('fails if a value is very deep, with a short message', () => {
    expect(wrong(deep(100_000), text)).toEqual([` type: must be a string, not the list ${'['.repeat(57)}...`]);
    expect(wrong({ a: deep(100_000) }, object({ b: text }))).toHaveLength(1);
    expect(wrong(deep(100_000), { type: 'string', format: 'date-time' })).toEqual([
      expect.stringMatching(/ type: nests too deeply$/),
    ]);
  });

  test('fails if a value is very large, with a short message', () => {
    const large = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`field${index}`, 12n]));
    const [message] = wrong(large, text);
    expect(message).toMatch(/^ type: must be a string, not the object \{"field0":12,"field1":12,/);
    expect(message.length).toBeLessThan(110);
    expect(wrong(large, object({ field: text })).at(-1)).toBe(' unknownField: 99000 more fields do not exist');
  });

  test('fails in one line, whatever a name or a value holds', () => {
    expect(wrong({ 'a\n\u001b[31m\u2028b': 'c' }, object({ x: text })).map((each) => each.split(': ')[1]))
      .toEqual([String.raw`there is no field 'a\n\u001b[31m\u2028b'; known`]);
    expect(wrong('\r\u0085', { type: 'string', pattern: 'x' })).toEqual([
      String.raw` pattern: '\r\u0085' does not match x`,
    ]);
  });
});

test('what does not change is not copied, and nothing given is changed', () => {
  const schema = object({ a: object({ b: text }), c: object({ d: { type: 'string', default: 'x' } }) });
  const given = Object.freeze({ a: Object.freeze({ b: 'y' }), c: Object.freeze({}) });
  const after = stored(given, schema) as any;
  expect(after).toEqual({ a: { b: 'y' }, c: { d: 'x' } });
  expect(after.a).toBe(given.a);
  const whole = { a: { b: 'y' } };
  expect(stored(whole, schema)).toBe(whole);
});

test('what is stored is stored alike a second time', () => {
  const schema = object({
    a: { type: 'string', default: 'x' },
    b: list({ type: 'integer', default: 1 }),
    c: { type: 'object', additionalProperties: text },
  });
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const once = walk({ b: value, c: value }, schema);
    fc.pre(once.violations.every(({ kind }) => kind === 'unknownField'));
    expect(walk(once.value, schema)).toEqual({ value: once.value, violations: [] });
  }));
});

test('fails if a schema says nothing of the type', () => {
  expect(() => walk('a', { description: 'Something.' })).toThrow('a schema has no type: {"description":"Something."}');
});

test('of very many violations the first are built, and the others counted', () => {
  const schema: StructuralSchema = {
    type: 'object',
    properties: { list: { type: 'array', items: { type: 'string' } } },
  };
  const value = {
    list: Array.from({ length: 5000 }, () => 1),
    ...Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`field${index}`, 1])),
  };
  const { violations } = walk(value, schema);
  expect(violations).toHaveLength(1002);
  expect(violations.slice(-2)).toEqual([
    { path: [], kind: 'unknownField', message: '3000 more fields do not exist' },
    { path: [], kind: 'type', message: '4000 more values are not valid' },
  ]);
  // A part with violations that were only counted is not sound.
  const part = { list: Array.from({ length: 2000 }, () => 1) };
  markRepeated(part);
  const lists: StructuralSchema = { type: 'array', items: schema };
  for (let again = 0; again < 2; again++) {
    expect(walk([part, part], lists).violations.at(-1)?.message).toBe('3000 more values are not valid');
  }
});
