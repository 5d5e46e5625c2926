import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CoreData, CoreTypes, KUBERNETES_MINORS } from '../../../src/kubernetes/types/core-types';
import {
  ATOMIC_MAPS, ATOMIC_TYPES, DEFAULTS, LIMITS, LIST_TYPES, QUANTITIES,
} from '../../../src/kubernetes/types/markers';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';

const ROOTS = [
  'PodSpec',
  'PersistentVolumeClaimSpec',
  'NetworkPolicyIngressRule',
  'NetworkPolicyEgressRule',
  'Condition',
];
const IMPORTS = join(__dirname, '../../../imports');
const DATA: CoreData[] = KUBERNETES_MINORS.map((minor) =>
  JSON.parse(readFileSync(join(IMPORTS, `core-${minor}.json`), 'utf8')),
);

/** Every schema below one, with its path. */
function walk(schema: StructuralSchema, at: string): [string, StructuralSchema][] {
  return [
    [at, schema],
    ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) => walk(member, `${at}.${name}`)),
    ...(schema.items ? walk(schema.items, `${at}[]`) : []),
    ...(schema.additionalProperties ? walk(schema.additionalProperties, `${at}{}`) : []),
  ];
}

function schemas(minor: string): Map<string, StructuralSchema> {
  return new Map(ROOTS.flatMap((root) => walk(CoreTypes.of(minor).schema(root), root)));
}

describe('core types', () => {
  test('there is a file for every known minor and none besides, oldest first', () => {
    expect(
      readdirSync(IMPORTS)
        .filter((name) => /^core-.*\.json$/.test(name))
        .sort(),
    ).toEqual(KUBERNETES_MINORS.map((minor) => `core-${minor}.json`));
    expect(DATA.map(({ kubernetes }) => kubernetes)).toEqual(KUBERNETES_MINORS);
    expect([...KUBERNETES_MINORS].sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]))).toEqual(
      KUBERNETES_MINORS,
    );
  });

  test('fails on a minor that is not known, naming those that are', () => {
    expect(() => CoreTypes.of('1.33')).toThrow(
      `no core types for Kubernetes 1.33; known: ${KUBERNETES_MINORS.join(', ')}`,
    );
  });

  test('fails on a type that the minor does not have', () => {
    expect(CoreTypes.of('1.35').schema('WorkloadReference').required).toEqual(['name', 'podGroup']);
    expect(() => CoreTypes.of('1.36').schema('WorkloadReference')).toThrow(
      "Kubernetes 1.36 has no type 'WorkloadReference' in imports/",
    );
  });

  test('schemas and minors are built once', () => {
    expect(CoreTypes.of('1.36')).toBe(CoreTypes.of('1.36'));
    expect(CoreTypes.of('1.36').schema('PodSpec')).toBe(CoreTypes.of('1.36').schema('PodSpec'));
    expect(CoreTypes.of('1.36').schema('PodSpec')).not.toBe(CoreTypes.of('1.37').schema('PodSpec'));
  });

  test('fields are named without the mark of required ones', () => {
    expect(CoreTypes.of('1.37').schema('EvictionResponder')).toEqual({
      'type': 'object',
      'properties': { name: { type: 'string' }, priority: { type: 'integer', format: 'int32' } },
      'required': ['name', 'priority'],
      'x-kubernetes-map-type': 'atomic',
    });
  });

  describe.each(DATA)('of Kubernetes $kubernetes', ({ kubernetes, types }) => {
    test.each(ROOTS)('%s builds whole and structural', (root) => {
      const schema = CoreTypes.of(kubernetes).schema(root);
      expect(Object.keys(schema.properties!)).toEqual(Object.keys(types[root]).map((name) => name.replace('!', '')));
      const faults = walk(schema, root).filter(
        ([, { type, properties, items, additionalProperties, required = [], ...rest }]) =>
          (type === undefined) !== (rest['x-kubernetes-int-or-string'] === true) ||
          (type === 'array') !== (items !== undefined) ||
          (type !== 'object' && (properties ?? additionalProperties) !== undefined) ||
          required.some((name) => !(name in properties!)) ||
          required.join() !== [...required].sort().join() ||
          rest.description !== undefined,
      );
      expect(faults.map(([path]) => path)).toEqual([]);
    });

    test('every list has a type, and its keys are in its items, required or with a default', () => {
      const lists = [...schemas(kubernetes)].filter(([, { type }]) => type === 'array');
      expect(lists.length).toBeGreaterThan(100);
      const faults = lists.filter(([, list]) => {
        const { type, properties = {}, required = [] } = list.items!;
        switch (list['x-kubernetes-list-type']) {
          case 'map': return list['x-kubernetes-list-map-keys']!.some(
            (key) =>
              !['string', 'integer'].includes(properties[key]?.type!) ||
              !(required.includes(key) || 'default' in properties[key]),
          );
          case 'set': return type === 'object' || type === 'array';
          case 'atomic': return list['x-kubernetes-list-map-keys'] !== undefined;
          default: return true;
        }
      });
      expect(faults.map(([path]) => path)).toEqual([]);
    });

    test('embedded metadata is an object of which nothing is said', () => {
      const metadata = [...schemas(kubernetes)].filter(([path]) => path.endsWith('.volumeClaimTemplate.metadata'));
      expect(metadata).toEqual([['PodSpec.volumes[].ephemeral.volumeClaimTemplate.metadata', { type: 'object' }]]);
    });
  });
});

describe('markers', () => {
  /** The types, in the notation of imports/, that a field has over the minors. */
  function notations(path: string): string[] {
    const [type, field] = path.split('.');
    return DATA.flatMap(({ types }) => types[type]?.[field] ?? types[type]?.[`${field}!`] ?? []);
  }

  test.each<[string, readonly string[], RegExp]>([
    ['LIST_TYPES', Object.keys(LIST_TYPES), /^\[.+\]$/],
    ['ATOMIC_MAPS', [...ATOMIC_MAPS], /^\{.+\}$/],
    ['QUANTITIES', [...QUANTITIES], /^(string|\{string\})$/],
    ['DEFAULTS', Object.keys(DEFAULTS), /^(string|boolean|int32|int64)$/],
    ['LIMITS', Object.keys(LIMITS), /^(string|int32|int64)$/],
  ])('%s names only fields that exist, of a fitting type', (_table, paths, fitting) => {
    expect(paths.filter((path) => notations(path).length === 0)).toEqual([]);
    expect(paths.filter((path) => !notations(path).every((notation) => fitting.test(notation)))).toEqual([]);
  });

  test('ATOMIC_TYPES names only types that exist', () => {
    expect([...ATOMIC_TYPES].filter((type) => !DATA.some(({ types }) => types[type]))).toEqual([]);
  });

  test('a default or limit is of the type of its field', () => {
    const kinds: Readonly<Record<string, string>> = {
      string: 'string',
      boolean: 'boolean',
      int32: 'number',
      int64: 'number',
    };
    expect(
      Object.entries(DEFAULTS).filter(([path, value]) =>
        notations(path).some((notation) => kinds[notation] !== typeof value),
      ),
    ).toEqual([]);
    const numeric = Object.keys(LIMITS).filter((path) => 'minimum' in LIMITS[path] || 'maximum' in LIMITS[path]);
    expect(numeric.flatMap(notations).filter((notation) => !notation.startsWith('int'))).toEqual([]);
  });

  test('each marker reaches the schema', () => {
    const { schema } = { schema: (type: string) => CoreTypes.of('1.37').schema(type).properties! };
    expect(schema('PodSpec').containers).toMatchObject({
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    });
    expect(schema('PodSpec').tolerations).toMatchObject({ 'x-kubernetes-list-type': 'atomic' });
    expect(schema('VolumeMount').bindMountOptions).toEqual({
      'type': 'array',
      'items': { type: 'string' },
      'x-kubernetes-list-type': 'set',
    });
    expect(schema('PodSpec').nodeSelector).toMatchObject({ 'x-kubernetes-map-type': 'atomic' });
    expect(schema('PodSpec').overhead.additionalProperties).toMatchObject({
      'x-kubernetes-int-or-string': true,
      'pattern': expect.any(String),
    });
    expect(schema('ContainerPort').protocol).toEqual({ type: 'string', default: 'TCP' });
    expect(schema('NetworkPolicyPort').protocol).toEqual({ type: 'string' });
    expect(schema('Condition').status).toEqual({ type: 'string', enum: ['True', 'False', 'Unknown'] });
    expect(schema('HTTPGetAction').port).toEqual({
      'anyOf': [{ type: 'integer' }, { type: 'string' }],
      'x-kubernetes-int-or-string': true,
    });
  });

  const quantity = new RegExp(CoreTypes.of('1.37').schema('EmptyDirVolumeSource').properties!.sizeLimit.pattern!);

  test.each([
    '0',
    '1',
    '500m',
    '2Gi',
    '1.5',
    '.5',
    '5.',
    '+1',
    '-1',
    '1e3',
    '1E3',
    '1e-3',
    '1E',
    '100u',
    '1n',
    '12k',
    '3M',
    '3Ki',
    '0.5Ei',
  ])('the quantity %j passes', (text) => {
    expect(text).toMatch(quantity);
  });

  test.each([
    '',
    ' ',
    '1 Gi',
    'Gi',
    '2GB',
    '1K',
    '1KiB',
    'one',
    '1.2.3',
    '1mi',
    '--1',
    '1Mi ',
    'm',
    '.',
    '1e',
    '0x10',
    '1_000',
    '1Gi\n',
  ])('the quantity %j is refused', (text) => {
    expect(text).not.toMatch(quantity);
  });
});

describe('what a Kubernetes minor changes in the schemas', () => {
  function delta(from: string, to: string): { added: string[]; removed: string[] } {
    const [before, after] = [schemas(from), schemas(to)];
    return {
      added: [...after.keys()]
        .filter((path) => !before.has(path) && !path.endsWith('[]') && !path.endsWith('{}'))
        .sort(),
      removed: [...before.keys()]
        .filter((path) => !after.has(path) && !path.endsWith('[]') && !path.endsWith('{}'))
        .sort(),
    };
  }

  const workloadRef = [
    'PodSpec.workloadRef',
    'PodSpec.workloadRef.name',
    'PodSpec.workloadRef.podGroup',
    'PodSpec.workloadRef.podGroupReplicaKey',
  ];

  test('1.34 to 1.35', () => {
    expect(delta('1.34', '1.35')).toEqual({
      added: ['PodSpec.volumes[].projected.sources[].podCertificate.userAnnotations', ...workloadRef],
      removed: [],
    });
  });

  test('1.35 to 1.36', () => {
    expect(delta('1.35', '1.36')).toEqual({
      added: ['PodSpec.schedulingGroup', 'PodSpec.schedulingGroup.podGroupName'],
      removed: workloadRef,
    });
  });

  test('1.36 to 1.37', () => {
    const perContainer = [
      ...['postStart', 'preStop'].map((hook) => `lifecycle.${hook}.httpGet.protocol`),
      ...['livenessProbe', 'readinessProbe', 'startupProbe'].flatMap((probe) => [
        `${probe}.grpc.mode`,
        `${probe}.httpGet.protocol`,
      ]),
      'volumeMounts[].bindMountOptions',
    ];
    const volumes = [
      'configMap.defaultUser', 'configMap.items[].user',
      'downwardAPI.defaultUser', 'downwardAPI.items[].user',
      'emptyDir.mode',
      'projected.defaultUser',
      'projected.sources[].clusterTrustBundle.user',
      'projected.sources[].configMap.items[].user',
      'projected.sources[].downwardAPI.items[].user',
      'projected.sources[].podCertificate.user',
      'projected.sources[].secret.items[].user',
      'projected.sources[].serviceAccountToken.user',
      'secret.defaultUser', 'secret.items[].user',
    ];
    const added = [
      ...['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) =>
        perContainer.map((path) => `PodSpec.${list}[].${path}`),
      ),
      'PodSpec.evictionResponders',
      'PodSpec.evictionResponders[].name',
      'PodSpec.evictionResponders[].priority',
      ...volumes.map((path) => `PodSpec.volumes[].${path}`),
    ];
    expect(added).toHaveLength(44);
    expect(delta('1.36', '1.37')).toEqual({ added: added.sort(), removed: [] });
  });

  test('what both minors have is the same', () => {
    // Own keywords only: members of an object are compared at their own paths.
    const own = ({ properties: _, items: __, additionalProperties: ___, ...rest }: StructuralSchema) => rest;
    for (const [index, minor] of KUBERNETES_MINORS.slice(1).entries()) {
      const before = schemas(KUBERNETES_MINORS[index]);
      const [ours, theirs] = [before, schemas(minor)].map((all) =>
        [...all].map(([path, schema]) => `${path} ${JSON.stringify(own(schema))}`),
      );
      const paths = new Set(ours.map((line) => line.split(' ')[0]));
      expect(theirs.filter((line) => paths.has(line.split(' ')[0]) && !ours.includes(line))).toEqual([]);
    }
  });
});
