/** Deletes what an attack has stored, with what a controller made of it. */
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import type { Client } from '../../../src/rehearsal/cluster/client';
import { until } from '../../../src/rehearsal/cluster/until';

/** The kinds of the objects that controllers make. */
const PARTS: ReadonlyArray<readonly [apiVersion: string, kind: string]> = [
  ['agents.x-k8s.io/v1beta1', 'Sandbox'],
  ['v1', 'Pod'],
  ['v1', 'Service'],
  ['v1', 'PersistentVolumeClaim'],
];

/** An object as the server stores it. */
export interface Stored extends KubeObject {
  readonly metadata: KubeObject['metadata'] & {
    readonly uid: string;
    readonly ownerReferences?: ReadonlyArray<{ readonly uid: string }>;
  };
}

/** Deletes the object and all parts of it, and waits until they are gone: terminating objects count in quotas. */
export async function removeWithParts(client: Client, stored: Stored): Promise<void> {
  await client.delete(stored);
  await isGone(client, stored);
  for (const [apiVersion, kind] of PARTS) {
    const { namespace } = stored.metadata;
    const { items } = (await client.get(await client.collectionOf({ apiVersion, kind, metadata: { namespace } }))).body;
    for (const { metadata } of items as Stored[]) {
      if (metadata.ownerReferences?.some(({ uid }) => uid === stored.metadata.uid)) {
        await removeWithParts(client, { apiVersion, kind, metadata });
      }
    }
  }
}

async function isGone(client: Client, stored: Stored): Promise<void> {
  const { kind, metadata: { name, uid } } = stored;
  await until(`${kind} ${name} to be gone`, async () => {
    const { status, body } = await client.read(stored);
    return status === 404 || (status === 200 && body.metadata.uid !== uid);
  });
}
