/** Texts in code points, in which expressions count them. */

const SURROGATE = /[\ud800-\udbff]/;

/** The number of code points. */
export function codePoints(text: string): number {
  if (!SURROGATE.test(text)) { return text.length; }
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    if (text.codePointAt(index)! > 0xffff) { index++; }
    count++;
  }
  return count;
}

/** The offset in UTF-16 units of a code point, that of the end for a number beyond it. */
export function offsetOf(text: string, point: number): number {
  if (!SURROGATE.test(text)) { return Math.min(point, text.length); }
  let offset = 0;
  for (let count = 0; count < point && offset < text.length; count++) {
    offset += text.codePointAt(offset)! > 0xffff ? 2 : 1;
  }
  return offset;
}
