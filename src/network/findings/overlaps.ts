import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';
import type { Release } from '../../release/release';
import { addressOf, remains } from '../intent/cidr';
import { defaultEgress } from '../policies/controller-policy';
import type { NetworkPeer, NetworkPod, ReadPolicy, Protocol } from '../reachability';
import { decide } from '../reachability/decide';
import { allOf, namespaceLabels } from '../reachability/labels';
import { networkPolicy } from '../reachability/network-policy';
import { SPECIFIC_LABELS } from '../reachability/pods';
import { Block, USUAL_POD_RANGES } from '../reachability/ranges';

/** What is asked to tell how far a policy opens a pod. */
interface Probe {
  readonly text: string;
  readonly direction: 'egress' | 'ingress';
  readonly port: number;
  peer(pod: NetworkPod): NetworkPeer;
}

const PROBES: readonly Probe[] = [
  to('the internet (1.1.1.1)', '1.1.1.1', 443),
  to('the internet by IPv6 (2606:4700:4700::1111)', '2606:4700:4700::1111', 443),
  to('private networks (10.0.0.1)', '10.0.0.1', 443),
  to('metadata of the cloud (169.254.169.254)', '169.254.169.254', 80),
  from('connections from all pods of the namespace', ({ namespace }) => namespace),
  from('connections from pods of other namespaces', ({ namespace }) => `${namespace}-other`),
];

/** The policies that are about one sandbox or template: the controller's, and those that select by its own label. */
export function ownPolicies(policies: readonly ReadPolicy[]): ReadPolicy[] {
  return policies.filter(({ labels }) => SPECIFIC_LABELS.some((label) => Object.hasOwn(labels, label)));
}

/** What a policy lets pass at a pod that its own policies would not. */
export function probesOpenedBy(policy: ReadPolicy, own: readonly ReadPolicy[], pod: NetworkPod): string[] {
  return PROBES.filter((probe) => {
    const { direction, port } = probe;
    const section = policy[direction];
    if (!section || section.rules.length === 0 || own.every((each) => !each[direction])) { return false; }
    const peer = probe.peer(pod);
    const target: NetworkPeer = direction === 'egress' ? peer : { kind: 'pod', pod };
    const asked = { direction, pod, peer, target, port, protocol: 'TCP' as Protocol, podRanges: USUAL_POD_RANGES };
    return !decide(own, asked).mayPass && !decide([policy], asked).mayFail;
  }).map(({ text }) => text);
}

/** Whether a NetworkPolicy has egress, and allows nothing that the controller's default policy denies. */
export function opensNothing(object: KubeObject, release: Release): boolean {
  if (object.kind !== 'NetworkPolicy' || !networkPolicy(object).egress) { return false; }
  const open = defaultEgress(release).flatMap(({ cidr, except }) => Block.read(cidr, except)!.ranges());
  return inList(object.spec, 'egress').every((rule) => {
    const peers = inList(rule, 'to');
    return peers.length > 0 && peers.every(({ ipBlock }) => {
      const { cidr, except } = inObject(ipBlock);
      // A range that is not understood may open anything.
      return Block.read(cidr, except)?.ranges().every((range) => !remains(range, open)) ?? false;
    });
  });
}

function to(text: string, address: string, port: number): Probe {
  const peer: NetworkPeer = { kind: 'address', address: addressOf(address), text: address };
  return { text, direction: 'egress', port, peer: () => peer };
}

/** Pods without labels, so that only policies let them in that are about everybody there. */
function from(text: string, namespaceOf: (pod: NetworkPod) => string): Probe {
  const peer = (pod: NetworkPod): NetworkPeer => {
    const namespace = namespaceOf(pod);
    const labels = namespace === pod.namespace ? pod.namespaceLabels : namespaceLabels(namespace, {});
    return { kind: 'pod', pod: { title: 'a pod', namespace, namespaceLabels: labels, labels: allOf({}) } };
  };
  return { text, direction: 'ingress', port: 8080, peer };
}
