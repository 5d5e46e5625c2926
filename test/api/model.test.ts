import {
  add, ApiChange, change, conversion, deprecate, drop, generator, introduce, kind, kubernetes, only, present, remove,
} from '../../src/api/changes';
import { evolve } from '../../src/api/evolve';
import { core, Field, int32, list, object, string, stringMap } from '../../src/api/fields';
import { ApiVersion, Kind } from '../../src/api/kinds';
import { ApiModel, hasField, NO_API, parsePath } from '../../src/api/model';
import { canonicalJson } from '../../src/kubernetes/types/canonical-json';

/** A small API: one kind in one version. */
function model(...changes: readonly ApiChange[]): ApiModel {
  return frozen(evolve(NO_API, [
    kubernetes('1.36'),
    introduce('v1alpha1'),
    kind('Sandbox', {
      spec: object('Spec.', {
        replicas: int32('Replicas.', { minimum: 0, maximum: 1, required: true }),
        volumes: list('Volumes.', object('', { metadata: object('Metadata.', { name: string('Name.') }) })),
        podTemplate: object('Pod.', { labels: stringMap('Labels.'), spec: core('PodSpec', 'Spec.') }),
        claims: list('Claims.', core('PersistentVolumeClaimSpec', '')),
      }),
    }),
    ...changes,
  ]));
}

function field(of: ApiModel, path: string, version: ApiVersion = 'v1alpha1'): Field | undefined {
  const { kind: name, segments } = parsePath(path);
  let at: Field | undefined = of.versions.find((served) => served.name === version)?.kinds[name]?.root;
  for (const segment of segments) { at = (at?.items ?? at)?.fields?.[segment]; }
  return at;
}

function frozen<T>(value: T): T {
  if (value && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe('add', () => {
  test('puts a field where there was none', () => {
    const added = string('Zone.');
    expect(field(model(add('Sandbox.spec.zone', added)), 'Sandbox.spec.zone')).toBe(added);
  });

  test('adds a first-level field', () => {
    const after = model(add('Sandbox.status', object('Status.', {})));
    expect(Object.keys(field(after, 'Sandbox')!.fields!)).toEqual(['spec', 'status']);
  });

  test.each(['Sandbox.spec.volumes[].metadata.labels', 'Sandbox.spec.volumes.metadata.labels'])(
    'goes into the items of lists: %s',
    (path) => {
      const after = model(add(path, stringMap('Labels.')));
      expect(Object.keys(field(after, 'Sandbox.spec.volumes.metadata')!.fields!)).toEqual(['name', 'labels']);
      expect(field(after, 'Sandbox.spec.volumes')!.fields).toBeUndefined();
    },
  );

  test('fails if the field is there', () => {
    expect(() => model(add('Sandbox.spec.replicas', int32('Again.')))).toThrow(
      "cannot add 'Sandbox.spec.replicas': it is there already",
    );
  });

  test('fails if the parent is missing', () => {
    expect(() => model(add('Sandbox.spec.network.egress', string('E.')))).toThrow(
      "cannot add 'Sandbox.spec.network.egress': there is no 'network'",
    );
  });

  test('fails on an unknown kind', () => {
    expect(() => model(add('Pod.spec.zone', string('Zone.')))).toThrow(
      "'Pod.spec.zone' starts with no kind of Agent Sandbox; kinds: " +
        'Sandbox, SandboxClaim, SandboxTemplate, SandboxWarmPool',
    );
  });

  test('fails on a kind that the version does not have', () => {
    expect(() => model(add('SandboxClaim.spec.zone', string('Zone.')))).toThrow("v1alpha1 has no kind 'SandboxClaim'");
  });
});

describe('remove', () => {
  test('takes the field and what is below it', () => {
    const after = model(remove('Sandbox.spec.podTemplate'));
    expect(Object.keys(field(after, 'Sandbox.spec')!.fields!)).toEqual(['replicas', 'volumes', 'claims']);
  });

  test('reaches into the items of lists', () => {
    const after = model(remove('Sandbox.spec.volumes[].metadata.name'));
    expect(field(after, 'Sandbox.spec.volumes.metadata')!.fields).toEqual({});
  });

  test.each([
    ['Sandbox.spec.zone', 'zone'],
    ['Sandbox.spec.zone.name', 'zone'],
    ['Sandbox.spec.volumes[].metadata.zone', 'zone'],
  ])('fails if %s is not there', (path, missing) => {
    expect(() => model(remove(path))).toThrow(`cannot remove '${path}': there is no '${missing}'`);
  });
});

describe('change', () => {
  test('replaces what the patch names and keeps the rest', () => {
    const after = model(change('Sandbox.spec.replicas', { default: 1, maximum: 5, required: false }));
    expect(field(after, 'Sandbox.spec.replicas')).toEqual({
      type: 'integer', description: 'Replicas.', limits: { format: 'int32', minimum: 0, maximum: 5, default: 1 },
    });
  });

  test('takes a limit away when it is given as undefined', () => {
    const { limits } = field(model(change('Sandbox.spec.replicas', { maximum: undefined })), 'Sandbox.spec.replicas')!;
    expect(JSON.parse(JSON.stringify(limits))).toEqual({ format: 'int32', minimum: 0 });
  });

  test('sets list type and rules', () => {
    const rules = [{ rule: 'true' }];
    const after = model(change('Sandbox.spec.volumes', { listType: 'atomic' }), change('Sandbox.spec', { rules }));
    expect(field(after, 'Sandbox.spec.volumes')!.listType).toBe('atomic');
    expect(field(after, 'Sandbox.spec')!.rules).toEqual(rules);
    expect(field(after, 'Sandbox.spec')!.limits).toBeUndefined();
  });

  test('fails if the field is not there', () => {
    expect(() => model(change('Sandbox.spec.zone', { required: true }))).toThrow(
      "cannot change 'Sandbox.spec.zone': there is no 'zone'",
    );
  });
});

describe('present', () => {
  const columns = [{ name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' }] as const;
  const scale = { specReplicasPath: '.spec.replicas', statusReplicasPath: '.status.replicas' };

  test('sets what it names and keeps the rest', () => {
    const after = model(
      present('Sandbox', { status: true, columns }),
      present('Sandbox', { scale }),
      present('Sandbox', { status: false }),
    );
    expect(after.versions[0].kinds.Sandbox!.presentation).toEqual({ status: false, columns, scale });
  });

  test('takes away what is undefined', () => {
    const after = model(present('Sandbox', { status: true, scale }), present('Sandbox', { scale: undefined }));
    expect(after.versions[0].kinds.Sandbox!.presentation).toEqual({ status: true });
  });

  test('leaves the fields alone', () => {
    expect(field(model(present('Sandbox', { status: true })), 'Sandbox')).toEqual(field(model(), 'Sandbox'));
  });

  test('fails on a kind that the version does not have', () => {
    expect(() => model(present('SandboxWarmPool', { status: true }))).toThrow("v1alpha1 has no kind 'SandboxWarmPool'");
  });
});

describe('API versions', () => {
  test('a new version comes first, as a copy of the one it starts from', () => {
    const after = model(introduce('v1beta1', 'v1alpha1'));
    expect(after.versions.map(({ name, deprecated }) => [name, deprecated])).toEqual([
      ['v1beta1', false],
      ['v1alpha1', false],
    ]);
    expect(after.versions[0].kinds).toEqual(after.versions[1].kinds);
  });

  test('a new version without origin has no kinds', () => {
    expect(model(introduce('v1beta1')).versions[0].kinds).toEqual({});
  });

  test('a step applies to all served versions, or to the one in only', () => {
    const after = model(
      introduce('v1beta1', 'v1alpha1'),
      add('Sandbox.spec.both', string('Both.')),
      ...only('v1beta1', add('Sandbox.spec.new', string('New.')), remove('Sandbox.spec.replicas')),
    );
    const names = (version: ApiVersion) => Object.keys(field(after, 'Sandbox.spec', version)!.fields!);
    expect(names('v1alpha1')).toEqual(['replicas', 'volumes', 'podTemplate', 'claims', 'both']);
    expect(names('v1beta1')).toEqual(['volumes', 'podTemplate', 'claims', 'both', 'new']);
  });

  test('deprecating marks one version, dropping takes it away', () => {
    const both = model(introduce('v1beta1', 'v1alpha1'), deprecate('v1alpha1'));
    expect(both.versions.map(({ deprecated }) => deprecated)).toEqual([false, true]);
    expect(evolve(both, [drop('v1alpha1')]).versions).toEqual([both.versions[0]]);
  });

  test('conversion, Kubernetes minor and generator are of the whole API', () => {
    expect(model(conversion('Webhook'), kubernetes('1.37'), generator('v0.21.0'))).toMatchObject({
      conversion: 'Webhook', kubernetes: '1.37', generator: 'v0.21.0',
    });
    expect(model()).toMatchObject({ conversion: 'None', generator: '' });
  });
});

test('evolving leaves the model as it was', () => {
  const before = model(introduce('v1beta1', 'v1alpha1'));
  const text = canonicalJson(before);
  // `model` is frozen to its leaves: a write in place would throw.
  const after = evolve(before, [
    add('Sandbox.spec.volumes[].metadata.labels', stringMap('Labels.')),
    remove('Sandbox.spec.podTemplate.spec'),
    change('Sandbox.spec.replicas', { default: 1 }),
    present('Sandbox', { status: true }),
    ...only('v1alpha1', remove('Sandbox.spec.claims')),
    deprecate('v1alpha1'),
    kubernetes('1.37'),
  ]);
  expect(canonicalJson(before)).toBe(text);
  expect(canonicalJson(after)).not.toBe(text);
  expect(evolve(before, [])).toBe(before);
  expect(NO_API).toEqual({ kubernetes: '', generator: '', conversion: 'None', versions: [] });
});

describe('hasField', () => {
  test.each<[string, boolean]>([
    ['Sandbox', true],
    ['Sandbox.spec', true],
    ['Sandbox.spec.replicas', true],
    ['Sandbox.spec.zone', false],
    ['Sandbox.status', false],
    ['SandboxClaim.spec', false],
    ['Sandbox.spec.volumes[]', true],
    ['Sandbox.spec.volumes[].metadata.name', true],
    ['Sandbox.spec.volumes.metadata.name', true],
    ['Sandbox.spec.volumes[].spec', false],
    ['Sandbox.spec.replicas.minimum', false],
    ['Sandbox.spec.podTemplate.spec.containers', true],
    ['Sandbox.spec.podTemplate.spec.containers[].livenessProbe.grpc.port', true],
    ['Sandbox.spec.podTemplate.spec.containers.livenessProbe.grpc.port', true],
    ['Sandbox.spec.podTemplate.spec.containers[].livenessProbe.grpc.zone', false],
    ['Sandbox.spec.podTemplate.spec.zone', false],
    ['Sandbox.spec.claims[].storageClassName', true],
    ['Sandbox.spec.claims[].zone', false],
  ])('%s: %p', (path, expected) => {
    expect(hasField(model(), path)).toBe(expected);
  });

  test.each(['evictionResponders', 'evictionResponders[].priority', 'containers[].volumeMounts[].bindMountOptions'])(
    'PodSpec.%s came with Kubernetes 1.37', (name) => {
      const having = ['1.34', '1.35', '1.36', '1.37'].filter((minor) =>
        hasField(model(kubernetes(minor)), `Sandbox.spec.podTemplate.spec.${name}`),
      );
      expect(having).toEqual(['1.37']);
    },
  );

  test('looks in all versions, or in the one that is named', () => {
    const both = model(introduce('v1beta1', 'v1alpha1'), ...only('v1alpha1', remove('Sandbox.spec.replicas')));
    expect(hasField(both, 'Sandbox.spec.replicas')).toBe(true);
    expect(hasField(both, 'Sandbox.spec.replicas', 'v1beta1')).toBe(true);
    expect(hasField(both, 'Sandbox.spec.replicas', 'v1alpha1')).toBe(false);
    expect(hasField(evolve(both, [drop('v1beta1')]), 'Sandbox.spec.replicas')).toBe(false);
  });

  test('fails on an unknown kind', () => {
    expect(() => hasField(model(), 'pod.spec')).toThrow("'pod.spec' starts with no kind of Agent Sandbox");
  });
});

test.each<[string, Kind, string[]]>([
  ['Sandbox', 'Sandbox', []],
  ['SandboxClaim.spec.env[].name', 'SandboxClaim', ['spec', 'env', 'name']],
  ['SandboxWarmPool.spec[][]', 'SandboxWarmPool', ['spec']],
])('the path %s is taken apart', (path, name, segments) => {
  expect(parsePath(path)).toEqual({ kind: name, segments });
});
