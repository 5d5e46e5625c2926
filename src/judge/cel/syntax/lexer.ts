import { CelError } from '../error';

export type TokenKind = 'int' | 'uint' | 'double' | 'text' | 'name' | 'sign' | 'end';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly offset: number;
}

const BLANK = /(?:[\t \r\n\f]+|\/\/[^\n]*)+/y;

/** In this order: what comes first wins. */
const TOKENS: ReadonlyArray<readonly [TokenKind, RegExp]> = [
  ['text', /(?:[bB]?[rR]?"""|[bB]?[rR]?'''|[bB]?[rR]?"|[bB]?[rR]?')/y],
  ['uint', /(?:0x[0-9A-Fa-f]+|\d+)[uU]/y],
  ['double', /(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?)/y],
  ['int', /(?:0x[0-9A-Fa-f]+|\d+)/y],
  ['name', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['sign', /(?:==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%])/y],
];

/**
 * The tokens of an expression, with one for its end.
 *
 * @throws CelError
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at = skip(BLANK, source, at);
    if (at >= source.length) { break; }
    const [kind, length] = next(source, at);
    tokens.push({ kind, text: source.slice(at, at + length), offset: at });
    at += length;
  }
  tokens.push({ kind: 'end', text: 'the end', offset: source.length });
  return tokens;
}

function next(source: string, at: number): [TokenKind, number] {
  for (const [kind, pattern] of TOKENS) {
    const end = skip(pattern, source, at);
    if (end > at) { return [kind, (kind === 'text' ? endOfText(source, at, end) : end) - at]; }
  }
  throw new CelError(`'${String.fromCodePoint(source.codePointAt(at)!)}' is not allowed here`, at);
}

function skip(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}

/** Where a string ends whose opening ends at a place. */
function endOfText(source: string, start: number, open: number): number {
  const quote = /('''|"""|'|")$/.exec(source.slice(start, open))![0];
  const isRaw = /r/i.test(source.slice(start, open));
  for (let at = open; at < source.length; at++) {
    if (source.startsWith(quote, at)) { return at + quote.length; }
    if (quote.length === 1 && (source[at] === '\n' || source[at] === '\r')) { break; }
    if (source[at] === '\\' && !isRaw) { at++; }
  }
  throw new CelError('the string does not end', start);
}
