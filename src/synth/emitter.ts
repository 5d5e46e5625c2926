/**
 * YAML for plain JSON data, in the bytes that cdk8s prints (`yaml` with its YAML 1.1 schema, no folding, no aliases).
 *
 * It prints what it is sure of and leaves the rest to others: strings with line breaks or beyond printable ASCII, odd
 * numbers, words that look like numbers or dates.
 */

/** What cannot be printed here. */
class Unsure extends Error {}

/**
 * The document as text; undefined when it holds something that this emitter leaves to others.
 *
 * @param document an object of plain data; members that are undefined are left out
 * @param first keys of the document to print before the others, which follow in their order
 */
export function emit(document: object, first: readonly string[] = []): string | undefined {
  const map = document as Record<string, unknown>;
  return sure(() => block(map, '', sortedKeys, [...first.filter((key) => key in map), ...sortedKeys(map).filter((key) => !first.includes(key))]));
}

/** The same for a document whose keys are in the order to print, and whose members that are undefined cdk8s prints as null. */
export function emitAsIs(document: object): string | undefined {
  return sure(() => block(document as Record<string, unknown>, '', givenKeys));
}

/** In which order the keys of a map are printed. */
type KeysOf = (map: Record<string, unknown>) => string[];

function sure(print: () => string): string | undefined {
  try {
    return print();
  } catch (error) {
    if (error instanceof Unsure) { return undefined; }
    throw error;
  }
}

/** A map as lines, each at the indent but for the first, which continues a line. */
function block(map: Record<string, unknown>, indent: string, keysOf: KeysOf, keys = keysOf(map)): string {
  let text = '';
  for (const key of keys) {
    if (map[key] === undefined) { continue; }
    // Engines put keys that are indices before all others, and `yaml` prints long keys on lines of their own.
    if (INDEX.test(key) || key.length > 1000) { throw new Unsure(); }
    text += `${text && indent}${scalar(key)}:${member(map[key], `${indent}  `, keysOf)}`;
  }
  if (text === '') { throw new Unsure(); }
  return text;
}

/** What follows the colon of a key. */
function member(value: unknown, indent: string, keysOf: KeysOf): string {
  if (Array.isArray(value)) { return value.length === 0 ? ' []\n' : `\n${list(value, indent, keysOf)}`; }
  if (isMap(value)) { return isEmpty(value) ? ' {}\n' : `\n${indent}${block(value, indent, keysOf)}`; }
  return ` ${scalar(value)}\n`;
}

function list(items: readonly unknown[], indent: string, keysOf: KeysOf): string {
  let text = '';
  for (const item of items) { text += `${indent}- ${entry(item, `${indent}  `, keysOf)}`; }
  return text;
}

/** What follows the dash of an item. */
function entry(value: unknown, indent: string, keysOf: KeysOf): string {
  if (Array.isArray(value)) { return value.length === 0 ? '[]\n' : list(value, indent, keysOf).slice(indent.length); }
  if (isMap(value)) { return isEmpty(value) ? '{}\n' : block(value, indent, keysOf); }
  return `${scalar(value)}\n`;
}

function givenKeys(map: Record<string, unknown>): string[] {
  const keys = Object.keys(map);
  for (const key of keys) { if (map[key] === undefined) { throw new Unsure(); } }
  return keys;
}

function sortedKeys(map: Record<string, unknown>): string[] {
  return Object.keys(map).sort();
}

function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) { return false; }
  if (Object.getPrototypeOf(value) !== Object.prototype) { throw new Unsure(); }
  return true;
}

function isEmpty(map: Record<string, unknown>): boolean {
  for (const key in map) { if (map[key] !== undefined) { return false; } }
  return true;
}

function scalar(value: unknown): string {
  switch (typeof value) {
    case 'string': return stringScalar(value);
    case 'boolean': return String(value);
    case 'number':
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) { throw new Unsure(); }
      return String(value);
    default:
      if (value === null) { return 'null'; }
      throw new Unsure();
  }
}

/** Strings that stand as they are: they start like a word, a path, a flag or a sentence, and nothing in them means anything to YAML. */
const PLAIN = /^(?:[A-Za-z_/^(]|\.[A-Za-z_]|--?[A-Za-z]|\d+ [A-Za-z])(?:[!-"$-9;-~]|:(?![ ]|$)|#| (?!#))*$/;
/** Strings without a digit first that YAML 1.1 reads as something else: truth, nothing, and numbers such as `.5` or even `e0`. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|\.inf|\.nan|-?\.[\d_]*|-?(?:\.[\d_]*)?e[-+]?\d+)$/i;
/** Amounts and durations, which no number looks like. */
const AMOUNT = /^\d+(?:m|s|h|ms|[KMGTP]i)$/;
/** Strings that start or end as no plain one may, or that are whole numbers. */
const QUOTED = /^(?:[[\]{},#&*!|>'"%@`]|[1-9]\d*$|0$|$)|: | #|[ :]$/;
const INDEX = /^\d+$/;
const PRINTABLE = /^[ -~]*$/;

function stringScalar(value: string): string {
  if (!PRINTABLE.test(value)) { throw new Unsure(); }
  if (WORDS.test(value)) {
    // `Yes` and `YES` are words of YAML, `yEs` is none.
    if (![value.toLowerCase(), value.toUpperCase(), value[0].toUpperCase() + value.slice(1).toLowerCase()].includes(value)) { throw new Unsure(); }
    return `"${value}"`;
  }
  if (QUOTED.test(value)) { return quoted(value); }
  if (PLAIN.test(value) || AMOUNT.test(value)) { return value; }
  throw new Unsure();
}

/** In the quotes that need no escape, by preference double. */
function quoted(value: string): string {
  return value.includes('"') && !value.includes("'") ? `'${value}'` : JSON.stringify(value);
}
