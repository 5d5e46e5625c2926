import { hasDomain } from './cilium-domains';
import { ciliumSelects, normalized, podLabels } from './cilium-labels';
import { ciliumPeers, peerMembers } from './cilium-peers';
import { Tri } from './match';
import { Direction, doubtfulSection, NetworkPod, PortMatcher, ReadPolicy, ReadRule, ReadSection } from './model';
import { portMatcher } from './ports';
import { unreadIn, unreadLists } from './unread';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

const RULE_LISTS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'];

const SPEC = [
  ...RULE_LISTS, 'endpointSelector', 'nodeSelector', 'enableDefaultDeny', 'labels', 'description', 'log',
];

/**
 * The policies in a CiliumNetworkPolicy or a CiliumClusterwideNetworkPolicy. The pods that one selects are isolated in
 * the directions that it has rules for, and no policy allows what one of them denies.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/
 */
export function ciliumPolicies(object: KubeObject): ReadPolicy[] {
  const specs = object.specs as unknown;
  const listed = Array.isArray(specs) ? specs : specs === undefined || specs === null ? [] : [specs];
  return [
    ...(object.spec === undefined ? [] : [policyOf(object, object.spec, 'spec')]),
    ...listed.map((spec: unknown, index) => policyOf(object, spec, `specs[${index}]`)),
  ];
}

function policyOf({ kind, metadata }: KubeObject, value: unknown, path: string): ReadPolicy {
  const spec = inObject(value);
  const namespace = kind === 'CiliumNetworkPolicy' ? metadata.namespace ?? '' : undefined;
  const selector = normalized(spec.endpointSelector);
  const unread = unreadSpec(value);
  const section = (direction: Direction): ReadSection | undefined => {
    const read = sectionOf(spec, path, direction, namespace);
    return unread === undefined ? read : doubtfulSection(read, path, unread);
  };
  return {
    title: `${kind} '${namespace ? `${namespace}/` : ''}${metadata.name}'`,
    tier: 'NetworkPolicy',
    priority: 0,
    namespace,
    labels: podLabels(selector),
    selects: (pod) => (namespace !== undefined && pod.namespace !== namespace ? 'no' : selectsPod(spec, selector, pod)),
    egress: section('egress'),
    ingress: section('ingress'),
  };
}

/** A policy for nodes applies to pods in their network. */
function selectsPod({ endpointSelector, nodeSelector }: Loose, selector: Loose, pod: NetworkPod): Tri {
  if (isGiven(endpointSelector)) { return ciliumSelects(selector, pod); }
  if (isGiven(nodeSelector)) { return pod.hostNetwork ? 'maybe' : 'no'; }
  return 'maybe';
}

function unreadSpec(spec: unknown): string | undefined {
  const unread = unreadIn(spec, SPEC) ?? unreadLists(inObject(spec), RULE_LISTS);
  if (unread !== undefined) { return unread; }
  const { endpointSelector, nodeSelector, enableDefaultDeny } = inObject(spec);
  if (isGiven(endpointSelector) === isGiven(nodeSelector)) { return 'it has not one selector'; }
  return isGiven(enableDefaultDeny) ? unreadIn(enableDefaultDeny, ['ingress', 'egress']) : undefined;
}

function sectionOf(
  spec: Loose,
  path: string,
  direction: Direction,
  namespace: string | undefined,
): ReadSection | undefined {
  const rulesOf = (member: string, action: 'allow' | 'deny') => inList(spec, member)
    .flatMap((rule, index) => rulesIn(rule, `${path}.${member}[${index}]`, action, direction, namespace));
  const rules = [...rulesOf(`${direction}Deny`, 'deny'), ...rulesOf(direction, 'allow')];
  const declared = inObject(spec, 'enableDefaultDeny')[direction];
  const isolates = typeof declared === 'boolean' ? declared : rules.length > 0;
  return rules.length > 0 || isolates ? { isolates, rules } : undefined;
}

/** The rule, and one that may deny what it requires of all rules for pods. */
function rulesIn(
  rule: Loose,
  path: string,
  action: 'allow' | 'deny',
  direction: Direction,
  namespace: string | undefined,
): ReadRule[] {
  const requires = direction === 'egress' ? 'toRequires' : 'fromRequires';
  const required: ReadRule = {
    path,
    action: 'deny',
    peers: [{
      path: `.${requires}`,
      matches: ({ kind }) => (kind === 'pod' ? { is: 'maybe', why: `'${requires}' is not read` } : { is: 'no' }),
    }],
  };
  return [ruleOf(rule, path, action, direction, namespace), ...(isGiven(rule[requires]) ? [required] : [])];
}

/** A rule without peers is about all if it has ports, else about none. */
function ruleOf(
  rule: Loose,
  path: string,
  action: 'allow' | 'deny',
  direction: Direction,
  namespace: string | undefined,
): ReadRule {
  const members = peerMembers(direction);
  const unread = unreadIn(rule, [...members, 'toPorts', 'icmps']) ?? unreadLists(rule, ['toPorts', 'icmps']);
  if (unread !== undefined) { return { path, action, unread }; }
  const peers = ciliumPeers(rule, direction, namespace);
  const toPorts = inList(rule, 'toPorts');
  const icmp = inList(rule, 'icmps').length > 0;
  const ports = toPorts.length > 0 ? toPorts.flatMap(portsOf) : icmp ? [] : undefined;
  const names = toPorts.flatMap((each) => inList(each, 'rules', 'dns'));
  return {
    path,
    action,
    ...(peers ? { peers } : !ports && { peers: [] }),
    ...(ports && { ports }),
    ...(names.length > 0 && { lookups: (domain: string) => names.some((name) => hasDomain(name, domain)) }),
  };
}

/** Port 0 stands for all ports. */
function portsOf(rule: Loose): PortMatcher[] {
  const unread = unreadIn(rule, ['ports', 'rules', 'terminatingTLS', 'originatingTLS']) ?? unreadLists(rule, ['ports']);
  const ports = inList(rule, 'ports');
  if (unread !== undefined) { return [{ ...portMatcher('ANY', undefined), unread }]; }
  if (ports.length === 0) { return [portMatcher('ANY', undefined)]; }
  return ports.map((each) => {
    const { protocol, port, endPort } = each;
    const matcher = portMatcher(protocol ?? 'ANY', String(port) === '0' ? undefined : port, endPort);
    const unreadPort = unreadIn(each, ['protocol', 'port', 'endPort']);
    return unreadPort === undefined ? matcher : { ...matcher, unread: unreadPort };
  });
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
