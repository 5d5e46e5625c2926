/** Labels of nodes as Karpenter knows them. */

/** Those that clouds give, by which Karpenter chooses machines. They are conditions, not labels to be given. */
const WELL_KNOWN: ReadonlySet<string> = new Set([
  'karpenter.sh/capacity-type', 'karpenter.sh/nodepool', 'kubernetes.io/arch', 'kubernetes.io/os',
  'node.kubernetes.io/instance-type', 'node.kubernetes.io/windows-build', 'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
]);

const RESERVED = /(?:^|\.)(?:kubernetes\.io|k8s\.io|karpenter\.sh)$/;
const FREE = /(?:^|\.)(?:node\.kubernetes\.io|node-restriction\.kubernetes\.io|kops\.k8s\.io)$/;

/** Whether a label is one by which Karpenter chooses machines. */
export function isWellKnown(key: string): boolean {
  return WELL_KNOWN.has(key);
}

/**
 * Whether Karpenter gives a label to no node.
 *
 * @see https://karpenter.sh/docs/concepts/scheduling/#user-defined-annotations-labels-and-taints
 */
export function isReserved(key: string): boolean {
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  return !FREE.test(domain) && RESERVED.test(domain);
}
