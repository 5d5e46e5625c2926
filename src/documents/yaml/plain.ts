import {
  CLOSE_LIST, CLOSE_MAP, COLON, COMMA, HASH, isBlank, isBlankOrEnd, isBreak, OPEN_LIST, OPEN_MAP, QUESTION, TAB,
} from './characters';
import { Cursor } from './cursor';

/** A scalar without quotes. */
export interface Plain {
  readonly value: string;
  /** Whether line breaks follow it, which were read. */
  readonly isAtNewLine: boolean;
}

/**
 * Reads a scalar without quotes.
 *
 * @param indent least column of further lines
 * @param isInFlow whether it is in brackets, where more characters end it
 */
export function plain(cursor: Cursor, indent: number, isInFlow: boolean): Plain {
  const { codes, text } = cursor;
  let value = '';
  // What separates the words if another one follows.
  let between = '';
  let isAtNewLine = false;
  for (;;) {
    if (cursor.isAtIndicator() || codes[cursor.at] === HASH) { break; }
    const end = endOfWord(codes, cursor.at, isInFlow);
    if (end > cursor.at) {
      value += between + text.slice(cursor.at, end);
      between = '';
      isAtNewLine = false;
      cursor.at = end;
    }
    if (!isBlank(codes[end]) && !isBreak(codes[end])) { break; }
    let breaks = 0;
    const from = cursor.at;
    for (;;) {
      if (isBlank(codes[cursor.at])) {
        if (isAtNewLine && codes[cursor.at] === TAB && cursor.column < indent) {
          throw cursor.error('a tab is used for indentation; use spaces');
        }
        cursor.at += 1;
      } else if (isBreak(codes[cursor.at])) {
        cursor.skipBreak();
        breaks += 1;
        isAtNewLine = true;
      } else {
        break;
      }
    }
    between = breaks === 0 ? between + text.slice(from, cursor.at) : (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1));
    if (!isInFlow && isAtNewLine && cursor.column < indent) { break; }
  }
  return { value, isAtNewLine };
}

function endOfWord(codes: Uint16Array, from: number, isInFlow: boolean): number {
  let at = from;
  for (; !isBlankOrEnd(codes[at]); at++) {
    const unit = codes[at];
    if (unit === COLON && isBlankOrEnd(codes[at + 1])) { break; }
    if (isInFlow && endsInFlow(unit)) { break; }
  }
  return at;
}

function endsInFlow(unit: number): boolean {
  return unit === COMMA || unit === QUESTION
    || unit === OPEN_LIST || unit === CLOSE_LIST || unit === OPEN_MAP || unit === CLOSE_MAP;
}
