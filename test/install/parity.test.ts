/**
 * The manifests that we make with upstream's profile are upstream's: the same objects, each equal. Proven by
 * committed checksums everywhere, and against the assets themselves where they are present.
 */
import { App, Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxProfile, AgentSandboxVersion } from '../../src';
import { Asset, upstreamAssets } from '../../src/install/assets';
import { canonical } from '../../src/kubernetes/types/canonical-json';
import { Catalogue } from '../../src/release/catalogue';
import published from '../facts/upstream-checksums.json';
import { AssetChecksums, checksumsOf, keyOf, readUpstream, UPSTREAM_IS_HERE } from '../support/upstream';

const checksums: Record<string, Record<string, AssetChecksums>> = published;
const catalogue = Catalogue.standard();
const made = new Map(catalogue.all().map((release) => [release.id, upstreamAssets(release, {}, catalogue)]));

test('every release of the catalogue has published assets, and the other way round', () => {
  expect(catalogue.ids).toEqual(Object.keys(checksums));
  expect(catalogue.ids).toHaveLength(23);
  expect(Object.values(checksums).flatMap(Object.keys)).toHaveLength(57);
});

describe.each(catalogue.ids)('%s, by checksums', (id) => {
  test('names the assets as upstream does', () => {
    expect(made.get(id)!.map(({ name }) => name).sort()).toEqual(Object.keys(checksums[id]));
  });

  test.each(Object.keys(checksums[id]))('%s has upstream\'s objects', (asset) => {
    expect(checksumsOf(find(id, asset).objects)).toEqual(checksums[id][asset].objects);
  });

  test('the construct makes the same objects, with one controller', () => {
    const { core, extensions } = catalogue.get(id).install.assets;
    for (const [extended, assets] of [[false, [core]], [true, [extensions, core]]] as const) {
      const chart = new Chart(new App(), 'test', { namespace: 'elsewhere' });
      new AgentSandbox(chart, 'AgentSandbox', {
        version: AgentSandboxVersion.of(id),
        profile: AgentSandboxProfile.UPSTREAM,
        extensions: extended,
      });
      // The controller of the extensions asset is the core one with extensions, but for ports that upstream forgot
      // there.
      const expected = Object.assign({}, ...[...assets].reverse().map((asset) => checksums[id][asset].objects));
      const actual = checksumsOf(chart.toJson());
      if (extended && catalogue.get(id).install.extensionsAssetPorts) {
        delete expected[controllerKey(id)];
        delete actual[controllerKey(id)];
      }
      expect(actual).toEqual(expected);
    }
  });
});

const compared = new Map<string, { equal: number; of: number }>();
const whenPresent = UPSTREAM_IS_HERE ? describe : describe.skip;
if (!UPSTREAM_IS_HERE) {
  process.stderr.write(
    "SKIPPED: full comparison with upstream's assets, which are not here (AGENT_SANDBOX_UPSTREAM)\n",
  );
}

whenPresent('in full', () => {
  test.each(catalogue.ids.flatMap((id) => Object.keys(checksums[id]).map((asset) => [id, asset])))(
    '%s %s',
    (id, asset) => {
      const tally = compared.get(id) ?? { equal: 0, of: 0 };
      compared.set(id, { ...tally, of: tally.of + 1 });
      const upstream = readUpstream(id, asset);
      expect(upstream.sha256).toBe(checksums[id][asset].sha256);
      expect(byKey(find(id, asset))).toEqual(byKey(upstream));
      compared.set(id, { equal: tally.equal + 1, of: tally.of + 1 });
    },
  );

  afterAll(() => {
    const lines = [...compared].map(([id, { equal, of }]) => `${id}: ${equal} of ${of} assets equal\n`);
    const sum = (pick: 'equal' | 'of') => [...compared.values()].reduce((total, tally) => total + tally[pick], 0);
    process.stdout.write(
      `${lines.join('')}all: ${sum('equal')} of ${sum('of')} assets equal, ${compared.size} releases\n`,
    );
  });
});

function find(id: string, asset: string): Asset {
  const found = made.get(id)!.find(({ name }) => name === asset);
  if (!found) { throw new Error(`${id} has no asset '${asset}'`); }
  return found;
}

function byKey({ objects }: Pick<Asset, 'objects'>): Record<string, unknown> {
  return Object.fromEntries(objects.map((object) => [keyOf(object), canonical(object)]));
}

function controllerKey(id: string): string {
  return `${catalogue.get(id).install.workload} agent-sandbox-system/agent-sandbox-controller`;
}
