import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/cli';
import { directories } from '../support/directories';

const BIN = join(__dirname, '../../bin/cdk8s-agent-sandbox');
const directory = directories();

/** Runs the program as its users do, from the compiled library. */
function started(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    encoding: 'utf8',
    cwd: directory(),
  });
  return { code: status, out: stdout, err: stderr };
}

test('the library is compiled: \'npx projen compile\' makes what these tests run', () => {
  expect(existsSync(join(__dirname, '../../lib/cli/main.js'))).toBe(true);
});

test.each([
  [['versions']],
  [['versions', '--json']],
  [['--help']],
  [['--version']],
  [['release', '--help']],
  [['release']],
  [['nonsense']],
  [['release', 'v0.0.1']],
])('%j does what the source says', (args) => {
  expect(started(...args)).toEqual(run(args));
});

test('writes to dist/ of the working directory', () => {
  const cwd = directory();
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'release', 'v1.0.5'], { cwd, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  const outdir = directory();
  run(['release', 'v1.0.5', '--outdir', outdir]);
  expect(readFileSync(join(cwd, 'dist/v1.0.5/SHA256SUMS'), 'utf8')).toBe(
    readFileSync(join(outdir, 'v1.0.5/SHA256SUMS'), 'utf8'),
  );
});

test('prints no stack trace when nobody reads on', async () => {
  const child = spawn(process.execPath, [BIN, 'versions', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let err = '';
  child.stderr.on('data', (chunk) => { err += String(chunk); });
  await new Promise((resolve) => { child.on('close', resolve); });
  expect(err.slice(0, 500)).toBe('');
});

/** Many findings: more than a pipe or a buffer of the system holds. */
const MANY = 'apiVersion: agents.x-k8s.io/v1beta1\nkind: Sandbox\n---\n'.repeat(5_000);

/** What a shell command prints, with `$BIN` for the program. */
function shell(command: string, input = '') {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `set -o pipefail; ${command}`], {
    encoding: 'utf8',
    input,
    cwd: directory(),
    maxBuffer: 2 ** 27,
    env: { ...process.env, BIN: `${process.execPath} ${BIN}` },
  });
  return { code: status, out: stdout, err: stderr };
}

test('a slow reader gets all of a large output', () => {
  const { out } = shell('$BIN validate - | (sleep 1; cat)', MANY);
  const lines = out.split('\n').slice(0, -1);
  expect(lines).toHaveLength(10_000);
  expect(lines.at(-1)).toMatch(/^stdin:14998:1: error ASB102 Sandbox/);
});

test('a reader that has read enough is no error', () => {
  const { code, out, err } = shell('$BIN validate - 2> >(cat >&2) | head -1', MANY);
  expect(out).toMatch(/^stdin:1:1: error ASB102 Sandbox[^\n]*\n$/);
  expect(err).toMatch(/^5000 objects of Agent Sandbox v\S+ in 1 file: 10000 errors, 0 warnings\n$/);
  expect(code).toBe(1);
});

test('fails if the output cannot be written, and says why', () => {
  if (!existsSync('/dev/full')) { return; }
  expect(shell('$BIN versions > /dev/full')).toEqual({
    code: 1, out: '', err: expect.stringMatching(/^error: cannot write to the standard output: ENOSPC[^\n]*\n$/),
  });
});

test('waits for a standard input that another program made non-blocking', () => {
  // The program that opens process.stdin shares the pipe, and sets it non-blocking while the other waits for text.
  const sharing = join(directory(), 'sharing.js');
  writeFileSync(
    sharing,
    `
    const child = require('child_process').spawn(process.execPath, [process.argv[2], 'validate', '-'], { stdio: 'inherit' });
    process.stdin.pause();
    child.on('close', (code) => process.exit(code));
  `,
  );
  const texts = "(sleep 1; echo '{apiVersion: v1,'; sleep 1; echo 'kind: Secret, metadata: {name: a}}')";
  const { code, err } = shell(`${texts} | ${process.execPath} ${sharing} ${BIN}`);
  expect([code, err]).toEqual([
    0, expect.stringMatching(/^0 objects of Agent Sandbox v\S+ and 1 of Kubernetes in 1 file: 0 errors/),
  ]);
});
