import { AgentSandboxVersion } from '../../../../src';
import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { Catalogue } from '../../../../src/release/catalogue';
import { bothWays } from '../../../support/both-ways';
import { objectOf } from '../../../support/judged';

const TOTAL = 'agent_sandbox_claim_creation_total';
const target = (version: string) => ({
  apiVersion: `extensions.agents.x-k8s.io/${version}`, kind: 'SandboxWarmPool', name: 'warm',
});
const scaledObject = (query: string, more: object = {}, spec: object = {}, version = 'v1beta1'): KubeObject => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'scaling', namespace: 'research' },
  spec: {
    scaleTargetRef: target(version),
    triggers: [{ type: 'prometheus', metadata: { serverAddress: 'http://a', threshold: '1', query }, ...more }],
    ...spec,
  },
});
const hpa = (name: string, matchLabels: object, metricTarget: object, type = 'External'): KubeObject => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'scaling', namespace: 'research' },
  spec: {
    maxReplicas: 9,
    scaleTargetRef: target('v1beta1'),
    metrics: [{ type, [type.toLowerCase()]: { metric: { name, selector: { matchLabels } }, target: metricTarget } }],
  },
});
const AVERAGE = { type: 'AverageValue', averageValue: '50m' };
const VALUE = { type: 'Value', value: '500m' };
const GKE = `prometheus.googleapis.com|${TOTAL}|counter`;
const template = objectOf('SandboxTemplate', 'python', {
  podTemplate: { spec: { containers: [{ name: 'main', image: 'registry.example.com/a:1' }] } },
});
const pool = (name: string, more: object = {}) => objectOf(
  'SandboxWarmPool', name, { sandboxTemplateRef: { name: 'python' }, ...more },
);

/** The messages about autoscalers, which both ways of judging have to agree on. */
function saidOf(objects: readonly KubeObject[], release = 'v1.0.5'): string[] {
  const { synth, files } = bothWays(objects, {
    cluster: { version: AgentSandboxVersion.of(release) }, files: { release: Catalogue.standard().get(release) },
  });
  const messages = (lines: readonly string[]) => lines
    .filter((line) => /ASB44\d/.test(line))
    .map((line) => line.replace(/^(\w+ \w+) .*?: /, '$1: '));
  expect(messages(files)).toEqual(messages(synth));
  return messages(files);
}

const known = [template, pool('warm')];
const query = (labels: string) => `sum(rate(${TOTAL}{${labels}}[2m]))`;

describe('ASB441', () => {
  test.each<[string, KubeObject]>([
    ['an autoscaler with the metric of GKE', hpa(GKE, { 'metric.labels.warmpool_name': 'warm' }, VALUE)],
    ['an autoscaler', hpa(TOTAL, { warmpool_name: 'warm' }, VALUE)],
    ['KEDA', scaledObject(query('warmpool_name="warm"'), { metricType: 'Value' })],
  ])('%s multiplies the pool by the rate of claims', (_, object) => {
    expect(saidOf([...known, object])).toEqual([
      'warning ASB441: the rate of claims is compared as a Value, so the autoscaler multiplies the ready sandboxes by '
        + 'it again and again: while claims come faster than the target, the pool grows to its maximum, '
        + 'and else to its minimum',
    ]);
  });

  test.each<[string, KubeObject]>([
    ['an average', hpa(GKE, { 'metric.labels.warmpool_name': 'warm' }, AVERAGE)],
    ['the average of KEDA', scaledObject(query('warmpool_name="warm"'))],
    ['another metric', hpa('queue_length', {}, VALUE)],
    ['another target', {
      ...hpa(TOTAL, {}, VALUE),
      spec: {
        ...hpa(TOTAL, {}, VALUE).spec as object,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      },
    } as KubeObject],
  ])('nothing is said of %s', (_, object) => { expect(saidOf([...known, object])).toEqual([]); });
});

describe('ASB442', () => {
  test.each<[string, string, KubeObject]>([
    [
      "the controller of v1.0.5 has no metric 'agent_sandbox_claim_creations_total', so that the autoscaler gets no "
        + 'number',
      'v1.0.5',
      scaledObject('sum(rate(agent_sandbox_claim_creations_total[2m]))'),
    ],
    [
      `'${TOTAL}' has no label 'warm_pool_name' in v1.0.5, so that it is never selected`,
      'v1.0.5',
      scaledObject(query('warm_pool_name="warm"')),
    ],
    [
      `'${TOTAL}' has no label 'created_by' in v0.5.1, so that it is never selected`,
      'v0.5.1',
      scaledObject(query('created_by=~"go.*"')),
    ],
    [
      `'${TOTAL}' has no label 'warmpol_name' in v1.0.5, so that it is never selected`,
      'v1.0.5',
      hpa(GKE, { 'metric.labels.warmpol_name': 'warm' }, AVERAGE),
    ],
    [
      "v0.5.0 counts claims that start cold with 'warmpool_name' none, so a pool that runs empty seems idle, and "
        + 'shrinks',
      'v0.5.0',
      scaledObject(query('warmpool_name="warm"')),
    ],
  ])('%s', (message, release, object) => {
    expect(saidOf([template, pool('warm', { replicas: 1 }), object], release)).toEqual([`warning ASB442: ${message}`]);
  });

  test.each<[string, string, KubeObject]>([
    ['labels of the release', 'v1.0.5', scaledObject(query('exported_namespace="a",warmpool_name="warm",job="b"'))],
    ['a label that Prometheus may add', 'v1.0.5', scaledObject(query('cluster="eu"'))],
    ['a recorded series', 'v1.0.5', scaledObject('agent_sandbox:claims:rate2m{pool="warm"}')],
    ['a name that an adapter may give', 'v1.0.5', hpa('agent_sandbox_claims_per_second', { a: 'b' }, AVERAGE)],
    ['a part of a histogram', 'v1.0.5', scaledObject('agent_sandbox_creation_latency_ms_bucket{le="500"}')],
    ['cold claims alone', 'v0.5.0', scaledObject(query('warmpool_name="none"'))],
    ['another trigger', 'v1.0.5', scaledObject('agent_sandbox_claim_creation_totl', { type: 'kafka' })],
    ['a query that is no text', 'v1.0.5', scaledObject(7 as never)],
  ])('nothing is said of %s', (_, release, object) => {
    expect(saidOf([template, pool('warm', { replicas: 1 }), object], release)).toEqual([]);
  });
});

describe('ASB444', () => {
  const byTemplate = scaledObject(query('sandbox_template="python"'));

  test('claims of a template that several pools have', () => {
    expect(saidOf([...known, pool('other'), byTemplate])).toEqual([
      "warning ASB444: the autoscaler counts the claims of template 'python', which 2 pools have: 'warm', 'other'; it "
        + "makes pool 'warm' large enough for all of them",
    ]);
  });

  test('nothing is said of one pool, of another template, and of claims of the pool', () => {
    expect(saidOf([...known, byTemplate])).toEqual([]);
    expect(saidOf([...known, pool('other'), scaledObject(query('sandbox_template="node"'))])).toEqual([]);
    const both = scaledObject(query('sandbox_template="python",warmpool_name="warm"'));
    expect(saidOf([...known, pool('other'), both])).toEqual([]);
  });
});

describe('ASB440', () => {
  test.each<[string, object]>([
    ["'minReplicaCount' is 5 and 'maxReplicaCount' 3", { minReplicaCount: 5, maxReplicaCount: 3 }],
    ["'minReplicaCount' is 200 and 'maxReplicaCount' 100", { minReplicaCount: 200 }],
    ["'minReplicaCount' is 0 and 'maxReplicaCount' 0", { minReplicaCount: 0, maxReplicaCount: 0 }],
    ["'idleReplicaCount' is 2, and 'minReplicaCount' 2", { minReplicaCount: 2, idleReplicaCount: 2 }],
    ["'idleReplicaCount' is 0, and 'minReplicaCount' 0", { idleReplicaCount: 0 }],
  ])('fails if %s', (message, spec) => {
    expect(saidOf([...known, scaledObject('a', {}, spec)])).toEqual([
      `error ASB440: ${message}, so that KEDA refuses to scale`,
    ]);
  });

  test('nothing is said of bounds that agree', () => {
    for (const spec of [{}, { minReplicaCount: 0 }, { minReplicaCount: 3, maxReplicaCount: 3, idleReplicaCount: 0 }]) {
      expect(saidOf([...known, scaledObject('a', {}, spec)])).toEqual([]);
    }
  });
});

describe('ASB443', () => {
  const cron = (desiredReplicas: string) => ({
    type: 'cron', metadata: { timezone: 'UTC', start: '0 8 * * *', end: '0 9 * * *', desiredReplicas },
  });

  test('counts beyond the maximum', () => {
    const spec = {
      maxReplicaCount: 20, triggers: [cron('20'), cron('21')], fallback: { failureThreshold: 3, replicas: 30 },
    };
    expect(saidOf([...known, scaledObject('a', {}, spec)])).toEqual([
      'warning ASB443: the pool is to have 21 sandboxes in its hours, and at most 20 ever',
      'warning ASB443: the pool is to have 30 sandboxes in the failure of its metric, and at most 20 ever',
    ]);
  });
});

test('ASB225: an autoscaler of a pool that does not tell its pods', () => {
  const objects = [template, pool('warm', { replicas: 1 }), scaledObject('a', {}, {}, 'v1alpha1')]
    .map((object) => ({ ...object, apiVersion: object.apiVersion.replace('x-k8s.io/v1beta1', 'x-k8s.io/v1alpha1') }));
  const said = (release: string) => bothWays(objects, {
    cluster: { version: AgentSandboxVersion.of(release) }, files: { release: Catalogue.standard().get(release) },
  }).files.filter((line) => line.includes('ASB225'));
  expect(said('v0.2.1')).toEqual([
    "error ASB225 spec.scaleTargetRef.kind: SandboxWarmPool 'warm' cannot be scaled: its scale in v0.2.1 has no "
      + 'selector of pods, which autoscalers ask for',
  ]);
  expect(said('v0.3.10')).toEqual([]);
});
