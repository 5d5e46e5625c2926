import { ApiObject } from 'cdk8s';
import { Judge } from '../../../src';
import { judgeOtherKind } from '../../../src/judge/rules/other-kinds';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { contextOf } from '../../support/judged';
import { chartOf, linesOf } from '../../support/workloads';

const { release } = contextOf();
const said = (object: KubeObject, context: Parameters<typeof judgeOtherKind>[1] = { release }) =>
  judgeOtherKind(object, context).map(({ finding: { code, message } }) => `${code}: ${message}`);
const scaler = (kind: string, apiVersion: string) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'scaling', namespace: 'research' },
  spec: { maxReplicas: 3, scaleTargetRef: { apiVersion, kind, name: 'dev' } },
});
const CORE = 'agents.x-k8s.io';
const EXTENSIONS = 'extensions.agents.x-k8s.io';

describe('ASB225', () => {
  test.each([
    ['Sandbox', `${CORE}/v1beta1`],
    ['SandboxTemplate', `${EXTENSIONS}/v1beta1`],
    ['SandboxClaim', `${EXTENSIONS}/v1beta1`],
  ])('a %s has no scale in %s', (kind, apiVersion) => {
    expect(said(scaler(kind, apiVersion))).toEqual([
      `ASB225: ${kind} 'dev' cannot be scaled: v1.0.5 gives the kind no scale in ${apiVersion}`,
    ]);
  });

  test('a version that is not served', () => {
    expect(said(scaler('SandboxWarmPool', `${EXTENSIONS}/v1alpha1`))).toEqual([
      `ASB225: SandboxWarmPool 'dev' cannot be scaled: v1.0.5 does not serve ${EXTENSIONS}/v1alpha1`,
    ]);
    expect(said(scaler('SandboxWarmPool', `${EXTENSIONS}/v1alpha1`), contextOf('v0.5.6'))).toEqual([]);
  });

  test('what can be scaled, and kinds of others', () => {
    expect(said(scaler('SandboxWarmPool', `${EXTENSIONS}/v1beta1`))).toEqual([]);
    expect(said(scaler('Sandbox', `${CORE}/v1alpha1`), contextOf('v0.4.6'))).toEqual([]);
    expect(said(scaler('Deployment', 'apps/v1'))).toEqual([]);
    expect(said(scaler('Sandbox', 'example.com/v1'))).toEqual([]);
    expect(said({ ...scaler('Sandbox', `${CORE}/v1beta1`), spec: { scaleTargetRef: [] } })).toEqual([]);
  });

  test('is told in an app', () => {
    const chart = chartOf();
    Judge.of(chart);
    new ApiObject(chart, 'Scaling', scaler('Sandbox', `${CORE}/v1beta1`));
    expect(linesOf(chart)).toEqual([
      "error ASB225 research/Scaling: Sandbox 'dev' cannot be scaled: " +
        `v1.0.5 gives the kind no scale in ${CORE}/v1beta1; scale a SandboxWarmPool of v1beta1`,
    ]);
  });
});

describe('ASB221', () => {
  const gvisor = { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'gvisor' }, handler: 'runsc' };
  const before = (handler: unknown) => ({ release, old: () => ({ ...gvisor, handler }) });

  test('a handler that changes', () => {
    expect(said(gvisor, before('gvisor'))).toEqual([
      "ASB221: the handler of the class changes from 'gvisor' to 'runsc', which the API server refuses",
    ]);
  });

  test('one that does not, a class that is new, and one of which nothing is known', () => {
    expect(said(gvisor, before('runsc'))).toEqual([]);
    expect(said(gvisor, { release, old: () => undefined })).toEqual([]);
    expect(said(gvisor)).toEqual([]);
  });
});
