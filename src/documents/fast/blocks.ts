import { codesOf } from '../codes';
import { decline } from './declined';
import type { Memory, Site } from './memory';
import {
  asciiTable, blockScalar, doubleQuoted, endOfDoubleQuoted, endOfSingleQuoted, isBlank, isUsual, plain, Scalar,
  singleQuoted,
} from './scalars';
import { MAX_MEMBERS } from '../limits';
import { isIntegerText, plainValue } from '../plain-value';

const LF = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const [QUOTE, HASH, APOSTROPHE, DASH, COLON, GREATER, BAR, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  ...'"#\'-:>|[]{}',
].map((char) => char.charCodeAt(0));
const MAY_BEGIN_KEY = asciiTable(/[A-Za-z0-9_/]/);
const MAY_BE_KEY = asciiTable(/[A-Za-z0-9_./-]/);

/** Longer keys are left to the parser, which has a limit. */
const LONGEST_KEY = 1000;

/** What nests deeper is left to the parser, which has a limit of its own. */
const DEEPEST = 100;

interface Members { [key: string]: unknown }

/** Reads one document. It is always at a line with content: reading a value includes entering the line behind it. */
export class FastReader {
  private readonly text: string;
  private readonly codes: Uint16Array;
  private at = 0;
  /** Where the line begins. */
  private line = 0;
  /** How far the line is indented; -1 at the end. */
  private indent = 0;
  private depth = 0;
  /** Whether nothing stands behind the last dash. */
  private isOpen = false;

  constructor(text: string, private readonly memory: Memory) {
    this.text = text.endsWith('\n') ? text : `${text}\n`;
    this.codes = codesOf(this.text);
  }

  /** @throws Declined */
  read(): object {
    this.enter(0);
    if (this.indent === 0 && this.text.startsWith('---', this.at)) {
      this.at += 3;
      this.endLine();
    }
    if (this.indent !== 0) { decline(); }
    // No line is less indented, so that nothing is left behind it.
    return this.mapping(0, this.memory.root(this.text));
  }

  /** Goes to the first line with content, from the start of a line on. */
  private enter(from: number): void {
    const { codes, text: { length } } = this;
    let line = from;
    let at = from;
    while (line < length) {
      while (codes[at] === SPACE) { at += 1; }
      if (codes[at] === HASH) { at = this.endOfComment(at); }
      if (codes[at] !== LF) {
        this.at = at;
        this.line = line;
        this.indent = at - line;
        return;
      }
      at += 1;
      line = at;
    }
    this.at = length;
    this.line = length;
    this.indent = -1;
  }

  private endOfComment(at: number): number {
    const { codes } = this;
    let end = at;
    while (codes[end] !== LF) {
      if (!isUsual(codes[end]) && codes[end] !== TAB) { decline(); }
      end += 1;
    }
    return end;
  }

  /** Behind a value: the rest of its line may be a comment. */
  private endLine(): void {
    const { codes } = this;
    let { at } = this;
    if (!isBlank(codes[at])) { decline(); }
    while (codes[at] === SPACE) { at += 1; }
    if (codes[at] === HASH) { at = this.endOfComment(at); }
    if (codes[at] !== LF) { decline(); }
    this.enter(at + 1);
  }

  private mapping(indent: number, site: Site | undefined): Members {
    if (++this.depth > DEEPEST) { decline(); }
    const tree: Members = {};
    let before: Site | undefined;
    let count = 0;
    do {
      // The parser words the error.
      if (++count > MAX_MEMBERS) { decline(); }
      // Mostly the field comes next that did in the document before, and mostly with the value that it had.
      const guess = before ? before.next : site?.first;
      const isGuessed = guess !== undefined && this.repeats(guess, indent, false);
      const field = isGuessed || (guess && this.begins(guess.label)) ? guess : this.field(site);
      if (before) {
        before.next = field;
      } else if (site) {
        site.first = field;
      }
      before = field;
      const { key } = field;
      // Absent members are asked for faster than own ones.
      if (tree[key] !== undefined && Object.hasOwn(tree, key)) { decline(); }
      const isRepeated = field === guess ? isGuessed : this.repeats(field, indent, false);
      tree[key] = isRepeated ? field.recall(this.memory.onRepeat) : this.fresh(field, indent, false);
    } while (this.indent === indent);
    if (this.indent > indent) { decline(); }
    this.depth -= 1;
    return tree;
  }

  private sequence(indent: number, site: Site | undefined): unknown[] {
    if (++this.depth > DEEPEST) { decline(); }
    const list: unknown[] = [];
    do {
      const item = this.memory.item(site, list.length);
      const isRepeated = this.repeats(item, indent, true);
      list.push(isRepeated ? item.recall(this.memory.onRepeat) : this.fresh(item, indent, true));
      // The parser takes a less indented dash for the next item of this list.
      if (this.isOpen && this.indent < indent && this.isDash(this.at)) { decline(); }
    } while (this.indent === indent && this.isDash(this.at));
    if (this.indent > indent) { decline(); }
    this.depth -= 1;
    return list;
  }

  /** Goes behind a field or an item if its text is the one before, up to the next line of another. */
  private repeats(site: Site, indent: number, isItem: boolean): boolean {
    const to = site.match(this.text, this.at, indent);
    if (to < 0 || !this.isEnd(to, indent, isItem)) { return false; }
    this.enter(to);
    this.isOpen = false;
    return true;
  }

  /** Reads the value of a field or an item, and remembers it. */
  private fresh(site: Site, indent: number, isItem: boolean): unknown {
    const from = this.at;
    this.at += site.label.length;
    const value = this.value(site, indent, isItem);
    if (!this.isOpen) { site.keep(this.text, from, this.line, indent, value); }
    return value;
  }

  /** Whether a line does not belong to the value above it. Of blank lines and comments one cannot tell. */
  private isEnd(line: number, indent: number, isItem: boolean): boolean {
    const { codes } = this;
    let at = line;
    while (codes[at] === SPACE) { at += 1; }
    const code = codes[at];
    if (code === LF || code === HASH || at - line > indent) { return false; }
    // A sequence may be as far indented as the field whose value it is.
    return isItem || code !== DASH || at - line < indent;
  }

  private value(site: Site, indent: number, isItem: boolean): unknown {
    const { codes } = this;
    let { at } = this;
    while (codes[at] === SPACE) { at += 1; }
    const code = codes[at];
    if (code === LF || code === HASH) {
      this.endLine();
      return this.below(site, indent, isItem);
    }
    if (isItem) {
      this.at = at;
      // The first line of a collection may stand behind the dash of the item that it is.
      if (this.isDash(at)) { return this.sequence(at - this.line, site); }
      if (this.isField(at)) { return this.mapping(at - this.line, site); }
    }
    return this.scalar(at, indent);
  }

  /** What stands below a field or a dash. */
  private below(site: Site, indent: number, isItem: boolean): unknown {
    const isList = this.isDash(this.at);
    if (this.indent > indent) { return isList ? this.sequence(this.indent, site) : this.mapping(this.indent, site); }
    if (isList && !isItem && this.indent === indent) { return this.sequence(indent, site); }
    this.isOpen = isItem;
    return null;
  }

  private scalar(at: number, indent: number): unknown {
    const { text, codes } = this;
    let value: unknown;
    this.isOpen = false;
    switch (codes[at]) {
      case BAR: case GREATER: {
        const block = blockScalar(text, codes, at, indent);
        this.enter(block.end);
        return block.value;
      }
      case QUOTE:
        this.at = endOfDoubleQuoted(codes, at);
        value = doubleQuoted(text.slice(at, this.at));
        break;
      case APOSTROPHE:
        this.at = endOfSingleQuoted(codes, at);
        value = singleQuoted(text.slice(at, this.at));
        break;
      case OPEN_OBJECT: value = this.empty(at, CLOSE_OBJECT, {}); break;
      case OPEN_LIST: value = this.empty(at, CLOSE_LIST, []); break;
      default: {
        const scalar: Scalar = plain(text, codes, at);
        this.at = scalar.end;
        value = scalar.value;
      }
    }
    this.endLine();
    return value;
  }

  /** A collection in brackets that has nothing in it. */
  private empty(at: number, close: number, value: object): object {
    if (this.codes[at + 1] !== close) { decline(); }
    this.at = at + 2;
    return value;
  }

  private isDash(at: number): boolean {
    return this.codes[at] === DASH && isBlank(this.codes[at + 1]);
  }

  private begins(label: Uint16Array): boolean {
    const { codes, at } = this;
    for (let index = 0; index < label.length; index++) {
      if (codes[at + index] !== label[index]) { return false; }
    }
    return isBlank(codes[at + label.length]);
  }

  private isField(at: number): boolean {
    const end = this.endOfKey(at);
    return end > at && this.codes[end] === COLON && isBlank(this.codes[end + 1]);
  }

  /** Where the name of a field ends that begins here; here, if none does. */
  private endOfKey(at: number): number {
    const { codes } = this;
    const code = codes[at];
    if (code === QUOTE) { return endOfDoubleQuoted(codes, at); }
    if (code === APOSTROPHE) { return endOfSingleQuoted(codes, at); }
    if (MAY_BEGIN_KEY[code] !== 1) { return at; }
    let end = at + 1;
    while (MAY_BE_KEY[codes[end]] === 1) { end += 1; }
    return end;
  }

  /** The place of the field that begins here. */
  private field(site: Site | undefined): Site {
    const { text, codes, at } = this;
    if (!this.isField(at)) { decline(); }
    const end = this.endOfKey(at) + 1;
    return this.memory.field(site, text.slice(at, end), codes.slice(at, end), keyOf);
  }
}

/** The name of a field, as it is read. */
function keyOf(label: string): string {
  const written = label.slice(0, -1);
  const code = written.charCodeAt(0);
  let key: unknown;
  if (code === QUOTE) {
    key = doubleQuoted(written);
  } else {
    key = code === APOSTROPHE ? singleQuoted(written) : plainValue(written);
  }
  // Names such as `y` and `0755` are read as values, and written again; those of other types are rare.
  const isPlainKey =
    typeof key === 'string' || typeof key === 'boolean' || (typeof key === 'number' && isIntegerText(written));
  return !isPlainKey || key === '__proto__' || label.length > LONGEST_KEY ? decline() : String(key);
}
