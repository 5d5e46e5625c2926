import { MATCHED_KINDS } from './matched-kinds';
import { OLD_POOL_LABEL, SANDBOX_LABEL } from '../api/labels';
import type { KubeObject } from '../kubernetes/kube-object';
import { inObject } from '../kubernetes/read-json';

/** The namespaces of an admission policy. */
export interface AdmissionScope {
  /** The namespaces that it applies to; without them, all but the excluded ones. */
  readonly namespaces?: readonly string[];
  /** The namespaces that it does not apply to, where it applies to all others. */
  readonly excludedNamespaces: readonly string[];
  /** Whether pods of pools have a label of their own, and not that of sandboxes. @default false */
  readonly hasUnnamedPools?: boolean;
}

/** Whether the admission policies apply to an object. Without a namespace, it ends up in one that is not known here. */
export function isInScope(
  { metadata, kind }: KubeObject,
  { namespaces, excludedNamespaces, hasUnnamedPools }: AdmissionScope,
): boolean {
  const { namespace } = metadata;
  if (namespaces) { return namespace !== undefined && namespaces.includes(namespace); }
  if (namespace !== undefined && excludedNamespaces.includes(namespace)) { return false; }
  const labels = inObject(metadata, 'labels');
  return (
    Object.hasOwn(MATCHED_KINDS, kind) &&
    (kind !== 'Pod' || podLabels(hasUnnamedPools).some((label) => labels[label] !== undefined))
  );
}

/** The labels of the pods of sandboxes, one of which each has. */
export function podLabels(hasUnnamedPools = false): string[] {
  return hasUnnamedPools ? [SANDBOX_LABEL, OLD_POOL_LABEL] : [SANDBOX_LABEL];
}
