/**
 * YAML and JSON texts as the objects in them, as kubectl reads them. Positions are computed on demand: most documents
 * have no findings.
 */
import { Document, documentsOf, Positioned } from './document';
import { DocumentError } from './error';
import { Memory } from './fast/memory';
import { DocumentNote, duplicateNote, ignoredNote, unlocatedDuplicates } from './note';
import { ExcerptLine, Lines, placeOf, Position, skipBlank, TooManyPlaces } from './positions';
import { Chunk } from './split';
import type { PathSegment } from '../kubernetes/json-path';

export { DocumentError } from './error';
export { Memory } from './fast/memory';
export type { DocumentNote } from './note';
export { split } from './split';
export type { Chunk } from './split';
export type { ExcerptLine, Position } from './positions';

/** A value of a text: an object of Kubernetes, if it is one. */
export interface DocumentObject {
  readonly value: unknown;
  /** Probable mistakes in its text that kubectl reads without a word. */
  readonly notes: readonly DocumentNote[];
  /** The position of a path in the file; of a missing part, that of the nearest part around it. */
  position(path: readonly PathSegment[]): Position;
  /** The lines of a position that it gave. */
  around(position: Position): ExcerptLine[];
}

/**
 * The objects of a chunk of a file. Items of a list (`kind: List`) stand for themselves; documents without content are
 * left out.
 *
 * @param memory of the chunks before: parts that they share become the same objects, so that none may be changed
 * @throws DocumentError
 */
export function readChunk(chunk: Chunk, memory = new Memory()): DocumentObject[] {
  const lines = new Lines(chunk.text, chunk.line);
  return documentsOf(chunk, memory).flatMap((document, index) => objectsOf(document, index, chunk.text, lines));
}

/** The position of an error in the file. */
export function errorPosition({ text, line }: Chunk, { where }: DocumentError): Position {
  return typeof where === 'number' ? new Lines(text, line).at(Math.min(where, text.length)) : where;
}

function objectsOf(document: Document, index: number, text: string, lines: Lines): DocumentObject[] {
  const { value, from, ignored } = document;
  const start = startOf(text, from);
  let located: Positioned | undefined;
  const positionOf = (path: readonly PathSegment[]) => {
    if (path.length === 0 && index === 0) { return lines.at(start); }
    const { place } = located ??= locate(document);
    return lines.at(place ? from + placeOf(place, path) : start);
  };
  const notes = document.hasDuplicates ? duplicateNotes(document, lines, start) : [];
  if (ignored !== undefined) { notes.push(ignoredNote(lines.at(from + ignored))); }
  const parts = partsOf(value, []);
  if (parts.length === 0 && ignored !== undefined) {
    throw new DocumentError(notes[0].message, from + ignored, notes[0].code);
  }
  return parts.map(({ part, path: prefix }, at): DocumentObject => ({
    value: part,
    // A note about what is around the objects is told of the first one.
    notes: notes.length === 0 ? notes : notes.flatMap((note) => {
      if (isBelow(note.path, prefix)) { return { ...note, path: note.path.slice(prefix.length) }; }
      return at === 0 && !parts.some(({ path }) => isBelow(note.path, path)) ? { ...note, path: [] } : [];
    }),
    position: (path) => positionOf([...prefix, ...path]),
    around: (position) => lines.around(position, positionOf(prefix)),
  }));
}

function isBelow(path: readonly PathSegment[], prefix: readonly PathSegment[]): boolean {
  return prefix.every((segment, index) => path[index] === segment);
}

function duplicateNotes(document: Document, lines: Lines, start: number): DocumentNote[] {
  const { from } = document;
  const notes = locate(document).duplicates.map(({ key, path, at, first }) => (
    duplicateNote(key, path, lines.at(from + at), lines.at(from + first))
  ));
  return notes.length > 0 ? notes : [unlocatedDuplicates(lines.at(start))];
}

/** The positions in a document, unless they are too many. */
function locate({ located }: Document): Positioned {
  try {
    return located();
  } catch (error) {
    if (error instanceof TooManyPlaces) { return { duplicates: [] }; }
    throw error;
  }
}

/** Offset of the first content. */
function startOf(text: string, from: number): number {
  const at = skipBlank(text, from);
  return text.startsWith('---', at) ? skipBlank(text, at + 3) : at;
}

interface Part {
  readonly part: unknown;
  readonly path: readonly PathSegment[];
}

/** The value itself, or the items of a list. */
function partsOf(value: unknown, path: readonly PathSegment[]): Part[] {
  if (value === null || value === undefined) { return []; }
  const items = itemsOf(value);
  return items ? items.flatMap((item, index) => partsOf(item, [...path, 'items', index])) : [{ part: value, path }];
}

function itemsOf(value: unknown): unknown[] | undefined {
  if (typeof value !== 'object' || value === null) { return undefined; }
  const { kind, items } = value as Record<string, unknown>;
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items) ? items : undefined;
}
