/** Marks what only cdk8s can render: a token, or an object of some class. */
export const NOT_PLAIN = Symbol('not plain');

/**
 * JSON data as cdk8s prints it, in one pass: a copy with sorted keys, without members that are null or undefined.
 *
 * @returns NOT_PLAIN when there is anything in it that must be resolved
 */
export function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) { return value ?? undefined; }
  if (Array.isArray(value)) {
    const items = value.map(plain);
    return items.includes(NOT_PLAIN) ? NOT_PLAIN : items;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || 'resolve' in value) { return NOT_PLAIN; }
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const member = plain((value as Record<string, unknown>)[key]);
    if (member === NOT_PLAIN) { return NOT_PLAIN; }
    if (member !== undefined) { result[key] = member; }
  }
  return result;
}
