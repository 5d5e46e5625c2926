import { Cidr, Family, formatCidr, widest } from '../intent/cidr';
import {
  domainsOf,
  EgressIntent,
  egressRules,
  exceptionsOf,
  Intent,
  Pods,
  Port,
  AddressRange,
  NetworkRule,
} from '../intent/intent';
import type { PeerJson } from '../intent/peer-json';

/** A rule of a NetworkPolicy as JSON. */
interface RuleJson {
  readonly to?: readonly PeerJson[];
  readonly from?: readonly PeerJson[];
  readonly ports?: readonly object[];
}

/** The rules of a NetworkPolicy. A list that is missing denies its direction. */
export interface NetworkPolicyRules {
  readonly ingress?: readonly RuleJson[];
  readonly egress?: readonly RuleJson[];
}

/** What a NetworkPolicy cannot say of an intent, in the user's words. */
export function beyondNetworkPolicy(intent: Intent): string | undefined {
  const [domain] = domainsOf(intent);
  return domain && `a NetworkPolicy knows no domain names, and '${domain}' is one`;
}

/**
 * The rules of a NetworkPolicy that lets through what an intent does.
 *
 * Addresses of IPv4, those of IPv6 and pods have a rule each: some network plugins drop a rule that mixes the families.
 *
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function networkPolicyRules({ ingress, egress }: Intent): NetworkPolicyRules {
  const from = ingress.flatMap((rule) => rulesJson('from', rule, []));
  const to = egressRules(egress).flatMap((rule) => rulesJson('to', rule, egress.blocked));
  return { ...(from.length > 0 && { ingress: from }), ...(to.length > 0 && { egress: to }) };
}

/** The spec of a NetworkPolicy for pods with labels. */
export function networkPolicySpec(intent: Intent, matchLabels: Readonly<Record<string, string>>): object {
  return { podSelector: { matchLabels }, policyTypes: ['Ingress', 'Egress'], ...networkPolicyRules(intent) };
}

function rulesJson(
  direction: 'from' | 'to',
  { targets, ports }: NetworkRule,
  blocked: EgressIntent['blocked'],
): RuleJson[] {
  const ranges = (family: Family): PeerJson[] =>
    targets
      .filter((target): target is AddressRange => target.kind === 'range' && target.cidr.family === family)
      .map((target) => ({ ipBlock: ipBlock(target, blocked) }));
  const pods = targets
    .filter((target): target is Pods => target.kind === 'pods')
    .map(({ kind, ...selectors }): PeerJson => selectors);
  return [pods, ranges(4), ranges(6)]
    .filter((peers) => peers.length > 0)
    .map((peers) => ({ [direction]: peers, ...(ports.length > 0 && { ports: ports.map(portJson) }) }));
}

interface Block {
  readonly cidr: string;
  readonly except?: readonly string[];
}

interface KnownBlock {
  readonly range: AddressRange;
  readonly blocked: readonly Cidr[];
  readonly block: Block;
}

/**
 * The last blocks: one intent is often that of many sandboxes, and to find what it leaves out costs more than the
 * rest of its policy. A WeakMap would keep the intents of a stream until the collection of old objects.
 */
const lastBlocks: KnownBlock[] = [];
const MOST_BLOCKS = 4;

/** A range and what it leaves out, as Kubernetes and Cilium write it. */
export function ipBlock(range: AddressRange, blocked: readonly Cidr[]): Block {
  const known = lastBlocks.find((each) => each.range === range && each.blocked === blocked);
  if (known) { return known.block; }
  const except = widest(exceptionsOf(range, blocked)).map(formatCidr);
  const block = { cidr: formatCidr(range.cidr), ...(except.length > 0 && { except }) };
  lastBlocks.unshift({ range, blocked, block });
  lastBlocks.length = Math.min(lastBlocks.length, MOST_BLOCKS);
  return block;
}

function portJson({ protocol, port, endPort }: Port): object {
  return {
    protocol,
    ...(port !== undefined && { port }),
    ...(endPort !== undefined && endPort !== port && { endPort }),
  };
}
