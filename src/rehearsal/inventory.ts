/** All objects of a control plane, and those that are left over. */
import type { Client } from './cluster/client';
import type { Fault } from './fault';
import { apiGroupOf } from '../kubernetes/api-group';
import type { KubeObject } from '../kubernetes/kube-object';
import { nameOfObject } from '../kubernetes/object-name';

interface Stored extends KubeObject {
  readonly metadata: KubeObject['metadata'] & {
    readonly uid: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
    readonly ownerReferences?: ReadonlyArray<{ readonly uid: string }>;
  };
}

/** Kinds that come and go with others, or tell about them. */
const PASSING = [
  'APIService', 'Endpoints', 'EndpointSlice', 'Event', 'IPAddress', 'Lease', 'Node', 'ComponentStatus',
];

/** Objects that Kubernetes makes for each namespace. */
const OF_NAMESPACES = ['ConfigMap kube-root-ca.crt', 'ServiceAccount default'];

/** All objects that can be deleted, by their identity. */
export async function inventory(client: Client): Promise<ReadonlyMap<string, Stored>> {
  const { groups } = (await client.get('/apis')).body;
  const versions = ['v1', ...groups.map((group: { preferredVersion: { groupVersion: string } }) => (
    group.preferredVersion.groupVersion
  ))] as string[];
  const lists = await Promise.all(versions.map(async (version) => {
    const root = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
    const { resources = [] } = (await client.get(root)).body;
    const all = resources as Array<{ name: string; kind: string; verbs: string[] }>;
    const kinds = all.filter(({ name, kind, verbs }) => (
      !name.includes('/') && !PASSING.includes(kind) && verbs.includes('list') && verbs.includes('delete')
    ));
    return Promise.all(kinds.map(async ({ name, kind }) => {
      const { items = [] } = (await client.get(`${root}/${name}`)).body ?? {};
      return (items as Stored[]).map((item): Stored => ({ ...item, apiVersion: version, kind }));
    }));
  }));
  return new Map(lists.flat(2).map((each) => [keyOf(each), each]));
}

/** An object by its group, kind, namespace and name. */
export function keyOf({ apiVersion, kind, metadata: { namespace = '', name } }: KubeObject): string {
  return `${apiGroupOf(apiVersion)} ${kind} ${namespace} ${name}`;
}

/** What of a platform stays behind, and is neither declared nor owned by something that is. */
export function leftovers(
  before: ReadonlyMap<string, Stored>,
  after: ReadonlyMap<string, Stored>,
  isDeclared: (object: Stored) => boolean,
  collectsGarbage: boolean,
): Fault[] {
  const uids = new Set([...after.values()].map(({ metadata }) => metadata.uid));
  const left = [...after.values()].filter((object) => {
    const { kind, metadata: { name, uid, ownerReferences = [] } } = object;
    return [...before.values()].some(({ metadata }) => metadata.uid === uid)
      && !isDeclared(object)
      && !ownerReferences.some((owner) => !collectsGarbage || uids.has(owner.uid))
      && !OF_NAMESPACES.includes(`${kind} ${name}`);
  });
  const namespaces = left.filter(({ kind }) => kind === 'Namespace').map(({ metadata: { name } }) => name);
  return left.filter(({ metadata: { namespace } }) => !namespaces.includes(namespace!)).map((object): Fault => {
    const { deletionTimestamp, finalizers } = object.metadata;
    const message = deletionTimestamp
      ? `it is deleted and does not end: finalizers ${finalizers?.join(', ') ?? 'of what is in it'}`
      : 'it stays, and no manifest declares it; delete it by hand';
    return { kind: 'leftover', object: nameOfObject(object), message };
  });
}
