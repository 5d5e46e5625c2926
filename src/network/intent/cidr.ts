/* eslint-disable no-bitwise */

/** The version of the Internet Protocol. */
export type Family = 4 | 6;

/** A range of addresses; one address is the range whose prefix has all bits. */
export interface Cidr {
  readonly family: Family;
  /** The first address, as unsigned numbers of 32 bits: one of IPv4, four of IPv6. */
  readonly words: readonly number[];
  /** How many leading bits all its addresses share. */
  readonly prefix: number;
}

/** How many bits an address has. */
export function bitsOf(family: Family): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/**
 * Reads a range such as `203.0.113.0/24` or `2001:db8::/32`.
 *
 * @throws when it is not one, or has bits set beyond its prefix
 */
export function parseCidr(text: string): Cidr {
  const [address, length, ...more] = typeof text === 'string' ? text.split('/') : [''];
  if (length === undefined || more.length > 0) {
    throw new Error(
      `${quoted(text)} is not a range of addresses; give one such as '203.0.113.0/24' or '2001:db8::/32'`,
    );
  }
  const host = addressOf(address);
  const { family } = host;
  const prefix = /^(0|[1-9]\d{0,2})$/.test(length) ? Number(length) : NaN;
  if (!(prefix <= bitsOf(family))) {
    throw new Error(`prefix of '${text}' is '${length}'; give a number from 0 to ${bitsOf(family)}`);
  }
  const cidr = networkOf(host, prefix);
  if (cidr.words.some((word, index) => word !== host.words[index])) {
    throw new Error(`'${text}' has bits set beyond its prefix; give the range '${formatCidr(cidr)}', `
      + `or the one address '${formatCidr(host)}'`);
  }
  return cidr;
}

/**
 * Reads an address such as `203.0.113.7` or `2001:db8::7`, as the range that holds it alone.
 *
 * @throws when it is not one
 */
export function addressOf(text: string): Cidr {
  const words = typeof text !== 'string' ? undefined : text.includes(':') ? wordsOfV6(text) : wordsOfV4(text);
  if (!words) {
    throw new Error(`${quoted(text)} is not an IP address; give one such as '203.0.113.7' or '2001:db8::7'`);
  }
  // ::ffff:0:0/96 stands for IPv4 in programs; on the wire it is IPv4, so a rule for it would match nothing.
  if (words.length === 4 && words[0] === 0 && words[1] === 0 && words[2] === 0xffff) {
    const v4 = formatAddress({ family: 4, words: [words[3]], prefix: 32 });
    throw new Error(`'${text}' is an IPv4 address written as IPv6; give '${v4}'`);
  }
  const family = words.length === 1 ? 4 : 6;
  return { family, words, prefix: bitsOf(family) };
}

/** Whether a range is one address. */
export function isOneAddress({ family, prefix }: Cidr): boolean {
  return prefix === bitsOf(family);
}

/** The range as Kubernetes writes it: lower case, IPv6 shortened as in RFC 5952. */
export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr)}/${cidr.prefix}`;
}

/** The first address of a range. */
export function formatAddress({ family, words }: Cidr): string {
  if (family === 4) { return [24, 16, 8, 0].map((shift) => (words[0] >>> shift) & 0xff).join('.'); }
  const groups = words.flatMap((word) => [word >>> 16, word & 0xffff]).map((group) => group.toString(16));
  const zeros = longestZeros(groups);
  return zeros ? `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.end).join(':')}` : groups.join(':');
}

/** Whether all addresses of a range are in another. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) { return false; }
  return outer.words.every((word, index) => masked(inner.words[index], outer.prefix - 32 * index) === word);
}

/** Whether two ranges have an address in common: then one is in the other. */
export function overlaps(one: Cidr, other: Cidr): boolean {
  return contains(one, other) || contains(other, one);
}

/** The range of a prefix that an address, or a smaller range, is in. */
export function networkOf({ family, words }: Cidr, prefix: number): Cidr {
  return { family, words: words.map((word, index) => masked(word, prefix - 32 * index)), prefix };
}

/** The last address of a range. */
export function lastOf({ family, words, prefix }: Cidr): Cidr {
  return {
    family,
    words: words.map((word, index) => (word | ~maskOf(prefix - 32 * index)) >>> 0),
    prefix: bitsOf(family),
  };
}

/** What remains of a range without others: the fewest ranges, in order. */
export function subtract(cidr: Cidr, others: readonly Cidr[]): Cidr[] {
  return [...remainder(cidr, others)];
}

/** Whether anything remains of a range without others. */
export function remains(cidr: Cidr, others: readonly Cidr[]): boolean {
  return !remainder(cidr, others).next().done;
}

function* remainder(cidr: Cidr, others: readonly Cidr[]): Generator<Cidr> {
  const inside = others.filter((other) => overlaps(cidr, other));
  if (inside.length === 0) {
    yield cidr;
  } else if (!inside.some((other) => contains(other, cidr))) {
    for (const half of halvesOf(cidr)) { yield* remainder(half, inside); }
  }
}

/** The ranges that are in no other of them, in order and each once: as few as say the same. */
export function widest(cidrs: readonly Cidr[]): Cidr[] {
  const sorted = [...cidrs].sort(compare);
  return sorted.filter((cidr, index) => !sorted.some((other, at) => at < index && contains(other, cidr)));
}

/** Order by family, then address, then size: the wider first. */
export function compare(one: Cidr, other: Cidr): number {
  const index = one.family === other.family ? one.words.findIndex((word, at) => word !== other.words[at]) : -1;
  return one.family - other.family || (index < 0 ? one.prefix - other.prefix : one.words[index] - other.words[index]);
}

function halvesOf({ family, words, prefix }: Cidr): Cidr[] {
  const upper = words.map((word, index) =>
    Math.floor(prefix / 32) === index ? (word | (1 << (31 - (prefix % 32)))) >>> 0 : word,
  );
  return [{ family, words, prefix: prefix + 1 }, { family, words: upper, prefix: prefix + 1 }];
}

function masked(word: number, bits: number): number {
  return (word & maskOf(bits)) >>> 0;
}

/** A word with as many leading bits set; none for a negative number, all from 32 on. */
function maskOf(bits: number): number {
  return bits <= 0 ? 0 : bits >= 32 ? 0xffffffff : ~(0xffffffff >>> bits);
}

function wordsOfV4(text: string): number[] | undefined {
  const octets = text.split('.');
  // A leading zero means octal to some programs and decimal to others.
  if (octets.length !== 4 || !octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 0xff)) {
    return undefined;
  }
  return [octets.reduce((word, octet) => (word << 8 | Number(octet)) >>> 0, 0)];
}

function wordsOfV6(text: string): number[] | undefined {
  const parts = text.split('::').map((part, index, all) => groupsOf(part, index === all.length - 1));
  if (parts.length > 2 || parts.includes(undefined)) { return undefined; }
  const given = parts.flat() as number[];
  const missing = 8 - given.length;
  // The two colons stand for one group at least.
  if (parts.length === 2 ? missing < 1 : missing !== 0) { return undefined; }
  const groups = [...parts[0]!, ...new Array<number>(missing).fill(0), ...parts[1] ?? []];
  return [0, 2, 4, 6].map((index) => (groups[index] << 16 | groups[index + 1]) >>> 0);
}

/** The groups of 16 bits in a part of an address. At its end the last two may be written as IPv4. */
function groupsOf(text: string, isEnd: boolean): number[] | undefined {
  if (text === '') { return []; }
  const parts = text.split(':');
  const v4 = isEnd && parts[parts.length - 1].includes('.') ? wordsOfV4(parts.pop()!) : [];
  if (!v4 || !parts.every((part) => /^[\da-f]{1,4}$/i.test(part))) { return undefined; }
  return [...parts.map((part) => parseInt(part, 16)), ...v4.flatMap((word) => [word >>> 16, word & 0xffff])];
}

/** The longest run of at least two groups that are zero, the first of equals. */
function longestZeros(groups: readonly string[]): { start: number; end: number } | undefined {
  let longest = { start: 0, end: 1 };
  for (let start = 0; start < groups.length; start += 1) {
    let end = start;
    while (groups[end] === '0') { end += 1; }
    if (end - start > longest.end - longest.start) { longest = { start, end }; }
  }
  return longest.end - longest.start > 1 ? longest : undefined;
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
