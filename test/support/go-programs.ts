/**
 * Programs of pinned Go modules that take minutes to build. Each module is built once a machine, into a cache that
 * survives.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { GO } from './go';

/** What is built from a module. */
export interface GoPrograms {
  /** Where its go.mod and go.sum are. */
  readonly module: string;
  /** By name, the packages that they are made of. */
  readonly programs: ReadonlyArray<readonly [name: string, path: string]>;
  /** Values of variables, by their full names: what a program says of itself. */
  readonly stamps: Readonly<Record<string, string>>;
}

/** The directory of what was built before, or undefined when nothing was. */
export function builtPrograms({ module }: GoPrograms): string | undefined {
  return GO && existsSync(cacheDirectory(module)) ? cacheDirectory(module) : undefined;
}

/**
 * Builds what is not there yet.
 *
 * @param tell is told what is being done
 * @returns their directory
 * @throws when there is no Go, or with what the compiler says
 */
export function buildPrograms(built: GoPrograms, tell: (line: string) => void): string {
  const { module, programs, stamps } = built;
  const there = builtPrograms(built);
  if (there) { return there; }
  if (!GO) { throw new Error(`there is no Go to build ${programs.map(([name]) => name).join(', ')} with; install Go`); }
  const directory = cacheDirectory(module);
  // Built beside their place and moved there at once, so that nobody finds half of them.
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

/** Survives what cleans temporary files: a build takes long. */
function cacheDirectory(module: string): string {
  const hash = createHash('sha256').update(`${GO}`);
  for (const file of ['go.mod', 'go.sum']) { hash.update(`\0${file}\0`).update(readFileSync(join(module, file))); }
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return join(cache, 'cdk8s-agent-sandbox', 'cluster', hash.digest('hex').slice(0, 16));
}
