import { best, both, MatchResult, NO, YES } from './match';
import type { MatchContext, Direction, NetworkPeer, NetworkPod, Protocol, ReadRule } from './model';
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

/** A rule, and whether a connection is among those it is about. */
export interface Hit {
  /** Where in the policy: the rule, and the peer that matches or comes near. */
  readonly path: string;
  readonly match: MatchResult;
}

const NONE: Hit = { path: '', match: NO };

/** The rule that matches best: the first that surely does, else the first that may, else one that comes near. */
export function bestHit(rules: readonly ReadRule[], asked: PodQuestion, context: MatchContext): Hit {
  let result = NONE;
  for (const rule of rules) {
    const hit = hitOf(rule, asked, context);
    if (hit.match.is === 'yes') { return hit; }
    const isBetter =
      hit.match.is === 'maybe'
        ? result.match.is === 'no'
        : result.match.is === 'no' && result.match.near === undefined && hit.match.near !== undefined;
    if (isBetter) { result = hit; }
  }
  return result;
}

/** Whether a rule is about a connection. */
export function hitOf(rule: ReadRule, { peer, target, port, protocol }: PodQuestion, context: MatchContext): Hit {
  let path = rule.path;
  const onPeer = rule.peers ? best(rule.peers, (each) => {
    const match = each.matches(peer, context);
    if (match.is === 'yes' || (path === rule.path && (match.is === 'maybe' || match.near !== undefined))) {
      path = rule.path + each.path;
    }
    return match;
  }) : { ...YES, why: 'it is about everybody' };
  if (onPeer.is === 'no') { return { path, match: onPeer }; }
  const ports = rule.ports ? best(rule.ports, (each) => onPort(each, port, protocol, target)) : YES;
  if (ports.is === 'no') {
    return { path: rule.path, match: { is: 'no', near: `it is about ${portsText(rule.ports!) || 'ICMP'} only` } };
  }
  return {
    path,
    match: { is: both(onPeer.is, ports.is), why: onPeer.is === 'yes' && ports.is === 'maybe' ? ports.why : onPeer.why },
  };
}
