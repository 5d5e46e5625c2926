/**
 * The upgrade from v0.4 over v0.5 to v1.0 with the controller of each at work: pods keep running, and no object is
 * lost.
 */
import { readFileSync } from 'node:fs';
import { Chart, Size } from 'cdk8s';
import { removeWithParts, Stored as StoredObject } from './attacks/leftovers';
import { apply, conditionOf, Controlled, installOf, NAMESPACE, ofKind, printed } from './controlled';
import type { Item } from './items';
import { aControlPlane, describeCluster } from './plane';
import { everythingOf } from './releases';
import { OperatingMode, Sandbox, SandboxTemplate, WebhookCertificate } from '../../src';
import { crdName, KIND_NAMES } from '../../src/api/kinds';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { freePorts } from '../../src/rehearsal/cluster/ports';
import { controllers } from '../support/controllers';

const CONTAINERS = [{ image: 'registry.example.com/python:3.14', portNumber: 8888 }];

/** The workloads: one source for all releases. */
function compose(chart: Chart): void {
  new Sandbox(chart, 'Dev', { containers: CONTAINERS, service: true }).addWorkspace('Home', '/home', {
    size: Size.gibibytes(1),
  });
  new Sandbox(chart, 'Asleep', { containers: CONTAINERS, operatingMode: OperatingMode.SUSPENDED }).addWorkspace(
    'Home',
    '/home',
    { size: Size.gibibytes(1) },
  );
  const template = new SandboxTemplate(chart, 'Python', { containers: CONTAINERS });
  template.addWarmPool('PythonPool', { replicas: 2 }).addClaim('Nightly');
  template.addClaim('OnDemand');
}

/**
 * Points the conversion webhook to a URL: outside a cluster, the controller of v0.5 has no Service name. All other
 * fields stay as printed.
 */
function reachableAt(url: string, items: readonly Item[]): Item[] {
  return items.map((item) => {
    const { conversion } =
      (item.object.spec as { conversion?: { webhook: { clientConfig: { caBundle: string } } } }) ?? {};
    if (!conversion) { return item; }
    const { webhook } = conversion;
    const reachable = { ...webhook, clientConfig: { url, caBundle: webhook.clientConfig.caBundle } };
    const spec = { ...item.object.spec as object, conversion: { ...conversion, webhook: reachable } };
    return { ...item, object: { ...item.object, spec } };
  });
}

/** A live object. */
type Stored = KubeObject & {
  readonly metadata: { readonly managedFields?: ReadonlyArray<{ readonly apiVersion: string }> };
};

const [first, second, third] = ['v0.4.6', 'v0.5.6', 'v1.'].map((start) =>
  controllers()
    .filter(({ release }) => release.startsWith(start))
    .at(-1)!,
);
const areThere = [first, second, third].every((each) => each?.path);

(areThere ? describeCluster : describe.skip)('from v0.4.6 by way of v0.5.6 to v1.0', () => {
  const plane = aControlPlane({ prepare: (client) => apply(client, installOf('v0.4.6')) });
  let controlled: Controlled;
  let before: Record<string, string | undefined>;

  beforeAll(() => { controlled = new Controlled(plane); });

  afterAll(async () => { await controlled?.stop(); });

  const crdPath = (kind: (typeof KIND_NAMES)[number]) =>
    `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${crdName(kind)}`;
  const storedVersions = async () =>
    Promise.all(KIND_NAMES.map(async (kind) => (await plane.client.get(crdPath(kind))).body.status.storedVersions));

  /** All live objects of a kind. */
  async function stored(kind: typeof KIND_NAMES[number]): Promise<Array<[path: string, object: Stored]>> {
    const { group, names } = (await plane.client.get(crdPath(kind))).body.spec;
    const list = `/apis/${group}/v1beta1/namespaces/${NAMESPACE}/${names.plural}`;
    const { body } = await plane.client.get(list);
    return body.items.map((object: KubeObject) => [
      `${list}/${object.metadata.name}`,
      { ...object, apiVersion: `${group}/v1beta1`, kind },
    ]);
  }

  const claimNamed = (items: readonly Item[], name: string) => ofKind(items, 'SandboxClaim', name);

  /** The UIDs of pods and volume claims by name, which must never change. */
  async function kept(items: readonly Item[]): Promise<Record<string, string | undefined>> {
    const { sandbox } = (await controlled.ready(claimNamed(items, 'nightly'))).status as unknown as {
      sandbox: { name: string };
    };
    await controlled.ready(claimNamed(items, 'on-demand'));
    await controlled.ready(ofKind(items, 'Sandbox', 'dev'));
    const things = [
      ['Pod', 'dev'],
      ['Service', 'dev'],
      ['PersistentVolumeClaim', 'home-dev'],
      ['Pod', 'asleep'],
      ['PersistentVolumeClaim', 'home-asleep'],
      ['Pod', sandbox.name],
      ['Pod', 'on-demand'],
    ] as const;
    const uidOf = (object: KubeObject | undefined) => (object?.metadata as { uid?: string } | undefined)?.uid;
    const uids = await Promise.all(
      things.map(async ([kind, name]) => [`${kind} ${name}`, uidOf(await controlled.get(kind, name))] as const),
    );
    return Object.fromEntries(uids);
  }

  test('v0.4.6 runs its printed workloads', async () => {
    await controlled.run(first, installOf('v0.4.6'));
    const items = printed('v0.4.6', compose);
    await apply(plane.client, items);
    before = await kept(items);
    expect(Object.entries(before).filter(([, uid]) => uid === undefined).map(([name]) => name)).toEqual(['Pod asleep']);
    expect(await storedVersions()).toEqual(KIND_NAMES.map(() => ['v1alpha1']));
  });

  test('v0.5.6 keeps all running, with its conversion webhook and a pool for claims without one', async () => {
    // As upstream's migration script does, for claims that started a sandbox of their own.
    const pool = {
      apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
      kind: 'SandboxWarmPool',
      metadata: { name: 'shadow-pool-python', namespace: NAMESPACE },
    };
    await apply(plane.client, [
      { path: 'the suite', object: { ...pool, spec: { replicas: 0, sandboxTemplateRef: { name: 'python' } } } },
    ]);

    const directory = `${plane.plane.directory}/certificates`;
    const caBundle = readFileSync(`${directory}/apiserver.crt`).toString('base64');
    const [port] = await freePorts(1);
    const install = installOf('v0.5.6', {
      webhookCertificate: WebhookCertificate.external({ secretName: 'webhook', caBundle }),
    });
    const files = [
      `--webhook-cert-dir=${directory}`,
      '--webhook-cert-name=apiserver.crt',
      '--webhook-key-name=apiserver.key',
      `--webhook-port=${port}`,
    ];
    await controlled.run(second, reachableAt(`https://127.0.0.1:${port}/convert`, install), files);
    const items = printed('v0.5.6', compose);
    await controlled.until(
      'the conversion to answer',
      async () => (await plane.client.read(ofKind(items, 'Sandbox', 'dev'))).status === 200,
    );
    expect((await plane.client.read(ofKind(items, 'Sandbox', 'asleep'))).body.spec.operatingMode).toBe('Suspended');
    expect((await plane.client.read(claimNamed(items, 'on-demand'))).body.spec.warmPoolRef).toEqual({
      name: 'shadow-pool-python',
    });
    expect(await kept(items)).toEqual(before);
  });

  test('the printed workloads of v0.5.6 replace the old ones', async () => {
    const items = printed('v0.5.6', compose);
    await apply(plane.client, items);
    expect((await plane.client.read(claimNamed(items, 'on-demand'))).body.spec.warmPoolRef).toEqual({
      name: 'python-cold',
    });
    expect(await kept(items)).toEqual(before);
    await plane.client.delete({
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxWarmPool',
      metadata: { name: 'shadow-pool-python', namespace: NAMESPACE },
    });
    expect(await storedVersions()).toEqual(KIND_NAMES.map(() => ['v1alpha1', 'v1beta1']));
  });

  test.each([
    ['no pool', {}], ["the pool 'none'", { warmpool: 'none' }], ["the pool 'default'", { warmpool: 'default' }],
  ])('fails if a claim of v1alpha1 names %s, as its pool does not exist then (ASB227)', async (_, named) => {
    const claim = {
      apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
      kind: 'SandboxClaim',
      metadata: { name: `unnamed-${Object.values(named).join() || 'none-said'}`, namespace: NAMESPACE },
    };
    // A pool of the template is there, and does not help.
    expect(ofKind(printed('v0.5.6', compose), 'SandboxWarmPool')).toMatchObject({
      spec: { sandboxTemplateRef: { name: 'python' } },
    });
    const body = { ...claim, spec: { sandboxTemplateRef: { name: 'python' }, ...named } };
    expect((await plane.client.create(body)).status).toBe(201);
    await controlled.refused(claim, 'WarmPoolNotFound');
    const { message } = conditionOf(await controlled.read(claim), 'Ready')!;
    expect(message).toContain('shadow-pool-python');
    await removeWithParts(plane.client, (await controlled.read(claim)) as StoredObject);
  });

  test('a claim of v1alpha1 that names a pool is served', async () => {
    const { metadata: { name } } = ofKind(printed('v0.5.6', compose), 'SandboxWarmPool', 'python-pool');
    const claim = {
      apiVersion: 'extensions.agents.x-k8s.io/v1alpha1',
      kind: 'SandboxClaim',
      metadata: { name: 'named', namespace: NAMESPACE },
    };
    const body = { ...claim, spec: { sandboxTemplateRef: { name: 'python' }, warmpool: name } };
    expect((await plane.client.create(body)).status).toBe(201);
    await removeWithParts(plane.client, (await controlled.ready(claim)) as StoredObject);
  });

  test('the old version can be removed after all objects are stored again', async () => {
    const migrated = { metadata: { annotations: { 'agents.x-k8s.io/storage-migrated-at': new Date().toISOString() } } };
    for (const kind of KIND_NAMES) {
      for (const [path] of await stored(kind)) {
        expect(
          (await plane.client.request('PATCH', path, { body: migrated, type: 'application/merge-patch+json' })).status,
        ).toBe(200);
      }
      const forgotten = { status: { storedVersions: ['v1beta1'] } };
      expect(
        (
          await plane.client.request('PATCH', `${crdPath(kind)}/status`, {
            body: forgotten,
            type: 'application/merge-patch+json',
          })
        ).status,
      ).toBe(200);
    }
    expect(await storedVersions()).toEqual(KIND_NAMES.map(() => ['v1beta1']));
  });

  test('v1.0 keeps all running, without a conversion', async () => {
    await controlled.run(third, installOf(third.release));
    const items = printed(third.release, compose);
    expect(await kept(items)).toEqual(before);
  });

  test('server-side apply fails while managedFields name v1alpha1, and works once these are removed', async () => {
    const items = printed(third.release, compose);
    const { status, body } = await plane.client.apply(ofKind(items, 'Sandbox', 'dev'), { force: true });
    expect([status, body.message]).toEqual([
      500,
      expect.stringContaining('request to convert CR to an invalid group/version: agents.x-k8s.io/v1alpha1'),
    ]);
    for (const kind of KIND_NAMES) {
      for (const [path, object] of await stored(kind)) {
        const managedFields = object.metadata.managedFields?.filter(
          ({ apiVersion }) => !apiVersion.endsWith('/v1alpha1'),
        );
        const answer = await plane.client.request('PUT', path, {
          body: { ...object, metadata: { ...object.metadata, managedFields } },
        });
        expect([path, answer.status]).toEqual([path, 200]);
      }
    }
    await apply(plane.client, items);
    expect(await kept(items)).toEqual(before);
    await apply(plane.client, everythingOf('v1.0.5'));
    expect(await kept(items)).toEqual(before);
    expect(await storedVersions()).toEqual(KIND_NAMES.map(() => ['v1beta1']));
    for (const kind of KIND_NAMES) {
      expect((await plane.client.get(crdPath(kind))).body.spec.conversion).toEqual({ strategy: 'None' });
    }
  });

  test('a suspended sandbox resumes with its volume', async () => {
    const items = printed(third.release, (chart) => {
      new Sandbox(chart, 'Asleep', { containers: CONTAINERS }).addWorkspace('Home', '/home', {
        size: Size.gibibytes(1),
      });
    });
    await apply(plane.client, items);
    await controlled.ready(ofKind(items, 'Sandbox'));
    expect(((await controlled.get('PersistentVolumeClaim', 'home-asleep'))!.metadata as { uid?: string }).uid).toBe(
      before['PersistentVolumeClaim home-asleep'],
    );
  });

  test('none of the controllers was ever refused a request for lack of permissions', () => {
    const refused = controlled.requests().filter(({ responseStatus }) => responseStatus?.code === 403);
    expect(refused.map(({ verb, requestURI }) => `${verb} ${requestURI}`)).toEqual([]);
  });
});
