import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedCode, JSII_VERSION } from './library';
import { mustRun, run, versionOf } from './processes';
import { codeOfPage, sourcesOf, Toolchain } from './toolchain';

const home = (work: string) => join(work, 'go');
const app = (work: string) => join(home(work), 'app');

/** The modules that are made here, and the directories that jsii gives them. */
const MODULES: Readonly<Record<string, string>> = {
  'github.com/aws/constructs-go/constructs/v10': 'constructs',
  'github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox-go/cdk8sagentsandbox': 'cdk8sagentsandbox',
  'github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2': 'cdk8s',
  'github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2': 'cdk8splus28',
};

/** Packages of Go, with those of the peers, of which the module proxy lacks some. */
export const GO: Toolchain = {
  name: 'go',

  missing: async () => ((await versionOf('go', 'version')) === undefined ? 'no Go' : undefined),

  fetch: async (work) => {
    mkdirSync(home(work), { recursive: true });
    await mustRun('go', ['mod', 'download', `github.com/aws/jsii-runtime-go@v${JSII_VERSION}`], { cwd: home(work) });
  },

  build: async (work) => {
    const modules = join(await generatedCode(work), 'go');
    cpSync(sourcesOf('go'), app(work), { recursive: true });
    mkdirSync(join(app(work), 'quickstart'), { recursive: true });
    writeFileSync(join(app(work), 'quickstart/main.go'), codeOfPage('go.md', 'go'));
    const replaced = Object.entries(MODULES).map(([module, directory]) =>
      `-replace=${module}=${join(modules, directory)}`);
    await mustRun('go', ['mod', 'edit', ...replaced], { cwd: app(work) });
    await mustRun('go', ['mod', 'tidy'], { cwd: app(work) });
    await mustRun('go', ['build', '-o', `${join(app(work), 'bin')}/`, './...'], { cwd: app(work) });
  },

  command: (work, name) => [join(app(work), 'bin', name)],

  unitTests: async (work) => run('go', ['test', './agents'], { cwd: app(work) }),
};
