/**
 * Pools that the autoscaler of Kubernetes scales, under upstream's controllers, by the objects that are printed. KEDA
 * is not here: the query that it would ask is tried in test/sandbox/scaling.
 */
import { Duration } from 'cdk8s';
import { apply, Controlled, installOf, NAMESPACE, ofKind, printed } from './controlled';
import { aControlPlane, describeCluster } from './plane';
import { AgentSandboxVersion, PoolScaler, SandboxTemplate } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { controllers } from '../support/controllers';
import { ExternalMetrics } from '../support/external-metrics';
import { POD } from '../support/workloads';

/** The autoscaler looks every 15 seconds. */
const LOOKS = 15_000;
const PATIENCE = 6 * LOOKS;

const MAXIMUM = 40;

interface Status {
  readonly desiredReplicas?: number;
  readonly conditions?: ReadonlyArray<{ readonly type: string; readonly status: string; readonly reason: string }>;
}

for (const controller of controllers()) {
  const { release, path } = controller;
  (path ? describeCluster : describe.skip)(`pools of ${release} with an autoscaler`, () => {
    const install = installOf(release);
    const plane = aControlPlane({
      prepare: (client) => apply(client, install), controllers: ['horizontal-pod-autoscaler-controller'],
    });
    const metrics = new ExternalMetrics();
    let controlled: Controlled;
    let wanted: number;

    const items = printed(release, (chart) => {
      for (const id of ['Average', 'Multiplied']) {
        const pool = new SandboxTemplate(chart, `${id}Template`, POD).addWarmPool(id);
        wanted = pool.scaleOnDemand({
          claimsPerSecond: 0.5,
          startup: Duration.seconds(20),
          minimum: 2,
          maximum: MAXIMUM,
          scaler: PoolScaler.externalMetric('claims_per_second'),
        }).wantedReplicas;
      }
    });
    // The same autoscaler, as it is often written: the rate compared as a Value of half of it.
    const multiplied = ofKind(items, 'HorizontalPodAutoscaler', 'multiplied') as KubeObject & { spec: any };
    multiplied.spec.metrics[0].external.target = { type: 'Value', value: '250m' };

    const countOf = async (name: string) => {
      const pool = await controlled.read(ofKind(items, 'SandboxWarmPool', name));
      return (pool as { spec?: { replicas?: number } } | undefined)?.spec?.replicas;
    };
    const statusOf = async (name: string) =>
      (await controlled.read(ofKind(items, 'HorizontalPodAutoscaler', name)))?.status as Status | undefined;

    beforeAll(async () => {
      controlled = new Controlled(plane);
      await controlled.run(controller, install);
      const objects = await metrics.start(plane.plane.directory);
      await apply(plane.client, objects.map((object) => ({ path: 'the suite', object })));
      metrics.value = '500m';
      await apply(plane.client, items);
    });

    afterAll(async () => { await controlled?.stop(); metrics.stop(); });

    test('get to the size that the load needs, by the labels of the release, and stay there', async () => {
      await controlled.until(
        'the pool to have its size', async () => await countOf('average') === wanted, PATIENCE,
      ).catch(async (error: Error) => {
        throw new Error(`${error.message}: ${JSON.stringify(await statusOf('average'))}`);
      });
      const pool = AgentSandboxVersion.of(release).isAtLeast(AgentSandboxVersion.V0_5_1)
        ? 'warmpool_name=average'
        : 'sandbox_template=average-template';
      expect([...metrics.asked]).toContain(`claims_per_second exported_namespace=${NAMESPACE},${pool}`);
      await controlled.until('all of them to be ready', async () => {
        const { status } = (await controlled.read(ofKind(items, 'SandboxWarmPool', 'average')))!;
        return status?.readyReplicas === wanted;
      });
      // It has looked again with all of them ready.
      await new Promise((resolve) => setTimeout(resolve, 2 * LOOKS));
      expect(await countOf('average')).toBe(wanted);
      expect((await statusOf('average'))?.conditions).toEqual(expect.arrayContaining([
        expect.objectContaining({ type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound' }),
        expect.objectContaining({ type: 'ScalingLimited', status: 'False' }),
      ]));
    });

    test('would grow to the maximum if the rate were compared as a Value', async () => {
      await controlled.until(
        'the pool to be full', async () => await countOf('multiplied') === MAXIMUM, PATIENCE,
      );
      expect(wanted).toBeLessThan(MAXIMUM);
    });

    test('keep their size when the manifests are applied again, where the release lets them leave it out', async () => {
      await apply(plane.client, items);
      const stated = (ofKind(items, 'SandboxWarmPool', 'average') as KubeObject & { spec: { replicas?: number } })
        .spec.replicas;
      expect(stated).toBe(AgentSandboxVersion.of(release).isAtLeast(AgentSandboxVersion.V0_5_1) ? undefined : 2);
      if (stated === undefined) { expect(await countOf('average')).toBe(wanted); }
    });
  });
}
