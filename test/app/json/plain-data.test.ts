/** Printing in one pass against the three of cdk8s: the same for what is plain data, and left alone for what is not. */
import { ApiObject, ApiObjectMetadataDefinition, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { k8s } from '../../../src';
import { metadataJson } from '../../../src/app/json/metadata-json';
import { NOT_PLAIN, plain } from '../../../src/app/json/plain-data';
import { KindObject } from '../../../src/app/kind-object';
import * as fc from '../../support/fuzz';

/** An object whose spec is rendered late, and the same as stock cdk8s has it. */
function both(spec: () => object, app = new App()): { ours: KindObject; stock: ApiObject } {
  const chart = new Chart(app, 'c', { namespace: 'n', labels: { team: 'a' } });
  const stock = new ApiObject(chart, 'Stock', {
    apiVersion: 'agents.x-k8s.io/v1beta1',
    kind: 'Sandbox',
    metadata: { name: 'dev' },
    spec: Lazy.any({ produce: spec }),
  });
  const ours = new KindObject(
    new Chart(app, 'dev', { namespace: 'n', labels: { team: 'a' } }),
    'Sandbox',
    {},
    { apiVersion: () => 'agents.x-k8s.io/v1beta1', spec },
  );
  return { ours, stock };
}

const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, undefined, '', 'a', 'yes', 0, -0, 1.5, true, false),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), tie('any'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).any;

test('any plain data is printed as cdk8s prints it, keys in its order', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1, maxLength: 6 }), value, { noNullPrototype: true }), (spec) => {
      const { ours, stock } = both(() => spec);
      const [one, other] = [ours._render(), stock.toJson()];
      expect(JSON.stringify(one)).toBe(JSON.stringify(other));
    }),
    { numRuns: 300 },
  );
});

test('data is copied, not changed', () => {
  const data = { b: [{ d: undefined, c: null, a: 1 }], a: 1 };
  const copy = plain(data) as typeof data;
  expect(JSON.stringify(copy)).toBe('{"a":1,"b":[{"a":1}]}');
  expect(Object.keys(data)).toEqual(['b', 'a']);
  expect(copy.b).not.toBe(data.b);
});

test.each<[string, unknown]>([
  ['a lazy value', Lazy.any({ produce: () => 1 })],
  ['something that resolves itself', { resolve: () => 1 }],
  ['an instance of a class', new Date(0)],
  ['a map', new Map()],
])('%s is left to cdk8s, however deep it is', (_, token) => {
  expect(plain(token)).toBe(NOT_PLAIN);
  expect(plain({ a: [{ b: token }] })).toBe(NOT_PLAIN);
});

test('amounts and ports are their values', () => {
  const { Quantity, IntOrString } = k8s;
  const spec = { a: Quantity.fromString('1Gi'), b: [Quantity.fromNumber(1), IntOrString.fromString('http')] };
  expect(plain(spec)).toEqual({ a: '1Gi', b: [1, 'http'] });
  const { ours, stock } = both(() => spec);
  expect(JSON.stringify(ours._render())).toBe(JSON.stringify(stock.toJson()));
});

test('what must be resolved is', () => {
  const { ours, stock } = both(() => ({
    size: k8s.Quantity.fromString('1Gi'),
    late: Lazy.any({ produce: () => [1] }),
  }));
  expect(ours._render()).toEqual(stock.toJson());
  expect(ours._render().spec).toEqual({ size: '1Gi', late: [1] });
});

test('resolvers of the app see every value', () => {
  const app = new App({
    resolvers: [
      {
        resolve: (context) => {
          if (context.value === 'secret') {
            context.replaceValue('found');
          }
        },
      },
    ],
  });
  expect(both(() => ({ a: 'secret' }), app).ours._render().spec).toEqual({ a: 'found' });
});

test('a patch is applied', () => {
  const { ours } = both(() => ({ a: 1 }));
  ours.addJsonPatch(JsonPatch.add('/spec/b', 2));
  expect(ours._render().spec).toEqual({ a: 1, b: 2 });
});

test('a patched object is printed as cdk8s prints it', () => {
  const spec = { b: [{ d: 1 }, { a: 2 }], a: { c: 'x' } };
  const { ours, stock } = both(() => spec);
  for (const object of [ours, stock]) {
    object.addJsonPatch(
      JsonPatch.add('/data', { z: 1, a: 2 }),
      JsonPatch.copy('/spec/b', '/spec/0copy'),
      JsonPatch.remove('/spec/b/0'),
      JsonPatch.add('/metadata/annotations', { b: '1', a: '2' }),
      JsonPatch.replace('/kind', 'Other'),
      JsonPatch.move('/apiVersion', '/version'),
    );
  }
  expect(JSON.stringify(ours._render())).toBe(JSON.stringify(stock.toJson()));
  expect(spec).toEqual({ b: [{ d: 1 }, { a: 2 }], a: { c: 'x' } });
});

test('fails if a patch does not apply, as cdk8s does', () => {
  const { ours } = both(() => ({ a: 1 }));
  ours.addJsonPatch(JsonPatch.remove('/spec/b/c'));
  expect(() => ours._render()).toThrow(/^Failed serializing construct at path 'dev\/Resource'/);
});

test('keys keep their order where the environment says so', () => {
  process.env.CDK8S_DISABLE_SORT = '1';
  try {
    expect(Object.keys(both(() => ({ b: 1, a: 2 })).ours._render().spec)).toEqual(['b', 'a']);
  } finally {
    delete process.env.CDK8S_DISABLE_SORT;
  }
});

describe('metadata', () => {
  const metadata = (options: object = {}) =>
    new ApiObjectMetadataDefinition({
      name: 'dev',
      namespace: 'n',
      labels: { b: '1' },
      ...options,
      apiObject: new ApiObject(new Chart(new App(), 'c'), 'O', { apiVersion: 'v1', kind: 'Pod' }),
    });
  const printed = (some: ApiObjectMetadataDefinition) => JSON.stringify(plain(metadataJson(some)));

  test('is printed with what was added to it', () => {
    const some = metadata();
    some.addLabel('a', '2');
    some.addAnnotation('c', '3');
    expect(printed(some)).toBe('{"annotations":{"c":"3"},"labels":{"a":"2","b":"1"},"name":"dev","namespace":"n"}');
  });

  test.each<[string, (some: ApiObjectMetadataDefinition) => void, object]>([
    ['finalizers', (some) => some.addFinalizers('example.com/a'), { finalizers: ['example.com/a'] }],
    [
      'owners',
      (some) => some.addOwnerReference({ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' }),
      { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: 'u' }] },
    ],
    ['anything else', (some) => some.add('generateName', 'dev-'), { generateName: 'dev-' }],
    [
      'a label that must be resolved',
      (some) => some.addLabel('c', Lazy.any({ produce: () => '3' })),
      { labels: { a: '2', b: '1', c: '3' } },
    ],
  ])('with %s is left to cdk8s', (_, change, expected) => {
    const some = metadata();
    some.addLabel('a', '2');
    change(some);
    expect(plain(metadataJson(some))).toEqual({ name: 'dev', namespace: 'n', labels: { a: '2', b: '1' }, ...expected });
    expect(JSON.stringify(plain(metadataJson(some)))).toBe(JSON.stringify(plain(some.toJson())));
  });

  test('with a member that was given besides is left to cdk8s', () => {
    expect(metadataJson(metadata({ generateName: 'x-' }))).toMatchObject({ generateName: 'x-', name: 'dev' });
  });

  test('of a class that prints itself is asked', () => {
    class Own extends ApiObjectMetadataDefinition {
      public toJson(): any { return { name: 'own' }; }
    }
    expect(metadataJson(new Own({ name: 'dev', apiObject: metadata() as never }))).toEqual({ name: 'own' });
  });

  test('without anything prints nothing', () => {
    expect(printed(new ApiObjectMetadataDefinition({ apiObject: metadata() as never }))).toBe('{}');
  });
});

test('an object has the version of a release that becomes known after it was made', () => {
  let version = 'v1alpha1';
  const rendering = { apiVersion: () => `agents.x-k8s.io/${version}`, spec: () => ({}) };
  const object = new KindObject(new Chart(new App(), 'c'), 'Sandbox', undefined, rendering);
  expect(object.apiVersion).toBe('agents.x-k8s.io/v1alpha1');
  version = 'v1beta1';
  expect([object.apiVersion, object.apiGroup, object._render().apiVersion]).toEqual([
    'agents.x-k8s.io/v1beta1',
    'agents.x-k8s.io',
    'agents.x-k8s.io/v1beta1',
  ]);
  object.addJsonPatch(JsonPatch.add('/spec/a', 1));
  expect(object._render()).toMatchObject({ apiVersion: 'agents.x-k8s.io/v1beta1', spec: { a: 1 } });
});
