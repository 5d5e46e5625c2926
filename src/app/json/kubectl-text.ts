import { TextRole } from './find-text';
import { isBlock, isBroken, isPlain } from './text-style';

/**
 * Strings that kubectl's decoder would read as something else in the YAML that cdk8s prints for them.
 *
 * The decoder is go.yaml.in/yaml/v2, a reader of YAML 1.1 that takes numbers as Go writes them.
 * test/oracle/print.test.ts compares with it.
 */

/**
 * Characters that mean something else unless escaped: the decoder refuses DEL, C1 controls, U+FFFE and U+FFFF, ends a
 * line at U+0085, U+2028 and U+2029, and drops U+FEFF in some places. A lone surrogate is not a character at all.
 */
const UNSAFE = new RegExp([
  '[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]',
  '[\\ud800-\\udbff](?![\\udc00-\\udfff])',
  '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
].join('|'));
const ALL_UNSAFE = new RegExp(UNSAFE, 'g');

/** Half of a surrogate pair, which UTF-8 cannot encode. */
const LONE_SURROGATE = /\p{Cs}/u;

/** Numbers of Go; those that do not begin with a point are matched without their underscores. */
const GO_FRACTION = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;
const GO_INTEGER = /^([+-]?)(0[xX][\da-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|[1-9]\d*|0)$/;
const GO_BINARY = /^0b([+-])([01]+)$/;
const GO_FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const MOST_UNSIGNED = 2n ** 64n;
const LEAST_SIGNED = 2n ** 63n;

/** Whether a string holds characters that must be escaped. */
export function isUnsafe(text: string): boolean {
  return UNSAFE.test(text);
}

/** Whether a block would lose a string: the decoder takes a tab before the text of the first line for indentation. */
export function isUnsafeBlock(text: string): boolean {
  return /^\n*\t/.test(text);
}

/** Whether lines in double quotes would lose a string: cdk8s prints a line of one space as a backslash. */
export function isUnsafeInLines(text: string): boolean {
  return text.includes('\n \n');
}

/** Whether a string without quotes is a number for the decoder. */
export function isGoNumber(text: string): boolean {
  if (text.startsWith('.')) { return GO_FRACTION.test(text) && Number.isFinite(Number(text.replace(/_/g, ''))); }
  if (!/^[-+\d]/.test(text)) { return false; }
  const digits = text.replace(/_/g, '');
  const integer = GO_INTEGER.exec(digits);
  if (integer && isInRange(integer[1], integer[2])) { return true; }
  if (GO_FLOAT.test(digits)) { return Number.isFinite(Number(digits)); }
  const binary = GO_BINARY.exec(digits);
  return binary !== null && isInRange(binary[1], `0b${binary[2]}`);
}

function isInRange(sign: string, digits: string): boolean {
  const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  // An unsigned integer of Go has no sign.
  return sign === '' ? value < MOST_UNSIGNED : sign === '-' ? value <= LEAST_SIGNED : value < LEAST_SIGNED;
}

/** Whether a string holds a lone surrogate. */
export function isUnprintable(text: string): boolean {
  return LONE_SURROGATE.test(text);
}

/** A string holds a lone surrogate, so that no YAML means it. */
export class UnprintableText extends Error {}

/**
 * A string in double quotes on one line, with an escape for every character that needs one.
 *
 * @throws UnprintableText
 */
export function escapedText(text: string): string {
  if (isUnprintable(text)) { throw new UnprintableText(); }
  return JSON.stringify(text).replace(ALL_UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * The reason why kubectl would read a string as something else when cdk8s prints it.
 *
 * @param role where the string is: keys are on one line, and those of the root begin lines
 * @returns undefined when kubectl reads the same string
 */
export function changeByCdk8s(text: string, role: TextRole): string | undefined {
  const unsafe = UNSAFE.exec(text);
  if (unsafe) {
    const code = `U+${unsafe[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    return isUnprintable(text) ? 'it holds a lone surrogate' : `it holds ${code}, which is printed without an escape`;
  }
  if (role !== 'value' && text === '<<') { return 'the key is printed without quotes and merges its value'; }
  if (text.includes('\n')) {
    if (role !== 'value') { return undefined; }
    if (isBlock(text)) { return isUnsafeBlock(text) ? 'its first line begins with a tab' : undefined; }
    return isUnsafeInLines(text) && isBroken(text) ? 'it is printed in lines, of which one is a space' : undefined;
  }
  if (role === 'root key' && /^\s+\{/.test(text) && isPlain(text)) {
    return 'kubectl would take the document for JSON';
  }
  return isPlain(text) && isGoNumber(text) ? 'it is printed without quotes and read as a number' : undefined;
}
