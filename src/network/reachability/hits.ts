import { best, both, MatchResult, NO, YES } from './match';
import type { Direction, MatchContext, NetworkPeer, NetworkPod, Protocol, ReadRule } from './model';
import { onPort, portsText } from './ports';

/** A connection, as one of its two ends is asked about it. */
export interface PodQuestion {
  readonly direction: Direction;
  /** The pod whose policies decide. */
  readonly pod: NetworkPod;
  /** The other end. */
  readonly peer: NetworkPeer;
  /** The end that is connected to. */
  readonly target: NetworkPeer;
  readonly port: number;
  readonly protocol: Protocol;
  readonly podRanges: MatchContext['podRanges'];
}

/** Whether a rule matches a connection. */
export interface Hit {
  /** JSON path in the policy: of the rule, and of the peer that matches or comes near. */
  readonly path: string;
  readonly match: MatchResult;
}

const NONE: Hit = { path: '', match: NO };

/** The first rule that matches, else the first that may match, else one that comes near. */
export function bestHit(rules: readonly ReadRule[], question: PodQuestion, context: MatchContext): Hit {
  let result = NONE;
  for (const rule of rules) {
    const hit = hitOf(rule, question, context);
    if (hit.match.is === 'yes') { return hit; }
    if (isBetter(hit.match, result.match)) { result = hit; }
  }
  return result;
}

function isBetter(match: MatchResult, other: MatchResult): boolean {
  if (other.is !== 'no') { return false; }
  return match.is === 'maybe' || (other.near === undefined && match.near !== undefined);
}

/** Whether a rule matches a connection. */
export function hitOf(rule: ReadRule, question: PodQuestion, context: MatchContext): Hit {
  const { peer, target, port, protocol } = question;
  let { path } = rule;
  if (rule.unread !== undefined) { return { path, match: { is: 'maybe', why: rule.unread } }; }
  const onPeer = rule.peers ? best(rule.peers, (each) => {
    const match = each.matches(peer, context);
    if (match.is === 'yes' || (path === rule.path && (match.is === 'maybe' || match.near !== undefined))) {
      path = rule.path + each.path;
    }
    return match;
  }) : { ...YES, why: 'it is about all peers' };
  if (onPeer.is === 'no') { return { path, match: onPeer }; }
  const ports = rule.ports ? best(rule.ports, (each) => onPort(each, port, protocol, target)) : YES;
  if (ports.is === 'no') {
    return { path: rule.path, match: { is: 'no', near: `it is about ${portsText(rule.ports!) || 'ICMP'} only` } };
  }
  const isInDoubtByPort = onPeer.is === 'yes' && ports.is === 'maybe';
  return { path, match: { is: both(onPeer.is, ports.is), why: isInDoubtByPort ? ports.why : onPeer.why } };
}
