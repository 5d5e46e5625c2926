/** API objects: what every one of them has, and what the four kinds have besides their fields. */
import { formatPath, schemaFor, servedKind, walk, Walked } from '../../../src/judge/schema';
import { Catalogue } from '../../../src/release/catalogue';

const LATEST = Catalogue.standard().get('v1.0.5');
const SANDBOX = { apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: { name: 'dev' } };
const CONTAINER = { name: 'main', image: 'registry.example.com/dev:1' };
const POOL = {
  apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
  kind: 'SandboxWarmPool',
  metadata: { name: 'pool' },
  spec: { replicas: 1, sandboxTemplateRef: { name: 'python' } },
};

function judged(
  object: { apiVersion?: unknown; kind?: unknown; [name: string]: unknown },
  of = { ...SANDBOX },
): Walked {
  const { schema, subresources } = servedKind(LATEST, of.apiVersion, of.kind)!;
  return walk(object, schema, { root: true, subresources });
}

function wrong(object: { [name: string]: unknown }, of = { ...SANDBOX }): string[] {
  return judged(object, of).violations.map(({ path, kind, message }) => `${formatPath(path)} ${kind}: ${message}`);
}

function sandbox(spec: object, container: object = {}): { [name: string]: unknown } {
  return { ...SANDBOX, spec: { podTemplate: { spec: { containers: [{ ...CONTAINER, ...container }] } }, ...spec } };
}

describe('the schema of a kind', () => {
  test('is found by release, API version and kind, and built once', () => {
    const schema = schemaFor(LATEST, 'agents.x-k8s.io/v1beta1', 'Sandbox');
    expect(schema?.properties?.spec.required).toEqual(['podTemplate']);
    expect(schemaFor(LATEST, 'agents.x-k8s.io/v1beta1', 'Sandbox')).toBe(schema);
  });

  test.each([
    ['agents.x-k8s.io/v1', 'Sandbox'], ['extensions.agents.x-k8s.io/v1beta1', 'Sandbox'],
    ['agents.x-k8s.io/v1beta1', 'SandboxClaim'], ['v1', 'Pod'], ['', ''],
  ])('is none for \'%s\' and \'%s\'', (apiVersion, kind) => {
    expect(schemaFor(LATEST, apiVersion, kind)).toBeUndefined();
  });

  test('is none for an API version that the release does not serve', () => {
    expect(schemaFor(Catalogue.standard().get('v0.4.6'), 'agents.x-k8s.io/v1beta1', 'Sandbox')).toBeUndefined();
    expect(schemaFor(Catalogue.standard().get('v0.4.6'), 'agents.x-k8s.io/v1alpha1', 'Sandbox')).toBeDefined();
  });
});

describe('a sandbox', () => {
  test('is stored with defaults', () => {
    expect(judged(sandbox({}, { ports: [{ containerPort: 80 }] }))).toEqual({
      violations: [],
      value: {
        ...SANDBOX,
        spec: {
          podTemplate: { spec: { containers: [{ ...CONTAINER, ports: [{ containerPort: 80, protocol: 'TCP' }] }] } },
          operatingMode: 'Running',
          shutdownPolicy: 'Retain',
        },
      },
    });
  });

  test('fails with the path, the value and what is allowed', () => {
    expect(
      wrong(
        sandbox(
          { operatingMode: 'Stopped', shutdownTime: '2026-07-01' },
          { imagePullPolcy: 'Always', resources: { limits: { memory: '1GB' } } },
        ),
      ),
    ).toEqual([
      expect.stringMatching(
        /^spec\.podTemplate\.spec\.containers\[0\]\.imagePullPolcy unknownField: .*did you mean 'imagePullPolicy'\?$/,
      ),
      expect.stringMatching(
        /^spec\.podTemplate\.spec\.containers\[0\]\.resources\.limits\.memory pattern: '1GB' is not an amount/,
      ),
      "spec.operatingMode enum: 'Stopped' is not allowed; allowed: 'Running' or 'Suspended'",
      "spec.shutdownTime format: '2026-07-01' is not a time such as 2026-07-01T12:00:00Z",
    ]);
  });

  test('fails if labels stand in the metadata of a volume\'s claim, which keeps none', () => {
    const claim = {
      metadata: { labels: { a: 'b' } },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    };
    const pod = { containers: [CONTAINER], volumes: [{ name: 'data', ephemeral: { volumeClaimTemplate: claim } }] };
    expect(wrong(sandbox({ podTemplate: { spec: pod } }))).toEqual([
      'spec.podTemplate.spec.volumes[0].ephemeral.volumeClaimTemplate.metadata.labels unknownField: '
      + "there is no field 'labels': no field is kept here",
    ]);
  });
});

describe('what every object has', () => {
  test.each<[string, object, string[]]>([
    ['there is no apiVersion', { apiVersion: undefined }, ["apiVersion required: the field 'apiVersion' is required"]],
    ['the apiVersion is null', { apiVersion: null }, ["apiVersion required: the field 'apiVersion' is required"]],
    ['the kind is empty', { kind: '' }, ['kind minLength: must not be empty; at least 1 character is needed']],
    ['the kind is a number', { kind: 1 }, ['kind type: must be a string, not the number 1']],
    ['there is no metadata', { metadata: undefined }, ["metadata required: the field 'metadata' is required"]],
    ['the metadata is a list', { metadata: [] }, ['metadata type: must be an object, not an empty list']],
    ['there is no name', { metadata: {} }, ["metadata.name required: the field 'name' is required"]],
    [
      'the metadata has an unknown field',
      { metadata: { name: 'a', label: {} } },
      ["metadata.label unknownField: there is no field 'label'; did you mean 'labels'?"],
    ],
    [
      'a field of the root is unknown',
      { specs: {} },
      ["specs unknownField: there is no field 'specs'; did you mean 'spec'?"],
    ],
  ])('fails if %s', (_, change, expected) => {
    expect(wrong({ ...sandbox({}), ...change })).toEqual(expected);
  });

  test.each<[string, object]>([
    ['a generated name', { generateName: 'dev-' }],
    ['an empty label', { name: 'a', labels: { 'app': '', 'example.com/app': 'A.b_c-1' } }],
    ['annotations whose keys have capitals', { name: 'a', annotations: { 'Example.com/Note': '{"any": "thing"}' } }],
    ['a finalizer', { name: 'a', finalizers: ['example.com/guard'] }],
    [
      'what kubectl get prints',
      {
        name: 'a',
        creationTimestamp: '2026-07-01T12:00:00Z',
        generation: 3,
        managedFields: [{ manager: 'kubectl', fieldsV1: { 'f:spec': {} } }],
        resourceVersion: '1',
        uid: '2',
      },
    ],
    [
      'an owner',
      {
        name: 'a',
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'a', uid: '1', controller: true }],
      },
    ],
  ])('metadata takes %s', (_, metadata) => {
    expect(wrong({ ...sandbox({}), metadata })).toEqual([]);
  });

  const owner = { apiVersion: 'v1', kind: 'Pod', name: 'a', uid: '1', controller: true };
  test.each<[string, object, string, RegExp]>([
    ['a name has capitals', { name: 'Dev' }, 'metadata.name', /^'Dev' is not a name; at most 253 of a-z/],
    ['a name is too long', { name: 'a'.repeat(254) }, 'metadata.name', /is not a name/],
    [
      'a generated name begins with a dash',
      { generateName: '-a' },
      'metadata.generateName',
      /^'-a' does not begin a name/,
    ],
    [
      'a label key has two slashes',
      { name: 'a', labels: { 'a/b/c': '' } },
      'metadata.labels[a/b/c]',
      /^'a\/b\/c' is not a label key/,
    ],
    [
      'a label value has a space',
      { name: 'a', labels: { app: 'a b' } },
      'metadata.labels.app',
      /^'a b' is not a label value; at most 63/,
    ],
    [
      'a label value is too long',
      { name: 'a', labels: { app: 'a'.repeat(64) } },
      'metadata.labels.app',
      /is not a label value/,
    ],
    [
      'a label value is a number',
      { name: 'a', labels: { app: 1 } },
      'metadata.labels.app',
      /^must be a string, not the number 1$/,
    ],
    [
      'an annotation key is empty',
      { name: 'a', annotations: { '': 'x' } },
      'metadata.annotations[]',
      /^'' is not an annotation key/,
    ],
    [
      'annotations are too large',
      { name: 'a', annotations: { a: 'ä'.repeat(131_072) } },
      'metadata.annotations',
      /^the annotations have 262145 bytes; at most 262144 are allowed$/,
    ],
    [
      'a finalizer is no qualified name',
      { name: 'a', finalizers: ['a b'] },
      'metadata.finalizers[0]',
      /^'a b' is not a finalizer/,
    ],
    [
      'finalizers exclude each other',
      { name: 'a', finalizers: ['orphan', 'foregroundDeletion'] },
      'metadata.finalizers',
      /exclude each other$/,
    ],
    [
      'an owner has no uid',
      { name: 'a', ownerReferences: [{ ...owner, uid: '' }] },
      'metadata.ownerReferences[0].uid',
      /^must not be empty/,
    ],
    [
      "an owner's apiVersion has no version",
      { name: 'a', ownerReferences: [{ ...owner, apiVersion: 'apps/' }] },
      'metadata.ownerReferences[0].apiVersion',
      /does not match/,
    ],
    // Found by comparing with the API server.
    [
      'two owners are the controller',
      { name: 'a', ownerReferences: [owner, { ...owner, uid: '2' }] },
      'metadata.ownerReferences',
      /^only one owner can be the controller$/,
    ],
    [
      'an owner is an event',
      { name: 'a', ownerReferences: [{ ...owner, kind: 'Event' }] },
      'metadata.ownerReferences[0]',
      /^an Event cannot be an owner$/,
    ],
  ])('fails if %s', (_, metadata, path, message) => {
    const { violations } = judged({ ...sandbox({}), metadata });
    expect(violations.map((each) => [formatPath(each.path), each.message])).toEqual([
      [path, expect.stringMatching(message)],
    ]);
  });

  // Go decodes metadata into strings, where null is the empty one.
  test('a null label is stored empty', () => {
    expect(
      judged({ ...sandbox({}), metadata: { name: 'a', labels: { app: null }, annotations: null } }).value,
    ).toMatchObject({ metadata: { name: 'a', labels: { app: '' } } });
  });
});

describe('subresources', () => {
  test('a status is dropped when an object is created, whatever it says', () => {
    const { value, violations } = judged({ ...sandbox({}), status: { conditions: [{ type: 1 }], replicas: 'many' } });
    expect(violations.map(({ kind }) => kind)).toEqual(['unknownField']);
    expect(value).not.toHaveProperty('status');
  });

  test('fails if a status has unknown fields, which are refused before it is dropped', () => {
    expect(wrong({ ...sandbox({}), status: { made: 'up' } })).toEqual([
      expect.stringContaining('status.made unknownField'),
    ]);
    // Found by comparing with the API server: also within what has the wrong type.
    expect(wrong({ ...sandbox({}), status: { conditions: { made: 'up' } } })).toEqual([
      "status.conditions.made unknownField: there is no field 'made'",
    ]);
  });

  test('without them, a status is a field like any other', () => {
    const { schema } = servedKind(LATEST, SANDBOX.apiVersion, 'Sandbox')!;
    expect(
      walk({ ...sandbox({}), status: { conditions: 1 } }, schema, { root: true }).violations.map(({ path }) =>
        formatPath(path),
      ),
    ).toEqual(['status.conditions']);
  });

  test('fails if replicas that are scaled are fewer than none', () => {
    expect(wrong(POOL, POOL)).toEqual([]);
    const { schema, subresources } = servedKind(
      Catalogue.standard().get('v0.1.0'),
      'agents.x-k8s.io/v1alpha1',
      'Sandbox',
    )!;
    expect(subresources.scale?.specReplicasPath).toBe('.spec.replicas');
    const without = walk(
      { spec: { replicas: -1 } },
      { ...schema, properties: { spec: { type: 'object', properties: { replicas: { type: 'integer' } } } } },
      {
        root: true,
        subresources,
      },
    );
    expect(without.violations).toContainEqual({
      path: ['spec', 'replicas'],
      kind: 'minimum',
      message: '-1 is less than the minimum, 0',
    });
  });
});
