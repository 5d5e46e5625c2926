import { selects } from './labels';
import { both, MatchResult, NO } from './match';
import type { Direction, NetworkPeer, PeerMatcher, ReadPolicy, ReadRule, ReadSection } from './model';
import { portMatcher } from './ports';
import { Block } from './ranges';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/**
 * A NetworkPolicy: what it selects is isolated in its directions, but for what its rules allow.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function networkPolicy(object: KubeObject): ReadPolicy {
  const { metadata: { name, namespace = '' } } = object;
  const spec = inObject(object.spec);
  const types = directionsOf(spec);
  return {
    title: `NetworkPolicy '${namespace ? `${namespace}/` : ''}${name}'`,
    tier: 'NetworkPolicy',
    priority: 0,
    namespace,
    labels: wantedLabels(spec.podSelector),
    selects: (pod) => (pod.namespace === namespace ? selects(spec.podSelector, pod.labels) : 'no'),
    egress: types.includes('Egress') ? section(spec, 'egress', namespace) : undefined,
    ingress: types.includes('Ingress') ? section(spec, 'ingress', namespace) : undefined,
  };
}

/** The labels that a selector wants of all it selects, by name and value. */
export function wantedLabels(selector: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inObject(selector, 'matchLabels')).map(([key, value]) => [key, String(value)]),
  );
}

/** Without `policyTypes` a policy is about ingress, and about egress when it has rules for it. */
function directionsOf(spec: Loose): readonly unknown[] {
  const { policyTypes } = spec;
  if (Array.isArray(policyTypes) && policyTypes.length > 0) { return policyTypes; }
  return inList(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function section(spec: Loose, direction: Direction, namespace: string): ReadSection {
  const peers = direction === 'egress' ? 'to' : 'from';
  return {
    isolates: true,
    rules: inList(spec, direction).map((rule, index): ReadRule => {
      const listed = inList(rule, peers);
      const ports = inList(rule, 'ports');
      return {
        path: `spec.${direction}[${index}]`,
        action: 'allow',
        ...(listed.length > 0 && {
          peers: listed.map((peer, position) => peerRule(peer, `.${peers}[${position}]`, namespace)),
        }),
        ...(ports.length > 0 && {
          ports: ports.map(({ protocol, port, endPort }) => portMatcher(protocol, port, endPort)),
        }),
      };
    }),
  };
}

/** A range of addresses, or pods: of the namespaces that are selected, else of the policy's own. */
function peerRule({ ipBlock, namespaceSelector, podSelector }: Loose, path: string, namespace: string): PeerMatcher {
  if (ipBlock !== undefined && ipBlock !== null) {
    const { cidr, except } = inObject(ipBlock);
    const block = Block.read(cidr, except);
    return { path, address: block?.address, matches: (peer, context) => block?.matches(peer, context, 'plugin') ?? NO };
  }
  return { path, matches: (peer) => matchesPods(peer, namespaceSelector, podSelector, namespace) };
}

function matchesPods(
  peer: NetworkPeer,
  namespaceSelector: unknown,
  podSelector: unknown,
  namespace: string,
): MatchResult {
  if (peer.kind !== 'pod') {
    return NO;
  }
  const { pod } = peer;
  const isSelector = (selector: unknown) => selector !== undefined && selector !== null;
  const space = isSelector(namespaceSelector)
    ? selects(namespaceSelector, pod.namespaceLabels)
    : pod.namespace === namespace
      ? 'yes'
      : 'no';
  const labels = isSelector(podSelector) ? selects(podSelector, pod.labels) : 'yes';
  const is = both(space, labels);
  if (is === 'maybe') {
    return {
      is,
      why: `it is not known whether ${space === 'maybe' ? 'the labels of the namespace' : 'the labels'} of ${pod.title} match`,
    };
  }
  if (is === 'yes') {
    return { is, why: `it selects ${pod.title}` };
  }
  return { is, ...(labels === 'yes' && { near: `it is about another namespace than that of ${pod.title}` }) };
}
