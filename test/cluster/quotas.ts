/** The quota of a tenant, and the limits that its containers get. */
import { quotaIsCounted } from './counted-quota';
import { accepted, Item } from './items';
import type { Plane } from './plane';
import { tenantOf } from './tenants';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { add, held, podWith, remove, replace } from '../support/admission/pods';

const NAMESPACE = tenantOf('digested');
const COUNT = 'count/sandboxes.agents.x-k8s.io';

export function quotaTests(plane: Plane): void {
  describe('the quota', () => {
    const named = (object: KubeObject, name: string): Item => ({
      path: 'the suite',
      object: { ...object, metadata: { ...object.metadata, name, namespace: NAMESPACE } },
    });

    test('fails if there are more sandboxes than it allows', async () => {
      const sandbox = held('Sandbox', podWith('digested', []));
      await quotaIsCounted(plane.client, NAMESPACE);
      for (const name of ['one', 'two', 'three']) {
        accepted(named(sandbox, name), await plane.client.create(named(sandbox, name).object));
      }
      await quotaIsCounted(plane.client, NAMESPACE);
      const { status, body } = await plane.client.create(named(sandbox, 'four').object);
      expect([status, body.message]).toEqual([
        403,
        expect.stringContaining(
          `exceeded quota: sandbox-quota, requested: ${COUNT}=1, used: ${COUNT}=3`,
        ),
      ]);
    });

    test('counts the overhead of runtimes', async () => {
      const pod = podWith('digested', [
        replace('/spec/runtimeClassName', 'kata-qemu'),
        replace('/spec/containers/0/resources/limits/memory', '8Gi'),
      ]);
      for (const name of ['one', 'two']) {
        accepted(named(pod, name), await plane.client.create(named(pod, name).object));
      }
      await quotaIsCounted(plane.client, NAMESPACE);
      // Three times 8Gi are the 24Gi of the quota; the overhead of the runtime exceeds it.
      const { status, body } = await plane.client.create(named(pod, 'three').object);
      expect([status, body.message]).toEqual([
        403,
        expect.stringContaining('exceeded quota: sandbox-quota, requested: limits.memory=8512Mi'),
      ]);
    });

    test('a container without limits gets the limits of the tenant', async () => {
      const pod = podWith('plain', [remove('/spec/containers/0/resources')]);
      const item: Item = {
        path: 'the suite',
        object: { ...pod, metadata: { ...pod.metadata, namespace: tenantOf('plain') } },
      };
      const { limits } = accepted(item, await plane.client.create(item.object, { dryRun: true })).body.spec
        .containers[0].resources;
      const { spec } = (await plane.client.get(`/api/v1/namespaces/${tenantOf('plain')}/limitranges/sandbox-limits`))
        .body;
      expect(limits).toEqual(spec.limits[0].default);
    });

    test('fails if a container has a higher limit than the tenant allows for one', async () => {
      const pod = podWith('plain', [add('/spec/containers/0/resources/limits/ephemeral-storage', '2Ti')]);
      const { status, body } = await plane.client.create(
        { ...pod, metadata: { ...pod.metadata, namespace: tenantOf('plain') } },
        { dryRun: true },
      );
      expect([status, body.message]).toEqual([
        403,
        expect.stringMatching(/maximum ephemeral-storage usage per Container|ASB367/),
      ]);
    });
  });
}
