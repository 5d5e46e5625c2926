/**
 * The width of texts in the widest fonts that browsers take for `sans-serif` and `monospace` (DejaVu and Verdana), in
 * em: fonts differ by machine, and no text may leave its box in any of them.
 */

const NARROW = /[ijl.,:;'|! ]/;
const WIDE = /[mwMW@%…—]/;
const CAPITAL = /[A-Z0-9_+<>=×~#&$?/\\-]/;
/** Letters of scripts whose characters are as wide as they are high, and pictographs. */
const FULL = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|[^\0-\uffff]/u;

/** The width of a text of a proportional font, in pixels. */
export function sansWidth(text: string, size: number, isBold = false): number {
  let ems = 0;
  for (const char of text) {
    ems += NARROW.test(char) ? 0.38 : WIDE.test(char) ? 1.03 : CAPITAL.test(char) ? 0.72 : wideOr(char, 0.64);
  }
  return ems * size * (isBold ? 1.12 : 1);
}

/** The width of a text of a monospaced font, in pixels. */
export function monoWidth(text: string, size: number): number {
  let ems = 0;
  for (const char of text) { ems += wideOr(char, 0.615); }
  return ems * size;
}

function wideOr(char: string, ems: number): number {
  return char < '\u0100' ? ems : FULL.test(char) ? 1.4 : Math.max(ems, 0.9);
}

/** A text of at most so many characters: the middle is left out, as names differ at both ends. */
export function shortened(text: string, most: number): string {
  const chars = [...text];
  if (chars.length <= most) { return text; }
  const head = Math.ceil((most - 1) / 2);
  return `${chars.slice(0, head).join('')}…${chars.slice(chars.length - (most - 1 - head)).join('')}`;
}

/** Texts in lines that are no wider than a width. A text that is wider has a line of its own. */
export function wrapped(texts: readonly string[], width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const text of texts) {
    const longer = line === '' ? text : `${line} · ${text}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = text;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}
