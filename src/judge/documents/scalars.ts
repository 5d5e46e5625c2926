/**
 * What unquoted scalars mean to kubectl. It reads YAML 1.1 with Go's words of it, not 1.2: `yes`, `on` and `y` are
 * booleans, `0755` is octal, dates stay text. Read otherwise, `value: yes` of an environment variable would pass here and
 * be refused by the API server.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/34146
 */

const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word): [string, unknown] => [word, true]),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word): [string, unknown] => [word, false]),
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, unknown] => [word, null]),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, unknown] => [word, NaN]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word): [string, unknown] => [word, Infinity]),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, unknown] => [word, -Infinity]),
]);
const LONGEST_WORD = 5;
const FIRST_OF_WORDS = new Set([...WORDS.keys()].map((word) => word.charCodeAt(0)));

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const MIN_INT64 = -(2n ** 63n);
const MAX_UINT64 = 2n ** 64n - 1n;

/** The value of an unquoted scalar; itself when it is text. Integers that a number does not hold are bigints. */
export function plainValue(text: string): unknown {
  const first = text.charCodeAt(0);
  const isNumeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (text.length <= LONGEST_WORD && (text === '' || FIRST_OF_WORDS.has(first)) && WORDS.has(text)) { return WORDS.get(text); }
  return isNumeric ? numberOf(text) ?? text : text;
}

function numberOf(text: string): number | bigint | undefined {
  // Underscores group digits.
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  const [, sign, magnitude] = INTEGER.exec(digits) ?? [];
  if (magnitude !== undefined) {
    const value = integerOf(sign, magnitude);
    if (value !== undefined) { return value; }
  }
  if (!FLOAT.test(digits)) { return undefined; }
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}

/** The integer, unless it has more than 64 bits. */
function integerOf(sign: string, magnitude: string): number | bigint | undefined {
  const isOctal = /^0[0-7]/.test(magnitude);
  if (magnitude.length <= 15 && !isOctal) { return (sign === '-' ? -1 : 1) * Number(magnitude) || 0; }
  const value = BigInt(isOctal ? `0o${magnitude.slice(1)}` : magnitude) * (sign === '-' ? -1n : 1n);
  return fits(value, sign) ? small(value) : undefined;
}

function fits(value: bigint, sign: string): boolean {
  // Only an integer without a sign may have all of 64 bits.
  return value >= MIN_INT64 && value <= (sign === '' ? MAX_UINT64 : 2n ** 63n - 1n);
}

/** A number where one holds the integer. */
export function small(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
