/* eslint-disable no-bitwise */
import {
  addressOf, bitsOf, Cidr, compare, contains, Family, formatAddress, formatCidr, lastOf, networkOf, overlaps,
  parseCidr, remains, subtract, widest,
} from '../../../src/network/intent/cidr';
import * as fc from '../../support/fuzz';

/** Addresses as one number each: an arithmetic of its own to compare with. */
const numberOf = ({ words }: Cidr): bigint => words.reduce((sum, word) => (sum << 32n) + BigInt(word), 0n);
const sizeOf = ({ family, prefix }: Cidr): bigint => 1n << BigInt(bitsOf(family) - prefix);
const within = (cidr: Cidr, number: bigint): boolean =>
  number >= numberOf(cidr) && number < numberOf(cidr) + sizeOf(cidr);

const word = fc.integer({ min: 0, max: 0xffffffff });
const family = fc.constantFrom<Family>(4, 6);
const address = (of: Family): fc.Arbitrary<Cidr> =>
  fc
    .array(word, { minLength: of === 4 ? 1 : 4, maxLength: of === 4 ? 1 : 4 })
    .filter((words) => of === 4 || words[0] !== 0 || words[1] !== 0 || words[2] !== 0xffff)
    .map((words) => ({ family: of, words, prefix: bitsOf(of) }));
const range = (of: Family): fc.Arbitrary<Cidr> => fc.tuple(address(of), fc.integer({ min: 0, max: bitsOf(of) }))
  .map(([host, prefix]) => networkOf(host, prefix));
/** A range and others around it, so that they overlap more often than not. */
const neighbours = family
  .chain((of) => fc.tuple(range(of), fc.array(fc.tuple(range(of), fc.integer({ min: 0, max: 8 })), { maxLength: 4 })))
  .map(([cidr, others]) => ({
    cidr,
    others: others.map(([other, more]) =>
      networkOf(
        { ...other, words: cidr.words.map((each, index) => (each ^ (other.words[index] & 0xff)) >>> 0) },
        Math.min(bitsOf(cidr.family), cidr.prefix + more),
      ),
    ),
  }));

describe('a range of addresses', () => {
  test.each([
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['203.0.113.128/25', '203.0.113.128/25'],
    ['255.255.255.255/32', '255.255.255.255/32'],
    ['::/0', '::/0'],
    ['FD00:EC2::254/128', 'fd00:ec2::254/128'],
    ['2001:0db8:0:0:0:0:0:0/32', '2001:db8::/32'],
    ['1:0:0:2:0:0:0:3/128', '1:0:0:2::3/128'],
    ['1:0:2:0:3:0:4:0/128', '1:0:2:0:3:0:4:0/128'],
    ['64:ff9b::192.0.2.1/128', '64:ff9b::c000:201/128'],
  ])('%s is read and written as %s', (text, canonical) => {
    expect(formatCidr(parseCidr(text))).toBe(canonical);
  });

  test('is read back as it was written', () => {
    fc.assert(fc.property(family.chain(range), (cidr) => {
      fc.pre(cidr.family === 4 || !formatAddress(cidr).startsWith('::ffff:'));
      expect(parseCidr(formatCidr(cidr))).toEqual(cidr);
    }));
  });

  test.each([
    [
      '10.9.8.7/16',
      "'10.9.8.7/16' has bits set beyond its prefix; give the range '10.9.0.0/16', or the one address '10.9.8.7/32'",
    ],
    [
      '2001:db8::7/32',
      "'2001:db8::7/32' has bits set beyond its prefix; " +
        "give the range '2001:db8::/32', or the one address '2001:db8::7/128'",
    ],
    ['10.9.8.7', "'10.9.8.7' is not a range of addresses; give one such as '203.0.113.0/24' or '2001:db8::/32'"],
    [
      '10.0.0.0/8/9',
      "'10.0.0.0/8/9' is not a range of addresses; give one such as '203.0.113.0/24' or '2001:db8::/32'",
    ],
    ['10.0.0.0/33', "prefix of '10.0.0.0/33' is '33'; give a number from 0 to 32"],
    ['10.0.0.0/08', "prefix of '10.0.0.0/08' is '08'; give a number from 0 to 32"],
    ['10.0.0.0/', "prefix of '10.0.0.0/' is ''; give a number from 0 to 32"],
    ['::/129', "prefix of '::/129' is '129'; give a number from 0 to 128"],
    ['010.0.0.0/8', "'010.0.0.0' is not an IP address; give one such as '203.0.113.7' or '2001:db8::7'"],
    ['::ffff:10.0.0.1/128', "'::ffff:10.0.0.1' is an IPv4 address written as IPv6; give '10.0.0.1'"],
  ])('fails if it is %s', (text, message) => {
    expect(() => parseCidr(text)).toThrow(new Error(message));
  });

  test.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3.-4',
    'example.com',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '12345::',
    'g::',
    'fe80::1%eth0',
    '1.2.3.4::',
    '::1.2.3',
    '1:2:3:4:5:6:7:1.2.3.4',
    ' 1.2.3.4',
    undefined as unknown as string,
    7 as unknown as string,
  ])('fails if an address is %p', (text) => {
    expect(() => addressOf(text)).toThrow('is not an IP address');
  });

  test('has the first and the last address that its size says', () => {
    fc.assert(fc.property(family.chain(range), (cidr) => {
      expect(numberOf(lastOf(cidr))).toBe(numberOf(cidr) + sizeOf(cidr) - 1n);
    }));
  });

  test('contains the addresses between its first and its last, and no other', () => {
    fc.assert(fc.property(family.chain((of) => fc.tuple(range(of), address(of))), ([cidr, host]) => {
      expect(contains(cidr, host)).toBe(within(cidr, numberOf(host)));
      expect(contains(cidr, networkOf(host, cidr.prefix))).toBe(within(cidr, numberOf(host)));
    }));
  });

  test('has nothing in common with one of the other family', () => {
    expect(overlaps(parseCidr('0.0.0.0/0'), parseCidr('::/0'))).toBe(false);
  });

  test('without others is what is in none of them, in ranges that do not touch', () => {
    fc.assert(fc.property(neighbours, ({ cidr, others }) => {
      const rest = subtract(cidr, others);
      const taken = widest(
        others.map((other) => (contains(other, cidr) ? cidr : other)).filter((other) => contains(cidr, other)),
      );
      const total = [...rest, ...taken].reduce((sum, each) => sum + sizeOf(each), 0n);
      expect(total).toBe(sizeOf(cidr));
      for (const each of rest) {
        expect(contains(cidr, each)).toBe(true);
        expect(others.some((other) => overlaps(each, other))).toBe(false);
      }
      expect([...rest].sort(compare)).toEqual(rest);
      expect(remains(cidr, others)).toBe(rest.length > 0);
    }));
  });

  test('is dropped from a list that has a wider one, or itself', () => {
    const list = ['10.0.0.0/8', '::/0', '10.9.0.0/16', '10.0.0.0/8', '11.0.0.0/8', 'fc00::/7'].map(parseCidr);
    expect(widest(list).map(formatCidr)).toEqual(['10.0.0.0/8', '11.0.0.0/8', '::/0']);
  });
});
