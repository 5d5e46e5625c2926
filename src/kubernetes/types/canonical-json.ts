/** A deep copy of JSON data with every object's keys sorted. Undefined members do not count. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) { return value.map(canonical); }
  if (value === null || typeof value !== 'object') { return value; }
  const object = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(object)
      .filter((key) => object[key] !== undefined)
      .sort()
      .map((key) => [key, canonical(object[key])]),
  );
}

/**
 * JSON text that is equal for equal data. Integers too large for a number may be bigints, which JSON does not print.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(canonical(value), (_, each) => (typeof each === 'bigint' ? { integer: String(each) } : each));
}
