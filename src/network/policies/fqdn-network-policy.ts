import { Domain, domainsOf, domainsTogether, Intent, NetworkRule } from '../intent/intent';

/** What neither a NetworkPolicy nor an FQDNNetworkPolicy of GKE can say of an intent, in the user's words. */
export function beyondGke(intent: Intent): string | undefined {
  const { rules, lookups } = intent.egress;
  if (domainsOf(intent).length === 0) { return undefined; }
  if (lookups?.servers !== 'cluster' && lookups?.servers !== 'node-local') {
    return 'GKE learns the addresses of domains from the DNS of the cluster alone, so they want Dns.cluster() or '
      + "Dns.nodeLocal() as 'dns'";
  }
  for (const rule of rules.filter(({ targets }) => targets.some(({ kind }) => kind === 'domain'))) {
    const domain = (rule.targets[0] as Domain).name;
    for (const { protocol, port, endPort = port } of rule.ports) {
      if (protocol === 'SCTP') { return `an FQDNNetworkPolicy of GKE knows no SCTP, which is to reach '${domain}'`; }
      if (port !== endPort) {
        return `an FQDNNetworkPolicy of GKE knows no ranges of ports, and ports ${port} to ${endPort} are to reach `
          + `'${domain}'`;
      }
    }
  }
  return undefined;
}

/**
 * The domains of an intent for the dataplane V2 of GKE. It only adds to what a NetworkPolicy lets through, and that one
 * holds all the rest.
 *
 * @returns undefined when there are none
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies
 */
export function fqdnNetworkPolicySpec(
  intent: Intent,
  matchLabels: Readonly<Record<string, string>>,
): object | undefined {
  const egress = domainsTogether(intent.egress.rules).flatMap(fqdnRule);
  return egress.length > 0 ? { podSelector: { matchLabels }, egress } : undefined;
}

function fqdnRule({ targets, ports }: NetworkRule): object[] {
  const matches = targets.filter((target): target is Domain => target.kind === 'domain')
    .map(({ name }) => (name.startsWith('*') ? { pattern: name } : { name }));
  const list = ports.map(({ protocol, port }) => ({ protocol, ...(port !== undefined && { port }) }));
  return matches.length > 0 ? [{ matches, ...(list.length > 0 && { ports: list }) }] : [];
}
