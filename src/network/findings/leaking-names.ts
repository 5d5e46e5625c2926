import { NetworkContext, SelectedPods } from './network-context';
import { clusterServers, NameServer } from './reach-rules';
import { NetworkFinding, warning } from './sandbox-findings';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { addressOf } from '../intent/cidr';
import { decide } from '../reachability/decide';
import { isAnyName } from '../reachability/domains';
import { hitOf } from '../reachability/hits';
import type { NetworkPeer, NetworkPod, PortMatcher, Protocol, ReadPolicy, ReadRule } from '../reachability/model';
import { titleOf } from '../reachability/policies';
import { USUAL_POD_RANGES } from '../reachability/ranges';

/** Entities of Cilium that are the internet, among others. */
const OPEN_ENTITIES: ReadonlySet<unknown> = new Set(['all', 'world', 'world-ipv4', 'world-ipv6']);

/** The internet of each version of IP; a prefix of 3 bits is all global addresses of IPv6. */
const WIDE = /^(?:0\.0\.0\.0\/[0-3]|[0-9a-f:]+\/[0-3])$/;

/**
 * ASB347: a policy with a list of domains lets every name be looked up: what is in a name reaches whoever serves its
 * domain.
 */
export function leakingNames(context: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  return [...leakingAlone(context, selected), ...leakingBeside(context, selected)];
}

function leakingAlone({ policies }: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  const ofSandboxes = new Set(selected.flatMap((each) => each.policies.map(({ title }) => title)));
  const leaky = policies.filter(({ json }) => ofSandboxes.has(titleOf(json)) && leaks(json));
  return leaky.map(({ json, path }) => warning('ASB347', path, {
    message: `${titleOf(json)} allows a list of domains and the lookup of any name: a program can put data into names `
      + 'of a domain of its own, whose server then has it',
    remedy: "leave '*' out of 'lookups' of the egress; acknowledge it under an engine that limits no lookups, "
      + 'such as the dataplane V2 of GKE',
    remedyInFile: json.kind === 'FQDNNetworkPolicy'
      ? 'GKE limits no lookups; ask a name server that answers for the listed domains only, or lower this finding'
      : "name the domains in 'rules.dns' in place of the pattern '*'",
  }));
}

const DNS_PORT = 53;
const DNS_PROTOCOLS: readonly Protocol[] = ['UDP', 'TCP'];
const INTERNET: NetworkPeer = { kind: 'address', address: addressOf('1.1.1.1'), text: '1.1.1.1' };

/** Policies that open the DNS as a whole to pods for which another policy has a list of domains and of names. */
function leakingBeside({ policies, cluster }: NetworkContext, selected: readonly SelectedPods[]): NetworkFinding[] {
  const strict = new Map(policies.filter(({ json }) => isStrict(json)).map(({ json }) => [titleOf(json), json]));
  if (strict.size === 0) { return []; }
  const servers = clusterServers(cluster.dns);
  const told = new Map<string, string>();
  for (const { sandbox: { pod }, policies: selecting } of selected) {
    const list = selecting.find(({ title }) => strict.has(title));
    if (!list || reaches(pod, selecting, INTERNET, 443, 'TCP')) { continue; }
    const unlimited = selecting.map(withoutLookups);
    for (const policy of unlimited) {
      if (!told.has(policy.title) && opensDns(policy, unlimited, pod, servers)) { told.set(policy.title, list.title); }
    }
  }
  return policies.flatMap(({ json, path }) => {
    const list = told.get(titleOf(json));
    return list === undefined ? [] : [warning('ASB347', path, {
      message: `${titleOf(json)} lets the pods of ${list} look up any name, which its list of domains does not, as `
        + 'policies add up: a program can put data into names of a domain of its own, whose server then has it',
      remedy: 'select with it only pods without a list of domains, or leave port 53 out of it',
    })];
  });
}

/** A policy with a list of domains whose lookups are limited to names, which only some engines can. */
function isStrict({ kind, spec, ...policy }: KubeObject): boolean {
  if (!kind.startsWith('Cilium')) { return false; }
  const rules = [spec, ...inList(policy.specs)].flatMap((each) => inList(inObject(each).egress));
  return rules.some(hasDomains) && !rules.some(isOpen) && !rules.some(asksAnything);
}

/** A policy without the rules whose lookups go through the proxy of Cilium, which knows the names. */
function withoutLookups(policy: ReadPolicy): ReadPolicy {
  const { egress } = policy;
  if (!egress) { return policy; }
  const rules = egress.rules.filter(({ action, lookups }) => action !== 'allow' || !lookups);
  return { ...policy, egress: { ...egress, rules } };
}

/** Whether a policy surely lets a pod ask name servers: those of the cluster, or any by a rule about their port. */
function opensDns(
  policy: ReadPolicy, all: readonly ReadPolicy[], pod: NetworkPod, servers: readonly NameServer[],
): boolean {
  const allowing = policy.egress?.rules.filter(({ action }) => action === 'allow') ?? [];
  if (allowing.length === 0 || policy.selects(pod) !== 'yes') { return false; }
  return DNS_PROTOCOLS.some((protocol) => (
    servers.some(({ to, port }) => (
      allowing.some((rule) => isHit(rule, pod, to, port, protocol)) && reaches(pod, all, to, port, protocol)
    )) || allowing.some((rule) => isAboutDns(rule, protocol))
  ));
}

function isHit(rule: ReadRule, pod: NetworkPod, to: NetworkPeer, port: number, protocol: Protocol): boolean {
  const asked = { ...questionOf(pod, to), port, protocol };
  return hitOf(rule, asked, { podRanges: USUAL_POD_RANGES, looksUp: () => 'no' }).match.is === 'yes';
}

/** Whether a rule is about the port of name servers, and not about all ports, at addresses. */
function isAboutDns({ peers, ports, unread }: ReadRule, protocol: Protocol): boolean {
  const isDns = (port: PortMatcher) => port.unread === undefined && port.name === undefined
    && (port.protocol === 'ANY' || port.protocol === protocol) && port.first === DNS_PORT && port.last === DNS_PORT;
  return unread === undefined && (ports?.some(isDns) ?? false) && (!peers || peers.some(({ address, target }) => (
    address !== undefined || target?.kind === 'range'
  )));
}

function reaches(
  pod: NetworkPod, policies: readonly ReadPolicy[], to: NetworkPeer, port: number, protocol: Protocol,
): boolean {
  return !decide(policies, { ...questionOf(pod, to), port, protocol }).mayFail;
}

function questionOf(pod: NetworkPod, to: NetworkPeer) {
  return { direction: 'egress' as const, pod, peer: to, target: to, podRanges: USUAL_POD_RANGES };
}

function leaks({ kind, spec, ...policy }: KubeObject): boolean {
  if (kind === 'FQDNNetworkPolicy') { return inList(inObject(spec).egress).length > 0; }
  if (!kind.startsWith('Cilium')) { return false; }
  const rules = [spec, ...inList(policy.specs)].flatMap((each) => inList(inObject(each).egress));
  return rules.some(hasDomains) && !rules.some(isOpen) && rules.some(asksAnything);
}

function hasDomains({ toFQDNs }: Loose): boolean {
  return inList(toFQDNs).some(({ matchPattern }) => !isAnyName(matchPattern));
}

function isOpen({ toFQDNs, toCIDR, toCIDRSet, toEntities }: Loose): boolean {
  return inList(toFQDNs).some(({ matchPattern }) => isAnyName(matchPattern))
    || (Array.isArray(toEntities) && toEntities.some((each) => OPEN_ENTITIES.has(each)))
    || [...(Array.isArray(toCIDR) ? toCIDR : []), ...inList(toCIDRSet).map(({ cidr }) => cidr)]
      .some((cidr) => WIDE.test(String(cidr)));
}

function asksAnything({ toPorts }: Loose): boolean {
  return inList(toPorts).some((each) =>
    inList(each, 'rules', 'dns').some(({ matchPattern }) => isAnyName(matchPattern)));
}
