import { nameHash } from './name-hash';

/** Prefix of the labels and annotations that belong to the controller. */
export const LABEL_PREFIX = 'agents.x-k8s.io';

/** The label by which the controller knows what was made for a sandbox to adopt. */
export const ADOPTABLE_LABEL = `${LABEL_PREFIX}/adoptable`;

/** The label that the controller gives to the pods of all sandboxes, up to v0.2.1 but to those of pools. */
export const SANDBOX_LABEL = `${LABEL_PREFIX}/sandbox-name-hash`;

/** The label of the pods of a SandboxTemplate. */
export const TEMPLATE_LABEL = `${LABEL_PREFIX}/sandbox-template-ref-hash`;

/** The label of the pods of a SandboxWarmPool that nobody has claimed. */
export const POOL_LABEL = `${LABEL_PREFIX}/warm-pool-sandbox`;

/** The same up to v0.2.1. A claim takes it from its pod. */
export const OLD_POOL_LABEL = `${LABEL_PREFIX}/pool`;

/** The label of the pods that a SandboxClaim has. */
export const CLAIM_LABEL = `${LABEL_PREFIX}/claim-uid`;

/**
 * The label by which upstream's managed network policy lets a router in.
 *
 * @see https://github.com/kubernetes-sigs/agent-sandbox/blob/main/extensions/controllers/sandboxtemplate_controller.go
 */
export const ROUTER_LABELS = { app: 'sandbox-router' };

/** Labels of the pod of a Sandbox. */
export function sandboxLabels(name: string): Record<string, string> {
  return { [SANDBOX_LABEL]: nameHash(name) };
}

/** Labels of all pods of a SandboxTemplate. */
export function templateLabels(name: string): Record<string, string> {
  return { [TEMPLATE_LABEL]: nameHash(name) };
}

/**
 * Labels of the pods of a SandboxWarmPool that nobody has claimed.
 *
 * @param isOld whether the release is v0.2.1 or older
 */
export function poolLabels(name: string, isOld: boolean): Record<string, string> {
  return { [isOld ? OLD_POOL_LABEL : POOL_LABEL]: nameHash(name) };
}

/**
 * The annotation by which the cluster autoscaler knows what it may evict. The controller gives it to waiting pods of
 * pools from v0.5.0 on, unless their template has it, and takes it from them when they are claimed.
 *
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node
 */
export const SAFE_TO_EVICT = 'cluster-autoscaler.kubernetes.io/safe-to-evict';

/**
 * The annotation of pods whose node Karpenter does not disrupt of its own accord.
 *
 * @see https://karpenter.sh/docs/concepts/disruption/#pod-level-controls
 */
export const DO_NOT_DISRUPT = 'karpenter.sh/do-not-disrupt';

/** The annotation with which the controller continues a trace. */
export const TRACE_ANNOTATION = 'opentelemetry.io/trace-context';

/** Keys that the controllers write into the pod templates of the objects that they make. */
export const CONTROLLER_KEYS: ReadonlySet<string> = new Set([
  SANDBOX_LABEL,
  TEMPLATE_LABEL,
  POOL_LABEL,
  OLD_POOL_LABEL,
  CLAIM_LABEL,
  TRACE_ANNOTATION,
  ...[
    'launch-type',
    'created-by',
    'sandbox-name',
    'sandbox-template-hash',
    'sandbox-pod-template-hash',
    'sandbox-template-ref',
    'pod-name',
    'propagated-labels',
    'propagated-annotations',
  ].map((name) => `${LABEL_PREFIX}/${name}`),
]);

/** The label of a namespace by which the admission policies that tenants share judge what is in it. */
export const ADMISSION_LABEL = 'cdk8s-agent-sandbox/admission';
