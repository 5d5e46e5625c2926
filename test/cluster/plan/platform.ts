/** The platform that plans are tried on: sandboxes, claimed and warm ones, with volumes. */
import { App, Chart, Size } from 'cdk8s';
import { LivePlatform } from './controller-pods';
import {
  AgentSandboxProfile, AgentSandboxVersion, OperatingMode, Sandbox, SandboxCluster, SandboxTemplate,
} from '../../../src';
import { releaseAssets } from '../../../src/install/assets';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { established } from '../../../src/rehearsal/apply-objects';
import { Catalogue } from '../../../src/release/catalogue';
import { conditionOf, NAMESPACE, ofKind, apply } from '../controlled';
import { Item, itemsOf } from '../items';

const CONTAINERS = [{ image: 'registry.example.com/python:3.14', portNumber: 8888 }];

/** The workloads, from one source for all releases. */
export function workloadsOf(release: string): Item[] {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(app, 'agents', { namespace: NAMESPACE });
  const home = { size: Size.gibibytes(1) };
  new Sandbox(chart, 'Dev', { containers: CONTAINERS }).addWorkspace('Home', '/home', home);
  new Sandbox(chart, 'Asleep', { containers: CONTAINERS, operatingMode: OperatingMode.SUSPENDED })
    .addWorkspace('Home', '/home', home);
  const template = new SandboxTemplate(chart, 'Python', { containers: CONTAINERS });
  template.addWarmPool('PythonPool', { replicas: 2 }).addClaim('Nightly');
  template.addClaim('OnDemand');
  return itemsOf(app);
}

/** Installs a release with its workloads. */
export async function install(platform: LivePlatform, release: string, profile: string): Promise<void> {
  const catalogue = Catalogue.standard();
  const assets = releaseAssets(catalogue.get(release), { profile: profile as AgentSandboxProfile }, catalogue);
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  const objects = [namespace, ...assets.at(-1)!.objects] as KubeObject[];
  const crds = objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
  const applied = (some: readonly KubeObject[]) =>
    apply(platform.client, some.map((object) => ({ path: 'the install', object })));
  await applied(crds);
  // A controller that starts before its kinds are served ends. A kubelet would start it again.
  await established(platform.client, crds);
  await applied(objects.filter((object) => !crds.includes(object)));
  await applyWorkloads(platform, release);
}

/** Applies the workloads, once the conversion answers. */
export async function applyWorkloads(platform: LivePlatform, release: string): Promise<void> {
  for (const { path, object } of workloadsOf(release)) {
    let message = '';
    await platform.until(`${path} to be taken`, async () => {
      const answer = await platform.client.apply(object, { force: true });
      message = `${answer.status} ${answer.body?.message}`;
      return answer.status <= 201;
    }).catch((error: Error) => { throw new Error(`${error.message}: ${message}`); });
  }
}

/** Waits until all sandboxes and claims are ready. */
export async function ready(platform: LivePlatform, release: string): Promise<void> {
  const items = workloadsOf(release);
  const awake = [
    ofKind(items, 'Sandbox', 'dev'), ofKind(items, 'SandboxClaim', 'nightly'),
    ofKind(items, 'SandboxClaim', 'on-demand'),
  ];
  for (const object of awake) {
    await platform.until(`${object.kind} ${object.metadata.name} to be ready`, async () => {
      const { status, body } = await platform.client.read(object);
      return status === 200 && conditionOf(body, 'Ready')?.status === 'True';
    }, 60_000);
  }
  await platform.until('the pool to be full', async () => (
    ((await platform.client.read(ofKind(items, 'SandboxWarmPool', 'python-pool'))).body.status?.readyReplicas ?? 0) >= 2
  ), 60_000);
}

/** Names and UIDs of the pods and volume claims of the workloads. */
export async function parts(platform: LivePlatform): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const plural of ['pods', 'persistentvolumeclaims']) {
    const { body } = await platform.client.get(`/api/v1/namespaces/${NAMESPACE}/${plural}`);
    for (const { metadata: { name, uid } } of body.items) { found[`${plural} ${name}`] = uid; }
  }
  return found;
}
