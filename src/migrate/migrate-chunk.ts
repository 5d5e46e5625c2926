import { isDeepStrictEqual } from 'node:util';
import { addOperation, applied, Operations } from './operations';
import type { PlacedPlan } from './plans';
import { FileChunk, nodesOf, valuesOf } from './read-file';
import { DocumentError } from '../documents';
import { CannotEdit, Edit, edited, editsOf } from './text/edits';
import { entryOf, resolved, TextDocument } from './text/text-node';
import type { PathSegment } from '../kubernetes/json-path';

/** A chunk after its migration. */
export interface MigratedChunk {
  readonly text: string;
  /** Why its text could not be edited, so that it was left. */
  readonly refused?: string;
}

/** The plans of the documents of a chunk, by their index. */
export type ChunkPlans = ReadonlyArray<readonly PlacedPlan[]>;

/**
 * Makes the edits of a chunk. The text after them is read again: unless its values are those that are meant, and all
 * others as they were, the chunk stays as it is.
 */
export function migrateChunk({ chunk, values }: FileChunk, plans: ChunkPlans): MigratedChunk {
  const all = plans.map(operationsOf);
  if (all.every((each) => !each)) { return { text: chunk.text }; }
  try {
    const nodes = nodesOf(chunk, values.length);
    if (!nodes) { throw new CannotEdit('it follows JSON in one file without a line ---'); }
    const edits = nodes.flatMap((document, index): Edit[] => {
      const operations = all[index];
      return operations ? editsOf(document, chunk.text, operations) : [];
    });
    const text = edited(chunk.text, edits);
    const meant = values.map((value, index) => {
      const operations = all[index];
      return operations ? applied(value, operations) : value;
    });
    if (!isDeepStrictEqual(valuesOf({ ...chunk, text }), meant)) {
      throw new CannotEdit('an anchor or a merge key shares a part of its text');
    }
    return { text };
  } catch (error) {
    if (!(error instanceof CannotEdit) && !(error instanceof DocumentError)) { throw error; }
    return { text: chunk.text, refused: error.message };
  }
}

function operationsOf(plans: readonly PlacedPlan[]): Operations | undefined {
  const operations: Operations = {};
  let count = 0;
  for (const { path, operations: own } of plans) {
    for (const operation of own) {
      addOperation(operations, { ...operation, path: [...path, ...operation.path] });
      count += 1;
    }
  }
  return count > 0 ? operations : undefined;
}

/** Offset of a path in the text of a chunk: that of the nearest part on the way to it. */
export function offsetOf(document: TextDocument | undefined, path: readonly PathSegment[]): number {
  let node = document?.root;
  let at = node?.start ?? 0;
  for (const segment of path) {
    const part = node && (typeof segment === 'number' ? resolved(node).items?.[segment] : entryOf(node, segment));
    if (!part) { break; }
    at = 'key' in part ? part.start : part.value.start;
    node = part.value;
  }
  return at;
}
