/** What a NetworkPolicy means, read off its JSON with other arithmetic than the library's. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** A connection out of a pod, or into it, with an address at the other end. */
export interface Connection {
  readonly address: string;
  readonly port: number;
  readonly protocol: string;
}

interface RuleJson {
  readonly to?: readonly any[];
  readonly from?: readonly any[];
  readonly ports?: readonly any[];
}

/** Whether rules let a connection through. Pods are not looked at: an address outside the cluster is none. */
export function letsThrough(rules: readonly RuleJson[] | undefined, { address, port, protocol }: Connection): boolean {
  return (rules ?? []).some(({ to, from, ports }) => {
    const peers = to ?? from;
    const isPeer =
      !peers || peers.length === 0 || peers.some(({ ipBlock }) => ipBlock !== undefined && isInBlock(ipBlock, address));
    const isPort = !ports || ports.length === 0 || ports.some((each) => (each.protocol ?? 'TCP') === protocol
      && (each.port === undefined || (port >= each.port && port <= (each.endPort ?? each.port))));
    return isPeer && isPort;
  });
}

function isInBlock({ cidr, except = [] }: { cidr: string; except?: string[] }, address: string): boolean {
  return isIn(cidr, address) && !except.some((each) => isIn(each, address));
}

const lists = new Map<string, BlockList>();

function isIn(cidr: string, address: string): boolean {
  const [network, prefix] = cidr.split('/');
  if (isIPv4(network) !== isIPv4(address)) { return false; }
  let list = lists.get(cidr);
  if (!list) {
    lists.set(cidr, list = new BlockList());
    list.addSubnet(network, Number(prefix), isIPv4(network) ? 'ipv4' : 'ipv6');
  }
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

/** How a family writes addresses: so many parts of so many values each. */
const FAMILIES = {
  4: { parts: 4, values: 256n, radix: 10, between: '.' },
  6: { parts: 8, values: 65536n, radix: 16, between: ':' },
};

/** Addresses at both ends of ranges and just outside of them, as texts. */
export function boundariesOf(cidrs: readonly string[]): string[] {
  const found = new Set<string>();
  for (const cidr of cidrs) {
    const [network, prefix] = cidr.split('/');
    const family = isIPv6(network) ? 6 : 4;
    const all = 2n ** (family === 6 ? 128n : 32n);
    const first = numberOf(network);
    const last = first + all / 2n ** BigInt(prefix) - 1n;
    for (const each of [first - 1n, first, first + 1n, (first + last) / 2n, last - 1n, last, last + 1n]) {
      if (each >= 0n && each < all) { found.add(textOf(each, family)); }
    }
  }
  return [...found];
}

function numberOf(address: string): bigint {
  if (isIPv4(address)) { return address.split('.').reduce((sum, octet) => sum * 256n + BigInt(octet), 0n); }
  const [before, after] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const groups = after
    ? [...before, ...new Array<string>(8 - before.length - after.length).fill('0'), ...after]
    : before;
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function textOf(number: bigint, family: 4 | 6): string {
  const { parts, values, radix, between } = FAMILIES[family];
  return Array.from({ length: parts }, (_, index) =>
    ((number / values ** BigInt(parts - 1 - index)) % values).toString(radix),
  ).join(between);
}
