/**
 * Writes the releases that code names: the constants of AgentSandboxVersion, one for each release of the catalogue, and
 * those that `npm create` offers. `--check` writes nothing and fails when the checked-in ones differ.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOrCheck } from './generated';
import { Catalogue } from '../src/release/catalogue';

const LINES_OFFERED = 3;
const OFFERED = 'create/src/releases.mjs';
const FILE = 'src/release/agent-sandbox-version.ts';
const name = (id: string) => id.toUpperCase().replace(/\W/g, '_');

const { ids, latest } = Catalogue.standard();
const constants = [
  ...ids.flatMap((id) => [
    `  /** Release ${id}. */`,
    `  public static readonly ${name(id)} = new AgentSandboxVersion('${id}');`,
  ]),
  '  /** The newest release that this library knows. */',
  `  public static readonly LATEST = AgentSandboxVersion.${name(latest.id)};`,
];
const before = readFileSync(join(__dirname, '..', FILE), 'utf8');
const after = before.replace(
  /( {2}\/\/ <releases>.*\n)[^]*?( {2}\/\/ <\/releases>)/,
  (_, open, close) => `${open}${constants.join('\n')}\n${close}`,
);

const lines = new Map(Catalogue.standard().all().map((release) => [release.id.replace(/\.\d+$/, ''), release]));
const offered = [...lines.values()].slice(-LINES_OFFERED).reverse().map(({ id, api }) => {
  const versions = api.versions.map((version) => version.name).join(' and ');
  return `  { version: '${id}', constant: '${name(id)}', note: '${versions}' },`;
});
writeOrCheck('release-constants', {
  [FILE]: after,
  [OFFERED]: [
    '// Written by `npx projen release-constants`.',
    '/** The newest release of each line that is offered, the newest first. */',
    'export const RELEASES = [',
    ...offered,
    '];',
    '',
  ].join('\n'),
});
