import { isSame } from './same-value';
import type { PathSegment } from '../../kubernetes/json-path';

/** A field that differs. */
export interface FieldChange {
  readonly path: readonly PathSegment[];
  /** Undefined where it is new. */
  readonly before?: unknown;
  /** Undefined where it is gone. */
  readonly after?: unknown;
}

type Members = Readonly<Record<string, unknown>>;

/** Fields by which the items of a list are told apart, where each has one of its own. */
const KEYS = ['name', 'mountPath', 'devicePath', 'topologyKey', 'ip'] as const;

/**
 * The fields in which two values differ, as deep as both have them. Items of lists are compared by their names, where
 * they have names of their own, and then their segment is `name=main`; else by their places.
 */
export function fieldChanges(before: unknown, after: unknown, path: readonly PathSegment[] = []): FieldChange[] {
  if (isSame(before, after, path)) { return []; }
  if (isMembers(before) && isMembers(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => fieldChanges(before[name], after[name], [...path, name]));
  }
  if (Array.isArray(before) && Array.isArray(after)) { return ofLists(before, after, path); }
  return [{ path, before, after }];
}

function ofLists(before: readonly unknown[], after: readonly unknown[], path: readonly PathSegment[]): FieldChange[] {
  const key = KEYS.find((each) => tellsApart(before, each) && tellsApart(after, each));
  if (key) {
    const [old, now] = [before, after].map((list) => new Map(list.map((item) => [(item as Members)[key], item])));
    const changes = [...new Set([...old.keys(), ...now.keys()])]
      .flatMap((name) => fieldChanges(old.get(name), now.get(name), [...path, `${key}=${String(name)}`]));
    if (changes.length > 0) { return changes; }
    const [names, order] = [[...old.keys()], [...now.keys()]];
    return names.every((name, index) => name === order[index]) ? [] : [{ path, before: names, after: order }];
  }
  // Of plain values, the list as a whole says most.
  if (before.length !== after.length || !before.every(isMembers)) { return [{ path, before, after }]; }
  return before.flatMap((item, index) => fieldChanges(item, after[index], [...path, index]));
}

function tellsApart(list: readonly unknown[], key: string): boolean {
  const values = list.map((item) => (isMembers(item) ? item[key] : undefined));
  return values.every((value) => typeof value === 'string') && new Set(values).size === list.length;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
