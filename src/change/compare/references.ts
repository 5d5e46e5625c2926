import { addTo } from './groups';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { keyOf } from '../../judge/manifests/object-keys';
import { podTemplateOf } from '../../judge/rules/namespaces/guards';
import { namesIn } from '../../judge/rules/references/references';
import type { PathSegment } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { POD_TEMPLATES } from '../../kubernetes/pod-templates';
import { inList, inObject } from '../../kubernetes/read-json';

/** How an object names another. */
export interface Naming {
  readonly by: GivenObject;
  /** Whether its pods start without it. */
  readonly isOptional: boolean;
  /** Whether environment variables come of it. */
  readonly isEnv: boolean;
}

/** Kinds that pods of all namespaces name. */
const CLUSTER_WIDE: readonly string[] = ['RuntimeClass', 'PriorityClass', 'StorageClass'];

/** What the pods and volumes of objects name. */
export class References {
  private readonly named = new Map<string, Naming[]>();

  constructor(objects: readonly GivenObject[]) {
    for (const given of objects) {
      const { metadata: { namespace } } = given.object;
      const seen = new Set<string>();
      for (const { kind, name, isOptional = false, path = [] } of namesOf(given.object)) {
        const isEnv = path.includes('env') || path.includes('envFrom');
        const key = namedKey(kind, namespace, name);
        // One way to name it is told once.
        const way = `${key} ${isOptional} ${isEnv}`;
        if (seen.has(way)) { continue; }
        seen.add(way);
        addTo(this.named, key, { by: given, isOptional, isEnv });
      }
    }
  }

  /** Those that name an object. */
  to({ kind, metadata: { namespace, name } }: KubeObject): readonly Naming[] {
    return this.named.get(namedKey(kind, namespace, name)) ?? [];
  }
}

interface Name {
  readonly kind: string;
  readonly name: unknown;
  readonly isOptional?: boolean;
  readonly path?: readonly PathSegment[];
}

function namesOf(object: KubeObject): Name[] {
  const names: Name[] = [...storageClassesOf(object)].map((name) => ({ kind: 'StorageClass', name }));
  const pod = Object.hasOwn(POD_TEMPLATES, object.kind) ? podTemplateOf(object) : undefined;
  return pod
    ? [...names, ...namesIn(pod), { kind: 'RuntimeClass', name: pod.spec.runtimeClassName }]
    : names;
}

/** The storage classes that the volumes of an object name; undefined for a volume of the default one. */
export function storageClassesOf({ kind, spec }: KubeObject): unknown[] {
  const claims = kind === 'PersistentVolumeClaim'
    ? [inObject(spec)]
    : inList(spec, 'volumeClaimTemplates').map((template) => inObject(template, 'spec'));
  return claims.map(({ storageClassName }) => storageClassName);
}

function namedKey(kind: string, namespace: unknown, name: unknown): string {
  return keyOf(kind, CLUSTER_WIDE.includes(kind) ? undefined : namespace, name);
}
