/** Members of JSON objects that may have any name. */
export interface Members { [name: string]: unknown }

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

export function has(object: Members, name: string): boolean {
  return Object.hasOwn(object, name) && object[name] !== undefined;
}

/** A copy to change. Adding to `{ ...tree }` would give each copy a hidden class of its own in V8 (docs/adr/0015). */
export function shallow(tree: Members): Members {
  return { ...{}, ...tree };
}

/** A copy of a default, which belongs to the schema. */
export function copy<T>(value: T): T {
  return isObject(value) ? structuredClone(value) : value;
}

/** Sets an own member, even `__proto__`, which an assignment would not. */
export function set(object: Members, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[name] = value;
  }
}
