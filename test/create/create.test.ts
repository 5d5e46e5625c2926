/**
 * The projects that `npm create cdk8s-agent-sandbox` makes: installed from the packed tarball of the command, with this
 * repository's library and dependencies in place of an install.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = realpathSync(join(__dirname, '../..'));
const LIBRARIES = ['@types', 'cdk8s', 'cdk8s-agent-sandbox', 'cdk8s-cli', 'cdk8s-plus-28', 'constructs', 'tsx'];
const RELEASES = ['v1.0.5', 'v0.5.6', 'v0.4.6'];
const RUNTIMES = ['gvisor', 'kata', 'none'];
const GITOPS = ['none', 'argocd', 'flux'];
const MODULES = ['esm', 'commonjs'];

let directory: string;
let bin: string;

beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'create-')));
  const options = ['pack', '--json', '--pack-destination', directory];
  const [{ filename }] = JSON.parse(execFileSync('npm', options, { cwd: join(ROOT, 'create'), encoding: 'utf8' }));
  mkdirSync(join(directory, 'command'));
  execFileSync('tar', ['-xzf', filename, '--strip-components=1', '-C', 'command'], { cwd: directory });
  bin = join(directory, 'command/bin/create.mjs');
  mkdirSync(join(directory, 'node_modules/.bin'), { recursive: true });
  const linked = (path: string) => symlinkSync(join(ROOT, path), join(directory, path));
  for (const name of LIBRARIES) { linked(join('node_modules', name)); }
  for (const command of ['cdk8s', 'tsc', 'tsx']) { linked(join('node_modules/.bin', command)); }
  symlinkSync(join(ROOT, 'bin/cdk8s-agent-sandbox'), join(directory, 'node_modules/.bin/cdk8s-agent-sandbox'));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('the version is that of the library', () => {
  const versionOf = (file: string) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).version;
  expect(versionOf('create/package.json')).toBe(versionOf('package.json'));
});

test('a project gets the library with the edition of cdk8s-plus that it is for', () => {
  create('edition', '--no-install');
  const { dependencies } = JSON.parse(readFileSync(join(directory, 'edition/package.json'), 'utf8'));
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(Object.keys(dependencies).sort()).toEqual(['cdk8s-agent-sandbox', ...Object.keys(peerDependencies)].sort());
});

describe('the projects', () => {
  const combinations = RELEASES.flatMap((release) => RUNTIMES.flatMap((runtime) => GITOPS.flatMap((gitops) =>
    MODULES.map((module) => ({ release, runtime, gitops, module })))));
  const nameOf = (chosen: object) => Object.values(chosen).join('-');

  beforeAll(() => {
    for (const chosen of combinations) {
      const options = Object.entries(chosen).flatMap(([option, value]) => [`--${option}`, value]);
      const { status, stderr } = create(join('projects', nameOf(chosen)), '--no-install', ...options);
      expect({ chosen, status, stderr }).toEqual({ chosen, status: 0, stderr: '' });
    }
  });

  test('all type-check', () => {
    const [first] = combinations;
    const settings = { extends: `./${nameOf(first)}/tsconfig.json`, include: ['*/*.ts', '*/test/*.ts'] };
    writeFileSync(join(directory, 'projects/tsconfig.json'), JSON.stringify(settings));
    expect(run('projects', 'tsc')).toMatchObject({ status: 0, stdout: '' });
  });

  // Each value of each choice, and each runtime with each GitOps tool.
  test.each(combinations.filter(({ release, runtime, gitops, module }) =>
    module === 'esm' ? release === 'v1.0.5' : gitops === 'none' && (release === 'v1.0.5') === (runtime === 'gvisor'),
  ))('$release with $runtime, $gitops and $module synthesizes, and validate refuses nothing', (chosen) => {
    const project = join('projects', nameOf(chosen));
    expect(run(project, 'tsx', 'main.ts')).toEqual({ status: 0, stdout: '', stderr: '' });
    const validated = run(project, 'cdk8s-agent-sandbox', 'validate', 'dist');
    // An acknowledgement is a part of the app: of its files, a reader is told that nothing isolates the pods.
    const codes = chosen.runtime === 'none' ? ['ASB311'] : [];
    expect(validated).toMatchObject({ status: 0, stderr: expect.stringContaining(' 0 errors, ') });
    expect([...validated.stdout.matchAll(/ASB\d{3}/g)].map(([code]) => code)).toEqual(codes);
    expect(validated.stderr).toContain(`judged by ${chosen.release}`);
  });

  test.each(MODULES)('the scripts of package.json work with %s', (module) => {
    const project = join('projects', nameOf({ release: 'v1.0.5', runtime: 'gvisor', gitops: 'none', module }));
    for (const script of ['synth', 'test', 'validate']) {
      const { status, stdout, stderr } = run(project, 'npm', 'run', script);
      expect({ script, status, stdout, stderr }).toMatchObject({ script, status: 0 });
    }
    expect(readdirSync(join(directory, project, 'dist'))).toEqual(['agents.k8s.yaml', 'platform.k8s.yaml']);
  });

  test('the test of the project fails if a template is not isolated', () => {
    const project = join('projects', nameOf({ release: 'v1.0.5', runtime: 'kata', gitops: 'none', module: 'esm' }));
    const file = join(directory, project, 'agents.ts');
    const source = readFileSync(file, 'utf8');
    writeFileSync(file, source.replace('      runtime: platform.runtime,\n', ''));
    const { status, stdout } = run(project, 'node', '--import', 'tsx', '--test', 'test/agents.test.ts');
    writeFileSync(file, source);
    expect({ status, stdout }).toMatchObject({ status: 1, stdout: expect.stringContaining('runtimeClassName') });
  });

  test.each(['argocd', 'flux'])('the files for %s name a folder that the app writes, the platform first', (gitops) => {
    const chosen = { release: 'v1.0.5', runtime: 'gvisor', gitops, module: 'esm' };
    const project = join(directory, 'projects', nameOf(chosen));
    const [file] = readdirSync(join(project, 'gitops'));
    const text = readFileSync(join(project, 'gitops', file), 'utf8');
    const folders = [...text.matchAll(/path: (?:\.\/)?(dist\/\w+)/g)].map(([, folder]) => folder);
    expect(folders).toEqual(['dist/platform', 'dist/agents']);
    expect(folders.filter((folder) => !existsSync(join(project, folder)))).toEqual([]);
  });
});

test('Python: every choice is a project whose modules compile', () => {
  if (spawnSync('python3', ['--version']).status !== 0) {
    process.stderr.write('SKIPPED: no python3, so projects in Python are not compiled\n');
    return;
  }
  for (const runtime of RUNTIMES) {
    const project = join('python', runtime);
    expect(create(project, '--no-install', '--language', 'python', '--runtime', runtime)).toMatchObject({ status: 0 });
    expect(run(project, 'python3', '-m', 'compileall', '-q', '.')).toMatchObject({ status: 0, stdout: '' });
  }
});

describe('a library of one\'s own', () => {
  test.each([
    ['typescript', 'package.json', '"cdk8s-agent-sandbox": "file:../library.tgz"'],
    ['python', 'requirements.txt', '\nfile:../library.tgz\n'],
  ])('%s', (language, file, text) => {
    const project = join('libraries', language);
    create(project, '--no-install', '--language', language, '--library', 'file:../library.tgz');
    expect(readFileSync(join(directory, project, file), 'utf8')).toContain(text);
  });
});

describe('fails if', () => {
  test.each([
    ['a value is none of the choices', ['x', '--runtime', 'docker'], 'docker is not valid; use gvisor, kata or none'],
    ['an option is unknown', ['x', '--runtimes', 'gvisor'], "Unknown option '--runtimes'"],
    ['an option has no value', ['x', '--release'], "Option '--release <value>' argument missing"],
    ['two directories are given', ['x', 'y'], '2 directories are given (x, y); give one'],
    ['modules are chosen for Python', ['x', '--language', 'python', '--module', 'esm'], '--module is for TypeScript'],
  ])('%s', (_, args, message) => {
    expect(create(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) });
    expect(existsSync(join(directory, 'x'))).toBe(false);
  });

  test('the directory has files, which stay as they are', () => {
    mkdirSync(join(directory, 'used'));
    writeFileSync(join(directory, 'used/main.ts'), 'mine');
    expect(create('used')).toMatchObject({
      status: 2,
      stderr: `${join(directory, 'used')} is not empty: it has main.ts; give a new or empty directory\n`,
    });
    expect(readFileSync(join(directory, 'used/main.ts'), 'utf8')).toBe('mine');
    expect(readdirSync(join(directory, 'used'))).toEqual(['main.ts']);
  });

  test('the directory is a file', () => {
    writeFileSync(join(directory, 'file'), '');
    expect(create('file')).toMatchObject({ status: 2, stderr: expect.stringContaining('is a file; give a directory') });
  });
});

test('a repository that was just made is empty enough', () => {
  mkdirSync(join(directory, 'cloned/.git'), { recursive: true });
  expect(create('cloned', '--no-install')).toMatchObject({ status: 0 });
});

describe('on a terminal', () => {
  const ask = (lines: readonly string[]) => spawnSync(process.execPath, ['--input-type=module', '-e', `
    import { PassThrough } from 'node:stream';
    import { answers } from ${JSON.stringify(join(directory, 'command/src/questions.mjs'))};
    const lines = ${JSON.stringify(lines)};
    const input = new PassThrough();
    const output = new PassThrough();
    let asked = '';
    output.on('data', (data) => {
      asked += data;
      if (!asked.endsWith('] ')) { return; }
      asked = '';
      if (lines.length > 0) { input.write(lines.shift() + '\\n'); } else { input.end(); }
    });
    const given = answers({ release: 'v0.5.6' }, true, input, output);
    console.log(JSON.stringify(await given.catch(({ message }) => message)));
  `], { encoding: 'utf8', timeout: 30_000 }).stdout.trim();

  test('it asks what is not given: an answer is a number, a name or nothing', () => {
    expect(JSON.parse(ask(['7', '1', 'kata', '', '2']))).toEqual({
      language: 'typescript', release: 'v0.5.6', runtime: 'kata', gitops: 'none', module: 'commonjs',
    });
  });

  test('nothing is made when the input ends', () => {
    expect(JSON.parse(ask(['2']))).toBe('the input ended before the last answer; nothing is written');
  });
});

/** Runs the packed command, with nothing on standard input. */
function create(...args: string[]) {
  return result(spawnSync(process.execPath, [bin, ...args], { cwd: directory, encoding: 'utf8', input: '' }));
}

/** Runs a command in a project, as its scripts do. */
function run(project: string, command: string, ...args: string[]) {
  const path = `${join(directory, 'node_modules/.bin')}:${process.env.PATH}`;
  const env = { ...process.env, PATH: path, NO_COLOR: '1' };
  return result(spawnSync(command, args, { cwd: join(directory, project), encoding: 'utf8', env }));
}

function result({ status, stdout, stderr }: { status: number | null; stdout: string; stderr: string }) {
  return { status, stdout, stderr };
}
