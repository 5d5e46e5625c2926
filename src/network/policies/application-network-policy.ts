import { networkPolicyRules } from './network-policy';
import { Domain, domainsOf, domainsTogether, Intent, NetworkRule } from '../intent/intent';

/** What an ApplicationNetworkPolicy of EKS cannot say of an intent, in the user's words. */
export function beyondEks(intent: Intent): string | undefined {
  const { rules, lookups } = intent.egress;
  const [first] = domainsOf(intent);
  if (first === undefined) { return undefined; }
  if (lookups?.servers !== 'cluster' && lookups?.servers !== 'node-local') {
    return 'EKS learns the addresses of domains from the DNS of the cluster alone, so they want Dns.cluster() or '
      + "Dns.nodeLocal() as 'dns'";
  }
  const odd = domainsOf(intent).find((name) => name.lastIndexOf('*') > 0 || !/^(\*\.)?([^.]+\.)+[^.]+$/.test(name));
  if (odd !== undefined) {
    return `an ApplicationNetworkPolicy takes '*.' before a name with a dot and no other star, and '${odd}' is another`;
  }
  const sctp = rules.find(({ targets, ports }) =>
    targets.some(({ kind }) => kind === 'domain') && ports.some(({ protocol }) => protocol === 'SCTP'));
  return sctp && `EKS filters domains of TCP and UDP, and SCTP is to reach '${(sctp.targets[0] as Domain).name}'`;
}

/**
 * The spec of an ApplicationNetworkPolicy that lets through what an intent does: a NetworkPolicy whose peers may be
 * domains too. `*.pkg.example` has names with any number of more labels there.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 * @see https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/api/v1alpha1/applicationnetworkpolicy_types.go
 */
export function applicationNetworkPolicySpec(
  intent: Intent,
  matchLabels: Readonly<Record<string, string>>,
): object {
  const { ingress, egress = [] } = networkPolicyRules(intent);
  const domains = domainsTogether(intent.egress.rules).flatMap(domainRule);
  const all = [...domains, ...egress];
  return {
    podSelector: { matchLabels },
    policyTypes: ['Ingress', 'Egress'],
    ...(ingress && { ingress }),
    ...(all.length > 0 && { egress: all }),
  };
}

function domainRule({ targets, ports }: NetworkRule): object[] {
  const domainNames = targets.filter((target): target is Domain => target.kind === 'domain').map(({ name }) => name);
  const list = ports.map(({ protocol, port, endPort }) => ({
    protocol,
    ...(port !== undefined && { port }),
    ...(endPort !== undefined && endPort !== port && { endPort }),
  }));
  return domainNames.length > 0
    ? [{ to: [{ domainNames: [...new Set(domainNames)] }], ...(list.length > 0 && { ports: list }) }] : [];
}
