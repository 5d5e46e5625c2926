import { ApiObject } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { AgentSandboxVersion } from '../../../src';
import { objectOf, said, contextOf } from '../../support/judged';
import { stderrOf } from '../../support/stderr';
import { chartOf, linesOf, pooled } from '../../support/workloads';

const { V0_4_6 } = AgentSandboxVersion;
const scaled = (kind: string, apiVersion: string, name = 'pool', namespace = 'research') => ({
  apiVersion,
  kind,
  metadata: { name: 'scaling', namespace },
  spec: {
    ...kind === 'ScaledObject'
      ? { maxReplicaCount: 5, triggers: [{ type: 'cron', metadata: {} }] }
      : { maxReplicas: 5 },
    scaleTargetRef: { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', name },
  },
});
const message = (scaler: string) =>
  'warning ASB210 research/Python/Pool: the pool states 3 replicas, ' +
  `and ${scaler} scales it: each apply of this manifest sets the count back; ` +
  "remove 'replicas', so that the autoscaler owns the count";

/** What is found of a pool of three in an app that has an object of another kind too. */
function found(object: object, options = { replicas: 3 }): string[] {
  const { chart, pool } = pooled({}, options);
  new ApiObject(chart, 'Other', object as never);
  return linesOf(pool).filter((line) => line.includes(' ASB210 '));
}

describe('ASB210', () => {
  test.each([
    ['HorizontalPodAutoscaler', 'autoscaling/v2'],
    ['HorizontalPodAutoscaler', 'autoscaling/v1'],
    ['ScaledObject', 'keda.sh/v1alpha1'],
  ])('a %s of %s and a count', (kind, apiVersion) => {
    expect(found(scaled(kind, apiVersion))).toEqual([message(`${kind} research/scaling`)]);
  });

  test('an autoscaler alone, of another pool, or of another kind of object', () => {
    expect(found(scaled('HorizontalPodAutoscaler', 'autoscaling/v2'), { scaledExternally: true } as never)).toEqual([]);
    expect(found(scaled('HorizontalPodAutoscaler', 'autoscaling/v2', 'other'))).toEqual([]);
    expect(found(scaled('HorizontalPodAutoscaler', 'autoscaling/v2', 'pool', 'elsewhere'))).toEqual([]);
    expect(found(scaled('HorizontalPodAutoscaler', 'example.com/v1'))).toEqual([]);
    expect(
      found({
        ...scaled('HorizontalPodAutoscaler', 'autoscaling/v2'),
        spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'pool' } },
      }),
    ).toEqual([]);
  });

  test('is told once of an autoscaler that is made here, and says what to do where a count must be', () => {
    const { chart, pool } = pooled({}, {}, chartOf(V0_4_6));
    new kplus.HorizontalPodAutoscaler(chart, 'Scaling', { target: pool, minReplicas: 2, maxReplicas: 5 });
    expect(linesOf(chart).filter((line) => line.includes(' ASB210 '))).toEqual([
      expect.stringContaining(
        'but v0.4.6 wants one in every pool, so each apply of this manifest sets it back; ' +
          'have your GitOps tool ignore spec.replicas',
      ),
    ]);
    const other = pooled({}, { replicas: 2, scaledExternally: true }, chartOf(V0_4_6));
    expect(linesOf(other.chart)).toEqual([
      expect.stringContaining('the count of the pool belongs to something outside this app'),
    ]);
  });

  test('asks the API version of the object whether a count must be', () => {
    const scalerOf = () => 'ScaledObject research/scaling';
    const pool = (version: string) =>
      objectOf('SandboxWarmPool', 'pool', { replicas: 3, sandboxTemplateRef: { name: 'python' } }, version);
    expect(said(pool('v1alpha1'), contextOf('v0.5.6', [], { scalerOf }))).toEqual([
      expect.stringContaining('but v0.5.6 wants one in every pool'),
    ]);
    expect(said(pool('v1beta1'), contextOf('v0.5.6', [], { scalerOf }))).toEqual([
      expect.stringContaining('the pool states 3 replicas'),
    ]);
  });

  test('sees an autoscaler that was added after the app was looked at', () => {
    const { chart, pool } = pooled({}, { replicas: 3 });
    expect(linesOf(pool)).toEqual([]);
    new ApiObject(chart, 'Other', scaled('ScaledObject', 'keda.sh/v1alpha1'));
    expect(stderrOf(() => chart.toJson())).toContain(
      'ASB210 at research/Python/Pool (SandboxWarmPool research/pool): ' +
        'the pool states 3 replicas, and ScaledObject research/scaling',
    );
  });
});
