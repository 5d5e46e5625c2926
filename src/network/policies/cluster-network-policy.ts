import { Cidr, formatCidr, widest } from '../intent/cidr';

/** The limit of ranges of a peer, and of peers of a rule. */
const MOST = 25;

/**
 * The spec of a ClusterNetworkPolicy that denies pods with a label some ranges. No NetworkPolicy overrides it.
 *
 * @param label key of the label
 * @param ranges that are denied
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
