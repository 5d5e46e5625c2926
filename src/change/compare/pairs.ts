import type { FieldChange } from './field-changes';
import { addTo } from './groups';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { identityOf } from '../../judge/manifests/object-keys';
import { apiGroupOf } from '../../kubernetes/api-group';
import type { KubeObject } from '../../kubernetes/kube-object';
import { canonicalJson } from '../../kubernetes/types/canonical-json';
import type { Pair } from '../change';

/** The fields in which two objects differ; none if they are equal but for what the API server writes. */
export type Compare = (before: GivenObject, after: GivenObject) => readonly FieldChange[];

/**
 * The objects that differ, each with the one that stands for it on the other side: of the same group, kind, namespace
 * and name, or, for one that is gone, a new one of equal content.
 */
export function changedPairs(before: readonly GivenObject[], after: readonly GivenObject[], compare: Compare): Pair[] {
  const old = grouped(before);
  const pairs: Pair[] = [];
  const created: GivenObject[] = [];
  for (const [key, group] of grouped(after)) {
    const olds = old.get(key) ?? [];
    old.delete(key);
    // Manifests of several clusters may be compared at once: equal objects belong together, others go by their order.
    const isAlone = olds.length === 1 && group.length === 1;
    const [restBefore, restAfter] = isAlone ? [olds, group] : withoutEqual(olds, group, compare);
    restAfter.forEach((given, index) => {
      const was = restBefore.at(index);
      if (was) {
        const fields = compare(was, given);
        if (fields.length > 0) { pairs.push({ verb: 'changed', before: was, after: given, fields }); }
      } else {
        created.push(given);
      }
    });
    old.set(key, restBefore.slice(restAfter.length));
  }
  const deleted = [...old.values()].flat();
  return [...pairs, ...moved(deleted, created)];
}

function withoutEqual(
  before: readonly GivenObject[],
  after: readonly GivenObject[],
  compare: Compare,
): [GivenObject[], GivenObject[]] {
  const left = [...before];
  const rest = after.filter((given) => {
    const at = left.findIndex((each) => compare(each, given).length === 0);
    if (at >= 0) { left.splice(at, 1); }
    return at < 0;
  });
  return [left, rest];
}

/** Deleted and created objects; one of each with the same content, if there are no more of it, is a renamed one. */
function moved(deleted: readonly GivenObject[], created: readonly GivenObject[]): Pair[] {
  const gone = byContent(deleted);
  const come = byContent(created);
  const renamed = new Map<GivenObject, GivenObject>();
  for (const [content, [given, ...others]] of come) {
    const olds = gone.get(content) ?? [];
    if (others.length === 0 && olds.length === 1) { renamed.set(given, olds[0]); }
  }
  const taken = new Set(renamed.values());
  return [
    ...created.map((after): Pair => {
      const before = renamed.get(after);
      return before ? { verb: 'renamed', before, after, fields: [] } : { verb: 'created', after, fields: [] };
    }),
    ...deleted.filter((before) => !taken.has(before)).map((before): Pair => ({ verb: 'deleted', before, fields: [] })),
  ];
}

/** By what they are, whatever their names. What others are told apart by is not content enough. */
function byContent(all: readonly GivenObject[]): Map<string, GivenObject[]> {
  const groups = new Map<string, GivenObject[]>();
  for (const given of all) {
    const { apiVersion, kind, metadata: _, status: __, ...content } = given.object as KubeObject & { status?: unknown };
    if (Object.keys(content).length === 0) { continue; }
    addTo(groups, canonicalJson([apiGroupOf(apiVersion), kind, content]), given);
  }
  return groups;
}

function grouped(all: readonly GivenObject[]): Map<string, GivenObject[]> {
  const groups = new Map<string, GivenObject[]>();
  for (const given of all) { addTo(groups, identityOf(given.object), given); }
  return groups;
}
