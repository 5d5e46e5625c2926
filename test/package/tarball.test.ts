/** What a user installs: the content of the tarball, and that it works where nothing else of the repository is. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const ROOT = realpathSync(join(__dirname, '../..'));
const CORE_TYPES = /^(?:(?:core|kinds)-.*|other-kinds)\.json$/;
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

/** What `npm pack --json` prints of a package. */
interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { path: string; mode: number }[];
}

describe('the content', () => {
  let packed: Packed;
  let paths: string[];

  beforeAll(() => {
    packed = pack('--dry-run');
    paths = packed.files.map(({ path }) => path);
    process.stdout.write(
      `tarball: ${kB(packed.size)} packed, ${kB(packed.unpackedSize)} unpacked, ${paths.length} files\n`,
    );
  });

  test('holds the library, its data, its command and its papers', () => {
    expect(paths).toEqual(expect.arrayContaining([
      'package.json',
      'README.md',
      'LICENSE',
      'bin/cdk8s-agent-sandbox',
      'lib/index.d.ts',
      'lib/findings/pages.json',
      'lib/vendor/re2js.LICENSE',
      ...filesOf('imports', CORE_TYPES),
      ...['.jsii', '.jsii.gz'].filter((name) => existsSync(join(ROOT, name))),
    ]));
    expect(filesOf('imports', CORE_TYPES).length).toBeGreaterThanOrEqual(4);
  });

  test('holds the jsii assembly, plain or compressed', () => {
    expect(paths.filter((path) => path.startsWith('.jsii'))).not.toHaveLength(0);
  });

  test('holds the examples of docstrings and README.md in four languages, each compiled alone', () => {
    expect(paths).toContain('.jsii.tabl.json.gz');
    const tablet = JSON.parse(gunzipSync(readFileSync(join(ROOT, '.jsii.tabl.json.gz'))).toString());
    const snippets: any[] = Object.values(tablet.snippets);
    const ofTypes = snippets.map(({ location: { api } }) => api.fqn?.split('.')[1]).filter(Boolean);
    expect(ofTypes).toEqual(expect.arrayContaining([
      'AgentSandbox', 'IsolatedRuntime', 'NetworkReport', 'Sandbox', 'SandboxAdmissionPolicy', 'SandboxClaim',
      'SandboxCluster', 'SandboxEgress', 'SandboxIngress', 'SandboxRouter', 'SandboxTemplate', 'SandboxTenant',
      'StackPicture', 'WarmPool',
    ]));
    expect(snippets.filter(({ location: { api } }) => api.api === 'moduleReadme')).toHaveLength(2);
    for (const { didCompile, translations } of snippets) {
      expect(didCompile).toBe(true);
      expect(Object.keys(translations)).toEqual(expect.arrayContaining(['$', 'csharp', 'go', 'java', 'python']));
    }
  });

  test('holds the code in one file, four that lead into it, and what it uses besides', () => {
    expect(paths.filter((path) => path.endsWith('.js')).sort()).toEqual([
      'lib/bundle.js',
      'lib/cli/main.js',
      'lib/index.js',
      'lib/plugin.js',
      'lib/rehearsal/index.js',
      'lib/vendor/re2js.js',
    ]);
  });

  test('holds the page of every finding', () => {
    const pages = JSON.parse(readFileSync(join(ROOT, 'lib/findings/pages.json'), 'utf8'));
    const files = filesOf('docs/findings', /^ASB\d{3}\.md$/);
    expect(files.length).toBeGreaterThan(100);
    expect(pages).toEqual(
      Object.fromEntries(files.map((file) => [basename(file, '.md'), readFileSync(join(ROOT, file), 'utf8')])),
    );
  });

  test('holds the declarations that the public ones lead to, with their comments, and no comments besides', () => {
    const declared = paths.filter((path) => path.endsWith('.d.ts'));
    expect(declared).toContain('lib/tenant/sandbox-tenant.d.ts');
    expect(declared.filter((path) => /^lib\/(cli|validation\/documents)\//.test(path))).toEqual([]);
    expect(readFileSync(join(ROOT, 'lib/tenant/sandbox-tenant.d.ts'), 'utf8')).toContain(
      'A tenant: a chart for one namespace',
    );
    expect(readFileSync(join(ROOT, 'lib/bundle.js'), 'utf8')).not.toMatch(/^\s*(?:\/\*|\/\/)/m);
  });

  test('holds nothing else', () => {
    const folders = /^(lib\/.*|imports\/((core|kinds)-[^/]+|other-kinds)\.json)$/;
    const files = [
      '.jsii',
      '.jsii.gz',
      '.jsii.tabl.json.gz',
      'LICENSE',
      'README.md',
      'bin/cdk8s-agent-sandbox',
      'package.json',
    ];
    expect(paths.filter((path) => !folders.test(path) && !files.includes(path))).toEqual([]);
  });

  test('holds no sources, tools, tests, examples or settings of the repository', () => {
    const roots = new Set(paths.map((path) => path.split('/')[0]));
    const unwanted = [
      'src',
      'test',
      'test-reports',
      'coverage',
      'scripts',
      'examples',
      'dist',
      'artifacts',
      'benchmarks',
      'projenrc',
      '.projen',
      '.projenrc.ts',
      '.ci',
      '.eslintrc.json',
      '.gitattributes',
      '.gitignore',
      'tsconfig.json',
      'tsconfig.dev.json',
      'package-lock.json',
    ];
    expect(unwanted.filter((name) => roots.has(name))).toEqual([]);
  });

  test('holds one executable file, the command', () => {
    const own = packed.files.filter(({ path }) => !path.startsWith('node_modules/'));
    expect(own.filter(({ mode }) => /[1357]..$/.test(mode.toString(8))).map(({ path }) => path)).toEqual([
      'bin/cdk8s-agent-sandbox',
    ]);
  });

  // docs/adr/0025 tells what it is made of. Since then: kinds of other projects and values of Kubernetes' kinds 30 kB,
  // tenants and policies in `import` 8, rollouts 8, `doctor` with its pages 20.
  test('stays small: at most 990 kB packed, 3.15 MB unpacked', () => {
    expect(packed.size).toBeLessThanOrEqual(990_000);
    expect(packed.unpackedSize).toBeLessThanOrEqual(3_150_000);
  });
});

describe('installed in a project of its own', () => {
  let project: string;
  let library: string;

  beforeAll(() => {
    project = realpathSync(mkdtempSync(join(tmpdir(), 'tarball-')));
    library = join(project, 'node_modules/cdk8s-agent-sandbox');
    const { filename } = pack('--pack-destination', project);
    for (const peer of PEERS) {
      link(realpathSync(join(ROOT, 'node_modules', peer)), join(project, 'node_modules', peer));
    }
    mkdirSync(library);
    execFileSync('tar', ['-xzf', filename, '--strip-components=1', '-C', library], { cwd: project });
    link('../cdk8s-agent-sandbox/bin/cdk8s-agent-sandbox', join(project, 'node_modules/.bin/cdk8s-agent-sandbox'));
  });

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test('brings no dependency along, and asks for the peers', () => {
    const {
      dependencies = {},
      bundledDependencies = [],
      peerDependencies,
    } = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'));
    expect([Object.keys(dependencies), bundledDependencies]).toEqual([[], []]);
    expect(Object.keys(peerDependencies).sort()).toEqual(PEERS);
  });

  test.each(['node_modules/cdk8s-agent-sandbox/bin', 'node_modules/.bin'])(
    '%s/cdk8s-agent-sandbox release v1.0.5 works',
    (bin) => {
      rmSync(join(project, 'dist'), { recursive: true, force: true });
      execFileSync(join(project, bin, 'cdk8s-agent-sandbox'), ['release', 'v1.0.5'], { cwd: project });
      const files = ['SHA256SUMS', 'extensions.yaml', 'manifest.yaml', 'sandbox-with-extensions.yaml'];
      expect(readdirSync(join(project, 'dist/v1.0.5')).sort()).toEqual(files);

      const ours = join(project, 'ours');
      execFileSync(process.execPath, [join(ROOT, 'bin/cdk8s-agent-sandbox'), 'release', 'v1.0.5', '--outdir', ours]);
      for (const file of files) {
        expect(read('dist/v1.0.5', file)).toBe(read('ours/v1.0.5', file));
      }
    },
  );

  test('cdk8s-agent-sandbox validate and explain work', () => {
    const run = (...args: string[]) =>
      spawnSync(join(project, 'node_modules/.bin/cdk8s-agent-sandbox'), args, { cwd: project, encoding: 'utf8' });
    writeFileSync(join(project, 'sandbox.yaml'), readFileSync(join(ROOT, 'test/support/refused-sandbox.yaml')));
    expect(run('validate', 'sandbox.yaml')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('sandbox.yaml:7:3: error ASB101 Sandbox research/old'),
    });
    expect(run('explain', 'ASB101')).toMatchObject({ status: 0, stdout: expect.stringContaining('ASB101') });
  });

  test.each([
    [
      'main.cjs',
      'const { App, Chart } = require("cdk8s");' +
        'const { AgentSandbox, AgentSandboxVersion } = require("cdk8s-agent-sandbox");',
    ],
    [
      'main.mjs',
      'import { App, Chart } from "cdk8s"; import { AgentSandbox, AgentSandboxVersion } from "cdk8s-agent-sandbox";',
    ],
  ])('an app as %s works', (file, head) => {
    writeFileSync(
      join(project, file),
      `${head}
      const app = new App({ outdir: ${JSON.stringify(join(project, 'out'))} });
      new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5 });
      app.synth();`,
    );
    execFileSync(process.execPath, [file], { cwd: project });
    expect(read('out', 'platform.k8s.yaml')).toContain('name: agent-sandbox-controller');
    rmSync(join(project, 'out'), { recursive: true });
  });

  test('a typed app compiles against its declarations', () => {
    writeFileSync(join(project, 'main.ts'), readFileSync(join(ROOT, 'examples/quickstart/main.ts')));
    writeFileSync(
      join(project, 'index.ts'),
      "import * as sandbox from 'cdk8s-agent-sandbox';\n" +
        'export const version: string = sandbox.AgentSandboxVersion.LATEST.toString();\n',
    );
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(
      process.execPath,
      [tsc, '--noEmit', '--strict', '--module', 'node16', '--target', 'es2022', 'main.ts', 'index.ts'],
      { cwd: project, encoding: 'utf8' },
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  function read(...path: string[]): string {
    return readFileSync(join(project, ...path), 'utf8');
  }
});

/** What npm would publish; scripts do not run, as the tests need no build. */
function pack(...options: string[]): Packed {
  const printed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', ...options], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: 'pipe',
  });
  return JSON.parse(printed)[0];
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

/** The files of a folder of the repository, also below it, whose names match. */
function filesOf(folder: string, name: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesOf(path, name) : name.test(entry.name) ? [path] : [];
  });
}

function kB(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
