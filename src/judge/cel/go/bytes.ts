/** Go's strings are bytes. Here they are strings of one character a byte. */

export function bytesOf(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text of bytes; what is not UTF-8 becomes U+FFFD. */
export function textOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** One character of UTF-8, or one byte that belongs to none. */
const CHARACTER = new RegExp(
  [
    '[\\x00-\\x7f]',
    '[\\xc2-\\xdf][\\x80-\\xbf]',
    '(?:\\xe0[\\xa0-\\xbf]|[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]|\\xed[\\x80-\\x9f])[\\x80-\\xbf]',
    '(?:\\xf0[\\x90-\\xbf]|[\\xf1-\\xf3][\\x80-\\xbf]|\\xf4[\\x80-\\x8f])[\\x80-\\xbf]{2}',
    '[^]',
  ].join('|'),
  'g',
);
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/**
 * Bytes in double quotes, as messages of Go show them.
 *
 * @see https://pkg.go.dev/strconv#Quote
 */
export function quoted(bytes: string): string {
  return `"${bytes.replace(CHARACTER, (found) => {
    if (Object.hasOwn(ESCAPES, found)) { return ESCAPES[found]; }
    if (found.length === 1 && (found < ' ' || found >= '\x7f')) { return `\\x${hex(found.charCodeAt(0), 2)}`; }
    const char = textOf(found);
    if (PRINTABLE.test(char)) { return char; }
    const point = char.codePointAt(0)!;
    return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
  })}"`;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}
