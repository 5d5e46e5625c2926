import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as constructs from 'constructs';
import * as ts from 'typescript';
import * as library from '../../../src';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { parseManifest } from '../upstream';

const MODULES: Readonly<Record<string, unknown>> = {
  'cdk8s': cdk8s, 'cdk8s-agent-sandbox': library, 'cdk8s-plus-28': kplus, 'constructs': constructs,
};

/** What a program writes when it is compiled and run as `npx cdk8s synth` does. */
export function synthesized(program: string): KubeObject[] {
  const directory = mkdtempSync(join(tmpdir(), 'synthesized-'));
  const { CDK8S_OUTDIR: before } = process.env;
  process.env.CDK8S_OUTDIR = directory;
  try {
    const { outputText } = ts.transpileModule(program, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true },
    });
    // eslint-disable-next-line @typescript-eslint/no-implied-eval
    new Function('require', 'exports', outputText)((name: string) => MODULES[name], {});
    return readdirSync(directory).sort().flatMap((name) => parseManifest(readFileSync(join(directory, name), 'utf8')));
  } finally {
    rmSync(directory, { recursive: true, force: true });
    if (before === undefined) { delete process.env.CDK8S_OUTDIR; } else { process.env.CDK8S_OUTDIR = before; }
  }
}
