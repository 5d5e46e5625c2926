import { isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isWord } from './characters';
import { Cursor } from './cursor';

/**
 * Reads a directive. kubectl cuts files at lines of three dashes before it reads them, so that no directive stands
 * before the beginning of a document, where it belongs. One after a document ends it.
 */
export function directive(cursor: Cursor): void {
  const start = cursor.at;
  const fail = () => cursor.error('kubectl reads no directives: remove the line that begins with %', start);
  cursor.at += 1;
  const name = word(cursor);
  if (name === '' || !isBlankOrEnd(cursor.unit())) { throw fail(); }
  cursor.skipBlanks();
  if (name === 'YAML' ? !version(cursor) : !(name === 'TAG' && declaration(cursor))) { throw fail(); }
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.unit())) { throw fail(); }
  cursor.skipBreak();
}

function word(cursor: Cursor): string {
  const from = cursor.at;
  while (isWord(cursor.unit())) { cursor.at += 1; }
  return cursor.text.slice(from, cursor.at);
}

/** Two numbers of at most two digits. */
function version(cursor: Cursor): boolean {
  if (!number(cursor) || cursor.text[cursor.at] !== '.') { return false; }
  cursor.at += 1;
  return number(cursor);
}

function number(cursor: Cursor): boolean {
  const from = cursor.at;
  while (isDigit(cursor.unit())) { cursor.at += 1; }
  return cursor.at > from && cursor.at - from <= 2;
}

/** A handle and what it stands for. */
function declaration(cursor: Cursor): boolean {
  const rest = /^(?:!|![\w-]*!)[ \t]+(?:[\w;/?:@&=+$,.!~*'()[\]-]|%[0-9A-Fa-f]{2})+/.exec(lineFrom(cursor));
  if (!rest) { return false; }
  cursor.at += rest[0].length;
  return isBlank(cursor.unit()) || isBreakOrEnd(cursor.unit());
}

function lineFrom(cursor: Cursor): string {
  let end = cursor.at;
  while (!isBreakOrEnd(cursor.codes[end])) { end += 1; }
  return cursor.text.slice(cursor.at, end);
}
