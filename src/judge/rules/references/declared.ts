import type { ReferredKind } from './references';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject } from '../../../kubernetes/read-json';

/** Kinds that references are to, with whether they are in namespaces. */
const REFERRED: Readonly<Record<ReferredKind, boolean>> = {
  Secret: true, ConfigMap: true, ServiceAccount: true, Service: true, PersistentVolumeClaim: true, PriorityClass: false,
};

/** Those in namespaces that pods name. Services are named by routes. */
export const NAMESPACED_REFERRED = Object.keys(REFERRED).filter((kind) => (
  REFERRED[kind as ReferredKind] && kind !== 'Service'
));

/** Whether other objects name objects of this kind. */
export function isReferred(apiVersion: string, kind: string): kind is ReferredKind {
  return (apiVersion === 'v1' || kind === 'PriorityClass') && Object.hasOwn(REFERRED, kind);
}

/**
 * Kinds of operators that make an object of their name in many namespaces: `Bundle` of trust-manager, and
 * `ClusterExternalSecret` of the External Secrets Operator.
 */
const EVERYWHERE: ReadonlySet<string> = new Set(['Bundle', 'ClusterExternalSecret']);

/** No name of a namespace: all namespaces. */
const ANYWHERE = '*';

/** Whether an object is one of an operator, which may make others of it. */
export function isOfOperator(apiVersion: string): boolean {
  return apiVersion.includes('.');
}

/** The objects that are there for others to name: those that are given, and those that controllers make of them. */
export class DeclaredObjects {
  /** Namespaces by kind and name; of kinds without namespaces the empty text. */
  private readonly given = new Map<string, Set<string>>();
  private readonly made = new Map<string, Set<string>>();

  /** Adds an object that others may name. */
  addReferred(kind: ReferredKind, namespace: unknown, name: unknown): void {
    if (typeof name === 'string') { put(this.given, `${kind} ${name}`, REFERRED[kind] ? namespace : ''); }
  }

  /** Adds what the operator of an object makes: Secrets and volumes of its name, or of one that it names. */
  addOfOperator({ kind, metadata, spec }: KubeObject): void {
    const { namespace, name } = inObject(metadata);
    if (EVERYWHERE.has(kind)) {
      for (const of of ['ConfigMap', 'Secret']) {
        put(this.made, `${of} ${String(inObject(spec).externalSecretName ?? name)}`, ANYWHERE);
      }
      return;
    }
    const { secretName, target, secretObjects } = inObject(spec);
    const secrets = [secretName, inObject(target).name, ...inList(secretObjects).map((each) => each.secretName)];
    for (const each of [name, ...secrets]) {
      if (typeof each === 'string') { put(this.made, `Secret ${each}`, namespace); }
    }
    if (typeof name === 'string') { put(this.made, `PersistentVolumeClaim ${name}`, namespace); }
  }

  /** Adds the volumes that a sandbox of a name makes. */
  addVolumes(namespace: unknown, sandbox: string, volumes: readonly string[]): void {
    for (const volume of volumes) { put(this.made, `PersistentVolumeClaim ${volume}-${sandbox}`, namespace); }
  }

  /** Whether an object is there. */
  has(kind: ReferredKind, namespace: unknown, name: string): boolean {
    const key = `${kind} ${name}`;
    const where = REFERRED[kind] ? textOf(namespace) : '';
    const made = this.made.get(key);
    return (this.given.get(key)?.has(where) ?? false) || (made?.has(where) ?? false) || (made?.has(ANYWHERE) ?? false);
  }

  /** Another namespace that was given an object of this name; undefined where it is not known to which it goes. */
  elsewhere(kind: ReferredKind, namespace: unknown, name: string): string | undefined {
    const all = this.given.get(`${kind} ${name}`);
    if (!all || !REFERRED[kind] || all.has('')) { return undefined; }
    const [first] = all;
    return first === textOf(namespace) ? undefined : first;
  }
}

function put(map: Map<string, Set<string>>, key: string, namespace: unknown): void {
  const where = textOf(namespace);
  const known = map.get(key);
  if (known) { known.add(where); } else { map.set(key, new Set([where])); }
}

function textOf(namespace: unknown): string {
  return typeof namespace === 'string' ? namespace : '';
}
