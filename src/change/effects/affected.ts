import type { GivenObject } from '../../judge/manifests/context-objects';
import type { ObjectChange, Pair } from '../change';
import type { Effect } from '../effect';

/** An object that others affect by their change, whether it changes itself or not. */
export interface Affected {
  /** Undefined for one that is created. */
  readonly before?: GivenObject;
  readonly after: GivenObject;
  readonly effects: readonly Effect[];
}

/** The changes with these effects too. Objects that do not change themselves are added. */
export function withAffected(
  changes: readonly ObjectChange[],
  affected: readonly Affected[],
  complete: (pair: Pair, effects: readonly Effect[]) => ObjectChange,
): ObjectChange[] {
  const left = new Map(affected.map((each) => [each.after, each]));
  const merged = changes.map((change) => {
    const found = change.after && left.get(change.after);
    if (!found) { return change; }
    left.delete(found.after);
    return complete(change, [...change.effects, ...found.effects]);
  });
  return [
    ...merged,
    ...[...left.values()].map(({ before, after, effects }) => (
      complete({ verb: 'affected', ...(before && { before }), after, fields: [] }, effects)
    )),
  ];
}
