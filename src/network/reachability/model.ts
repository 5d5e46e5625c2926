import type { KnownLabels } from './labels';
import type { MatchResult, Tri } from './match';
import type { Cidr } from '../intent/cidr';

/** A protocol that policies speak of. */
export type Protocol = 'TCP' | 'UDP' | 'SCTP';

export type Direction = 'egress' | 'ingress';

/** A port that a container declares. */
export interface NamedPort {
  readonly name: string;
  readonly protocol: string;
  readonly port: number;
}

/** A pod, or all that are made from one template, as policies see them. */
export interface NetworkPod {
  /** What it is to the reader, such as `template research/python`. */
  readonly title: string;
  /** Empty where objects leave it to whoever applies them. */
  readonly namespace: string;
  readonly labels: KnownLabels;
  readonly namespaceLabels: KnownLabels;
  /** Ports by name; unknown where the pod is. */
  readonly ports?: readonly NamedPort[];
  /** Whether it shares the network of its node, to which policies do not apply. */
  readonly hostNetwork?: boolean;
}

/**
 * Whom traffic comes from or goes to. An address is one outside of the cluster: no pod's and no node's, as back ends
 * differ on whether a range means these. A domain is taken to have public addresses.
 */
export type NetworkPeer =
  | { readonly kind: 'pod'; readonly pod: NetworkPod }
  | { readonly kind: 'address'; readonly address: Cidr; readonly text: string }
  | { readonly kind: 'domain'; readonly domain: string };

/** May this pod connect to that? */
export interface Connection {
  readonly from: NetworkPod;
  readonly to: NetworkPeer;
  readonly port: number;
  readonly protocol: Protocol;
}

/** Why an answer is as it is. */
export interface Reason {
  readonly direction: Direction;
  readonly effect: 'allow' | 'deny' | 'unknown';
  /** The policy that decides, such as `NetworkPolicy 'research/python'`; none where no policy does. */
  readonly policy?: string;
  /** Where in the policy, such as `spec.egress[0].to[1]`. */
  readonly rule?: string;
  /** One sentence, without its direction. */
  readonly text: string;
}

export interface Answer {
  readonly allowed: boolean | 'unknown';
  readonly reasons: readonly Reason[];
}

/** What a rule needs to know besides its peer. */
export interface MatchContext {
  /** Ranges that pods of the cluster have their addresses in. */
  readonly podRanges: readonly Cidr[];
  /** Whether the DNS proxy of Cilium sees the pod look a domain up, without which it knows no address of it. */
  readonly looksUp: (domain: string) => Tri;
}

/** Some of whom a rule is about. */
export interface PeerMatcher {
  /** Where in the rule, such as `.to[1]`. */
  readonly path: string;
  /** The address that it is about, where it is about one alone. */
  readonly address?: string;
  readonly matches: (peer: NetworkPeer, context: MatchContext) => MatchResult;
}

/** A port, or a range of them. */
export interface PortMatcher {
  readonly protocol: Protocol | 'ANY';
  readonly first: number;
  readonly last: number;
  /** Name of a port of the pod that is connected to, in place of numbers. */
  readonly name?: string;
}

/** One rule of a policy. */
export interface ReadRule {
  /** Where in the policy, such as `spec.egress[0]`. */
  readonly path: string;
  readonly action: 'allow' | 'deny' | 'pass';
  /** None means everybody. */
  readonly peers?: readonly PeerMatcher[];
  /** None means all ports. */
  readonly ports?: readonly PortMatcher[];
  /** Which domains the DNS proxy of Cilium lets through and learns the addresses of. */
  readonly lookups?: (domain: string) => boolean;
}

/** What a policy says of one direction. */
export interface ReadSection {
  /** Whether what no policy allows is denied. */
  readonly isolates: boolean;
  readonly rules: readonly ReadRule[];
}

/** A policy of any kind, in the one form in which it is judged. */
export interface ReadPolicy {
  readonly title: string;
  readonly tier: 'Admin' | 'NetworkPolicy' | 'Baseline';
  /** Of the tiers Admin and Baseline: the lower goes first. */
  readonly priority: number;
  /** The only namespace whose pods it selects, if it is one. */
  readonly namespace?: string;
  /** Labels that every pod it selects has, by which it is found. */
  readonly labels: Readonly<Record<string, string>>;
  readonly selects: (pod: NetworkPod) => Tri;
  readonly egress?: ReadSection;
  readonly ingress?: ReadSection;
}
