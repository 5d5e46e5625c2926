/** The packed library in a directory of its own, and the packages that jsii makes of it. */
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from './processes';

export const ROOT = join(__dirname, '../..');

export const LIBRARY = 'cdk8s-agent-sandbox';

/** Its peers, each after those that it needs. */
export const PEERS = ['constructs', 'cdk8s', 'cdk8s-plus-28'] as const;

/** The version of an installed package. */
export function versionInstalled(name: string): string {
  return (JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version;
}

/** The version of jsii's runtimes that fit the packages made here. */
export const JSII_VERSION = versionInstalled('jsii-pacmak');

/** Where the library and its peers are installed below the directory. */
export const installed = (work: string, name: string) => join(work, 'node_modules', name);

/** Installs the library as it is published, beside its peers. @returns the tarball */
export async function installPacked(work: string): Promise<string> {
  const { stdout } = await mustRun(process.execPath, [join(ROOT, 'scripts/pack.js'), work]);
  const target = installed(work, LIBRARY);
  mkdirSync(target, { recursive: true });
  await mustRun('tar', ['-xzf', stdout.trim(), '-C', target, '--strip-components=1']);
  for (const peer of PEERS) { symlinkSync(join(ROOT, 'node_modules', peer), installed(work, peer), 'dir'); }
  return stdout.trim();
}

/** The directories of npm packages that are made into packages of other languages. */
export const withPeers = (work: string) => [...PEERS, LIBRARY].map((name) => installed(work, name));

/** Makes packages of a language in the directory, or their sources alone with `--code-only`. */
export async function pacmak(
  targets: readonly string[],
  outdir: string,
  packages: readonly string[],
  more: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<void> {
  await mustRun(
    process.execPath,
    [
      join(ROOT, 'node_modules/jsii-pacmak/bin/jsii-pacmak'),
      '--targets',
      ...targets,
      '--outdir',
      outdir,
      // It would write into installed packages.
      '--no-npmignore',
      ...more,
      ...packages,
    ],
    // jsii-pacmak packs the packages again, whose scripts need what only their repositories have.
    { env: { npm_config_ignore_scripts: 'true', ...env } },
  );
}

let code: Promise<void> | undefined;

/** The sources of Go and .NET, of the library and its peers: the directory that has one of each language. */
export async function generatedCode(work: string): Promise<string> {
  const outdir = join(work, 'code');
  code ??= pacmak(['go', 'dotnet'], outdir, withPeers(work), ['--code-only']);
  await code;
  return outdir;
}
