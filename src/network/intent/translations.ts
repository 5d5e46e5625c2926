import { Cidr, contains, networkOf, parseCidr } from './cidr';

/** IPv4 through a translator, at the prefix that is reserved for it: RFC 6052. */
export const NAT64 = parseCidr('64:ff9b::/96');

/** IPv4 through a translator, at prefixes that networks choose in this range: RFC 8215. */
export const LOCAL_NAT64 = parseCidr('64:ff9b:1::/48');

/** IPv4 through a tunnel: RFC 3056. */
export const SIX_TO_FOUR = parseCidr('2002::/16');

/** The unspecified address, loopback, and IPv4 in forms that stay in programs: RFC 4291. */
export const IN_PROGRAMS = parseCidr('::/80');

/** Lengths of prefixes of translators that RFC 6052 allows. */
const LENGTHS: readonly number[] = [48, 56, 64, 96];

/**
 * The forms of IPv6 in which translators and tunnels take a range of IPv4.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6052#section-2.2
 * @see https://www.rfc-editor.org/rfc/rfc3056#section-2
 */
export function formsOf(v4: Cidr): Cidr[] {
  return [embedded(NAT64, v4), embedded(SIX_TO_FOUR, v4)];
}

/**
 * The parts of a range of IPv6 that lead to ranges of IPv4 through a translator at a prefix that the network chooses. A
 * range that contains all such prefixes loses all of them; in one of a length that RFC 6052 allows it is the prefix of
 * a translator.
 */
export function localForms(range: Cidr, v4: readonly Cidr[]): Cidr[] {
  if (range.family !== 6) { return []; }
  if (range.prefix < LOCAL_NAT64.prefix) { return contains(range, LOCAL_NAT64) ? [LOCAL_NAT64] : []; }
  if (!contains(LOCAL_NAT64, range) || !LENGTHS.includes(range.prefix)) { return []; }
  return v4.map((each) => embedded(range, each));
}

/** A range of IPv4 in a prefix of IPv6: at its end, without bits 64 to 71, which translators leave out. */
export function embedded(prefix: Cidr, v4: Cidr): Cidr {
  const words = [...prefix.words];
  const skips = prefix.prefix < 72 && prefix.prefix !== SIX_TO_FOUR.prefix;
  const positionOf = (bit: number) => {
    const at = prefix.prefix + bit;
    return skips && at >= 64 ? at + 8 : at;
  };
  for (let bit = 0; bit < v4.prefix; bit += 1) {
    const isSet = Math.floor(v4.words[0] / 2 ** (31 - bit)) % 2 === 1;
    const at = positionOf(bit);
    // Words are unsigned, and bits are unset before.
    if (isSet) { words[Math.floor(at / 32)] += 2 ** (31 - (at % 32)); }
  }
  const length = v4.prefix === 0 ? prefix.prefix : positionOf(v4.prefix - 1) + 1;
  return networkOf({ family: 6, words, prefix: 128 }, length);
}
