import type { KnownLabels } from './labels';
import type { MatchResult, Tri } from './match';
import type { PodSelector } from './selector-index';
import type { Cidr } from '../intent/cidr';
import type { Protocol, Target } from '../intent/intent';

export type { Protocol };

export type Direction = 'egress' | 'ingress';

/** A port that a container declares. */
export interface NamedPort {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
}

/** A pod, or all that are made from one template, as policies see them. */
export interface NetworkPod {
  /** The pod in words, such as `sandboxes of template 'research/python'`. */
  readonly title: string;
  /** Empty where objects leave it to `kubectl apply`. */
  readonly namespace: string;
  readonly labels: KnownLabels;
  readonly namespaceLabels: KnownLabels;
  /** Ports by name. Undefined: not known. */
  readonly ports?: readonly NamedPort[];
  /** Whether it shares the network of its node, to which policies do not apply. */
  readonly hostNetwork?: boolean;
  /** Why it is not known which policy the controller keeps for it. */
  readonly unknownPolicy?: string;
}

/**
 * The other end of a connection. An address is outside of the cluster, not of a pod or a node, as network plugins
 * differ on whether a range selects these. A domain is assumed to have public addresses.
 */
export type NetworkPeer =
  | { readonly kind: 'pod'; readonly pod: NetworkPod }
  | { readonly kind: 'address'; readonly address: Cidr; readonly text: string }
  | { readonly kind: 'domain'; readonly domain: string };

/** A connection from a pod to a port of a peer. */
export interface Connection {
  readonly from: NetworkPod;
  readonly to: NetworkPeer;
  readonly port: number;
  readonly protocol: Protocol;
}

/** The reason of an answer. */
export interface Reason {
  readonly direction: Direction;
  readonly effect: 'allow' | 'deny' | 'unknown';
  /** The policy that decides, such as `NetworkPolicy 'research/python'`; undefined where no policy does. */
  readonly policy?: string;
  /** JSON path of the rule, such as `spec.egress[0].to[1]`. */
  readonly rule?: string;
  /** One sentence, without the direction. */
  readonly text: string;
}

export interface Answer {
  readonly allowed: boolean | 'unknown';
  readonly reasons: readonly Reason[];
}

/** What a rule needs to know besides the peer. */
export interface MatchContext {
  /** Ranges of the addresses of pods. */
  readonly podRanges: readonly Cidr[];
  /** Whether the pod looks a domain up through the DNS proxy of Cilium, which learns addresses of domains there. */
  readonly looksUp: (domain: string) => Tri;
}

/** Peers that a rule selects. */
export interface PeerMatcher {
  /** JSON path in the rule, such as `.to[1]`. */
  readonly path: string;
  /** The address, where it selects only one. */
  readonly address?: string;
  /** The peers as data, where an intent can express them. */
  readonly target?: Target;
  /** The same one by one, where they are several. */
  readonly targets?: readonly Target[];
  readonly matches: (peer: NetworkPeer, context: MatchContext) => MatchResult;
}

/** A port, or a range of them. */
export interface PortMatcher {
  readonly protocol: Protocol | 'ANY';
  readonly first: number;
  readonly last: number;
  /** Name of a port of the pod that is connected to, instead of numbers. */
  readonly name?: string;
  /** The reason why the port is not understood. */
  readonly unread?: string;
}

/** One rule of a policy. */
export interface ReadRule {
  /** JSON path in the policy, such as `spec.egress[0]`. */
  readonly path: string;
  readonly action: 'allow' | 'deny' | 'pass';
  /** Undefined: all peers. */
  readonly peers?: readonly PeerMatcher[];
  /** Undefined: all ports. */
  readonly ports?: readonly PortMatcher[];
  /** The reason why the rule is not understood: it may match any connection, and may not. */
  readonly unread?: string;
  /** Whether the DNS proxy of Cilium lets lookups of a domain through, and learns its addresses. */
  readonly lookups?: (domain: string) => boolean;
}

/** The rules of a policy for one direction. */
export interface ReadSection {
  /** Whether connections that no policy allows are denied. */
  readonly isolates: boolean;
  readonly rules: readonly ReadRule[];
}

/** A policy of any kind, in the one form in which it is judged. */
export interface ReadPolicy extends PodSelector<NetworkPod> {
  readonly title: string;
  readonly tier: 'Admin' | 'NetworkPolicy' | 'Baseline';
  /** Order in the tiers Admin and Baseline: the lower goes first. */
  readonly priority: number;
  readonly egress?: ReadSection;
  readonly ingress?: ReadSection;
}

/** A section of a policy of which a part is not understood: the policy may allow any connection, and may deny it. */
export function doubtfulSection(section: ReadSection | undefined, path: string, unread: string): ReadSection {
  const { isolates = false, rules = [] } = section ?? {};
  return { isolates, rules: [{ path, action: 'allow', unread }, { path, action: 'deny', unread }, ...rules] };
}
