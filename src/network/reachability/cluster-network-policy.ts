import { clusterPeer, SELECTORS, selectsPod, unreadPods } from './cluster-peers';
import { Direction, doubtfulSection, PeerMatcher, PortMatcher, ReadPolicy, ReadRule, ReadSection } from './model';
import { portMatcher } from './ports';
import { unreadIn, unreadLists } from './unread';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

const SPEC = ['tier', 'priority', 'subject', 'ingress', 'egress'];

const ACTIONS: Readonly<Record<string, ReadRule['action']>> = { Accept: 'allow', Deny: 'deny', Pass: 'pass' };

const PROTOCOLS = { tcp: 'TCP', udp: 'UDP', sctp: 'SCTP' };

/**
 * A ClusterNetworkPolicy of the network policy API. Its rules precede all NetworkPolicies (tier Admin), or decide where
 * no NetworkPolicy selects the pod (tier Baseline). It isolates nothing.
 *
 * @see https://network-policy-api.sigs.k8s.io/api-overview/
 */
export function clusterNetworkPolicy(object: KubeObject): ReadPolicy {
  const spec = inObject(object.spec);
  const subject = inObject(spec, 'subject');
  const unread = unreadSpec(object.spec);
  const section = (direction: Direction): ReadSection | undefined => {
    const read = sectionOf(spec, direction);
    return unread === undefined ? read : doubtfulSection(read, 'spec', unread);
  };
  return {
    title: `ClusterNetworkPolicy '${object.metadata.name}'`,
    tier: spec.tier === 'Baseline' ? 'Baseline' : 'Admin',
    priority: typeof spec.priority === 'number' ? spec.priority : 0,
    labels: {},
    selects: (pod) => selectsPod(subject, pod),
    egress: section('egress'),
    ingress: section('ingress'),
  };
}

function unreadSpec(spec: unknown): string | undefined {
  const { tier, priority, subject } = inObject(spec);
  if (tier !== 'Admin' && tier !== 'Baseline') { return "'tier' is not read"; }
  if (typeof priority !== 'number') { return "'priority' is not read"; }
  return unreadIn(spec, SPEC)
    ?? unreadLists(inObject(spec), ['ingress', 'egress'])
    ?? unreadIn(subject, SELECTORS)
    ?? unreadPods(inObject(subject));
}

function sectionOf(spec: Loose, direction: Direction): ReadSection | undefined {
  const rules = inList(spec, direction)
    .flatMap((rule, index) => rulesOf(rule, `spec.${direction}[${index}]`, direction));
  return rules.length > 0 ? { isolates: false, rules } : undefined;
}

/** One rule, or two where it is not understood: it may allow, and may deny. */
function rulesOf(rule: Loose, path: string, direction: Direction): ReadRule[] {
  const way = direction === 'egress' ? 'to' : 'from';
  const action = typeof rule.action === 'string' ? ACTIONS[rule.action] : undefined;
  const listed = inList(rule, way);
  const unread = unreadIn(rule, ['name', 'action', way, 'protocols'])
    ?? unreadLists(rule, [way, 'protocols'])
    ?? (listed.length === 0 ? 'it has no peers' : undefined)
    ?? (action === undefined ? "'action' is not read" : undefined);
  if (action === undefined || unread !== undefined) {
    return [{ path, action: 'allow', unread }, { path, action: 'deny', unread }];
  }
  const matchers = listed.map((peer, index) => clusterPeer(peer, `.${way}[${index}]`, direction));
  const protocols = inList(rule, 'protocols');
  const ports = protocols.length > 0 && { ports: protocols.map(portOf) };
  const ruleFor = (of: ReadRule['action'], peers: readonly PeerMatcher[]): ReadRule => (
    { path, action: of, peers, ...ports }
  );
  const doubtful = matchers.filter(({ isUnread }) => isUnread);
  // An implementation that does not know a peer is asked to deny what it cannot pass on.
  const denied = action === 'pass' && doubtful.length > 0 ? [ruleFor('deny', doubtful)] : [];
  return [...denied, ruleFor(action, matchers)];
}

function portOf(protocol: Loose): PortMatcher {
  const { destinationNamedPort: name } = protocol;
  const unread = unreadPort(protocol);
  if (unread !== undefined) { return { ...portMatcher('ANY', undefined), unread }; }
  if (name !== undefined) { return portMatcher('ANY', name); }
  const [member] = Object.keys(protocol) as Array<keyof typeof PROTOCOLS>;
  const { number, range } = inObject(protocol, member, 'destinationPort');
  const { start, end } = inObject(range);
  return portMatcher(PROTOCOLS[member], number ?? start, end);
}

function unreadPort(protocol: Loose): string | undefined {
  const { destinationNamedPort: name } = protocol;
  const members = Object.keys(PROTOCOLS);
  const unread = unreadIn(protocol, [...members, 'destinationNamedPort']);
  if (unread !== undefined) { return unread; }
  if (Object.keys(protocol).length !== 1) { return 'it has not one protocol'; }
  if (name !== undefined) { return typeof name === 'string' ? undefined : "'destinationNamedPort' is not read"; }
  const [rule] = Object.values(protocol);
  const { destinationPort } = inObject(rule);
  if (destinationPort === undefined || destinationPort === null) { return unreadIn(rule, ['destinationPort']); }
  const { number, range } = inObject(destinationPort);
  const inner = unreadIn(rule, ['destinationPort']) ?? unreadIn(destinationPort, ['number', 'range']);
  if (inner !== undefined) { return inner; }
  if ((number === undefined) === (range === undefined)) { return "'destinationPort' is not one number or range"; }
  if (range === undefined) { return undefined; }
  const { start, end } = inObject(range);
  const isRange = typeof start === 'number' && typeof end === 'number';
  return unreadIn(range, ['start', 'end']) ?? (isRange ? undefined : "'range' is not read");
}
