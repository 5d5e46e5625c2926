/**
 * Ordinary mistakes in pods, each with the path that is to blame and the nearest pod that is fine. Kubernetes' own
 * validation is compared with in `test/oracle/pod-values.test.ts`.
 */
import { judgeClaimSpec, judgeEnvironment, judgePodValues } from '../../../src/judge/values';
import { formatPath } from '../../../src/kubernetes/json-path';

interface Made { readonly pod?: object; readonly container?: object; readonly metadata?: object }

function refused({ pod = {}, container = {}, metadata = {} }: Made): string[] {
  const spec = { containers: [{ name: 'main', image: 'registry.example.com/a:1', ...container }], ...pod };
  return judgePodValues({ metadata, spec }).map(({ path }) => formatPath(path));
}

const NODES = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';
const MAIN = 'spec.containers[0]';
const SCRATCH = { volumes: [{ name: 'scratch', emptyDir: {} }] };
const HTTP = { httpGet: { port: 80 } };
const spread = (more: object) => ({
  pod: {
    topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', ...more }],
  },
});
const nodes = (expression: object) => ({
  pod: {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', ...expression }] }],
        },
      },
    },
  },
});
const mounts = (mount: object) => ({
  pod: SCRATCH, container: { volumeMounts: [{ name: 'scratch', mountPath: '/scratch', ...mount }] },
});
const limits = (given: object, requests: object = {}) => ({ container: { resources: { limits: given, requests } } });

test.each<[name: string, path: string, mistake: Made, fine: Made]>([
  ['an image with a space before it', `${MAIN}.image`,
    { container: { image: ' a/b:1' } }, { container: { image: 'a/b:1' } }],
  ['no image', `${MAIN}.image`, { container: { image: '' } }, { container: { image: 'a' } }],
  ['a name with capitals', `${MAIN}.name`, { container: { name: 'My_Main' } }, { container: { name: 'my-main' } }],
  ['port 70000', `${MAIN}.ports[0].containerPort`,
    { container: { ports: [{ containerPort: 70000 }] } }, { container: { ports: [{ containerPort: 65535 }] } }],
  ['port 0', `${MAIN}.ports[0].containerPort`,
    { container: { ports: [{ containerPort: 0 }] } }, { container: { ports: [{ containerPort: 1 }] } }],
  ['ports of one name', `${MAIN}.ports[1].name`,
    { container: { ports: [{ name: 'a', containerPort: 1 }, { name: 'a', containerPort: 2 }] } },
    { container: { ports: [{ name: 'a', containerPort: 1 }, { name: 'b', containerPort: 2 }] } }],
  ['a long name of a port', `${MAIN}.ports[0].name`,
    { container: { ports: [{ name: 'a'.repeat(16), containerPort: 1 }] } },
    { container: { ports: [{ name: 'a'.repeat(15), containerPort: 1 }] } }],
  ['a request above its limit', `${MAIN}.resources.requests`,
    limits({ memory: '2Gi' }, { memory: '4Gi' }), limits({ memory: '2Gi' }, { memory: '2048Mi' })],
  ['a negative amount', `${MAIN}.resources.limits.cpu`, limits({ cpu: '-5m' }), limits({ cpu: '0' })],
  ['a resource without a domain', `${MAIN}.resources.limits.gpu`, limits({ gpu: 1 }), limits({ 'nvidia.com/gpu': 1 })],
  ['a device that is requested only', `${MAIN}.resources.limits`,
    limits({}, { 'nvidia.com/gpu': 1 }), limits({ 'nvidia.com/gpu': 1 }, { 'nvidia.com/gpu': 1 })],
  ['half a device', `${MAIN}.resources.limits[nvidia.com/gpu]`,
    limits({ 'nvidia.com/gpu': '500m' }), limits({ 'nvidia.com/gpu': '2000m' })],
  ['a variable without a name', `${MAIN}.env[0].name`,
    { container: { env: [{ name: '' }] } }, { container: { env: [{ name: 'A' }] } }],
  ['a variable with =', `${MAIN}.env[0].name`,
    { container: { env: [{ name: 'A=B' }] } }, { container: { env: [{ name: '1 é'.slice(0, 2) }] } }],
  ['a value beside a source', `${MAIN}.env[0].valueFrom`,
    { container: { env: [{ name: 'A', value: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] } },
    { container: { env: [{ name: 'A', value: '', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] } }],
  ['privileged beside no escalation', `${MAIN}.securityContext`,
    { container: { securityContext: { privileged: true, allowPrivilegeEscalation: false } } },
    { container: { securityContext: { privileged: true } } }],
  ['user -1', `${MAIN}.securityContext.runAsUser`,
    { container: { securityContext: { runAsUser: -1 } } }, { container: { securityContext: { runAsUser: 0 } } }],
  ['a local seccomp profile without a path', 'spec.securityContext.seccompProfile.localhostProfile',
    { pod: { securityContext: { seccompProfile: { type: 'Localhost' } } } },
    { pod: { securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' } } } }],
  ['an effect that there is not', 'spec.tolerations[0].effect',
    { pod: { tolerations: [{ key: 'a', effect: 'NoSchedul' }] } },
    { pod: { tolerations: [{ key: 'a', effect: 'NoSchedule' }] } }],
  ['an operator that there is not', 'spec.tolerations[0].operator',
    { pod: { tolerations: [{ key: 'a', operator: 'Equals' }] } },
    { pod: { tolerations: [{ key: 'a', operator: 'Equal' }] } }],
  ['Exists with a value', 'spec.tolerations[0].value',
    { pod: { tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] } },
    { pod: { tolerations: [{ key: 'a', operator: 'Exists' }] } }],
  ['no time to run', 'spec.activeDeadlineSeconds',
    { pod: { activeDeadlineSeconds: 0 } }, { pod: { activeDeadlineSeconds: 1 } }],
  ['an alias of no address', 'spec.hostAliases[0].ip',
    { pod: { hostAliases: [{ ip: 'nope' }] } }, { pod: { hostAliases: [{ ip: '::1' }] } }],
  ['two handlers of a probe', `${MAIN}.livenessProbe.tcpSocket`,
    { container: { livenessProbe: { ...HTTP, tcpSocket: { port: 1 } } } }, { container: { livenessProbe: HTTP } }],
  ['no handler of a probe', `${MAIN}.readinessProbe`,
    { container: { readinessProbe: { periodSeconds: 1 } } },
    { container: { readinessProbe: { ...HTTP, periodSeconds: 1 } } }],
  ['a probe of port 70000', `${MAIN}.livenessProbe.httpGet.port`,
    { container: { livenessProbe: { httpGet: { port: 70000 } } } },
    { container: { livenessProbe: { httpGet: { port: 'web' } } } }],
  ['a negative period', `${MAIN}.livenessProbe.periodSeconds`,
    { container: { livenessProbe: { ...HTTP, periodSeconds: -1 } } },
    { container: { livenessProbe: { ...HTTP, periodSeconds: 0 } } }],
  ['a liveness probe that succeeds twice', `${MAIN}.livenessProbe.successThreshold`,
    { container: { livenessProbe: { ...HTTP, successThreshold: 2 } } },
    { container: { readinessProbe: { ...HTTP, successThreshold: 2 } } }],
  ['an account with a space', 'spec.serviceAccountName',
    { pod: { serviceAccountName: 'A b' } }, { pod: { serviceAccountName: 'a.b' } }],
  ['a host name with an underscore', 'spec.hostname', { pod: { hostname: 'A_b' } }, { pod: { hostname: 'a-b' } }],
  ['a volume with capitals', 'spec.volumes[0].name',
    { pod: { volumes: [{ name: 'My_Vol', emptyDir: {} }] } }, { pod: { volumes: [{ name: 'my-vol', emptyDir: {} }] } }],
  ['two sources of a volume', 'spec.volumes[0].configMap',
    { pod: { volumes: [{ name: 'a', emptyDir: {}, configMap: { name: 'c' } }] } },
    { pod: { volumes: [{ name: 'a', configMap: { name: 'c' } }] } }],
  ['a ConfigMap without a name', 'spec.volumes[0].configMap.name',
    { pod: { volumes: [{ name: 'a', configMap: {} }] } }, { pod: { volumes: [{ name: 'a' }] } }],
  ['a claim without a name', 'spec.volumes[0].persistentVolumeClaim.claimName',
    { pod: { volumes: [{ name: 'a', persistentVolumeClaim: { claimName: '' } }] } },
    { pod: { volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'a' } }] } }],
  ['a sub-path that leaves the volume', `${MAIN}.volumeMounts[0].subPath`,
    mounts({ subPath: '../x' }), mounts({ subPath: 'x/..y' })],
  ['a mount of no volume', `${MAIN}.volumeMounts[0].name`, mounts({ name: 'home' }), mounts({ mountPath: 'relative' })],
  ['a mount without a path', `${MAIN}.volumeMounts[0].mountPath`,
    mounts({ mountPath: '' }), mounts({ mountPath: '/' })],
  ['a skew of 0', 'spec.topologySpreadConstraints[0].maxSkew', spread({ maxSkew: 0 }), spread({ maxSkew: 1 })],
  ['an answer that there is not', 'spec.topologySpreadConstraints[0].whenUnsatisfiable',
    spread({ whenUnsatisfiable: 'Maybe' }), spread({ whenUnsatisfiable: 'ScheduleAnyway' })],
  ['an operator of nodes that there is not',
    `${NODES}.nodeSelectorTerms[0].matchExpressions[0].operator`,
    nodes({ operator: 'Is', values: ['b'] }), nodes({ operator: 'In', values: ['b'] })],
  ['a restart policy that there is not', 'spec.restartPolicy',
    { pod: { restartPolicy: 'Sometimes' } }, { pod: { restartPolicy: 'Never' } }],
  ['a DNS policy in other case', 'spec.dnsPolicy',
    { pod: { dnsPolicy: 'Clusterfirst' } }, { pod: { dnsPolicy: 'ClusterFirst' } }],
  ['a pull policy that is misspelt', `${MAIN}.imagePullPolicy`,
    { container: { imagePullPolicy: 'IfNotPresnt' } }, { container: { imagePullPolicy: 'IfNotPresent' } }],
  ['a system in other case', 'spec.os.name', { pod: { os: { name: 'Linux' } } }, { pod: { os: { name: 'linux' } } }],
  ['a label with a space', 'metadata.labels.a',
    { metadata: { labels: { a: 'b c' } } }, { metadata: { labels: { a: 'b.c' } } }],
  ['a key with a space', 'metadata.annotations[a b]',
    { metadata: { annotations: { 'a b': '' } } }, { metadata: { annotations: { 'A.b': ' ' } } }],
  ['no name servers', 'spec.dnsConfig',
    { pod: { dnsPolicy: 'None' } }, { pod: { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.1'] } } }],
  ['a sleep longer than the grace period', `${MAIN}.lifecycle.preStop.sleep`,
    { container: { lifecycle: { preStop: { sleep: { seconds: 31 } } } } },
    { pod: { terminationGracePeriodSeconds: 31 }, container: { lifecycle: { preStop: { sleep: { seconds: 31 } } } } }],
])('fails if a pod has %s', (_, path, mistake, fine) => {
  expect(refused(mistake)).toEqual([path]);
  expect(refused(fine)).toEqual([]);
});

test('tolerations in an annotation are read as Kubernetes reads them, whatever they hold', () => {
  const judged = (value: string) => refused({
    metadata: { annotations: { 'scheduler.alpha.kubernetes.io/tolerations': value } },
  }).length;
  for (const value of ['[{"key":1}]', '["a"]', '[[]]', '{}', '[', '[{"key":"a","tolerationSeconds":"1"}]', '[{}]']) {
    expect([value, judged(value)]).toEqual([value, 1]);
  }
  for (const value of ['', 'null', '[]', '[{"KEY":"a","other":1}]', '[{"key":"a","value":null}]']) {
    expect([value, judged(value)]).toEqual([value, 0]);
  }
});

test('MountOption is refused from 1.33 on, where Kubernetes reads the field and its gate is off', () => {
  const spec = {
    containers: [{ name: 'main', image: 'a' }], securityContext: { seLinuxChangePolicy: 'MountOption' },
  };
  expect(judgePodValues({ spec }, { minor: 32 })).toEqual([]);
  expect(judgePodValues({ spec }, { minor: 33 })).toHaveLength(1);
});

test('a message has the value, what is allowed, and is cut where the value is long', () => {
  const [{ message, remedy }] = judgePodValues({ spec: { containers: [{ name: 'x'.repeat(1_000_000), image: 'a' }] } });
  expect(message).toBe(`'${'x'.repeat(55)}...' is not a DNS label`);
  expect(remedy).toBe("use at most 63 lower-case letters, digits and '-', with a letter or digit at both ends");
});

test('null is as good as absent, wherever the schema lets it through', () => {
  const shapes = [
    undefined,
    {},
    { containers: null },
    { containers: [null] },
    { containers: [{ name: 'a', image: 'a', env: [null] }] },
  ];
  for (const spec of shapes) {
    expect(judgePodValues({ metadata: null, spec }).length).toBeGreaterThan(0);
  }
  const container = { name: 'a', image: 'a', env: null, ports: null, livenessProbe: null, resources: { limits: null } };
  expect(judgePodValues({ spec: { containers: [container], volumes: null, os: null, securityContext: null } })).toEqual(
    [],
  );
});

test('addresses that older Kubernetes reads are refused from 1.36 on', () => {
  const spec = {
    containers: [{ name: 'main', image: 'a' }],
    hostAliases: [{ ip: '010.0.0.1' }, { ip: '::ffff:10.0.0.1' }],
  };
  expect(judgePodValues({ spec }, { minor: 35 })).toEqual([]);
  expect(judgePodValues({ spec }, { minor: 36 })).toHaveLength(2);
});

test('variables of a claim, and claims of volumes, are judged without a pod', () => {
  expect(judgeEnvironment([{ name: 'A' }, { name: '' }]).map(({ path }) => formatPath(path))).toEqual(['[1].name']);
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  expect(judgeClaimSpec(claim)).toEqual([]);
  expect(judgeClaimSpec({ ...claim, resources: {} }).map(({ path }) => formatPath(path))).toEqual([
    'resources.requests.storage',
  ]);
});
