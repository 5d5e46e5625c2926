/**
 * YAML for plain JSON data that kubectl reads as the same data: in the bytes that cdk8s prints (`yaml` with its YAML
 * 1.1 schema, no folding, no aliases) wherever those mean the same to kubectl, and escaped otherwise (docs/adr/0017).
 */
import { keyText, LineStarts, NotPlain, quotedKey, scalarText } from './yaml-scalars';
import { inOrder } from '../app/json/plain-data';

/** The keys of a map in the order to print them. */
type KeysOf = (map: Record<string, unknown>) => string[];

/**
 * The document as text.
 *
 * @param document an object of plain data; undefined members are left out
 * @param first keys of the document to print first; the others follow, sorted
 * @returns undefined when the document holds anything but plain data
 * @throws UnprintableText
 */
export function emit(document: object, first: readonly string[] = []): string | undefined {
  return plainOnly(() => {
    const keys = sortedKeys(document as Record<string, unknown>);
    const others = keys.filter((key) => !first.includes(key));
    return root(document, sortedKeys, [...first.filter((key) => keys.includes(key)), ...others]);
  });
}

/** The same for a document whose keys are in order. Undefined members are printed as null, as cdk8s does. */
export function emitAsIs(document: object): string | undefined {
  return plainOnly(() => root(document, Object.keys, Object.keys(document)));
}

function plainOnly(print: () => string): string | undefined {
  try {
    return print();
  } catch (error) {
    if (error instanceof NotPlain) { return undefined; }
    throw error;
  }
}

function root(document: object, keysOf: KeysOf, keys: readonly string[]): string {
  if (keys.length === 0) { return '{}\n'; }
  const map = document as Record<string, unknown>;
  if (!keys.some((key) => MARKER.test(key))) { return `${block(map, LineStarts.OUTERMOST, keysOf, keys)}\n`; }
  return keys.map((key) => {
    const text = block(map, LineStarts.OUTERMOST, keysOf, [key]);
    return `${MARKER.test(key) ? `${quotedKey(key)}${text.slice(keyText(key).length)}` : text}\n`;
  }).join('');
}

/** Starts of lines that end a document, or look like JSON to kubectl. Only keys of the root begin a line. */
const MARKER = /^(?:---|\.\.\.|[^\S\n]+\{)[^\n]*$/;

/**
 * A map as lines, without the last line break.
 *
 * @param starts of all lines but the first, which continues a line
 */
function block(map: Record<string, unknown>, starts: LineStarts, keysOf: KeysOf, keys: readonly string[]): string {
  const { further } = starts;
  let now = LineStarts.INLINE;
  let text = '';
  for (const key of keys) {
    const value = map[key];
    const { ofMore, ofScalar, isLong } = now.of(key);
    now = starts;
    if (isLong) {
      text += `${ofMore}${starts.margin}: ${entry(value, further, keysOf)}`;
    } else if (typeof value === 'object' && value !== null) {
      text += ofMore;
      text += more(value, further, keysOf);
    } else {
      text += ofScalar;
      text += scalarText(value, further.margin);
    }
  }
  return text;
}

/** The text after the colon of a key, for a map or a list. */
function more(value: object, starts: LineStarts, keysOf: KeysOf): string {
  if (Array.isArray(value)) { return value.length === 0 ? ' []' : starts.margin + list(value, starts, keysOf); }
  const keys = keysIn(value, keysOf);
  return keys.length === 0 ? ' {}' : starts.margin + block(value as Record<string, unknown>, starts, keysOf, keys);
}

/** A list as lines, without the last line break. */
function list(items: readonly unknown[], starts: LineStarts, keysOf: KeysOf): string {
  const { further, ofItem } = starts;
  let text = '';
  for (const item of items) {
    text += text === '' ? '- ' : ofItem;
    text += entry(item, further, keysOf);
  }
  return text;
}

/** The text after the dash of an item. */
function entry(value: unknown, starts: LineStarts, keysOf: KeysOf): string {
  if (typeof value !== 'object' || value === null) { return scalarText(value, starts.margin); }
  if (Array.isArray(value)) { return value.length === 0 ? '[]' : list(value, starts, keysOf); }
  const keys = keysIn(value, keysOf);
  return keys.length === 0 ? '{}' : block(value as Record<string, unknown>, starts, keysOf, keys);
}

function keysIn(map: object, keysOf: KeysOf): string[] {
  if (Object.getPrototypeOf(map) !== Object.prototype) { throw new NotPlain(); }
  return keysOf(map as Record<string, unknown>);
}

function sortedKeys(map: Record<string, unknown>): string[] {
  const keys: string[] = [];
  for (const key of Object.keys(map)) { if (map[key] !== undefined) { keys.push(key); } }
  // Engines put keys that are indices before all others, whatever the order in which they are set.
  if (keys.length > 0 && INDEX.test(keys[0])) { throw new NotPlain(); }
  return inOrder(keys);
}

const INDEX = /^\d+$/;
