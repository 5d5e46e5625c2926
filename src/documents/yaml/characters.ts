/** Classes of characters, by their UTF-16 units. A text is followed by units of zero. */
export const [TAB, LF, CR, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
export const [BANG, QUOTE, HASH, PERCENT, AMPERSAND, APOSTROPHE, STAR, PLUS] = unitsOf('!"#%&\'*+');
export const [COMMA, DASH, DOT, COLON, LESS, GREATER, QUESTION] = unitsOf(',-.:<>?');
export const [OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN_MAP, BAR, CLOSE_MAP] = unitsOf('[\\]{|}');

const [NEXT_LINE, LINE_SEPARATOR, PARAGRAPH_SEPARATOR] = [0x85, 0x2028, 0x2029];

export function unitsOf(text: string): number[] {
  return Array.from(text, (char) => char.charCodeAt(0));
}

/** By unit, whether an expression matches the ASCII character. */
export function asciiTable(expression: RegExp): Uint8Array {
  return Uint8Array.from({ length: 0x80 }, (_, unit) => Number(expression.test(String.fromCharCode(unit))));
}

export function isBlank(unit: number): boolean {
  return unit === SPACE || unit === TAB;
}

/** A line break of YAML 1.1. */
export function isBreak(unit: number): boolean {
  return unit === LF || unit === CR
    || unit === LINE_SEPARATOR || unit === PARAGRAPH_SEPARATOR || unit === NEXT_LINE;
}

export function isBreakOrEnd(unit: number): boolean {
  return unit === 0 || isBreak(unit);
}

export function isBlankOrEnd(unit: number): boolean {
  return unit === SPACE || unit === LF || unit === 0 || unit === TAB || isBreak(unit);
}

const WORD = asciiTable(/[\w-]/);

/** A character of names of anchors, tags and directives. */
export function isWord(unit: number): boolean {
  return unit < 0x80 && WORD[unit] === 1;
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
