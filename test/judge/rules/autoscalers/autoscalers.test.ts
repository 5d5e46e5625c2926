import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { atSynth, bothWays, inFiles } from '../../../support/both-ways';
import { objectOf } from '../../../support/judged';

const POOL = { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', name: 'warm' };
const hpa = (spec: object, target: object = POOL): KubeObject => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'scaling', namespace: 'research' },
  spec: { maxReplicas: 9, scaleTargetRef: target, ...spec },
});
const keda = (target: object = POOL): KubeObject => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'events', namespace: 'research' },
  spec: { scaleTargetRef: target, triggers: [] },
});
const buffer = (ref: object): KubeObject => ({
  apiVersion: 'autoscaling.x-k8s.io/v1beta1',
  kind: 'CapacityBuffer',
  metadata: { name: 'buffer', namespace: 'research' },
  spec: { scalableRef: ref },
});
const cpu = (type = 'Utilization') => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type, averageUtilization: 80 } },
});
const external = { type: 'External', external: { metric: { name: 'claims' }, target: { type: 'Value', value: '1' } } };
const template = (resources?: object, more: object = {}) =>
  objectOf('SandboxTemplate', 'python', {
    podTemplate: {
      spec: {
        containers: [{ name: 'main', image: 'registry.example.com/a:1', ...(resources && { resources }) }],
        ...more,
      },
    },
  });
const REQUESTS = { requests: { cpu: '100m' } };
const pool = objectOf('SandboxWarmPool', 'warm', { sandboxTemplateRef: { name: 'python' } });
const known = [template(REQUESTS), pool];
const NOTHING = { synth: [], files: [] };

describe('ASB251', () => {
  test.each([
    ['CPU', [cpu()]],
    ['no metric, which is CPU', undefined],
  ])('fails if minReplicas is 0 with %s', (_, metrics) => {
    const message =
      "'minReplicas' is 0, and no metric is of type Object or External, " +
      'without which the API server refuses 0: metrics of pods are not there without pods';
    expect(bothWays([...known, hpa({ minReplicas: 0, ...(metrics && { metrics }) })])).toEqual({
      synth: [`error ASB251 scaling: ${message}`],
      files: [`error ASB251 spec.minReplicas: ${message}`],
    });
  });

  test('nothing is said with another metric, of one replica, and of targets of others', () => {
    expect(bothWays([...known, hpa({ minReplicas: 0, metrics: [cpu(), external] })])).toEqual(NOTHING);
    expect(bothWays([...known, hpa({ minReplicas: 1, metrics: [cpu()] })])).toEqual(NOTHING);
    expect(bothWays([hpa({ minReplicas: 0 }, { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' })])).toEqual(
      NOTHING,
    );
  });
});

describe('ASB252', () => {
  const message =
    'the autoscaler compares cpu with what the pods request, ' +
    "and container 'main' of the template requests none, so that it never scales";

  test('a share of CPU, of which the pods request none', () => {
    expect(bothWays([template(), pool, hpa({ metrics: [external, cpu()] })])).toEqual({
      synth: [`warning ASB252 scaling: ${message}`], files: [`warning ASB252 spec.metrics[1]: ${message}`],
    });
    expect(bothWays([template(), pool, hpa({})]).files).toEqual([`warning ASB252 spec: ${message}`]);
    // Objects may come in any order.
    expect(bothWays([hpa({}), pool, template()]).files).toEqual([`warning ASB252 spec: ${message}`]);
    expect(bothWays([hpa({}), pool, template()]).synth).toEqual([`warning ASB252 scaling: ${message}`]);
  });

  test('a metric of one container', () => {
    const of = (container: string) => ({
      type: 'ContainerResource',
      containerResource: { name: 'cpu', container, target: { type: 'Utilization', averageUtilization: 80 } },
    });
    expect(bothWays([template(), pool, hpa({ metrics: [of('main')] })]).files).toHaveLength(1);
    expect(bothWays([template(), pool, hpa({ metrics: [of('other')] })])).toEqual(NOTHING);
  });

  const limits = {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'limits', namespace: 'research' },
    spec: { limits: [{ type: 'Container', default: { cpu: '1' } }] },
  };
  test.each<[string, KubeObject[]]>([
    ['pods that request it', [...known, hpa({ metrics: [cpu()] })]],
    ['a limit, which is a request too', [template({ limits: { cpu: '1' } }), pool, hpa({ metrics: [cpu()] })]],
    ['the default of a LimitRange', [template(), pool, hpa({ metrics: [cpu()] }), limits]],
    ['an amount', [template(), pool, hpa({ metrics: [cpu('AverageValue')] })]],
    ['resources of the pod', [template(undefined, { resources: REQUESTS }), pool, hpa({ metrics: [cpu()] })]],
  ])('nothing is said of %s', (_, objects) => {
    expect(bothWays(objects)).toEqual(NOTHING);
  });
});

describe('ASB253', () => {
  test('fails if two autoscalers scale one pool', () => {
    const message =
      "ScaledObject research/events scales SandboxWarmPool 'warm', " +
      'and HorizontalPodAutoscaler research/scaling does too: each undoes what the other writes';
    expect(bothWays([...known, hpa({ metrics: [cpu()] }), keda()])).toEqual({
      synth: [`error ASB253 events: ${message}`], files: [`error ASB253 spec.scaleTargetRef: ${message}`],
    });
  });

  test('nothing is said of pools of other names, namespaces and clusters', () => {
    const other = { ...keda(), metadata: { name: 'events', namespace: 'other' } };
    expect(inFiles({ 'a.yaml': [...known, hpa({ metrics: [cpu()] }), other] })).toEqual([]);
    expect(inFiles({ 'dev.yaml': [...known, hpa({ metrics: [cpu()] })], 'prod.yaml': [...known, keda()] })).toEqual([]);
    expect(inFiles({ 'pool.yaml': [...known, hpa({ metrics: [cpu()] })], 'keda.yaml': [keda()] })).toHaveLength(1);
  });
});

describe('ASB254', () => {
  const wrong = { ...POOL, name: 'wram' };
  test.each<[string, KubeObject, string]>([
    ['HorizontalPodAutoscaler', hpa({ metrics: [cpu()] }, wrong), 'spec.scaleTargetRef.name'],
    ['ScaledObject', keda(wrong), 'spec.scaleTargetRef.name'],
    [
      'CapacityBuffer',
      buffer({ apiGroup: 'extensions.agents.x-k8s.io', kind: 'SandboxWarmPool', name: 'wram' }),
      'spec.scalableRef.name',
    ],
  ])('a %s of a pool that is not there', (kind, object, path) => {
    const message =
      `the ${kind} names SandboxWarmPool 'wram' of namespace 'research', ` +
      'which is not here, so that it does nothing';
    expect(bothWays([...known, object], { files: { closedWorld: true } })).toEqual({
      synth: [`warning ASB254 ${object.metadata.name}: ${message}`],
      files: [`warning ASB254 ${path}: ${message}`],
    });
    // Files need not be all that there is.
    expect(inFiles({ 'a.yaml': [...known, object] })).toEqual([]);
  });

  test('nothing is said of pools that are there, and of other targets', () => {
    expect(bothWays([...known, keda()], { files: { closedWorld: true } })).toEqual(NOTHING);
    expect(
      bothWays([buffer({ apiGroup: 'apps', kind: 'Deployment', name: 'web' })], { files: { closedWorld: true } }),
    ).toEqual(NOTHING);
    expect(atSynth([buffer({ ...POOL, apiGroup: 'extensions.agents.x-k8s.io' }), ...known])).toEqual([]);
  });
});
