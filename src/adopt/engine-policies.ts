import { isObject } from './pods/pod-values';
import { inList, inObject, Loose } from '../kubernetes/read-json';
import { NAMESPACE_NAME } from '../kubernetes/well-known';

/** Rules in the form of a NetworkPolicy, with `{ domain }` as a peer where an engine knows domain names. */
export interface PolicyRules {
  readonly ingress: readonly Loose[];
  readonly egress: readonly Loose[];
  /** Names that may be looked up besides the domains, where lookups are limited. */
  readonly lookups?: readonly string[];
}

const POD_NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'k8s:io.cilium.k8s.namespace.labels.';
const NODE_LOCAL = 'node-local-dns';

/** The rules of a CiliumNetworkPolicy that an intent may have become: what it becomes is compared as a whole. */
export function ciliumRules(spec: unknown): PolicyRules {
  const { ingress, egress } = inObject(spec);
  return { ingress: rulesOf(ingress, 'from'), egress: rulesOf(egress, 'to'), lookups: lookupsOf(inList(egress)) };
}

/** Names of Services are allowed unasked. */
function lookupsOf(rules: readonly Loose[]): string[] {
  const namesIn = (selectors: readonly Loose[]) => selectors.map((each) => String(each.matchName ?? each.matchPattern));
  const domains = rules.flatMap(({ toFQDNs }) => namesIn(inList(toFQDNs)));
  const names = rules.flatMap(({ toPorts }) => inList(toPorts))
    .flatMap((each) => namesIn(inList(each, 'rules', 'dns')));
  return [...new Set(names)].filter((name) => !domains.includes(name) && !/\*\.svc\./.test(name));
}

function rulesOf(rules: unknown, direction: 'from' | 'to'): Loose[] {
  return inList(rules).flatMap((rule): Loose[] => {
    const ports = inList(rule.toPorts).flatMap((each) => inList(each.ports)).map(({ port, ...others }) => ({
      ...others, ...(Number(port) !== 0 && { port: Number(port) }),
    }));
    const rest = ports.length > 0 ? { ports } : {};
    const ranges = inList(rule[`${direction}CIDRSet`]).map((ipBlock) => ({ ipBlock }));
    // The internet of IPv4 and of IPv6 are one rule here, and two of a NetworkPolicy.
    const internet = ranges.every(({ ipBlock }) => ipBlock.except !== undefined) ? ranges : [];
    const peers: unknown[] = [
      ...inList(rule[`${direction}Endpoints`]).filter(isNoCache).map(podsPeer),
      ...internet.length > 0 ? [] : ranges,
    ];
    const domains = inList(rule.toFQDNs).map(({ matchName, matchPattern }) => ({ domain: matchName ?? matchPattern }));
    return [
      ...[...domains, ...internet].map((each) => ({ [direction]: [each], ...rest })),
      ...peers.length > 0 ? [{ [direction]: peers, ...rest }] : [],
    ];
  });
}

/** The pods of NodeLocal DNSCache are reached beside those of DNS. */
function isNoCache(selector: Loose): boolean {
  return inObject(selector.matchLabels)['k8s:k8s-app'] !== NODE_LOCAL;
}

function podsPeer({ matchLabels, matchExpressions }: Loose): Loose {
  const own: Record<string, unknown> = {};
  const ofNamespace: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(inObject(matchLabels))) {
    if (key === POD_NAMESPACE) {
      ofNamespace[NAMESPACE_NAME] = value;
    } else if (key.startsWith(NAMESPACE_LABELS)) {
      ofNamespace[key.slice(NAMESPACE_LABELS.length)] = value;
    } else {
      own[key.replace(/^k8s:/, '')] = value;
    }
  }
  const isAnywhere = inList(matchExpressions)
    .some(({ key, operator }) => key === POD_NAMESPACE && operator === 'Exists');
  const namespaceSelector = Object.keys(ofNamespace).length > 0 ? { matchLabels: ofNamespace } : {};
  return {
    podSelector: Object.keys(own).length > 0 ? { matchLabels: own } : {},
    ...(isAnywhere || Object.keys(ofNamespace).length > 0 ? { namespaceSelector } : {}),
  };
}

/** The domains of an FQDNNetworkPolicy as rules. */
export function fqdnRules(spec: unknown): Loose[] {
  return inList(inObject(spec).egress).flatMap(({ matches, ports }) =>
    inList(matches).map((match) => ({
      to: [{ domain: match.name ?? match.pattern }], ...(Array.isArray(ports) && { ports }),
    })));
}

/** The domain of a rule that is about one. */
export function domainOf({ to }: Loose): string | undefined {
  const [peer] = Array.isArray(to) ? to as unknown[] : [];
  return isObject(peer) && typeof peer.domain === 'string' ? peer.domain : undefined;
}
