import { decide, ReachDecision } from './decide';
import type { PodQuestion } from './hits';
import type { Answer, Connection } from './model';
import type { ClusterPolicies } from './policies';
import { USUAL_POD_RANGES } from './ranges';
import type { Cidr } from '../intent/cidr';

export type { KnownLabels } from './labels';
export type {
  Answer, Connection, Direction, NamedPort, NetworkPeer, NetworkPod, Protocol, ReadPolicy, Reason,
} from './model';
export { ClusterPolicies } from './policies';

/**
 * Whether a pod may open a connection, with the reasons: by the policies at the pod, and by those at the other end if
 * that is a pod.
 *
 * Policies are assumed to be enforced, and traffic not to be stopped otherwise. A part that is not known makes the
 * answer unknown only where it decides.
 *
 * @param policies all of the cluster
 * @param connection that is asked about
 * @param podRanges ranges of the addresses of pods
 */
export function mayReach(
  policies: ClusterPolicies,
  connection: Connection,
  podRanges: readonly Cidr[] = USUAL_POD_RANGES,
): Answer {
  const { from, to, port, protocol } = connection;
  const about = { target: to, port, protocol, podRanges };
  // Named members first: a literal that begins with a spread costs a hidden class for each question (docs/adr/0015).
  const decisions = [decisionAt(policies, { direction: 'egress', pod: from, peer: to, ...about })];
  if (to.kind === 'pod') {
    const peer = { kind: 'pod' as const, pod: from };
    decisions.push(decisionAt(policies, { direction: 'ingress', pod: to.pod, peer, ...about }));
  }
  const isDenied = decisions.some(({ mayPass }) => !mayPass);
  return {
    allowed: isDenied ? false : decisions.some(({ mayFail }) => mayFail) ? 'unknown' : true,
    reasons: decisions.map(({ reason }) => reason),
  };
}

function decisionAt(policies: ClusterPolicies, question: PodQuestion): ReachDecision {
  const { direction, pod } = question;
  const unread = policies.unreadOf(pod);
  if (unread === undefined && pod.unknownPolicy === undefined) { return decide(policies.of(pod), question); }
  const text = unread === undefined
    ? pod.unknownPolicy!
    : `${unread} may apply to ${pod.title}, and its kind is not read here`;
  return { mayPass: true, mayFail: true, reason: { direction, effect: 'unknown', policy: unread, text } };
}
