import { asciiTable, BANG, GREATER, isBlankOrEnd, isWord, LESS, PERCENT } from './characters';
import { Cursor } from './cursor';

const URI = asciiTable(/[\w;/?:@&=+$,.!~*'()[\]%-]/);
const STANDARD = 'tag:yaml.org,2002:';

/**
 * Reads a tag in any of its forms.
 *
 * @returns the tag in full; nothing when it has a handle of its own, which kubectl gives documents no way to declare
 */
export function tag(cursor: Cursor): string {
  const full = cursor.unit(1) === LESS ? verbatim(cursor) : shorthand(cursor);
  if (!isBlankOrEnd(cursor.unit())) { throw cursor.error('a space must follow a tag'); }
  return full;
}

function verbatim(cursor: Cursor): string {
  cursor.at += 2;
  const uri = uriOf(cursor);
  if (uri === '') { throw cursor.error('a tag is missing behind !<'); }
  if (cursor.unit() !== GREATER) { throw cursor.error("'>' is missing behind a tag"); }
  cursor.at += 1;
  return uri;
}

function shorthand(cursor: Cursor): string {
  const start = cursor.at;
  cursor.at += 1;
  while (isWord(cursor.unit())) { cursor.at += 1; }
  if (cursor.unit() !== BANG) {
    const word = cursor.text.slice(start, cursor.at);
    return word + uriOf(cursor);
  }
  cursor.at += 1;
  const handle = cursor.text.slice(start, cursor.at);
  const suffix = uriOf(cursor);
  if (suffix === '') { throw cursor.error(`a tag is missing behind ${handle}`); }
  return handle === '!!' ? STANDARD + suffix : '';
}

/** Reads characters of a URI. Escapes stand for the bytes of UTF-8. */
function uriOf(cursor: Cursor): string {
  const { codes, text } = cursor;
  let uri = '';
  for (let unit = codes[cursor.at]; unit < 0x80 && URI[unit] === 1; unit = codes[cursor.at]) {
    uri += unit === PERCENT ? escaped(cursor) : text[cursor.at++];
  }
  return uri;
}

/** The character of one or more escaped bytes. */
function escaped(cursor: Cursor): string {
  const start = cursor.at;
  const bytes: number[] = [];
  let length = 1;
  do {
    const hex = /^%([0-9A-Fa-f]{2})$/.exec(cursor.text.slice(cursor.at, cursor.at + 3))?.[1];
    const byte = hex === undefined ? -1 : parseInt(hex, 16);
    if (bytes.length === 0) { length = lengthOf(byte); }
    const isRight = bytes.length === 0 ? length > 0 : byte >= 0x80 && byte < 0xc0;
    if (!isRight) { throw cursor.error('a tag has % without two hexadecimal digits of UTF-8', start); }
    bytes.push(byte);
    cursor.at += 3;
  } while (bytes.length < length);
  return Buffer.from(bytes).toString('utf8');
}

/** The number of bytes of a character in UTF-8, by the first one. */
function lengthOf(byte: number): number {
  if (byte < 0) { return 0; }
  if (byte < 0x80) { return 1; }
  if (byte < 0xc0) { return 0; }
  if (byte < 0xe0) { return 2; }
  if (byte < 0xf0) { return 3; }
  return byte < 0xf8 ? 4 : 0;
}
