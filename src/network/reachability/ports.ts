import { MatchResult, NO, YES } from './match';
import type { NetworkPeer, PortMatcher, Protocol } from './model';

/** Whether a connection is to a port of a rule. */
export function onPort(rule: PortMatcher, port: number, protocol: Protocol, to: NetworkPeer): MatchResult {
  if (rule.protocol !== 'ANY' && rule.protocol !== protocol) { return NO; }
  if (rule.name === undefined) { return rule.first <= port && port <= rule.last ? YES : NO; }
  if (to.kind !== 'pod') {
    return { is: 'maybe', why: `port '${rule.name}' is a name, and names are those of ports of pods` };
  }
  const { ports, title } = to.pod;
  if (!ports) { return { is: 'maybe', why: `the ports of ${title} are not known, so neither is '${rule.name}'` }; }
  return ports.some((each) => each.name === rule.name && each.protocol === protocol && each.port === port) ? YES : NO;
}

/** `TCP 443, UDP 1-1024`. */
export function portsText(ports: readonly PortMatcher[]): string {
  return ports.map(({ protocol, first, last, name }) => {
    const numbers =
      name ?? (first === 0 && last >= 65535 ? 'any port' : first === last ? String(first) : `${first}-${last}`);
    return `${protocol === 'ANY' ? '' : `${protocol} `}${numbers}`;
  }).join(', ');
}

/**
 * A port as policies write it: nothing for all, a number, a number as text, or a name.
 *
 * @param last the end of a range that starts with the port
 */
export function portMatcher(protocol: unknown, port: unknown, last?: unknown): PortMatcher {
  const of = (protocol ?? 'TCP') as PortMatcher['protocol'];
  if (port === undefined || port === null) { return { protocol: of, first: 0, last: 65535 }; }
  const number = typeof port === 'number' ? port : /^\d+$/.test(String(port)) ? Number(port) : undefined;
  if (number === undefined) { return { protocol: of, first: 0, last: 0, name: String(port) }; }
  return { protocol: of, first: number, last: typeof last === 'number' && last > 0 ? last : number };
}
