import { quantityText, sum } from '../../../src/judge/capacity/needs';
import { NamespaceContents, needsOfObjects } from '../../../src/judge/capacity/object-needs';
import { hardOf, shortfalls } from '../../../src/judge/capacity/shortfalls';
import { KubeObject } from '../../../src/kubernetes/kube-object';

const spec = (cpu: string) => ({ containers: [{ resources: { requests: { cpu } } }] });
const object = (kind: string, name: string, rest: object): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...rest,
});

const template = (name: string, cpu: string) =>
  object('SandboxTemplate', name, { spec: { podTemplate: { spec: spec(cpu) } } });
const pool = (name: string, of: string, rest: object) =>
  object('SandboxWarmPool', name, { spec: { sandboxTemplateRef: { name: of }, ...rest } });
const scaler = (kind: string, name: string, most: object, target = 'SandboxWarmPool') =>
  object(kind, `${name}-scaler`, { spec: { scaleTargetRef: { kind: target, name }, ...most } });

function contents(...objects: KubeObject[]): NamespaceContents {
  return { objects, defaults: {}, overhead: () => undefined };
}

function cpuOf(...objects: KubeObject[]): Record<string, string | undefined> {
  return Object.fromEntries(needsOfObjects(contents(...objects)).map(({ object: name, needs }) => [
    name, needs['requests.cpu'] === undefined ? undefined : quantityText('cpu', needs['requests.cpu']),
  ]));
}

test('a pool counts with the most replicas that its autoscaler may give it', () => {
  const python = template('python', '500m');
  expect(cpuOf(python, pool('idle', 'python', { replicas: 0 }))).toEqual({ 'SandboxWarmPool idle': undefined });
  expect(cpuOf(python, pool('python', 'python', { replicas: 4 }))).toEqual({ 'SandboxWarmPool python': '2' });
  expect(
    cpuOf(python, pool('python', 'python', {}), scaler('HorizontalPodAutoscaler', 'python', { maxReplicas: 40 })),
  ).toEqual({ 'SandboxWarmPool python': '20' });
  expect(cpuOf(python, pool('python', 'python', {}), scaler('ScaledObject', 'python', { maxReplicaCount: 6 }))).toEqual(
    { 'SandboxWarmPool python': '3' },
  );
  expect(cpuOf(python, pool('python', 'python', {}), scaler('ScaledObject', 'python', {}))).toEqual({
    'SandboxWarmPool python': '50',
  });
});

test('a pool that is replaced at once counts twice while the old ones end', () => {
  expect(
    cpuOf(template('python', '1'), pool('python', 'python', { replicas: 4, updateStrategy: { type: 'Recreate' } })),
  ).toEqual({ 'SandboxWarmPool python': '8' });
});

test('a claim counts besides its pool, which is refilled behind it', () => {
  const python = template('python', '1');
  expect(
    cpuOf(
      python,
      pool('python', 'python', { replicas: 2 }),
      object('SandboxClaim', 'a', { spec: { warmPoolRef: { name: 'python' } } }),
    ),
  ).toEqual({
    'SandboxWarmPool python': '2',
    'SandboxClaim a': '1',
  });
  expect(cpuOf(python, object('SandboxClaim', 'old', { spec: { sandboxTemplateRef: { name: 'python' } } }))).toEqual({
    'SandboxClaim old': '1',
  });
});

test('whatever else makes pods counts too', () => {
  const job = { spec: { parallelism: 3, template: { spec: spec('1') } } };
  expect(
    cpuOf(
      object('Sandbox', 'dev', { spec: { operatingMode: 'Suspended', podTemplate: { spec: spec('2') } } }),
      object('Deployment', 'web', { spec: { replicas: 3, template: { spec: spec('1') } } }),
      object('Deployment', 'scaled', { spec: { template: { spec: spec('1') } } }),
      scaler('HorizontalPodAutoscaler', 'scaled', { maxReplicas: 7 }, 'Deployment'),
      object('StatefulSet', 'db', { spec: { template: { spec: spec('1') } } }),
      object('Job', 'once', job),
      object('CronJob', 'nightly', { spec: { jobTemplate: job } }),
      object('Pod', 'debug', { spec: spec('250m') }),
      object('ConfigMap', 'none', {}),
    ),
  ).toEqual({
    'Sandbox dev': '2',
    'Deployment web': '3',
    'Deployment scaled': '7',
    'StatefulSet db': '1',
    'Job once': '3',
    'CronJob nightly': '3',
    'Pod debug': '250m',
  });
});

test('of resources such as GPUs a quota bounds what is requested', () => {
  const gpus = {
    containers: [{ resources: { limits: { 'nvidia.com/gpu': 2, 'hugepages-2Mi': '100Mi', 'memory': '1Gi' } } }],
  };
  const parts = needsOfObjects(contents(object('Pod', 'train', { spec: gpus })));
  expect(hardOf(sum(parts.map(({ needs }) => needs)))).toEqual({
    'limits.memory': '1Gi',
    'pods': '1',
    'requests.hugepages-2Mi': '100Mi',
    'requests.memory': '1Gi',
    'requests.nvidia.com/gpu': '2',
  });
  expect(shortfalls({ 'requests.nvidia.com/gpu': '1' }, parts).map(({ needed }) => needed)).toEqual(['2']);
});

test('what is not known is said', () => {
  const parts = needsOfObjects(
    contents(
      pool('python', 'elsewhere', { replicas: 2 }),
      object('SandboxClaim', 'a', { spec: { warmPoolRef: { name: 'other' } } }),
      object('DaemonSet', 'agent', { spec: {} }),
    ),
  );
  expect(parts.map(({ object: name, unknown }) => `${name}: ${unknown}`)).toEqual([
    'SandboxWarmPool python: SandboxTemplate elsewhere',
    'SandboxClaim a: SandboxWarmPool other',
    'DaemonSet agent: how many nodes it runs on',
  ]);
});

test('a computed quota allows just what is needed', () => {
  const parts = needsOfObjects(
    contents(
      template('python', '500m'),
      pool('python', 'python', { replicas: 3 }),
      object('Sandbox', 'dev', {
        spec: {
          podTemplate: { spec: spec('1') },
          volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '50Gi' } } } }],
        },
      }),
    ),
  );
  const hard = hardOf(sum(parts.map(({ needs }) => needs)));
  expect(hard).toEqual({
    'count/sandboxes.agents.x-k8s.io': '4',
    'persistentvolumeclaims': '1',
    'pods': '4',
    'requests.cpu': '2500m',
    'requests.storage': '50Gi',
  });
  expect(shortfalls(hard, parts)).toEqual([]);
  expect(shortfalls({ ...hard, 'requests.cpu': '2499m' }, parts)).toEqual([
    {
      resource: 'requests.cpu',
      allowed: '2499m',
      needed: '2500m',
      consumers: ['SandboxWarmPool python 1500m', 'Sandbox dev 1'],
    },
  ]);
  expect(shortfalls({ 'cpu': '2', 'pods': '3', 'limits.cpu': '0' }, parts).map(({ resource }) => resource)).toEqual([
    'cpu',
    'pods',
  ]);
});
