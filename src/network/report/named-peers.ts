import { CLUSTER_DNS, ClusterDns, NAMESPACE_NAME } from '../../kubernetes/well-known';
import { formatAddress, networkOf } from '../intent/cidr';
import type { Pods, Target } from '../intent/intent';
import { targetText } from '../intent/rule-text';
import type { Answer, NetworkPeer, NetworkPod, Protocol, ReadPolicy } from '../reachability';
import { PodOfObject, podWithLabels } from '../reachability/pods';

/** A peer that an egress rule names, and whether pods may reach it. */
export interface NamedPeer {
  readonly text: string;
  readonly allowed: Answer['allowed'];
}

/** How named peers are asked about. */
export interface NamedPeerContext {
  readonly dns?: ClusterDns;
  pod(pod: PodOfObject): NetworkPod;
  ask(from: NetworkPod, to: NetworkPeer, port: number, protocol: Protocol): Answer['allowed'];
}

/** Ranges that are wider are those of the internet, which have rows of their own. */
const WIDEST_RANGE = 4;

/**
 * The peers that the egress rules of policies name one by one: pods, domains and ranges, but for the internet and the
 * DNS of the cluster. Each is asked about by an example: the first address of a range, a pod with the labels.
 */
export function namedPeers(
  subject: NetworkPod,
  policies: readonly ReadPolicy[],
  context: NamedPeerContext,
): NamedPeer[] {
  const found = new Map<string, NamedPeer>();
  for (const policy of policies) {
    if (policy.selects(subject) !== 'yes') { continue; }
    for (const { action, peers = [], ports } of policy.egress?.rules ?? []) {
      const { first = 443, protocol = 'TCP' } = ports?.[0] ?? {};
      for (const { target } of peers) {
        if (action !== 'allow' || !target || isCovered(target, context.dns)) { continue; }
        const text = targetText(target);
        const peer = exampleOf(target, subject, context);
        const asked = peer && context.ask(subject, peer, Math.max(first, 1), protocol === 'ANY' ? 'TCP' : protocol);
        if (asked !== false) { found.set(text, { text, allowed: asked ?? 'unknown' }); }
      }
    }
  }
  return [...found.values()];
}

function isCovered(target: Target, { pods = CLUSTER_DNS }: ClusterDns = {}): boolean {
  if (target.kind === 'range') { return target.cidr.prefix < WIDEST_RANGE; }
  return target.kind === 'pods' && Object.entries(pods.podLabels)
    .every(([key, value]) => target.podSelector.matchLabels?.[key] === value);
}

function exampleOf(target: Target, subject: NetworkPod, context: NamedPeerContext): NetworkPeer | undefined {
  switch (target.kind) {
    case 'range': {
      const address = networkOf(target.cidr, target.cidr.family === 4 ? 32 : 128);
      return { kind: 'address', address, text: formatAddress(address) };
    }
    case 'domain': return { kind: 'domain', domain: target.name.replace(/^[*]+\./, 'www.') };
    case 'pods': return podExample(target, subject, context);
  }
}

/** A pod with the labels, in the namespace that is named; undefined where other selectors decide. */
function podExample(
  { podSelector, namespaceSelector }: Pods,
  subject: NetworkPod,
  context: NamedPeerContext,
): NetworkPeer | undefined {
  const isByName = namespaceSelector?.matchLabels?.[NAMESPACE_NAME] !== undefined
    && Object.keys(namespaceSelector.matchLabels).length === 1 && !namespaceSelector.matchExpressions;
  if (podSelector.matchExpressions || (namespaceSelector && !isByName)) { return undefined; }
  const namespace = namespaceSelector?.matchLabels?.[NAMESPACE_NAME] ?? subject.namespace;
  return { kind: 'pod', pod: context.pod(podWithLabels('pods', namespace, podSelector.matchLabels ?? {}, false)) };
}
