/**
 * Plain data as it is now: a list or an object that the user changes after it was given changes nothing. Objects of
 * classes, such as constructs and amounts, are not copied.
 */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) { return value.map(copyOf) as T; }
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    // Assigned, it would be the prototype of the copy.
    if (key === '__proto__') {
      Object.defineProperty(copy, key, { value: copyOf(member), enumerable: true, configurable: true, writable: true });
    } else {
      copy[key] = copyOf(member);
    }
  }
  return copy as T;
}
