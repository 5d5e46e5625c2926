/** Releases read again from the assets that upstream published, and compared with the records that people wrote. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';
import { crd } from '../../src/api/crd';
import { KIND_NAMES } from '../../src/api/kinds';
import { printRecord } from '../../src/release/assets/print-record';
import { readFiles } from '../../src/release/assets/published-files';
import { readRecord } from '../../src/release/assets/read-record';
import { Catalogue } from '../../src/release/catalogue';
import * as history from '../../src/release/history';
import { rulesOf } from '../../src/release/permissions';
import { ReleaseRecord } from '../../src/release/record';
import { Release, succeed } from '../../src/release/release';
import { directories } from '../support/directories';
import { UPSTREAM, UPSTREAM_IS_HERE } from '../support/upstream';

const ROOT = join(__dirname, '../..');
const releases = Catalogue.standard().all();
const last = releases[releases.length - 1];
const outdirOf = directories();

test('no record has a sentence that is still to be written', () => {
  expect(JSON.stringify(Object.values(history))).not.toContain('TODO');
});

const whenPresent = UPSTREAM_IS_HERE ? describe : describe.skip;
if (!UPSTREAM_IS_HERE) {
  process.stderr.write("SKIPPED: releases read from upstream's assets, which are not here (AGENT_SANDBOX_UPSTREAM)\n");
}

whenPresent('read from the assets', () => {
  test('the last release has the record that was written by hand', () => {
    const { assets } = readFiles(join(UPSTREAM, last.id));
    const { record } = readRecord(last.id, assets, releases[releases.length - 2], last.date);
    expect(record).toEqual(Object.values<ReleaseRecord>(history).find(({ id }) => id === last.id));
  });

  test.each(releases.slice(1).map(({ id }, index) => [id, releases[index], releases[index + 1]] as const))(
    '%s has the same CRDs, permissions and install as by its record, also once printed',
    (id, before, release) => {
      const { record, unknownFields } = readRecord(id, readFiles(join(UPSTREAM, id)).assets, before);
      expect(unknownFields).toEqual([]);
      expect(shown(succeed(before, record))).toEqual(shown(release));
      expect(shown(succeed(before, evaluated(printRecord(record))))).toEqual(shown(release));
    },
  );

  test('the command writes the files of a release that the library does not know', () => {
    const root = outdirOf();
    const files = ['src', 'imports', 'scripts', 'test/support', 'test/facts', 'test/tsconfig.json', 'tsconfig.json',
      'CHANGELOG.md', 'package.json'];
    for (const file of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      cpSync(join(ROOT, file), join(root, file), { recursive: true });
    }
    const text = (name: string) => readFileSync(join(root, name), 'utf8');
    const [record, index] = [`src/release/history/${last.id}.ts`, 'src/release/history/index.ts'];
    const [written, sums] = [text(index), text('test/facts/upstream-checksums.json')];
    rmSync(join(root, record));
    execFileSync('sed', ['-i', `/${last.id}/d`, join(root, index)]);

    const printed = execFileSync(
      process.execPath,
      [
        '-r',
        join(ROOT, 'node_modules/ts-node/register/transpile-only'),
        join(root, 'scripts/upstream-release.ts'),
        '--id',
        last.id,
        '--assets',
        join(UPSTREAM, last.id),
        '--date',
        last.date!,
      ],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: { ...process.env, TS_NODE_PROJECT: 'test/tsconfig.json', NODE_PATH: join(ROOT, 'node_modules') },
      },
    );
    expect(printed).toContain(
      `wrote ${record}: 1 changes of the API, compared with ${releases[releases.length - 2].id}`,
    );
    expect([text(index), text('test/facts/upstream-checksums.json')]).toEqual([written, sums]);
    expect(text('CHANGELOG.md')).toContain(`\n- Agent Sandbox ${last.id}.\n`);
    const withoutComments = (source: string) => source.replace(/\/\*\*.*?\*\//s, '');
    expect(withoutComments(text(record))).toBe(withoutComments(readFileSync(join(ROOT, record), 'utf8')));
  });
});

/** What assets show of a release. */
function shown({ api, roles, install: { leaderElection: _, ...install } }: Release): object {
  return {
    crds: KIND_NAMES.map((kind) => crd(kind, api)),
    roles: [roles.controller, roles.extensions, roles.namespaced].map(rulesOf),
    install,
  };
}

/** The record that a source exports. */
function evaluated(source: string): ReleaseRecord {
  const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exported: Record<string, ReleaseRecord> = {};
  // The modules that it imports are named as seen from the history.
  new Function('require', 'exports', outputText)(
    (name: string) => jest.requireActual(join(ROOT, 'src/release/history', name)), exported,
  );
  return Object.values(exported)[0];
}
