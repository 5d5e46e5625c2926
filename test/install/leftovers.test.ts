import { leftovers } from '../../src/install/leftovers';
import { Catalogue } from '../../src/release/catalogue';
import { compareReleases } from '../../src/release/release-id';
import { keyOf, readUpstream, UPSTREAM, UPSTREAM_IS_HERE, upstreamAssetNames } from '../support/upstream';

const catalogue = Catalogue.standard();

const left = (from: string, to: string, options?: object) => leftovers(
  catalogue.get(from), catalogue.get(to), catalogue, options,
).map(({ kind, namespace, name }) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`);

test('what v0.5 leaves when v1.0 is applied over it, with the Secret that no manifest has', () => {
  expect(left('v0.5.6', 'v1.0.5')).toEqual([
    'Role agent-sandbox-system/agent-sandbox-controller',
    'RoleBinding agent-sandbox-system/agent-sandbox-controller',
    'Service agent-sandbox-system/agent-sandbox-webhook-service',
    'Secret agent-sandbox-system/agent-sandbox-webhook-certs',
  ]);
});

test('the StatefulSet of v0.1', () => {
  expect(left('v0.1.1', 'v0.2.1')).toEqual(['StatefulSet agent-sandbox-system/agent-sandbox-controller']);
});

test('nothing within a line, or when a release is applied over itself', () => {
  expect([left('v1.0.0', 'v1.0.5'), left('v0.5.6', 'v0.5.6'), left('v0.4.0', 'v0.5.6')]).toEqual([[], [], []]);
});

test('an install in another namespace leaves them there', () => {
  expect(left('v0.1.1', 'v0.2.1', { namespace: 'elsewhere' }))
    .toEqual(['StatefulSet elsewhere/agent-sandbox-controller']);
});

test('each has a namespace: the Role of a Job that deletes them would not do otherwise', () => {
  const all = catalogue.ids.flatMap((from) => catalogue.ids.flatMap((to) => (
    leftovers(catalogue.get(from), catalogue.get(to), catalogue)
  )));
  expect(all.filter(({ namespace }) => namespace === undefined)).toEqual([]);
});

if (!UPSTREAM_IS_HERE) { process.stderr.write(`SKIPPED: no assets of upstream in ${UPSTREAM}\n`); }

(UPSTREAM_IS_HERE ? test : test.skip)('equal to what the assets of upstream leave, for every pair of releases', () => {
  const published = new Map(catalogue.ids.map((id) => (
    [id, new Set(upstreamAssetNames(id).flatMap((asset) => readUpstream(id, asset).objects.map(keyOf)))]
  )));
  for (const from of catalogue.ids) {
    for (const to of catalogue.ids.filter((id) => compareReleases(id, from) > 0)) {
      const expected = [...published.get(from)!].filter((key) => !published.get(to)!.has(key)).sort();
      // The controller makes the Secret itself.
      const found = left(from, to).filter((key) => !key.startsWith('Secret ')).sort();
      expect([from, to, found]).toEqual([from, to, expected]);
    }
  }
});
