import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { Benchmark, Command, ROOT } from './harness';

const COMPILED = 'node main.js';
const CHECKED = 'cdk8s synth, npx ts-node';
const CDK8S = join(ROOT, 'node_modules/.bin/cdk8s');
const TS_NODE = join(ROOT, 'node_modules/.bin/ts-node');

/** The ways to run one small app in TypeScript: examples/quickstart. */
export const waysToRun: Benchmark = {
  name: 'ways-to-run',
  title: 'examples/quickstart, run in several ways',
  references: [COMPILED, CHECKED],
  prepare: (directory) => {
    symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    const tsx = installed(directory, 'tsx');
    const source = readFileSync(join(ROOT, 'examples/quickstart/main.ts'), 'utf8');
    const outputs: string[] = [];
    const way = (name: string, argv: readonly [string, ...string[]], app?: string): Command => {
      const cwd = join(directory, `way-${outputs.length}`);
      const outdir = join(cwd, 'out');
      outputs.push(outdir);
      mkdirSync(cwd);
      writeFileSync(join(cwd, 'main.ts'), source);
      writeFileSync(join(cwd, 'main.js'), compiled(source));
      writeFileSync(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions: OPTIONS }));
      writeFileSync(join(cwd, 'cdk8s.yaml'), `language: typescript\napp: ${app ?? 'none'}\noutput: out\n`);
      return { name, argv, cwd, env: { CDK8S_OUTDIR: outdir, CDK8S_CHECK_UPGRADE: 'false' } };
    };
    const synth = [process.execPath, CDK8S, 'synth'] as const;
    return {
      commands: [
        way(CHECKED, synth, 'npx ts-node main.ts'),
        way('cdk8s synth, npx ts-node -T', synth, 'npx ts-node -T main.ts'),
        ...(tsx ? [way('cdk8s synth, tsx', synth, `${tsx} main.ts`)] : []),
        way('cdk8s synth, node main.js', synth, 'node main.js'),
        {
          name: 'cdk8s synth, an app that does nothing',
          argv: synth,
          cwd: emptyApp(directory),
          env: { CDK8S_CHECK_UPGRADE: 'false' },
        },
        way('ts-node -T main.ts', [TS_NODE, '-T', 'main.ts']),
        ...(tsx ? [way('tsx main.ts', [tsx, 'main.ts'])] : []),
        way(COMPILED, [process.execPath, 'main.js']),
      ],
      skipped: tsx ? [] : ['tsx: npm cannot install it'],
      check: () => {
        const [first, ...others] = outputs.map((outdir) => readFileSync(join(outdir, 'platform.k8s.yaml'), 'utf8'));
        if (others.some((text) => text !== first)) {
          throw new Error('the ways to run the app have not written the same manifest');
        }
      },
    };
  },
};

const OPTIONS = { target: 'ES2022', module: 'node16', strict: true, skipLibCheck: true, esModuleInterop: true };

/** What the command line of cdk8s takes by itself. */
function emptyApp(directory: string): string {
  const cwd = join(directory, 'empty');
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'app.js'), "require('node:fs').mkdirSync(process.env.CDK8S_OUTDIR, { recursive: true });\n");
  writeFileSync(join(cwd, 'cdk8s.yaml'), 'language: typescript\napp: node app.js\noutput: out\n');
  return cwd;
}

function compiled(source: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** The program of a package that is not among those of the repository, if the registry has it. */
function installed(directory: string, name: string): string | undefined {
  const cwd = join(directory, `install-${name}`);
  mkdirSync(cwd);
  writeFileSync(join(cwd, 'package.json'), '{"private":true}');
  return spawnSync('npm', ['install', '--no-audit', '--no-fund', name], { cwd }).status === 0
    ? join(cwd, 'node_modules/.bin', name)
    : undefined;
}
