/** A JSON object, which may hold tokens of cdk8s. */
export type Json = Record<string, unknown>;

/**
 * Merges an object over another: single values replace, objects are merged field by field, lists are appended.
 *
 * Tokens and amounts are single values, whatever class they are of. Nothing that is passed in is changed.
 */
export function mergeOver(base: Json, given: object): Json {
  const result: Json = { ...base };
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) { continue; }
    const standing = result[key];
    if (Array.isArray(standing) && Array.isArray(value)) {
      result[key] = [...standing, ...value];
    } else if (isObject(standing) && isObject(value)) {
      result[key] = mergeOver(standing, value);
    } else {
      result[key] = value;
    }
  }
  return result;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
