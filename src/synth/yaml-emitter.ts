/**
 * YAML for plain JSON data, in the bytes that cdk8s prints (`yaml` with its YAML 1.1 schema, no folding, no aliases).
 *
 * It prints what it is sure of and leaves documents to others that hold anything but plain data.
 */
import { LineStarts, scalarText, Unsure } from './yaml-scalars';
import { inOrder } from '../app/json/plain-data';

/** In which order the keys of a map are printed. */
type KeysOf = (map: Record<string, unknown>) => string[];

/**
 * The document as text; undefined when it holds something that this emitter leaves to others.
 *
 * @param document an object of plain data; members that are undefined are left out
 * @param first keys of the document to print before the others, which follow in their order
 */
export function emit(document: object, first: readonly string[] = []): string | undefined {
  return sure(() => {
    const keys = sortedKeys(document as Record<string, unknown>);
    return root(document, sortedKeys, [...first.filter((key) => keys.includes(key)), ...keys.filter((key) => !first.includes(key))]);
  });
}

/** The same for a document whose keys are in the order to print, and whose members that are undefined cdk8s prints as null. */
export function emitAsIs(document: object): string | undefined {
  return sure(() => root(document, Object.keys, Object.keys(document)));
}

function sure(print: () => string): string | undefined {
  try {
    return print();
  } catch (error) {
    if (error instanceof Unsure) { return undefined; }
    throw error;
  }
}

function root(document: object, keysOf: KeysOf, keys: readonly string[]): string {
  // At the start of a line, these would mark where a document starts or ends.
  if (keys.some((key) => MARKER.test(key))) { throw new Unsure(); }
  return keys.length === 0 ? '{}\n' : `${block(document as Record<string, unknown>, LineStarts.OUTERMOST, keysOf, keys)}\n`;
}

const MARKER = /^(?:%|---|\.\.\.)/m;

/**
 * A map as lines, without the last line break.
 *
 * @param starts of all lines but the first, which continues one
 */
function block(map: Record<string, unknown>, starts: LineStarts, keysOf: KeysOf, keys: readonly string[]): string {
  const { further } = starts;
  let now = LineStarts.INLINE;
  let text = '';
  for (const key of keys) {
    const value = map[key];
    const { ofMore, ofScalar } = now.of(key);
    now = starts;
    if (typeof value === 'object' && value !== null) {
      text += ofMore;
      text += more(value, further, keysOf);
    } else {
      text += ofScalar;
      text += scalarText(value, further.margin);
    }
  }
  return text;
}

/** What follows the colon of a key, where it is a map or a list. */
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

/** What follows the dash of an item. */
function entry(value: unknown, starts: LineStarts, keysOf: KeysOf): string {
  if (typeof value !== 'object' || value === null) { return scalarText(value, starts.margin); }
  if (Array.isArray(value)) { return value.length === 0 ? '[]' : list(value, starts, keysOf); }
  const keys = keysIn(value, keysOf);
  return keys.length === 0 ? '{}' : block(value as Record<string, unknown>, starts, keysOf, keys);
}

function keysIn(map: object, keysOf: KeysOf): string[] {
  if (Object.getPrototypeOf(map) !== Object.prototype) { throw new Unsure(); }
  return keysOf(map as Record<string, unknown>);
}

function sortedKeys(map: Record<string, unknown>): string[] {
  const keys: string[] = [];
  for (const key of Object.keys(map)) { if (map[key] !== undefined) { keys.push(key); } }
  // Engines put keys that are indices before all others, whatever the order in which they are set.
  if (keys.length > 0 && INDEX.test(keys[0])) { throw new Unsure(); }
  return inOrder(keys);
}

const INDEX = /^\d+$/;
