import { LabelSelector, PodSelectorConfig } from '../kubernetes/kplus';


/** Pods with labels, in a namespace if it is known. */
export function podsWith(labels: Record<string, string>, namespace: string | undefined): PodSelectorConfig {
  return { labelSelector: LabelSelector.of({ labels }), ...(namespace && { namespaces: { names: [namespace] } }) };
}
