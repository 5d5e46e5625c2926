import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { coreSchemaFor, isCoreKind, judgeCore } from '../../../src/judge/kubernetes-kinds';
import { KubeObject } from '../../../src/kubernetes/kube-object';

const ROOT = join(__dirname, '../../..');

/** What is found, a line each. */
function lines(of: object, kubernetes?: string): string[] {
  return judgeCore(of as KubeObject, kubernetes).map(
    ({ finding: { code, severity, message } }) => `${severity} ${code} ${message}`,
  );
}

const POD = { containers: [{ name: 'main', image: 'registry.example.com/proxy:1' }] };

function deployment(spec: object = {}, pod: object = {}): KubeObject {
  const labels = { app: 'proxy' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'proxy' },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { ...POD, ...pod } }, ...spec },
  } as unknown as KubeObject;
}

/** An object of a kind with little else. */
function object(apiVersion: string, kind: string, rest: object = {}): KubeObject {
  return { apiVersion, kind, metadata: { name: 'a' }, ...rest } as KubeObject;
}

describe('what the API server decodes is accepted', () => {
  test.each<[what: string, object: object]>([
    [
      'a whole Deployment',
      deployment({ replicas: 2, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } } }),
    ],
    [
      'numbers as quantities',
      deployment(
        {},
        {
          containers: [
            {
              name: 'main',
              image: 'a',
              resources: { limits: { cpu: 0.5, memory: 1073741824 }, requests: { cpu: '500m', memory: ' 1Gi' } },
            },
          ],
        },
      ),
    ],
    [
      'nulls',
      deployment(
        { replicas: null, strategy: null },
        { containers: [{ name: 'main', image: 'a', args: [null], env: [{ name: 'A', value: null }] }], volumes: null },
      ),
    ],
    ['times that nobody set', { ...deployment(), metadata: { name: 'proxy', creationTimestamp: null }, status: {} }],
    ['a status, whatever it holds', { ...deployment(), status: { replica: 'x' } }],
    ['bytes over several lines', object('v1', 'Secret', { data: { key: 'aGVs\nbG8=\n', empty: '' } })],
    [
      'a list of env twice',
      deployment({}, { containers: [{ name: 'main', image: 'a', env: [{ name: 'A' }, { name: 'A' }] }] }),
    ],
    [
      'a role without the group that is filled in',
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'Role', name: 'a' } }),
    ],
    [
      'a header without a value',
      deployment(
        {},
        {
          containers: [
            { name: 'main', image: 'a', livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: 'A' }] } } },
          ],
        },
      ),
    ],
    ['a name that is made', { ...object('v1', 'ConfigMap'), metadata: { generateName: 'a-' } }],
    [
      'a name that no DNS knows',
      { ...object('rbac.authorization.k8s.io/v1', 'ClusterRole'), metadata: { name: 'system:a' } },
    ],
    ['an alpha field of pods in 1.37', deployment({}, { evictionResponders: [{ name: 'a' }] })],
  ])('%s', (_, accepted) => {
    expect(lines(accepted).filter((line) => !line.includes('ASB260'))).toEqual([]);
  });

  test('all that this library writes for a release', () => {
    let count = 0;
    for (const release of readdirSync(join(ROOT, 'dist'))) {
      for (const file of readdirSync(join(ROOT, 'dist', release)).filter((name) => name.endsWith('.yaml'))) {
        for (const each of loadAll(readFileSync(join(ROOT, 'dist', release, file), 'utf8')) as KubeObject[]) {
          const { apiVersion, kind, metadata: { name } } = each;
          expect([kind, name, isCoreKind(apiVersion, kind), lines(each)]).toEqual([kind, name, true, []]);
          count += 1;
        }
      }
    }
    expect(count).toBeGreaterThan(50);
  });
});

describe('fails if', () => {
  test.each<[what: string, object: object, line: string]>([
    [
      'a field is misspelt',
      deployment({ replica: 2 }),
      "error ASB101 spec.replica: there is no field 'replica'",
    ],
    [
      'a field is misspelt in a list',
      deployment({}, { containers: [{ name: 'main', enviroment: [] }] }),
      "error ASB101 spec.template.spec.containers[0].enviroment: there is no field 'enviroment'",
    ],
    [
      'a field stands in metadata of a template',
      deployment({ template: { metadata: { label: {} }, spec: POD } }),
      "error ASB101 spec.template.metadata.label: there is no field 'label'",
    ],
    [
      'a number is text',
      deployment({ replicas: '2' }),
      "error ASB102 spec.replicas: must be an integer, not the string '2'",
    ],
    [
      'a number has a fraction',
      deployment({ replicas: 1.5 }),
      'error ASB102 spec.replicas: must be an integer, not the number 1.5',
    ],
    [
      'text is a number',
      object('v1', 'ConfigMap', { data: { port: 8080 } }),
      'error ASB102 data.port: must be a string, not the number 8080',
    ],
    [
      'a label is a boolean',
      { ...object('v1', 'Namespace'), metadata: { name: 'a', labels: { managed: true } } },
      'error ASB102 metadata.labels.managed: must be a string, not true',
    ],
    [
      'a quantity is none',
      object('v1', 'ResourceQuota', { spec: { hard: { 'requests.memory': '10 GB' } } }),
      "error ASB102 spec.hard[requests.memory]: '10 GB' is not a quantity such as 500m, 2 or 4Gi",
    ],
    [
      'a quantity is a boolean',
      object('node.k8s.io/v1', 'RuntimeClass', { handler: 'kata', overhead: { podFixed: { cpu: true } } }),
      'error ASB102 overhead.podFixed.cpu: must be of type number or string, not true',
    ],
    [
      'a port is neither number nor name',
      object('v1', 'Service', { spec: { ports: [{ port: 80, targetPort: {} }] } }),
      'error ASB102 spec.ports[0].targetPort: must be an integer or a string, not an empty object',
    ],
    [
      'a number is too large',
      object('scheduling.k8s.io/v1', 'PriorityClass', { value: 3e9 }),
      'error ASB102 value: 3000000000 is not from -2147483648 to 2147483647',
    ],
    [
      'a list is none',
      object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { policyTypes: 'Ingress' } }),
      "error ASB102 spec.policyTypes: must be a list, not the string 'Ingress'",
    ],
    [
      'something is missing',
      deployment({ selector: undefined }),
      "error ASB102 spec.selector: the field 'selector' is required",
    ],
    [
      'something is null that is needed',
      deployment({}, { containers: null }),
      "error ASB102 spec.template.spec.containers: the field 'containers' is required",
    ],
    [
      'an object has no name',
      { ...object('v1', 'ConfigMap'), metadata: { namespace: 'a' } },
      "error ASB102 metadata.name: the field 'name' is required",
    ],
    [
      'an object has no metadata',
      { apiVersion: 'v1', kind: 'ConfigMap' },
      "error ASB102 metadata.name: the field 'name' is required",
    ],
    [
      'an API version is gone',
      object('networking.k8s.io/v1beta1', 'Ingress'),
      'error ASB102 Kubernetes 1.22 and newer do not serve Ingress in networking.k8s.io/v1beta1',
    ],
    [
      'all that is left of a kind is gone',
      object('policy/v1beta1', 'PodSecurityPolicy'),
      'error ASB102 Kubernetes 1.25 and newer do not serve PodSecurityPolicy in policy/v1beta1',
    ],
    [
      'a split API version is gone',
      object('extensions/v1beta1', 'Deployment'),
      'error ASB102 Kubernetes 1.16 and newer do not serve Deployment in extensions/v1beta1',
    ],
  ])('%s', (_, refused, line) => {
    expect(lines(refused)).toEqual([expect.stringContaining(line)]);
  });

  test('a Secret holds what it cannot, without a word of what that is', () => {
    const secret = object('v1', 'Secret', {
      data: { token: 'hunter2!', list: ['hunter2'] },
      stringData: { pin: 1234 },
      type: 1,
    });
    expect(lines(secret)).toEqual([
      'error ASB102 data.token: must be base64',
      'error ASB102 data.list: must be base64',
      'error ASB102 stringData.pin: must be a string',
      'error ASB102 type: must be a string, not the number 1',
    ]);
    expect(lines(object('v1', 'Secret', { data: 'hunter2' }))).toEqual(['error ASB102 data: must be an object']);
  });

  test('a CRD has a field that schemas do not, at any depth that the API server looks at', () => {
    const crd = (schema: object) =>
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
        spec: {
          group: 'example.com',
          names: { kind: 'A', plural: 'as' },
          scope: 'Namespaced',
          versions: [{ name: 'v1', schema: { openAPIV3Schema: schema } }],
        },
      });
    expect(lines(crd({ properties: { a: { not: { requird: [] } } } }))).toEqual([
      expect.stringContaining('openAPIV3Schema.properties.a.not.requird: there is no field'),
    ]);
    // Below items it does not.
    expect(lines(crd({ items: { requird: [] }, default: { any: [1, null] } }))).toEqual([]);
  });
});

describe('a cluster', () => {
  const unknown = deployment({ checkpoint: true });

  test.each([
    ['1.37', 'warning'], ['1.38', 'warning'], ['1.36', 'error'], ['1.30', 'error'], [undefined, 'error'],
  ])('of Kubernetes %s makes of an unknown field a finding: %s', (minor, severity) => {
    const [{ finding, path }] = judgeCore(unknown, minor);
    expect({ code: finding.code, severity: finding.severity, path }).toEqual({
      code: 'ASB101',
      severity,
      path: ['spec', 'checkpoint'],
    });
  });

  test('says what to do', () => {
    const remedy = (minor?: string) => judgeCore(unknown, minor)[0].finding.remedy;
    expect(remedy('1.38')).toBe(
      'remove it, unless Kubernetes 1.38 has it: 1.36, the newest that is known here, does not',
    );
    expect(remedy('1.36')).toBe('remove it: the API server would refuse or drop it');
    expect(remedy()).toBe(
      'remove it, or declare the Kubernetes version of the cluster if it is newer than 1.36: '
      + 'the API server would refuse or drop it',
    );
  });

  test('that is newer still has types', () => {
    expect(lines(deployment({ replicas: 'two' }), '1.38')).toEqual([
      expect.stringMatching(/^error ASB102 spec.replicas/),
    ]);
  });

  test('has the pods of its minor', () => {
    const pod = deployment({}, { workloadRef: { name: 'a', podGroup: 'b' } });
    expect(lines(pod, '1.35')).toEqual([expect.stringContaining('ASB260')]);
    expect(lines(pod, '1.36')).toEqual([expect.stringContaining('workloadRef')]);
  });

  test('serves what was not removed yet', () => {
    const guard = object('policy/v1beta1', 'PodDisruptionBudget');
    expect(lines(guard, '1.24')).toEqual([]);
    expect(lines(guard, '1.25')).toHaveLength(1);
  });
});

test('other kinds are passed over, and objects of any form are survived', () => {
  for (const other of [
    object('example.com/v1', 'Deployment', { spec: 1 }),
    object('v1', 'Node', { spec: 1 }),
    object('apps/v1', 'ControllerRevision'),
    object('v1', 'constructor'),
  ]) {
    expect(isCoreKind(other.apiVersion, other.kind)).toBe(false);
    expect(lines(other)).toEqual([]);
  }
  for (const metadata of [null, 1, 'a', [], [1], { name: {} }, { name: 1 }]) {
    expect(() => lines({ apiVersion: 'v1', kind: 'Secret', metadata })).not.toThrow();
  }
  expect(coreSchemaFor('apps/v1', 'Deployment')).toBe(coreSchemaFor('apps/v1', 'Deployment', '1.99'));
});
