/** What applying an object again does. */
import { accepted, Item } from './items';
import type { Client } from '../../src/rehearsal/cluster/client';
import { changes } from '../../src/rehearsal/drift';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Json = any;

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
