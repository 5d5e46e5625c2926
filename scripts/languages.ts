/**
 * Makes the packages of other languages from the packed library, runs the apps of `test/languages` in TypeScript and in
 * each toolchain that is there, and compares what they write with `test/languages/SHA256SUMS`. An app that is refused
 * must say so in the words of TypeScript, before any line of a stack, and write nothing. The apps of `examples/` are
 * translated and run in Python and Java. In each language unit tests
 * use `Manifests`; in TypeScript and Python, two commands go from an empty folder to a first manifest. Ends with
 * `N passed, N failed, N skipped`.
 *
 * Arguments are the names of languages; without any, all. `--update` records the sums of TypeScript. Compile before.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDotnet } from './languages/dotnet';
import {
  differencesOfExample, Examples, examplesOf, translateExamples, typescriptExamples,
} from './languages/examples';
import { GO } from './languages/go';
import { JAVA } from './languages/java';
import { installPacked } from './languages/library';
import { differences, Outcome, outcomeOf } from './languages/outcomes';
import { run } from './languages/processes';
import { PYTHON, wheelOf } from './languages/python';
import { manifestsOf, Start, started, STARTS } from './languages/start';
import { readSums, writeSums } from './languages/sums';
import { App, APPS, Toolchain } from './languages/toolchain';
import { translated } from './languages/translations';
import { typescriptOutcome } from './languages/typescript';

process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION = '20';

const counts = { passed: 0, failed: 0, skipped: 0 };

const tell = (line: string) => process.stdout.write(`${line}\n`);

function row(name: string, faults: readonly string[], note: string): void {
  counts[faults.length === 0 ? 'passed' : 'failed'] += 1;
  tell(faults.length === 0 ? `ok ${name}: ${note}` : `FAILED ${name}: ${faults.join('\n  ')}`);
}

/** What the apps of TypeScript leave, which are held to the recorded sums themselves. */
async function expectedOutcomes(work: string, isToUpdate: boolean): Promise<Map<App, Outcome>> {
  const outcomes = new Map<App, Outcome>();
  for (const app of APPS) { outcomes.set(app, await typescriptOutcome(app, work)); }
  if (isToUpdate) { writeSums(outcomes); }
  const sums = readSums();
  for (const [app, { files, ended }] of outcomes) {
    const expected = { ended, files: sums.get(app) ?? new Map<string, string>() };
    if ((ended.status !== 0) !== app.startsWith('refused')) {
      row(`typescript ${app}`, [`it ended with ${ended.status}:\n${ended.stderr}`], '');
    } else {
      row(`typescript ${app}`, differences({ ended, files }, expected), noteOf(expected));
    }
    outcomes.set(app, expected);
  }
  return outcomes;
}

const noteOf = ({ ended, files }: Outcome) =>
  ended.status === 0
    ? `${files.size} ${files.size === 1 ? 'file' : 'files'} as recorded`
    : 'refused with the sentence first, nothing written';

/** What TypeScript leaves, which the other languages are held to. */
interface Expected {
  readonly apps: ReadonlyMap<App, Outcome>;
  readonly examples: Examples;
  readonly examplesOutcomes: ReadonlyMap<string, Outcome>;
}

async function check(language: Toolchain, work: string, expected: Expected): Promise<void> {
  const skip = (why: string) => {
    counts.skipped += APPS.length + 1;
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
    await language.build(work, language.exampleCommand ? examplesOf(expected.examples, language.name) : []);
  } catch (error) {
    for (const app of APPS) { row(`${language.name} ${app}`, [`not built: ${String(error)}`], ''); }
    return;
  }
  if (language === PYTHON) { await checkExamples(work); }
  for (const app of APPS) {
    const outcome = await outcomeOf(language.command(work, app), join(work, 'out', language.name, app));
    const wanted = expected.apps.get(app)!;
    const note = `${noteOf(wanted)} (${outcome.ended.seconds.toFixed(1)} s)`;
    row(`${language.name} ${app}`, differences(outcome, wanted), note);
  }
  await checkTranslated(language, work, expected);
  const { status, stdout, stderr, seconds } = await language.unitTests(work);
  const faults = status === 0 ? [] : [`${stdout}\n${stderr}`.slice(-3000)];
  row(`${language.name} unit tests`, faults, `Manifests and Match (${seconds.toFixed(1)} s)`);
  const start = STARTS.find((each) => each.language === language.name);
  if (start) { await checkStart(start, work, wheelOf(work)); }
}

/** The apps of `examples/`, translated. */
async function checkTranslated(language: Toolchain, work: string, expected: Expected): Promise<void> {
  if (!language.exampleCommand) { return; }
  for (const { name } of examplesOf(expected.examples, language.name)) {
    const wanted = expected.examplesOutcomes.get(name)!;
    const command = language.exampleCommand(work, name);
    const faults = await differencesOfExample(language.name, command, name, work, wanted);
    row(`${language.name} examples/${name}`, faults, 'translated, the files of TypeScript');
  }
  for (const [name, why] of Object.entries(expected.examples.leftOut[language.name])) {
    tell(`left out: ${language.name} examples/${name}: ${why}`);
  }
}

/** The two commands of the README; the projects of both languages have to print the same. */
async function checkStart(start: Start, work: string, library: string): Promise<void> {
  const { faults, note } = await started(start, work, `file://${library}`);
  row(`${start.language} start`, faults, note);
}

async function checkTypescriptStart(work: string, tarball: string): Promise<void> {
  const reached = await run('npm', ['view', 'tsx', 'version', '--fetch-retries=0']);
  if (reached.status === 0) { return checkStart(STARTS[0], work, tarball); }
  counts.skipped += 1;
  tell('SKIPPED typescript start: the registry is out of reach');
}

/** Whether the projects of both languages print the same, where both were made. */
function checkSameProject(work: string): void {
  const [one, other] = STARTS.map(({ language }) => manifestsOf(language, work));
  if (Object.keys(one).length === 0 || Object.keys(other).length === 0) { return; }
  const faults = Object.keys(one).filter((name) => one[name] !== other[name]).map((name) => `${name} differs`);
  row('python start, beside that of typescript', faults, 'the same bytes');
}

/** The examples of docstrings and README.md, as jsii-rosetta translates them. */
async function checkExamples(work: string): Promise<void> {
  const [program] = PYTHON.command(work, 'quickstart');
  try {
    for (const [name, faults] of await translated(work, program)) {
      row(`python example of ${name}`, faults, 'translated, the files of TypeScript');
    }
  } catch (error) {
    row('python examples', [String(error)], '');
  }
}

async function checkDotnet(work: string): Promise<void> {
  const faults = await generateDotnet(work).catch((error: unknown) => [String(error)]);
  row('dotnet', faults, 'code generated, with all names of its page');
  counts.skipped += 1;
  tell('SKIPPED dotnet: nothing compiles its code');
}

async function main(): Promise<void> {
  const names = process.argv.slice(2).filter((argument) => argument !== '--update');
  const isAsked = (name: string) => names.length === 0 || names.includes(name);
  const work = mkdtempSync(join(tmpdir(), 'cdk8s-agent-sandbox-languages-'));
  try {
    const tarball = await installPacked(work);
    const apps = await expectedOutcomes(work, process.argv.includes('--update'));
    const examples = translateExamples();
    row('translations of examples/', examples.faults, `${examples.apps.length} apps, in Python and Java`);
    const expected = { apps, examples, examplesOutcomes: await typescriptExamples(examples, work) };
    // Java's build takes as long as all else.
    await Promise.all([
      ...[JAVA, PYTHON, GO].filter(({ name }) => isAsked(name)).map(async (each) => check(each, work, expected)),
      ...(isAsked('dotnet') ? [checkDotnet(work)] : []),
      ...(isAsked('typescript') ? [checkTypescriptStart(work, tarball)] : []),
    ]);
    checkSameProject(work);
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
