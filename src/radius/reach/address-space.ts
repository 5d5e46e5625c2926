import { NODE_LOCAL_DNS } from '../../kubernetes/well-known';
import { GLOBAL_UNICAST_V6, NOT_PUBLIC_V4, NOT_PUBLIC_V6, PLATFORM_ADDRESSES } from '../../network/intent/addresses';
import {
  addressOf, Cidr, compare, contains, formatAddress, formatCidr, isOneAddress, networkOf, parseCidr, remains, subtract,
  widest,
} from '../../network/intent/cidr';

/** All addresses. */
export const ALL = ['0.0.0.0/0', '::/0'].map(parseCidr);

/** Addresses of services with credentials of the node, each once. */
export const METADATA: readonly Cidr[] = widest(PLATFORM_ADDRESSES.map(({ cidr }) => cidr));

/** Ranges of which nothing answers, or nothing beyond the pod: they are told where a policy singles them out. */
const NOBODY = [
  '0.0.0.0/8', '127.0.0.0/8', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '198.51.100.0/24', '203.0.113.0/24',
  '224.0.0.0/4', '::/80', '2001:db8::/32', '3fff::/20', 'ff00::/8',
];

/** Where companies, clusters and machines are, and what leads to them. */
const SPECIAL: readonly Cidr[] = [...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6].map(({ cidr }) => cidr)
  .filter((cidr) => !NOBODY.includes(formatCidr(cidr)));

/** All addresses of a version of the protocol but for these: what is called the internet. */
const INTERNET = ALL.map((all) => subtract(all, [...SPECIAL, ...METADATA]));

/** Addresses that somebody of the internet has: if all of them are reached, the internet is. */
const PUBLIC = [
  subtract(parseCidr('0.0.0.0/0'), [...SPECIAL, ...METADATA, ...NOBODY.filter(isV4).map(parseCidr)]),
  subtract(GLOBAL_UNICAST_V6, [...SPECIAL, ...METADATA, ...NOBODY.filter((text) => !isV4(text)).map(parseCidr)]),
];

/** All that `internet` of a budget is. */
export const INTERNET_RANGES: readonly Cidr[] = INTERNET.flat();

/** Where policies and reports tell addresses apart. */
export const LANDMARKS: readonly Cidr[] = [
  ...ALL, ...SPECIAL, ...METADATA, ...NOBODY.map(parseCidr), GLOBAL_UNICAST_V6, addressOf(NODE_LOCAL_DNS),
];

/** A part of the address space that no range divides: one address stands for all of them. */
export interface Atom {
  readonly example: Cidr;
  readonly ranges: readonly Cidr[];
}

/** The parts into which ranges divide all addresses: of two ranges, one is in the other or they are apart. */
export function atomsOf(cidrs: readonly Cidr[]): Atom[] {
  const byText = new Map([...LANDMARKS, ...cidrs].map((cidr) => [formatCidr(cidr), cidr]));
  const sorted = [...byText.values()].sort(compare);
  const children = new Map<Cidr, Cidr[]>();
  const open: Cidr[] = [];
  for (const cidr of sorted) {
    while (open.length > 0 && !contains(open[open.length - 1], cidr)) { open.pop(); }
    const parent = open[open.length - 1] as Cidr | undefined;
    if (parent) { children.get(parent)!.push(cidr); }
    children.set(cidr, []);
    open.push(cidr);
  }
  return [...children].flatMap(([cidr, inner]) => {
    const ranges = subtract(cidr, inner);
    return ranges.length === 0 ? [] : [{ example: addressOf(formatAddress(ranges[0])), ranges }];
  });
}

/** Disjoint ranges in words: the internet, metadata services, and other ranges one by one. */
export function rangeTexts(ranges: readonly Cidr[]): string[] {
  const named: string[] = [];
  const rest: Cidr[] = [];
  for (const [index, version] of ['IPv4', 'IPv6'].entries()) {
    const own = ranges.filter(({ family }) => family === ALL[index].family);
    if (!remains(ALL[index], own)) {
      named.push(`every address of ${version}, metadata services too`);
      continue;
    }
    const isOpen = PUBLIC[index].every((range) => !remains(range, own));
    if (isOpen) { named.push(`the internet (${version})`); }
    rest.push(...isOpen ? own.flatMap((range) => subtract(range, INTERNET[index])) : own);
  }
  return [...named, ...metadataText(rest), ...blocksOf(rest.flatMap((range) => subtract(range, METADATA)))];
}

/** `metadata services 169.254.169.254 (AWS, GCP), 168.63.129.16 (Azure)`. */
function metadataText(ranges: readonly Cidr[]): string[] {
  const reached = METADATA.filter((address) => ranges.some((range) => contains(range, address)));
  if (reached.length === 0) { return []; }
  if (reached.length === METADATA.length) { return ['metadata services of all clouds']; }
  const told = reached.map((address) => {
    const clouds = PLATFORM_ADDRESSES.filter(({ cidr }) => compare(cidr, address) === 0).map(({ cloud }) => cloud);
    return `${formatAddress(address)} (${[...new Set(clouds)].join(', ')})`;
  });
  return [`metadata ${told.length === 1 ? 'service' : 'services'} ${told.join(', ')}`];
}

/** Ranges that are parts of one that is known are told as that one, without what is missing. */
function blocksOf(ranges: readonly Cidr[]): string[] {
  const texts: string[] = [];
  let left = joined(ranges);
  for (const block of SPECIAL) {
    const inside = left.filter((range) => contains(block, range));
    if (inside.length < 2) { continue; }
    const missing = subtract(block, inside).filter((each) => !METADATA.some((address) => contains(each, address)));
    if (missing.length > 3) { continue; }
    left = left.filter((range) => !inside.includes(range));
    const without = missing.map(rangeText).join(', ');
    texts.push(`${rangeText(block)}${without ? ` without ${without}` : ''}`);
  }
  return [...texts, ...left.map(rangeText)];
}

/** The fewest ranges with the same addresses. */
export function joined(ranges: readonly Cidr[]): Cidr[] {
  const stack: Cidr[] = [];
  for (const range of widest(ranges)) {
    stack.push(range);
    for (;;) {
      const [one, other] = stack.slice(-2) as [Cidr?, Cidr?];
      if (!one || !other || one.family !== other.family || one.prefix !== other.prefix || one.prefix === 0) { break; }
      const whole = networkOf(one, one.prefix - 1);
      if (!contains(whole, other)) { break; }
      stack.splice(-2, 2, whole);
    }
  }
  return stack;
}

function rangeText(cidr: Cidr): string {
  return isOneAddress(cidr) ? formatAddress(cidr) : formatCidr(cidr);
}

function isV4(text: string): boolean {
  return !text.includes(':');
}
