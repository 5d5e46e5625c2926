/**
 * The part of RE2's syntax that the usual patterns of names, amounts and times need, as a tree. Any other pattern is
 * left to the port of RE2.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */

/** Code points from the first to the last. */
export type CodeRange = readonly [first: number, last: number];

/** A pattern without its anchors. `most` is Infinity without an upper bound. */
export type PatternNode =
  | { readonly kind: 'set'; readonly ranges: readonly CodeRange[] }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly item: PatternNode; readonly least: number; readonly most: number };

export interface PlainPattern {
  /** Whether it matches at the start of the text only. */
  readonly fromStart: boolean;
  /** Whether it matches at the end of the text only. */
  readonly toEnd: boolean;
  readonly body: PatternNode;
}

export const LAST_CODE_POINT = 0x10ffff;
const DIGITS: readonly CodeRange[] = [[48, 57]];
const WORD: readonly CodeRange[] = [[48, 57], [65, 90], [95, 95], [97, 122]];
const SPACE: readonly CodeRange[] = [[9, 10], [12, 13], [32, 32]];
const CLASSES: Readonly<Record<string, readonly CodeRange[]>> = {
  d: DIGITS, D: complement(DIGITS), w: WORD, W: complement(WORD), s: SPACE, S: complement(SPACE),
};
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, v: 11, a: 7 };

/** Groups that are nested deeper are left to the port of RE2. */
const DEEPEST = 50;

/** Reads a pattern; undefined for one with any other syntax, correct or not. */
export function readPlainPattern(source: string): PlainPattern | undefined {
  try {
    return new Reader(source).pattern();
  } catch (error) {
    if (error instanceof OtherSyntax) { return undefined; }
    throw error;
  }
}

class OtherSyntax extends Error {}

function otherSyntax(): never {
  throw new OtherSyntax();
}

export function complement(ranges: readonly CodeRange[]): CodeRange[] {
  const result: CodeRange[] = [];
  let next = 0;
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    if (first > next) { result.push([next, first - 1]); }
    next = Math.max(next, last + 1);
  }
  if (next <= LAST_CODE_POINT) { result.push([next, LAST_CODE_POINT]); }
  return result;
}

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly source: string) {}

  pattern(): PlainPattern {
    const fromStart = this.take('^') || this.take('\\A');
    const body = this.choice();
    const toEnd = this.take('$') || this.take('\\z');
    if (this.at < this.source.length) { return otherSyntax(); }
    // An anchor belongs to one branch alone.
    if ((fromStart || toEnd) && body.kind === 'choice') { return otherSyntax(); }
    return { fromStart, toEnd, body };
  }

  private choice(): PatternNode {
    if (++this.depth > DEEPEST) { return otherSyntax(); }
    const branches = [this.sequence()];
    while (this.take('|')) { branches.push(this.sequence()); }
    this.depth--;
    return branches.length === 1 ? branches[0] : { kind: 'choice', branches };
  }

  private sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (!this.isAtEnd()) {
      items.push(this.repeated(this.atom()));
    }
    return { kind: 'sequence', items };
  }

  private isAtEnd(): boolean {
    return this.at >= this.source.length || /^(?:[|)$]|\\z)/.test(this.source.slice(this.at, this.at + 2));
  }

  private repeated(item: PatternNode): PatternNode {
    const counts = this.counts();
    if (!counts) { return item; }
    // A second repetition, a lazy one among them, is rare.
    if (/[*+?{]/.test(this.source[this.at] ?? '')) { return otherSyntax(); }
    return { kind: 'repeat', item, ...counts };
  }

  private counts(): { readonly least: number; readonly most: number } | undefined {
    if (this.take('*')) { return { least: 0, most: Infinity }; }
    if (this.take('+')) { return { least: 1, most: Infinity }; }
    if (this.take('?')) { return { least: 0, most: 1 }; }
    if (this.source[this.at] !== '{') { return undefined; }
    // More digits are left to RE2, which refuses counts above 1000.
    const [all, least, comma, most] = /^\{(\d{1,2})(,(\d{1,2})?)?\}/.exec(this.source.slice(this.at)) ?? otherSyntax();
    this.at += all.length;
    const upper = comma === undefined ? Number(least) : most === undefined ? Infinity : Number(most);
    return Number(least) <= upper ? { least: Number(least), most: upper } : otherSyntax();
  }

  private atom(): PatternNode {
    const char = this.char();
    switch (char) {
      case '(': {
        if (this.source[this.at] === '?' && !this.take('?:')) { return otherSyntax(); }
        const inner = this.choice();
        return this.take(')') ? inner : otherSyntax();
      }
      case '[': return { kind: 'set', ranges: this.set() };
      case '\\': return { kind: 'set', ranges: this.escape() };
      // RE2's dot stops at \n alone.
      case '.': return { kind: 'set', ranges: complement([[10, 10]]) };
      default: return /[*+?{}\]^$]/.test(char) ? otherSyntax() : { kind: 'set', ranges: [single(char)] };
    }
  }

  private set(): readonly CodeRange[] {
    const isNegated = this.take('^');
    const ranges: CodeRange[] = [];
    do {
      const first = this.member();
      if (this.source[this.at] === '-' && this.source[this.at + 1] !== ']') {
        this.at++;
        const last = this.member();
        if (!isSingle(first) || !isSingle(last) || first[0][0] > last[0][0]) { return otherSyntax(); }
        ranges.push([first[0][0], last[0][0]]);
      } else {
        ranges.push(...first);
      }
    } while (!this.take(']'));
    return isNegated ? complement(ranges) : ranges;
  }

  private member(): readonly CodeRange[] {
    const char = this.char();
    if (char === '\\') { return this.escape(); }
    return char === '[' || char === ']' ? otherSyntax() : [single(char)];
  }

  private escape(): readonly CodeRange[] {
    const char = this.char();
    if (Object.hasOwn(CLASSES, char)) { return CLASSES[char]; }
    if (Object.hasOwn(CONTROLS, char)) { return [[CONTROLS[char], CONTROLS[char]]]; }
    return /^[!-/:-@[-`{-~]$/.test(char) ? [single(char)] : otherSyntax();
  }

  private char(): string {
    const code = this.source.codePointAt(this.at);
    if (code === undefined || (code >= 0xd800 && code <= 0xdfff)) { return otherSyntax(); }
    const char = String.fromCodePoint(code);
    this.at += char.length;
    return char;
  }

  private take(text: string): boolean {
    const isThere = this.source.startsWith(text, this.at);
    if (isThere) { this.at += text.length; }
    return isThere;
  }
}

function isSingle(ranges: readonly CodeRange[]): boolean {
  return ranges.length === 1 && ranges[0][0] === ranges[0][1];
}

function single(char: string): CodeRange {
  const code = char.codePointAt(0)!;
  return [code, code];
}
