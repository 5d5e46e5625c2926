/** The drift that a GitOps tool would see between printed and live objects. */

import type { Client } from './client';
import { accepted, Item } from './items';
import { compareQuantities, parseQuantity } from '../../src/kubernetes/quantity';

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

/**
 * The paths of keys that the server added to list items: a merge patch of the printed object would remove them.
 */
export function additionsInLists(printed: Json, live: Json, path = '', isInList = false): string[] {
  if (typeof printed !== 'object' || printed === null || typeof live !== 'object' || live === null) { return []; }
  const added =
    isInList && !Array.isArray(live)
      ? Object.keys(live)
        .filter((key) => !(key in printed))
        .map((key) => `${path}/${key}`)
      : [];
  return [...added, ...Object.entries(printed).flatMap(([key, value]) => (
    additionsInLists(value, live[key], `${path}/${key}`, isInList || Array.isArray(printed))
  ))];
}

/** The paths at which two live objects differ, except their managed fields. */
function changes(before: Json, after: Json, path = ''): string[] {
  if (path === '/metadata/managedFields') { return []; }
  if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null) {
    return before === after ? [] : [path];
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    changes(before[key], after[key], `${path}/${key}`),
  );
}

/** An applied object, and the effect of applying it again. */
export interface Reapplied {
  readonly live: Json;
  /** The paths that a second apply changes, by the same field manager or by another. The resource version counts. */
  readonly changes: readonly string[];
}

/** Applies an object again, up to five times until nothing changes: controllers may be at work on it. */
export async function reapplied(client: Client, item: Item): Promise<Reapplied> {
  for (let attempt = 1; ; attempt++) {
    const live = (await client.read(item.object)).body;
    const again = accepted(item, await client.apply(item.object)).body;
    const other = accepted(
      item,
      await client.apply(item.object, { dryRun: true, manager: 'gitops', force: true }),
    ).body;
    const found = [...changes(live, again), ...changes(again, other)];
    if (found.length === 0 || attempt === 5) { return { live, changes: found }; }
  }
}
