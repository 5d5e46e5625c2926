import {
  boolean, core, dateTime, Field, int32, int64, list, object, schemaOf, string, stringMap,
} from '../../src/api/fields';
import { StructuralSchema } from '../../src/kubernetes/types/structural-schema';
import * as fc from '../support/fuzz';

const POD: StructuralSchema = { type: 'object', properties: { hostname: { type: 'string' } } };

function plain(field: Field): StructuralSchema {
  return schemaOf(field, { core: () => POD });
}

function described(field: Field): StructuralSchema {
  return schemaOf(field, { core: () => POD, descriptions: true });
}

describe('field builders', () => {
  test.each<[string, Field, StructuralSchema]>([
    ['string', string('Any text.'), { type: 'string' }],
    ['string with a default', string('Text.', { default: 'a' }), { type: 'string', default: 'a' }],
    ['string with an empty default', string('Text.', { default: '' }), { type: 'string', default: '' }],
    ['string with allowed values', string('Text.', { enum: ['b', 'a'] }), { type: 'string', enum: ['b', 'a'] }],
    ['date-time', dateTime('When.'), { type: 'string', format: 'date-time' }],
    ['int32', int32('Count.'), { type: 'integer', format: 'int32' }],
    [
      'int32 with limits',
      int32('Count.', { minimum: 0, maximum: 1 }),
      { type: 'integer', format: 'int32', minimum: 0, maximum: 1 },
    ],
    ['int32 with default 0', int32('Count.', { default: 0 }), { type: 'integer', format: 'int32', default: 0 }],
    ['int64', int64('Seconds.', { minimum: 1 }), { type: 'integer', format: 'int64', minimum: 1 }],
    ['boolean', boolean('Whether.'), { type: 'boolean' }],
    ['map', stringMap('Labels.'), { type: 'object', additionalProperties: { type: 'string' } }],
    ['list', list('Names.', string('')), { type: 'array', items: { type: 'string' } }],
    [
      'atomic list',
      list('Names.', string(''), { atomic: true }),
      { 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'atomic' },
    ],
    [
      'list that says it is not atomic',
      list('Names.', string(''), { atomic: false }),
      { type: 'array', items: { type: 'string' } },
    ],
    ['list of a core type', list('Pods.', core('PodSpec', '')), { type: 'array', items: POD }],
    ['core type', core('PodSpec', 'The pod.'), POD],
    ['object without fields', object('Nothing yet.', {}), { type: 'object' }],
    [
      'object of optional fields',
      object('O.', { a: string('A.') }),
      { type: 'object', properties: { a: { type: 'string' } } },
    ],
  ])('%s', (_name, field, expected) => {
    expect(plain(field)).toStrictEqual(expected);
  });

  test('a field is optional unless it says otherwise, and says so to its parent alone', () => {
    const required = { required: true };
    const fields = {
      z: string('Z.', required),
      y: dateTime('Y.', required),
      x: int32('X.', required),
      w: int64('W.', required),
      v: boolean('V.', required),
      u: object('U.', {}, required),
      t: stringMap('T.', required),
      s: list('S.', string(''), required),
      r: core('PodSpec', 'R.', required),
      a: string('A.'),
      b: boolean('B.', { required: false }),
    };
    const schema = plain(object('All.', fields));
    expect(schema.required).toEqual(['r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z']);
    expect(Object.keys(schema.properties!)).toEqual(Object.keys(fields));
    expect(schema.properties!.z).toStrictEqual({ type: 'string' });
  });

  test('rules of a field become validations', () => {
    const rules = [{ rule: 'self.a == oldSelf.a', message: 'a is immutable' }];
    expect(plain({ ...object('O.', {}), rules }))
      .toStrictEqual({ 'type': 'object', 'x-kubernetes-validations': rules });
  });

  test('a core type is asked for by its name', () => {
    const asked: string[] = [];
    const options = { core: (type: string) => { asked.push(type); return POD; } };
    schemaOf(
      object('O.', { pod: core('PodSpec', 'P.'), claim: list('C.', core('PersistentVolumeClaimSpec', '')) }),
      options,
    );
    expect(asked).toEqual(['PodSpec', 'PersistentVolumeClaimSpec']);
  });

  test('descriptions are printed when asked for, and empty ones never', () => {
    const tree = object('The root.', {
      names: list('Names.', string('')),
      pod: core('PodSpec', 'The pod.'),
      labels: stringMap('Labels.'),
    });
    expect(described(tree)).toStrictEqual({
      description: 'The root.',
      type: 'object',
      properties: {
        names: { description: 'Names.', type: 'array', items: { type: 'string' } },
        pod: { ...POD, description: 'The pod.' },
        labels: { description: 'Labels.', type: 'object', additionalProperties: { type: 'string' } },
      },
    });
    expect(schemaOf(tree, { core: () => POD, descriptions: false })).toStrictEqual(plain(tree));
  });
});

describe('any field tree', () => {
  const runs = { numRuns: 300 };

  test('becomes a structural schema', () => {
    fc.assert(fc.property(trees(), (tree) => {
      expect(faults(plain(tree))).toEqual([]);
      expect(faults(described(tree))).toEqual([]);
    }), runs);
  });

  test('becomes the same schema each time and stays as it was', () => {
    fc.assert(fc.property(trees(), (tree) => {
      const before = JSON.stringify(tree);
      expect(JSON.stringify(plain(tree))).toBe(JSON.stringify(plain(tree)));
      expect(JSON.stringify(tree)).toBe(before);
    }), runs);
  });

  test('has its required fields, and no others, listed as required', () => {
    fc.assert(fc.property(trees(), (tree) => {
      expect(requiredOf(plain(tree))).toEqual(requiredIn(tree));
    }), runs);
  });

  test('gains nothing but descriptions when described', () => {
    fc.assert(fc.property(trees(), (tree) => {
      expect(descriptionsOf(plain(tree))).toEqual([]);
      expect(descriptionsOf(described(tree))).toEqual(descriptionsIn(tree));
      expect(mapSchema(described(tree), ({ description: _, ...rest }) => rest)).toStrictEqual(plain(tree));
    }), runs);
  });
});

/** Field trees of any shape the builders allow. */
function trees(): fc.Arbitrary<Field> {
  const description = fc.constantFrom('', 'Says what it is.');
  const required = fc.record({ required: fc.boolean() }, { requiredKeys: [] });
  const name = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,5}$/);
  const text = fc.record(
    { required: fc.boolean(), default: fc.string(), enum: fc.array(fc.string(), { minLength: 1 }) },
    { requiredKeys: [] },
  );
  const number = fc.record(
    { required: fc.boolean(), default: fc.integer(), minimum: fc.integer(), maximum: fc.integer() },
    { requiredKeys: [] },
  );
  const leaf = fc.oneof(
    fc.tuple(description, text).map(([words, options]) => string(words, options)),
    fc.tuple(description, required).map(([words, options]) => dateTime(words, options)),
    fc.tuple(description, number).map(([words, options]) => int32(words, options)),
    fc.tuple(description, number).map(([words, options]) => int64(words, options)),
    fc.tuple(description, required).map(([words, options]) => boolean(words, options)),
    fc.tuple(description, required).map(([words, options]) => stringMap(words, options)),
    fc.tuple(description, required).map(([words, options]) => core('PodSpec', words, options)),
  );
  return fc.letrec<{ tree: Field }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc
        .tuple(description, tie('tree'), required, fc.boolean())
        .map(([words, items, options, atomic]) => list(words, items, { ...options, atomic })),
      fc
        .tuple(description, fc.dictionary(name, tie('tree'), { maxKeys: 5, noNullPrototype: true }), required)
        .map(([words, fields, options]) => object(words, fields, options)),
    ),
  })).tree;
}

/** What keeps a schema from being structural. */
function faults(schema: StructuralSchema, at = '$'): string[] {
  const { type, properties, items, additionalProperties, required = [] } = schema;
  const found: string[] = [];
  const must = (holds: boolean, what: string) => { if (!holds) { found.push(`${at}: ${what}`); } };
  must(type !== undefined || schema['x-kubernetes-int-or-string'] === true, 'has no type');
  must((type === 'array') === (items !== undefined), 'items belong to arrays');
  must(
    type === 'object' || (properties === undefined && additionalProperties === undefined),
    'only objects have members',
  );
  must(
    properties === undefined || additionalProperties === undefined,
    'properties and additionalProperties exclude each other',
  );
  must(properties === undefined || Object.keys(properties).length > 0, 'empty properties');
  must(
    JSON.stringify(required) === JSON.stringify([...new Set(required)].sort()),
    'required is not sorted or not unique',
  );
  must(schema.required === undefined || required.length > 0, 'empty required');
  must(required.every((name) => Object.hasOwn(properties ?? {}, name)), 'requires what it does not have');
  must(schema['x-kubernetes-list-type'] === undefined || type === 'array', 'only arrays have a list type');
  must(Object.values(schema).every((keyword) => keyword !== undefined), 'has an undefined keyword');
  return [...found, ...membersOf(schema).flatMap(([name, member]) => faults(member, `${at}.${name}`))];
}

function membersOf({ properties = {}, items, additionalProperties }: StructuralSchema): [string, StructuralSchema][] {
  return [
    ...Object.entries(properties),
    ...(items ? [['[]', items] as [string, StructuralSchema]] : []),
    ...(additionalProperties ? [['{}', additionalProperties] as [string, StructuralSchema]] : []),
  ];
}

/** Paths of all required members, by what the schema says. */
function requiredOf(schema: StructuralSchema, at = '$'): string[] {
  return [
    ...(schema.required ?? []).map((name) => `${at}.${name}`),
    ...membersOf(schema).flatMap(([name, member]) => requiredOf(member, `${at}.${name}`)),
  ].sort();
}

/** The same, by what the fields say. */
function requiredIn({ fields = {}, items }: Field, at = '$'): string[] {
  return [
    ...Object.keys(fields).filter((name) => fields[name].required).map((name) => `${at}.${name}`),
    ...Object.entries(fields).flatMap(([name, child]) => requiredIn(child, `${at}.${name}`)),
    ...(items ? requiredIn(items, `${at}.[]`) : []),
  ].sort();
}

function descriptionsOf(schema: StructuralSchema): string[] {
  return [
    ...(schema.description ? [schema.description] : []),
    ...membersOf(schema).flatMap(([, member]) => descriptionsOf(member)),
  ];
}

function descriptionsIn({ description, fields = {}, items }: Field): string[] {
  return [
    ...(description ? [description] : []),
    ...[...Object.values(fields), ...(items ? [items] : [])].flatMap(descriptionsIn),
  ];
}

function mapSchema(schema: StructuralSchema, change: (schema: StructuralSchema) => StructuralSchema): StructuralSchema {
  const { properties, items, additionalProperties, ...rest } = change(schema);
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [name, mapSchema(member, change)]),
      ),
    }),
    ...(items && { items: mapSchema(items, change) }),
    ...(additionalProperties && { additionalProperties: mapSchema(additionalProperties, change) }),
  };
}
