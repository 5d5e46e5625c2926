import { decide, Decision } from './decide';
import type { PodQuestion } from './hits';
import type { Answer, Connection } from './model';
import type { ClusterPolicies } from './policies';
import { USUAL_POD_RANGES } from './ranges';
import type { Cidr } from '../intent/cidr';

export type { KnownLabels } from './labels';
export type {
  Answer,
  Direction,
  NamedPort,
  NetworkPeer,
  NetworkPod,
  ReadPolicy,
  Protocol,
  Connection,
  Reason,
} from './model';
export { ClusterPolicies } from './policies';

/**
 * Whether a pod may connect to something, and why: by the policies at the pod, and if a pod is connected to, by those at
 * that one.
 *
 * Policies are taken to be enforced, and traffic not to be stopped otherwise. What is not known counts as unknown only
 * where it decides.
 *
 * @param policies all of the cluster
 * @param question which connection
 * @param podRanges ranges that pods have addresses in
 */
export function mayReach(
  policies: ClusterPolicies,
  question: Connection,
  podRanges: readonly Cidr[] = USUAL_POD_RANGES,
): Answer {
  const { from, to, port, protocol } = question;
  const verdicts = [
    verdictOf(policies, { direction: 'egress', pod: from, peer: to, target: to, port, protocol, podRanges }),
  ];
  if (to.kind === 'pod') {
    verdicts.push(
      verdictOf(policies, {
        direction: 'ingress',
        pod: to.pod,
        peer: { kind: 'pod', pod: from },
        target: to,
        port,
        protocol,
        podRanges,
      }),
    );
  }
  return {
    allowed: verdicts.some(({ mayPass }) => !mayPass)
      ? false
      : verdicts.some(({ mayFail }) => mayFail)
        ? 'unknown'
        : true,
    reasons: verdicts.map(({ reason }) => reason),
  };
}

function verdictOf(policies: ClusterPolicies, asked: PodQuestion): Decision {
  const unread = policies.unreadOf(asked.pod);
  if (unread) {
    const text = `${unread} may apply to ${asked.pod.title}, and its kind is not read here`;
    return {
      mayPass: true,
      mayFail: true,
      reason: { direction: asked.direction, effect: 'unknown', policy: unread, text },
    };
  }
  return decide(policies.of(asked.pod), asked);
}
