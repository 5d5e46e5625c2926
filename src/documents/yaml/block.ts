import { DASH, isBlank, isBreak, isBreakOrEnd, isDigit, PLUS, SPACE, TAB } from './characters';
import { Cursor } from './cursor';

/**
 * Reads a block scalar, from its indicator on.
 *
 * @param parent column of the collection that it is in, or -1
 * @param isFolded whether single line breaks become spaces
 */
export function block(cursor: Cursor, parent: number, isFolded: boolean): string {
  const { codes, at: start } = cursor;
  cursor.at += 1;
  const { chomping, increment } = header(cursor, start);
  let indent = increment === 0 ? 0 : Math.max(parent, 0) + increment;
  const first = breaks(cursor, indent, start);
  indent ||= Math.max(first.longest, parent + 1, 1);
  let value = '';
  let lineBreak = '';
  let further = first.value;
  let wasBlank = false;
  while (cursor.column === indent && codes[cursor.at] !== 0) {
    const startsBlank = isBlank(codes[cursor.at]);
    if (isFolded && lineBreak !== '' && !wasBlank && !startsBlank) {
      value += further === '' ? ' ' : further;
    } else {
      value += lineBreak + further;
    }
    wasBlank = startsBlank;
    const from = cursor.at;
    while (!isBreakOrEnd(codes[cursor.at])) { cursor.at += 1; }
    value += cursor.text.slice(from, cursor.at);
    cursor.checkBreak();
    lineBreak = cursor.readBreak();
    further = breaks(cursor, indent, start).value;
  }
  if (chomping !== '-') { value += lineBreak; }
  return chomping === '+' ? value + further : value;
}

/** Reads the indicators and the rest of their line. */
function header(cursor: Cursor, start: number): { chomping: '+' | '-' | ''; increment: number } {
  let chomping = chompingIndicator(cursor);
  let increment = 0;
  if (isDigit(cursor.unit())) {
    increment = cursor.unit() - 0x30;
    if (increment === 0) { throw cursor.error('the indentation of a block of text must be 1 to 9'); }
    cursor.at += 1;
    chomping ||= chompingIndicator(cursor);
  }
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.unit())) {
    throw cursor.error(`behind ${cursor.text.slice(start, start + 1)}, the text must begin on the next line`);
  }
  cursor.skipBreak();
  return { chomping, increment };
}

function chompingIndicator(cursor: Cursor): '+' | '-' | '' {
  const unit = cursor.unit();
  if (unit !== PLUS && unit !== DASH) { return ''; }
  cursor.at += 1;
  return unit === PLUS ? '+' : '-';
}

/**
 * Reads empty lines, and the indentation of the next line.
 *
 * @param indent 0 if it is not known yet
 */
function breaks(cursor: Cursor, indent: number, start: number): { value: string; longest: number } {
  const { codes } = cursor;
  let value = '';
  let longest = 0;
  for (;;) {
    while ((indent === 0 || cursor.column < indent) && codes[cursor.at] === SPACE) { cursor.at += 1; }
    longest = Math.max(longest, cursor.column);
    if (codes[cursor.at] === TAB && (indent === 0 || cursor.column < indent)) {
      throw cursor.error(`a tab indents the block of text at ${cursor.text.slice(start, start + 1)}; use spaces`);
    }
    if (!isBreak(codes[cursor.at])) { return { value, longest }; }
    cursor.checkBreak();
    value += cursor.readBreak();
  }
}
