/** Stands for data that only cdk8s can render: a token, or an instance of a class. */
export const NOT_PLAIN = Symbol('not plain');

/** The members that all Kubernetes objects have, which are printed first, in this order. */
export const FIRST: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/** JSON in the form that `plain` returns: sorted, without undefined members, and not shared with anyone. */
export class Ordered {
  constructor(readonly json: object) {}
}

/**
 * JSON data as cdk8s prints it, in one pass: a copy with sorted keys, without members that are null or undefined.
 *
 * @returns NOT_PLAIN when the data holds anything that cdk8s must resolve
 */
export function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? plainTree(value) : value ?? undefined;
}

function plainTree(value: object): unknown {
  if (Array.isArray(value)) {
    const items = value.map(plain);
    return items.includes(NOT_PLAIN) ? NOT_PLAIN : items;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) { return unlikeData(value); }
  const result: Record<string, unknown> = {};
  for (const key of inOrder(Object.keys(value))) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined || member === null) { continue; }
    // An assignment would set the prototype.
    if (key === '__proto__') { Object.defineProperty(result, key, OWN); }
    // An object with this member resolves itself.
    if (key === 'resolve') { return NOT_PLAIN; }
    // Most members are scalars: no call for those.
    if (typeof member !== 'object') {
      result[key] = member;
      continue;
    }
    const tree = plainTree(member);
    if (tree === NOT_PLAIN) { return NOT_PLAIN; }
    if (tree !== undefined) { result[key] = tree; }
  }
  return result;
}

/** The prototypes of amounts and ports: cdk8s prints the member `value` in place of such an object. */
export const SCALARS = new Set<unknown>();

function unlikeData(value: object): unknown {
  if (value instanceof Ordered) { return value.json; }
  return SCALARS.has(Object.getPrototypeOf(value)) ? plain((value as { value: unknown }).value) : NOT_PLAIN;
}

const OWN: PropertyDescriptor = { enumerable: true, writable: true, configurable: true };

/** Sorts keys in place. Most maps are in order already, and a check is cheaper than a sort. */
export function inOrder(keys: string[]): string[] {
  for (let index = 1; index < keys.length; index++) {
    if (keys[index] < keys[index - 1]) { return keys.sort(); }
  }
  return keys;
}

const COPIED = new WeakSet<object>();

/** Marks a document as copied: no part of it is in it twice. */
export function copied<T extends object>(document: T): T {
  COPIED.add(document);
  return document;
}

/** Whether a document is marked as copied. */
export function isCopied(document: unknown): boolean {
  return typeof document === 'object' && document !== null && COPIED.has(document);
}
