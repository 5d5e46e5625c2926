/**
 * Adds a release of Agent Sandbox that upstream published, for a person to review:
 *
 *   npm run upstream-release -- --id v1.0.6 --assets DIRECTORY [--date 2026-10-08] [--root DIRECTORY]
 *
 * reads the downloaded assets, and writes the record of what changed since the release before, its line in the index,
 * the checksums of the assets, and a line of the changelog.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { assetChecksums } from './upstream-release/checksums';
import { constantOf, printRecord, TO_DESCRIBE } from '../src/release/assets/print-record';
import { readFiles } from '../src/release/assets/published-files';
import { readRecord } from '../src/release/assets/read-record';
import { Catalogue } from '../src/release/catalogue';
import { compareReleases, isReleaseId } from '../src/release/release-id';

const { values } = parseArgs({
  options: {
    id: { type: 'string' },
    assets: { type: 'string' },
    date: { type: 'string' },
    root: { type: 'string', default: join(__dirname, '..') },
  },
});
const { id, assets, date, root } = values;
if (!id || !assets || !isReleaseId(id)) {
  throw new Error(
    'give --id with the tag of the release, such as v1.0.6, and --assets with the directory of its files',
  );
}

const catalogue = Catalogue.standard();
const earlier = catalogue.all().filter((release) => compareReleases(release.id, id) < 0);
const before = earlier[earlier.length - 1];
if (!before) { throw new Error(`${id} is older than ${catalogue.ids[0]}, the first release that is known`); }
const path = (name: string) => join(root, name);
const recordFile = `src/release/history/${id}.ts`;
if (existsSync(path(recordFile))) {
  throw new Error(`${recordFile} is there already; delete it to read the release again`);
}

const { record, unknownFields } = readRecord(id, readFiles(assets).assets, before, date);
if (unknownFields.length > 0) {
  throw new Error(
    `neither our fields nor a Kubernetes minor of imports/ can express ${unknownFields.join(', ')}; ` +
      'add the minor first (CLIENTS or DELTAS in scripts/imports), or the kind to src/api/kinds.ts',
  );
}
const source = printRecord(record);
writeFileSync(path(recordFile), source);
edit('src/release/history/index.ts', (text) => {
  const [comment, ...lines] = text.trimEnd().split('\n');
  const line = `export { ${constantOf(id)} } from './${id}';`;
  const idOf = (each: string) => /'\.\/(.+)'/.exec(each)![1];
  return `${[comment, ...[...lines, line].sort((a, b) => compareReleases(idOf(a), idOf(b)))].join('\n')}\n`;
});
edit('src/release/not-reproduced.ts', (text) => text.replace(new RegExp(`^  '${id}': \\{\n[^]*?^  \\},\n`, 'm'), ''));
edit('test/facts/upstream-checksums.json', (text) => {
  const all = { ...JSON.parse(text), [id]: assetChecksums(assets) };
  const sorted = Object.entries(all).sort(([a], [b]) => compareReleases(a, b));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`;
});
edit('CHANGELOG.md', (text) => text.replace(/(## Unreleased\n[^]*?)\n*(?=\n## |$)/, `$1\n- Agent Sandbox ${id}.\n`));

const todos = source.split(TO_DESCRIBE).length - 1;
console.log(`wrote ${recordFile}: ${summary()}`);
console.log(`Review it, and then:
- replace the ${todos} ${todos === 1 ? 'place' : 'places'} with "${TO_DESCRIBE}"; tests fail until then
- add what no asset shows: flags (compare upstream's cmd/agent-sandbox-controller/main.go), changed behaviour of the
  controller (ControllerFacts), faults that it is known for (knownBad)
- name the release in the task dist of .projenrc.ts if it is the newest of its line, and run npx projen
- npx projen regenerate, npm test; CONTRIBUTING.md, "Adding an upstream release", has what the tests may ask for`);

function edit(name: string, change: (text: string) => string): void {
  writeFileSync(path(name), change(readFileSync(path(name), 'utf8')));
}

function summary(): string {
  const { api = [], install = {}, roles = {} } = record;
  const parts = [
    ...(api.length > 0 ? [`${api.length} changes of the API`] : []),
    ...(Object.keys(install).length > 0 ? [`the install's ${Object.keys(install).join(', ')}`] : []),
    ...(Object.keys(roles).length > 0 ? [`permissions (${Object.keys(roles).join(', ')})`] : []),
  ];
  return parts.length > 0
    ? `${parts.join('; ')}, compared with ${before.id}`
    : `nothing but the image tag differs from ${before.id}`;
}
