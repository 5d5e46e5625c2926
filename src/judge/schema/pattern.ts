/**
 * Patterns of schemas have RE2's syntax. Constructs that JavaScript reads otherwise are rewritten. A construct that one
 * of the two lacks is an error, because a pattern with another meaning would judge wrongly.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const SPACE = '\\t\\n\\f\\r ';
/** What may bear a backslash under JavaScript's `u`; RE2 takes one before any punctuation. */
const NEEDS_ESCAPE = /[\^$\\.*+?()[\]{}|/]/;
const SAME_ESCAPES = /[dDwWbBtnrfvx]/;

const compiled = new Map<string, RegExp>();

/**
 * The regular expression of a schema's pattern. It matches anywhere in a string unless it says otherwise.
 *
 * @throws when RE2 or JavaScript has no such pattern
 */
export function compilePattern(pattern: string): RegExp {
  let regExp = compiled.get(pattern);
  if (!regExp) { compiled.set(pattern, regExp = new Translation(pattern).regExp()); }
  return regExp;
}

class Translation {
  private at = 0;
  private text = '';
  private flags = 'u';

  constructor(private readonly pattern: string) {}

  regExp(): RegExp {
    const leading = /^\(\?([is]+)\)/.exec(this.pattern);
    if (leading) {
      this.flags += [...new Set(leading[1])].join('');
      this.at = leading[0].length;
    }
    while (this.at < this.pattern.length) { this.text += this.next(); }
    return new RegExp(this.text, this.flags);
  }

  private next(): string {
    const char = this.pattern[this.at];
    if (char === '\\') { return this.escape(false); }
    if (char === '[') { return this.set(); }
    if (char === '(') { return this.group(); }
    this.at++;
    // RE2's dot stops at \n alone.
    if (char === '.') { return this.flags.includes('s') ? '.' : '[^\\n]'; }
    return /[{}\]]/.test(char) && !this.isCount(char) ? `\\${char}` : char;
  }

  /** A brace that counts; any other stands for itself. */
  private isCount(char: string): boolean {
    if (char === '{') { return /^\{\d+(,\d*)?\}/.test(this.pattern.slice(this.at - 1)); }
    return char === '}' && /\{\d+(,\d*)?\}$/.test(this.pattern.slice(0, this.at));
  }

  private group(): string {
    const [all, kind, name] = /^\((?:\?(:|P?<([A-Za-z_]\w*)>))?/.exec(this.pattern.slice(this.at))!;
    if (!kind && this.pattern[this.at + 1] === '?') {
      this.refuse(`the group '${this.pattern.slice(this.at, this.at + 4)}'`);
    }
    this.at += all.length;
    return name ? `(?<${name}>` : all;
  }

  private set(): string {
    const [open] = /^\[\^?\]?/.exec(this.pattern.slice(this.at))!;
    this.at += open.length;
    let text = open.replace(']', '\\]');
    while (this.pattern[this.at] !== ']') {
      if (this.at >= this.pattern.length) { this.refuse('a set that does not end'); }
      text += this.member();
    }
    this.at++;
    return `${text}]`;
  }

  private member(): string {
    const char = this.pattern[this.at];
    if (char === '\\') { return this.escape(true); }
    const posix = /^\[:(\w+):\]/.exec(this.pattern.slice(this.at));
    if (posix) {
      this.at += posix[0].length;
      return POSIX_CLASSES[posix[1]] ?? this.refuse(`the class '${posix[0]}'`);
    }
    this.at++;
    return /[[(){}/|]/.test(char) ? `\\${char}` : char;
  }

  private escape(inSet: boolean): string {
    const char = this.pattern[this.at + 1];
    this.at += 2;
    switch (char) {
      case 's': return inSet ? SPACE : `[${SPACE}]`;
      case 'S': return inSet ? this.refuse('\'\\S\' in a set') : `[^${SPACE}]`;
      case 'A': return '^';
      case 'z': return '$';
      case 'a': return '\\x07';
      default:
    }
    if (char === undefined || /[1-9kCQEGXZ]/.test(char)) { this.refuse(`'\\${char ?? ''}'`); }
    const point = /^x\{([0-9A-Fa-f]+)\}/.exec(this.pattern.slice(this.at - 1));
    if (point) {
      this.at += point[0].length - 1;
      return `\\u{${point[1]}}`;
    }
    if (char === '-') { return inSet ? '\\-' : '-'; }
    if (char === 'p' || char === 'P') { return this.property(char); }
    if (SAME_ESCAPES.test(char) || NEEDS_ESCAPE.test(char)) { return `\\${char}`; }
    return /[^0-9A-Za-z]/.test(char) ? char : this.refuse(`'\\${char}'`);
  }

  /** Categories have one letter or two, scripts more; JavaScript tells them apart by name. */
  private property(char: string): string {
    const found = /^(?:([A-Z])|\{([A-Za-z_]+)\})/.exec(this.pattern.slice(this.at));
    if (!found) { return this.refuse(`'\\${char}'`); }
    const name = found[1] ?? found[2];
    this.at += found[0].length;
    return `\\${char}{${name.length > 2 ? `Script=${name}` : name}}`;
  }

  private refuse(what: string): never {
    throw new Error(`the pattern '${this.pattern}' has ${what}, which does not mean the same to the API server`);
  }
}
