import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** What `cdk8s synth` says of an example in which a piece of `main.ts` is another. */
export function synthEdited(name: string, from: string, to: string): { status: number | null; output: string } {
  const directory = mkdtempSync(join(tmpdir(), `${name}-`));
  try {
    cpSync(join(ROOT, 'examples', name), directory, { recursive: true, filter: (path) => !path.includes('dist') });
    const main = readFileSync(join(directory, 'main.ts'), 'utf8');
    if (!main.includes(from)) { throw new Error(`examples/${name}/main.ts has no ${from}`); }
    writeFileSync(join(directory, 'main.ts'), main.replace(from, to));
    symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ extends: join(ROOT, 'test/tsconfig.json') }));
    const { status, stdout, stderr } = cdk8sSynth(directory, join(directory, 'out'));
    return { status, output: stderr + stdout };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Runs `cdk8s synth` of an app as its user does. */
export function cdk8sSynth(cwd: string, output: string) {
  return spawnSync(join(ROOT, 'node_modules/.bin/cdk8s'), ['synth', '-o', output], {
    cwd, env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' }, encoding: 'utf8',
  });
}
