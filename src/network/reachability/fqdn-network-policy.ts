import { matchesPattern, plainDomain } from './domains';
import { selects } from './labels';
import { MatchResult, NO } from './match';
import { doubtfulSection, NetworkPeer, PeerMatcher, PortMatcher, ReadPolicy, ReadRule, ReadSection } from './model';
import { wantedLabels } from './network-policy';
import { portMatcher } from './ports';
import { isPublic } from './ranges';
import { unreadIn, unreadLists } from './unread';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/**
 * A FQDNNetworkPolicy of GKE: the pods that it selects may reach the domains, and what other policies allow.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies
 */
export function fqdnNetworkPolicy(object: KubeObject): ReadPolicy {
  const { metadata: { name, namespace = '' } } = object;
  const spec = inObject(object.spec);
  const unread = unreadIn(object.spec ?? {}, ['podSelector', 'egress']) ?? unreadLists(spec, ['egress']);
  const egress: ReadSection = { isolates: true, rules: inList(spec, 'egress').map(ruleOf) };
  return {
    title: `FQDNNetworkPolicy '${namespace ? `${namespace}/` : ''}${name}'`,
    tier: 'NetworkPolicy',
    priority: 0,
    namespace,
    labels: wantedLabels(spec.podSelector),
    selects: (pod) => (pod.namespace === namespace ? selects(spec.podSelector, pod.labels) : 'no'),
    egress: unread === undefined ? egress : doubtfulSection(egress, 'spec', unread),
    ...(unread !== undefined && { ingress: doubtfulSection(undefined, 'spec', unread) }),
  };
}

function ruleOf(rule: Loose, index: number): ReadRule {
  const path = `spec.egress[${index}]`;
  const unread = unreadIn(rule, ['matches', 'ports']) ?? unreadLists(rule, ['matches', 'ports']);
  if (unread !== undefined) { return { path, action: 'allow', unread }; }
  const ports = inList(rule, 'ports');
  return {
    path,
    action: 'allow',
    peers: inList(rule, 'matches').map((match, position): PeerMatcher => {
      const why = unreadMatch(match);
      return {
        path: `.matches[${position}]`,
        ...(why === undefined && { target: { kind: 'domain', name: String(match.name ?? match.pattern) } }),
        matches: (peer) => (why === undefined ? matchesDomain(match, peer) : { is: 'maybe', why }),
      };
    }),
    ...(ports.length > 0 && { ports: ports.map(portOf) }),
  };
}

function portOf(rule: Loose): PortMatcher {
  const unread = unreadIn(rule, ['protocol', 'port']);
  return { ...portMatcher(rule.protocol, rule.port), ...(unread !== undefined && { unread }) };
}

function unreadMatch(match: Loose): string | undefined {
  const isOne = (typeof match.name === 'string') !== (typeof match.pattern === 'string');
  return unreadIn(match, ['name', 'pattern']) ?? (isOne ? undefined : 'it is not one name or pattern');
}

function matchesDomain({ name, pattern }: Loose, peer: NetworkPeer): MatchResult {
  const text = String(name ?? pattern);
  return domainMatch(peer, text, (domain) => (
    name === undefined ? matchesPattern(text, domain) : plainDomain(text) === plainDomain(domain)
  ));
}

/** Whether domains include a peer. An address may be that of a domain. */
export function domainMatch(peer: NetworkPeer, text: string, has: (domain: string) => boolean): MatchResult {
  switch (peer.kind) {
    case 'domain': return has(peer.domain) ? { is: 'yes', why: text } : NO;
    case 'address': return isPublic(peer.address)
      ? { is: 'maybe', why: `it is not known whether ${text} has the address` }
      : NO;
    case 'pod': return NO;
  }
}
