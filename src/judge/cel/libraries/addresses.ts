/* eslint-disable no-bitwise -- addresses are bits */
/**
 * IP addresses and their ranges.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-ip-address-library
 */
import { isIPv4, isIPv6 } from 'node:net';
import type { Sized } from '../costs';
import { fail, Library } from '../functions';
import { Opaque } from '../values';

class IpAddress extends Opaque implements Sized {
  readonly type = 'net.IP';

  constructor(readonly bits: bigint, readonly width: 32 | 128) {
    super();
  }

  get costSize(): number {
    return this.width / 8;
  }

  protected isSame(other: IpAddress): boolean {
    return other.bits === this.bits && other.width === this.width;
  }

  /** The bits from one on, shifted to the right end. */
  top(count: number): bigint {
    return this.bits >> BigInt(this.width - count);
  }

  toString(): string {
    return this.width === 32
      ? [24n, 16n, 8n, 0n].map((shift) => (this.bits >> shift) & 0xffn).join('.')
      : formatV6(this.bits);
  }
}

class IpRange extends Opaque implements Sized {
  readonly type = 'net.CIDR';

  constructor(readonly address: IpAddress, readonly length: number) {
    super();
  }

  get costSize(): number {
    return Math.ceil(this.length / 8);
  }

  protected isSame(other: IpRange): boolean {
    return other.length === this.length && this.address.equals(other.address);
  }

  contains({ width, bits }: IpAddress): boolean {
    return (
      width === this.address.width && new IpAddress(bits, width).top(this.length) === this.address.top(this.length)
    );
  }

  masked(): IpRange {
    const rest = BigInt(this.address.width - this.length);
    return new IpRange(new IpAddress((this.address.bits >> rest) << rest, this.address.width), this.length);
  }
}

const MAPPED = 0xffffn;

/** Zones and IPv4 addresses in the form of IPv6 are none to Kubernetes. */
function readAddress(text: string): IpAddress | undefined {
  if (isIPv4(text)) {
    return new IpAddress(
      text.split('.').reduce((bits, part) => (bits << 8n) + BigInt(part), 0n),
      32,
    );
  }
  if (!isIPv6(text) || text.includes('%')) { return undefined; }
  const bits = readV6(text);
  return bits >> 32n === MAPPED ? undefined : new IpAddress(bits, 128);
}

function readV6(text: string): bigint {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted) {
    const low = readAddress(dotted[2])!.bits;
    return readV6(`${dotted[1]}${(low >> 16n).toString(16)}:${(low & 0xffffn).toString(16)}`);
  }
  const [head, tail] = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const groups =
    tail === undefined ? head : [...head, ...(Array(8 - head.length - tail.length).fill('0') as string[]), ...tail];
  return groups.reduce((bits, group) => (bits << 16n) + BigInt(`0x${group}`), 0n);
}

/** As RFC 5952 has it: the first longest run of zeros is left out. */
function formatV6(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  let [start, length] = [-1, 1];
  for (let from = 0; from < 8; from++) {
    let to = from;
    while (groups[to] === '0') { to++; }
    if (to - from > length) { [start, length] = [from, to - from]; }
  }
  return start < 0
    ? groups.join(':')
    : `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

function readRange(text: string): IpRange | undefined {
  const [, host, length] = /^(.*)\/(0|[1-9]\d{0,2})$/s.exec(text) ?? [];
  const address = host === undefined ? undefined : readAddress(host);
  return address && Number(length) <= address.width ? new IpRange(address, Number(length)) : undefined;
}

const address = (text: string) => readAddress(text) ?? fail(`'${text}' is not an IP address`);
const range = (text: string) =>
  readRange(text) ?? fail(`'${text}' is not a range of IP addresses; give one such as 10.0.0.0/8`);

const isV4 = ({ width }: IpAddress) => width === 32;
const isUnspecified = ({ bits }: IpAddress) => bits === 0n;
const isLoopback = (ip: IpAddress) => (isV4(ip) ? ip.top(8) === 127n : ip.bits === 1n);
const isMulticast = (ip: IpAddress) => (isV4(ip) ? ip.top(4) === 0xen : ip.top(8) === 0xffn);
const isLinkLocalMulticast = (ip: IpAddress) =>
  isV4(ip) ? ip.top(24) === 0xe00000n : (ip.top(16) & 0xff0fn) === 0xff02n;
const isLinkLocalUnicast = (ip: IpAddress) => (isV4(ip) ? ip.top(16) === 0xa9fen : ip.top(10) === 0x3fan);
const isBroadcast = (ip: IpAddress) => isV4(ip) && ip.bits === 0xffffffffn;
const isGlobalUnicast = (ip: IpAddress) =>
  ![isUnspecified, isLoopback, isMulticast, isLinkLocalUnicast, isBroadcast].some((is) => is(ip));
const includes = (outer: IpRange, inner: IpRange) => outer.length <= inner.length && outer.contains(inner.address);

export const ADDRESSES: Library = {
  'ip(string) -> ip': address,
  'isIP(string) -> bool': (text: string) => readAddress(text) !== undefined,
  'ip.isCanonical(string) -> bool': (text: string) => String(address(text)) === text,
  'family(this: ip) -> int': (ip: IpAddress) => (isV4(ip) ? 4n : 6n),
  'isUnspecified(this: ip) -> bool': isUnspecified,
  'isLoopback(this: ip) -> bool': isLoopback,
  'isLinkLocalMulticast(this: ip) -> bool': isLinkLocalMulticast,
  'isLinkLocalUnicast(this: ip) -> bool': isLinkLocalUnicast,
  'isGlobalUnicast(this: ip) -> bool': isGlobalUnicast,
  'string(ip) -> string': String,
  'cidr(string) -> cidr': range,
  'isCIDR(string) -> bool': (text: string) => readRange(text) !== undefined,
  'containsIP(this: cidr, string) -> bool': (of: IpRange, text: string) => of.contains(address(text)),
  'containsIP(this: cidr, ip) -> bool': (of: IpRange, ip: IpAddress) => of.contains(ip),
  'containsCIDR(this: cidr, string) -> bool': (of: IpRange, text: string) => includes(of, range(text)),
  'containsCIDR(this: cidr, cidr) -> bool': includes,
  'ip(this: cidr) -> ip': (of: IpRange) => of.address,
  'prefixLength(this: cidr) -> int': ({ length }: IpRange) => BigInt(length),
  'masked(this: cidr) -> cidr': (of: IpRange) => of.masked(),
  'string(cidr) -> string': (of: IpRange) => `${of.address}/${of.length}`,
};
