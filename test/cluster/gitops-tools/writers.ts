/** What writes fields besides the tool: an idle timer, a schedule, autoscalers, and the controllers. */
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { conditionOf, Controlled, ofKind } from '../controlled';
import { accepted, Item } from '../items';

/** Waits until all is ready, has everybody write, and waits until the controllers have seen it. */
export async function written(controlled: Controlled, items: readonly Item[]): Promise<void> {
  const names = ['idle', 'dev', 'hours'];
  for (const name of names) { await controlled.ready(ofKind(items, 'Sandbox', name)); }
  await controlled.ready(ofKind(items, 'SandboxClaim'));
  const write = async (kind: string, name: string, manager: string, spec: object) => {
    const object = ofKind(items, kind, name);
    const item = items.find((each) => each.object === object)!;
    accepted(item, await controlled.client.request('PATCH', await controlled.client.pathOf(object), {
      body: { spec }, type: 'application/merge-patch+json', query: { fieldManager: manager },
    }));
  };
  const suspended = ofKind(items, 'Sandbox').apiVersion.endsWith('v1alpha1')
    ? { replicas: 0 }
    : { operatingMode: 'Suspended' };
  await write('Sandbox', 'idle', 'idle-timer', suspended);
  await write('Sandbox', 'hours', 'schedule', suspended);
  await write('SandboxWarmPool', 'scaled', 'autoscaler', { replicas: 2 });
  await write('Deployment', 'web', 'kube-controller-manager', { replicas: 4 });
  for (const name of ['idle', 'hours']) {
    await controlled.until(`sandbox ${name} to be without a pod`, async () => !(await controlled.get('Pod', name)));
  }
  const pool = ofKind(items, 'SandboxWarmPool', 'scaled');
  await controlled.until('the pool to grow', async () => (await controlled.read(pool))?.status?.readyReplicas === 2);
  await controlled.until('the claim to stay ready', async () => (
    conditionOf(await controlled.read(ofKind(items, 'SandboxClaim')), 'Ready')?.status === 'True'
  ));
}

/** The fields of `ignoreDifferences`, as `Kind name /pointer`. */
export function drifted(
  entries: ReadonlyArray<{ readonly kind: string; readonly name: string; readonly jsonPointers: readonly string[] }>,
): string[] {
  return entries.flatMap(({ kind, name, jsonPointers }) => jsonPointers.map((each) => `${kind} ${name} ${each}`));
}

interface ManagedFields {
  readonly manager: string;
  readonly fieldsV1: { readonly 'f:spec'?: Readonly<Record<string, object>> };
}

/** The managers of a field of the spec. */
export function owners({ metadata }: KubeObject, field: string): string[] {
  return (metadata as unknown as { managedFields: ManagedFields[] }).managedFields
    .filter(({ fieldsV1 }) => fieldsV1['f:spec']?.[`f:${field}`] !== undefined).map(({ manager }) => manager);
}
