import { block } from './block';
import {
  AMPERSAND, APOSTROPHE, asciiTable, BANG, BAR, CLOSE_LIST, CLOSE_MAP, COLON, COMMA, DASH, DOT, GREATER, isBlank,
  isBlankOrEnd, isBreak, isWord, OPEN_LIST, OPEN_MAP, PERCENT, QUESTION, QUOTE, SPACE, STAR, TAB, unitsOf,
} from './characters';
import { Cursor } from './cursor';
import { directive } from './directive';
import { Keys } from './keys';
import { plain } from './plain';
import { quoted } from './quoted';
import { tag } from './tag';
import { token, YamlToken, TokenType } from './token';

/** Characters that may follow the name of an anchor, besides blanks. */
const ENDS_NAME = asciiTable(/[?:,\]}%@`]/);
/** Characters that cannot begin a scalar without quotes. */
const BEGINS_NO_PLAIN = asciiTable(/[-?:,[\]{}#&*!|>'"%@`]/);
/** Tokens that were taken are kept up to this number. */
const MANY = 64;
const [AT, BACKQUOTE] = unitsOf('@`');

/** Splits a document into tokens, as kubectl's YAML library does, and no further than its end. */
export class Scanner {
  readonly cursor: Cursor;
  private queue: YamlToken[] = [];
  private head = 0;
  /** Number of tokens that were taken. */
  private taken = 0;
  /** Columns of the block collections that are open around the innermost. */
  private readonly outer: number[] = [];
  /** Column of the innermost open block collection. */
  private indent = -1;
  private readonly keys: Keys;
  private mayBeKey = true;
  private isEnded = false;
  /** Whether the next token is known. */
  private isReady = false;

  constructor(text: string) {
    this.cursor = new Cursor(text);
    this.keys = new Keys(this.cursor);
  }

  /** The next token, which stays the next. */
  peek(): YamlToken {
    if (!this.isReady) {
      while (this.needsMore()) { this.fetch(); }
      this.isReady = true;
    }
    return this.queue[this.head];
  }

  /** Takes the next token. */
  take(): YamlToken {
    const next = this.peek();
    this.isReady = false;
    this.head += 1;
    this.taken += 1;
    if (this.head === this.queue.length && this.head > MANY) {
      this.queue = [];
      this.head = 0;
    }
    return next;
  }

  private get isInFlow(): boolean {
    return this.keys.isInFlow;
  }

  /** A token that may turn out to be a key is not given before that is known. */
  private needsMore(): boolean {
    return this.head === this.queue.length ? !this.isEnded : this.keys.isHeld(this.taken);
  }

  private fetch(): void {
    const { cursor } = this;
    this.skipToToken();
    this.closeBlocks(cursor.column);
    const { at, column } = cursor;
    const unit = cursor.unit();
    const next = cursor.unit(1);
    if (unit === 0) { return this.end(); }
    if (column === 0) {
      if (unit === PERCENT) { return this.directive(); }
      if (cursor.isAtThree(DASH)) { return this.indicator('document start'); }
      if (cursor.isAtThree(DOT)) { return this.indicator('document end'); }
    }
    switch (unit) {
      case OPEN_LIST: return this.open('[');
      case OPEN_MAP: return this.open('{');
      case CLOSE_LIST: return this.close(']');
      case CLOSE_MAP: return this.close('}');
      case COMMA: return this.comma();
      case DASH: if (isBlankOrEnd(next)) { return this.dash(); } break;
      case QUESTION: if (this.isInFlow || isBlankOrEnd(next)) { return this.question(); } break;
      case COLON: if (this.isInFlow || isBlankOrEnd(next)) { return this.colon(); } break;
      case STAR: return this.word('alias', () => this.name());
      case AMPERSAND: return this.word('anchor', () => this.name());
      case BANG: return this.word('tag', () => tag(cursor));
      case BAR: case GREATER: if (!this.isInFlow) { return this.block(unit === GREATER); } break;
      case QUOTE: case APOSTROPHE: return this.word('scalar', () => quoted(cursor, unit === QUOTE));
      default:
    }
    const isIndicator = unit < 0x80 && BEGINS_NO_PLAIN[unit] === 1;
    const mayBeginPlain = (unit === DASH && !isBlank(next))
      || (!this.isInFlow && (unit === QUESTION || unit === COLON) && !isBlankOrEnd(next));
    if (isBlankOrEnd(unit) || (isIndicator && !mayBeginPlain)) { throw this.cannotBegin(unit, at); }
    this.plain();
  }

  private cannotBegin(unit: number, at: number): Error {
    const { cursor } = this;
    if (unit === TAB) { return cursor.error('a tab is used for indentation; use spaces', at); }
    const char = cursor.text[at];
    const remedy = unit === AT || unit === BACKQUOTE || unit === PERCENT ? '; put the text in quotes' : '';
    return cursor.error(`a value cannot begin with ${char}${remedy}`, at);
  }

  private skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      while (cursor.unit() === SPACE || (cursor.unit() === TAB && (this.isInFlow || !this.mayBeKey))) {
        cursor.at += 1;
      }
      cursor.skipComment();
      if (!isBreak(cursor.unit())) { return; }
      cursor.skipBreak();
      if (!this.isInFlow) { this.mayBeKey = true; }
    }
  }

  private push(type: TokenType, at: number, value?: string, isPlain?: boolean): void {
    this.queue.push(token(type, at, value, isPlain));
  }

  private end(): void {
    // No key goes on behind the last line.
    this.cursor.line += 1;
    this.reset();
    this.isEnded = true;
    this.push('end', this.cursor.at);
  }

  private directive(): void {
    this.reset();
    const { at } = this.cursor;
    directive(this.cursor);
    this.push('directive', at);
  }

  private indicator(type: TokenType): void {
    this.reset();
    this.push(type, this.cursor.at);
    this.cursor.at += 3;
  }

  /** All blocks end, and no key may follow on the line. */
  private reset(): void {
    this.closeBlocks(-1);
    this.keys.drop();
    this.mayBeKey = false;
  }

  private open(type: TokenType): void {
    this.noteKey();
    this.keys.open(this.nextNumber());
    this.mayBeKey = true;
    this.character(type);
  }

  private close(type: TokenType): void {
    this.keys.drop();
    this.keys.close();
    this.mayBeKey = false;
    this.character(type);
  }

  private comma(): void {
    this.keys.drop();
    this.mayBeKey = true;
    this.character(',');
  }

  private dash(): void {
    if (!this.isInFlow) {
      if (!this.mayBeKey) { throw this.cursor.error("'- ' is not allowed here; begin the item on a line of its own"); }
      this.openBlock('sequence', this.cursor.column, this.cursor.at);
    }
    this.keys.drop();
    this.mayBeKey = true;
    this.character('-');
  }

  private question(): void {
    if (!this.isInFlow) {
      if (!this.mayBeKey) { throw this.cursor.error("'? ' is not allowed here"); }
      this.openBlock('mapping', this.cursor.column, this.cursor.at);
    }
    this.keys.drop();
    this.mayBeKey = !this.isInFlow;
    this.character('?');
  }

  private colon(): void {
    const key = this.keys.take();
    if (key) {
      this.insert(key.token, token('?', key.at));
      this.openBlock('mapping', key.column, key.at, key.token);
      this.mayBeKey = false;
    } else {
      if (!this.isInFlow) {
        if (!this.mayBeKey) {
          throw this.cursor.error(
            "': ' is not allowed here; put the text in quotes, or indent the key as its neighbours",
          );
        }
        this.openBlock('mapping', this.cursor.column, this.cursor.at);
      }
      this.mayBeKey = !this.isInFlow;
    }
    this.character(':');
  }

  /** A token of one character. */
  private character(type: TokenType): void {
    this.push(type, this.cursor.at);
    this.cursor.at += 1;
  }

  /** A token that may be a key, or belong to one. */
  private word(type: TokenType, read: () => string): void {
    const { at } = this.cursor;
    this.noteKey();
    this.mayBeKey = false;
    this.push(type, at, read());
  }

  private plain(): void {
    const { at } = this.cursor;
    this.noteKey();
    const { value, isAtNewLine } = plain(this.cursor, this.indent + 1, this.isInFlow);
    this.mayBeKey = isAtNewLine;
    this.push('scalar', at, value, true);
  }

  private block(isFolded: boolean): void {
    this.keys.drop();
    this.mayBeKey = true;
    const { at } = this.cursor;
    this.push('scalar', at, block(this.cursor, this.indent, isFolded));
  }

  /** The name of an anchor or an alias. */
  private name(): string {
    const { cursor } = this;
    const start = cursor.at + 1;
    do { cursor.at += 1; } while (isWord(cursor.unit()));
    const unit = cursor.unit();
    if (cursor.at === start || !(isBlankOrEnd(unit) || (unit < 0x80 && ENDS_NAME[unit] === 1))) {
      throw cursor.error(
        `behind ${cursor.text[start - 1]}, a name of letters, digits, - and _ must follow; put other text in quotes`,
        start - 1,
      );
    }
    return cursor.text.slice(start, cursor.at);
  }

  /** Notes that the next token may be a key. */
  private noteKey(): void {
    if (!this.mayBeKey) { return; }
    this.keys.note(this.nextNumber(), !this.isInFlow && this.indent === this.cursor.column);
  }

  /** The number of the token that is pushed next. */
  private nextNumber(): number {
    return this.taken + this.queue.length - this.head;
  }

  /** Begins a block collection before a token, unless one on the same column is open. */
  private openBlock(type: TokenType, column: number, at: number, before = this.nextNumber()): void {
    if (this.isInFlow || this.indent >= column) { return; }
    this.outer.push(this.indent);
    this.indent = column;
    this.insert(before, token(type, at));
  }

  /** Puts a token before another one, or at the end if that was taken. */
  private insert(before: number, inserted: YamlToken): void {
    const index = before < this.taken ? this.queue.length : this.head + before - this.taken;
    this.queue.splice(index, 0, inserted);
  }

  private closeBlocks(column: number): void {
    if (this.isInFlow) { return; }
    while (this.indent > column) {
      this.push('block end', this.cursor.at);
      this.indent = this.outer.pop()!;
    }
  }
}
