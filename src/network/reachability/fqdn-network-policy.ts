import { matchesPattern, plainDomain } from './domains';
import { selects } from './labels';
import { MatchResult, NO } from './match';
import type { NetworkPeer, ReadPolicy, ReadRule } from './model';
import { wantedLabels } from './network-policy';
import { portMatcher } from './ports';
import { isPublic } from './ranges';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';

/**
 * A FQDNNetworkPolicy of GKE: what it selects may reach the domains, and what other policies allow.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/fqdn-network-policies
 */
export function fqdnNetworkPolicy(object: KubeObject): ReadPolicy {
  const { metadata: { name, namespace = '' } } = object;
  const spec = inObject(object.spec);
  return {
    title: `FQDNNetworkPolicy '${namespace ? `${namespace}/` : ''}${name}'`,
    tier: 'NetworkPolicy',
    priority: 0,
    namespace,
    labels: wantedLabels(spec.podSelector),
    selects: (pod) => (pod.namespace === namespace ? selects(spec.podSelector, pod.labels) : 'no'),
    egress: {
      isolates: true,
      rules: inList(spec, 'egress').map((rule, index): ReadRule => {
        const ports = inList(rule, 'ports');
        return {
          path: `spec.egress[${index}]`,
          action: 'allow',
          peers: inList(rule, 'matches').map((match, at) => ({
            path: `.matches[${at}]`,
            matches: (peer) => matchesDomain(match, peer),
          })),
          ...(ports.length > 0 && { ports: ports.map(({ protocol, port }) => portMatcher(protocol, port)) }),
        };
      }),
    },
  };
}

function matchesDomain(
  { name, pattern }: { readonly name?: unknown; readonly pattern?: unknown },
  peer: NetworkPeer,
): MatchResult {
  const text = String(name ?? pattern);
  const has = (domain: string) =>
    name === undefined ? matchesPattern(text, domain) : plainDomain(text) === plainDomain(domain);
  return domainMatch(peer, text, has);
}

/** Whether a peer is among domains: an address may be the address of one. */
export function domainMatch(peer: NetworkPeer, text: string, has: (domain: string) => boolean): MatchResult {
  switch (peer.kind) {
    case 'domain':
      return has(peer.domain) ? { is: 'yes', why: text } : NO;
    case 'address':
      return isPublic(peer.address) ? { is: 'maybe', why: `it is not known whether ${text} has the address` } : NO;
    case 'pod':
      return NO;
  }
}
