/**
 * YAML and JSON texts as the objects in them, as kubectl reads them. Positions are computed for those who ask: most
 * documents are fine, and nobody does.
 */
import { DocumentError } from './error';
import { readJson } from './json';
import { Chunk } from './split';
import { Place, placeOf, Position, positionAt } from './tree';
import { readYaml, yamlPlaces } from './yaml';
import type { PathSegment } from '../structural';

export { DocumentError } from './error';
export { split } from './split';
export type { Chunk } from './split';
export type { Position } from './tree';

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
 * @throws DocumentError
 */
export function readChunk({ text, line }: Chunk): DocumentObject[] {
  const { values, places } = parse(text);
  let roots: readonly Place[] | undefined;
  const positionOf = (document: number, path: readonly PathSegment[]) => {
    roots ??= places() ?? [];
    return positionAt(text, roots[document] ? placeOf(roots[document], path) : startOf(text), line);
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
  return typeof where === 'number' ? positionAt(text, Math.min(where, text.length), line) : where;
}

interface Parsed {
  readonly values: readonly unknown[];
  readonly places: () => readonly Place[] | undefined;
}

function parse(text: string): Parsed {
  if (!isLikeJson(text)) { return asYaml(text); }
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

/** Where content begins. */
function startOf(text: string): number {
  return /^(?:---(?=\s)|\s|#[^\n]*)*/.exec(text)![0].length;
}

function itemsOf(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null) { return undefined; }
  const { kind, items } = value as Record<string, unknown>;
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items) ? items : undefined;
}
