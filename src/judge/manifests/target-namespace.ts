import { FindingSeverity } from '../../findings/finding';
import { CLUSTER_SCOPED_KINDS } from '../../kubernetes/cluster-scoped-kinds';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { located, Located } from '../rules/located';

const NONE: readonly Located[] = [];

/** An object as it is when it is applied to a namespace, which it gets unless it names one or has none. */
export function inNamespace(object: KubeObject, namespace: string | undefined): KubeObject {
  if (namespace === undefined || CLUSTER_SCOPED_KINDS.has(object.kind)) { return object; }
  const { metadata } = object;
  const isObject = typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata);
  const { namespace: given } = inObject(metadata);
  if (!isObject || (given !== undefined && given !== null && given !== '')) { return object; }
  // A copy: parts of documents are shared.
  return { ...object, metadata: { ...metadata, namespace } };
}

/** ASB109: kubectl refuses an object that names another namespace than its `-n`. */
export function otherNamespace(object: KubeObject, namespace: string | undefined): readonly Located[] {
  if (namespace === undefined || CLUSTER_SCOPED_KINDS.has(object.kind)) { return NONE; }
  const { namespace: given } = inObject(object.metadata);
  if (typeof given !== 'string' || given === '' || given === namespace) { return NONE; }
  return [
    located('ASB109', FindingSeverity.ERROR, {
      message: `it names namespace '${given}', and '--namespace ${namespace}' another: kubectl refuses it`,
      remedy: "remove 'metadata.namespace', or validate it without '--namespace'",
      path: ['metadata', 'namespace'],
    }, object),
  ];
}
