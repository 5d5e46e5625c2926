import { shown } from './violation';
import { canonicalJson } from '../../kubernetes/types/canonical-json';

/** Lists up to this length are compared in pairs, without making a string of each item. */
const FEW = 8;

/** An item that repeats an earlier one. */
export interface Duplicate {
  readonly index: number;
  /** The text of the shared keys, for a message. */
  readonly shared: string;
}

/**
 * The items of a list of type set or map that repeat an earlier one; of several equal items, the second.
 *
 * Only keys that an item has are compared: the API server compares after defaults are set.
 */
export function duplicates(list: readonly unknown[], unique: 'set' | readonly string[]): Duplicate[] {
  if (list.length < 2 || (list.length <= FEW && !repeats(list, unique))) { return []; }
  const seen = new Map<string, number>();
  const found: Duplicate[] = [];
  list.forEach((item, index) => {
    const identity = canonicalJson(identityOf(item, unique));
    const times = seen.get(identity) ?? 0;
    seen.set(identity, times + 1);
    if (times === 1) { found.push({ index, shared: sharedBy(item, unique) }); }
  });
  return found;
}

/** Whether two items may be equal, judged by their scalars alone, which is enough for most lists. */
function repeats(list: readonly unknown[], unique: 'set' | readonly string[]): boolean {
  for (let later = 1; later < list.length; later++) {
    for (let earlier = 0; earlier < later; earlier++) {
      if (mayEqual(list[earlier], list[later], unique)) { return true; }
    }
  }
  return false;
}

function mayEqual(a: any, b: any, unique: 'set' | readonly string[]): boolean {
  if (unique === 'set' || !isObject(a) || !isObject(b)) { return scalarsMayEqual(a, b); }
  for (const key of unique) {
    if (!scalarsMayEqual(a[key], b[key])) { return false; }
  }
  return true;
}

function scalarsMayEqual(a: unknown, b: unknown): boolean {
  return a === b || (isObject(a) && isObject(b));
}

function identityOf(item: unknown, unique: 'set' | readonly string[]): unknown {
  if (unique === 'set' || !isObject(item)) { return item; }
  return Object.fromEntries(unique.filter((key) => item[key] !== undefined).map((key) => [key, item[key]]));
}

function sharedBy(item: unknown, unique: 'set' | readonly string[]): string {
  if (unique === 'set' || !isObject(item)) { return shown(item); }
  const keys = unique.filter((key) => item[key] !== undefined);
  if (keys.length === 0) { return `no ${unique.join(' and ')}`; }
  return keys.map((key) => `${key} ${shown(item[key])}`).join(' and ');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
