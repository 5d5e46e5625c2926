/**
 * Runs the examples of docstrings and README.md in TypeScript and in Python, as jsii-rosetta translated them into the
 * package, and compares what they print. The other languages' translations are not whole programs: jsii-rosetta leaves
 * out imports of Java and writes lists of Go that do not compile.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as ts from 'typescript';
import { installed, LIBRARY, ROOT } from './library';
import { mustRun } from './processes';

/** An example and its translation. */
interface Example {
  readonly name: string;
  readonly typescript: string;
  readonly python: string;
}

interface Snippet {
  readonly location: { readonly api: { readonly api: string; readonly fqn?: string } };
  readonly translations: Readonly<Record<string, { readonly source: string }>>;
}

/** Examples that need what the program of all parts has not, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  FluxKustomization: 'its app writes folders',
  TenantFacts: 'it reads a file',
};

/** The examples that are whole, by the tablet of the installed library. */
function examplesOf(work: string): Example[] {
  const tablet = gunzipSync(readFileSync(join(installed(work, LIBRARY), '.jsii.tabl.json.gz'))).toString();
  const { snippets } = JSON.parse(tablet) as { readonly snippets: Readonly<Record<string, Snippet>> };
  return Object.values(snippets)
    .map(({ location: { api }, translations: { $: { source: typescript }, python } }): Example => (
      { name: api.fqn?.split('.')[1] ?? 'README', typescript, python: python.source }
    ))
    .filter(({ name, typescript }) => name !== 'README' || typescript.includes('.synth()'))
    .filter(({ name }) => !(name in LEFT_OUT));
}

/** What an example needs that has no app of its own: the cluster is declared unless it does that itself. */
const isWhole = ({ typescript }: Example) => typescript.includes('.synth()');
const declares = ({ typescript }: Example) => /new AgentSandbox\(|SandboxCluster\.declare\(/.test(typescript);

/** The imports of the fixture, in which rosetta compiles the examples. */
const IMPORTS = readFileSync(join(ROOT, 'rosetta/default.ts-fixture'), 'utf8')
  .split('\n').filter((line) => !/^(?:declare |\/\/)/.test(line)).join('\n');

function inTypescript(example: Example, outdir: string): string {
  if (isWhole(example)) { return example.typescript; }
  return [
    IMPORTS,
    `const app = new App({ outdir: ${JSON.stringify(outdir)} });`,
    ...(declares(example) ? [] : ['SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });']),
    "const platform = new Chart(app, 'platform', { namespace: 'platform' });",
    "const chart = new Chart(app, 'agents', { namespace: 'agents' });",
    example.typescript,
    'app.synth();',
  ].join('\n');
}

function inPython(example: Example, outdir: string): string {
  if (isWhole(example)) { return example.python; }
  return [
    'from cdk8s import App, Chart, Cron, Duration, Size',
    'from cdk8s_agent_sandbox import *',
    'import cdk8s_plus_28 as kplus',
    `app = App(outdir=${JSON.stringify(outdir)})`,
    ...(declares(example) ? [] : ['SandboxCluster.declare(app, version=AgentSandboxVersion.V1_0_5)']),
    'platform = Chart(app, "platform", namespace="platform")',
    'chart = Chart(app, "agents", namespace="agents")',
    example.python,
    'app.synth()',
    '',
  ].join('\n');
}

/** Differences between what examples print in both languages, by example. */
export async function translated(work: string, python: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const examples = examplesOf(work);
  const folder = (language: string, { name }: Example) => join(work, 'out/examples', language, name);
  const run = async (language: string, command: string, write: (example: Example, outdir: string) => string) => {
    const ending = language === 'python' ? 'py' : 'js';
    const sources = join(work, language, 'examples');
    mkdirSync(sources, { recursive: true });
    const [whole, parts] = [examples.filter(isWhole), examples.filter((each) => !isWhole(each))];
    // One process for all parts, as each has an app of its own: starting jsii takes a second.
    for (const [name, list] of [['readme', whole], ['parts', parts]] as const) {
      const texts = list.map((each) => write(each, folder(language, each)));
      const file = join(sources, `${name}.${ending}`);
      writeFileSync(file, language === 'python' ? together(texts) : texts.map(block).join('\n'));
      await mustRun(command, [file], { env: { ...process.env, CDK8S_OUTDIR: folder(language, whole[0]) } });
    }
  };
  await run('typescript', process.execPath, inTypescript);
  await run('python', python, inPython);
  return new Map(examples.map((example) => {
    const [one, other] = [filesIn(folder('typescript', example)), filesIn(folder('python', example))];
    const names = [...new Set([...one.keys(), ...other.keys()])].sort();
    if (names.length === 0) { return [example.name, ['nothing is printed']]; }
    return [example.name, names.filter((name) => one.get(name) !== other.get(name))
      .map((name) => `${name} differs from that of TypeScript; the translation is\n${example.python}`)];
  }));
}

/** A program of TypeScript in a scope of its own. */
function block(text: string): string {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });
  return `(function () { const exports = {};\n${outputText}\n})();`;
}

/** Programs of Python, each in a scope of its own. */
function together(texts: readonly string[]): string {
  return texts.map((text) => `exec(${JSON.stringify(text)}, {})`).join('\n');
}

function filesIn(directory: string): Map<string, string> {
  const names = existsSync(directory) ? readdirSync(directory).sort() : [];
  return new Map(names.map((name) => (
    [name, createHash('sha256').update(readFileSync(join(directory, name))).digest('hex')]
  )));
}
