import { NetworkContext, PlacedSandboxPod, SelectedPods } from './network-context';
import { answerTo, egressOf } from './reach-rules';
import { byChart, NetworkFinding } from './sandbox-findings';
import { addressOf, bitsOf, Cidr, formatAddress, networkOf, overlaps, parseCidr } from '../intent/cidr';
import { embedded, LOCAL_NAT64, NAT64, SIX_TO_FOUR } from '../intent/translations';
import type { NetworkPeer, ReadPolicy } from '../reachability';

/** Addresses of IPv4 that policies for sandboxes deny: of metadata, and of private networks. */
const DENIED: readonly Cidr[] = [
  '169.254.169.254', '168.63.129.16', '100.100.100.200', '10.0.0.1', '172.16.0.1', '192.168.0.1',
].map(addressOf);

/** A prefix of a translator, where the network chooses it. */
const USUAL_LOCAL = parseCidr('64:ff9b:1::/96');

/** The most ports of rules that are asked about. */
const MOST_PORTS = 5;

/**
 * ASB346: rules of users let pods reach, through a translator or a tunnel, addresses of IPv4 that they deny as such.
 * The default policy of the controller is described in the docs.
 */
export function translated({ network }: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  const byAddresses = new Map<string, PlacedSandboxPod[]>();
  const answers = new Map<string, string>();
  for (const { sandbox, policies, addressText } of selected) {
    const { pod, keeper } = sandbox;
    if (keeper === 'default') { continue; }
    const reached = answerTo(addressText, answers, () => {
      const ranges = rangesOf(policies);
      if (ranges.length === 0) { return ''; }
      const ports = portsOf(policies);
      const isAllowed = (address: Cidr) => (
        ports.some((port) => egressOf(network, pod, peerOf(address), port, 'TCP') === true)
      );
      return DENIED.filter((v4) => !isAllowed(v4))
        .flatMap((v4) => formsIn(ranges, v4).filter(isAllowed).slice(0, 1).map((form) => (
          `${formatAddress(v4)} as ${formatAddress(form)}`
        )))
        .join(', ');
    });
    if (reached === '') { continue; }
    const list = byAddresses.get(reached);
    if (list) { list.push(sandbox); } else { byAddresses.set(reached, [sandbox]); }
  }
  return [...byAddresses].flatMap(([reached, sandboxes]) => byChart(sandboxes, 'ASB346', (named) => ({
    message: `policies deny ${named} addresses of IPv4, and allow them in forms of IPv6 that translators and tunnels `
      + `take: ${reached}`,
    remedy: "add 64:ff9b::/96, 64:ff9b:1::/48 and 2002::/16 to 'except' of the range, or use "
      + 'EgressDestination.internet(); acknowledge it where the network has neither',
    remedyInFile: "add 64:ff9b::/96, 64:ff9b:1::/48 and 2002::/16 to 'except' of the range",
  })));
}

/** The ranges of IPv6 in rules that have forms of IPv4. */
function rangesOf(policies: readonly ReadPolicy[]): Cidr[] {
  const rules = policies.flatMap(({ egress }) => egress?.rules ?? []).filter(({ action }) => action === 'allow');
  const targets = rules.flatMap(({ peers = [] }) => peers.map(({ target }) => target));
  const ranges = targets.flatMap((target) => (target?.kind === 'range' ? [target.cidr] : []));
  return ranges.filter((range) => [NAT64, LOCAL_NAT64, SIX_TO_FOUR].some((prefix) => overlaps(range, prefix)));
}

/** A port of each rule, as many as matter. */
function portsOf(policies: readonly ReadPolicy[]): number[] {
  const rules = policies.flatMap(({ egress }) => egress?.rules ?? []).filter(({ action }) => action === 'allow');
  const firsts = rules.flatMap(({ ports = [] }) => ports.map(({ first }) => Math.max(first, 1)));
  return [...new Set([80, 443, ...firsts])].slice(0, MOST_PORTS);
}

/** The forms of an address, also at the prefixes that ranges name. */
function formsIn(ranges: readonly Cidr[], v4: Cidr): Cidr[] {
  const named = ranges.filter((range) => overlaps(LOCAL_NAT64, range) && range.prefix === 96);
  return [NAT64, USUAL_LOCAL, ...named, SIX_TO_FOUR].map((prefix) => embedded(prefix, v4));
}

function peerOf(address: Cidr): NetworkPeer {
  return { kind: 'address', address: networkOf(address, bitsOf(address.family)), text: formatAddress(address) };
}
