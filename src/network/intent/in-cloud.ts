import { AddressOwner, PLATFORM_ADDRESSES } from './addresses';
import { addressOf, Cidr, formatCidr } from './cidr';
import type { EgressIntent, Lookups, NetworkRule, Port, Target } from './intent';
import { ClusterDns, namespaceNamed } from '../../kubernetes/well-known';

export const LOOKUP_PORT = 53;

/** What is known of a cluster that bears on what a policy has to let through. */
export interface NetworkOfCloud {
  readonly dns?: ClusterDns;
  /** Why the DNS of the cluster is not known, and what to give. */
  readonly unknownDns?: string;
  /** Whether addresses of IPv6 in a policy break it. */
  readonly isIpv4Only?: boolean;
}

/** Lookups use UDP, and TCP for large answers. */
export function lookupPorts(port: number): Port[] {
  return [{ protocol: 'UDP', port }, { protocol: 'TCP', port }];
}

/** Name servers are named, so that they are reached also in a range that is blocked otherwise. */
export function addressRule(addresses: readonly Cidr[]): NetworkRule {
  return {
    targets: addresses.map((cidr) => ({ kind: 'range', cidr, isNamed: true })),
    ports: lookupPorts(LOOKUP_PORT),
  };
}

/** The lookups of each cluster, so that policies of many sandboxes share them. */
const LOOKUPS = new WeakMap<ClusterDns, Lookups>();

/** An egress as it is meant in a cluster: with its DNS, and without what was not asked for and breaks its policies. */
export function egressInCloud(egress: EgressIntent, cloud: NetworkOfCloud | undefined): EgressIntent {
  if (!cloud) { return egress; }
  const { rules, lookups } = egress;
  return {
    ...egress,
    rules: cloud.isIpv4Only ? rules.flatMap(withoutOptional) : rules,
    ...(lookups?.isUsual && cloud.dns && { lookups: lookupsOf(cloud.dns) }),
  };
}

/** Why an egress cannot be compiled in a cluster, in the user's words. */
export function beyondCloud({ lookups }: EgressIntent, cloud: NetworkOfCloud | undefined): string | undefined {
  return lookups?.isUsual ? cloud?.unknownDns : undefined;
}

/**
 * Named addresses of platforms that a platform does not have; none where it is not known which it is.
 */
export function foreignServices(
  rules: readonly NetworkRule[],
  platformOfCluster: AddressOwner | undefined,
): Array<{ readonly range: string; readonly owners: string }> {
  if (!platformOfCluster) { return []; }
  const named = rules.flatMap(({ targets }) => targets)
    .flatMap((target) => (target.kind === 'range' && target.isNamed ? [formatCidr(target.cidr)] : []));
  return [...new Set(named)].flatMap((range) => {
    const owners = PLATFORM_ADDRESSES.filter(({ cidr }) => formatCidr(cidr) === range).map(({ cloud }) => cloud);
    return owners.length === 0 || owners.includes(platformOfCluster) ? [] : [{ range, owners: owners.join(', ') }];
  });
}

function withoutOptional(rule: NetworkRule): NetworkRule[] {
  const targets = rule.targets.filter((target: Target) => target.kind !== 'range' || !target.isOptional);
  if (targets.length === rule.targets.length) { return [rule]; }
  return targets.length > 0 ? [{ ...rule, targets }] : [];
}

function lookupsOf(dns: ClusterDns): Lookups {
  let lookups = LOOKUPS.get(dns);
  if (!lookups) {
    const { pods, addresses = [] } = dns;
    const rules: NetworkRule[] = [
      ...(pods ? [{
        targets: [{
          kind: 'pods' as const,
          podSelector: { matchLabels: pods.podLabels },
          namespaceSelector: namespaceNamed(pods.namespace),
        }],
        ports: lookupPorts(pods.port ?? LOOKUP_PORT),
      }] : []),
      ...(addresses.length > 0 ? [addressRule(addresses.map(addressOf))] : []),
    ];
    LOOKUPS.set(dns, lookups = { servers: addresses.length > 0 ? 'node-local' : 'cluster', rules });
  }
  return lookups;
}
