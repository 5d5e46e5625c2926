/**
 * Programs of pinned Go modules that take minutes to build: built once per machine, into a permanent cache.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { GO } from './go';

/** The programs of a module. */
export interface GoPrograms {
  /** The directory of go.mod and go.sum. */
  readonly module: string;
  /** Names of programs with their packages. */
  readonly programs: ReadonlyArray<readonly [name: string, path: string]>;
  /** Values of Go variables by full name, such as the program's version. */
  readonly stamps: Readonly<Record<string, string>>;
}

/** The directory of the programs, or undefined if they are not built. */
export function builtPrograms({ module }: GoPrograms): string | undefined {
  return GO && existsSync(cacheDirectory(module)) ? cacheDirectory(module) : undefined;
}

/**
 * Builds missing programs.
 *
 * @param tell receives lines about the progress
 * @returns their directory
 * @throws if there is no Go, or with the message of the compiler
 */
export function buildPrograms(built: GoPrograms, tell: (line: string) => void): string {
  const { module, programs, stamps } = built;
  const there = builtPrograms(built);
  if (there) { return there; }
  if (!GO) { throw new Error(`there is no Go to build ${programs.map(([name]) => name).join(', ')} with; install Go`); }
  const directory = cacheDirectory(module);
  // Built beside the target and renamed at the end, so that no process finds an incomplete set.
  const half = `${directory}.${process.pid}`;
  try {
    mkdirSync(half, { recursive: true });
    const flags = ['-s', '-w', ...Object.entries(stamps).map(([name, value]) => `-X ${name}=${value}`)];
    programs.forEach(([name, path], index) => {
      tell(`building ${name} (${index + 1} of ${programs.length}) ...`);
      const began = Date.now();
      const { status, error } = spawnSync(
        'go',
        ['build', '-trimpath', '-buildvcs=false', '-ldflags', flags.join(' '), '-o', join(half, name), path],
        {
          cwd: module,
          stdio: ['ignore', process.stderr, process.stderr],
          env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
        },
      );
      if (status !== 0) { throw new Error(`go build ${path} failed${error ? `: ${error.message}` : ''}`); }
      tell(`building ${name} took ${Math.round((Date.now() - began) / 1000)} s`);
    });
    if (!existsSync(directory)) { renameSync(half, directory); }
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
  return directory;
}

/**
 * Builds missing programs. If they cannot be built, that is said, and tests that need them are skipped.
 *
 * @param what there is not without them
 * @param tell receives lines about the progress
 */
export function tryToBuildPrograms(built: GoPrograms, what: string, tell: (line: string) => void): void {
  try {
    buildPrograms(built, tell);
  } catch (error) {
    tell(`SKIPPED: no ${what}: ${(error as Error).message}`);
  }
}

/** A directory outside of temporary files, since a build takes long. */
function cacheDirectory(module: string): string {
  const hash = createHash('sha256').update(`${GO}`);
  const sources = readdirSync(module).filter((name) => name.endsWith('.go')).sort();
  for (const file of ['go.mod', 'go.sum', ...sources]) { hash.update(`\0${file}\0`).update(readFileSync(join(module, file))); }
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(cache, 'cdk8s-agent-sandbox', 'cluster', hash.digest('hex').slice(0, 16));
}
