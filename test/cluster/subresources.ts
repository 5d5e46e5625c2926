/** Printer columns, /status and /scale of the CRDs. */
import { accepted, Item } from './items';
import type { Plane } from './plane';
import { releaseOf } from './releases';
import { crdName, KIND_NAMES, KINDS } from '../../src/api/kinds';
import type { KubeObject } from '../../src/kubernetes/kube-object';

const NAMESPACE = 'subresources';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

/** The account of the autoscaler, with the permissions that Kubernetes gives it. */
const AUTOSCALER = {
  user: 'system:serviceaccount:kube-system:horizontal-pod-autoscaler',
  groups: ['system:serviceaccounts', 'system:authenticated'],
};

const POD = { podTemplate: { spec: { containers: [{ name: 'main', image: 'registry.example.com/python:3.14' }] } } };

const SPECS: Readonly<Record<string, object>> = {
  Sandbox: POD,
  SandboxTemplate: POD,
  SandboxWarmPool: { replicas: 1, sandboxTemplateRef: { name: 'sample' } },
};

export function subresourceTests(plane: Plane, release: string): void {
  // The stored version: any other is converted by the webhook, which is not served here.
  const [version] = releaseOf(release).api.versions;
  const claim =
    version.name === 'v1alpha1' ? { sandboxTemplateRef: { name: 'sample' } } : { warmPoolRef: { name: 'sample' } };
  const samples = KIND_NAMES.map((kind): Item => ({
    path: 'the suite',
    object: {
      apiVersion: `${KINDS[kind].group}/${version.name}`,
      kind,
      metadata: { name: 'sample', namespace: NAMESPACE },
      spec: SPECS[kind] ?? claim,
    } as KubeObject,
  }));
  const sampleOf = (kind: string) => samples.find(({ object }) => object.kind === kind)!;

  describe('the custom resources', () => {
    beforeAll(async () => {
      await plane.client.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } });
      for (const sample of samples) { accepted(sample, await plane.client.apply(sample.object)); }
    });

    test('have printer columns with values', async () => {
      for (const { object } of samples) {
        const { columnDefinitions, rows } = (
          await plane.client.get(await plane.client.pathOf(object), { accept: TABLE })
        ).body;
        const names = columnDefinitions.map(({ name }: { name: string }) => name);
        const crd = (
          await plane.client.get(
            `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${crdName(object.kind as 'Sandbox')}`,
          )
        ).body;
        const columns = crd.spec.versions.find(({ name }: { name: string }) => name === version.name)
          .additionalPrinterColumns ?? [{ name: 'Age' }];
        expect(names).toEqual(['Name', ...columns.map(({ name }: { name: string }) => name)]);
        expect(rows[0].cells[0]).toBe('sample');
        expect(rows[0].cells[names.indexOf('Age')]).toMatch(/^\d+[sm]/);
      }
    });

    test('have a status subresource', async () => {
      for (const { object } of samples.filter(({ object: { kind } }) => kind !== 'SandboxTemplate')) {
        const path = await plane.client.pathOf(object, 'status');
        const before = (await plane.client.get(path)).body;
        const status =
          object.kind === 'SandboxWarmPool'
            ? { replicas: 1, readyReplicas: 1 }
            : {
              conditions: [
                {
                  type: 'Ready',
                  status: 'True',
                  reason: 'DependenciesReady',
                  message: '',
                  lastTransitionTime: '2026-07-01T12:00:00Z',
                },
              ],
            };
        const answer = await plane.client.request('PUT', path, {
          body: { ...before, spec: { ...before.spec, unknown: true }, status },
          query: { fieldManager: 'controller' },
        });
        accepted({ path: 'the status of the suite', object }, answer);
        expect(answer.body.status).toEqual(expect.objectContaining(status));
        expect(answer.body.spec).toEqual(before.spec);
        expect(answer.body.metadata.generation).toBe(before.metadata.generation);
      }
    });

    test('of pools are scaled by the autoscaler with its own permissions', async () => {
      const { object } = sampleOf('SandboxWarmPool');
      const path = await plane.client.pathOf(object, 'scale');
      const scale = await plane.client.get(path, AUTOSCALER);
      accepted({ path: 'the scale of the suite', object }, scale);
      expect(scale.body).toMatchObject({ kind: 'Scale', spec: { replicas: 1 }, status: { replicas: 1 } });
      const put = await plane.client.request('PUT', path, {
        ...AUTOSCALER,
        body: { ...scale.body, spec: { replicas: 7 } },
      });
      accepted({ path: 'the scale of the suite', object }, put);
      expect((await plane.client.read(object)).body.spec.replicas).toBe(7);
      // Scaling is no drift if the printed pool has no replicas.
      const { replicas: _, ...spec } = SPECS.SandboxWarmPool as { replicas: number };
      const left = accepted(
        { path: 'the suite', object },
        await plane.client.apply({ ...object, spec } as KubeObject),
      ).body;
      expect(left.spec.replicas).toBe(7);
    });

    test('fails if another account scales a pool', async () => {
      const path = await plane.client.pathOf(sampleOf('SandboxWarmPool').object, 'scale');
      expect(
        (await plane.client.get(path, { ...AUTOSCALER, user: 'system:serviceaccount:kube-system:stranger' })).status,
      ).toBe(403);
    });
  });
}
