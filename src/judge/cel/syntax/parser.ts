/**
 * The grammar of the Common Expression Language, with optional values.
 *
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax
 */
import { Expr, MessageLiteral, qualifiedName } from './ast';
import { CelError } from '../error';
import { Token, tokenize } from './lexer';
import { doubleLiteral, intLiteral, textLiteral, uintLiteral } from './literals';
import { expandGlobal, expandMember } from './macros';

/** As the API server has them. */
const LONGEST = 100_000;
const DEEPEST = 250;

const RESERVED: ReadonlySet<string> = new Set([
  'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace',
  'return', 'var', 'void', 'while',
]);
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);

/** Signs that bind alike, loosest first. */
const LEVELS: ReadonlyArray<ReadonlySet<string>> = [
  new Set(['||']),
  new Set(['&&']),
  new Set(['<', '<=', '>=', '>', '==', '!=', 'in']),
  new Set(['+', '-']),
  new Set(['*', '/', '%']),
];

/** The first levels, those of `||` and `&&`. */
const LOGICAL_LEVELS = 2;

/** @throws CelError */
export function parse(source: string): Expr {
  if (source.length > LONGEST) {
    throw new CelError(`the expression has ${source.length} characters; at most ${LONGEST} are allowed`);
  }
  return new Parser(tokenize(source)).whole();
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expr {
    const expr = this.expr();
    if (this.token.kind !== 'end') { this.unexpected('an operator'); }
    return expr;
  }

  private get token(): Token {
    return this.tokens[this.at];
  }

  private expr(): Expr {
    this.enter();
    const condition = this.binary(0);
    const { offset } = this.token;
    let expr = condition;
    if (this.take('?')) {
      const yes = this.binary(0);
      this.expect(':');
      expr = { kind: 'call', offset, name: '?:', args: [condition, yes, this.expr()] };
    }
    this.depth--;
    return expr;
  }

  private binary(level: number): Expr {
    if (level === LEVELS.length) { return this.unary(); }
    if (level < LOGICAL_LEVELS) { return this.logical(level); }
    let left = this.binary(level + 1);
    let links = 0;
    while (this.isSign() && LEVELS[level].has(this.token.text)) {
      const { text: name, offset } = this.token;
      this.at++;
      links++;
      this.enter(links - 1);
      left = { kind: 'call', offset, name, args: [left, this.binary(level + 1)] };
      this.depth -= 1;
    }
    return left;
  }

  /** A chain of `||` or `&&` is a balanced tree, so that it may be long. */
  private logical(level: number): Expr {
    const operands = [this.binary(level + 1)];
    const signs: Token[] = [];
    while (this.isSign() && LEVELS[level].has(this.token.text)) {
      signs.push(this.tokens[this.at++]);
      operands.push(this.binary(level + 1));
    }
    return balanced(operands, signs, 0, operands.length);
  }

  private unary(): Expr {
    const { text: sign, offset } = this.token;
    if (sign !== '!' && sign !== '-' || !this.isSign()) { return this.member(); }
    if (sign === '-' && this.isNumber(this.tokens[this.at + 1])) { return this.member(); }
    let times = 0;
    while (this.isSign() && this.token.text === sign) {
      times++;
      this.at++;
    }
    const operand = this.member();
    return times % 2 === 0 ? operand : { kind: 'call', offset, name: sign === '!' ? '!' : '-_', args: [operand] };
  }

  private member(): Expr {
    let expr = this.primary();
    for (let links = 1; ; links++) {
      const { offset } = this.token;
      if (this.take('.')) {
        this.enter(links);
        const isOptional = this.take('?');
        const field = this.name();
        if (!isOptional && this.take('(')) {
          const args = this.list(')', () => this.expr());
          expr = expandMember(expr, field, args, offset) ?? { kind: 'call', offset, name: field, target: expr, args };
        } else {
          expr = { kind: 'select', offset, operand: expr, field, isTest: false, isOptional };
        }
        this.depth--;
      } else if (this.take('[')) {
        this.enter(links);
        const isOptional = this.take('?');
        const index = this.expr();
        this.expect(']');
        expr = { kind: 'index', offset, operand: expr, index, isOptional };
        this.depth--;
      } else {
        const type = this.isSign() && this.token.text === '{' ? qualifiedName(expr) : undefined;
        if (!type) { return expr; }
        this.enter(links);
        this.at++;
        expr = { kind: 'message', offset, type, fields: this.list('}', () => this.field(), true) };
        this.depth--;
      }
    }
  }

  private primary(): Expr {
    const { kind, text, offset } = this.token;
    this.at++;
    switch (kind) {
      case 'int': return { kind: 'literal', offset, value: intLiteral(text, offset) };
      case 'uint': return { kind: 'literal', offset, value: uintLiteral(text, offset) };
      case 'double': return { kind: 'literal', offset, value: doubleLiteral(text, offset) };
      case 'text': return { kind: 'literal', offset, value: textLiteral(text, offset) };
      case 'name': return this.identifier(text, offset);
      default:
    }
    switch (text) {
      case '-':
        return this.negative(offset);
      case '.': {
        const start = this.token.offset;
        return this.identifier(this.name(), start, '.');
      }
      case '(': {
        const inner = this.expr();
        this.expect(')');
        return inner;
      }
      case '[':
        return {
          kind: 'list',
          offset,
          items: this.list(']', () => ({ isOptional: this.take('?'), value: this.expr() }), true),
        };
      case '{':
        return { kind: 'map', offset, entries: this.list('}', () => this.entry(), true) };
      default:
        this.at--;
        return this.unexpected('a value');
    }
  }

  private negative(offset: number): Expr {
    const { kind, text } = this.token;
    this.at++;
    if (kind === 'int') { return { kind: 'literal', offset, value: intLiteral(`-${text}`, offset) }; }
    if (kind === 'double') { return { kind: 'literal', offset, value: doubleLiteral(`-${text}`, offset) }; }
    this.at--;
    return this.unexpected('a number');
  }

  /** @param dot what stands before a name that no macro binds */
  private identifier(name: string, offset: number, dot = ''): Expr {
    switch (name) {
      case 'true': return { kind: 'literal', offset, value: true };
      case 'false': return { kind: 'literal', offset, value: false };
      case 'null': return { kind: 'literal', offset, value: null };
      case 'in':
        this.at--;
        return this.unexpected('a value');
      default:
    }
    if (RESERVED.has(name)) { throw new CelError(`'${name}' is a reserved word`, offset); }
    if (!this.take('(')) { return { kind: 'ident', offset, name: dot + name }; }
    const args = this.list(')', () => this.expr());
    return expandGlobal(name, args, offset) ?? { kind: 'call', offset, name, args };
  }

  private entry(): { key: Expr; value: Expr; isOptional: boolean } {
    const isOptional = this.take('?');
    const key = this.expr();
    this.expect(':');
    return { key, value: this.expr(), isOptional };
  }

  private field(): MessageLiteral['fields'][number] {
    const isOptional = this.take('?');
    const { offset } = this.token;
    const name = this.name();
    this.expect(':');
    return { name, offset, value: this.expr(), isOptional };
  }

  /** Items between commas up to a closing sign. `mayTrail` allows a comma after the last one. */
  private list<T>(close: string, item: () => T, mayTrail = false): T[] {
    const items: T[] = [];
    if (mayTrail && this.take(',')) {
      this.expect(close);
      return items;
    }
    while (!this.take(close)) {
      if (items.length > 0) {
        this.expect(',');
        if (mayTrail && this.take(close)) { break; }
      }
      items.push(item());
    }
    return items;
  }

  /** A field or method. Reserved words are fine, those with a meaning are not. */
  private name(): string {
    const { kind, text } = this.token;
    if (kind !== 'name' || WORDS.has(text)) { this.unexpected('a name'); }
    this.at++;
    return text;
  }

  private isSign(): boolean {
    return this.token.kind === 'sign' || (this.token.kind === 'name' && this.token.text === 'in');
  }

  private isNumber({ kind }: Token): boolean {
    return kind === 'int' || kind === 'double';
  }

  private take(sign: string): boolean {
    const isIt = this.token.kind === 'sign' && this.token.text === sign;
    if (isIt) { this.at++; }
    return isIt;
  }

  private expect(sign: string): void {
    if (!this.take(sign)) { this.unexpected(`'${sign}'`); }
  }

  private unexpected(wanted: string): never {
    const { kind, text, offset } = this.token;
    throw new CelError(
      `${kind === 'end' ? 'the expression ends' : `found '${text}'`} where ${wanted} is expected`,
      offset,
    );
  }

  private enter(links = 0): void {
    if (++this.depth + links > DEEPEST) {
      throw new CelError(`the expression is nested deeper than ${DEEPEST}`, this.token.offset);
    }
  }
}

/** The tree of the operands from one up to another, with a sign between each two. */
function balanced(operands: readonly Expr[], signs: readonly Token[], from: number, to: number): Expr {
  if (to - from === 1) { return operands[from]; }
  const middle = Math.floor((from + to) / 2);
  const { text: name, offset } = signs[middle - 1];
  const args = [balanced(operands, signs, from, middle), balanced(operands, signs, middle, to)];
  return { kind: 'call', offset, name, args };
}
