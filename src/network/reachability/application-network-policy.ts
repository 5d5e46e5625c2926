import { matchesDomainName } from './domains';
import { domainMatch } from './fqdn-network-policy';
import { MatchResult } from './match';
import { NetworkPeer, PeerMatcher, ReadPolicy, ReadRule } from './model';
import { networkPolicy } from './network-policy';
import { unreadIn } from './unread';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/**
 * An ApplicationNetworkPolicy of EKS: a NetworkPolicy whose egress may have domains as peers.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 */
export function applicationNetworkPolicy(object: KubeObject): ReadPolicy {
  const spec = inObject(object.spec);
  if (!Array.isArray(spec.egress)) { return titled(object, networkPolicy(object)); }
  const rules = spec.egress as unknown[];
  const plain = rules.map((rule) => {
    const { to, ...rest } = inObject(rule);
    return Array.isArray(to) ? { ...rest, to: to.filter((peer) => !hasDomains(peer)) } : rule;
  });
  const policy = networkPolicy({ ...object, spec: { ...spec, egress: plain } } as KubeObject);
  const { egress } = policy;
  return titled(object, !egress ? policy : {
    ...policy,
    egress: { ...egress, rules: egress.rules.map((rule, index) => withDomains(rule, inObject(rules[index]))) },
  });
}

function titled({ metadata: { name, namespace = '' } }: KubeObject, policy: ReadPolicy): ReadPolicy {
  return { ...policy, title: `ApplicationNetworkPolicy '${namespace ? `${namespace}/` : ''}${name}'` };
}

function hasDomains(peer: unknown): boolean {
  return inObject(peer).domainNames !== undefined;
}

/** Peers that are left out to read the others come back: a rule without them would be about all peers. */
function withDomains(rule: ReadRule, given: Loose): ReadRule {
  const listed = inList(given.to);
  if (rule.unread !== undefined || !listed.some(hasDomains)) { return rule; }
  const domains = listed.flatMap((peer, position) => (hasDomains(peer) ? domainPeers(peer, `.to[${position}]`) : []));
  return { ...rule, peers: [...rule.peers ?? [], ...domains] };
}

function domainPeers(peer: Loose, path: string): PeerMatcher[] {
  const names = peer.domainNames;
  const isRead = Array.isArray(names) && names.every((name) => typeof name === 'string');
  const why = unreadIn(peer, ['domainNames']) ?? (isRead ? undefined : "'domainNames' is not a list of texts");
  if (why !== undefined) { return [{ path, matches: (): MatchResult => ({ is: 'maybe', why }) }]; }
  return (names as string[]).map((name, index) => ({
    path: `${path}.domainNames[${index}]`,
    target: { kind: 'domain', name },
    matches: (to: NetworkPeer) => domainMatch(to, name, (domain) => matchesDomainName(name, domain)),
  }));
}
