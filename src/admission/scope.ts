import { SUBJECTS } from './subjects';
import { SANDBOX_LABEL } from '../api/labels';
import type { KubeObject } from '../kubernetes/kube-object';
import { inObject } from '../kubernetes/read-json';

/** Where a policy holds. */
export interface PolicyScope {
  /** The namespaces that it holds in; all others than those excluded, if left out. */
  readonly namespaces?: readonly string[];
  /** The namespaces that it does not hold in, where it holds in all others. */
  readonly excludedNamespaces: readonly string[];
}

/** Whether the policies hold for an object. One without a namespace goes to one that is not known. */
export function isInScope({ metadata, kind }: KubeObject, { namespaces, excludedNamespaces }: PolicyScope): boolean {
  const { namespace } = metadata;
  if (namespaces) { return namespace !== undefined && namespaces.includes(namespace); }
  if (namespace !== undefined && excludedNamespaces.includes(namespace)) { return false; }
  return Object.hasOwn(SUBJECTS, kind) && (kind !== 'Pod' || inObject(metadata, 'labels')[SANDBOX_LABEL] !== undefined);
}
