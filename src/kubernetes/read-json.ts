/** Members of JSON that may be absent or of another type. */
export interface Loose { readonly [key: string]: unknown }

const EMPTY: Loose = Object.freeze({});

/**
 * A member that should be an object. Rules ask for dozens of members of each object, which is a quarter of all calls
 * when manifests are validated: so the path is three names and no list, and these functions test types themselves.
 */
export function inObject(object: unknown, first?: string, second?: string, third?: string): Loose {
  const found = first === undefined ? object : at(object, first, second, third);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found as Loose : EMPTY;
}

/** The same by a path of any length. */
export function inObjectAt(object: unknown, path: readonly string[]): Loose {
  return path.reduce<Loose>((found, name) => inObject(found, name), inObject(object));
}

const NO_ITEMS: readonly Loose[] = Object.freeze([]);

/** A member that should be a list of objects. */
export function inList(object: unknown, first?: string, second?: string, third?: string): readonly Loose[] {
  const list = first === undefined ? object : at(object, first, second, third);
  if (!Array.isArray(list)) { return NO_ITEMS; }
  for (let index = 0; index < list.length; index++) {
    if (!isMember(list[index])) { return list.filter(isMember); }
  }
  return list;
}

function at(object: unknown, first: string, second?: string, third?: string): unknown {
  if (typeof object !== 'object' || object === null) { return undefined; }
  let found = (object as Loose)[first];
  if (second !== undefined) {
    if (typeof found !== 'object' || found === null) { return undefined; }
    found = (found as Loose)[second];
  }
  if (third !== undefined) {
    if (typeof found !== 'object' || found === null) { return undefined; }
    found = (found as Loose)[third];
  }
  return found;
}

function isMember(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null;
}
