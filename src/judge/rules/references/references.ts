import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../../kubernetes/read-json';
import type { PathSegment } from '../../schema';
import { PodTemplate, podTemplateOf } from '../namespaces/guards';

/** The kinds of objects that are looked for. */
export type ReferredKind =
  'Secret' | 'ConfigMap' | 'ServiceAccount' | 'PriorityClass' | 'Service' | 'PersistentVolumeClaim';

/** An object of Kubernetes that another one needs. */
export interface Reference {
  readonly kind: ReferredKind;
  /** Undefined for a kind without namespaces. */
  readonly namespace?: string;
  readonly name: string;
  readonly path: readonly PathSegment[];
  /** Whether the object is of use, and the pod starts without it too. */
  readonly isHelpful?: boolean;
}

/** Routes of the Gateway API, which name Services as their backends. */
const ROUTES: ReadonlySet<string> = new Set(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute']);
const GATEWAY = 'gateway.networking.k8s.io/';

/** The objects without which the pods of an object are refused or never start, or a route leads nowhere. */
export function referencesOf(object: KubeObject): Reference[] {
  if (ROUTES.has(object.kind) && object.apiVersion.startsWith(GATEWAY)) { return backends(object); }
  const pod = podTemplateOf(object);
  if (!pod) { return []; }
  const { namespace } = inObject(object.metadata);
  const here = typeof namespace === 'string' ? { namespace } : {};
  const found: Reference[] = [];
  for (const { kind, name, isOptional, isHelpful, path } of namesIn(pod)) {
    if (typeof name !== 'string' || name === '' || isOptional) { continue; }
    found.push({
      kind,
      name,
      path: [...pod.path, 'spec', ...path],
      ...(kind !== 'PriorityClass' && here),
      ...(isHelpful && { isHelpful }),
    });
  }
  return found;
}

/** A name that a pod sets, of any form. */
export interface NameInPod {
  readonly kind: ReferredKind;
  readonly name: unknown;
  readonly isOptional?: boolean;
  readonly isHelpful?: boolean;
  readonly path: readonly PathSegment[];
}

/** What a pod names, also what it does without (`optional`). */
export function namesIn({ spec }: PodTemplate): readonly NameInPod[] {
  const found: NameInPod[] = [];
  note(found, 'ServiceAccount', spec, 'serviceAccountName', []);
  note(found, 'PriorityClass', spec, 'priorityClassName', []);
  // A public image is pulled without a Secret, and so is one that is on the node.
  inList(spec, 'imagePullSecrets').forEach(({ name }, index) => {
    if (!isSet(name)) { return; }
    found.push({ kind: 'Secret', name, isHelpful: true, path: ['imagePullSecrets', index, 'name'] });
  });
  for (const list of ['containers', 'initContainers']) {
    inList(spec, list).forEach((container, index) => { noteOfContainer(found, container, [list, index]); });
  }
  inList(spec, 'volumes').forEach((volume, index) => { noteOfVolume(found, volume, ['volumes', index]); });
  return found;
}

function noteOfContainer(found: NameInPod[], container: Loose, path: readonly PathSegment[]): void {
  inList(container, 'env').forEach(({ valueFrom }, index) => {
    if (!isSet(valueFrom)) { return; }
    const below = [...path, 'env', index, 'valueFrom'];
    note(found, 'Secret', inObject(valueFrom, 'secretKeyRef'), 'name', [...below, 'secretKeyRef']);
    note(found, 'ConfigMap', inObject(valueFrom, 'configMapKeyRef'), 'name', [...below, 'configMapKeyRef']);
  });
  inList(container, 'envFrom').forEach((source, index) => {
    const below = [...path, 'envFrom', index];
    note(found, 'Secret', inObject(source, 'secretRef'), 'name', [...below, 'secretRef']);
    note(found, 'ConfigMap', inObject(source, 'configMapRef'), 'name', [...below, 'configMapRef']);
  });
}

function noteOfVolume(found: NameInPod[], volume: Loose, path: readonly PathSegment[]): void {
  note(found, 'Secret', inObject(volume, 'secret'), 'secretName', [...path, 'secret']);
  note(found, 'ConfigMap', inObject(volume, 'configMap'), 'name', [...path, 'configMap']);
  const claim = inObject(volume, 'persistentVolumeClaim');
  note(found, 'PersistentVolumeClaim', claim, 'claimName', [...path, 'persistentVolumeClaim']);
  inList(volume, 'projected', 'sources').forEach((source, index) => {
    const below = [...path, 'projected', 'sources', index];
    note(found, 'Secret', inObject(source, 'secret'), 'name', [...below, 'secret']);
    note(found, 'ConfigMap', inObject(source, 'configMap'), 'name', [...below, 'configMap']);
  });
}

function note(
  found: NameInPod[],
  kind: ReferredKind,
  part: Loose,
  field: string,
  path: readonly PathSegment[],
): void {
  const name = part[field];
  if (isSet(name)) { found.push({ kind, name, isOptional: part.optional === true, path: [...path, field] }); }
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function backends({ metadata, spec }: KubeObject): Reference[] {
  const own = inObject(metadata).namespace;
  return inList(spec, 'rules').flatMap((rule, index) => inList(rule, 'backendRefs').flatMap((backend, at) => {
    const { group = '', kind = 'Service', name, namespace = own } = backend;
    return group === '' && kind === 'Service' && typeof name === 'string' ? [{
      kind: 'Service' as const,
      name,
      path: ['spec', 'rules', index, 'backendRefs', at, 'name'],
      ...(typeof namespace === 'string' && { namespace }),
    }] : [];
  }));
}
