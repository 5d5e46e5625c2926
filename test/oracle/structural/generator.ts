/** Valid objects by a schema, and the places in it. */
import { Random } from './random';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';

/** The way to a part of a schema: a field's name, `[]` for the items of a list, `*` for the values of a map. */
export type SchemaPath = readonly string[];

/** One keyword at one place. */
export interface Site {
  readonly path: SchemaPath;
  readonly schema: StructuralSchema;
  readonly keyword: string;
}

/** What a keyword is called in the table: those that take few values, by value. */
export function keywordsOf(schema: StructuralSchema): string[] {
  return Object.entries(schema).flatMap(([name, value]) => {
    switch (name) {
      case 'description':
      case 'x-kubernetes-list-map-keys':
      case 'x-kubernetes-map-type':
      case 'x-kubernetes-preserve-unknown-fields':
      case 'x-kubernetes-validations':
        return [];
      case 'x-kubernetes-list-type': return value === 'atomic' ? [] : [`list-type ${value}`];
      case 'x-kubernetes-int-or-string': return ['int-or-string'];
      case 'format': return [`format ${value}`];
      case 'type': return [`type ${value}`];
      default: return [name];
    }
  });
}

/** Every keyword of a schema, but those of what all API objects have. */
export function sitesOf(schema: StructuralSchema): Site[] {
  return below(schema, []).filter(({ path }) => !['apiVersion', 'kind', 'metadata'].includes(path[0]));
}

function below(schema: StructuralSchema, path: SchemaPath): Site[] {
  return [
    ...keywordsOf(schema).map((keyword) => ({ path, schema, keyword })),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => below(property, [...path, name])),
    ...(schema.items ? below(schema.items, [...path, '[]']) : []),
    ...(schema.additionalProperties ? below(schema.additionalProperties, [...path, '*']) : []),
  ];
}

/** A valid value; a part that the path leads to is in it. */
export function generate(schema: StructuralSchema, random: Random, path: SchemaPath = [], depth = 0): any {
  switch (schema.type) {
    case 'object': return generateObject(schema, random, path, depth);
    case 'array': return generateList(schema, random, path, depth);
    case 'boolean': return random.chance(0.5);
    case 'integer': return schema.enum ? random.pick(schema.enum) : generateInteger(schema, random);
    case 'number': return random.next() * 100;
    case 'string': return generateString(schema, random);
    default:
      // An empty object is as good as any value where all are.
      if (!schema.anyOf && !schema['x-kubernetes-int-or-string']) { return {}; }
      return random.chance(0.5) ? random.below(100) : generateString(schema, random);
  }
}

function generateObject(schema: StructuralSchema, random: Random, [step, ...path]: SchemaPath, depth: number): any {
  const { properties = {}, additionalProperties, required = [], minProperties = 0 } = schema;
  const object: Record<string, unknown> = {};
  // The fewer, the more fields there are, so that objects stay small.
  const share = Math.min(0.5, 3 / Object.keys(properties).length) / (1 + depth / 3);
  for (const [name, property] of Object.entries(properties)) {
    if (name === step) {
      object[name] = generate(property, random, path, depth + 1);
    } else if (required.includes(name) || random.chance(share)) {
      object[name] = generate(property, random, [], depth + 1);
    }
  }
  for (const name of Object.keys(properties)) {
    if (Object.keys(object).length >= minProperties) { break; }
    object[name] ??= generate(properties[name], random, [], depth + 1);
  }
  if (additionalProperties) {
    for (const key of ['a', 'b-1', 'c'].slice(0, step === '*' ? 1 : random.below(3))) {
      object[key] = generate(additionalProperties, random, step === '*' ? path : [], depth + 1);
    }
  }
  return object;
}

function generateList(schema: StructuralSchema, random: Random, [step, ...path]: SchemaPath, depth: number): any {
  const least = schema.minItems ?? 0;
  const items = Array.from({ length: Math.max(least, random.below(depth < 8 ? 3 : 2)) }, () =>
    generate(schema.items!, random, [], depth + 1),
  );
  if (step === '[]') {
    items.splice(random.below(items.length + 1), 0, generate(schema.items!, random, path, depth + 1));
  }
  // Unique by construction: each item's key has its own index.
  const keys = schema['x-kubernetes-list-map-keys'];
  const type = schema['x-kubernetes-list-type'];
  return items.map((item, index) => {
    if (type === 'set') { return typeof item === 'number' ? index : `${item}${index}`; }
    return keys
      ? { ...item, [keys[0]]: typeof item[keys[0]] === 'number' ? index + 1 : `${item[keys[0]]}${index}` }
      : item;
  });
}

function generateInteger({ minimum, maximum, format }: StructuralSchema, random: Random): number {
  const lowest = minimum ?? (format === 'int32' ? -(2 ** 31) : -(2 ** 52));
  const highest = maximum ?? (format === 'int32' ? 2 ** 31 - 1 : 2 ** 52);
  return random.pick([lowest, highest, Math.max(lowest, Math.min(highest, random.below(100)))]);
}

const QUANTITIES = ['1', '500m', '1Gi', '.5', '5.', '-3', '+2k', '1e3', '1E-3', '12.50Ei', '7n', '8u'];
const NAMES = ['Ready', 'example.com/Ready', 'A', `R${'e'.repeat(300)}`];
const WORDS = ['', 'a', 'main', 'registry.example.com/python:3.14', 'ä€😀', '/data', 'x'.repeat(70)];

/** What patterns of other projects' kinds ask for. */
const OTHERS = [
  '0', '10s', '1h30m', '50%', '0 8 * * 1', '512MB', 'abort', 'example.com', '*.example.com', 'example.com/proxy',
  'https://example.com', 'ssh://example.com/a.git', 'oci://example.com/charts', '/path', 'name', 'ami-0abc',
  'projects/a/locations/b/keyRings/c/cryptoKeys/d',
];

/** Strings that Kubernetes' own kinds decode. */
const DECODED: Readonly<Record<string, readonly string[]>> = {
  'decoded-bytes': ['', 'YWI=', 'YW\r\nJj\n', 'YQ=\n=', 'YR=='],
  'decoded-quantity': [...QUANTITIES, ' 1Gi ', '+', '.', 'm', '00.50', '1.G', '2E+2', '1e12'],
  'decoded-time': [
    '2026-07-01T12:00:00Z',
    '2024-02-29T1:00:00.5+02:00',
    '0001-01-01T23:59:59,25-24:60',
    '2026-12-31T00:00:00.1234567891Z',
  ],
  'decoded-micro-time': [
    '2026-07-01T12:00:00.000000Z',
    '2024-02-29T00:00:00.123456+02:00',
    '2024-02-29T00:00:00,123456Z',
  ],
};

const candidates = new WeakMap<StructuralSchema, readonly string[]>();

/** Strings of a pattern are few and known; a schema with a new pattern fails the tests until some are here. */
function generateString(schema: StructuralSchema, random: Random): string {
  let strings = candidates.get(schema);
  if (!strings) { candidates.set(schema, strings = candidatesOf(schema)); }
  return random.pick(strings);
}

function candidatesOf({
  format,
  pattern,
  minLength = 0,
  maxLength = Infinity,
  enum: values,
}: StructuralSchema): readonly string[] {
  if (values) {
    return values.map(String);
  }
  if (format && format in DECODED) {
    return DECODED[format];
  }
  if (format === 'date-time') {
    return ['2026-07-01T12:00:00Z', '2024-02-29t00:00:00.5+02:00', '0001-01-01T23:59:59-00:00'];
  }
  if (!pattern) {
    return [...WORDS, ...(maxLength < Infinity ? ['😀'.repeat(maxLength)] : [])].filter(
      (text) => [...text].length >= minLength,
    );
  }
  // Go has flags in the pattern.
  const regExp = pattern.includes('(?i)') ? new RegExp(pattern.replace('(?i)', ''), 'iu') : new RegExp(pattern, 'u');
  const matching = (some: readonly string[]) =>
    some.filter((text) => text.length >= minLength && text.length <= maxLength && regExp.test(text));
  let texts = matching([...QUANTITIES, ...NAMES]);
  if (texts.length === 0) { texts = matching(OTHERS); }
  if (texts.length === 0) {
    throw new Error(`no example matches ${pattern}`);
  }
  return texts;
}
