/** The changes that the API server makes to pods of a printed RuntimeClass. */
import { accepted, Item } from './items';
import type { Plane } from './plane';
import { GVISOR, policyNamespaceOf } from './tenants';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { add, podWith, replace } from '../support/admission/pods';

export function runtimeTests(plane: Plane): void {
  describe('a pod of a runtime', () => {
    const inPolicy = (object: KubeObject): Item => ({
      path: 'the suite',
      object: { ...object, metadata: { ...object.metadata, namespace: policyNamespaceOf('plain') } },
    });
    const create = (object: KubeObject) => plane.client.create(inPolicy(object).object, { dryRun: true });

    test('gets its node selector and tolerations', async () => {
      const pod = podWith('plain', [add('/spec/nodeSelector', { 'example.com/zone': 'a' })]);
      const { spec } = accepted(inPolicy(pod), await create(pod)).body;
      expect(spec.nodeSelector).toEqual({ ...GVISOR.nodeSelector, 'example.com/zone': 'a' });
      expect(spec.tolerations).toEqual(expect.arrayContaining(GVISOR.tolerations));
      expect(spec).not.toHaveProperty('overhead');
    });

    test('gets its overhead', async () => {
      const pod = podWith('plain', [replace('/spec/runtimeClassName', 'kata-qemu')]);
      const { spec } = accepted(inPolicy(pod), await create(pod)).body;
      expect(spec.overhead).toEqual({ cpu: '250m', memory: '320Mi' });
    });

    test('fails if its node selector contradicts its class', async () => {
      const { status, body } = await create(
        podWith('plain', [add('/spec/nodeSelector', { 'example.com/runtime': 'other' })]),
      );
      expect([status, body.message]).toEqual([
        403,
        expect.stringContaining('conflict: runtimeClass.scheduling.nodeSelector'),
      ]);
    });

    test('fails if it sets another overhead', async () => {
      const { status, body } = await create(
        podWith('plain', [replace('/spec/runtimeClassName', 'kata-qemu'), add('/spec/overhead', { memory: '1Mi' })]),
      );
      expect([status, body.message]).toEqual([403, expect.stringContaining('Overhead')]);
    });

    test('fails if a handler changes', async () => {
      const { body } = await plane.client.get('/apis/node.k8s.io/v1/runtimeclasses/gvisor');
      const answer = await plane.client.request('PUT', '/apis/node.k8s.io/v1/runtimeclasses/gvisor', {
        body: { ...body, handler: 'other' },
      });
      expect([answer.status, answer.body.message]).toEqual([422, expect.stringContaining('field is immutable')]);
    });
  });
}
