import { Cidr, formatCidr, widest } from '../intent/cidr';

/** How many ranges one peer of a rule holds, and how many peers one rule. */
const MOST = 25;

/**
 * The spec of a ClusterNetworkPolicy that no NetworkPolicy overrides: the pods with a label do not reach some ranges.
 *
 * @param label key of the label
 * @param ranges that are out of reach
 * @param priority among the policies of the tier, from 0, which goes first, to 1000
 * @see https://network-policy-api.sigs.k8s.io/api-overview/
 */
export function guardrailSpec(label: string, ranges: readonly Cidr[], priority: number): object {
  const networks = widest(ranges).map(formatCidr);
  const peers = Array.from({ length: Math.ceil(networks.length / MOST) }, (_, index) => index * MOST)
    .map((first) => ({ networks: networks.slice(first, first + MOST) }));
  return {
    tier: 'Admin',
    priority,
    subject: {
      pods: { namespaceSelector: {}, podSelector: { matchExpressions: [{ key: label, operator: 'Exists' }] } },
    },
    egress: [{ name: 'out-of-reach', action: 'Deny', to: peers }],
  };
}
