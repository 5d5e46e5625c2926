import type { Code, LiteralValue } from './expression';

/** Columns of a line. */
const WIDTH = 110;

/** Lines of a text from which on it is printed line by line. */
const MANY_LINES = 3;

/** An expression as TypeScript, after `column` columns of its first line. */
export function print(expression: Code, indent: number, column: number): string {
  const flat = flatText(expression, WIDTH - column);
  if (flat !== undefined && column + flat.length <= WIDTH) { return flat; }
  const inner = indent + 2;
  const pad = ' '.repeat(inner);
  const end = `\n${' '.repeat(indent)}`;
  switch (expression.kind) {
    case 'scalar': return longText(expression.value, inner, end);
    case 'name': return expression.name;
    case 'list': {
      const items = expression.items.map((each) => `${pad}${print(each, inner, inner + 1)},\n`);
      return `[\n${items.join('')}${end.slice(1)}]`;
    }
    case 'object': {
      const members = expression.members.map(([key, value]) => {
        const head = `${pad}${keyText(key)}: `;
        return `${head}${print(value, inner, head.length + 1)},\n`;
      });
      return `{\n${members.join('')}${end.slice(1)}}`;
    }
    case 'call': return callText(expression, indent, column);
  }
}

function callText(
  { isNew, callee, args }: Extract<Code, { kind: 'call' }>,
  indent: number,
  column: number,
): string {
  const head = `${isNew ? 'new ' : ''}${callee}(`;
  const first = args.slice(0, -1).map((each) => flatText(each));
  const last = args.at(-1);
  // The last argument is broken alone, as props are, if the others fit before it.
  if (last && isBreakable(last) && first.every((each) => each !== undefined)) {
    const before = `${head}${first.map((each) => `${each!}, `).join('')}`;
    if (column + before.length < WIDTH) { return `${before}${print(last, indent, WIDTH)})`; }
  }
  const pad = ' '.repeat(indent + 2);
  const lines = args.map((each) => `${pad}${print(each, indent + 2, indent + 3)},\n`);
  return `${head}\n${lines.join('')}${' '.repeat(indent)})`;
}

function isBreakable(expression: Code): boolean {
  return (expression.kind === 'object' && expression.members.length > 0)
    || (expression.kind === 'list' && expression.items.length > 0);
}

/** The text in one line; undefined for what no line can hold, and for most of what is longer than the room. */
function flatText(expression: Code, room = WIDTH): string | undefined {
  switch (expression.kind) {
    case 'scalar': return isLong(expression.value) ? undefined : scalarText(expression.value);
    case 'name': return expression.name;
    case 'list': {
      const items = flatTexts(expression.items, room);
      return items && `[${items.join(', ')}]`;
    }
    case 'object': {
      if (expression.members.length === 0) { return '{}'; }
      const values = flatTexts(expression.members.map(([, value]) => value), room);
      return (
        values && `{ ${values.map((value, index) => `${keyText(expression.members[index][0])}: ${value}`).join(', ')} }`
      );
    }
    case 'call': {
      const args = flatTexts(expression.args, room);
      return args && `${expression.isNew ? 'new ' : ''}${expression.callee}(${args.join(', ')})`;
    }
  }
}

/** The texts, unless they are longer than the room: a tree is not printed again on each of its floors. */
function flatTexts(expressions: readonly Code[], room: number): string[] | undefined {
  const texts: string[] = [];
  let length = 0;
  for (const each of expressions) {
    const text = flatText(each, room - length);
    if (text === undefined) { return undefined; }
    length += text.length + 2;
    if (length > room) { return undefined; }
    texts.push(text);
  }
  return texts;
}

function isLong(value: LiteralValue): value is string {
  return typeof value === 'string' && value.includes('\n') && value.trimEnd().split('\n').length >= MANY_LINES;
}

function longText(value: LiteralValue, inner: number, end: string): string {
  if (!isLong(value)) { return scalarText(value); }
  const pad = ' '.repeat(inner);
  return `[\n${value.split('\n').map((line) => `${pad}${scalarText(line)},\n`).join('')}${end.slice(1)}].join('\\n')`;
}

function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) && key !== '__proto__'
    ? key
    : key === '__proto__'
      ? "['__proto__']"
      : scalarText(key);
}

/** Text that needs no escape. */
const USUAL = /^[ !#-&(-[\]-~]*$/;

export function scalarText(value: LiteralValue): string {
  if (typeof value !== 'string') { return Object.is(value, -0) ? '-0' : String(value); }
  if (USUAL.test(value)) { return `'${value}'`; }
  const body = JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, '\\\'')
    .replace(/[\u007f-\u009f\u2028\u2029\ufeff\u200b-\u200f\u202a-\u202e\u2060-\u2069]/g, (each) =>
      `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `'${body}'`;
}
