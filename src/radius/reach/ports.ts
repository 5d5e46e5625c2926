import type { Direction, NetworkPod, Protocol, ReadPolicy } from '../../network/reachability';

/** A port that is asked about. */
export type AskedPort = readonly [protocol: Protocol, port: number];

const PROTOCOLS: readonly Protocol[] = ['TCP', 'UDP', 'SCTP'];
const LAST_PORT = 65535;

/**
 * One port of each kind that rules tell apart. Where rules only allow, the first of each is enough: whatever is allowed
 * on another port is so by a rule that has it.
 */
export function portsOf(policies: readonly ReadPolicy[], direction: Direction): AskedPort[] {
  const rules = policies.flatMap((policy) => policy[direction]?.rules ?? []);
  const found = new Map<string, AskedPort>();
  const add = (protocol: Protocol, port: number) => { found.set(`${protocol} ${port}`, [protocol, port]); };
  add('TCP', 443);
  const isAllowed = rules.every(({ action, unread }) => action === 'allow' && unread === undefined);
  const numbers = new Set([443, 1]);
  for (const { ports = [] } of rules) {
    for (const { protocol, first, last } of ports) {
      if (isAllowed) {
        add(protocol === 'ANY' ? 'TCP' : protocol, Math.max(first, 1));
        continue;
      }
      numbers.add(Math.max(first, 1));
      if (last < LAST_PORT) { numbers.add(last + 1); }
    }
  }
  if (!isAllowed) { for (const protocol of PROTOCOLS) { for (const port of numbers) { add(protocol, port); } } }
  return [...found.values()];
}

/** The same where both ends decide: a range of one may begin in one of the other, and names are of ports of the pod. */
export function portsTo(
  { ports = [] }: NetworkPod, leaving: readonly ReadPolicy[], entering: readonly ReadPolicy[],
): AskedPort[] {
  const named = ports.map(({ protocol, port }): AskedPort => [protocol as Protocol, port]);
  const all = [...portsOf(leaving, 'egress'), ...portsOf(entering, 'ingress'), ...named];
  return [...new Map(all.map((port) => [port.join(' '), port])).values()];
}
