import { matchesDomainName } from './domains';
import { domainMatch } from './fqdn-network-policy';
import { selects } from './labels';
import { both, MatchResult, NO, Tri } from './match';
import type { Direction, MatchContext, NetworkPeer, NetworkPod, PeerMatcher } from './model';
import { Block, isPublic } from './ranges';
import { unreadIn } from './unread';
import { inObject, Loose } from '../../kubernetes/read-json';
import type { Pods, Target } from '../intent/intent';

/** Selectors of pods: one of them is given. */
export const SELECTORS: readonly string[] = ['namespaces', 'pods'];

/** Peers of a rule: one of them is given. */
const PEERS: Readonly<Record<Direction, readonly string[]>> = {
  ingress: SELECTORS,
  egress: [...SELECTORS, 'nodes', 'networks', 'domainNames'],
};

type Matches = PeerMatcher['matches'];

/** A peer of a rule of a ClusterNetworkPolicy. */
export interface ClusterPeer extends PeerMatcher {
  /** Whether it is not understood. */
  readonly isUnread: boolean;
}

/** Reads a peer of a rule of a ClusterNetworkPolicy. */
export function clusterPeer(peer: Loose, path: string, direction: Direction): ClusterPeer {
  const isOne = Object.keys(peer).length === 1;
  const unread = unreadIn(peer, PEERS[direction]) ?? (isOne ? undefined : 'it is not one peer');
  const read = unread === undefined ? matcherOf(peer) : unread;
  return typeof read === 'string'
    ? { path, isUnread: true, matches: () => ({ is: 'maybe', why: read }) }
    : { path, isUnread: false, targets: targetsOf(peer), matches: read };
}

/** Peers of one member, as data. */
function targetsOf({ networks, domainNames, namespaces, pods }: Loose): Target[] {
  if (Array.isArray(networks)) { return networks.flatMap((network) => Block.read(network)?.target ?? []); }
  if (Array.isArray(domainNames)) { return domainNames.map((name) => ({ kind: 'domain', name: String(name) })); }
  const { podSelector = {}, namespaceSelector = namespaces } = inObject(pods) as Partial<Pods>;
  return namespaceSelector ? [{ kind: 'pods', podSelector, namespaceSelector }] : [];
}

/** Whether a selector selects a pod. It never selects pods in the network of their node. */
export function selectsPod({ namespaces, pods }: Loose, pod: NetworkPod): Tri {
  if (pod.hostNetwork) { return 'no'; }
  if (namespaces !== undefined) { return selects(namespaces, pod.namespaceLabels); }
  if (pods === undefined) { return 'maybe'; }
  const { namespaceSelector, podSelector } = inObject(pods);
  return both(selects(namespaceSelector, pod.namespaceLabels), selects(podSelector, pod.labels));
}

/** The reason why a selector of pods is not understood. */
export function unreadPods({ namespaces, pods }: Loose): string | undefined {
  if ((namespaces === undefined) === (pods === undefined)) { return 'it has not one selector'; }
  if (pods === undefined) { return undefined; }
  const { namespaceSelector, podSelector } = inObject(pods);
  const isWhole = namespaceSelector !== undefined && podSelector !== undefined;
  const unread = unreadIn(pods, ['namespaceSelector', 'podSelector']);
  return unread ?? (isWhole ? undefined : "'pods' has not both selectors");
}

/** How a peer of one member matches, or the reason why it is not understood. */
function matcherOf(peer: Loose): Matches | string {
  const { networks, domainNames, nodes } = peer;
  if (networks !== undefined) { return networksMatcher(networks); }
  if (domainNames !== undefined) { return domainsMatcher(domainNames); }
  if (nodes !== undefined) { return matchesNodes; }
  return unreadPods(peer) ?? ((asked) => matchesPods(peer, asked));
}

/** Ranges select pods, too. */
function networksMatcher(networks: unknown): Matches | string {
  const blocks = Array.isArray(networks) ? networks.map((network) => Block.read(network)) : [undefined];
  const read = blocks.filter((block) => block !== undefined);
  if (read.length < blocks.length) { return "'networks' is not read"; }
  const everyFamily = ['0.0.0.0/0', '::/0'].every((all) => (networks as readonly unknown[]).includes(all));
  return (asked, context) => matchesNetworks(read, everyFamily, asked, context);
}

function matchesNetworks(
  blocks: readonly Block[],
  everyFamily: boolean,
  asked: NetworkPeer,
  context: MatchContext,
): MatchResult {
  if (asked.kind === 'pod' && everyFamily) { return { is: 'yes', why: '0.0.0.0/0 and ::/0' }; }
  const found = blocks.map((block) => block.matches(asked, context, 'always'));
  return found.find(({ is }) => is === 'yes') ?? found.find(({ is }) => is === 'maybe') ?? NO;
}

function domainsMatcher(domainNames: unknown): Matches | string {
  if (!Array.isArray(domainNames) || !domainNames.every((name) => typeof name === 'string')) {
    return "'domainNames' is not read";
  }
  return (asked) => domainMatch(asked, domainNames.join(', '), (domain) => (
    domainNames.some((name) => matchesDomainName(name, domain))
  ));
}

/** Labels and addresses of nodes are not known: of pods in the network of their node, and of private addresses. */
function matchesNodes(asked: NetworkPeer): MatchResult {
  switch (asked.kind) {
    case 'pod': return asked.pod.hostNetwork
      ? { is: 'maybe', why: `it is not known whether it selects the node of ${asked.pod.title}` }
      : NO;
    case 'address': return isPublic(asked.address)
      ? NO
      : { is: 'maybe', why: `it is not known whether ${asked.text} is the address of a node` };
    case 'domain': return NO;
  }
}

function matchesPods(peer: Loose, asked: NetworkPeer): MatchResult {
  if (asked.kind !== 'pod') { return NO; }
  const { title } = asked.pod;
  const is = selectsPod(peer, asked.pod);
  if (is === 'no') { return NO; }
  return { is, why: is === 'yes' ? `it selects ${title}` : `it is not known whether the labels of ${title} match` };
}
