/**
 * The apps of `examples/` as jsii-rosetta translates them, run beside those of TypeScript. Translations of Go are left
 * out, as no program of jsii-rosetta 6.0 compiles: it does not qualify the types of props (`&SandboxProps{`), writes
 * lists of values for lists of pointers (`[]ContainerProps{`) and a star within names (`Size_*Gibibytes`), and gives
 * import paths without the major version.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TargetLanguage, Translator, typeScriptSnippetFromCompleteSource } from 'jsii-rosetta';
import * as ts from 'typescript';
import { ROOT } from './library';
import { differences, Outcome, outcomeOf } from './outcomes';
import { Command, TranslatedApp } from './toolchain';

/** Examples in which there is what jsii-rosetta cannot translate. */
const NOT_TRANSLATED: Readonly<Record<string, string>> = {
  'code-interpreter': 'customers are read by a pattern',
  'coding-agent': 'two sandboxes share props, by a spread',
  'coding-agents': 'props are spread, by a condition too, and a parameter is a pattern',
  'fleet': 'props are spread, by a condition too, and a parameter is a pattern',
  'platform-argo': 'stages are read by patterns',
  'platform-flux': 'stages are read by patterns',
};

/** Examples whose translation does not compile. */
const NOT_COMPILED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  java: {
    'air-gapped': 'Pods of cdk8s-plus are no peers in Java',
    'staged-rollout': 'the variable of a loop gets no type',
    'team': 'it reads files beside it, and stages by a pattern',
    'training-rollouts': 'the permissions of a tenant get no getter',
    'tenants': 'Pods of cdk8s-plus are no peers in Java, and properties of a class of the app get no getter',
  },
  python: {
    team: 'it reads files beside it, and stages by a pattern',
  },
};

export interface Examples {
  readonly apps: readonly TranslatedApp[];
  /** Differences between what cannot be translated and the list above. */
  readonly faults: readonly string[];
  /** What is left out in each language, and why. */
  readonly leftOut: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Translates the examples, each compiled in its folder. */
export function translateExamples(): Examples {
  const names = readdirSync(join(ROOT, 'examples')).sort();
  const translator = new Translator(true);
  const faults: string[] = [];
  const apps = names.flatMap((name): TranslatedApp[] => {
    const directory = join(ROOT, 'examples', name);
    const typescript = readFileSync(join(directory, 'main.ts'), 'utf8');
    const before = errorsOf(translator).length;
    const snippet = typeScriptSnippetFromCompleteSource(
      typescript, { api: { api: 'file', fileName: name } }, true, { $compilation: directory },
    );
    const made = translator.translate(snippet, [TargetLanguage.PYTHON, TargetLanguage.JAVA]);
    const errors = errorsOf(translator).slice(before);
    if (errors.length > 0 && !(name in NOT_TRANSLATED)) { faults.push(`${name} is not translated: ${errors[0]}`); }
    if (errors.length === 0 && name in NOT_TRANSLATED) { faults.push(`${name} can be translated: delete its row`); }
    if (errors.length > 0) { return []; }
    const [python, java] = [TargetLanguage.PYTHON, TargetLanguage.JAVA].map((each) => made.get(each)!.source);
    return [{ name, typescript, python, java }];
  });
  const leftOut = Object.fromEntries(Object.entries(NOT_COMPILED)
    .map(([language, list]) => [language, { ...NOT_TRANSLATED, ...list }]));
  return { apps, faults, leftOut };
}

const errorsOf = ({ diagnostics }: Translator) =>
  diagnostics.filter(({ isError }) => isError).map(({ formattedMessage }) => formattedMessage);

/** The examples that a language runs. */
export function examplesOf({ apps, leftOut }: Examples, language: string): TranslatedApp[] {
  return apps.filter(({ name }) => !(name in leftOut[language]));
}

/** What the apps of TypeScript write. */
export async function typescriptExamples({ apps }: Examples, work: string): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const folder = join(work, 'typescript/apps');
  mkdirSync(folder, { recursive: true });
  for (const { name, typescript } of apps) {
    const { outputText } = ts.transpileModule(typescript, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
    });
    writeFileSync(join(folder, `${name}.js`), outputText);
    const command: Command = [process.execPath, join(folder, `${name}.js`)];
    outcomes.set(name, await outcomeOf(command, join(work, 'out/typescript/apps', name)));
  }
  return outcomes;
}

/** Differences between what a translated app writes and what that of TypeScript does. */
export async function differencesOfExample(
  language: string, command: Command, name: string, work: string, expected: Outcome,
): Promise<readonly string[]> {
  if (expected.ended.status !== 0) { return [`that of TypeScript ended with ${expected.ended.status}`]; }
  return differences(await outcomeOf(command, join(work, 'out', language, 'apps', name)), expected);
}
