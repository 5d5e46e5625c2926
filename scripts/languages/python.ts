import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installed, JSII_VERSION, LIBRARY, pacmak, PEERS, versionInstalled } from './library';
import { mustRun, run, versionOf } from './processes';
import { codeOfPage, sourcesOf, Toolchain } from './toolchain';

const home = (work: string) => join(work, 'python');
const program = (work: string, name: string) => join(home(work), 'venv/bin', name);

const pip = async (work: string, ...args: string[]) =>
  mustRun(program(work, 'pip'), ['install', '--quiet', '--disable-pip-version-check', '--no-input', ...args]);

const wheels = (work: string) => join(home(work), 'wheels');

/** The wheel of the library, once it is built. */
export function wheelOf(work: string): string {
  const [wheel] = readdirSync(wheels(work));
  return join(wheels(work), wheel);
}

/** Packages of Python: the library is built into a wheel, its peers are those of the registry. */
export const PYTHON: Toolchain = {
  name: 'python',

  missing: async () =>
    (await versionOf('python3', '-c', 'import sys, venv, ensurepip; assert sys.version_info >= (3, 9)')) === undefined
      ? 'no Python 3.9 or newer with venv'
      : undefined,

  fetch: async (work) => {
    await mustRun('python3', ['-m', 'venv', join(home(work), 'venv')]);
    await pip(work, `jsii==${JSII_VERSION}`, 'pytest>=8', ...PEERS.map((peer) => `${peer}==${versionInstalled(peer)}`));
  },

  build: async (work, examples) => {
    const packages = join(home(work), 'packages');
    await pacmak(['python'], packages, [installed(work, LIBRARY)], ['--code-only']);
    const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--wheel-dir', wheels(work)];
    await mustRun(program(work, 'pip'), ['wheel', ...options, join(packages, 'python')]);
    await pip(work, wheelOf(work));
    cpSync(sourcesOf('python'), join(home(work), 'apps'), { recursive: true });
    writeFileSync(join(home(work), 'apps/quickstart.py'), codeOfPage('python.md', 'python'));
    writeFileSync(join(home(work), 'apps/test_page.py'), codeOfPage('testing.md', 'python'));
    mkdirSync(join(home(work), 'translated'));
    for (const { name, python } of examples) { writeFileSync(join(home(work), 'translated', `${name}.py`), python); }
  },

  command: (work, app) => [program(work, 'python'), join(home(work), 'apps', `${app.replace('-', '_')}.py`)],

  exampleCommand: (work, name) => [program(work, 'python'), join(home(work), 'translated', `${name}.py`)],

  unitTests: async (work) =>
    run(program(work, 'python'), ['-m', 'pytest', '--quiet'], { cwd: join(home(work), 'apps') }),
};
