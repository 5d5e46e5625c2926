import { MatchResult, NO, YES } from './match';
import type { NetworkPeer, PortMatcher, Protocol } from './model';

const LAST_PORT = 65535;

/** Protocols in rules. Cilium's others have no ports that are asked for here. */
const PROTOCOLS = ['TCP', 'UDP', 'SCTP', 'ANY', 'ICMP', 'ICMPv6', 'ICMPV6'];

/** Whether a connection is to a port of a rule. */
export function onPort(rule: PortMatcher, port: number, protocol: Protocol, to: NetworkPeer): MatchResult {
  if (rule.unread !== undefined) { return { is: 'maybe', why: rule.unread }; }
  if (rule.protocol !== 'ANY' && rule.protocol !== protocol) { return NO; }
  if (rule.name === undefined) { return rule.first <= port && port <= rule.last ? YES : NO; }
  if (to.kind !== 'pod') {
    return { is: 'maybe', why: `port '${rule.name}' is a name, and names are those of ports of pods` };
  }
  const { ports, title } = to.pod;
  if (!ports) { return { is: 'maybe', why: `the ports of ${title} are not known, so neither is '${rule.name}'` }; }
  return ports.some((each) => each.name === rule.name && each.protocol === protocol && each.port === port) ? YES : NO;
}

/** The ports in words: `TCP 443, UDP 1-1024`. */
export function portsText(ports: readonly PortMatcher[]): string {
  return ports.map(({ protocol, first, last, name }) => {
    const isAll = first === 0 && last >= LAST_PORT;
    const numbers = name ?? (isAll ? 'any port' : first === last ? String(first) : `${first}-${last}`);
    return `${protocol === 'ANY' ? '' : `${protocol} `}${numbers}`;
  }).join(', ');
}

/**
 * A port as policies have it: none for all ports, a number, a number as text, or a name.
 *
 * @param last end of a range that starts with the port
 */
export function portMatcher(protocol: unknown, port: unknown, last?: unknown): PortMatcher {
  const unread = unreadPort(protocol, port, last);
  const of = (unread ? 'ANY' : protocol ?? 'TCP') as PortMatcher['protocol'];
  if (unread !== undefined) { return { protocol: of, first: 0, last: LAST_PORT, unread }; }
  if (port === undefined || port === null) { return { protocol: of, first: 0, last: LAST_PORT }; }
  const number = numberOf(port);
  if (number === undefined) { return { protocol: of, first: 0, last: 0, name: String(port) }; }
  return { protocol: of, first: number, last: typeof last === 'number' && last > 0 ? last : number };
}

function unreadPort(protocol: unknown, port: unknown, last: unknown): string | undefined {
  if (protocol !== undefined && protocol !== null && !PROTOCOLS.includes(protocol as string)) {
    return 'its protocol is not read';
  }
  const number = numberOf(port);
  const isName = typeof port === 'string' && port !== '' && number === undefined;
  const isPort = port === undefined || port === null || isName
    || (number !== undefined && Number.isInteger(number) && number >= 0 && number <= LAST_PORT);
  if (!isPort) { return 'its port is not read'; }
  if (last === undefined || last === null || last === 0) { return undefined; }
  const isEnd = (end: number) => number !== undefined && Number.isInteger(end) && end >= number && end <= LAST_PORT;
  return isEnd(last as number) ? undefined : 'its range of ports is not read';
}

function numberOf(port: unknown): number | undefined {
  if (typeof port === 'number') { return port; }
  return typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : undefined;
}
