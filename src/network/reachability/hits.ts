import { best, both, Match, NO, YES } from './match';
import type { Context, Direction, Peer, Pod, Protocol, Rule } from './model';
import { onPort, portsText } from './ports';

/** A connection, as one of its two ends is asked about it. */
export interface Asked {
  readonly direction: Direction;
  /** The pod whose policies decide. */
  readonly pod: Pod;
  /** The other end. */
  readonly peer: Peer;
  /** The end that is connected to. */
  readonly target: Peer;
  readonly port: number;
  readonly protocol: Protocol;
  readonly podRanges: Context['podRanges'];
}

/** A rule, and whether a connection is among those it is about. */
export interface Hit {
  /** Where in the policy: the rule, and the peer that matches or comes near. */
  readonly at: string;
  readonly match: Match;
}

const NONE: Hit = { at: '', match: NO };

/** The rule that matches best: the first that surely does, else the first that may, else one that comes near. */
export function bestHit(rules: readonly Rule[], asked: Asked, context: Context): Hit {
  let result = NONE;
  for (const rule of rules) {
    const hit = hitOf(rule, asked, context);
    if (hit.match.is === 'yes') { return hit; }
    const isBetter = hit.match.is === 'maybe' ? result.match.is === 'no' : result.match.is === 'no' && result.match.near === undefined && hit.match.near !== undefined;
    if (isBetter) { result = hit; }
  }
  return result;
}

/** Whether a rule is about a connection. */
export function hitOf(rule: Rule, { peer, target, port, protocol }: Asked, context: Context): Hit {
  let at = rule.at;
  const onPeer = rule.peers ? best(rule.peers, (each) => {
    const match = each.matches(peer, context);
    if (match.is === 'yes' || (at === rule.at && (match.is === 'maybe' || match.near !== undefined))) { at = rule.at + each.at; }
    return match;
  }) : { ...YES, why: 'it is about everybody' };
  if (onPeer.is === 'no') { return { at, match: onPeer }; }
  const ports = rule.ports ? best(rule.ports, (each) => onPort(each, port, protocol, target)) : YES;
  if (ports.is === 'no') { return { at: rule.at, match: { is: 'no', near: `it is about ${portsText(rule.ports!) || 'ICMP'} only` } }; }
  return { at, match: { is: both(onPeer.is, ports.is), why: onPeer.is === 'yes' && ports.is === 'maybe' ? ports.why : onPeer.why } };
}
