import { isDeepStrictEqual } from 'node:util';

type Json = Readonly<Record<string, unknown>>;

/**
 * What changed from `base` to `theirs`, made to `mine`. Objects are merged by key, lists of texts by these, lists whose
 * items have names by the names, and all else is one value. Where `mine` has another one than `base`, it stays.
 *
 * @param conflict is called with the path of a value that both changed
 */
export function mergeThree(
  base: unknown,
  theirs: unknown,
  mine: unknown,
  conflict: (path: string) => void,
  path = '',
): unknown {
  if (isDeepStrictEqual(base, theirs) || isDeepStrictEqual(theirs, mine)) { return mine; }
  if (isDeepStrictEqual(base, mine)) { return theirs; }
  const below = (name: string) => (path ? `${path}.${name}` : name);
  const merged = (was: Json, now: Json, own: Json): Json => Object.fromEntries(
    [...new Set([...Object.keys(own), ...Object.keys(now)])]
      .map((key) => [key, mergeThree(was[key], now[key], own[key], conflict, below(key))])
      .filter(([, value]) => value !== undefined),
  );
  if (isObject(theirs) && isObject(mine)) { return merged(isObject(base) ? base : {}, theirs, mine); }
  const [was, now, own] = [base ?? [], theirs, mine].map(byName);
  if (was && now && own) { return Object.values(merged(was, now, own)); }
  conflict(path);
  return mine;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The items of a list by their names, or texts by themselves; undefined unless all have one of their own. */
function byName(list: unknown): Json | undefined {
  if (!Array.isArray(list)) { return undefined; }
  const named = new Map(list.map((item: unknown) => [isObject(item) ? item.name : item, item]));
  const names = [...named.keys()];
  if (named.size !== list.length || !names.every((name) => typeof name === 'string')) { return undefined; }
  return Object.fromEntries(named) as Json;
}
