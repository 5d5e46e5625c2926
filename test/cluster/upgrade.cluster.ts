/**
 * Upgrades from one release line to the next with custom resources and no controller, and the objects that remain after
 * an install is removed.
 */
import { App, Chart } from 'cdk8s';
import { Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { everythingOf, install } from './releases';
import { appliesWithoutDrift, wholeApp } from './workloads';
import { AgentSandbox, AgentSandboxVersion } from '../../src';
import { crdName, KIND_NAMES } from '../../src/api/kinds';
import { established } from '../../src/rehearsal/apply-objects';
import type { Client } from '../../src/rehearsal/cluster/client';
import { until } from '../../src/rehearsal/cluster/until';

const NAMESPACE = 'kept';

const crdPath = (kind: (typeof KIND_NAMES)[number]) =>
  `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${crdName(kind)}`;

/** The stored versions by kind. */
async function storedVersions(client: Client): Promise<unknown[]> {
  return Promise.all(KIND_NAMES.map(async (kind) => (await client.get(crdPath(kind))).body.status.storedVersions));
}

/** The live custom resources of an app. */
async function contents(client: Client, items: readonly Item[]): Promise<unknown[]> {
  return Promise.all(
    items
      .filter(({ object }) => object.apiVersion.includes('agents.x-k8s.io'))
      .map(async ({ object }) => {
        const { status, body } = await client.read(object);
        return status === 200 ? { uid: body.metadata.uid, kind: body.kind, spec: body.spec } : status;
      }),
  );
}

describeCluster('from v0.5.6 to v1.0.5', () => {
  const plane = aControlPlane();

  test('no object is lost, and all are stored as v1beta1', async () => {
    await install(plane.client, everythingOf('v0.5.6'));
    const items = wholeApp('v0.5.6', NAMESPACE);
    await appliesWithoutDrift(plane, items);
    const before = await contents(plane.client, items);
    expect(await storedVersions(plane.client)).toEqual(KIND_NAMES.map(() => ['v1beta1']));

    await install(plane.client, everythingOf('v1.0.5'));
    expect(await contents(plane.client, items)).toEqual(before);
    expect(await storedVersions(plane.client)).toEqual(KIND_NAMES.map(() => ['v1beta1']));
    // The conversion is gone together with the webhook.
    for (const kind of KIND_NAMES) {
      expect((await plane.client.get(crdPath(kind))).body.spec.conversion).toEqual({ strategy: 'None' });
    }
    await appliesWithoutDrift(plane, wholeApp('v1.0.5', NAMESPACE));
  });

  test('the objects that remain are those that the documentation lists', async () => {
    const now = new Set(everythingOf('v1.0.5').map(({ object: { kind, metadata: { name } } }) => `${kind} ${name}`));
    const left = everythingOf('v0.5.6')
      .map(
        ({
          object: {
            kind,
            metadata: { name },
          },
        }) => `${kind} ${name}`,
      )
      .filter((each) => !now.has(each));
    expect(left.sort()).toEqual([
      'Role agent-sandbox-controller', 'RoleBinding agent-sandbox-controller', 'Service agent-sandbox-webhook-service',
    ]);
  });
});

describeCluster('from v0.4.6', () => {
  const plane = aControlPlane();

  beforeAll(() => install(plane.client, everythingOf('v0.4.6')));

  test('fails if v1.0.5 is applied at once: its CRDs lack the stored version', async () => {
    await appliesWithoutDrift(plane, wholeApp('v0.4.6', NAMESPACE));
    for (const item of everythingOf('v1.0.5').filter(({ object: { kind } }) => kind === 'CustomResourceDefinition')) {
      const { status, body } = await plane.client.apply(item.object, { dryRun: true });
      expect([status, body.message]).toEqual([
        422,
        expect.stringContaining('status.storedVersions[0]: Invalid value: "v1alpha1"'),
      ]);
    }
  });

  test('fails if v1.0.5 follows v0.5.6 before the stored versions were migrated', async () => {
    await install(
      plane.client,
      everythingOf('v0.5.6').filter(({ object: { kind } }) => kind === 'CustomResourceDefinition'),
    );
    expect(await storedVersions(plane.client)).toEqual(KIND_NAMES.map(() => ['v1alpha1', 'v1beta1']));
    for (const item of everythingOf('v1.0.5').filter(({ object: { kind } }) => kind === 'CustomResourceDefinition')) {
      expect((await plane.client.apply(item.object, { dryRun: true })).status).toBe(422);
    }
  });
});

describeCluster('an install that is removed', () => {
  const plane = aControlPlane();

  /** The objects that a GitOps tool prunes: all that it applied, except those marked to be kept. */
  async function pruned(
    items: readonly Item[],
    keeps: (annotations: Readonly<Record<string, string>>) => boolean,
  ): Promise<void> {
    for (const { object } of [...items].reverse()) {
      const live = (await plane.client.read(object)).body;
      if (!keeps(live.metadata.annotations ?? {})) {
        await plane.client.delete(object);
      }
    }
  }

  function installItems(retainCrds: boolean): Item[] {
    const app = new App();
    new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, retainCrds });
    return itemsOf(app);
  }

  test.each<[tool: string, keeps: (annotations: Readonly<Record<string, string>>) => boolean]>([
    [
      'Argo CD',
      (annotations) =>
        /Prune=false/.test(annotations['argocd.argoproj.io/sync-options']) &&
        /Delete=false/.test(annotations['argocd.argoproj.io/sync-options']),
    ],
    ['Helm', (annotations) => annotations['helm.sh/resource-policy'] === 'keep'],
    ['Flux', (annotations) => annotations['kustomize.toolkit.fluxcd.io/prune'] === 'disabled'],
  ])('leaves the CRDs and the custom resources with retainCrds, by the annotations of %s', async (_, keeps) => {
    const items = installItems(true);
    await install(plane.client, items);
    const workloads = wholeApp('v1.0.5', NAMESPACE);
    await appliesWithoutDrift(plane, workloads);
    const before = await contents(plane.client, workloads);
    await pruned(items, keeps);
    await established(
      plane.client,
      items.map(({ object }) => object),
    );
    expect(await contents(plane.client, workloads)).toEqual(before);
    for (const item of items) {
      const { status } = await plane.client.read(item.object);
      const isKept = item.object.kind === 'CustomResourceDefinition';
      const { kind } = item.object;
      if (kind !== 'Namespace') {
        expect([kind, status]).toEqual([kind, isKept ? 200 : 404]);
      }
    }
    await gone(items.find(({ object: { kind } }) => kind === 'Namespace')!);
  });

  test('deletes the custom resources without the mark', async () => {
    const items = installItems(false);
    await install(plane.client, items);
    const workloads = wholeApp('v1.0.5', NAMESPACE);
    await appliesWithoutDrift(plane, workloads);
    await pruned(items, (annotations) => 'helm.sh/resource-policy' in annotations);
    for (const item of items) { await gone(item); }
  });

  async function gone({ object }: Item): Promise<void> {
    await until(
      `${object.kind} ${object.metadata.name} to be deleted`,
      async () => (await plane.client.read(object)).status === 404,
    );
  }
});
