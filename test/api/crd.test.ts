import {
  add, ApiChange, conversion, deprecate, drop, generator, introduce, kind, kubernetes, only, present,
} from '../../src/api/changes';
import { ConversionService, crd, CrdManifest, kindSchema } from '../../src/api/crd';
import { evolve } from '../../src/api/evolve';
import { Field, int32, object, string } from '../../src/api/fields';
import { crdName, KIND_NAMES } from '../../src/api/kinds';
import { ApiModel, NO_API } from '../../src/api/model';
import { canonical, canonicalJson } from '../../src/kubernetes/types/canonical-json';
import { CoreTypes } from '../../src/kubernetes/types/core-types';
import { StructuralSchema } from '../../src/kubernetes/types/structural-schema';
import { Catalogue } from '../../src/release/catalogue';
import * as fc from '../support/fuzz';

/** What `kubectl apply` can keep of an object in its annotation. */
const ANNOTATION_LIMIT = 262_144;
const WEBHOOK: ConversionService = { name: 'webhook', namespace: 'sandboxes' };

const RELEASES = Catalogue.standard().all();

function api(...changes: readonly ApiChange[]): ApiModel {
  return evolve(NO_API, [
    kubernetes('1.36'),
    generator('v0.21.0'),
    introduce('v1alpha1'),
    kind('SandboxWarmPool', {
      spec: object('Size.', { replicas: int32('Count.', { required: true }) }, { required: true }),
    }),
    ...changes,
  ]);
}

interface Version {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
  readonly subresources?: object;
  readonly schema: { readonly openAPIV3Schema: StructuralSchema };
}

function versions({ spec }: CrdManifest): Version[] {
  return spec.versions as Version[];
}

describe('crd', () => {
  test('prints what a kind is, as upstream does', () => {
    expect(crd('SandboxWarmPool', api())).toStrictEqual({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: {
        name: 'sandboxwarmpools.extensions.agents.x-k8s.io',
        annotations: { 'controller-gen.kubebuilder.io/version': 'v0.21.0' },
      },
      spec: {
        group: 'extensions.agents.x-k8s.io',
        names: {
          kind: 'SandboxWarmPool',
          listKind: 'SandboxWarmPoolList',
          plural: 'sandboxwarmpools',
          shortNames: ['swp'],
          singular: 'sandboxwarmpool',
        },
        scope: 'Namespaced',
        versions: [
          {
            name: 'v1alpha1',
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  apiVersion: { type: 'string' },
                  kind: { type: 'string' },
                  metadata: { type: 'object' },
                  spec: {
                    type: 'object',
                    properties: { replicas: { type: 'integer', format: 'int32' } },
                    required: ['replicas'],
                  },
                },
                required: ['spec'],
              },
            },
            served: true,
            storage: true,
          },
        ],
      },
    });
  });

  test('the newest version comes first and is the stored one', () => {
    const both = crd('SandboxWarmPool', api(introduce('v1beta1', 'v1alpha1')));
    expect(versions(both).map(({ name, served, storage }) => [name, served, storage])).toEqual([
      ['v1beta1', true, true],
      ['v1alpha1', true, false],
    ]);
    expect(
      versions(crd('SandboxWarmPool', api(introduce('v1beta1', 'v1alpha1'), drop('v1beta1')))).map(
        ({ storage }) => storage,
      ),
    ).toEqual([true]);
  });

  test('a deprecated version warns and names its successor', () => {
    const [beta, alpha] = versions(
      crd('SandboxWarmPool', api(introduce('v1beta1', 'v1alpha1'), deprecate('v1alpha1'))),
    );
    expect(alpha.deprecated).toBe(true);
    expect(alpha.deprecationWarning).toBe(
      'extensions.agents.x-k8s.io/v1alpha1 SandboxWarmPool is deprecated; ' +
        'use extensions.agents.x-k8s.io/v1beta1 SandboxWarmPool instead',
    );
    expect(beta).not.toHaveProperty('deprecated');
    expect(beta).not.toHaveProperty('deprecationWarning');
  });

  test('each version has its own fields', () => {
    const [beta, alpha] = versions(crd('SandboxWarmPool', api(
      introduce('v1beta1', 'v1alpha1'),
      ...only('v1beta1', add('SandboxWarmPool.spec.zone', string('Zone.', { required: true }))),
    )));
    expect(beta.schema.openAPIV3Schema.properties!.spec.required).toEqual(['replicas', 'zone']);
    expect(alpha.schema.openAPIV3Schema.properties!.spec.required).toEqual(['replicas']);
  });

  test('the core types are those of the Kubernetes minor', () => {
    const minors = ['v0.1.0', 'v0.5.0', 'v0.5.6', 'v1.0.5'].map((id) => {
      const [{ schema }] = versions(crd('SandboxTemplate', Catalogue.standard().get(id).api));
      return schema.openAPIV3Schema.properties!.spec.properties!.podTemplate.properties!.spec;
    });
    expect(minors).toEqual(['1.34', '1.35', '1.36', '1.37'].map((minor) => CoreTypes.of(minor).schema('PodSpec')));
  });

  test.each<[string, ApiChange[], object]>([
    ['none', [], {}],
    [
      'columns',
      [present('SandboxWarmPool', { columns: [{ name: 'Age', type: 'date', jsonPath: '.a', priority: 1 }] })],
      {
        additionalPrinterColumns: [{ name: 'Age', type: 'date', jsonPath: '.a', priority: 1 }],
      },
    ],
    ['status', [present('SandboxWarmPool', { status: true })], { subresources: { status: {} } }],
    ['no status', [present('SandboxWarmPool', { status: false })], {}],
    [
      'scale',
      [present('SandboxWarmPool', { scale: { specReplicasPath: '.s', statusReplicasPath: '.t' } })],
      {
        subresources: { scale: { specReplicasPath: '.s', statusReplicasPath: '.t' } },
      },
    ],
    [
      'status and scale',
      [
        present('SandboxWarmPool', {
          status: true,
          scale: { specReplicasPath: '.s', statusReplicasPath: '.t', labelSelectorPath: '.l' },
        }),
      ],
      {
        subresources: {
          status: {},
          scale: { specReplicasPath: '.s', statusReplicasPath: '.t', labelSelectorPath: '.l' },
        },
      },
    ],
  ])('presentation: %s', (_name, changes, expected) => {
    const {
      name: _,
      schema: __,
      served: ___,
      storage: ____,
      ...rest
    } = versions(crd('SandboxWarmPool', api(...changes)))[0];
    expect(rest).toStrictEqual(expected);
  });
});

describe('conversion', () => {
  const webhook = {
    conversionReviewVersions: ['v1', 'v1beta1'],
    clientConfig: { service: { name: 'webhook', namespace: 'sandboxes', path: '/convert' } },
  };

  test.each<[string, ApiChange[], ConversionService | undefined, unknown]>([
    ['a release without webhook says nothing', [], undefined, undefined],
    ['a release without webhook has no use for a service', [], WEBHOOK, undefined],
    ['a release with webhook, of which none is installed', [conversion('Webhook')], undefined, { strategy: 'None' }],
    ['a release with webhook', [conversion('Webhook')], WEBHOOK, { strategy: 'Webhook', webhook }],
    [
      'a known authority',
      [conversion('Webhook')],
      { ...WEBHOOK, caBundle: 'LS0t' },
      {
        strategy: 'Webhook',
        webhook: { ...webhook, clientConfig: { ...webhook.clientConfig, caBundle: 'LS0t' } },
      },
    ],
    [
      'an authority that is empty is none',
      [conversion('Webhook')],
      { ...WEBHOOK, caBundle: '' },
      { strategy: 'Webhook', webhook },
    ],
  ])('%s', (_name, changes, service, expected) => {
    const { spec } = crd('SandboxWarmPool', api(...changes), { conversion: service });
    expect(spec.conversion).toStrictEqual(expected);
    expect('conversion' in spec).toBe(expected !== undefined);
  });
});

describe('every release', () => {
  const manifests = RELEASES.flatMap(({ id, api: model }) => KIND_NAMES.map((name) => ({ id, name, model })));

  test('has one stored version of each kind, the first', () => {
    const wrong = manifests.filter(
      ({ name, model }) =>
        versions(crd(name, model)).findIndex(({ storage }) => storage) !== 0 ||
        versions(crd(name, model)).filter(({ storage }) => storage).length !== 1,
    );
    expect(wrong.map(({ id, name }) => `${id} ${name}`)).toEqual([]);
    expect(manifests.map(({ name, model }) => crd(name, model).metadata.name)).toEqual(
      RELEASES.flatMap(() => KIND_NAMES.map(crdName)),
    );
  });

  test('has several versions exactly when it converts', () => {
    const strange = RELEASES.filter(
      ({
        api: {
          versions: { length },
          conversion: strategy,
        },
      }) => length > 1 !== (strategy === 'Webhook'),
    );
    expect(strange.map(({ id }) => id)).toEqual([]);
  });

  test('describes nothing unless asked', () => {
    const described = manifests.flatMap(({ id, name, model }) => versions(crd(name, model))
      .flatMap(({ schema }) => describedPaths(schema.openAPIV3Schema, `${id} ${name}`)));
    expect(described).toEqual([]);
  });

  test('fits into the annotation of kubectl apply, also with descriptions', () => {
    const sizes = manifests.map(({ id, name, model }) => {
      const bytes = (descriptions: boolean) =>
        Buffer.byteLength(JSON.stringify(crd(name, model, { descriptions, conversion: WEBHOOK })));
      return { id, name, plain: bytes(false), described: bytes(true) };
    });
    expect(sizes.filter(({ plain, described }) => plain >= described)).toEqual([]);
    expect(sizes.filter(({ described }) => described >= ANNOTATION_LIMIT)).toEqual([]);
  });
});

describe('descriptions', () => {
  const latest = Catalogue.standard().latest.api;
  const roots = latest.versions.flatMap((version) =>
    KIND_NAMES.map((name) => ({ id: `${version.name} ${name}`, root: version.kinds[name]!.root, name })),
  );

  test.each(roots)('$id describes every field of its own', ({ root, name }) => {
    const schema = kindSchema(latest.versions[0].kinds[name]!, latest.kubernetes, { descriptions: true });
    expect(undescribed(root, schema)).toEqual([]);
    expect(describedPaths(schema).length).toBeGreaterThan(5);
  });

  test('core types carry none of their own', () => {
    const { properties } = kindSchema(latest.versions[0].kinds.Sandbox!, latest.kubernetes, { descriptions: true });
    const pod = properties!.spec.properties!.podTemplate.properties!.spec;
    expect(pod.description).toMatch(/\.$/);
    expect(Object.values(pod.properties!).flatMap((member) => describedPaths(member))).toEqual([]);
  });

  test('an undescribed field would be seen', () => {
    const root = object('', { spec: object('Spec.', { zone: string('') }) });
    expect(undescribed(root, kindSchema({ root, presentation: {} }, '1.36', { descriptions: true }))).toEqual([
      '.spec.zone',
    ]);
  });

  /** Own fields whose schema says nothing; items of lists and maps are described with these. */
  function undescribed({ fields = {}, items }: Field, schema: StructuralSchema, at = ''): string[] {
    return [
      ...(items ? undescribed(items, (schema.items ?? schema.additionalProperties)!, `${at}[]`) : []),
      ...Object.entries(fields).flatMap(([name, field]) => {
        const member = schema.properties![name];
        return [...(member.description ? [] : [`${at}.${name}`]), ...undescribed(field, member, `${at}.${name}`)];
      }),
    ];
  }
});

/** Where schemas, not properties of that name, say `description`. */
function describedPaths(schema: StructuralSchema, at = '$'): string[] {
  return [
    ...('description' in schema ? [at] : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => describedPaths(member, `${at}.${name}`)),
    ...(schema.items ? describedPaths(schema.items, `${at}[]`) : []),
    ...(schema.additionalProperties ? describedPaths(schema.additionalProperties, `${at}{}`) : []),
  ];
}

describe('canonicalJson', () => {
  test('sorts keys at every depth and keeps the order of lists', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }, 'z', 'a'], a: { f: null, e: false } })).toBe(
      '{"a":{"e":false,"f":null},"b":[{"c":2,"d":1},"z","a"]}',
    );
  });

  test('does not count undefined members', () => {
    expect(canonicalJson({ b: undefined, a: { c: undefined } })).toBe('{"a":{}}');
  });

  test.each([[null, 'null'], ['text', '"text"'], [0, '0'], [[], '[]'], [{}, '{}']])('writes %p', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  test('copies, so that the copy may be changed', () => {
    const data = { b: [{ c: 1 }], a: { d: undefined, e: 2 } };
    const copy = canonical(data) as typeof data;
    expect(copy).toStrictEqual({ a: { e: 2 }, b: [{ c: 1 }] });
    copy.b[0].c = 3;
    copy.a.e = 3;
    expect(data).toStrictEqual({ b: [{ c: 1 }], a: { d: undefined, e: 2 } });
  });

  test('equal data gives equal text, whatever the order of its keys, and other data other text', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) { return value.map(reversed); }
      return value && typeof value === 'object'
        ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([key, member]) => [key, reversed(member)]),
        )
        : value;
    };
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
      const text = canonicalJson(value);
      expect(canonicalJson(reversed(value))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson([value, other]) === canonicalJson([other, value])).toBe(text === canonicalJson(other));
    }));
  });
});
