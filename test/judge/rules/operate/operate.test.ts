/** Findings about budgets, node pools and priorities, in files: each is found, and not in the nearest that is fine. */
import { nameHash } from '../../../../src/api/name-hash';
import { split } from '../../../../src/documents';
import { ManifestJudge } from '../../../../src/judge/manifests';
import { Catalogue } from '../../../../src/release/catalogue';

const V1 = Catalogue.standard().get('v1.0.5');
const OLD = Catalogue.standard().get('v0.4.6');

function found(objects: readonly object[], release = V1): string[] {
  const judge = new ManifestJudge({ release, closedWorld: false, keepObjects: false });
  const text = objects.map((each) => JSON.stringify(each)).join('\n---\n');
  for (const chunk of split([text])) { judge.read({ name: 'a.yaml', isStrict: true }, chunk); }
  return judge.finish().findings.map(({ finding }) => finding).filter(({ code }) => /^ASB43[1-9]$/.test(code))
    .map(({ code, object }) => `${code} ${String(object)}`);
}

const meta = (name: string) => ({ name, namespace: 'agents' });
const version = (release: typeof V1) => release.api.versions[0].name;
const pod = (more: object = {}, metadata: object = {}) => ({
  metadata, spec: { containers: [{ name: 'main', image: 'registry.example.com/a:1' }], ...more },
});
const sandbox = (podTemplate: object, release = V1) => ({
  apiVersion: `agents.x-k8s.io/${version(release)}`, kind: 'Sandbox', metadata: meta('dev'), spec: { podTemplate },
});
const template = (podTemplate = pod()) => ({
  apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
  kind: 'SandboxTemplate',
  metadata: meta('python'),
  spec: { podTemplate },
});
const pool = (replicas: number) => ({
  apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
  kind: 'SandboxWarmPool',
  metadata: meta('pool'),
  spec: { replicas, sandboxTemplateRef: { name: 'python' } },
});
const budget = (spec: object) => ({
  apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: meta('budget'), spec,
});
const WAITING = { matchLabels: { 'agents.x-k8s.io/warm-pool-sandbox': nameHash('pool') } };
const OF_TEMPLATE = { matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': nameHash('python') } };
const CLAIMED = {
  ...OF_TEMPLATE, matchExpressions: [{ key: 'agents.x-k8s.io/warm-pool-sandbox', operator: 'DoesNotExist' }],
};

describe('ASB431, a budget that blocks drains for ever', () => {
  const judged = (spec: object, replicas = 3) => found([template(), pool(replicas), budget(spec)])
    .filter((line) => line.startsWith('ASB431'));
  const told = ['ASB431 PodDisruptionBudget agents/budget'];

  test.each<[string, object]>([
    ['no waiting pod may go', { maxUnavailable: 0, selector: WAITING }],
    ['all of them stay', { minAvailable: '100%', selector: WAITING }],
    ['as many stay as there are', { minAvailable: 3, selector: WAITING }],
    ['more stay than there are', { minAvailable: 2 ** 31 - 1, selector: OF_TEMPLATE }],
  ])('%s', (_, spec) => { expect(judged(spec)).toEqual(told); });

  test.each<[string, object, number]>([
    ['one may go', { minAvailable: 2, selector: WAITING }, 3],
    ['it is for claimed pods', { minAvailable: 2 ** 31 - 1, selector: CLAIMED }, 3],
    ['the pool is empty', { minAvailable: 2 ** 31 - 1, selector: OF_TEMPLATE }, 0],
    ['it is for another pool', { maxUnavailable: 0, selector: { matchLabels: { app: 'web' } } }, 3],
    ['claimed pods may count too', { minAvailable: 3, selector: OF_TEMPLATE }, 3],
  ])('not if %s', (_, spec, replicas) => { expect(judged(spec, replicas)).toEqual([]); });

  test('labels of the template select its pools', () => {
    const labelled = template(pod({}, { labels: { app: 'python' } }));
    expect(found([labelled, pool(2), budget({ maxUnavailable: 0, selector: { matchLabels: { app: 'python' } } })]))
      .toEqual(told);
  });
});

describe('ASB432, a budget that needs a scale', () => {
  const BY_NAME = { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': nameHash('dev') } };
  const told = ['ASB432 PodDisruptionBudget agents/budget'];

  test.each<[string, object]>([
    ['maxUnavailable', { maxUnavailable: 1, selector: BY_NAME }],
    ['a percentage', { minAvailable: '50%', selector: BY_NAME }],
    ['a label of the pod', { maxUnavailable: '20%', selector: { matchLabels: { app: 'dev' } } }],
  ])('%s', (_, spec) => {
    expect(found([sandbox(pod({}, { labels: { app: 'dev' } })), budget(spec)])).toEqual(told);
  });

  test.each<[string, object]>([
    ['a count', { minAvailable: 1, selector: BY_NAME }],
    ['nothing, which is what it gets', { maxUnavailable: 0, selector: BY_NAME }],
    ['other pods', { maxUnavailable: 1, selector: { matchLabels: { app: 'web' } } }],
  ])('not of %s', (_, spec) => {
    expect(found([sandbox(pod({}, { labels: { app: 'dev' } })), budget(spec)])).toEqual([]);
  });

  test('not up to v0.4.6, where a Sandbox has a scale', () => {
    expect(found([sandbox(pod(), OLD), budget({ maxUnavailable: 1, selector: BY_NAME })], OLD)).toEqual([]);
  });
});

const runtimeClass = (scheduling: object) => ({
  apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'gvisor' }, handler: 'runsc', scheduling,
});
const nodePool = (given: object = {}) => {
  const { labels, ...spec } = given as { labels?: object };
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name: 'nodes' },
    spec: {
      disruption: { consolidateAfter: '10m' },
      template: {
        ...(labels && { metadata: { labels } }),
        spec: {
          nodeClassRef: { group: 'a.b', kind: 'C', name: 'd' }, requirements: [], ...spec,
        },
      },
    },
  };
};
const LABELS = { 'example.com/runtime': 'gvisor' };
const TAINT = { key: 'example.com/runtime', value: 'gvisor', effect: 'NoSchedule' };
const TOLERATION = { key: 'example.com/runtime', operator: 'Exists' };
const isolated = (more: object = {}, metadata: object = {}) => (
  sandbox(pod({ runtimeClassName: 'gvisor', ...more }, metadata))
);
const KEPT = { annotations: { 'karpenter.sh/do-not-disrupt': 'true' } };
const SPOT = { requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot'] }] };
const EITHER = { requirements: [{ key: 'karpenter.sh/capacity-type', operator: 'In', values: ['spot', 'on-demand'] }] };

describe('ASB433, a kept pod on spot nodes', () => {
  test.each([
    { 'karpenter.sh/capacity-type': 'spot' }, { 'cloud.google.com/gke-spot': 'true' },
    { 'eks.amazonaws.com/capacityType': 'SPOT' }, { 'kubernetes.azure.com/scalesetpriority': 'spot' },
  ])('by the selector %j', (nodeSelector) => {
    expect(found([sandbox(pod({ nodeSelector }, KEPT))])).toEqual(['ASB433 Sandbox agents/dev']);
    expect(found([sandbox(pod({ nodeSelector }))])).toEqual([]);
  });

  test('by the node pool where it goes', () => {
    const class_ = runtimeClass({ nodeSelector: LABELS });
    const objects = (spec: object) => [class_, isolated({}, KEPT), nodePool({ labels: LABELS, ...spec })];
    expect(found(objects(SPOT))).toEqual(['ASB433 NodePool nodes']);
    expect(found(objects(EITHER))).toEqual([]);
    expect(found([class_, isolated(), nodePool({ labels: LABELS, ...SPOT })])).toEqual([]);
  });
});

describe('ASB435 and ASB436, nodes for nobody', () => {
  const judged = (scheduling: object, spec: object) => found([runtimeClass(scheduling), isolated(), nodePool(spec)]);

  test.each<[string, object, object, string[]]>([
    ['labels and taints fit', { nodeSelector: LABELS, tolerations: [TOLERATION] },
      { labels: LABELS, taints: [TAINT] }, []],
    ['no taint', { nodeSelector: LABELS }, { labels: LABELS }, []],
    ['a taint that only repels', { nodeSelector: LABELS },
      { labels: LABELS, taints: [{ ...TAINT, effect: 'PreferNoSchedule' }] }, []],
    ['a pod that goes anywhere', {}, { labels: LABELS }, []],
    ['a label of the cloud', { nodeSelector: { 'topology.kubernetes.io/zone': 'a' } }, { labels: LABELS }, []],
    ['a label among the requirements', { nodeSelector: LABELS },
      { requirements: [{ key: 'example.com/runtime', operator: 'In', values: ['gvisor', 'kata'] }] }, []],
    ['no toleration', { nodeSelector: LABELS }, { labels: LABELS, taints: [TAINT] }, ['ASB435 NodePool nodes']],
    ['a toleration of another value', { nodeSelector: LABELS, tolerations: [{ key: TAINT.key, value: 'kata' }] },
      { labels: LABELS, taints: [TAINT] }, ['ASB435 NodePool nodes']],
    ['another value', { nodeSelector: LABELS },
      { labels: { 'example.com/runtime': 'kata' } }, ['ASB436 NodePool nodes']],
    ['no label', { nodeSelector: LABELS }, {}, ['ASB436 NodePool nodes']],
  ])('%s', (_, scheduling, spec, expected) => { expect(judged(scheduling, spec)).toEqual(expected); });

  test('not where the RuntimeClass is not known, or there are no pods', () => {
    expect(found([isolated(), nodePool({ labels: LABELS, taints: [TAINT] })])).toEqual([]);
    expect(found([nodePool({ labels: LABELS, taints: [TAINT] })])).toEqual([]);
  });
});

test('ASB437: a drain that ends kept pods', () => {
  const objects = (spec: object, metadata = KEPT) => [
    runtimeClass({ nodeSelector: LABELS }), isolated({}, metadata), nodePool({ labels: LABELS, ...spec }),
  ];
  expect(found(objects({ terminationGracePeriod: '1h' }))).toEqual(['ASB437 NodePool nodes']);
  expect(found(objects({}))).toEqual([]);
  expect(found(objects({ terminationGracePeriod: '1h' }, {} as never))).toEqual([]);
});

describe('ASB438 and ASB439, priorities', () => {
  const API = 'flowcontrol.apiserver.k8s.io/v1';
  const level = {
    apiVersion: API, kind: 'PriorityLevelConfiguration', metadata: { name: 'claims' }, spec: { type: 'Exempt' },
  };
  const schema = (name: string) => ({
    apiVersion: API, kind: 'FlowSchema', metadata: { name: 'a' }, spec: { priorityLevelConfiguration: { name } },
  });
  const priorityClass = (name: string, globalDefault: boolean) => ({
    apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 1, globalDefault,
  });

  test('a level that is not there', () => {
    expect(found([level, schema('claim')])).toEqual(['ASB438 FlowSchema a']);
    expect(found([level, schema('claims')])).toEqual([]);
    expect(found([level, schema('workload-low')])).toEqual([]);
    expect(found([schema('claim')])).toEqual([]);
  });

  test('two defaults', () => {
    expect(found([priorityClass('a', true), priorityClass('b', true)])).toEqual(['ASB439 PriorityClass b']);
    expect(found([priorityClass('a', true), priorityClass('b', false)])).toEqual([]);
  });
});
