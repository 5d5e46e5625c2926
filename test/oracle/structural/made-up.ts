/** Small schemas with keywords that those of the four kinds do not use, and values that are judged by each of them. */
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';

const text = (keywords: StructuralSchema = {}): StructuralSchema => ({ type: 'string', ...keywords });
const object = (properties: Record<string, StructuralSchema>, keywords: StructuralSchema = {}): StructuralSchema => ({
  type: 'object',
  properties,
  ...keywords,
});
const list = (items: StructuralSchema, keywords: StructuralSchema = {}): StructuralSchema => ({
  type: 'array',
  items,
  ...keywords,
});

/** Patterns in RE2's syntax; none of them is only JavaScript's. */
export const PATTERNS: readonly string[] = [
  'b', '^a.c$', '(?s)^a.c$', '(?i)^AB', '\\Aab\\z', '^\\s$', '^\\S$', '^[\\s]$', '^[^\\s]$', '^[[:alpha:]]+$',
  '^[^[:space:]]$', '^[[:punct:]]$', '^\\pL+$', '^\\p{Lu}$', '^\\PL$', '^(?P<n>a)b$', '^(?<n>a)b$', '^a{2}$', '^a{,2}$',
  '^{a}$', '^a]$', '^[]a]$', '^[^]a]$', '^[a\\-z]$', '^[a\\]]$', '^[-a]$', '^[a-]$', 'a\\-b', '^\\x41$', '^\\x{1F600}$',
  '^\\.$', '^\\/$', '^\\w+$', '\\bab\\b', '^\\d$', '^.$', '^[.]$', '^[^a]$', '^(?:a|b)*$', '^a|b$', '^a\\tb$', '^\\"$',
  '^\\a$', '^[[]$', '^[a&&b]$', '^[\\w-]+$', '^a*?b+?$', '^\\_$', '^\\@$', '',
];

export const FORMATS: readonly string[] = [
  'date-time', 'datetime', 'date', 'byte', 'uuid', 'UUID', 'password', 'k8s-short-name', 'k8s-long-name', 'int32',
  'made-up', '--date-', 'binary',
];

export const SCHEMAS: readonly StructuralSchema[] = [
  ...PATTERNS.map((pattern) => text({ pattern })),
  ...FORMATS.map((format) => text({ format })),
  text({ minLength: 2, maxLength: 3 }),
  text({ enum: ['a', 'ab', ''] }),
  text({ default: 'ab' }),
  { type: 'integer' }, { type: 'integer', format: 'int64', minimum: 1, maximum: 3 },
  { type: 'integer', format: 'made-up' }, { type: 'integer', default: 2 }, { type: 'number' },
  { type: 'number', minimum: 0.5, maximum: 1.5 }, { type: 'boolean', default: true },
  { 'x-kubernetes-int-or-string': true }, { 'x-kubernetes-int-or-string': true, 'pattern': '^a' },
  { 'x-kubernetes-int-or-string': true, 'anyOf': [{ type: 'integer' }, { type: 'string' }], 'maxLength': 2, 'maximum': 1 },
  { 'x-kubernetes-int-or-string': true, 'anyOf': [{ type: 'integer' }] },
  text({ anyOf: [{ type: 'integer' }] }),
  object({ a: text({ default: 'x' }), b: object({ c: { type: 'integer', default: 1 } }, { default: {} }) }),
  object({ a: text({ default: 'x' }), b: object({ c: { type: 'integer', default: 1 } }) }, { required: ['a', 'b'] }),
  object({ a: list(object({ c: text({ default: 'x' }) }), { default: [{}, { c: 'y' }] }) }),
  object({ a: text() }, { required: ['a'] }),
  object({}),
  { type: 'object' },
  { type: 'object', additionalProperties: text({ default: 'x' }) },
  { type: 'object', additionalProperties: object({ a: text({ default: 'x' }) }) },
  { type: 'object', additionalProperties: { type: 'integer' } },
  list(text()),
  list(text({ default: 'x' })),
  list({ type: 'integer' }, { 'x-kubernetes-list-type': 'set' }),
  list(text({ default: 'x' }), { 'x-kubernetes-list-type': 'set' }),
  list(object({ a: text({ default: 'x' }), b: text() }), { 'x-kubernetes-list-type': 'set' }),
  list(object({ a: text(), b: text() }), { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['a'] }),
  list(object({ a: text({ default: 'x' }), b: text(), c: { type: 'integer' } }), {
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['a', 'b', 'c'],
  }),
  list(list(text({ format: 'date-time' }))),
];

export const VALUES: readonly unknown[] = [
  undefined, null, true, false, 0, 1, 2, 3, 4, -1, 0.5, 1.5,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  1e21, '', 'a', 'b', 'ab', 'abc', 'xaby', 'AB', 'a\nc', 'a\rc', 'a\u2028c', 'aac', 'a😀c', '😀', '😀😀', '😀😀😀😀', ' ', '\t',
  '\n', '\v', '\f', '\r', '\u00a0', '\u2028', 'ä', 'Ä', 'aa', 'aaa', '{a}', 'a{,2}', 'a]', ']', '-', 'z', 'a-b', 'A',
  '.', '/', '_', '@', '"', '\u0007', '[', '&', 'a\tb', '!', '~', '1', '١', 'ab\n', '\nab', 'a&', 'x', 'y', '×', 'ſ',
  'K', '2026-07-01', '2026-02-30', '2026-07-01T12:00:00Z', '2026-07-01t12:00:00z', '2026-07-01T12:00:00',
  '2026-07-01T12:00:00.123456789012+14:00', '2026-07-01T12:00:00😀1Z', '2026-07-01T12:00:00Z!', 'tt', 'YWI=', 'YWI',
  'YW I=', 'YQ==', 'YQ=', 'YWJj', 'Y-_j', '6ba7b810-9dad-11d1-80b4-00c04fd430c8', '6BA7B8109dad11d180b400c04fd430c8',
  '6ba7b810-9dad-11d1-80b4-00c04fd430c', 'a.b', '-a', 'a-',
  'a'.repeat(63),
  'a'.repeat(64),
  `${'a'.repeat(126)}.${'b'.repeat(126)}`,
  `${'a'.repeat(126)}.${'b'.repeat(127)}`,
  {},
  { a: 'x' },
  { a: null },
  { a: 1 },
  { a: 'x', b: {} },
  { a: 'x', b: { c: null } },
  { a: 'x', b: { c: 'x' } },
  { b: {}, d: 1 },
  { b: null },
  { a: [] },
  { a: [null] },
  { a: [{}], z: null },
  { a: {} },
  { a: { a: null } },
  { __proto__x: 'a' },
  { apiVersion: 'a', kind: 'b', metadata: {} },
  [], [null], ['a'], ['a', 'a'], ['x', null], [null, null], ['a', 'b', 'a', 'a'], [1, 1], [1, 2], [0, -0], [1, '1'],
  [{}], [{}, {}], [{ a: 'x' }, {}],
  [
    { a: 'x', b: 'y' },
    { b: 'y', a: 'x' },
  ],
  [{ b: 'y' }, { a: 'x', b: 'y' }],
  [{ a: 'x', b: 'y' }, { a: 'x' }],
  [
    { a: 'x', b: 'y', c: 1 },
    { b: 'y', c: 1 },
  ],
  [
    { a: 'x', b: 'y', c: 1 },
    { b: 'y', c: 2 },
  ],
  [{ a: 'x' }, null],
  [{ a: 1 }, { a: 1 }],
  [{ a: {} }, { a: {} }],
  [{ a: 'x', d: 1 }],
  [[]],
  [['2026-07-01T12:00:00Z']],
  [[['x']]],
  [[[{ a: 1 }]]],
  [[[{}]]],
  [[null]],
  ['x', ['x']],
  Array.from({ length: 10 }, (_, index) => `${index}`),
  [...Array.from({ length: 10 }, (_, index) => index), 4],
  Array.from({ length: 10 }, (_, index) => ({ a: `${index}` })),
  [...Array.from({ length: 10 }, (_, index) => ({ a: `${index}` })), { a: '3' }, { a: '3' }],
  [{ a: 'é' }, { a: 'e\u0301' }],
];
