import { identityOf } from '../judge/manifests/object-keys';
import { CLUSTER_SCOPED_KINDS } from '../kubernetes/cluster-scoped-kinds';
import type { KubeObject } from '../kubernetes/kube-object';
import { inList, inObject, Loose } from '../kubernetes/read-json';

/** Metadata that the API server writes. */
const OF_SERVER: ReadonlySet<string> = new Set([
  'managedFields', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'deletionTimestamp',
  'deletionGracePeriodSeconds', 'selfLink',
]);

/** Annotations that kubectl and the controllers of Kubernetes write. */
const ANNOTATIONS: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision',
  'pv.kubernetes.io/bind-completed', 'pv.kubernetes.io/bound-by-controller',
]);

/** Kinds that only controllers write. */
const WRITTEN_BY_CONTROLLERS: ReadonlySet<string> = new Set([
  'Event', 'Endpoints', 'EndpointSlice', 'Lease', 'ControllerRevision', 'ReplicaSet', 'Node', 'VolumeAttachment',
]);

/** Objects to import, and a line for each that is left out. */
export interface Imported {
  readonly objects: readonly KubeObject[];
  readonly left: readonly string[];
}

/** The objects as they were applied: without what the API server added, and without those that controllers made. */
export function asApplied(all: readonly KubeObject[]): Imported {
  const objects = new Map<string, KubeObject>();
  const left: string[] = [];
  for (const given of all) {
    const why = reasonToLeave(given);
    if (why !== undefined) {
      left.push(`${shownObject(given)} is left out: ${why}`);
      continue;
    }
    const object = withoutServerFields(given);
    const key = identityOf(object);
    const before = objects.get(key);
    if (before && JSON.stringify(before) !== JSON.stringify(object)) {
      left.push(
        `${shownObject(given)} is given twice and differs: the last one is imported, as an apply would leave it`,
      );
    }
    // An object without a name is another one each time.
    objects.set(typeof object.metadata.name === 'string' ? key : `${key} ${objects.size}`, object);
  }
  return { objects: [...objects.values()], left };
}

function reasonToLeave({ apiVersion, kind, metadata, type }: KubeObject): string | undefined {
  if (typeof metadata !== 'object' || metadata === null) {
    return apiVersion.startsWith('kustomize.config.k8s.io/') || apiVersion.startsWith('kustomize.toolkit')
      ? 'it configures kustomize; import what `kustomize build` prints'
      : 'it has no metadata';
  }
  if (apiVersion.startsWith('kustomize.config.k8s.io/')) { return 'it configures kustomize; import what it builds'; }
  const owner = inList(metadata, 'ownerReferences').find(({ controller }) => controller === true);
  if (owner) { return `the controller of ${String(owner.kind)} '${String(owner.name)}' makes it`; }
  const { uid, name } = metadata as Loose;
  if (uid === undefined) { return undefined; }
  if (WRITTEN_BY_CONTROLLERS.has(kind)) { return 'a controller of Kubernetes writes it'; }
  if ((kind === 'ConfigMap' && name === 'kube-root-ca.crt') || (kind === 'ServiceAccount' && name === 'default')) {
    return 'Kubernetes makes it in each namespace';
  }
  if (kind === 'Secret') {
    return type === 'kubernetes.io/service-account-token'
      ? 'Kubernetes makes it'
      : 'it was read from a cluster, and its values do not belong into code; refer to it by name';
  }
  return undefined;
}

function withoutServerFields({ status: _, ...object }: KubeObject): KubeObject {
  const isRead = inObject(object.metadata).uid !== undefined;
  const metadata: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object.metadata) as Array<[string, unknown]>) {
    if (OF_SERVER.has(key) || value === null) { continue; }
    if (key === 'namespace' && (value === '' || CLUSTER_SCOPED_KINDS.has(object.kind as string))) { continue; }
    const isMap = key === 'annotations' || key === 'labels';
    const kept = isMap ? Object.entries(inObject(value)).filter(([annotation]) => !ANNOTATIONS.has(annotation)) : [];
    if (!isMap || kept.length > 0) { metadata[key] = isMap ? Object.fromEntries(kept) : value; }
  }
  const cleaned = { ...object, metadata } as unknown as KubeObject;
  return isRead ? withoutAssigned(cleaned) : cleaned;
}

/** Fields of specs that the control plane fills in, and that must not be applied to another cluster. */
const ASSIGNED: Readonly<Record<string, readonly string[]>> = {
  Service: ['clusterIPs', 'clusterIP', 'ipFamilies', 'ipFamilyPolicy'],
  PersistentVolumeClaim: ['volumeName', 'volumeMode'],
  Namespace: ['finalizers'],
};

function withoutAssigned(object: KubeObject): KubeObject {
  const spec = inObject(object.spec);
  const assigned = ASSIGNED[object.kind] ?? [];
  // A headless Service is one by its own wish.
  const kept = Object.entries(spec).filter(([key, value]) => !assigned.includes(key) || value === 'None');
  if (kept.length === Object.keys(spec).length) { return object; }
  const { spec: _, ...rest } = object;
  return kept.length > 0 ? { ...object, spec: Object.fromEntries(kept) } : rest as KubeObject;
}

/** An object as messages have it. */
export function shownObject({ kind, metadata }: KubeObject): string {
  const { name, generateName, namespace } = inObject(metadata);
  const text = String(name ?? generateName ?? '');
  return `${kind} ${typeof namespace === 'string' ? `${namespace}/` : ''}${text}`.trim();
}
