/**
 * Upstream's controller, as the ServiceAccount that the library prints, with its roles and with the arguments of its
 * Deployment. `AGENT_SANDBOX_CONTROLLER` names the binary; without it these tests are skipped.
 */
import { spawnSync } from 'node:child_process';
import { App, Chart, Size } from 'cdk8s';
import type { Named } from './client';
import { Item, itemsOf } from './items';
import { Kubelet } from './kubelet';
import { aControlPlane, describeCluster } from './plane';
import { everythingOf, install } from './releases';
import { AgentSandboxVersion, OperatingMode, Sandbox, SandboxCluster, SandboxTemplate, ShutdownPolicy } from '../../src';
import { managedPolicy } from '../../src/network/managed-policy';
import { nameHash } from '../../src/private/name-hash';
import type { KubeObject } from '../../src/release/objects/kube-object';

const BINARY = process.env.AGENT_SANDBOX_CONTROLLER;

const NAMESPACE = 'agents';
const ACCOUNT = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'agent-sandbox-controller', namespace: 'agent-sandbox-system' } };
const RELEASE = AgentSandboxVersion.LATEST;
const CONTAINER = { image: 'registry.example.com/python:3.14', portNumber: 8888 };

(BINARY ? describeCluster : describe.skip)('the controller', () => {
  const plane = aControlPlane();
  let kubelet: Kubelet;

  beforeAll(async () => {
    const { stdout, stderr } = spawnSync(BINARY!, ['--version'], { encoding: 'utf8' });
    process.stderr.write(`controller: ${(stdout || stderr).trim()}\n`);
    const everything = everythingOf(RELEASE.id);
    const namespace: Item = { path: 'the suite', object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } } };
    await install(plane.client, [...everything, namespace]);
    kubelet = new Kubelet(plane.client, NAMESPACE);
    await kubelet.start();
    // Outside a pod it cannot know the namespace of its lease, and its ports would be open to all: the rest is the Deployment's.
    const besides = ['--leader-election-namespace=agent-sandbox-system', '--metrics-bind-address=0', '--health-probe-bind-address=0'];
    await plane.plane.runAs(ACCOUNT, { name: 'controller', command: BINARY!, args: [...argumentsIn(everything), ...besides] });
  });

  afterAll(async () => { await kubelet?.stop(); });

  const get = async (kind: string, name: string, apiVersion = 'v1') => (await plane.client.read({ apiVersion, kind, metadata: { name, namespace: NAMESPACE } })).body;
  const applied = async (compose: (chart: Chart) => void): Promise<Item[]> => {
    const items = printed(compose);
    await install(plane.client, items);
    return items;
  };
  const isThere = async (object: Named) => (await plane.client.read(object)).status === 200;
  const pod = (name: string): Named => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: NAMESPACE } });

  test('makes a pod of a sandbox, with its name, labels and volume, and keeps the volume while it is suspended', async () => {
    const compose = (operatingMode: OperatingMode) => (chart: Chart) => {
      new Sandbox(chart, 'Dev', { containers: [CONTAINER], operatingMode }).addWorkspace('Home', '/home', { size: Size.gibibytes(1) });
    };
    await applied(compose(OperatingMode.RUNNING));
    await plane.plane.until('the pod of the sandbox', () => isThere(pod('dev')));
    const { metadata, spec } = await get('Pod', 'dev');
    expect(metadata.labels['agents.x-k8s.io/sandbox-name-hash']).toBe(nameHash('dev'));
    expect(spec.volumes).toContainEqual({ name: 'home', persistentVolumeClaim: { claimName: 'home-dev' } });
    const { uid } = (await get('PersistentVolumeClaim', 'home-dev')).metadata;

    await applied(compose(OperatingMode.SUSPENDED));
    await plane.plane.until('the pod to go', async () => !await isThere(pod('dev')));
    expect((await get('PersistentVolumeClaim', 'home-dev')).metadata).toMatchObject({ uid });
    await applied(compose(OperatingMode.RUNNING));
    await plane.plane.until('the pod to come back', () => isThere(pod('dev')));
    expect((await get('PersistentVolumeClaim', 'home-dev')).metadata).toMatchObject({ uid });
  });

  test('ends a sandbox at its time, and keeps it', async () => {
    const shutdownTime = new Date(Date.now() + 10_000).toISOString();
    await applied((chart) => { new Sandbox(chart, 'Short', { containers: [CONTAINER], shutdownTime, shutdownPolicy: ShutdownPolicy.RETAIN }); });
    await plane.plane.until('the pod of the sandbox', () => isThere(pod('short')));
    await plane.plane.until('the pod to go', async () => !await isThere(pod('short')));
    expect((await get('Sandbox', 'short', 'agents.x-k8s.io/v1beta1')).status.conditions).toContainEqual(expect.objectContaining({ type: 'Ready', reason: 'SandboxExpired' }));
  });

  test('fills a pool, gives a claim one of it, fills it again, and keeps the network policy that was told', async () => {
    const pooled = (chart: Chart) => new SandboxTemplate(chart, 'Python', { containers: [CONTAINER] }).addWarmPool('Pool', { replicas: 2 });
    const items = await applied((chart) => { pooled(chart); });
    const { metadata: { name: pool } } = items.find(({ object: { kind } }) => kind === 'SandboxWarmPool')!.object;
    const isFull = async () => (await get('SandboxWarmPool', pool!, 'extensions.agents.x-k8s.io/v1beta1')).status?.readyReplicas === 2;
    await plane.plane.until('the pool to be full', isFull);
    const before = await sandboxes();

    const claim = printed((chart) => { pooled(chart).addClaim('Job'); }).find(({ object: { kind } }) => kind === 'SandboxClaim')!.object;
    await install(plane.client, [{ path: 'the suite', object: claim }]);
    await plane.plane.until('the claim to be ready', async () => ready((await plane.client.read(claim)).body));
    expect(before).toContain((await plane.client.read(claim)).body.status.sandbox.name);
    await plane.plane.until('the pool to be full again', isFull);

    const template = items.find(({ object: { kind } }) => kind === 'SandboxTemplate')!.object;
    const wanted = managedPolicy(template, RELEASE._release, { 'agents.x-k8s.io/sandbox-template-ref-hash': nameHash(template.metadata.name!) })!;
    const { spec } = await get('NetworkPolicy', wanted.metadata.name!, 'networking.k8s.io/v1');
    expect(spec).toEqual(wanted.spec);
  });

  test('was never forbidden anything', async () => {
    const own = plane.plane.audit().filter(({ user }) => user.username === `system:serviceaccount:${ACCOUNT.metadata.namespace}:${ACCOUNT.metadata.name}`);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ responseStatus }) => responseStatus?.code === 403).map(({ verb, requestURI }) => `${verb} ${requestURI}`)).toEqual([]);
  });

  async function sandboxes(): Promise<string[]> {
    const { body } = await plane.client.get(`/apis/agents.x-k8s.io/v1beta1/namespaces/${NAMESPACE}/sandboxes`);
    return body.items.map(({ metadata }: KubeObject) => metadata.name);
  }
});

function printed(compose: (chart: Chart) => void): Item[] {
  const app = new App();
  SandboxCluster.at(app, { version: RELEASE });
  compose(new Chart(app, 'agents', { namespace: NAMESPACE }));
  return itemsOf(app);
}

function argumentsIn(items: readonly Item[]): string[] {
  const { object } = items.find(({ object: { kind } }) => kind === 'Deployment')!;
  return (object as unknown as { spec: { template: { spec: { containers: Array<{ args: string[] }> } } } }).spec.template.spec.containers[0].args;
}

function ready({ status }: { status?: { conditions?: Array<{ type: string; status: string }> } }): boolean {
  return status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') ?? false;
}
