import { MATCHED_KINDS } from './matched-kinds';
import { SANDBOX_LABEL } from '../api/labels';
import type { KubeObject } from '../kubernetes/kube-object';
import { inObject } from '../kubernetes/read-json';

/** The namespaces of an admission policy. */
export interface AdmissionScope {
  /** The namespaces that it applies to; without them, all but the excluded ones. */
  readonly namespaces?: readonly string[];
  /** The namespaces that it does not apply to, where it applies to all others. */
  readonly excludedNamespaces: readonly string[];
}

/** Whether the admission policies apply to an object. Without a namespace, it ends up in one that is not known here. */
export function isInScope({ metadata, kind }: KubeObject, { namespaces, excludedNamespaces }: AdmissionScope): boolean {
  const { namespace } = metadata;
  if (namespaces) { return namespace !== undefined && namespaces.includes(namespace); }
  if (namespace !== undefined && excludedNamespaces.includes(namespace)) { return false; }
  return (
    Object.hasOwn(MATCHED_KINDS, kind) && (kind !== 'Pod' || inObject(metadata, 'labels')[SANDBOX_LABEL] !== undefined)
  );
}
