import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Benchmark, Command, Prepared, ROOT } from './harness';
import { checksumsOf, parseManifest } from '../test/support/upstream';

const NODE = 'node -e 0';
const KUSTOMIZE = 'kubectl kustomize';
const KUSTOMIZE_THREE = 'kubectl kustomize, 3 times';
const INCLUDE = 'app with Include';
const ALL = 'sandbox-with-extensions';
const ASSETS = ['manifest', 'extensions', ALL];
const CDK8S = join(ROOT, 'node_modules/.bin/cdk8s');
const CLI = join(ROOT, 'bin/cdk8s-agent-sandbox');

/** Rendering the three assets of a release, beside others who read the same objects from YAML and print them. */
export const releaseAssets: readonly Benchmark[] = [
  benchmark('release-assets', 'v1.0.5'),
  benchmark('release-assets-v0.5.6', 'v0.5.6'),
];

function benchmark(name: string, release: string): Benchmark {
  return {
    name,
    title: `The manifests of ${release}`,
    references: [KUSTOMIZE, KUSTOMIZE_THREE, INCLUDE, NODE],
    prepare: (directory) => prepare(release, directory),
  };
}

function prepare(release: string, directory: string): Prepared {
  const input = join(directory, 'input', release);
  execFileSync(process.execPath, [CLI, 'release', release, '--outdir', join(directory, 'input')], { stdio: 'pipe' });
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));

  const ours = join(directory, 'ours');
  const kustomized = kustomize(directory, input);
  const apps = stockApps(directory, input, release);
  const outputs = [join(ours, release, `${ALL}.yaml`), ...kustomized.outputs, ...apps.outputs];
  return {
    commands: [
      { name: NODE, argv: [process.execPath, '-e', '0'] },
      {
        name: `cdk8s-agent-sandbox release ${release}`,
        argv: [process.execPath, CLI, 'release', release, '--outdir', ours],
      },
      ...kustomized.commands,
      ...apps.commands,
    ],
    skipped: kustomized.skipped,
    check: () => outputs.forEach((file) => assertSame(file, join(input, `${ALL}.yaml`))),
  };
}

interface Rows {
  readonly commands: readonly Command[];
  readonly outputs: readonly string[];
  readonly skipped?: readonly string[];
}

function kustomize(directory: string, input: string): Rows {
  if (spawnSync('kubectl', ['version', '--client']).status !== 0) {
    return { commands: [], outputs: [], skipped: ['kubectl kustomize, as there is no kubectl'] };
  }
  const [one, ...rest] = [ALL, 'manifest', 'extensions'].map((asset) => {
    const base = join(directory, 'kustomize', asset);
    mkdirSync(base, { recursive: true });
    writeFileSync(join(base, `${asset}.yaml`), readFileSync(join(input, `${asset}.yaml`)));
    writeFileSync(join(base, 'kustomization.yaml'), `resources: [${asset}.yaml]\n`);
    return { base, output: join(base, 'output') };
  });
  const script = [one, ...rest].map(({ base, output }) => `kubectl kustomize '${base}' -o '${output}'`).join(' && ');
  return {
    commands: [
      { name: KUSTOMIZE, argv: ['kubectl', 'kustomize', one.base, '-o', one.output] },
      { name: KUSTOMIZE_THREE, argv: ['sh', '-c', script] },
    ],
    outputs: [one.output],
  };
}

/**
 * Apps of plain JavaScript, so that no compiler is timed, by themselves and through `cdk8s synth`; and the quickstart
 * as it stands.
 */
function stockApps(directory: string, input: string, release: string): Rows {
  const include = app(directory, 'include', `
    const { App, Chart, Include } = require('cdk8s');
    const app = new App();
    for (const asset of ${JSON.stringify(ASSETS)}) {
      new Include(new Chart(app, asset), 'Include', { url: ${JSON.stringify(input)} + '/' + asset + '.yaml' });
    }
    app.synth();`);
  const install = app(
    directory,
    'install',
    `
    const { App, Chart } = require('cdk8s');
    const { AgentSandbox, AgentSandboxVersion } = require('cdk8s-agent-sandbox');
    const app = new App();
    const chart = new Chart(app, ${JSON.stringify(ALL)});
    new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.of('${release}') });
    app.synth();`,
  );
  const quickstart = synth(
    'quickstart, cdk8s synth with npx ts-node -T',
    join(ROOT, 'examples/quickstart'),
    join(directory, 'quickstart'),
  );
  return {
    commands: [
      run(INCLUDE, include),
      synth('app with Include, cdk8s synth', include, join(include, 'synth')),
      run('app with AgentSandbox', install),
      synth('app with AgentSandbox, cdk8s synth', install, join(install, 'synth')),
      quickstart,
    ],
    outputs: [include, install].flatMap((base) =>
      ['run', 'synth'].map((outdir) => join(base, outdir, `${ALL}.k8s.yaml`)),
    ),
  };
}

function app(directory: string, name: string, source: string): string {
  const base = join(directory, name);
  mkdirSync(base);
  writeFileSync(join(base, 'main.js'), source);
  writeFileSync(join(base, 'cdk8s.yaml'), 'language: typescript\napp: node main.js\n');
  return base;
}

function run(name: string, cwd: string): Command {
  return { name, argv: [process.execPath, 'main.js'], cwd, env: { CDK8S_OUTDIR: join(cwd, 'run') } };
}

function synth(name: string, cwd: string, outdir: string): Command {
  return { name, argv: [process.execPath, CDK8S, 'synth', '-o', outdir], cwd, env: { CDK8S_CHECK_UPGRADE: 'false' } };
}

/** @throws when a file has not the objects of another */
function assertSame(file: string, expected: string): void {
  const [a, b] = [file, expected].map((path) => JSON.stringify(checksumsOf(parseManifest(readFileSync(path, 'utf8')))));
  if (a !== b) { throw new Error(`${file} has other objects than ${expected}`); }
}
