import { nameHash } from '../../src/api/name-hash';

test.each([
  ['python-runtime-template', '0572d487'],
  ['secure-datascience-template', '16901744'],
  ['my-template', 'aeae83fc'],
  // The check values of the algorithm's authors.
  ['', '811c9dc5'],
  ['a', 'e40c292c'],
  ['foobar', 'bf9cf968'],
])('the hash of %j is %s', (name, hash) => {
  expect(nameHash(name)).toBe(hash);
});

test('has eight digits, also where the first are zeros', () => {
  const hashes = Array.from({ length: 2000 }, (_, index) => nameHash(`sandbox-${index}`));
  expect(hashes.filter((hash) => !/^[0-9a-f]{8}$/.test(hash))).toEqual([]);
  expect(hashes.some((hash) => hash.startsWith('00'))).toBe(true);
  expect(new Set(hashes).size).toBe(2000);
});

test('is FNV-1a of 32 bits, computed otherwise', () => {
  const slowly = (name: string) => [...Buffer.from(name)]
    // eslint-disable-next-line no-bitwise
    .reduce((hash, byte) => ((hash ^ BigInt(byte)) * 16777619n) % 2n ** 32n, 2166136261n)
    .toString(16).padStart(8, '0');
  for (const name of ['x', 'dev', 'a.b-c', 'x'.repeat(253), 'sandbox-5']) {
    expect([name, nameHash(name)]).toEqual([name, slowly(name)]);
  }
});
