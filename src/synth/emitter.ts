/**
 * YAML for plain JSON data, in the bytes that cdk8s prints (`yaml` with its YAML 1.1 schema, no folding, no aliases).
 *
 * It prints what it is sure of and leaves documents to others that hold anything but plain data.
 */
import { keyText, scalarText, Unsure } from './scalars';
import { inOrder } from '../private/plain';

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
  return keys.length === 0 ? '{}\n' : block(document as Record<string, unknown>, '', keysOf, keys);
}

const MARKER = /^(?:%|---|\.\.\.)/m;

/** A map as lines, each at the indent but for the first, which continues a line. */
function block(map: Record<string, unknown>, indent: string, keysOf: KeysOf, keys: readonly string[]): string {
  let text = '';
  for (const key of keys) { text += `${text && indent}${keyText(key)}:${member(map[key], `${indent}  `, keysOf)}`; }
  return text;
}

/** What follows the colon of a key. */
function member(value: unknown, indent: string, keysOf: KeysOf): string {
  if (typeof value !== 'object' || value === null) { return ` ${scalarText(value, indent)}\n`; }
  if (Array.isArray(value)) { return value.length === 0 ? ' []\n' : `\n${indent}${list(value, indent, keysOf)}`; }
  const keys = keysIn(value, keysOf);
  return keys.length === 0 ? ' {}\n' : `\n${indent}${block(value as Record<string, unknown>, indent, keysOf, keys)}`;
}

/** A list as lines, each at the indent but for the first. */
function list(items: readonly unknown[], indent: string, keysOf: KeysOf): string {
  let text = '';
  for (const item of items) { text += `${text && indent}- ${entry(item, `${indent}  `, keysOf)}`; }
  return text;
}

/** What follows the dash of an item. */
function entry(value: unknown, indent: string, keysOf: KeysOf): string {
  if (typeof value !== 'object' || value === null) { return `${scalarText(value, indent)}\n`; }
  if (Array.isArray(value)) { return value.length === 0 ? '[]\n' : list(value, indent, keysOf); }
  const keys = keysIn(value, keysOf);
  return keys.length === 0 ? '{}\n' : block(value as Record<string, unknown>, indent, keysOf, keys);
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
