/** docs/versions.md against package.json and the catalogue. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Catalogue } from '../../src/release/catalogue';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/versions.md'), 'utf8');
const { version, stability, peerDependencies, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

test('the page says that the library is experimental until 1.0, and how to pin the version of now', () => {
  expect([/^0\./.test(version), stability]).toEqual([true, 'experimental']);
  expect(PAGE).toContain('Until 1.0 it is **experimental**');
  expect(PAGE).toContain(`cdk8s-agent-sandbox@~${version.split('.').slice(0, 2).join('.')}\``);
});

test('it has the range of each peer, and the oldest Node', () => {
  const ranges = [...PAGE.matchAll(/^\| `(\S+)` \| (\S+) \|/gm)].map(([, name, range]) => [name, range]);
  expect(Object.fromEntries(ranges)).toEqual(peerDependencies);
  expect(PAGE).toContain(`| Node.js | ${engines.node.replace('>= ', '')} or newer |`.replace('20.19.0', '20.19'));
});

test('it has the number of releases, the first and the last, and the minors that they embed', () => {
  const releases = Catalogue.standard().all();
  const minors = releases.map(({ api }) => api.kubernetes);
  expect(PAGE.replace(/\s+/g, ' ')).toContain(
    `knows ${releases.length} releases, from ${releases[0].id} to ${releases[releases.length - 1].id}.`,
  );
  expect(PAGE.replace(/\s+/g, ' ')).toContain(`embeds, ${minors[0]} to ${minors[minors.length - 1]};`);
});
