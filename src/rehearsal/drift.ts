/** The drift that a GitOps tool would see between printed and live objects. */
import { compareQuantities, parseQuantity } from '../kubernetes/quantity';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

/**
 * The paths at which the live object differs from the printed one. Keys that the server adds to maps, such as defaults,
 * are no drift: the printed object does not own them. Lists are owned as a whole.
 *
 * @param isTyped whether the tool reads the kind by its type, as all tools do with core kinds. Quantities are then
 * equal in any notation, and empty values count as absent
 */
export function drift(printed: Json, live: Json, isTyped = false, path = ''): string[] {
  if (isTyped && live === undefined && (path === '/metadata/namespace' || isEmpty(printed))) { return []; }
  if (Array.isArray(printed)) {
    if (!Array.isArray(live) || live.length !== printed.length) { return [path]; }
    return printed.flatMap((item, index) => drift(item, live[index], isTyped, `${path}/${index}`));
  }
  if (typeof printed === 'object' && printed !== null) {
    if (typeof live !== 'object' || live === null) { return [path]; }
    return Object.entries(printed).flatMap(([key, value]) =>
      drift(value, live[key], isTyped, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
    );
  }
  return printed === live || isTyped && isSameAmount(printed, live) ? [] : [path];
}

function isEmpty(value: Json): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function isSameAmount(one: unknown, other: unknown): boolean {
  const [a, b] = [parseQuantity(one), parseQuantity(other)];
  return a !== undefined && b !== undefined && compareQuantities(a, b) === 0;
}

/** The paths at which two live objects differ, except their managed fields. */
export function changes(before: Json, after: Json, path = ''): string[] {
  if (path === '/metadata/managedFields') { return []; }
  if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null) {
    return before === after ? [] : [path];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    changes(before[key], after[key], `${path}/${key}`),
  );
}
