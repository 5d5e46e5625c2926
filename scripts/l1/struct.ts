/** A property of a generated interface. */
export interface Member {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** Lines of its docstring. */
  readonly doc: readonly string[];
}

/** The first lines of every generated file. */
export const HEADER = "// Generated from imports/ and the release history by 'npx projen l1'. Do not edit.\n";

/** Names that jsii takes for those of interfaces with behaviour. */
const LOOKS_BEHAVIOURAL = /^I[A-Z]/;

/** The source of an exported interface that is data. */
export function struct(name: string, doc: readonly string[], members: readonly Member[]): string {
  const body = members.map(({ name: member, type, required, doc: lines }) => (
    `${docstring(lines, '  ')}  readonly ${member}${required ? '' : '?'}: ${type};\n`));
  const lines = LOOKS_BEHAVIOURAL.test(name) ? [...doc, '@struct'] : doc;
  return `${docstring(lines)}export interface ${name} {\n${body.join('\n')}}\n`;
}

export function docstring(lines: readonly string[], indent = ''): string {
  return lines.length === 1
    ? `${indent}/** ${lines[0]} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} *${line && ` ${line}`}\n`).join('')}${indent} */\n`;
}

/** `a`, `b` or `c`. */
export function spoken(words: readonly string[]): string {
  const marked = words.map((word) => `\`${word}\``);
  return marked.length < 2 ? marked.join('') : `${marked.slice(0, -1).join(', ')} or ${marked.at(-1)}`;
}
