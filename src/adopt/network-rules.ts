import { call, Code, CodeMembers, filled, list, literal } from './code/expression';
import { domainOf } from './engine-policies';
import { isObject } from './pods/pod-values';
import { NAMESPACE } from '../api/controller-names';
import { ROUTER_LABELS } from '../api/labels';
import { inList, inObject, Loose } from '../kubernetes/read-json';
import { canonicalJson } from '../kubernetes/types/canonical-json';
import { namespaceNamed, NAMESPACE_NAME } from '../kubernetes/well-known';
import { Dns } from '../network/dns';
import { networkPolicyRules } from '../network/policies/network-policy';
import { SandboxEgress } from '../network/sandbox-egress';

/** Rules of a network policy as JSON. */
export interface RulesJson {
  readonly ingress: readonly Loose[];
  readonly egress: readonly Loose[];
}

/** The rules that an egress becomes. */
function egressJson(egress: SandboxEgress): readonly Loose[] {
  return (networkPolicyRules({ ingress: [], egress: egress._intent }).egress ?? []) as unknown as readonly Loose[];
}

/** Peers of the public internet: of IPv4, and of IPv6. */
let internet: readonly string[] | undefined;

function internetPeers(): readonly string[] {
  return internet ??= egressJson(SandboxEgress.internetOnly({ dns: Dns.none() })).map(({ to }) => canonicalJson(to));
}

/** The name servers of a pod as code; undefined where no Dns means them. */
function dnsOf(
  pod: Loose,
  egress: readonly Loose[],
): { code: Code; kind: string; count: number } | undefined {
  const { nameservers } = inObject(pod.dnsConfig);
  const servers = Array.isArray(nameservers) ? nameservers.map(String) : [];
  const known: Array<[string, () => Dns, Code]> = [
    ['publicResolvers', () => Dns.publicResolvers(), call('Dns.publicResolvers')],
    ['cluster', () => Dns.cluster(), call('Dns.cluster')],
    ['nodeLocal', () => Dns.nodeLocal(), call('Dns.nodeLocal')],
    ['none', () => Dns.none(), call('Dns.none')],
    ['nameservers', () => Dns.nameservers(servers), call('Dns.nameservers', literal(servers))],
  ];
  for (const [kind, make, code] of known) {
    try {
      const dns = make();
      const { dnsPolicy, dnsConfig } = dns._resolver;
      if (dnsPolicy !== pod.dnsPolicy || canonicalJson(dnsConfig?.nameservers ?? []) !== canonicalJson(servers)) {
        continue;
      }
      const rules = egressJson(SandboxEgress.to([], { dns }));
      const last = egress.slice(egress.length - rules.length);
      if (rules.length <= egress.length && canonicalJson(rules) === canonicalJson(last)) {
        return { code, kind, count: rules.length };
      }
    } catch {
      /* More servers than a Dns takes. */
    }
  }
  return undefined;
}

/**
 * An egress that becomes rules; undefined where none does.
 *
 * @param lookups names that may be looked up besides the domains among the rules
 */
export function egressCode(
  rules: readonly Loose[],
  pod: Loose,
  lookups: readonly string[] = [],
): Code | undefined {
  const dns = dnsOf(pod, rules);
  if (!dns) { return undefined; }
  const own = rules.slice(0, rules.length - dns.count);
  if (own.length === 0 && dns.kind === 'none') { return call('SandboxEgress.none'); }
  const destinations: Array<{ method: string; args: readonly Code[]; members: CodeMembers }> = [];
  for (let index = 0; index < own.length; index++) {
    const { to, ports } = own[index];
    const members = { ports: portsCode(ports) };
    if (ports !== undefined && !members.ports) { return undefined; }
    const domain = domainOf(own[index]);
    if (domain !== undefined) {
      destinations.push({ method: 'domain', args: [literal(domain)], members });
      continue;
    }
    const [v4, v6] = internetPeers();
    if (canonicalJson(to) === v4) {
      const next = own.at(index + 1);
      const hasV6 =
        next !== undefined && canonicalJson(next.to) === v6 && canonicalJson(next.ports) === canonicalJson(ports);
      if (hasV6) { index += 1; }
      destinations.push({
        method: 'internet',
        args: [],
        members: { ...members, ipv6: hasV6 ? undefined : literal(false) },
      });
      continue;
    }
    const peer = peerCode(to);
    if (!peer) { return undefined; }
    destinations.push({ ...peer, members: { ...peer.members, ...members } });
  }
  const [only, ...others] = destinations;
  if (others.length === 0 && destinations.length === 1 && only.method === 'internet') {
    const dnsMember = dns.kind === 'publicResolvers' ? undefined : dns.code;
    return call('SandboxEgress.internetOnly', filled({ ...only.members, dns: dnsMember }));
  }
  // With the internet, all names may be looked up.
  const isOpen = destinations.some(({ method }) => method === 'internet');
  return call(
    'SandboxEgress.to',
    list(
      destinations.map(({ method, args, members }) => call(`EgressDestination.${method}`, ...args, filled(members))),
    ),
    filled({
      dns: dns.kind === 'cluster' ? undefined : dns.code,
      lookups: lookups.length === 0 || isOpen ? undefined : literal(lookups),
    }),
  );
}

/** An ingress that becomes rules: a prop where it is not the default of one with an egress, the router. */
export function ingressMembers(rules: readonly Loose[]): CodeMembers | undefined {
  const router = [{ namespaceSelector: namespaceNamed(NAMESPACE), podSelector: { matchLabels: ROUTER_LABELS } }];
  if (rules.length === 1 && canonicalJson(rules[0]) === canonicalJson({ from: router })) { return {}; }
  if (rules.length === 0) { return { ingress: call('SandboxIngress.none') }; }
  const sources = rules.map(({ from, ports }): Code | undefined => {
    const members = { ports: portsCode(ports) };
    if (ports !== undefined && !members.ports) { return undefined; }
    if (canonicalJson(from) === canonicalJson(router)) { return call('IngressSource.router', filled(members)); }
    const peer = peerCode(from);
    return peer && call(`IngressSource.${peer.method}`, ...peer.args, filled({ ...peer.members, ...members }));
  });
  return sources.every((each) => each !== undefined)
    ? { ingress: call('SandboxIngress.of', list(sources)) }
    : undefined;
}

/** One peer: a range, or pods by labels alone. What it becomes is compared as a whole. */
function peerCode(peers: unknown): { method: string; args: readonly Code[]; members: CodeMembers } | undefined {
  const [peer, ...others] = inList({ peers }, 'peers');
  if (others.length > 0 || !isObject(peer)) { return undefined; }
  if (isObject(peer.ipBlock)) {
    return { method: 'cidr', args: [literal(peer.ipBlock.cidr)], members: {} };
  }
  const { matchLabels: podLabels, ...odd } = inObject(peer.podSelector);
  const { namespaceSelector } = peer;
  const { matchLabels: namespaceLabels, ...oddNamespaces } = inObject(namespaceSelector);
  if (Object.keys(odd).length > 0 || Object.keys(oddNamespaces).length > 0) { return undefined; }
  const { [NAMESPACE_NAME]: named, ...labels } = inObject(namespaceLabels);
  return {
    method: 'pods',
    args: [],
    members: {
      podLabels: isObject(podLabels) ? literal(podLabels) : undefined,
      namespaces: named === undefined ? undefined : literal([named]),
      namespaceLabels: Object.keys(labels).length > 0 ? literal(labels) : undefined,
      allNamespaces: isObject(namespaceSelector) && Object.keys(inObject(namespaceLabels)).length === 0
        ? literal(true)
        : undefined,
    },
  };
}

function portsCode(ports: unknown): Code | undefined {
  const items = inList({ ports }, 'ports').map(({ port, endPort, protocol = 'TCP', ...odd }): Code | undefined => {
    const method = { TCP: 'tcp', UDP: 'udp' }[String(protocol)];
    if (method === undefined || typeof port !== 'number' || Object.keys(odd).length > 0) { return undefined; }
    return endPort === undefined
      ? call(`kplus.NetworkPolicyPort.${method}`, literal(port))
      : call(`kplus.NetworkPolicyPort.${method}Range`, literal(port), literal(endPort));
  });
  return items.length > 0 && items.every((each) => each !== undefined) ? list(items) : undefined;
}
