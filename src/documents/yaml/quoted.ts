import { APOSTROPHE, BACKSLASH, isBlankOrEnd, isBreak, QUOTE } from './characters';
import { Cursor } from './cursor';

/**
 * Reads a scalar in quotes.
 *
 * @param isDouble whether the quotes are double, so that escapes count and line breaks of all kinds may stand in it
 */
export function quoted(cursor: Cursor, isDouble: boolean): string {
  const { codes, at: start } = cursor;
  const end = isDouble ? QUOTE : APOSTROPHE;
  let value = '';
  cursor.at += 1;
  for (;;) {
    if (cursor.isAtIndicator()) {
      throw cursor.error(
        'the text in quotes does not end before the document does: a line begins with --- or ...',
        start,
      );
    }
    if (cursor.unit() === 0) { throw cursor.error('the text in quotes does not end', start); }
    // Whether a line was continued by a backslash, so that what separates it is dropped.
    let isContinued = false;
    while (!isBlankOrEnd(codes[cursor.at])) {
      const from = cursor.at;
      let at = from;
      while (!isBlankOrEnd(codes[at]) && codes[at] !== end && !(isDouble && codes[at] === BACKSLASH)) { at += 1; }
      value += cursor.text.slice(from, at);
      cursor.at = at;
      if (isDouble && codes[at] === BACKSLASH) {
        cursor.at += 1;
        if (isBreak(codes[cursor.at])) {
          cursor.readBreak();
          isContinued = true;
          break;
        }
        value += escape(cursor);
      } else if (!isDouble && codes[at] === APOSTROPHE && codes[at + 1] === APOSTROPHE) {
        value += "'";
        cursor.at += 2;
      } else {
        break;
      }
    }
    if (codes[cursor.at] === end) {
      cursor.at += 1;
      return value;
    }
    value += separation(cursor, isContinued, isDouble);
  }
}

/** The value of blanks and line breaks: blanks in a line stay, one line break is a space, more are one less. */
function separation(cursor: Cursor, isContinued: boolean, isDouble: boolean): string {
  const { codes, at: from } = cursor;
  cursor.skipBlanks();
  if (!isContinued && !isBreak(codes[cursor.at])) { return cursor.text.slice(from, cursor.at); }
  let first = '';
  let others = '';
  let isFirst = !isContinued;
  while (isBreak(codes[cursor.at])) {
    if (!isDouble) { cursor.checkBreak(); }
    if (isFirst) { first = cursor.readBreak(); } else { others += cursor.readBreak(); }
    isFirst = false;
    cursor.skipBlanks();
  }
  if (first !== '\n') { return first + others; }
  return others === '' ? ' ' : others;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  'a': '\x07',
  'b': '\b',
  't': '\t',
  '\t': '\t',
  'n': '\n',
  'v': '\v',
  'f': '\f',
  'r': '\r',
  'e': '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  'N': '\x85',
  '_': '\xa0',
  'L': '\u2028',
  'P': '\u2029',
};
const LENGTHS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The character of an escape, behind its backslash. */
function escape(cursor: Cursor): string {
  const { text, at } = cursor;
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (Object.hasOwn(ESCAPES, char)) {
    cursor.at += 1;
    return ESCAPES[char];
  }
  if (!Object.hasOwn(LENGTHS, char)) {
    throw cursor.error(`\\${char} is not an escape that kubectl reads; write \\\\ for a backslash`, at - 1);
  }
  const digits = text.slice(at + 1, at + 1 + LENGTHS[char]);
  if (digits.length < LENGTHS[char] || !/^[0-9A-Fa-f]+$/.test(digits)) {
    throw cursor.error(`\\${char} needs ${LENGTHS[char]} hexadecimal digits`, at - 1);
  }
  const point = parseInt(digits, 16);
  if (point > 0x10ffff) { throw cursor.error(`\\${char}${digits} is not a character`, at - 1); }
  if (point >= 0xd800 && point <= 0xdfff) {
    throw cursor.error(
      `\\${char}${digits} is half of a character; kubectl reads such pairs in JSON only, so write \\U and 8 digits`,
      at - 1,
    );
  }
  cursor.at += 1 + digits.length;
  return String.fromCodePoint(point);
}
