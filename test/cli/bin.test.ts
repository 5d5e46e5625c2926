import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../support/cli';
import { directories } from '../support/directories';

const BIN = join(__dirname, '../../bin/cdk8s-agent-sandbox');
const directory = directories();

/** Runs the program as its users do, from the compiled library. */
function started(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8', cwd: directory() });
  return { code: status, out: stdout, err: stderr };
}

test('the library is compiled: \'npx projen compile\' makes what these tests run', () => {
  expect(existsSync(join(__dirname, '../../lib/cli/main.js'))).toBe(true);
});

test.each([[['versions']], [['versions', '--json']], [['--help']], [['--version']], [['release', '--help']], [['release']], [['nonsense']], [['release', 'v0.0.1']]])(
  '%j does what the source says', (args) => {
    expect(started(...args)).toEqual(run(args));
  },
);

test('writes to dist/ of the working directory', () => {
  const cwd = directory();
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'release', 'v1.0.5'], { cwd, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  const outdir = directory();
  run(['release', 'v1.0.5', '--outdir', outdir]);
  expect(readFileSync(join(cwd, 'dist/v1.0.5/SHA256SUMS'), 'utf8')).toBe(readFileSync(join(outdir, 'v1.0.5/SHA256SUMS'), 'utf8'));
});

test('prints no stack trace when nobody reads on', async () => {
  const child = spawn(process.execPath, [BIN, 'versions', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let err = '';
  child.stderr.on('data', (chunk) => { err += String(chunk); });
  await new Promise((resolve) => { child.on('close', resolve); });
  expect(err.slice(0, 500)).toBe('');
});
