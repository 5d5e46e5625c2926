import { MatchResult, NO } from './match';
import type { MatchContext, NetworkPeer, NetworkPod } from './model';
import { GLOBAL_UNICAST_V6, NOT_PUBLIC_V4, NOT_PUBLIC_V6, PLATFORM_ADDRESSES } from '../intent/addresses';
import {
  addressOf, bitsOf, Cidr, contains, formatAddress, isOneAddress, networkOf, overlaps, parseCidr, remains, subtract,
} from '../intent/cidr';
import type { AddressRange } from '../intent/intent';

/** Addresses of IPv4 that domains of the internet may have. */
const PUBLIC_V4 = subtract(
  parseCidr('0.0.0.0/0'),
  [...NOT_PUBLIC_V4, ...PLATFORM_ADDRESSES].map(({ cidr }) => cidr).filter(({ family }) => family === 4),
);

/** The same of IPv6. */
const PUBLIC_V6 = subtract(GLOBAL_UNICAST_V6, NOT_PUBLIC_V6.map(({ cidr }) => cidr));

/** The usual ranges of addresses of pods, for clusters that do not declare theirs. */
export const USUAL_POD_RANGES: readonly Cidr[] = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '240.0.0.0/4',
  'fc00::/7',
  '2000::/3',
].map(parseCidr);

/** The number of blocks in the cache: the policies of a fleet have the same ones. */
const MOST_CACHED = 1000;

/** A range of addresses in a policy, without its exceptions. */
export class Block {
  /** @returns undefined when the range or an exception is malformed */
  static read(cidr: unknown, except: unknown = []): Block | undefined {
    if (except !== null && !Array.isArray(except)) { return undefined; }
    const texts: readonly unknown[] = [cidr, ...except ?? []];
    if (!texts.every((text): text is string => typeof text === 'string')) { return undefined; }
    const key = texts.join(' ');
    let block = Block.cached.get(key);
    if (!block && (block = Block.parse(texts))) {
      if (Block.cached.size === MOST_CACHED) { Block.cached.clear(); }
      Block.cached.set(key, block);
    }
    return block;
  }

  private static readonly cached = new Map<string, Block>();

  private static parse(texts: readonly string[]): Block | undefined {
    const [range, ...except] = texts.map(lenient);
    return range && except.every((each) => each !== undefined) ? new Block(range, except, texts[0]) : undefined;
  }

  private rest?: readonly Cidr[];

  private constructor(
    private readonly range: Cidr,
    private readonly except: readonly Cidr[],
    private readonly text: string,
  ) {}

  /** The range as data. */
  get target(): AddressRange {
    return { kind: 'range', cidr: this.range, ...(this.except.length > 0 && { except: this.except }) };
  }

  /** The address, if the range is one. */
  get address(): string | undefined {
    return isOneAddress(this.range) ? formatAddress(this.range) : undefined;
  }

  /**
   * Whether the range selects a peer.
   *
   * @param pods whether it selects pods with such addresses: always, never, or as the network plugin decides
   */
  matches(peer: NetworkPeer, context: MatchContext, pods: 'always' | 'never' | 'plugin'): MatchResult {
    switch (peer.kind) {
      case 'address': return this.matchesAddress(peer.address);
      case 'domain': return this.matchesDomain(peer.domain);
      case 'pod': return this.matchesPod(peer.pod, context, pods);
    }
  }

  /** The range without its exceptions. */
  ranges(): readonly Cidr[] {
    return (this.rest ??= subtract(this.range, this.except));
  }

  private matchesAddress(address: Cidr): MatchResult {
    if (!contains(this.range, address)) { return NO; }
    const index = this.except.findIndex((each) => contains(each, address));
    return index < 0 ? { is: 'yes', why: this.text } : { is: 'no', near: `${this.text} excepts it` };
  }

  /** A range with all public addresses of IPv4 selects a domain; a range with some may select it. */
  private matchesDomain(domain: string): MatchResult {
    const rest = this.ranges();
    const all = this.range.family === 4 && PUBLIC_V4.every((range) => !remains(range, rest));
    if (all) { return { is: 'yes', why: `${this.text}, all public addresses of IPv4` }; }
    const some = rest.some((each) => [...PUBLIC_V4, ...PUBLIC_V6].some((range) => overlaps(each, range)));
    return some ? { is: 'maybe', why: `it is not known whether ${this.text} has the addresses of ${domain}` } : NO;
  }

  private matchesPod(pod: NetworkPod, { podRanges }: MatchContext, pods: 'always' | 'never' | 'plugin'): MatchResult {
    const rest = this.ranges();
    if (pod.hostNetwork) {
      const why = `it is not known whether ${this.text} has the address of the node of ${pod.title}`;
      return rest.length > 0 ? { is: 'maybe', why } : NO;
    }
    if (pods === 'never' || !rest.some((each) => podRanges.some((range) => overlaps(each, range)))) { return NO; }
    if (pods === 'always' && podRanges.every((range) => rest.some((each) => contains(each, range)))) {
      return { is: 'yes', why: this.text };
    }
    return {
      is: 'maybe',
      why: pods === 'plugin'
        ? `the network plugin decides whether ${this.text} selects pods with such addresses`
        : `it is not known whether the pods have addresses in ${this.text}`,
    };
  }
}

/** A range as Kubernetes accepts it: also with bits set beyond its prefix. */
function lenient(text: string): Cidr | undefined {
  const [address, length, ...more] = text.split('/');
  if (length === undefined || more.length > 0 || !/^\d{1,3}$/.test(length)) { return undefined; }
  try {
    const host = addressOf(address);
    return Number(length) <= bitsOf(host.family) ? networkOf(host, Number(length)) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a domain of the internet may have an address. */
export function isPublic(address: Cidr): boolean {
  return [...PUBLIC_V4, ...PUBLIC_V6].some((range) => contains(range, address));
}
