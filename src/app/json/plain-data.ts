/** Marks what only cdk8s can render: a token, or an object of some class. */
export const NOT_PLAIN = Symbol('not plain');

/** The members that all objects of Kubernetes have, in the order in which they are printed, before all others. */
export const FIRST: readonly string[] = ['apiVersion', 'kind', 'metadata'];

/** JSON that is as `plain` would make it: in order, without what is undefined, and nobody else holds a part of it. */
export class Ordered {
  constructor(readonly json: object) {}
}

/**
 * JSON data as cdk8s prints it, in one pass: a copy with sorted keys, without members that are null or undefined.
 *
 * @returns NOT_PLAIN when there is anything in it that must be resolved
 */
export function plain(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? plainTree(value) : value ?? undefined;
}

function plainTree(value: object): unknown {
  if (Array.isArray(value)) {
    const items = value.map(plain);
    return items.includes(NOT_PLAIN) ? NOT_PLAIN : items;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) { return value instanceof Ordered ? value.json : NOT_PLAIN; }
  const result: Record<string, unknown> = {};
  for (const key of inOrder(Object.keys(value))) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined || member === null) { continue; }
    // What resolves itself.
    if (key === 'resolve') { return NOT_PLAIN; }
    // Most members are no trees: the call is spared.
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

/** Sorts keys. Most maps are written in order, and looking is cheaper than sorting. */
export function inOrder(keys: string[]): string[] {
  for (let index = 1; index < keys.length; index++) {
    if (keys[index] < keys[index - 1]) { return keys.sort(); }
  }
  return keys;
}

const TREES = new WeakSet<object>();

/** Notes that a document was copied, so that no part of it can be in it twice. */
export function copied<T extends object>(document: T): T {
  TREES.add(document);
  return document;
}

/** Whether a document was noted as copied. */
export function isCopied(document: unknown): boolean {
  return typeof document === 'object' && document !== null && TREES.has(document);
}
