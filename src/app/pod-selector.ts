import { LabelSelector, PodSelectorConfig } from '../kubernetes/kplus';
import { LABEL_PREFIX } from '../api/labels';
import { nameHash } from '../api/name-hash';


/** Labels of the pod of a Sandbox. */
export function sandboxLabels(name: string): Record<string, string> {
  return { [`${LABEL_PREFIX}/sandbox-name-hash`]: nameHash(name) };
}

/** Labels of all pods of a SandboxTemplate. */
export function templateLabels(name: string): Record<string, string> {
  return { [`${LABEL_PREFIX}/sandbox-template-ref-hash`]: nameHash(name) };
}

/** Labels of the pods of a SandboxWarmPool that nobody has claimed. */
export function poolLabels(name: string): Record<string, string> {
  return { [`${LABEL_PREFIX}/warm-pool-sandbox`]: nameHash(name) };
}

/** Pods with labels, in a namespace if it is known. */
export function podsWith(labels: Record<string, string>, namespace: string | undefined): PodSelectorConfig {
  return { labelSelector: LabelSelector.of({ labels }), ...(namespace && { namespaces: { names: [namespace] } }) };
}
