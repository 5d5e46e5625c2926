import type { PathSegment } from '../kubernetes/json-path';

/** What is to be done at a path of a value, and at the paths below it. */
export interface Operations {
  /** A scalar that replaces the value, an object of one scalar, or the lines of a text in a block. */
  value?: NewValue;
  /** A key that replaces the last one of the path. */
  name?: string;
  isRemoved?: boolean;
  /** Members that the mapping gets besides. */
  inserted?: Record<string, string>;
  below?: Map<PathSegment, Operations>;
}

export type NewValue = string | { readonly name: string } | { readonly lines: string };

/** One step of a migration, by its path in the value as it was. */
export type Operation = { readonly path: readonly PathSegment[] } & Omit<Operations, 'below'>;

/** Adds an operation to others. */
export function addOperation(all: Operations, { path, inserted, ...step }: Operation): void {
  let at = all;
  for (const segment of path) {
    const below = at.below ??= new Map<PathSegment, Operations>();
    let next = below.get(segment);
    if (!next) { below.set(segment, next = {}); }
    at = next;
  }
  Object.assign(at, step);
  if (inserted) { at.inserted = { ...at.inserted, ...inserted }; }
}

/** The value after the operations. What they do not touch is shared with it. */
export function applied(value: unknown, operations: Operations): unknown {
  const { below, inserted, value: given } = operations;
  if (given !== undefined) { return typeof given === 'object' && 'lines' in given ? given.lines : given; }
  if (!below && !inserted) { return value; }
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => {
      const step = below?.get(index);
      return step?.isRemoved ? [] : [step ? applied(item, step) : item];
    });
  }
  const after: Record<string, unknown> = { ...inserted };
  for (const [name, member] of Object.entries(value as object)) {
    const step = below?.get(name);
    if (step?.isRemoved) { continue; }
    Object.defineProperty(after, step?.name ?? name, {
      value: step ? applied(member, step) : member, enumerable: true, configurable: true, writable: true,
    });
  }
  return after;
}
