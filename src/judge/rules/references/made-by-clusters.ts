import type { ReferredKind } from './references';
import { AKS_POD_SANDBOXING, GKE_SANDBOX } from '../../../runtime/catalogue';

/** Objects that Kubernetes or a distribution makes in each cluster or namespace, so that no manifest has them. */
const MADE: Readonly<Record<ReferredKind, ReadonlySet<string>>> = {
  ServiceAccount: new Set(['default']),
  ConfigMap: new Set(['kube-root-ca.crt', 'openshift-service-ca.crt', 'istio-ca-root-cert']),
  PriorityClass: new Set(['system-cluster-critical', 'system-node-critical', 'openshift-user-critical']),
  Secret: new Set(),
  PersistentVolumeClaim: new Set(),
  Service: new Set(['kubernetes']),
};

/** RuntimeClasses that clouds make: GKE, and AKS now and in its older forms. */
const RUNTIME_CLASSES: ReadonlySet<string> = new Set([
  GKE_SANDBOX.className, AKS_POD_SANDBOXING.className, 'kata-mshv-vm-isolation', 'kata-cc-isolation',
]);

/** Whether clusters have an object of this name by themselves. */
export function isMadeByClusters(kind: ReferredKind, name: string): boolean {
  return MADE[kind].has(name);
}

/** Whether a cloud makes a RuntimeClass of this name. */
export function isMadeByClouds(runtimeClassName: string): boolean {
  return RUNTIME_CLASSES.has(runtimeClassName);
}
