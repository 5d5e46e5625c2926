/** The library for another edition of cdk8s-plus: a copy of the sources that names it, compiled and bundled as ours. */
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withEdition } from './edition-texts';
import { mustRun } from '../languages/processes';

const ROOT = join(__dirname, '../..');

/** What is compiled, bundled or packed. */
const COPIED = [
  'bin', 'docs/findings', 'imports', 'LICENSE', 'package.json', 'README.md', 'rosetta', 'scripts', 'src',
  'test/tsconfig.json', 'tsconfig.json',
];

/** The editions that have a package: development dependencies that are not the peer. */
export function otherEditions(): string[] {
  const { devDependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>; peerDependencies: Record<string, string>;
  };
  return Object.keys(devDependencies).filter((name) => /^cdk8s-plus-\d+$/.test(name) && !(name in peerDependencies));
}

/**
 * Makes the package in an empty directory, which then is as the root of a repository after `npx projen compile`.
 *
 * @param edition such as `cdk8s-plus-33`
 */
export async function compileEdition(edition: string, directory: string): Promise<void> {
  for (const path of COPIED) { cpSync(join(ROOT, path), join(directory, path), { recursive: true }); }
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'), 'dir');
  const texts = withEdition(edition, (path) => readFileSync(join(ROOT, path), 'utf8'));
  for (const [path, text] of Object.entries(texts)) { writeFileSync(join(directory, path), text); }
  const { tasks } = JSON.parse(readFileSync(join(ROOT, '.projen/tasks.json'), 'utf8')) as {
    tasks: { compile: { steps: ReadonlyArray<{ exec: string }> } };
  };
  for (const { exec } of tasks.compile.steps) {
    const [command, ...args] = exec.split(' ');
    await mustRun(join(ROOT, 'node_modules/.bin', command), args, { cwd: directory });
  }
}

/** Packs a compiled package into a directory, and returns the tarball. */
export async function packEdition(directory: string, outdir: string): Promise<string> {
  const { stdout } = await mustRun(process.execPath, [join(directory, 'scripts/pack.js'), outdir]);
  return stdout.trim();
}
