import { hasDomain } from './cilium-domains';
import { ciliumSelects, namesNamespace, normalized } from './cilium-labels';
import { domainMatch } from './fqdn-network-policy';
import { both, MatchResult, NO } from './match';
import type { MatchContext, Direction, NetworkPeer, PeerMatcher } from './model';
import { Block } from './ranges';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/** Whom members say that Cilium looks up elsewhere: which addresses they stand for is not known. */
const ELSEWHERE = ['Services', 'Groups'];

/** Entities that stand for nodes, or for pods in some state: no address outside of the cluster, no pod as such. */
const NOBODY = new Set(['host', 'remote-node', 'health', 'init', 'ingress', 'unmanaged', 'none']);

/**
 * Whom a rule of Cilium names; nothing when it names nobody.
 *
 * @param namespace of the policy, in which selectors look for pods unless they say otherwise; none for clusterwide ones
 * @see https://docs.cilium.io/en/stable/security/policy/layer3/
 */
export function ciliumPeers(
  rule: Loose,
  direction: Direction,
  namespace: string | undefined,
): PeerMatcher[] | undefined {
  const way = direction === 'egress' ? 'to' : 'from';
  const each = (member: string, matches: (value: unknown, peer: NetworkPeer, context: MatchContext) => MatchResult) => {
    const values = rule[`${way}${member}`];
    return Array.isArray(values)
      ? values.map((value, index): PeerMatcher => ({
        path: `.${way}${member}[${index}]`,
        matches: (peer, context) => matches(value, peer, context),
      }))
      : undefined;
  };
  const named = [
    each('Endpoints', (value, peer) => matchesEndpoint(value, peer, namespace)),
    ranges(rule, `${way}CIDR`, (value) => Block.read(value)),
    ranges(rule, `${way}CIDRSet`, (value) => Block.read(inObject(value).cidr, inObject(value).except)),
    each('Entities', (value, peer) => matchesEntity(String(value), peer)),
    each('FQDNs', (value, peer, context) => matchesFqdn(inObject(value), peer, context)),
    each('Nodes', () => NO),
    ...ELSEWHERE.map((member) =>
      each(member, () => ({ is: 'maybe', why: `it is not known whom ${way}${member} stands for` })),
    ),
  ].filter((peers) => peers !== undefined);
  if (named.length === 0) {
    return undefined;
  }
  const requires = inList(rule, `${way}Requires`).length > 0;
  return requires ? named.flat().map((peer) => doubtful(peer, `${way}Requires`)) : named.flat();
}

/** Ranges mean addresses outside of the cluster: pods are known by their labels. */
function ranges(rule: Loose, member: string, read: (value: unknown) => Block | undefined): PeerMatcher[] | undefined {
  const values = rule[member];
  if (!Array.isArray(values)) { return undefined; }
  return values.map((value, index) => {
    const block = read(value);
    return {
      path: `.${member}[${index}]`,
      address: block?.address,
      matches: (peer, context) => block?.matches(peer, context, 'never') ?? NO,
    };
  });
}

function matchesEndpoint(value: unknown, peer: NetworkPeer, namespace: string | undefined): MatchResult {
  if (peer.kind !== 'pod') { return NO; }
  const { pod } = peer;
  const selector = normalized(value);
  const elsewhere = namespace !== undefined && !namesNamespace(selector) && pod.namespace !== namespace;
  const is = ciliumSelects(selector, pod);
  if (is === 'no') { return NO; }
  if (elsewhere) { return { is: 'no', near: `it is about another namespace than that of ${pod.title}` }; }
  return is === 'yes'
    ? { is, why: `it selects ${pod.title}` }
    : { is, why: `it is not known whether the labels of ${pod.title} match` };
}

function matchesEntity(entity: string, peer: NetworkPeer): MatchResult {
  const yes: MatchResult = { is: 'yes', why: `entity ${entity}` };
  if (entity === 'all') { return yes; }
  if (NOBODY.has(entity)) { return NO; }
  if (entity === 'cluster') { return peer.kind === 'pod' ? yes : NO; }
  if (entity === 'world') { return peer.kind === 'pod' ? NO : yes; }
  if (entity === 'world-ipv4' || entity === 'world-ipv6') { return matchesWorld(entity, peer); }
  if (entity === 'kube-apiserver') {
    return peer.kind === 'pod' ? NO : { is: 'maybe', why: 'it is not known whether the API server is there' };
  }
  return { is: 'maybe', why: `entity ${entity} is not known` };
}

/** A domain is reached by IPv4, as most of them are. */
function matchesWorld(entity: 'world-ipv4' | 'world-ipv6', peer: NetworkPeer): MatchResult {
  const family = entity === 'world-ipv4' ? 4 : 6;
  if (peer.kind === 'address') { return peer.address.family === family ? { is: 'yes', why: `entity ${entity}` } : NO; }
  if (peer.kind === 'pod') { return NO; }
  return family === 4
    ? { is: 'yes', why: `entity ${entity}` }
    : { is: 'maybe', why: `it is not known whether ${peer.domain} has addresses of IPv6` };
}

/** Cilium learns the addresses of a domain from answers that pass its DNS proxy. */
function matchesFqdn(selector: Loose, peer: NetworkPeer, { looksUp }: MatchContext): MatchResult {
  const text = String(selector.matchName ?? selector.matchPattern);
  const match = domainMatch(peer, text, (domain) => hasDomain(selector, domain));
  if (peer.kind !== 'domain' || match.is === 'no') { return match; }
  const lookedUp = looksUp(peer.domain);
  if (lookedUp === 'no') {
    return {
      is: 'no',
      near: `no rule with 'rules.dns' has ${peer.domain} looked up through Cilium, which then knows none of its addresses`,
    };
  }
  return both(match.is, lookedUp) === 'yes'
    ? match
    : { is: 'maybe', why: `it is not known whether ${peer.domain} is looked up through Cilium` };
}

function doubtful({ path, matches }: PeerMatcher, member: string): PeerMatcher {
  return {
    path,
    matches: (peer, context) => {
      const match = matches(peer, context);
      return match.is === 'yes' ? { is: 'maybe', why: `what ${member} asks for besides is not read` } : match;
    },
  };
}
