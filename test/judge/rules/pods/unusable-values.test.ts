import { ApiObject } from 'cdk8s';
import { Judge } from '../../../../src';
import { judgeCore } from '../../../../src/judge/kubernetes-kinds';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { contextOf, objectOf, podWith, said } from '../../../support/judged';
import { chartOf, findingsOf } from '../../../support/workloads';

const CODES = /^ASB26[12]/;
const found = (container: object, pod: object = {}) =>
  said(objectOf('Sandbox', 'dev', podWith(pod, container)), contextOf())
    .filter((line) => CODES.test(line))
    .map((line) => line.replace('spec.podTemplate.spec.', '').replace('containers[0].', ''));

const limits = (amounts: object) => ({ resources: { limits: amounts } });

test.each<[string, object, string, object?]>([
  [
    'memory in thousandths',
    limits({ memory: '512m' }),
    "ASB261: resources.limits.memory: '512m' is thousandths of a byte",
  ],
  ['requests', { resources: { requests: { memory: '1000m' } } }, 'ASB261: resources.requests.memory: '],
  ['ephemeral storage', limits({ 'ephemeral-storage': '1m' }), 'ASB261: resources.limits.ephemeral-storage: '],
  ['fractions of a byte', limits({ memory: '1.5' }), "ASB261: resources.limits.memory: '1.5' is not a whole number"],
  ['memory without a unit', limits({ memory: 512 }), 'ASB261: resources.limits.memory: a limit of 512 bytes'],
  [
    'memory without a unit, as text',
    limits({ memory: '2k' }),
    'ASB261: resources.limits.memory: a limit of 2000 bytes',
  ],
  ['CPU in bytes', limits({ cpu: '2Gi' }), "ASB261: resources.limits.cpu: '2Gi' is more CPUs than any node has"],
  ['CPU in millions', limits({ cpu: '500M' }), 'ASB261: resources.limits.cpu: '],
  [
    'a size',
    {},
    "ASB261: volumes[0].emptyDir.sizeLimit: '500m'",
    { volumes: [{ name: 'a', emptyDir: { sizeLimit: '500m' } }] },
  ],
  [
    'a medium',
    {},
    "ASB262: volumes[0].emptyDir.medium: 'memory' is not a medium",
    {
      volumes: [{ name: 'a', emptyDir: { medium: 'memory' } }],
    },
  ],
  [
    'a medium that never was',
    {},
    "ASB262: volumes[0].emptyDir.medium: 'tmpfs' is",
    {
      volumes: [{ name: 'a', emptyDir: { medium: 'tmpfs' } }],
    },
  ],
  [
    'a space in an image',
    { image: 'nginx: latest' },
    "ASB262: image: 'nginx: latest' is not the reference of an image",
  ],
  ['upper case', { image: 'registry.example.com/Agent:1' }, 'ASB262: image: '],
  ['upper case in the first part', { image: 'MyOrg/agent:1' }, 'ASB262: image: '],
  ['a scheme', { image: 'https://registry.example.com/agent:1' }, 'ASB262: image: '],
  ['a scheme of Docker', { image: 'docker://nginx' }, 'ASB262: image: '],
  ['no tag behind the colon', { image: 'nginx:' }, 'ASB262: image: '],
  ['two tags', { image: 'nginx:1:2' }, 'ASB262: image: '],
  ['a short digest', { image: 'nginx@sha256:abc' }, 'ASB262: image: '],
  ['a placeholder', { image: '${IMAGE}' }, 'ASB262: image: '],
  ['a slash at the end', { image: 'registry.example.com/' }, 'ASB262: image: '],
  [
    'a prefix',
    { securityContext: { capabilities: { add: ['CAP_NET_ADMIN'] } } },
    "ASB262: securityContext.capabilities.add[0]: 'CAP_NET_ADMIN' is not the name",
  ],
  [
    'a prefix in lower case',
    { securityContext: { capabilities: { drop: ['cap_net_raw'] } } },
    'ASB262: securityContext.capabilities.drop[0]: ',
  ],
  [
    'a slip',
    { securityContext: { capabilities: { add: ['NET_ADMINS'] } } },
    "ASB262: securityContext.capabilities.add[0]: 'NET_ADMINS' is not the name",
  ],
  ['a command in one item', { command: ['python app.py'] }, "ASB262: command[0]: 'python app.py' is read as the name"],
  ['a shell in one item', { command: ['sh -c', 'sleep 1'] }, 'ASB262: command[0]: '],
  [
    'a probe in one item',
    { livenessProbe: { exec: { command: ['cat /tmp/healthy'] } } },
    'ASB262: livenessProbe.exec.command[0]: ',
  ],
])('tells of %s', (_, container, expected, pod = {}) => {
  const lines = found(container, pod);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(expected);
});

test.each<[string, object, object?]>([
  ['usual amounts', { resources: { limits: { cpu: '500m', memory: '1.5Gi' }, requests: { cpu: 2, memory: '512Mi' } } }],
  ['other forms of amounts', limits({ cpu: '0.5', memory: '1e9' })],
  ['bytes', limits({ 'memory': 536870912, 'ephemeral-storage': '1G' })],
  ['none', { resources: { requests: { memory: 0, cpu: 0 } } }],
  ['a small request', { resources: { requests: { memory: '1k' } } }],
  ['other resources', limits({ 'nvidia.com/gpu': 1 })],
  ['media', {}, {
    volumes: [
      { name: 'a', emptyDir: { medium: 'Memory', sizeLimit: '1Gi' } }, { name: 'b', emptyDir: { medium: '' } },
      { name: 'c', emptyDir: { medium: 'HugePages-2Mi' } }, { name: 'd', emptyDir: {} },
    ],
  }],
  ['a name', { image: 'nginx' }],
  ['a registry with a port', { image: 'localhost:5000/team/agent_x:1.2-rc.1' }],
  ['a registry in upper case', { image: 'Registry.Example.com/a--b/c__d:V1' }],
  ['an address', { image: '[fd00::1]:5000/agent' }],
  ['a digest', { image: `registry.example.com/agent:1@sha256:${'a'.repeat(64)}` }],
  ['capabilities', { securityContext: { capabilities: { add: ['NET_ADMIN', 'sys_ptrace'], drop: ['ALL', 'all'] } } }],
  ['a capability that is not known yet', { securityContext: { capabilities: { add: ['QUANTUM_LEAP'] } } }],
  ['commands', { command: ['sh', '-c', 'echo hello world'], args: ['a b'] }],
  ['an executable of Windows', { command: ['C:\\Program Files\\agent\\agent.exe'] }],
])('not of %s', (_, container, pod = {}) => {
  expect(found(container, pod)).toEqual([]);
});

test('tells of claims, in templates and alone', () => {
  const template = {
    metadata: { name: 'a' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10m' } } },
  };
  const lines = (kind: 'Sandbox' | 'SandboxClaim', spec: object) => (
    said(objectOf(kind, 'dev', { ...spec, volumeClaimTemplates: [template] }), contextOf())
      .filter((line) => CODES.test(line))
  );
  const message =
    "ASB261: spec.volumeClaimTemplates[0].spec.resources.requests.storage: '10m' is thousandths of a byte: " +
    'the unit m is milli';
  expect(lines('Sandbox', podWith())).toEqual([message]);
  expect(lines('SandboxClaim', { warmPoolRef: { name: 'pool' } })).toEqual([message]);
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' }, spec: template.spec };
  expect(judgeCore(claim).map(({ path }) => path.join('.'))).toEqual(['spec.resources.requests.storage']);
});

describe('plain kinds', () => {
  const spec = { containers: [{ name: 'main', image: 'nginx: latest' }] };
  const template = { metadata: { labels: { app: 'a' } }, spec: { ...spec, restartPolicy: undefined } };
  const ended = { ...template, spec: { ...spec, restartPolicy: 'Never' } };
  const workload = (apiVersion: string, kind: string, body: object): [string, KubeObject] => (
    [kind, { apiVersion, kind, metadata: { name: 'a' }, ...body }]
  );
  const selector = { matchLabels: { app: 'a' } };

  test.each([
    workload('v1', 'Pod', { spec }),
    workload('apps/v1', 'Deployment', { spec: { selector, template } }),
    workload('apps/v1', 'StatefulSet', { spec: { selector, serviceName: 'a', template } }),
    workload('batch/v1', 'Job', { spec: { template: ended } }),
    workload('batch/v1', 'CronJob', { spec: { schedule: '0 0 * * *', jobTemplate: { spec: { template: ended } } } }),
    workload('v1', 'ReplicationController', { spec: { selector: { app: 'a' }, template } }),
    workload('v1', 'PodTemplate', { template }),
  ])('%s', (_, object) => {
    expect(judgeCore(JSON.parse(JSON.stringify(object))).map(({ finding: { code, severity } }) => [code, severity]))
      .toEqual([['ASB262', 'warning']]);
  });

  test('fails if the template of a PodTemplate is refused', () => {
    const object = {
      apiVersion: 'v1',
      kind: 'PodTemplate',
      metadata: { name: 'a' },
      template: {
        spec: { containers: [{ name: 'My_Main', image: 'a' }] },
      },
    };
    expect(judgeCore(object as KubeObject).map(({ finding: { code }, path }) => [code, path.join('.')])).toEqual([
      ['ASB209', 'template.spec.containers.0.name'],
    ]);
  });
});

test('names the construct at synth', () => {
  const chart = chartOf();
  Judge.of(chart);
  new ApiObject(chart, 'Dev', objectOf('Sandbox', 'dev', podWith({}, { image: 'MyOrg/agent:1' })));
  expect(findingsOf(chart)).toContainEqual(expect.objectContaining({
    code: 'ASB262', path: 'research/Dev', remedy: 'write the repository in lower case',
  }));
});
