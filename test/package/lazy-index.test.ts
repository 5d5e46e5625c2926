/**
 * The compiled library loads what is used and no more, for CommonJS, for ES modules and in a bundle (docs/adr/0004 and
 * 0014).
 *
 * Every case is a process of its own: what jest has loaded says nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';

const ROOT = realpathSync(join(__dirname, '../..'));
const QUICKSTART = join(ROOT, 'examples/quickstart');
const BIN = join(ROOT, 'node_modules/.bin');
const CDK8S_PLUS = /(^|\/)cdk8s-plus/;

/** One name of the index, before and after its first use. */
interface Export {
  readonly name: string;
  readonly type: string;
  readonly lazy: boolean;
  readonly plainAfterUse: boolean;
  readonly ofModule: boolean;
}

let directory: string;

beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'lazy-index-')));
  writeFileSync(join(directory, 'report-loaded.js'), `
    process.on('exit', () => {
      const files = Object.keys(require.cache).filter((file) => file !== __filename);
      require('node:fs').writeFileSync(process.env.REPORT_LOADED, JSON.stringify(files));
    });`);
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('CommonJS', () => {
  test('requiring the package loads its index alone', () => {
    expect(loadedBy('-e', 'require("cdk8s-agent-sandbox")')).toEqual(['lib/index.js']);
  });

  test('listing the names loads nothing more', () => {
    expect(loadedBy('-e', 'Object.keys(require("cdk8s-agent-sandbox"))')).toEqual(['lib/index.js']);
  });

  test('an install, synthesized, loads no cdk8s-plus', () => {
    const outdir = join(directory, 'install');
    const loaded = loadedBy('-e', `
      const { App, Chart } = require('cdk8s');
      const { AgentSandbox, AgentSandboxVersion } = require('cdk8s-agent-sandbox');
      const app = new App({ outdir: ${JSON.stringify(outdir)} });
      new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.LATEST });
      app.synth();`);
    expect(readdirSync(outdir)).toEqual(['platform.k8s.yaml']);
    expect(loaded).toContain('lib/bundle.js');
    expect(loaded.filter((file) => CDK8S_PLUS.test(file))).toEqual([]);
  });

  test.each([
    ['versions', []],
    ['release', ['v1.0.5', '--outdir']],
  ])('the command %s loads no cdk8s-plus', (command, args) => {
    const outdir = args.length > 0 ? [join(directory, 'release')] : [];
    const loaded = loadedBy(join(ROOT, 'bin/cdk8s-agent-sandbox'), command, ...args, ...outdir);
    expect(loaded).toContain('lib/cli/main.js');
    expect(loaded.filter((file) => CDK8S_PLUS.test(file))).toEqual([]);
  });

  test('a release reads the core types of its own Kubernetes minor alone', () => {
    const loaded = loadedBy(
      join(ROOT, 'bin/cdk8s-agent-sandbox'),
      'release',
      'v1.0.5',
      '--outdir',
      join(directory, 'release'),
    );
    expect(loaded.filter((file) => file.startsWith('imports/'))).toHaveLength(1);
  });
});

describe('the exports', () => {
  const owners = new Map(ownersOfNames());
  let exported: Export[];

  beforeAll(() => {
    exported = JSON.parse(node(['-e', `
      const index = require('cdk8s-agent-sandbox');
      const owners = new Map(${JSON.stringify([...owners])});
      const bundle = require('cdk8s-agent-sandbox/lib/bundle.js');
      const required = (name) => bundle[owners.get(name)]();
      const sameNames = (one, other) => Object.keys(one).join() === Object.keys(other).join();
      console.log(JSON.stringify(Object.keys(index).map((name) => {
        const before = Object.getOwnPropertyDescriptor(index, name);
        const value = index[name];
        const after = Object.getOwnPropertyDescriptor(index, name);
        return {
          name,
          type: typeof value,
          lazy: 'get' in before && before.enumerable,
          plainAfterUse: after.value === value && after.enumerable,
          ofModule: owners.has(name) && (required(name)[name] === value || sameNames(required(name), value)),
        };
      })));`]));
  });

  test('are those that the modules of the index declare', () => {
    expect(exported.map(({ name }) => name).sort()).toEqual([...owners.keys()].sort());
    expect(exported.length).toBeGreaterThan(10);
  });

  test('hold every class and every enum of the jsii assembly', () => {
    const types = Object.values(assembly().types).filter(({ kind, namespace }) => kind !== 'interface' && !namespace);
    const expected = types.map(({ name, kind }) => ({ name, type: kind === 'class' ? 'function' : 'object' }));
    expect(types.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['class', 'enum']));
    expect(exported.map(({ name, type }) => ({ name, type }))).toEqual(expect.arrayContaining(expected));
    // What is not in the assembly is internal by its name.
    const known = new Set([
      ...types.map(({ name }) => name),
      ...Object.values(assembly().types).map(({ namespace }) => namespace),
    ]);
    expect(exported.filter(({ name }) => !known.has(name) && !name.startsWith('_'))).toEqual([]);
  });

  test('have the names of the sources, and of jsii in its assembly', () => {
    const classes = Object.entries(assembly().types).filter(
      ([, { kind, namespace }]) => kind === 'class' && !namespace,
    );
    const told = JSON.parse(node(['-e', `
      const index = require('cdk8s-agent-sandbox');
      const told = (value) => [value.name, value[Symbol.for('jsii.rtti')]?.fqn];
      console.log(JSON.stringify(${JSON.stringify(classes.map(([, { name }]) => name))}.map((name) => told(index[name]))));`]));
    expect(told).toEqual(classes.map(([fqn, { name }]) => [name, fqn]));
  });

  test('are accessors until used, plain values after, and those of their module', () => {
    expect(exported.filter(({ lazy, plainAfterUse, ofModule }) => !(lazy && plainAfterUse && ofModule))).toEqual([]);
  });

  test('work as ES module imports, by name and as a namespace', () => {
    const names = [...owners.keys()];
    const [named, namespace, byDefault] = JSON.parse(
      node([
        '--input-type=module',
        '-e',
        `
      import { createRequire } from 'node:module';
      import { join } from 'node:path';
      import { ${names.join(', ')} } from 'cdk8s-agent-sandbox';
      import * as namespace from 'cdk8s-agent-sandbox';
      import byDefault from 'cdk8s-agent-sandbox';
      const required = createRequire(join(process.cwd(), 'main.js'))('cdk8s-agent-sandbox');
      const isSame = (object, name) => object[name] !== undefined && object[name] === required[name];
      const same = (object) => Object.keys(object).filter((name) => isSame(object, name));
      console.log(JSON.stringify([{ ${names.join(', ')} }, namespace, byDefault].map(same)));`,
      ]),
    );
    expect(named).toEqual(names);
    expect(namespace).toEqual(expect.arrayContaining(names));
    expect(byDefault.sort()).toEqual(names.sort());
  });
});

test('the quickstart bundled with esbuild is one file that prints what it prints unbundled', () => {
  const bundle = join(directory, 'main.cjs');
  execFileSync(
    join(BIN, 'esbuild'),
    ['main.ts', '--bundle', '--platform=node', '--format=cjs', '--log-level=warning', `--outfile=${bundle}`],
    { cwd: QUICKSTART },
  );

  const [unbundledTo, bundledTo, report] = ['unbundled', 'bundled', 'bundled.json'].map((name) =>
    join(directory, name),
  );
  execFileSync(join(BIN, 'ts-node'), ['-T', 'main.ts'], {
    cwd: QUICKSTART,
    env: { ...process.env, CDK8S_OUTDIR: unbundledTo },
  });
  execFileSync(process.execPath, [bundle], { cwd: directory, env: { CDK8S_OUTDIR: bundledTo } });
  expect(readdirSync(bundledTo)).toEqual(['platform.k8s.yaml']);
  expect(read(bundledTo)).toBe(read(unbundledTo));

  const env = { CDK8S_OUTDIR: bundledTo, REPORT_LOADED: report };
  execFileSync(process.execPath, ['--require', join(directory, 'report-loaded.js'), bundle], { cwd: directory, env });
  expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual([bundle]);
});

/** What node prints for these arguments, run where users of the package would. */
function node(args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  return execFileSync(process.execPath, args, { cwd: QUICKSTART, env, encoding: 'utf8', stdio: 'pipe' });
}

/** The files of the repository that node has loaded when a script ends. */
function loadedBy(...args: string[]): string[] {
  const report = join(directory, 'loaded.json');
  node(['--require', join(directory, 'report-loaded.js'), ...args], { ...process.env, REPORT_LOADED: report });
  const files: string[] = JSON.parse(readFileSync(report, 'utf8'));
  return files
    .map((file) => relative(ROOT, file).split(sep).join('/'))
    .filter((file) => file !== 'bin/cdk8s-agent-sandbox');
}

function read(outdir: string): string {
  return readFileSync(join(outdir, 'platform.k8s.yaml'), 'utf8');
}

/**
 * Each name that the declarations of the index give, with the module that it comes from or, as a namespace, stands
 * for.
 */
function ownersOfNames(): Array<[string, string]> {
  const declarations = readFileSync(join(ROOT, 'lib/index.d.ts'), 'utf8');
  const stars = [...declarations.matchAll(/^export \*(?: as (\w+))? from '\.\/(.+)';$/gm)].map(
    ([, namespace, path]) => ({ namespace, path }),
  );
  return JSON.parse(
    node([
      '-e',
      `
    const names = ({ namespace, path }) =>
      namespace ? [namespace] : Object.keys(require('cdk8s-agent-sandbox/lib/bundle.js')[path]());
    const stars = ${JSON.stringify(stars)};
    console.log(JSON.stringify(stars.flatMap((star) => names(star).map((name) => [name, star.path]))));`,
    ]),
  );
}

interface Assembly {
  readonly types: Readonly<
    Record<
      string,
      { readonly kind: 'class' | 'enum' | 'interface'; readonly name: string; readonly namespace?: string }
    >
  >;
}

/** The jsii assembly, which may be compressed beside a file that redirects to it. */
function assembly(): Assembly {
  const found = JSON.parse(readFileSync(join(ROOT, '.jsii'), 'utf8'));
  return found.schema === 'jsii/file-redirect'
    ? JSON.parse(gunzipSync(readFileSync(join(ROOT, found.filename))).toString())
    : found;
}
