/**
 * Network policies of templates within a bound: each peer and port of a rule is in one rule of the bound. Rules are
 * compared one by one, so a range that only several rules of the bound cover together is refused.
 */
import { and, atom, Expression, literal, or } from './cel-expression';
import { below, Condition, ConditionViolation, memberAt } from './conditions';
import { Cidr, contains, parseCidr } from '../network/intent/cidr';
import type { LabelSelectorJson, PeerJson } from '../network/intent/peer-json';

/** A port of a rule, or a range of ports; without a number all ports of the protocol. */
export interface BoundPort {
  readonly protocol?: string;
  readonly port?: number;
  readonly endPort?: number;
}

/** One rule of a bound: these peers, on these ports, or on any without ports. */
export interface BoundRule {
  readonly peers: readonly PeerJson[];
  readonly ports: readonly BoundPort[];
}

/** A bound on the network policies of templates. */
export interface NetworkBound {
  readonly egress: readonly BoundRule[];
  readonly ingress: readonly BoundRule[];
  /** Whether the props give it. */
  readonly isGiven: boolean;
  /** Whether others than the author of the app set it, who is bound by it then though the props give none. */
  readonly isOfOthers?: boolean;
  /** Whether the policy that the controller makes by default is within it. */
  readonly isDefaultWithin: boolean;
  /** Whether templates may have no policy of the controller, as other policies deny everything. */
  readonly mayBeUnmanaged: boolean;
}

/** Every rule of a list, whose peers are in `to` or `from`, is within the bound. */
export function withinBound(bound: readonly BoundRule[], direction: 'to' | 'from'): Condition {
  const peerCel = () =>
    or(...bound.flatMap((rule) => rule.peers.map((peer) => and(peerIn(peer), portsIn(rule.ports)))));
  return {
    violations: (given) =>
      Array.isArray(given) ? given.flatMap((rule, index) => below([index], outside(rule, bound, direction))) : [],
    cel: (given) =>
      atom(
        `${given}.all(rule, ${
          and(
            `has(rule.${direction})`,
            `size(rule.${direction}) > 0`,
            `rule.${direction}.all(peer, ${bound.length === 0 ? 'false' : peerCel().text})`,
          ).text
        })`,
      ),
  };
}

function outside(rule: unknown, bound: readonly BoundRule[], direction: string): readonly ConditionViolation[] {
  const peers = memberAt(rule, [direction]);
  // A rule without peers is open to all.
  if (!Array.isArray(peers) || peers.length === 0) { return [{ path: [], value: rule }]; }
  const ports = memberAt(rule, ['ports']);
  return peers.flatMap((peer, index) => (
    bound.some((each) => each.peers.some((one) => isPeerIn(peer as PeerJson, one)) && arePortsIn(ports, each.ports))
      ? []
      : [{ path: [direction, index], value: peer }]
  ));
}

function isPeerIn(peer: PeerJson, bound: PeerJson): boolean {
  if (bound.ipBlock) { return isBlockIn(peer.ipBlock, bound.ipBlock); }
  if (peer.ipBlock) { return false; }
  return isSelectorIn(peer.namespaceSelector, bound.namespaceSelector, false)
    && isSelectorIn(peer.podSelector, bound.podSelector, true);
}

function peerIn(bound: PeerJson): Expression {
  if (bound.ipBlock) { return blockIn(bound.ipBlock); }
  return and(
    '!has(peer.ipBlock)',
    bound.namespaceSelector
      ? selectorIn('peer.namespaceSelector', bound.namespaceSelector)
      : '!has(peer.namespaceSelector)',
    ...(bound.podSelector ? [selectorIn('peer.podSelector', bound.podSelector)] : []),
  );
}

type Block = NonNullable<PeerJson['ipBlock']>;

function isBlockIn(block: Block | undefined, { cidr, except = [] }: Block): boolean {
  const range = rangeOf(block?.cidr);
  if (!range || !contains(parseCidr(cidr), range)) { return false; }
  const excepted = (block!.except ?? []).map(rangeOf);
  return except.map(parseCidr).every((each) => !contains(each, range)
    && (!contains(range, each) || excepted.some((one) => one && contains(one, each))));
}

/**
 * One range holds another. `containsCIDR` of Kubernetes 1.31 compares the address without its mask, and so finds
 * only ranges that begin alike.
 */
function holds(outer: string, inner: string): string {
  const [one, other] = [`cidr(${outer})`, `cidr(${inner})`];
  return `${one}.containsIP(${other}.ip()) && ${one}.prefixLength() <= ${other}.prefixLength()`;
}

function blockIn({ cidr, except = [] }: Block): Expression {
  const leftOut = and(
    `!(${holds('range', 'peer.ipBlock.cidr')})`,
    or(`!(${holds('peer.ipBlock.cidr', 'range')})`, and(
      'has(peer.ipBlock.except)',
      `peer.ipBlock.except.exists(except, isCIDR(except) && ${holds('except', 'range')})`,
    )),
  );
  return and(
    'has(peer.ipBlock)',
    'isCIDR(peer.ipBlock.cidr)',
    holds(literal(cidr), 'peer.ipBlock.cidr'),
    ...(except.length > 0 ? [`${literal(except)}.all(range, ${leftOut.text})`] : []),
  );
}

function rangeOf(text: unknown): Cidr | undefined {
  try {
    return parseCidr(text as string);
  } catch {
    return undefined;
  }
}

/**
 * Whether a selector selects no more than that of the bound. @param isOpen whether a missing selector of the bound
 * selects all
 */
function isSelectorIn(
  selector: LabelSelectorJson | undefined,
  bound: LabelSelectorJson | undefined,
  isOpen: boolean,
): boolean {
  if (!bound) {
    return isOpen || selector === undefined;
  }
  const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
  return (
    selector !== undefined &&
    Object.entries(bound.matchLabels ?? {}).every(
      ([key, value]) => Object.hasOwn(matchLabels, key) && matchLabels[key] === value,
    ) &&
    (bound.matchExpressions ?? []).every((wanted) =>
      matchExpressions.some(
        (each) => each.key === wanted.key && each.operator === wanted.operator && areValuesIn(each, wanted),
      ),
    )
  );
}

type Requirement = NonNullable<LabelSelectorJson['matchExpressions']>[number];

function areValuesIn({ values = [] }: Requirement, { operator, values: wanted = [] }: Requirement): boolean {
  if (operator === 'In') { return values.length > 0 && values.every((each) => wanted.includes(each)); }
  return operator !== 'NotIn' || wanted.every((each) => values.includes(each));
}

function selectorIn(selector: string, { matchLabels = {}, matchExpressions = [] }: LabelSelectorJson): Expression {
  return and(
    `has(${selector})`,
    ...Object.entries(matchLabels).flatMap(([key, value]) => [
      `has(${selector}.matchLabels)`,
      `${literal(key)} in ${selector}.matchLabels`,
      `${selector}.matchLabels[${literal(key)}] == ${literal(value)}`,
    ]),
    ...matchExpressions.flatMap(({ key, operator, values = [] }) => [
      `has(${selector}.matchExpressions)`,
      `${selector}.matchExpressions.exists(each, ${
        and(
          `each.key == ${literal(key)}`,
          `each.operator == ${literal(operator)}`,
          ...(operator === 'In'
            ? ['has(each.values)', 'size(each.values) > 0', `each.values.all(value, value in ${literal(values)})`]
            : []),
          ...(operator === 'NotIn' ? ['has(each.values)', `${literal(values)}.all(value, value in each.values)`] : []),
        ).text
      })`,
    ]),
  );
}

function arePortsIn(ports: unknown, bound: readonly BoundPort[]): boolean {
  if (bound.length === 0) { return true; }
  return (
    Array.isArray(ports) &&
    ports.length > 0 &&
    ports.every((port) => bound.some((each) => isPortIn(port as BoundPort, each)))
  );
}

function isPortIn({ protocol = 'TCP', port, endPort = port }: BoundPort, bound: BoundPort): boolean {
  if (protocol !== (bound.protocol ?? 'TCP')) { return false; }
  if (bound.port === undefined) { return true; }
  return typeof port === 'number' && port >= bound.port && endPort! <= (bound.endPort ?? bound.port);
}

function portsIn(bound: readonly BoundPort[]): Expression {
  if (bound.length === 0) { return atom('true'); }
  const oneOf = or(
    ...bound.map(({ protocol = 'TCP', port, endPort = port }) =>
      and(
        `(has(port.protocol) ? port.protocol : 'TCP') == ${literal(protocol)}`,
        ...(port === undefined
          ? []
          : [
            'has(port.port)',
            'type(port.port) == int',
            `port.port >= ${port}`,
            `(has(port.endPort) ? port.endPort : port.port) <= ${endPort}`,
          ]),
      ),
    ),
  );
  return and('has(rule.ports)', 'size(rule.ports) > 0', `rule.ports.all(port, ${oneOf.text})`);
}
