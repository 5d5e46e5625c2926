import { selects } from './labels';
import { both, MatchResult, NO } from './match';
import {
  Direction, doubtfulSection, NetworkPeer, PeerMatcher, PortMatcher, ReadPolicy, ReadRule, ReadSection,
} from './model';
import { portMatcher } from './ports';
import { Block } from './ranges';
import { unreadIn, unreadLists } from './unread';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import type { Target } from '../intent/intent';

const SPEC = ['podSelector', 'policyTypes', 'ingress', 'egress'];

/**
 * A NetworkPolicy: the pods that it selects are isolated in its directions, except for what its rules allow.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function networkPolicy(object: KubeObject): ReadPolicy {
  const { metadata: { name, namespace = '' } } = object;
  const spec = inObject(object.spec);
  const unread = unreadSpec(object.spec);
  const directions = directionsOf(spec);
  const section = (direction: Direction, type: string): ReadSection | undefined => {
    const read = directions.includes(type) ? sectionOf(spec, direction, namespace) : undefined;
    return unread === undefined ? read : doubtfulSection(read, 'spec', unread);
  };
  return {
    title: `NetworkPolicy '${namespace ? `${namespace}/` : ''}${name}'`,
    tier: 'NetworkPolicy',
    priority: 0,
    namespace,
    labels: wantedLabels(spec.podSelector),
    selects: (pod) => (pod.namespace === namespace ? selects(spec.podSelector, pod.labels) : 'no'),
    egress: section('egress', 'Egress'),
    ingress: section('ingress', 'Ingress'),
  };
}

/** The labels that a selector requires of all pods, by name and value. */
export function wantedLabels(selector: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inObject(selector, 'matchLabels')).map(([key, value]) => [key, String(value)]),
  );
}

function unreadSpec(spec: unknown): string | undefined {
  const unread = unreadIn(spec ?? {}, SPEC) ?? unreadLists(inObject(spec), ['ingress', 'egress']);
  if (unread !== undefined) { return unread; }
  const { policyTypes } = inObject(spec);
  const isRead = policyTypes === undefined || policyTypes === null
    || (Array.isArray(policyTypes) && policyTypes.every((type) => type === 'Ingress' || type === 'Egress'));
  return isRead ? undefined : "'policyTypes' is not read";
}

/** Without `policyTypes` a policy has the direction ingress, and egress when it has rules for it. */
function directionsOf(spec: Loose): readonly unknown[] {
  const { policyTypes } = spec;
  if (Array.isArray(policyTypes) && policyTypes.length > 0) { return policyTypes; }
  return inList(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function sectionOf(spec: Loose, direction: Direction, namespace: string): ReadSection {
  const peers = direction === 'egress' ? 'to' : 'from';
  return {
    isolates: true,
    rules: inList(spec, direction).map((rule, index): ReadRule => {
      const path = `spec.${direction}[${index}]`;
      const unread = unreadIn(rule, [peers, 'ports']) ?? unreadLists(rule, [peers, 'ports']);
      if (unread !== undefined) { return { path, action: 'allow', unread }; }
      const listed = inList(rule, peers);
      const ports = inList(rule, 'ports');
      return {
        path,
        action: 'allow',
        ...(listed.length > 0 && {
          peers: listed.map((peer, position) => peerMatcher(peer, `.${peers}[${position}]`, namespace)),
        }),
        ...(ports.length > 0 && { ports: ports.map(portOf) }),
      };
    }),
  };
}

function portOf(rule: Loose): PortMatcher {
  const { protocol, port, endPort } = rule;
  const matcher = portMatcher(protocol, port, endPort);
  // Kubernetes refuses a number as text.
  const isText = typeof port === 'string' && matcher.name === undefined;
  const unread = unreadIn(rule, ['protocol', 'port', 'endPort']) ?? (isText ? 'its port is not read' : undefined);
  return unread === undefined ? matcher : { ...matcher, unread };
}

/** A range of addresses, or pods: of the selected namespaces, without these of the namespace of the policy. */
function peerMatcher(peer: Loose, path: string, namespace: string): PeerMatcher {
  const { ipBlock, namespaceSelector, podSelector } = peer;
  const unread = unreadPeer(peer);
  if (unread !== undefined) { return { path, matches: () => ({ is: 'maybe', why: unread }) }; }
  if (isGiven(ipBlock)) {
    const { cidr, except } = inObject(ipBlock);
    const block = Block.read(cidr, except)!;
    const { address, target } = block;
    return { path, address, target, matches: (asked, context) => block.matches(asked, context, 'plugin') };
  }
  const target: Target = {
    kind: 'pods',
    podSelector: inObject(podSelector),
    ...(isGiven(namespaceSelector) && { namespaceSelector: inObject(namespaceSelector) }),
  };
  return { path, target, matches: (asked) => matchesPods(asked, namespaceSelector, podSelector, namespace) };
}

/** Kubernetes refuses a peer of no kind, or of two. */
function unreadPeer(peer: Loose): string | undefined {
  const unread = unreadIn(peer, ['ipBlock', 'namespaceSelector', 'podSelector']);
  if (unread !== undefined) { return unread; }
  const { ipBlock, namespaceSelector, podSelector } = peer;
  const isOfPods = isGiven(namespaceSelector) || isGiven(podSelector);
  if (isGiven(ipBlock) === isOfPods) {
    return isOfPods ? 'it has a range and a selector' : 'it has no range and no selector';
  }
  if (isOfPods) { return undefined; }
  const { cidr, except } = inObject(ipBlock);
  return unreadIn(ipBlock, ['cidr', 'except']) ?? (Block.read(cidr, except) ? undefined : 'its range is not read');
}

function matchesPods(
  peer: NetworkPeer,
  namespaceSelector: unknown,
  podSelector: unknown,
  namespace: string,
): MatchResult {
  if (peer.kind !== 'pod') { return NO; }
  const { pod } = peer;
  const inNamespace = pod.namespace === namespace ? 'yes' : 'no';
  const space = isGiven(namespaceSelector) ? selects(namespaceSelector, pod.namespaceLabels) : inNamespace;
  const labels = isGiven(podSelector) ? selects(podSelector, pod.labels) : 'yes';
  const is = both(space, labels);
  if (is === 'maybe') {
    const which = space === 'maybe' ? 'the labels of the namespace' : 'the labels';
    return { is, why: `it is not known whether ${which} of ${pod.title} match` };
  }
  if (is === 'yes' && pod.hostNetwork) {
    return {
      is: 'maybe',
      why: `${pod.title} shares the network of its node, and the network plugin decides whether selectors match it`,
    };
  }
  if (is === 'yes') { return { is, why: `it selects ${pod.title}` }; }
  return { is, ...(labels === 'yes' && { near: `it is about another namespace than that of ${pod.title}` }) };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
