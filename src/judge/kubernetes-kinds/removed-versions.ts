/** The removal of a kind from an API version. */
interface Removal {
  /** The first Kubernetes minor that does not serve it. */
  readonly minor: string;
  /** The API version that replaces it; undefined when there is none. */
  readonly now?: string;
}

/**
 * API versions that Kubernetes no longer serves, with the kinds that were commonly used in them.
 *
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 */
const REMOVED: Readonly<Record<string, Removal & { readonly kinds: readonly string[] }>> = {
  'apps/v1beta1': { minor: '1.16', now: 'apps/v1', kinds: ['Deployment', 'StatefulSet'] },
  'apps/v1beta2': { minor: '1.16', now: 'apps/v1', kinds: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'] },
  'admissionregistration.k8s.io/v1beta1': {
    minor: '1.22',
    now: 'admissionregistration.k8s.io/v1',
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
  },
  'apiextensions.k8s.io/v1beta1': {
    minor: '1.22',
    now: 'apiextensions.k8s.io/v1',
    kinds: ['CustomResourceDefinition'],
  },
  'coordination.k8s.io/v1beta1': { minor: '1.22', now: 'coordination.k8s.io/v1', kinds: ['Lease'] },
  'networking.k8s.io/v1beta1': { minor: '1.22', now: 'networking.k8s.io/v1', kinds: ['Ingress', 'IngressClass'] },
  'rbac.authorization.k8s.io/v1beta1': {
    minor: '1.22',
    now: 'rbac.authorization.k8s.io/v1',
    kinds: ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
  },
  'scheduling.k8s.io/v1beta1': { minor: '1.22', now: 'scheduling.k8s.io/v1', kinds: ['PriorityClass'] },
  'storage.k8s.io/v1beta1': { minor: '1.22', now: 'storage.k8s.io/v1', kinds: ['StorageClass'] },
  'autoscaling/v2beta1': { minor: '1.25', now: 'autoscaling/v2', kinds: ['HorizontalPodAutoscaler'] },
  'batch/v1beta1': { minor: '1.25', now: 'batch/v1', kinds: ['CronJob'] },
  'node.k8s.io/v1beta1': { minor: '1.25', now: 'node.k8s.io/v1', kinds: ['RuntimeClass'] },
  'policy/v1beta1': { minor: '1.25', now: 'policy/v1', kinds: ['PodDisruptionBudget'] },
  'autoscaling/v2beta2': { minor: '1.26', now: 'autoscaling/v2', kinds: ['HorizontalPodAutoscaler'] },
  'flowcontrol.apiserver.k8s.io/v1beta1': {
    minor: '1.26',
    now: 'flowcontrol.apiserver.k8s.io/v1',
    kinds: ['FlowSchema', 'PriorityLevelConfiguration'],
  },
  'flowcontrol.apiserver.k8s.io/v1beta2': {
    minor: '1.29',
    now: 'flowcontrol.apiserver.k8s.io/v1',
    kinds: ['FlowSchema', 'PriorityLevelConfiguration'],
  },
  'flowcontrol.apiserver.k8s.io/v1beta3': {
    minor: '1.32',
    now: 'flowcontrol.apiserver.k8s.io/v1',
    kinds: ['FlowSchema', 'PriorityLevelConfiguration'],
  },
};

/** Kinds of `extensions/v1beta1`, which moved to several groups in two releases. */
const EXTENSIONS: Readonly<Record<string, Removal>> = {
  DaemonSet: { minor: '1.16', now: 'apps/v1' },
  Deployment: { minor: '1.16', now: 'apps/v1' },
  Ingress: { minor: '1.22', now: 'networking.k8s.io/v1' },
  NetworkPolicy: { minor: '1.16', now: 'networking.k8s.io/v1' },
  PodSecurityPolicy: { minor: '1.16' },
  ReplicaSet: { minor: '1.16', now: 'apps/v1' },
};

/** The removal of a kind from an API version; undefined when it is served or unknown. */
export function removal(apiVersion: string, kind: string): Removal | undefined {
  if (apiVersion === 'extensions/v1beta1') { return Object.hasOwn(EXTENSIONS, kind) ? EXTENSIONS[kind] : undefined; }
  if (apiVersion === 'policy/v1beta1' && kind === 'PodSecurityPolicy') { return { minor: '1.25' }; }
  const removed = Object.hasOwn(REMOVED, apiVersion) ? REMOVED[apiVersion] : undefined;
  return removed?.kinds.includes(kind) ? removed : undefined;
}
