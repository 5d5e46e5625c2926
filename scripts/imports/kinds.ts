import { Reading, readModels, TypeFields } from './models';

/**
 * The kinds of Kubernetes itself that manifests of a platform carry, by API version: the name of each kind's type,
 * where the client has a prefix for it.
 */
const KINDS: Readonly<Record<string, ReadonlyArray<string | readonly [kind: string, type: string]>>> = {
  'v1': [
    'ConfigMap',
    'LimitRange',
    'Namespace',
    'PersistentVolume',
    'PersistentVolumeClaim',
    'Pod',
    'PodTemplate',
    'ReplicationController',
    'ResourceQuota',
    'Secret',
    'Service',
    'ServiceAccount',
  ],
  'admissionregistration.k8s.io/v1': [
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'apps/v1': ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  'autoscaling/v1': ['HorizontalPodAutoscaler'],
  'autoscaling/v2': [['HorizontalPodAutoscaler', 'V2HorizontalPodAutoscaler']],
  'batch/v1': ['CronJob', 'Job'],
  'coordination.k8s.io/v1': ['Lease'],
  'flowcontrol.apiserver.k8s.io/v1': ['FlowSchema', 'PriorityLevelConfiguration'],
  'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'node.k8s.io/v1': ['RuntimeClass'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  'scheduling.k8s.io/v1': ['PriorityClass'],
  'storage.k8s.io/v1': ['StorageClass'],
};

/** Type of each kind, by API version and kind as they stand in a manifest. */
export const KIND_TYPES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(KINDS).flatMap(([apiVersion, kinds]) =>
    kinds.map((each): [string, string] =>
      typeof each === 'string' ? [`${apiVersion} ${each}`, each] : [`${apiVersion} ${each[0]}`, each[1]],
    ),
  ),
);

/** Fields whose type the client does not tell, or tells too loosely. */
const CORRECTIONS: Readonly<Record<string, string>> = {
  'CustomResourceSubresources.status': 'object',
  'LimitRangeItem.default': '{Quantity}',
  'LimitRangeItem.defaultRequest': '{Quantity}',
  'LimitRangeItem.max': '{Quantity}',
  'LimitRangeItem.maxLimitRequestRatio': '{Quantity}',
  'LimitRangeItem.min': '{Quantity}',
  'Overhead.podFixed': '{Quantity}',
  'PersistentVolumeSpec.capacity': '{Quantity}',
  'ResourceQuotaSpec.hard': '{Quantity}',
  'V2HPAScalingRules.tolerance': 'Quantity',
  'V2MetricTarget.averageValue': 'Quantity',
  'V2MetricTarget.value': 'Quantity',
};

/** The types of the kinds that are not among those that the CRDs embed. What a status holds, only controllers write. */
export function kindTypes(client: string, embedded: Readonly<Record<string, TypeFields>>): Record<string, TypeFields> {
  const isKind = new Set(Object.values(KIND_TYPES));
  const reading: Reading = {
    leaves: new Set(['IntOrString', ...Object.keys(embedded)]),
    takesAll: true,
    typeOf: (type, field) => (field === 'status' && isKind.has(type) ? 'any' : CORRECTIONS[`${type}.${field}`]),
  };
  return readModels(client, [...isKind], reading);
}
