import { CR, DOT, DASH, HASH, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, LF } from './characters';
import { ambiguous } from '../ambiguous-characters';
import { codesOf } from '../codes';
import { DocumentError } from '../error';

const BYTE_ORDER_MARK = 0xfeff;

/** A position in a text, which moves forward. */
export class Cursor {
  readonly codes: Uint16Array;
  /** Offset of the next character. */
  at = 0;
  /** Number of line breaks before it. */
  line = 0;
  private lineStart = 0;

  constructor(readonly text: string) {
    this.codes = codesOf(text);
    if (this.codes[0] === BYTE_ORDER_MARK) { this.at = this.lineStart = 1; }
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  /** The unit at a distance from the next character. */
  unit(distance = 0): number {
    return this.codes[this.at + distance];
  }

  skipBlanks(): void {
    while (isBlank(this.codes[this.at])) { this.at += 1; }
  }

  skipComment(): void {
    if (this.codes[this.at] !== HASH) { return; }
    while (!isBreakOrEnd(this.codes[this.at])) { this.at += 1; }
  }

  /**
   * Steps over a line break, if there is one.
   *
   * @throws DocumentError unless all tools take it for one
   */
  skipBreak(): void {
    this.checkBreak();
    this.readBreak();
  }

  /** @throws DocumentError if a line break follows that some tools do not take for one */
  checkBreak(): void {
    const unit = this.codes[this.at];
    if (unit === LF || (unit === CR && this.codes[this.at + 1] === LF) || !isBreak(unit)) { return; }
    throw ambiguous(this.text, this.at);
  }

  /** Steps over a line break, if there is one. Its value is a line feed, except for the two separators of Unicode. */
  readBreak(): string {
    const unit = this.codes[this.at];
    if (!isBreak(unit)) { return ''; }
    this.at += unit === CR && this.codes[this.at + 1] === LF ? 2 : 1;
    this.line += 1;
    this.lineStart = this.at;
    return unit > 0xff ? String.fromCharCode(unit) : '\n';
  }

  /** Whether a line begins here with three dashes or dots, which begin or end a document. */
  isAtIndicator(): boolean {
    return this.at === this.lineStart && (this.isAtThree(DASH) || this.isAtThree(DOT));
  }

  /** Whether a character stands here three times, with nothing behind. */
  isAtThree(unit: number): boolean {
    const { codes, at } = this;
    return codes[at] === unit && codes[at + 1] === unit && codes[at + 2] === unit && isBlankOrEnd(codes[at + 3]);
  }

  error(message: string, at = this.at): DocumentError {
    return new DocumentError(message, at);
  }
}
