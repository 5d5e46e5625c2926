import { execFileSync } from 'node:child_process';
import { UsageError } from '../command';
import type { InputText } from '../input';

const MANIFEST = /\.(ya?ml|json)$/i;
/** The most that `git` may print. */
const MOST_BYTES = 1024 * 1024 * 1024;

/**
 * The manifests that a revision of the repository around the working directory has at or below paths. Nothing is
 * rendered: they are what was committed.
 *
 * @throws UsageError when there is no such revision, or it has no manifest there
 */
export function gitTexts(revision: string, paths: readonly string[]): InputText[] {
  // An argument that begins with a dash is an option to git.
  if (revision.startsWith('-')) { throw new UsageError(`'${revision}' is no revision; give one such as origin/main`); }
  const isNamed = new Set(paths);
  const names = git(['ls-tree', '-r', '-z', '--name-only', revision, '--', ...paths]).toString('utf8').split('\0')
    .filter((name) => MANIFEST.test(name) || isNamed.has(name));
  if (names.length === 0) {
    throw new UsageError(`no *.yaml, *.yml or *.json is at ${paths.join(', ')} in revision '${revision}'`);
  }
  return names.map((name) => ({
    name: `${revision}:${name}`,
    isNamed: isNamed.has(name),
    isPipe: false,
    * pieces() { yield git(['cat-file', 'blob', `${revision}:./${name}`]).toString('utf8'); },
  }));
}

function git(args: readonly string[]): Buffer {
  try {
    return execFileSync('git', args, { maxBuffer: MOST_BYTES, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
    if (code === 'ENOENT') { throw new UsageError("'git' is not installed, and --from-git needs it"); }
    const [reason = 'git failed'] = String(stderr ?? (error as Error).message).trim().split('\n');
    throw new UsageError(`git: ${reason.replace(/^fatal: /, '')}`);
  }
}
