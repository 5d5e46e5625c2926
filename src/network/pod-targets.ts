import type { Pods } from './intent/intent';
import type { LabelSelectorJson } from './intent/peer-json';
import type { PodPeerOptions } from './pod-peer-options';
import { checkForm, checkMetadata, shown } from '../checks/forms';
import { namespaceNamed } from '../kubernetes/well-known';

/** Names of the members of PodPeerOptions. */
export const POD_PEER_OPTIONS: readonly string[] = ['podLabels', 'namespaceLabels', 'namespaces', 'allNamespaces'];

/**
 * The pods that options select: one target for each namespace that is named.
 *
 * @throws when labels or names are malformed or empty, or options exclude each other
 */
export function podTargets({ podLabels, namespaceLabels, namespaces, allNamespaces }: PodPeerOptions): Pods[] {
  checkLabels('podLabels', podLabels);
  checkLabels('namespaceLabels', namespaceLabels);
  if (allNamespaces !== undefined && typeof allNamespaces !== 'boolean') {
    throw new Error(`'allNamespaces' is ${shown(allNamespaces)}; give true or false`);
  }
  if (allNamespaces && (namespaceLabels ?? namespaces) !== undefined) {
    const other = namespaceLabels === undefined ? 'namespaces' : 'namespaceLabels';
    throw new Error(`'allNamespaces' is true and '${other}' is set; remove one`);
  }
  const podSelector: LabelSelectorJson = podLabels ? { matchLabels: { ...podLabels } } : {};
  if (namespaces === undefined) {
    const namespaceSelector = allNamespaces ? {} : namespaceLabels && { matchLabels: { ...namespaceLabels } };
    return [{ kind: 'pods', podSelector, ...(namespaceSelector && { namespaceSelector }) }];
  }
  if (!Array.isArray(namespaces) || namespaces.length === 0) {
    throw new Error(`'namespaces' is ${shown(namespaces)}; give names such as ['monitoring'], or leave it out`);
  }
  return [...new Set(namespaces)].map((name): Pods => {
    checkForm("name in 'namespaces'", name, 'DNS label');
    const matchLabels = { ...namespaceLabels, ...namespaceNamed(name).matchLabels };
    return { kind: 'pods', podSelector, namespaceSelector: { matchLabels } };
  });
}

/** An empty selector selects all: a map that became empty by mistake must not open a policy. */
function checkLabels(prop: string, labels: { [key: string]: string } | undefined): void {
  if (labels === undefined) { return; }
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) {
    throw new Error(`'${prop}' is ${shown(labels)}; give an object such as { app: 'db' }`);
  }
  if (Object.keys(labels).length === 0) {
    const all = prop === 'podLabels' ? 'leave it out for all pods' : "give 'allNamespaces: true' for all namespaces";
    throw new Error(`'${prop}' is empty, which selects everything; name a label, or ${all}`);
  }
  checkMetadata(`'${prop}'`, labels, 'label');
}
