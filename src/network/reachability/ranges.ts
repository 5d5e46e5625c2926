import { MatchResult, NO } from './match';
import type { MatchContext, NetworkPeer } from './model';
import { NOT_PUBLIC_V4, PLATFORM_ADDRESSES } from '../intent/addresses';
import {
  addressOf, bitsOf, Cidr, contains, formatAddress, networkOf, overlaps, parseCidr, remains, subtract,
} from '../intent/cidr';

/** IPv4 addresses that a name of the internet may lead to. */
const PUBLIC_V4 = subtract(
  parseCidr('0.0.0.0/0'),
  [...NOT_PUBLIC_V4, ...PLATFORM_ADDRESSES].map(({ cidr }) => cidr).filter(({ family }) => family === 4),
);

const PUBLIC_V6 = parseCidr('2000::/3');

/** Ranges in which clusters give pods their addresses, where it is not said which. */
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

/** So many blocks are remembered: the policies of a fleet have the same ones. */
const REMEMBERED = 1000;

/** A range of addresses in a policy, without those it excepts. */
export class Block {
  /** @returns nothing when the text is no range, and so matches nothing */
  static read(cidr: unknown, except: unknown = []): Block | undefined {
    const excepted: readonly unknown[] = Array.isArray(except) ? except : [];
    const texts = [cidr, ...excepted];
    // Only what cannot be mistaken for another list is remembered.
    if (texts.some((text) => typeof text !== 'string' || text.includes(' '))) {
      return Block.parse(cidr, excepted);
    }
    const key = texts.join(' ');
    let block = Block.known.get(key);
    if (!block && (block = Block.parse(cidr, excepted))) {
      if (Block.known.size === REMEMBERED) {
        Block.known.clear();
      }
      Block.known.set(key, block);
    }
    return block;
  }

  private static readonly known = new Map<string, Block>();

  private static parse(cidr: unknown, except: readonly unknown[]): Block | undefined {
    const range = lenient(cidr);
    return (
      range &&
      new Block(
        range,
        except.flatMap((each) => lenient(each) ?? []),
        String(cidr),
      )
    );
  }

  private rest?: readonly Cidr[];

  private constructor(
    private readonly range: Cidr,
    private readonly except: readonly Cidr[],
    private readonly text: string,
  ) {}

  /** The one address that it is, if it is one. */
  get address(): string | undefined {
    return this.range.prefix === bitsOf(this.range.family) ? formatAddress(this.range) : undefined;
  }

  /**
   * Whether traffic with a peer is within the range.
   *
   * @param pods whether pods count by their addresses (`always`), never, or as the network plugin likes (`plugin`)
   */
  matches(peer: NetworkPeer, { podRanges }: MatchContext, pods: 'always' | 'never' | 'plugin'): MatchResult {
    if (peer.kind === 'address') {
      return this.matchesAddress(peer.address);
    }
    if (peer.kind === 'domain') {
      return this.matchesDomain(peer.domain);
    }
    if (pods === 'never' || !this.ranges().some((rest) => podRanges.some((range) => overlaps(rest, range)))) {
      return NO;
    }
    if (pods === 'always' && podRanges.every((range) => this.ranges().some((rest) => contains(rest, range)))) {
      return { is: 'yes', why: this.text };
    }
    return {
      is: 'maybe',
      why:
        pods === 'plugin'
          ? `whether ${this.text} means pods that have such an address is up to the network plugin`
          : `it is not known whether the pods have addresses in ${this.text}`,
    };
  }

  /** All of it, as ranges without exceptions. */
  ranges(): readonly Cidr[] {
    return (this.rest ??= subtract(this.range, this.except));
  }

  private matchesAddress(address: Cidr): MatchResult {
    if (!contains(this.range, address)) {
      return NO;
    }
    const index = this.except.findIndex((each) => contains(each, address));
    return index < 0 ? { is: 'yes', why: this.text } : { is: 'no', near: `${this.text} excepts it` };
  }

  /** A range that has all public addresses of IPv4 has those of the domain; what has some may have them. */
  private matchesDomain(domain: string): MatchResult {
    const rest = this.ranges();
    const all = this.range.family === 4 && PUBLIC_V4.every((range) => !remains(range, rest));
    if (all) {
      return { is: 'yes', why: `${this.text}, all public addresses of IPv4` };
    }
    const some = rest.some((each) =>
      each.family === 4 ? PUBLIC_V4.some((range) => overlaps(each, range)) : overlaps(each, PUBLIC_V6),
    );
    return some ? { is: 'maybe', why: `it is not known whether ${this.text} has the addresses of ${domain}` } : NO;
  }
}

/** A range as Kubernetes takes it: also with bits set beyond its prefix. */
function lenient(text: unknown): Cidr | undefined {
  const [address, length, ...more] = String(text).split('/');
  if (length === undefined || more.length > 0 || !/^\d{1,3}$/.test(length)) { return undefined; }
  try {
    const host = addressOf(address);
    return Number(length) <= bitsOf(host.family) ? networkOf(host, Number(length)) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an address is one that names of the internet lead to. */
export function isPublic(address: Cidr): boolean {
  return address.family === 4 ? PUBLIC_V4.some((range) => contains(range, address)) : contains(PUBLIC_V6, address);
}
