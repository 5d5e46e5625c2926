import { CelError } from './error';

const DIGITS = '\\d+(?:_\\d+)*';
const HEX = '[\\da-f]+(?:_[\\da-f]+)*';
const DECIMAL = new RegExp(`^[+-]?(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:e[+-]?${DIGITS})?$`, 'i');
const HEXADECIMAL = new RegExp(`^([+-]?)0x_?(?:(${HEX})(?:\\.(${HEX})?)?|\\.(${HEX}))p([+-]?${DIGITS})$`, 'i');
const WORD = /^(?:([+-]?)(?:inf|infinity)|nan)$/i;

/**
 * A double as Go reads it: decimal or hexadecimal, with underscores between digits, or a word; without blanks.
 *
 * @throws CelError
 * @see https://pkg.go.dev/strconv#ParseFloat
 */
export function parseDouble(text: string): number {
  const word = WORD.exec(text);
  if (word) { return word[1] === undefined ? NaN : Number(`${word[1]}Infinity`); }
  const value = DECIMAL.test(text) ? Number(text.replace(/_/g, '')) : hexadecimal(text);
  if (value === undefined) { throw new CelError(`'${text}' is not a double`); }
  if (!Number.isFinite(value)) { throw new CelError(`'${text}' is out of the range of doubles`); }
  return value;
}

function hexadecimal(text: string): number | undefined {
  const found = HEXADECIMAL.exec(text);
  if (!found) { return undefined; }
  const [, sign, whole = '', after = '', only = '', exponent] = found.map((part) => part?.replace(/_/g, ''));
  const fraction = after + only;
  const digits = Number(BigInt(`0x${whole}${fraction}`));
  return (sign === '-' ? -1 : 1) * digits * 2 ** (Number(exponent) - 4 * fraction.length);
}
