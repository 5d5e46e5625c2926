/**
 * Makes the packages of other languages from the packed library, runs the apps of `test/languages` in each toolchain
 * that is there, and compares what they write with what the same apps write in TypeScript, by the SHA-256 of each
 * file. An app that is refused must say so before any line of a stack, and write nothing. Ends with
 * `N passed, N failed, N skipped`.
 *
 * Arguments are the names of languages; without any, all. Compile before.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ts from 'typescript';
import { generateDotnet } from './languages/dotnet';
import { GO } from './languages/go';
import { JAVA } from './languages/java';
import { installPacked } from './languages/library';
import { differences, Outcome, outcomeOf } from './languages/outcomes';
import { PYTHON } from './languages/python';
import { App, APPS, sourcesOf, Toolchain } from './languages/toolchain';

process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION = '20';

const counts = { passed: 0, failed: 0, skipped: 0 };

const tell = (line: string) => process.stdout.write(`${line}\n`);

function row(name: string, faults: readonly string[], note: string): void {
  counts[faults.length === 0 ? 'passed' : 'failed'] += 1;
  tell(faults.length === 0 ? `ok ${name}: ${note}` : `FAILED ${name}: ${faults.join('\n  ')}`);
}

/** Runs the apps in TypeScript with the packed library. */
async function expectedOutcomes(work: string): Promise<Map<App, Outcome>> {
  const outcomes = new Map<App, Outcome>();
  for (const app of APPS) {
    const { outputText } = ts.transpileModule(readFileSync(join(sourcesOf('typescript'), `${app}.ts`), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
    });
    const program = join(work, `${app}.js`);
    writeFileSync(program, outputText);
    const outcome = await outcomeOf([process.execPath, program], join(work, 'out', 'typescript', app));
    if ((outcome.ended.status !== 0) !== app.startsWith('refused')) {
      throw new Error(`${app} in TypeScript ended with ${outcome.ended.status}:\n${outcome.ended.stderr}`);
    }
    outcomes.set(app, outcome);
  }
  return outcomes;
}

async function check(language: Toolchain, work: string, expected: ReadonlyMap<App, Outcome>): Promise<void> {
  const skip = (why: string) => {
    counts.skipped += APPS.length;
    tell(`SKIPPED ${language.name}: ${why}`);
  };
  const missing = await language.missing();
  if (missing !== undefined) { return skip(missing); }
  try {
    mkdirSync(join(work, language.name), { recursive: true });
    await language.fetch(work);
  } catch (error) {
    return skip(`a registry is out of reach: ${String(error)}`);
  }
  try {
    await language.build(work);
  } catch (error) {
    for (const app of APPS) { row(`${language.name} ${app}`, [`not built: ${String(error)}`], ''); }
    return;
  }
  for (const app of APPS) {
    const outcome = await outcomeOf(language.command(work, app), join(work, 'out', language.name, app));
    const { files, ended } = expected.get(app)!;
    const note = ended.status === 0
      ? `${files.size} ${files.size === 1 ? 'file' : 'files'} as in TypeScript`
      : 'refused with the sentence of TypeScript first, nothing written';
    row(`${language.name} ${app}`, differences(outcome, expected.get(app)!), `${note} (${outcome.ended.seconds.toFixed(1)} s)`);
  }
}

async function checkDotnet(work: string): Promise<void> {
  const faults = await generateDotnet(work).catch((error: unknown) => [String(error)]);
  row('dotnet', faults, 'code generated, with all names of its page');
  counts.skipped += 1;
  tell('SKIPPED dotnet: nothing compiles its code');
}

async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const isAsked = (name: string) => names.length === 0 || names.includes(name);
  const work = mkdtempSync(join(tmpdir(), 'cdk8s-agent-sandbox-languages-'));
  try {
    await installPacked(work);
    const expected = await expectedOutcomes(work);
    // Java's build takes as long as all else.
    await Promise.all([
      ...[JAVA, PYTHON, GO].filter(({ name }) => isAsked(name)).map(async (each) => check(each, work, expected)),
      ...(isAsked('dotnet') ? [checkDotnet(work)] : []),
    ]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  if (counts.failed > 0) { process.exitCode = 1; }
  tell(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  tell(`${counts.passed} passed, ${counts.failed + 1} failed, ${counts.skipped} skipped`);
  process.exitCode = 1;
});
