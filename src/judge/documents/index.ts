/**
 * YAML and JSON texts as the objects in them, as kubectl reads them. Positions are computed for those who ask: most
 * documents are fine, and nobody does.
 */
import { DocumentError } from './error';
import { readFast } from './fast/index';
import { Memory } from './fast/memory';
import { readJson } from './json';
import { Lines, Place, placeOf, Position, skipBlank, TooManyPlaces } from './positions';
import { Chunk } from './split';
import { readYaml, yamlPlaces } from './yaml';
import type { PathSegment } from '../../kubernetes/json-path';

export { DocumentError } from './error';
export { Memory } from './fast/memory';
export { split } from './split';
export type { Chunk } from './split';
export type { Position } from './positions';

/** A value of a text: an object of Kubernetes, if it is one. */
export interface DocumentObject {
  readonly value: unknown;
  /** Where a path of it is in the file; what is missing is where it belongs. */
  position(path: readonly PathSegment[]): Position;
}

/**
 * The objects of a chunk of a file. Those of a list (`kind: List`) stand for themselves; documents without content are
 * passed over.
 *
 * @param memory of the chunks before: parts that they have too are the same objects, so that none may be changed
 * @throws DocumentError
 */
export function readChunk({ text, line }: Chunk, memory = new Memory()): DocumentObject[] {
  const start = startOf(text);
  if (start === text.length) { return []; }
  const { values, places } = parse(text, memory);
  const lines = new Lines(text, line);
  let roots: readonly Place[] | undefined;
  const positionOf = (document: number, path: readonly PathSegment[]) => {
    if (document === 0 && path.length === 0) { return lines.at(start); }
    const root = (roots ??= orNone(places))[document];
    return lines.at(root ? placeOf(root, path) : start);
  };
  const objects: DocumentObject[] = [];
  const add = (value: unknown, document: number, prefix: readonly PathSegment[]) => {
    if (value === null || value === undefined) { return; }
    const items = itemsOf(value);
    if (items) {
      items.forEach((item, index) => { add(item, document, [...prefix, 'items', index]); });
    } else {
      objects.push({ value, position: (path) => positionOf(document, [...prefix, ...path]) });
    }
  };
  values.forEach((value, document) => { add(value, document, []); });
  return objects;
}

/** Where an error is in the file. */
export function errorPosition({ text, line }: Chunk, { where }: DocumentError): Position {
  return typeof where === 'number' ? new Lines(text, line).at(Math.min(where, text.length)) : where;
}

interface Parsed {
  readonly values: readonly unknown[];
  readonly places: () => readonly Place[];
}

function parse(text: string, memory: Memory): Parsed {
  if (!isLikeJson(text)) {
    const value = readFast(text, memory);
    return value ? { values: [value], places: () => yamlPlaces(text) } : asYaml(text);
  }
  try {
    return { values: readJson(text).map(({ value }) => value), places: () => readJson(text, { places: true }).map(({ place }) => place!) };
  } catch (error) {
    if (!(error instanceof DocumentError)) { throw error; }
    // YAML in braces, such as `{kind: Sandbox}`; for what is neither, what JSON says is plainer.
    try {
      return asYaml(text);
    } catch {
      throw error;
    }
  }
}

function asYaml(text: string): Parsed {
  return { values: readYaml(text), places: () => yamlPlaces(text) };
}

function isLikeJson(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

/** The places of a text, unless they are too many. */
function orNone(places: Parsed['places']): readonly Place[] {
  try {
    return places();
  } catch (error) {
    if (error instanceof TooManyPlaces) { return []; }
    throw error;
  }
}

/** Where content begins. */
function startOf(text: string): number {
  const at = skipBlank(text, 0);
  return text.startsWith('---', at) ? skipBlank(text, at + 3) : at;
}

function itemsOf(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null) { return undefined; }
  const { kind, items } = value as Record<string, unknown>;
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items) ? items : undefined;
}
