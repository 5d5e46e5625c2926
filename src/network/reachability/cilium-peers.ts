import { hasDomain } from './cilium-domains';
import { ciliumSelects, namesNamespace, normalized, podsOf, selectsMoreThanPods } from './cilium-labels';
import { domainMatch } from './fqdn-network-policy';
import { both, MatchResult, NO } from './match';
import type { MatchContext, Direction, NetworkPeer, PeerMatcher } from './model';
import { Block } from './ranges';
import { unreadIn } from './unread';
import { inObject, Loose } from '../../kubernetes/read-json';
import type { Target } from '../intent/intent';

/** Peers of a rule, by the end of their name: `toEndpoints`, `fromEndpoints`. */
const PEERS = ['Endpoints', 'CIDR', 'CIDRSet', 'Entities', 'Nodes', 'Services', 'Groups', 'FQDNs', 'Requires'];

/** Peers whose addresses Cilium looks up elsewhere. */
const ELSEWHERE = ['Services', 'Groups'];

/** Entities that are neither pods nor addresses outside of the cluster. */
const NOBODY = new Set(['health', 'ingress', 'none']);

/** Entities that are nodes, and so pods in their network. */
const NODES = new Set(['host', 'remote-node']);

/** Entities that are pods in a state that is not known here. */
const STATES = new Set(['init', 'unmanaged']);

/** Names of the members of a rule that are peers. */
export function peerMembers(direction: Direction): string[] {
  return PEERS.map((member) => `${wayOf(direction)}${member}`);
}

/**
 * The peers of a rule of Cilium.
 *
 * @param namespace of the policy, which selectors without a namespace select; undefined for clusterwide policies
 * @returns undefined when the rule has no member for peers
 * @see https://docs.cilium.io/en/stable/security/policy/layer3/
 */
export function ciliumPeers(
  rule: Loose,
  direction: Direction,
  namespace: string | undefined,
): PeerMatcher[] | undefined {
  const way = wayOf(direction);
  const each = (member: string, matches: (value: unknown, peer: NetworkPeer, context: MatchContext) => MatchResult) => {
    const values = rule[`${way}${member}`];
    if (values === undefined || values === null) { return undefined; }
    if (!Array.isArray(values)) { return [unknown(`.${way}${member}`, 'it is not a list')]; }
    return values.map((value, index): PeerMatcher => ({
      path: `.${way}${member}[${index}]`,
      target: targetOf(member, value, namespace !== undefined),
      matches: (peer, context) => matches(value, peer, context),
    }));
  };
  const named = [
    each('Endpoints', (value, peer) => matchesEndpoint(value, peer, namespace)),
    ranges(rule, `${way}CIDR`, Block.read),
    ranges(rule, `${way}CIDRSet`, blockOfSet),
    each('Entities', (value, peer) => matchesEntity(String(value), peer)),
    each('FQDNs', matchesFqdn),
    each('Nodes', (_, peer) => matchesNode(peer, `${way}Nodes`)),
    ...ELSEWHERE.map((member) => each(member, () => ({ is: 'maybe', why: `'${way}${member}' is not read` }))),
  ].filter((peers) => peers !== undefined);
  return named.length === 0 ? undefined : named.flat();
}

/** Endpoints and domains as data. */
function targetOf(member: string, value: unknown, isNamespaced: boolean): Target | undefined {
  if (member === 'FQDNs') {
    const { matchName, matchPattern } = inObject(value);
    const name = matchName ?? matchPattern;
    return typeof name === 'string' ? { kind: 'domain', name } : undefined;
  }
  const selector = normalized(value);
  return member !== 'Endpoints' || 'unread' in selector ? undefined : podsOf(selector, isNamespaced);
}

function wayOf(direction: Direction): 'to' | 'from' {
  return direction === 'egress' ? 'to' : 'from';
}

function unknown(path: string, why: string): PeerMatcher {
  return { path, matches: () => ({ is: 'maybe', why }) };
}

/** Ranges select addresses outside of the cluster: pods are selected by their labels. */
function ranges(rule: Loose, member: string, read: (value: unknown) => Block | undefined): PeerMatcher[] | undefined {
  const values = rule[member];
  if (values === undefined || values === null) { return undefined; }
  if (!Array.isArray(values)) { return [unknown(`.${member}`, 'it is not a list')]; }
  return values.map((value, index) => {
    const path = `.${member}[${index}]`;
    const block = read(value);
    if (!block) { return unknown(path, 'its range is not read'); }
    const { address, target } = block;
    return { path, address, target, matches: (peer, context) => block.matches(peer, context, 'never') };
  });
}

function blockOfSet(value: unknown): Block | undefined {
  const { cidr, except } = inObject(value);
  return unreadIn(value, ['cidr', 'except']) === undefined ? Block.read(cidr, except) : undefined;
}

function matchesEndpoint(value: unknown, peer: NetworkPeer, namespace: string | undefined): MatchResult {
  const selector = normalized(value);
  const isOfNamespace = namespace !== undefined && !namesNamespace(selector);
  if (peer.kind !== 'pod' || peer.pod.hostNetwork) {
    return selectsMoreThanPods(selector, isOfNamespace)
      ? { is: 'maybe', why: 'it is not known whether it selects more than pods' }
      : NO;
  }
  const { pod } = peer;
  const is = ciliumSelects(selector, pod);
  if (is === 'no') { return NO; }
  if (isOfNamespace && pod.namespace !== namespace && !('unread' in selector)) {
    return { is: 'no', near: `it is about another namespace than that of ${pod.title}` };
  }
  return is === 'yes'
    ? { is, why: `it selects ${pod.title}` }
    : { is, why: `it is not known whether the labels of ${pod.title} match` };
}

function matchesNode(peer: NetworkPeer, member: string): MatchResult {
  return peer.kind === 'pod' && peer.pod.hostNetwork
    ? { is: 'maybe', why: `it is not known whether ${member} selects the node of ${peer.pod.title}` }
    : NO;
}

function matchesEntity(entity: string, peer: NetworkPeer): MatchResult {
  const yes: MatchResult = { is: 'yes', why: `entity ${entity}` };
  if (entity === 'all') { return yes; }
  if (NOBODY.has(entity)) { return NO; }
  if (NODES.has(entity)) { return matchesNode(peer, `entity ${entity}`); }
  const isPod = peer.kind === 'pod';
  if (entity === 'cluster') { return isPod ? yes : NO; }
  if (entity === 'world') { return isPod ? NO : yes; }
  if (entity === 'world-ipv4' || entity === 'world-ipv6') { return matchesWorld(entity, peer); }
  if (STATES.has(entity)) {
    return isPod ? { is: 'maybe', why: `it is not known whether ${peer.pod.title} is in the state ${entity}` } : NO;
  }
  if (entity === 'kube-apiserver') {
    return isPod && !peer.pod.hostNetwork
      ? NO
      : { is: 'maybe', why: 'it is not known whether the API server is there' };
  }
  return { is: 'maybe', why: `entity ${entity} is not read` };
}

/** Most domains have addresses of IPv4. */
function matchesWorld(entity: 'world-ipv4' | 'world-ipv6', peer: NetworkPeer): MatchResult {
  const family = entity === 'world-ipv4' ? 4 : 6;
  const yes: MatchResult = { is: 'yes', why: `entity ${entity}` };
  switch (peer.kind) {
    case 'address': return peer.address.family === family ? yes : NO;
    case 'pod': return NO;
    case 'domain': return family === 4
      ? yes
      : { is: 'maybe', why: `it is not known whether ${peer.domain} has addresses of IPv6` };
  }
}

/** Cilium learns the addresses of a domain from answers that pass its DNS proxy. */
function matchesFqdn(value: unknown, peer: NetworkPeer, { looksUp }: MatchContext): MatchResult {
  const selector = inObject(value);
  const unread = unreadIn(value, ['matchName', 'matchPattern']);
  if (unread !== undefined) { return { is: 'maybe', why: unread }; }
  const text = String(selector.matchName ?? selector.matchPattern);
  const match = domainMatch(peer, text, (domain) => hasDomain(selector, domain));
  if (peer.kind !== 'domain' || match.is === 'no') { return match; }
  const lookedUp = looksUp(peer.domain);
  if (lookedUp === 'no') {
    return {
      is: 'no',
      near: `no rule with 'rules.dns' lets Cilium see lookups of ${peer.domain}, so that it knows no address of it`,
    };
  }
  return both(match.is, lookedUp) === 'yes'
    ? match
    : { is: 'maybe', why: `it is not known whether ${peer.domain} is looked up through Cilium` };
}
