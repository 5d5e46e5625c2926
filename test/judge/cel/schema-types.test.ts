import { CelError, compile, DYN, typeOfSchema, Unanswerable } from '../../../src/judge/cel';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';

const SCHEMA: StructuralSchema = {
  type: 'object',
  properties: {
    'count': { type: 'integer' },
    'ratio': { type: 'number' },
    'at': { type: 'string', format: 'date-time' },
    'either': { 'x-kubernetes-int-or-string': true },
    'a-b': { type: 'string' },
    'namespace': { type: 'string' },
    'set': { 'type': 'array', 'items': { type: 'string' }, 'x-kubernetes-list-type': 'set' },
    'list': { type: 'array', items: { type: 'string' } },
    'ports': {
      'type': 'array',
      'items': { type: 'object', properties: { port: { type: 'integer' }, name: { type: 'string' } } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port'],
    },
    'labels': { type: 'object', additionalProperties: { type: 'string' } },
  },
};
const self = typeOfSchema(SCHEMA, true, 'self')!;

function valueOf(expression: string, of: object, oldSelf: object = {}): unknown {
  return compile(expression, { self, oldSelf: self }).evaluate({ self: of, oldSelf });
}

test.each<[string, object, unknown]>([
  ['self.ratio', { ratio: 2 }, 2],
  ['self.count', { count: 2 }, 2n],
  ["self.at > timestamp('2026-01-01T00:00:00Z')", { at: '2026-07-01T00:00:00Z' }, true],
  ['type(self.either) == int ? self.either : 0', { either: 8080 }, 8080n],
  ['self.a__dash__b + self.__namespace__', { 'a-b': 'x', 'namespace': 'y' }, 'xy'],
  ['self.metadata.name + self.kind', { kind: 'Example', metadata: { name: 'dev', labels: { a: 'b' } } }, 'devExample'],
  ["self.labels.exists(k, k == 'a-b')", { labels: { 'a-b': 'c' } }, true],
  ['has(self.count)', { count: null }, false],
])('%s of a schema', (expression, of, value) => {
  expect(valueOf(expression, of)).toEqual(value);
});

test.each<[string, object, object, boolean]>([
  ['self.set == oldSelf.set', { set: ['a', 'b'] }, { set: ['b', 'a'] }, true],
  ['self.list == oldSelf.list', { list: ['a', 'b'] }, { list: ['b', 'a'] }, false],
  [
    'self.ports == oldSelf.ports',
    { ports: [{ port: 1 }, { port: 2, name: 'x' }] },
    { ports: [{ port: 2, name: 'x' }, { port: 1 }] },
    true,
  ],
  [
    'self.ports == oldSelf.ports',
    { ports: [{ port: 1 }, { port: 2, name: 'x' }] },
    { ports: [{ port: 2, name: 'y' }, { port: 1 }] },
    false,
  ],
  ['(self.set + oldSelf.set) == oldSelf.set', { set: ['a'] }, { set: ['b', 'a'] }, true],
  ['self == oldSelf', { set: ['a', 'b'], count: 1 }, { count: 1, set: ['b', 'a'] }, true],
])('lists are equal as their type has it: %s', (expression, of, old, value) => {
  expect(valueOf(expression, of, old)).toBe(value);
});

test.each<[string, string]>([
  ['self.nope', "there is no field 'nope'"],
  ['self.metadata.labels', "there is no field 'labels'"],
  ['self.count == "a"', "'==' does not take these types: ==(int, string)"],
  ['self.ports == self.set', expect.stringContaining("'==' does not take these types")],
])('fails if the schema has no such thing: %s', (expression, message) => {
  expect(() => compile(expression, { self, oldSelf: self })).toThrow(expect.objectContaining({ message }));
});

test('fails if the data is not of the schema', () => {
  expect(() => valueOf('self.count', { count: 'a' })).toThrow('the data has a where the schema wants an integer');
});

test('fails in its own way if only a cluster knows, unless that does not matter', () => {
  const program = compile('request.user == "a" || object == 1', { request: DYN, object: DYN });
  const request = { user: new Unanswerable('who asks') };
  expect(program.evaluate({ request, object: 1 })).toBe(true);
  for (const run of [
    () => program.evaluate({ request, object: 2 }),
    () =>
      compile('object.x == 1 || request.user == "a"', { request: DYN, object: DYN }).evaluate({ request, object: {} }),
  ]) {
    expect(run).toThrow('who asks cannot be answered offline');
    expect(run).toThrow(CelError);
  }
});
