/**
 * What plain Namespaces, quotas and limit ranges demand of pods: ASB250 and ASB406 to ASB409 against the answers of the
 * API server to the pods that a sandbox would get. ASB410 is about what is not known here, which no server answers.
 */
import { quotaIsCounted } from './counted-quota';
import { aControlPlane, describeCluster, Plane } from './plane';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { until } from '../../src/rehearsal/cluster/until';
import { inFiles } from '../support/both-ways';

const CODES = /^(?:error|warning) (ASB250|ASB40[6-9])/;

interface Row {
  readonly code: string;
  /** The Pod Security standard that the namespace enforces. */
  readonly enforces?: string;
  readonly guards?: readonly object[];
  readonly bad: object;
  /** The nearest pod that is fine. */
  readonly good: object;
  /** What the API server says of the bad one; undefined where it says nothing. */
  readonly says?: RegExp;
}

const container = (more: object = {}) => ({ name: 'main', image: 'registry.example.com/devbox:2.4', ...more });
const limited = (cpu: string, more: object = {}) => ({
  containers: [container({ resources: { requests: { cpu }, limits: { cpu } } })], ...more,
});
const quota = (hard: object, more: object = {}) => ({
  apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' }, spec: { hard, ...more },
});
const limitRange = (...limits: object[]) => ({
  apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'limits' }, spec: { limits },
});
const ofPriority = (value: string) => ({
  scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: [value] }] },
});

const ROWS: Readonly<Record<string, Row>> = {
  'a privileged pod where baseline is enforced': {
    code: 'ASB250',
    enforces: 'baseline',
    bad: { containers: [container({ securityContext: { privileged: true } })] },
    good: { containers: [container()] },
    says: /violates PodSecurity "baseline:latest": privileged/,
  },
  'a pod of root where restricted is enforced': {
    code: 'ASB250',
    enforces: 'restricted',
    bad: { containers: [container()] },
    good: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [container({
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      })],
    },
    says: /violates PodSecurity "restricted:latest"/,
  },
  'more CPU than the quota has': {
    code: 'ASB406',
    guards: [quota({ 'requests.cpu': '2' })],
    bad: limited('2001m'),
    good: limited('2'),
    says: /exceeded quota: quota, requested: requests.cpu=2001m, used: requests.cpu=0, limited: requests.cpu=2/,
  },
  'a container without the limit that a quota bounds': {
    code: 'ASB407',
    guards: [quota({ 'limits.memory': '8Gi' })],
    bad: limited('1'),
    good: { containers: [container({ resources: { limits: { memory: '1Gi' } } })] },
    says: /failed quota: quota: must specify limits.memory for: main/,
  },
  'one that gets it from a LimitRange, and is above its maximum': {
    code: 'ASB409',
    guards: [
      quota({ 'limits.cpu': '8' }),
      limitRange({ type: 'Container', default: { cpu: '1' }, max: { cpu: '2' } }),
    ],
    bad: limited('3'),
    good: { containers: [container()] },
    says: /maximum cpu usage per Container is 2, but limit is 3/,
  },
  'a pod of several containers above the maximum of a pod': {
    code: 'ASB409',
    guards: [limitRange({ type: 'Pod', max: { cpu: '2' } })],
    bad: { containers: ['a', 'b', 'c'].map((name) => ({ ...limited('1').containers[0], name })) },
    good: { containers: ['a', 'b'].map((name) => ({ ...limited('1').containers[0], name })) },
    says: /maximum cpu usage per Pod is 2, but limit is 3/,
  },
  'a quota of another priority': {
    code: 'ASB408',
    guards: [quota({ pods: '5' }, ofPriority('sandbox-low'))],
    bad: limited('1', { priorityClassName: 'sandbox' }),
    good: limited('1', { priorityClassName: 'sandbox-low' }),
  },
};

const CLASSES = ['sandbox', 'sandbox-low'].map((name, index) => ({
  apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: index + 1,
}));

describeCluster('guards of a namespace', () => {
  const plane = aControlPlane();

  beforeAll(async () => {
    for (const each of CLASSES) { expect((await plane.client.create(each)).status).toBe(201); }
  });

  test.each(Object.entries(ROWS))('%s', async (name, row) => {
    const namespace = `guarded-${Object.keys(ROWS).indexOf(name)}`;
    await prepare(plane, namespace, row);
    expect(findingsOf(namespace, row, row.bad)).toEqual([row.code]);
    expect(findingsOf(namespace, row, row.good)).toEqual([]);
    const bad = await create(plane, namespace, 'bad', row.bad);
    const good = await create(plane, namespace, 'good', row.good);
    expect([good.status, good.body.message]).toEqual([201, undefined]);
    if (row.says) {
      expect([bad.status, bad.body.message]).toEqual([403, expect.stringMatching(row.says)]);
      return;
    }
    // The quota that is not about the pod lets it in, and counts the other alone.
    expect(bad.status).toBe(201);
    await quotaCounts(plane, namespace, '1');
  });
});

async function prepare({ client }: Plane, namespace: string, row: Row): Promise<void> {
  const objects = guardsOf(namespace, row);
  for (const object of objects) {
    const { status, body } = await client.create(object);
    expect([status, body.message]).toEqual([201, undefined]);
  }
  await until(`the account of ${namespace}`, async () => (
    (await client.get(`/api/v1/namespaces/${namespace}/serviceaccounts/default`)).status === 200
  ));
  if (objects.some(({ kind }) => kind === 'ResourceQuota')) { await quotaIsCounted(client, namespace); }
}

function guardsOf(namespace: string, { enforces, guards = [] }: Row): KubeObject[] {
  const labels: Record<string, string> = {
    ...(enforces !== undefined && { 'pod-security.kubernetes.io/enforce': enforces }),
  };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } },
    ...(guards as KubeObject[]).map((each) => ({ ...each, metadata: { ...each.metadata, namespace } })),
  ];
}

/** The codes that are about the guards, of a sandbox with the pod. */
function findingsOf(namespace: string, row: Row, spec: object): string[] {
  const sandbox = {
    apiVersion: 'agents.x-k8s.io/v1beta1',
    kind: 'Sandbox',
    metadata: { name: 'a', namespace },
    spec: { podTemplate: { spec } },
  };
  const lines = inFiles({ 'a.yaml': [...guardsOf(namespace, row), ...CLASSES, sandbox] });
  return lines.flatMap((line) => CODES.exec(line)?.[1] ?? []);
}

function create({ client }: Plane, namespace: string, name: string, spec: object): ReturnType<typeof client.create> {
  return client.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec } as KubeObject);
}

async function quotaCounts({ client }: Plane, namespace: string, pods: string): Promise<void> {
  await until(`the quota of ${namespace} to count`, async () => (
    (await client.get(`/api/v1/namespaces/${namespace}/resourcequotas/quota`)).body.status?.used?.pods === pods
  ));
}
