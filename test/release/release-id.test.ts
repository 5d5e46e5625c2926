import { compareReleases, isReleaseId } from '../../src/release/release-id';
import * as fc from '../support/fuzz';

describe('release ids', () => {
  test.each(['v0.1.0', 'v0.3.10', 'v1.0.5', 'v10.20.30', 'v1.1.0-rc.1', 'v0.1.0-rc.0', 'v1.1.0-alpha'])(
    '%p is one',
    (id) => {
      expect(isReleaseId(id)).toBe(true);
    },
  );

  test.each([
    '', 'v', 'latest', '1.0.5', 'V1.0.5', 'v1', 'v1.0', 'v1.0.x', 'v1.0.5.1', 'v1.0.5-', 'v1.0.5+build', 'v1.0.5_1',
    'v01.0.5', 'v1.0.05', 'v1.0.0-..', ' v1.0.5', 'v1.0.5 ', 'v1.0.5\n', 'v-1.0.5', 'registry/controller:v1.0.5',
  ])('%j is none', (text) => {
    expect(isReleaseId(text)).toBe(false);
    expect(() => compareReleases(text, 'v1.0.5')).toThrow(
      `'${text}' is no release of Agent Sandbox; give its tag, such as 'v1.0.5'`,
    );
    expect(() => compareReleases('v1.0.5', text)).toThrow(`'${text}' is no release of Agent Sandbox`);
  });
});

describe('the order of releases', () => {
  test('is by number, then pre-releases before their release', () => {
    const ordered = [
      'v0.1.0-rc.1',
      'v0.1.0',
      'v0.1.1',
      'v0.3.9',
      'v0.3.10',
      'v0.4.0',
      'v0.10.0',
      'v1.0.0-1',
      'v1.0.0-B',
      'v1.0.0-alpha',
      'v1.0.0-alpha.1',
      'v1.0.0-alpha.beta',
      'v1.0.0-beta',
      'v1.0.0-beta.2',
      'v1.0.0-beta.11',
      'v1.0.0-rc.1',
      'v1.0.0',
      'v1.0.9',
      'v1.0.10',
      'v2.0.0-rc.1',
      'v2.0.0',
      'v10.0.0',
    ];
    expect([...ordered].reverse().sort(compareReleases)).toEqual(ordered);
  });

  test.each([
    ['v0.3.10', 'v0.3.9'],
    ['v0.10.0', 'v0.9.9'],
    ['v1.0.0', 'v0.99.99'],
    ['v1.0.0', 'v1.0.0-rc.2'],
    ['v1.0.0-rc.10', 'v1.0.0-rc.9'],
  ])('%s is newer than %s', (newer, older) => {
    expect(compareReleases(newer, older)).toBeGreaterThan(0);
    expect(compareReleases(older, newer)).toBeLessThan(0);
  });

  const id = fc.tuple(
    fc.nat(3), fc.nat(12), fc.nat(12),
    fc.option(fc.tuple(fc.constantFrom('alpha', 'beta', 'rc'), fc.nat(12)), { freq: 2 }),
  ).map(([major, minor, patch, pre]) => `v${major}.${minor}.${patch}${pre ? `-${pre.join('.')}` : ''}`);

  test('is total: each two are older, newer or the same, either way round', () => {
    fc.assert(fc.property(id, id, (a, b) => {
      expect(isReleaseId(a)).toBe(true);
      expect(Math.sign(compareReleases(a, b)) + Math.sign(compareReleases(b, a))).toBe(0);
      expect(compareReleases(a, b) === 0).toBe(a === b);
      expect(compareReleases(a, a)).toBe(0);
    }));
  });

  test('is transitive', () => {
    fc.assert(fc.property(id, id, id, (...ids) => {
      const [oldest, middle, newest] = [...ids].sort(compareReleases);
      expect(compareReleases(oldest, middle)).toBeLessThanOrEqual(0);
      expect(compareReleases(middle, newest)).toBeLessThanOrEqual(0);
      expect(compareReleases(oldest, newest)).toBeLessThanOrEqual(0);
    }));
  });

  test('does not depend on where one starts', () => {
    const shuffled = fc.uniqueArray(id, { minLength: 2 })
      .chain((ids) => fc.tuple(fc.constant(ids), fc.shuffledSubarray(ids, { minLength: ids.length })));
    fc.assert(fc.property(shuffled, ([ids, others]) => {
      expect([...others].sort(compareReleases)).toEqual([...ids].sort(compareReleases));
    }));
  });
});
