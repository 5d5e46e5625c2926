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

/** A name in a pod, of any form. */
export interface NameInPod {
  readonly kind: ReferredKind;
  readonly name: unknown;
  readonly isOptional?: boolean;
  readonly isHelpful?: boolean;
  readonly path: readonly PathSegment[];
}

/** What a pod names, also what it does without (`optional`). */
export function* namesIn({ spec }: PodTemplate): Generator<NameInPod> {
  yield { kind: 'ServiceAccount', name: spec.serviceAccountName, path: ['serviceAccountName'] };
  yield { kind: 'PriorityClass', name: spec.priorityClassName, path: ['priorityClassName'] };
  // A public image is pulled without a Secret, and so is one that is on the node.
  for (const [index, { name }] of inList(spec, 'imagePullSecrets').entries()) {
    yield { kind: 'Secret', name, isHelpful: true, path: ['imagePullSecrets', index, 'name'] };
  }
  for (const list of ['containers', 'initContainers']) {
    for (const [index, container] of inList(spec, list).entries()) { yield* ofContainer(container, [list, index]); }
  }
  for (const [index, volume] of inList(spec, 'volumes').entries()) { yield* ofVolume(volume, ['volumes', index]); }
}

function* ofContainer(container: Loose, path: readonly PathSegment[]): Generator<NameInPod> {
  for (const [index, { valueFrom }] of inList(container, 'env').entries()) {
    const below = [...path, 'env', index, 'valueFrom'];
    yield of('Secret', inObject(valueFrom, 'secretKeyRef'), 'name', [...below, 'secretKeyRef']);
    yield of('ConfigMap', inObject(valueFrom, 'configMapKeyRef'), 'name', [...below, 'configMapKeyRef']);
  }
  for (const [index, source] of inList(container, 'envFrom').entries()) {
    const below = [...path, 'envFrom', index];
    yield of('Secret', inObject(source, 'secretRef'), 'name', [...below, 'secretRef']);
    yield of('ConfigMap', inObject(source, 'configMapRef'), 'name', [...below, 'configMapRef']);
  }
}

function* ofVolume(volume: Loose, path: readonly PathSegment[]): Generator<NameInPod> {
  yield of('Secret', inObject(volume, 'secret'), 'secretName', [...path, 'secret']);
  yield of('ConfigMap', inObject(volume, 'configMap'), 'name', [...path, 'configMap']);
  const claim = inObject(volume, 'persistentVolumeClaim');
  yield of('PersistentVolumeClaim', claim, 'claimName', [...path, 'persistentVolumeClaim']);
  for (const [index, source] of inList(volume, 'projected', 'sources').entries()) {
    const below = [...path, 'projected', 'sources', index];
    yield of('Secret', inObject(source, 'secret'), 'name', [...below, 'secret']);
    yield of('ConfigMap', inObject(source, 'configMap'), 'name', [...below, 'configMap']);
  }
}

function of(kind: ReferredKind, part: Loose, field: string, path: readonly PathSegment[]): NameInPod {
  return { kind, name: part[field], isOptional: part.optional === true, path: [...path, field] };
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
