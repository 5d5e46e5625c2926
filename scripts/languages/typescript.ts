/** The apps in TypeScript, which those of the other languages are compared with. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { Outcome, outcomeOf } from './outcomes';
import { App, sourcesOf } from './toolchain';

/** Runs an app below a directory whose `node_modules` has the library and its peers. */
export async function typescriptOutcome(app: App, work: string): Promise<Outcome> {
  const { outputText } = ts.transpileModule(readFileSync(join(sourcesOf('typescript'), `${app}.ts`), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  mkdirSync(join(work, 'typescript'), { recursive: true });
  const program = join(work, 'typescript', `${app}.js`);
  writeFileSync(program, outputText);
  return outcomeOf([process.execPath, program], join(work, 'out', 'typescript', app));
}
