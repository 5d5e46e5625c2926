/** The TypeScript that documentation shows, checked against the compiled package. */
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as ts from 'typescript';
import { CodeBlock, codeBlocksOf } from '../support/markdown';

const ROOT = join(__dirname, '../..');

const PAGES = ['README.md', ...markdownIn('docs'), ...markdownIn('docs/findings')];

/** What a page may use without saying where it is from. Interfaces are left to the page's own imports. */
const PREAMBLE = [
  "import { ApiObject, App, Chart, Cron, Duration, JsonPatch, Size } from 'cdk8s';",
  `import { ${Object.keys(createRequire(__filename)('../..')).join(', ')} } from 'cdk8s-agent-sandbox';`,
  "import { Construct } from 'constructs';",
  "import * as kplus from 'cdk8s-plus-28';",
  "import { Rehearsal } from 'cdk8s-agent-sandbox/rehearsal';",
  'declare const app: App, platform: Chart, chart: Chart, version: AgentSandboxVersion;',
  'declare const install: AgentSandbox, agent: Sandbox, template: SandboxTemplate, pool: WarmPool;',
  'declare function test(name: string, body: () => void): void;',
];

/** A module that has the blocks of a page, each in the scope of the one before, and where its lines are from. */
interface Module {
  readonly text: string;
  readonly places: ReadonlyArray<string | undefined>;
}

const modules = new Map(
  PAGES.map((page): [string, Module] => [page, moduleOf(codeBlocksOf(page))]).filter(
    ([, { places }]) => places.length > 0,
  ),
);
const problems = check(modules);

test('the new pages have code, and so does the README', () => {
  expect([...modules.keys()]).toEqual(
    expect.arrayContaining([
      'README.md',
      'docs/sandbox.md',
      'docs/sandbox-template.md',
      'docs/warm-pool.md',
      'docs/sandbox-claim.md',
      'docs/pods.md',
      'docs/findings/ASB211.md',
    ]),
  );
});

test.each([...modules.keys()])('the code of %s compiles', (page) => {
  expect(problems.get(page)).toEqual([]);
});

describe('fails if a page', () => {
  test.each<[string, string[], string]>([
    ['has a prop that there is not', ["new Sandbox(chart, 'Dev', { containres: [] });"], "'containres' does not exist"],
    [
      'calls a method that there is not',
      ["agent.addWorkspce('Home', '/home', { size: Size.gibibytes(1) });"],
      "'addWorkspce' does not exist",
    ],
    [
      'imports what there is not',
      ["import { Sandbx } from 'cdk8s-agent-sandbox';"],
      "no exported member named 'Sandbx'",
    ],
    ['uses a name that no block before has introduced', ['sandbox.name;'], "Cannot find name 'sandbox'"],
    [
      'has members of props that are none',
      ["version: 'v1.0.5' as const satisfies number,"],
      "does not satisfy the expected type 'number'",
    ],
  ])('%s', (_, lines, message) => {
    const made = new Map([
      [
        'made-up',
        moduleOf([
          { page: 'made-up', line: 7, lines: ['const fine = 1;'] },
          { page: 'made-up', line: 12, lines },
        ]),
      ],
    ]);
    expect(check(made).get('made-up')).toEqual([expect.stringMatching(/^made-up:12: /)]);
    expect(check(made).get('made-up')![0]).toContain(message);
  });
});

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function moduleOf(blocks: readonly CodeBlock[]): Module {
  const imports: Array<[text: string, place?: string]> = [];
  const body: Array<[text: string, place?: string]> = [];
  for (const { page, line, lines } of blocks) {
    const code = withWholeImports(lines).map(([text, index]): [string, string] => [text, `${page}:${line + index}`]);
    // Imports stand at the top of a module, under other names than those of the preamble; each is checked all the same.
    const own = code.filter(([text]) => text.startsWith('import '));
    imports.push(
      ...own.map(([text, place], index): [string, string] => [aliased(text, `${imports.length + index}`), place]),
    );
    const rest = code.filter(([text]) => !text.startsWith('import '));
    const isMembers = /^\s*[a-z]\w*: /i.test(rest[0]?.[0] ?? '');
    body.push(isMembers ? ['{ ({'] : ['{'], ...rest, ...(isMembers ? [['});'] as [string]] : []));
  }
  body.push(...blocks.map((): [string] => ['}']));
  const all = blocks.length === 0 ? [] : [...PREAMBLE.map((text): [string, string?] => [text]), ...imports, ...body];
  return { text: all.map(([text]) => text).join('\n'), places: all.map(([, place]) => place) };
}

/** Lines with their numbers from 0 on; an import of several lines becomes one. */
function withWholeImports(lines: readonly string[]): Array<[text: string, index: number]> {
  const whole: Array<[string, number]> = [];
  lines.forEach((text, index) => {
    const last = whole.at(-1);
    if (last?.[0].startsWith('import ') && !last[0].includes(' from ')) {
      last[0] += ` ${text.trim()}`;
    } else {
      whole.push([text, index]);
    }
  });
  return whole;
}

/** An import with its names renamed, so that nothing is declared twice. */
function aliased(text: string, suffix: string): string {
  return text
    .replace(
      /\{([^}]*)\}/,
      (_, names: string) =>
        `{ ${names
          .split(',')
          .map((name) => name.trim())
          .filter(Boolean)
          .map((name) => `${name} as ${name}_${suffix}`)
          .join(', ')} }`,
    )
    .replace('* as kplus', `* as kplus_${suffix}`);
}

/** What is wrong with each page, by the line of the page. */
function check(pages: ReadonlyMap<string, Module>): Map<string, string[]> {
  const fileOf = (page: string) => join(ROOT, 'test/docs', `${page.replace(/\W/g, '_')}.page.ts`);
  const texts = new Map([...pages].map(([page, { text }]) => [fileOf(page), text]));
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    types: ['node'],
    esModuleInterop: true,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.fileExists = (name) => texts.has(name) || existsSync(name);
  host.getSourceFile = (name, languageVersion, ...rest) => {
    const text = texts.get(name);
    return text === undefined
      ? getSourceFile(name, languageVersion, ...rest)
      : ts.createSourceFile(name, text, languageVersion);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return new Map([...pages].map(([page, { places }]) => {
    const file = program.getSourceFile(fileOf(page))!;
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return [page, found.map(({ start = 0, messageText }) => {
      const { line } = file.getLineAndCharacterOfPosition(start);
      return `${places[line] ?? `${page}, around its code`}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    })];
  }));
}
