import { PathSegment } from '../../kubernetes/json-path';

/** Whether a string is a value, the key of a map, or a key of the whole document. */
export type TextRole = 'value' | 'key' | 'root key';

/** A string of JSON data, and where it is. */
export interface FoundText {
  readonly path: readonly PathSegment[];
  /** The reason why it was looked for. */
  readonly reason: string;
}

/**
 * The first string of JSON data, keys included, for which there is a reason.
 *
 * @param reasonOf the reason, if there is one, for a value, a key or a key of the root
 */
export function findText(
  value: unknown,
  reasonOf: (text: string, role: TextRole) => string | undefined,
  path: PathSegment[] = [],
  seen = new Set<object>(),
): FoundText | undefined {
  if (typeof value === 'string') {
    const reason = reasonOf(value, 'value');
    return reason === undefined ? undefined : { path: [...path], reason };
  }
  if (typeof value !== 'object' || value === null || seen.has(value)) { return undefined; }
  seen.add(value);
  const isList = Array.isArray(value);
  for (const [key, member] of Object.entries(value)) {
    path.push(isList ? Number(key) : key);
    const reason = isList ? undefined : reasonOf(key, path.length === 1 ? 'root key' : 'key');
    const found = reason === undefined ? findText(member, reasonOf, path, seen) : { path: [...path], reason };
    if (found) { return found; }
    path.pop();
  }
  return undefined;
}
