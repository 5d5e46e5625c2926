import { Code, literal, name } from './expression';
import { EDITION_MODULE, MODULES, WHOLE } from './library';
import { usesOf, withLoops } from './loops';
import { UniqueNames } from './names';
import { print, scalarText } from './print';
import type { Section } from '../section';
import { eachRootIn, Statement, Unit } from './statement';

/** A program before it is printed. */
export interface ImportProgram {
  /** Statements before the first chart. */
  readonly opening: readonly Statement[];
  readonly sections: readonly Section[];
  readonly variables: UniqueNames;
}

type Statements = readonly Statement[];

/** A printed program. All that differs between its two texts is how they import, and the types of the helper. */
export interface PrintedProgram {
  /** In TypeScript, for a file. */
  readonly text: string;
  /** In JavaScript, which takes its imports from a variable `modules`: what runs here. */
  readonly script: string;
}

/** What is written otherwise in TypeScript than where the program runs. */
interface Dialect {
  readonly leaveOutParameters: string;
  importAll(variable: string, module: string): string;
  /** @param names as they stand between braces */
  importSome(names: string, module: string): string;
}

const TYPESCRIPT: Dialect = {
  importAll: (variable, module) => `import * as ${variable} from '${module}';\n`,
  importSome: (names, module) => `import {${names}} from '${module}';\n`,
  leaveOutParameters: '(construct: Construct, ...paths: string[]): void',
};

const SCRIPT: Dialect = {
  importAll: (variable, module) => `const ${variable} = modules['${module}'];\n`,
  importSome: (names, module) => `const {${names}} = modules['${module}'];\n`,
  leaveOutParameters: '(construct, ...paths)',
};

const leaveOut = ({ leaveOutParameters }: Dialect) => `/**
 * Leaves out what the library states and the YAML did not. Remove a call, or a path in it, to take the library's value.
 */
function leaveOut${leaveOutParameters} {
  ApiObject.of(construct).addJsonPatch(...paths.map((path) => JsonPatch.remove(path)));
}
`;

/**
 * The program as text, once without and once with closing statements: what stands before those is printed once.
 *
 * @returns the texts with closing statements, which name charts, the app and what is imported
 */
export function programPrinter({ opening, sections, variables }: ImportProgram): (
  closing: Statements,
) => PrintedProgram {
  const all = sections.flatMap(({ units }) => units);
  const isUsed = usesOf([...all, ...sections.map(({ referring }) => ({ statements: referring }))]);
  const looped = sections.map((section) => ({ section, units: withLoops(section.units, isUsed, variables) }));
  const isReferredTo = new Set<string>();
  for (const { section, units } of looped) {
    for (const statements of [[section.opening], ...units.map((unit) => unit.statements)]) {
      eachRootIn(statements, (root) => isReferredTo.add(root));
    }
  }
  const charts = looped.map(({ section, units }) =>
    ({ section, units, referring: usedReferences(section.referring, isReferredTo) }));
  const shared = new SharedPaths(charts.flatMap(({ units }) => units), variables);
  const used = new Set<string>();
  const use = (statements: Statements) => { eachRootIn(statements, (root) => used.add(root)); };
  use(opening);
  for (const { section, units, referring } of charts) {
    use([section.opening, ...referring]);
    for (const unit of units) { use(unit.statements); }
  }
  const unitTexts = new Map(charts.map(({ section, units }) => [section, units.map((unit) =>
    unitText({ ...unit, statements: unit.statements.map((each) => shared.replaced(each)) }, used))]));
  return (closing) => {
    eachRootIn(closing, (root) => used.add(root));
    const body = [
      ['const app = new SandboxApp();\n', ...opening.map((each) => statementText(each, used))].join(''),
      ...shared.texts(),
      ...charts.map(({ section, referring }) => joined([
        [section.opening, ...referring].map((each) => statementText(each, used)).join(''),
        ...unitTexts.get(section)!,
      ])),
      ...(closing.length > 0 ? [closing.map((each) => statementText(each, used)).join('')] : []),
      'app.synth();\n',
    ];
    const isLeft = used.has('leaveOut');
    const names = new Set([...used, 'SandboxApp', ...(isLeft ? ['ApiObject', 'JsonPatch', 'Construct'] : [])]);
    const written = (dialect: Dialect) =>
      [importsText(names, dialect), ...body, ...(isLeft ? [leaveOut(dialect)] : [])].join('\n');
    return { text: written(TYPESCRIPT), script: written(SCRIPT) };
  };
}

/** Units of one line stand together, others after an empty line. */
function joined(texts: readonly string[]): string {
  return texts.map((text, index) => {
    const isAfterLine = index > 0 && /(?:^|\n)[^\s}].*;\n$/.test(texts[index - 1]);
    const isTogether = index === 0 || (isAfterLine && text.trimEnd().split('\n').length === 1);
    return isTogether ? text : `\n${text}`;
  }).join('');
}

function importsText(used: ReadonlySet<string>, dialect: Dialect): string {
  return Object.entries(MODULES).map(([module, members]) => {
    const names = Object.keys(members)
      .filter((each) => used.has(each))
      .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    if (names.length === 0) { return ''; }
    if (module === WHOLE) { return dialect.importAll(EDITION_MODULE, module); }
    const flat = dialect.importSome(` ${names.join(', ')} `, module);
    return flat.length <= 111 ? flat : dialect.importSome(`\n${wrapped(names)}`, module);
  }).join('');
}

function wrapped(names: readonly string[]): string {
  const lines: string[] = [];
  for (const each of names) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + each.length < 106) {
      lines[lines.length - 1] = `${last} ${each},`;
    } else {
      lines.push(`  ${each},`);
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}

function unitText({ statements, rows }: Unit, used: ReadonlySet<string>): string {
  if (!rows) { return statements.map((each) => statementText(each, used)).join(''); }
  const body = statements.map((each) => statementText(each, used, 2)).join('');
  const [only, ...others] = rows.names;
  if (only !== undefined && others.length === 0) {
    const items = rows.values.map(([value]) => literal(value));
    return `for (const ${only} of ${print({ kind: 'list', items }, 0, 90)}) {\n${body}}\n`;
  }
  const items = rows.values.map((values) => {
    const members = values.map((value, index): [string, Code] => [rows.names[index], literal(value)]);
    return `  ${print({ kind: 'object', members }, 2, 3)},\n`;
  });
  return `for (const { ${rows.names.join(', ')} } of [\n${items.join('')}]) {\n${body}}\n`;
}

function statementText(
  { comment, variable, expression }: Statement,
  used: ReadonlySet<string>,
  indent = 0,
): string {
  const pad = ' '.repeat(indent);
  const head = variable !== undefined && used.has(variable) ? `const ${variable} = ` : '';
  const note = comment === undefined ? '' : `${pad}// ${comment.replace(/\s+/g, ' ')}\n`;
  return `${note}${pad}${head}${print(expression, indent, indent + head.length)};\n`;
}

/** References that something uses, be it another reference. */
function usedReferences(referring: readonly Statement[], used: Set<string>): Statement[] {
  const kept: Statement[] = [];
  for (const statement of [...referring].reverse()) {
    if (statement.variable === undefined || !used.has(statement.variable)) { continue; }
    eachRootIn([statement], (root) => used.add(root));
    kept.unshift(statement);
  }
  return kept;
}

/** Lists of paths that are left out of several objects, each as one constant. */
class SharedPaths {
  private readonly names = new Map<string, string>();

  constructor(units: readonly Unit[], variables: UniqueNames) {
    const counts = new Map<string, number>();
    for (const { statements } of units) {
      for (const statement of statements) {
        const key = pathsOf(statement);
        if (key !== undefined) { counts.set(key, (counts.get(key) ?? 0) + 1); }
      }
    }
    for (const [key, times] of counts) {
      if (times > 1 && key.split('\n').length > 2) { this.names.set(key, variables.next('notInYaml')); }
    }
  }

  texts(): string[] {
    return [...this.names].map(([key, variable]) =>
      `const ${variable} = [\n${key.split('\n').map((each) => `  ${scalarText(each)},\n`).join('')}];\n`);
  }

  replaced(statement: Statement): Statement {
    const shared = this.names.get(pathsOf(statement) ?? '');
    if (shared === undefined || statement.expression.kind !== 'call') { return statement; }
    const [target] = statement.expression.args;
    return { ...statement, expression: { ...statement.expression, args: [target, name(`...${shared}`)] } };
  }
}

function pathsOf({ expression }: Statement): string | undefined {
  return expression.kind === 'call' && expression.callee === 'leaveOut'
    && expression.args.slice(1).every(({ kind }) => kind === 'scalar')
    ? expression.args.slice(1).map((each) => (each as { value: string }).value).join('\n')
    : undefined;
}
