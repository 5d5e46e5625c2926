/**
 * The meaning of unquoted scalars for kubectl. It reads YAML 1.1, not 1.2: `yes`, `on` and `y` are booleans, `0755` is
 * octal, dates stay text. Otherwise `value: yes` of an environment variable would pass here, and the API server would
 * refuse it.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/34146
 */

const WORDS = new Map<string, unknown>();
const MEANINGS: ReadonlyArray<readonly [value: unknown, words: readonly string[]]> = [
  [true, ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']],
  [false, ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']],
  [null, ['', '~', 'null', 'Null', 'NULL']],
  [NaN, ['.nan', '.NaN', '.NAN']],
  [Infinity, ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF']],
  [-Infinity, ['-.inf', '-.Inf', '-.INF']],
];
for (const [value, words] of MEANINGS) { words.forEach((word) => WORDS.set(word, value)); }
const LONGEST_WORD = 5;
const FIRST_OF_WORDS = new Set([...WORDS.keys()].map((word) => word.charCodeAt(0)));

const INTEGER = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const [PLUS, MINUS, POINT, ZERO, NINE] = [0x2b, 0x2d, 0x2e, 0x30, 0x39];
/** What begins with a point: groups of digits are those of Go. */
const POINT_FLOAT = /^\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?$/;
const MIN_INT64 = -(2n ** 63n);
export const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

/** Number of binary digits of the largest integer. Longer ones are slow to read. */
const LONGEST_INTEGER = 64;

/** Longer texts are not matched as they are: patterns with alternatives keep a stack for each character. */
const LONGEST_MATCHED = 10_000;

/** The value of an unquoted scalar. Integers that a number does not hold are bigints; text is itself. */
export function plainValue(text: string): unknown {
  const first = text.charCodeAt(0);
  if (text.length <= LONGEST_WORD && (text === '' || FIRST_OF_WORDS.has(first)) && WORDS.has(text)) {
    return WORDS.get(text);
  }
  const isNumeric = (first >= 0x30 && first <= 0x39) || first === PLUS || first === MINUS || first === POINT;
  return isNumeric ? numberOf(text) ?? text : text;
}

/** Whether the value of an unquoted scalar is an integer by how it is written: `1.0` is not. */
export function isIntegerText(text: string): boolean {
  if (text.charCodeAt(0) === POINT) { return false; }
  const digits = withoutZeros(withoutGroups(text));
  if (digits.length > LONGEST_MATCHED) { return false; }
  const [, sign, magnitude] = INTEGER.exec(digits) ?? [];
  return magnitude !== undefined && integerOf(sign, magnitude) !== undefined;
}

function numberOf(text: string): number | bigint | undefined {
  if (text.charCodeAt(0) === POINT) {
    const form = text.length > LONGEST_MATCHED ? withShortRuns(text) : text;
    return POINT_FLOAT.test(form) ? finite(withoutGroups(text)) : undefined;
  }
  const digits = withoutZeros(withoutGroups(text));
  if (digits.length > LONGEST_MATCHED) { return FLOAT.test(withShortRuns(digits)) ? finite(digits) : undefined; }
  const [, sign, magnitude] = INTEGER.exec(digits) ?? [];
  if (magnitude !== undefined) {
    const value = integerOf(sign, magnitude);
    if (value !== undefined) { return value; }
  }
  return FLOAT.test(digits) ? finite(digits) : undefined;
}

/** A long number with one zero in front, if it has many. */
function withoutZeros(digits: string): string {
  if (digits.length <= LONGEST_MATCHED) { return digits; }
  const [head] = /^[-+]?(0[xXbBoO]?)?/.exec(digits)!;
  let from = head.length;
  while (digits.charCodeAt(from) === ZERO) { from += 1; }
  return from > head.length ? `${head}0${digits.slice(from)}` : digits;
}

/** A text with one digit for each run of digits: its form is the same. */
function withShortRuns(text: string): string {
  let form = '';
  let wasDigit = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isDigit = code >= ZERO && code <= NINE;
    if (!isDigit || !wasDigit) { form += text[at]; }
    wasDigit = isDigit;
  }
  return form;
}

/** A float, unless it is too large to be one. */
function finite(digits: string): number | undefined {
  const value = Number(digits);
  // JSON has one zero.
  return Number.isFinite(value) ? value || 0 : undefined;
}

/** Underscores group digits. */
function withoutGroups(text: string): string {
  return text.includes('_') ? text.replaceAll('_', '') : text;
}

/** The integer, unless it has more than 64 bits. */
function integerOf(sign: string, magnitude: string): number | bigint | undefined {
  const isOctal = /^0[0-7]/.test(magnitude);
  if (magnitude.length > LONGEST_INTEGER && magnitude.replace(/^0[xXbBoO]?0*/, '').length > LONGEST_INTEGER) {
    return undefined;
  }
  if (magnitude.length <= 15 && !isOctal) { return (sign === '-' ? -1 : 1) * Number(magnitude) || 0; }
  const value = BigInt(isOctal ? `0o${magnitude.slice(1)}` : magnitude) * (sign === '-' ? -1n : 1n);
  return fits(value, sign) ? small(value) : undefined;
}

function fits(value: bigint, sign: string): boolean {
  // Only an integer without a sign may have all of 64 bits.
  return value >= MIN_INT64 && value <= (sign === '' ? MAX_UINT64 : MAX_INT64);
}

/** The integer as a number, if a number holds it. */
export function small(value: bigint): number | bigint {
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}
