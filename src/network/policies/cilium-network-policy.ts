import { ipBlock } from './network-policy';
import { NAMESPACE_NAME } from '../../kubernetes/well-known';
import { Cidr, formatCidr, subtract, widest } from '../intent/cidr';
import {
  AddressRange, Domain, domainsOf, domainsTogether, egressRules, Intent, NetworkRule, Pods, Port, strictNames, Target,
} from '../intent/intent';
import type { LabelSelectorJson } from '../intent/peer-json';

/** How many ports one list of a policy holds: https://docs.cilium.io/en/stable/security/policy/layer4/. */
const MOST_PORTS = 40;

const DEFAULT_CLUSTER_DOMAIN = 'cluster.local';

/** Where Cilium says the name of a namespace and its labels: on the pods there. */
const POD_NAMESPACE = 'k8s:io.kubernetes.pod.namespace';
const NAMESPACE_LABELS = 'k8s:io.cilium.k8s.namespace.labels.';

/** Pods of NodeLocal DNSCache. */
const NODE_LOCAL_PODS: LabelSelectorJson = { matchLabels: { 'k8s-app': 'node-local-dns' } };

/** What a CiliumNetworkPolicy cannot say of an intent, in the user's words. */
export function beyondCilium(intent: Intent): string | undefined {
  const [domain] = domainsOf(intent);
  const { lookups } = intent.egress;
  return domain && (!lookups || lookups.servers === 'none')
    ? `Cilium learns the addresses of '${domain}' from lookups that it sees, and there are none; `
      + 'give a Dns other than Dns.none()'
    : undefined;
}

/**
 * The spec of a CiliumNetworkPolicy that lets through what an intent does.
 *
 * A range there means addresses outside the cluster: pods and nodes are reached as peers only.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/
 */
export function ciliumNetworkPolicySpec(intent: Intent, labels: Readonly<Record<string, string>>): object {
  const { ingress, egress } = intent;
  const names = lookedUp(intent);
  return {
    endpointSelector: endpointSelector({ matchLabels: labels }),
    ingress: orNothing(ingress.flatMap((rule) => ciliumRules('from', rule, []))),
    egress: orNothing([
      ...domainsTogether(egress.rules).flatMap((rule) => ciliumRules('to', rule, egress.blocked)),
      // Names are only known to the agent if it sees the lookups, which it does where a rule speaks of them.
      ...lookupRules(intent).flatMap((rule) =>
        ciliumRules('to', rule, egress.blocked, names && { dns: names }),
      ),
    ]),
    ...(names && denied(intent)),
  };
}

/**
 * The names that Cilium lets a pod look up, if it is to see lookups. A name carries data out, to whoever serves its
 * domain, so with a list of domains no others are let through. Names of Services stay in the cluster.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/language/#dns-policy-and-ip-discovery
 */
function lookedUp(intent: Intent): object[] | undefined {
  if (domainsOf(intent).length === 0) { return undefined; }
  const names = strictNames(intent);
  if (!names) { return [{ matchPattern: '*' }]; }
  const { rules, lookups } = intent.egress;
  const hasPods = rules.some(({ targets }) => targets.some(({ kind }) => kind === 'pods'));
  const isOfCluster = lookups?.servers === 'cluster' || lookups?.servers === 'node-local';
  const services = hasPods && isOfCluster ? serviceNames(intent.clusterDomain ?? DEFAULT_CLUSTER_DOMAIN) : [];
  return [...names, ...services].map(domainSelector);
}

/** Services, and pods behind headless ones: a star has no dot. */
function serviceNames(domain: string): string[] {
  return [`*.*.svc.${domain}`, `*.*.*.svc.${domain}`];
}

function domainSelector(name: string): object {
  return name.includes('*') ? { matchPattern: name } : { matchName: name };
}

/**
 * The way to name servers. Cilium redirects lookups on a node to the pod of NodeLocal DNSCache there, and asks whether
 * that pod may be reached.
 *
 * @see https://docs.cilium.io/en/stable/network/kubernetes/local-redirect-policy/#node-local-dns-cache
 */
function lookupRules({ egress: { lookups } }: Intent): readonly NetworkRule[] {
  if (lookups?.servers !== 'node-local') { return lookups?.rules ?? []; }
  const caches = (target: Target): Target[] =>
    target.kind === 'pods' ? [target, { ...target, podSelector: NODE_LOCAL_PODS }] : [target];
  return lookups.rules.map(({ targets, ports }) => ({ targets: targets.flatMap(caches), ports }));
}

/** A list without an element says nothing of its direction; one rule without a peer denies all of it. */
function orNothing(rules: readonly object[]): readonly object[] {
  return rules.length > 0 ? rules : [{}];
}

/** Whoever owns a domain says what it resolves to, so what is blocked is denied before domains are asked. */
function denied({ egress }: Intent): object {
  const named = egressRules(egress).flatMap(({ targets }) =>
    targets.flatMap((target) => (target.kind === 'range' && target.isNamed ? [target.cidr] : [])),
  );
  const ranges: Cidr[] = widest(egress.blocked).flatMap((cidr) => subtract(cidr, named));
  return ranges.length > 0 ? { egressDeny: [{ toCIDRSet: ranges.map((cidr) => ({ cidr: formatCidr(cidr) })) }] } : {};
}

/** One rule for each way to tell a peer: Cilium takes no two in one. */
function ciliumRules(
  direction: 'from' | 'to',
  { targets, ports }: NetworkRule,
  blocked: readonly Cidr[],
  rules?: object,
): object[] {
  const pods = targets.filter((target): target is Pods => target.kind === 'pods').map(podsJson);
  const ranges = targets
    .filter((target): target is AddressRange => target.kind === 'range')
    .map((range) => ipBlock(range, blocked));
  const domains = targets
    .filter((target): target is Domain => target.kind === 'domain')
    .map(({ name }) => domainSelector(name));
  const toPorts = ports.length > 0 && {
    toPorts: chunks(ports).map((list) => ({ ports: list.map(portJson), ...(rules && { rules }) })),
  };
  return Object.entries({ Endpoints: pods, CIDRSet: ranges, FQDNs: domains })
    .filter(([, peers]) => peers.length > 0)
    .map(([name, peers]) => ({ [`${direction}${name}`]: peers, ...toPorts }));
}

/** Pods by their own labels and those of their namespace, which Cilium has in one selector. */
function podsJson({ podSelector, namespaceSelector }: Pods): LabelSelectorJson {
  const own = endpointSelector(podSelector);
  if (!namespaceSelector) { return own; }
  const labels = Object.entries(namespaceSelector.matchLabels ?? {}).map(([key, value]): [string, string] => [
    namespaceKey(key),
    value,
  ]);
  const expressions = (namespaceSelector.matchExpressions ?? []).map((each) => ({
    ...each,
    key: namespaceKey(each.key),
  }));
  // A selector that does not speak of namespaces means that of the policy.
  const any = labels.length + expressions.length === 0 ? [{ key: POD_NAMESPACE, operator: 'Exists' }] : expressions;
  return selector({ ...own.matchLabels, ...Object.fromEntries(labels) }, [...own.matchExpressions ?? [], ...any]);
}

function endpointSelector({ matchLabels = {}, matchExpressions = [] }: LabelSelectorJson): LabelSelectorJson {
  return selector(
    Object.fromEntries(Object.entries(matchLabels).map(([key, value]) => [`k8s:${key}`, value])),
    matchExpressions.map((each) => ({ ...each, key: `k8s:${each.key}` })),
  );
}

function selector(
  matchLabels: Record<string, string>,
  matchExpressions: NonNullable<LabelSelectorJson['matchExpressions']>,
): LabelSelectorJson {
  return {
    ...(Object.keys(matchLabels).length > 0 && { matchLabels }),
    ...(matchExpressions.length > 0 && { matchExpressions }),
  };
}

function namespaceKey(key: string): string {
  return key === NAMESPACE_NAME ? POD_NAMESPACE : `${NAMESPACE_LABELS}${key}`;
}

/** Port 0 stands for all that the protocol has. */
function portJson({ protocol, port = 0, endPort }: Port): object {
  return { port: String(port), protocol, ...(endPort !== undefined && endPort !== port && { endPort }) };
}

function chunks(ports: readonly Port[]): Port[][] {
  return Array.from({ length: Math.ceil(ports.length / MOST_PORTS) }, (_, index) =>
    ports.slice(index * MOST_PORTS, (index + 1) * MOST_PORTS),
  );
}
