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
].map(parseCidr);

/** Where companies, clusters and machines are, and what leads to them. */
const SPECIAL: readonly Cidr[] = [...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6].map(({ cidr }) => cidr)
  .filter((cidr) => !NOBODY.some((each) => compare(each, cidr) === 0));

/** All that is not of the internet. */
const APART: readonly Cidr[] = widest([...SPECIAL, ...METADATA]);

/** Addresses that somebody of the internet may have, by version of the protocol. */
const PUBLIC = [ALL[0], GLOBAL_UNICAST_V6];

/** Where policies and reports tell addresses apart. */
const LANDMARKS: readonly Cidr[] = [
  ...ALL, ...SPECIAL, ...METADATA, ...NOBODY, GLOBAL_UNICAST_V6, addressOf(NODE_LOCAL_DNS),
];

/** A range, and those in it: of two ranges, one is in the other or they are apart. */
interface Branch {
  readonly cidr: Cidr;
  readonly inner: Branch[];
}

/** What is answered about an address. Equal keys are equal answers. */
export interface Answered<T> {
  readonly key: string;
  readonly value: T;
}

/**
 * Asks about each part of the address space that none of the ranges divides, by one address of it.
 *
 * @returns disjoint ranges with what was answered about them
 */
export function askEverywhere<T>(
  cidrs: readonly Cidr[],
  ask: (example: Cidr) => Answered<T>,
): Array<{ readonly cidr: Cidr; readonly value: T }> {
  const found: Array<{ readonly cidr: Cidr; readonly answer: Answered<T> }> = [];
  /** The answer about all of a branch, if there is one; else its parts are among what was found. */
  const visit = ({ cidr, inner }: Branch): Answered<T> | undefined => {
    const answers = inner.map((branch) => ({ branch, answer: visit(branch) }));
    const own = partsOf(cidr, inner.map((branch) => branch.cidr));
    const ofOwn = own.length > 0 ? ask(addressOf(formatAddress(own[0]))) : undefined;
    const first = ofOwn ?? answers[0].answer;
    if (first && answers.every(({ answer }) => answer?.key === first.key)) { return first; }
    if (ofOwn) { found.push(...own.map((part) => ({ cidr: part, answer: ofOwn }))); }
    for (const { branch, answer } of answers) { if (answer) { found.push({ cidr: branch.cidr, answer }); } }
    return undefined;
  };
  for (const branch of branchesOf(cidrs)) {
    const answer = visit(branch);
    if (answer) { found.push({ cidr: branch.cidr, answer }); }
  }
  return found.map(({ cidr, answer: { value } }) => ({ cidr, value }));
}

function branchesOf(cidrs: readonly Cidr[]): Branch[] {
  const byText = new Map([...LANDMARKS, ...cidrs].map((cidr) => [formatCidr(cidr), cidr]));
  const roots: Branch[] = [];
  const open: Branch[] = [];
  for (const cidr of [...byText.values()].sort(compare)) {
    const branch: Branch = { cidr, inner: [] };
    while (open.length > 0 && !contains(open[open.length - 1].cidr, cidr)) { open.pop(); }
    (open.length > 0 ? open[open.length - 1].inner : roots).push(branch);
    open.push(branch);
  }
  return roots;
}

/** The number of ranges in the cache: policies divide the same ones in the same way. */
const MOST_CACHED = 500;
const parts = new Map<string, readonly Cidr[]>();

function partsOf(cidr: Cidr, inner: readonly Cidr[]): readonly Cidr[] {
  const key = [cidr, ...inner].map(formatCidr).join();
  let found = parts.get(key);
  if (!found) {
    if (parts.size === MOST_CACHED) { parts.clear(); }
    parts.set(key, found = subtract(cidr, inner));
  }
  return found;
}

/** What of disjoint ranges is not of the internet. */
export function apartFromInternet(ranges: readonly Cidr[]): Cidr[] {
  return ranges.flatMap((range) => {
    if (APART.some((each) => contains(each, range))) { return [range]; }
    return APART.filter((each) => contains(range, each));
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
    const isOpen = own.length > 0 && !remains(PUBLIC[index], [...own, ...APART, ...NOBODY]);
    if (isOpen) { named.push(`the internet (${version})`); }
    rest.push(...isOpen ? apartFromInternet(own) : own);
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

/** Ranges that are most of one that is known are told as that one, without what is missing. */
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

/** The fewest ranges with the same addresses as disjoint ones. */
export function joined(ranges: readonly Cidr[]): Cidr[] {
  const stack: Cidr[] = [];
  for (const range of [...ranges].sort(compare)) {
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
