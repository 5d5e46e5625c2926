import { apiGroupOf } from '../../kubernetes/api-group';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';

/** An object by its kind, namespace and name; the namespace may be absent. */
export function keyOf(kind: string, namespace: unknown, name: unknown): string {
  return `${kind} ${typeof namespace === 'string' ? namespace : ''} ${String(name)}`;
}

/** An object by its group, kind, namespace and name, whatever its version: the same object of a cluster. */
export function identityOf({ apiVersion, kind, metadata }: KubeObject): string {
  const { namespace, name } = inObject(metadata);
  return JSON.stringify([apiGroupOf(apiVersion), kind, namespace ?? '', name ?? null]);
}

/** Of objects of one key in several files the one that a file means: its own, else the only one there is. */
export function meant<T extends { readonly file: string }>(file: string, all: readonly T[] = []): T | undefined {
  return all.find((each) => each.file === file) ?? (all.length === 1 ? all[0] : undefined);
}
