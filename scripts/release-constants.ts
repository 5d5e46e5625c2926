/**
 * Writes the constants of AgentSandboxVersion, one for each release of the catalogue. `--check` writes nothing and
 * fails when the checked-in ones differ.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeOrCheck } from './generated';
import { Catalogue } from '../src/release/catalogue';

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
writeOrCheck('release-constants', { [FILE]: after });
