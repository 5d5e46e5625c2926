import { matchesDomainName } from './domains';
import { domainMatch } from './fqdn-network-policy';
import { selects } from './labels';
import { both, MatchResult, NO, Tri } from './match';
import type {
  MatchContext,
  Direction,
  NetworkPeer,
  PeerMatcher,
  NetworkPod,
  ReadPolicy,
  PortMatcher,
  Protocol,
  ReadRule,
  ReadSection,
} from './model';
import { portMatcher } from './ports';
import { Block } from './ranges';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/** What a peer may be told by. */
const PEERS = ['namespaces', 'pods', 'nodes', 'networks', 'domainNames'];

const ACTIONS: Readonly<Record<string, ReadRule['action']>> = { Accept: 'allow', Deny: 'deny', Pass: 'pass' };

/**
 * A ClusterNetworkPolicy of the network policy API: its rules go before all NetworkPolicies (tier Admin), or decide what
 * none of these is about (tier Baseline). It isolates nothing.
 *
 * @see https://network-policy-api.sigs.k8s.io/api-overview/
 */
export function clusterNetworkPolicy(object: KubeObject): ReadPolicy {
  const spec = inObject(object.spec);
  const subject = inObject(spec, 'subject');
  return {
    title: `ClusterNetworkPolicy '${object.metadata.name}'`,
    tier: spec.tier === 'Baseline' ? 'Baseline' : 'Admin',
    priority: typeof spec.priority === 'number' ? spec.priority : 0,
    labels: {},
    selects: (pod) => selectsPod(subject, pod),
    egress: section(spec, 'egress'),
    ingress: section(spec, 'ingress'),
  };
}

function section(spec: Loose, direction: Direction): ReadSection | undefined {
  const rules = inList(spec, direction);
  if (rules.length === 0) { return undefined; }
  const peers = direction === 'egress' ? 'to' : 'from';
  return {
    isolates: false,
    rules: rules.map((rule, index): ReadRule => {
      const action = actionOf(rule, peers);
      const protocols = inList(rule, 'protocols');
      return {
        path: `spec.${direction}[${index}]`,
        action,
        peers: inList(rule, peers).map((peer, at) => peerRule(peer, `.${peers}[${at}]`, action)),
        ...(protocols.length > 0 && { ports: protocols.flatMap(portsOf) }),
      };
    }),
  };
}

/** A rule with a peer of a kind that is not known passes nothing on: back ends are asked to take it for one that denies. */
function actionOf(rule: Loose, peers: 'to' | 'from'): ReadRule['action'] {
  const action = ACTIONS[String(rule.action)] ?? 'deny';
  return action === 'pass' && !inList(rule, peers).every(isKnown) ? 'deny' : action;
}

function isKnown(peer: Loose): boolean {
  return PEERS.some((member) => peer[member] !== undefined);
}

/** Pods by namespace and label. Neither means pods in the network of their node. */
function selectsPod({ namespaces, pods }: Loose, pod: NetworkPod): Tri {
  if (pod.hostNetwork) { return 'no'; }
  if (namespaces !== undefined) { return selects(namespaces, pod.namespaceLabels); }
  const { namespaceSelector, podSelector } = inObject(pods);
  return pods === undefined
    ? 'no'
    : both(selects(namespaceSelector, pod.namespaceLabels), selects(podSelector, pod.labels));
}

function peerRule(peer: Loose, path: string, action: ReadRule['action']): PeerMatcher {
  const blocks = Array.isArray(peer.networks) ? peer.networks.flatMap((network) => Block.read(network) ?? []) : [];
  const everyFamily =
    Array.isArray(peer.networks) && ['0.0.0.0/0', '::/0'].every((all) => (peer.networks as unknown[]).includes(all));
  return { path, matches: (asked, context) => matches(peer, blocks, everyFamily, action, asked, context) };
}

function matches(
  peer: Loose,
  blocks: readonly Block[],
  everyFamily: boolean,
  action: ReadRule['action'],
  asked: NetworkPeer,
  context: MatchContext,
): MatchResult {
  if (peer.networks !== undefined) {
    return matchesNetworks(blocks, everyFamily, asked, context);
  }
  if (Array.isArray(peer.domainNames)) {
    const names = peer.domainNames.map(String);
    return domainMatch(asked, names.join(', '), (domain) => names.some((name) => matchesDomainName(name, domain)));
  }
  if (peer.namespaces !== undefined || peer.pods !== undefined) {
    if (asked.kind !== 'pod') {
      return NO;
    }
    const is = selectsPod(peer, asked.pod);
    return is === 'no'
      ? NO
      : {
        is,
        why:
            is === 'yes'
              ? `it selects ${asked.pod.title}`
              : `it is not known whether the labels of ${asked.pod.title} match`,
      };
  }
  if (peer.nodes !== undefined) {
    return NO;
  }
  // Of a kind that is not known: it allows nobody, and denies everybody.
  return action === 'allow' ? NO : { is: 'yes', why: 'it has a peer of an unknown kind' };
}

/** Ranges mean pods too. */
function matchesNetworks(
  blocks: readonly Block[],
  everyFamily: boolean,
  asked: NetworkPeer,
  context: MatchContext,
): MatchResult {
  if (asked.kind === 'pod' && everyFamily) {
    return { is: 'yes', why: '0.0.0.0/0 and ::/0' };
  }
  const found = blocks.map((block) => block.matches(asked, context, 'always'));
  return found.find(({ is }) => is === 'yes') ?? found.find(({ is }) => is === 'maybe') ?? NO;
}

function portsOf(protocol: Loose): PortMatcher[] {
  if (protocol.destinationNamedPort !== undefined) { return [portMatcher('ANY', protocol.destinationNamedPort)]; }
  return Object.entries({ tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' } satisfies Record<string, Protocol>)
    .filter(([member]) => protocol[member] !== undefined)
    .map(([member, name]) => {
      const { number, range } = inObject(protocol, member, 'destinationPort');
      const { start, end } = inObject(range);
      return portMatcher(name, number ?? start, end);
    });
}
