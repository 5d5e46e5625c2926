import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiHistory } from '../../scripts/api-history';
import { add, change, kubernetes, only, remove } from '../../src/api/changes';
import { int32, list, object, string } from '../../src/api/fields';
import { KIND_NAMES } from '../../src/api/kinds';
import { Catalogue } from '../../src/release/catalogue';
import { flag } from '../../src/release/flags';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/api-history.md'), 'utf8');
const catalogue = Catalogue.standard();

/** The cells of the row that starts with the name, in the section of the title. */
function row(page: string, title: string, name: string): string[] {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
  return cells(section.split('\n').find((line) => line.startsWith(`| \`${name}\` |`)) ?? '');
}

function cells(line: string): string[] {
  return line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim());
}

describe('docs/api-history.md', () => {
  test('is what the catalogue says', () => {
    expect(PAGE).toBe(apiHistory(catalogue));
  });

  test('says first that it is generated, and by what', () => {
    expect(PAGE.split('\n')[0]).toBe(
      "<!-- Generated from the release history by 'npx projen api-history'. Do not edit. -->",
    );
  });

  test('has a row for every release, the newest first', () => {
    const ids = [...PAGE.matchAll(/^\| `(v\d+\.\d+\.\d+)` \|/gm)].map(([, id]) => id);
    expect(ids).toEqual([...catalogue.ids].reverse());
  });

  test('has a row for every field and flag of every release', () => {
    for (const { api, flags } of catalogue.all()) {
      for (const { name: version, kinds } of api.versions) {
        for (const kind of KIND_NAMES) {
          const paths = Object.entries(kinds[kind]!.root.fields!).flatMap(([name, { fields = {} }]) => [
            name,
            ...Object.keys(fields).map((child) => `${name}.${child}`),
          ]);
          expect(paths.filter((path) => row(PAGE, `${kind} ${version}`, path).length !== 9)).toEqual([]);
        }
      }
      expect([...flags.keys()].filter((name) => row(PAGE, 'Controller flags', `--${name}`).length !== 8)).toEqual([]);
    }
  });

  test('every table has as many cells in each row, and every link a heading', () => {
    const tables = PAGE.trim().split('\n\n').filter((block) => block.startsWith('| '));
    expect(tables).toHaveLength(2 + 2 * KIND_NAMES.length);
    const uneven = tables.filter((block) => new Set(block.split('\n').map((line) => cells(line).length)).size !== 1);
    expect(uneven).toEqual([]);
    const headings = [...PAGE.matchAll(/^## (.+)$/gm)].map(([, title]) => title.toLowerCase().replace(/ /g, '-'));
    expect([...PAGE.matchAll(/\]\(#(.+)\)$/gm)].map(([, anchor]) => anchor)).toEqual(headings);
  });

  test.each<[string, string, string[]]>([
    [
      'Sandbox v1alpha1',
      'spec.replicas',
      ['int32', '', '`1`', '0 to 1', '`v0.1.0`', '`v0.5.6`', 'default `1` since `v0.3.10`'],
    ],
    ['Sandbox v1alpha1', 'spec.service', ['boolean', '', '', '', '`v0.4.6`', '`v0.5.6`', '']],
    ['Sandbox v1beta1', 'spec.service', ['boolean', '', '', '', '`v0.5.0`', '', '']],
    ['Sandbox v1beta1', 'spec.podTemplate.spec', ['`PodSpec`', 'yes', '', '', '`v0.5.0`', '', '']],
    ['SandboxClaim v1alpha1', 'status.sandbox.Name', ['string', '', '', '', '`v0.1.0`', '`v0.2.1`', '']],
    ['SandboxClaim v1beta1', 'spec.env[].name', ['string', 'yes', '', '', '`v0.5.0`', '', '']],
    [
      'SandboxWarmPool v1beta1',
      'spec.replicas',
      ['int32', '', '`1`', 'at least 0', '`v0.5.0`', '', 'optional since `v0.5.1`; default `1` since `v0.5.1`'],
    ],
  ])('%s %s', (title, path, expected) => {
    expect(row(PAGE, title, path).slice(1, -1)).toEqual(expected);
    expect(row(PAGE, title, path).at(-1)).toMatch(/\.$/);
  });

  test.each<[string, string[]]>([
    [
      '--sandbox-claim-concurrent-workers',
      ['int', '`50`', 'at least 1', '`v0.2.1`', '', 'default `50` (before: `1`) since `v0.5.0`'],
    ],
    ['--enable-webhook', ['bool', '`true`', '', '`v0.5.2`', '`v0.5.6`', '']],
    ['--sandbox-warm-pool-readiness-grace-period', ['duration', '`5m`', 'more than 0', '`v0.5.6`', '', '']],
    ['--zap-encoder', ['string', '`""`', '`json`, `console`', '`v0.1.0`', '', '']],
  ])('%s', (name, expected) => {
    expect(row(PAGE, 'Controller flags', name).slice(1, -1)).toEqual(expected);
  });

  test.each<[string, string | RegExp]>([
    ['v0.1.0', 'The controller is a StatefulSet.'],
    ['v0.2.1', 'The controller is a Deployment.'],
    ['v0.4.1', 'Installs as `v0.4.0` does, but for the image.'],
    ['v0.5.0', /^\*\*Known bad\*\*: .+; mended in `v0\.5\.2`\./],
    ['v0.5.2', 'CRDs as of `v0.5.1`.'],
    ['v1.0.2', ''],
  ])('%s is noted: %s', (id, note) => {
    expect(row(PAGE, 'Releases', id).at(-1)).toEqual(typeof note === 'string' ? note : expect.stringMatching(note));
  });

  test('a version is told from when on it is served and deprecated', () => {
    expect(PAGE).toContain('Served from `v0.1.0` to `v0.5.6`, deprecated since `v0.5.0`.');
    expect(PAGE).toContain('Served since `v0.5.0`.\n');
    expect(row(PAGE, 'Releases', 'v0.5.0').slice(0, 4)).toEqual([
      '`v0.5.0`',
      '2026-06-24',
      '1.35',
      '`v1beta1`, `v1alpha1` (deprecated)',
    ]);
  });
});

describe('a made-up release', () => {
  const extended = catalogue
    .with({
      id: 'v9.9.8',
      date: '2030-01-01',
      api: [
        kubernetes('1.36'),
        ...only(
          'v1beta1',
          add(
            'Sandbox.spec.zones',
            list('Where it *may* run, a|b.', object('', { name: string('Name.', { required: true }) }), {
              atomic: true,
            }),
          ),
          change('SandboxWarmPool.spec.replicas', { default: 2, maximum: 9, required: true }),
          remove('Sandbox.spec.service'),
          remove('Sandbox.spec.shutdownPolicy'),
        ),
      ],
      flags: {
        add: [flag('level', 'int', 3, 'How much.', { minimum: 2 })],
        remove: ['extensions'],
        defaults: { 'leader-elect': false },
      },
      knownBad: [{ reason: 'it is made up', fixedIn: 'v9.9.9' }],
    })
    .with({ id: 'v9.9.9', api: [add('Sandbox.spec.service', int32('Port.', { default: 80 }))] });
  const page = apiHistory(extended);

  test.each<[string, string, string[]]>([
    ['Releases', 'v9.9.8', ['2030-01-01', '1.36', '`v1beta1`', '**Known bad**: it is made up; mended in `v9.9.9`.']],
    ['Releases', 'v9.9.9', ['', '1.36', '`v1beta1`', '']],
    [
      'Sandbox v1beta1',
      'spec.zones',
      ['list of object, atomic', '', '', '', '`v9.9.8`', '', '', 'Where it \\*may\\* run, a\\|b.'],
    ],
    ['Sandbox v1beta1', 'spec.zones[].name', ['string', 'yes', '', '', '`v9.9.8`', '', '', 'Name.']],
    [
      'Sandbox v1beta1',
      'spec.shutdownPolicy',
      ['string', '', '`Retain`', '`Delete`, `Retain`', '`v0.5.0`', '`LATEST`', '', expect.any(String)],
    ],
    [
      'Sandbox v1beta1',
      'spec.service',
      [
        'int32',
        '',
        '`80`',
        '',
        '`v0.5.0`',
        '',
        'absent from `v9.9.8` to `v9.9.8`; int32 (before: boolean) since `v9.9.9`; default `80` since `v9.9.9`',
        'Port.',
      ],
    ],
    [
      'SandboxWarmPool v1beta1',
      'spec.replicas',
      [
        'int32',
        'yes',
        '`2`',
        '0 to 9',
        '`v0.5.0`',
        '',
        'optional since `v0.5.1`; default `1` since `v0.5.1`; required since `v9.9.8`; ' +
          'default `2` (before: `1`) since `v9.9.8`; ' +
          '0 to 9 (before: at least 0) since `v9.9.8`',
        expect.any(String),
      ],
    ],
    ['Controller flags', '--level', ['int', '`3`', 'at least 2', '`v9.9.8`', '', '', 'How much.']],
    ['Controller flags', '--extensions', ['bool', '`false`', '', '`v0.1.0`', '`LATEST`', '', expect.any(String)]],
    [
      'Controller flags',
      '--leader-elect',
      [
        'bool',
        '`false`',
        '',
        '`v0.1.0`',
        '',
        'default `true` (before: `false`) since `v0.2.1`; default `false` (before: `true`) since `v9.9.8`',
        expect.any(String),
      ],
    ],
  ])('shows up in %s at %s', (title, name, expected) => {
    expect(row(page, title, name).slice(1)).toEqual(
      expected.map((cell) => (cell === '`LATEST`' ? `\`${catalogue.latest.id}\`` : cell)),
    );
  });

  test('and nowhere else', () => {
    const changed = page.split('\n').filter((line) => !PAGE.includes(`${line}\n`));
    expect(changed.filter((line) => line.startsWith('|')).map((line) => cells(line)[0])).toEqual([
      '`v9.9.9`', '`v9.9.8`',
      '`spec.service`', '`spec.shutdownPolicy`', '`spec.zones`', '`spec.zones[].name`', '`spec.replicas`',
      '`--extensions`', '`--leader-elect`', '`--level`',
    ]);
    expect(page).toContain('from v0.1.0 to v9.9.9 ');
  });
});

describe('the command', () => {
  let scratch: string;

  beforeAll(() => {
    // A repository of its own, whose page a test may spoil.
    scratch = mkdtempSync(join(tmpdir(), 'api-history-'));
    mkdirSync(join(scratch, 'scripts'));
    for (const name of ['api-history.ts', 'generated.ts']) {
      cpSync(join(ROOT, 'scripts', name), join(scratch, 'scripts', name));
    }
    for (const folder of ['src', 'node_modules']) {
      symlinkSync(join(ROOT, folder), join(scratch, folder), 'junction');
    }
  });
  afterAll(() => { rmSync(scratch, { recursive: true, force: true }); });

  function run(...args: string[]) {
    const command = [
      join(ROOT, 'node_modules/.bin/ts-node'),
      '-T',
      '-P',
      join(ROOT, 'test/tsconfig.json'),
      join(scratch, 'scripts/api-history.ts'),
      ...args,
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8' });
    return { status, output: stdout + stderr };
  }

  const stale = { status: 1, output: "docs/api-history.md differs from what 'npx projen api-history' writes\n" };

  test('writes the page, and in check mode only tells whether it is current', () => {
    const file = join(scratch, 'docs/api-history.md');
    expect(run('--check')).toEqual(stale);
    expect(run()).toEqual({ status: 0, output: '' });
    expect(readFileSync(file, 'utf8')).toBe(PAGE);
    expect(run('--check')).toEqual({ status: 0, output: '' });
    appendFileSync(file, '\n');
    expect(run('--check')).toEqual(stale);
    expect(readFileSync(file, 'utf8')).toBe(`${PAGE}\n`);
  });
});
