import { isKustomization } from './install/kustomization';
import { migrateChunk } from './migrate-chunk';
import type { MigrationPlanner, PlacedPlan } from './plans';
import { valuesOf } from './read-file';
import { DocumentError } from '../documents';
import type { PathSegment } from '../kubernetes/json-path';
import { inObject } from '../kubernetes/read-json';

/** Lists of a kustomization whose items are patches, or have one. */
const LISTS = ['patches', 'patchesStrategicMerge', 'patchesJson6902'];

/**
 * The plans of a document, with those of the patches that stand in a kustomization as texts. A text that is migrated is
 * not left to a person.
 */
export function withInlinePatches(
  value: unknown,
  file: string,
  plans: readonly PlacedPlan[],
  planner: MigrationPlanner,
): readonly PlacedPlan[] {
  if (!isKustomization(value, file)) { return plans; }
  let all = plans;
  for (const list of LISTS) {
    const items: unknown = inObject(value)[list];
    if (!Array.isArray(items)) { continue; }
    items.forEach((item: unknown, index) => {
      const isText = typeof item === 'string';
      const path = isText ? [list, index] : [list, index, 'patch'];
      const plan = patchPlan(isText ? item : inObject(item).patch, path, planner);
      if (plan) { all = [...all.filter((each) => each.path.join('/') !== path.join('/')), plan]; }
    });
  }
  return all;
}

function patchPlan(text: unknown, path: readonly PathSegment[], planner: MigrationPlanner): PlacedPlan | undefined {
  if (typeof text !== 'string' || !text.includes('\n')) { return undefined; }
  const chunk = { text, line: 1 };
  let values: unknown[];
  try {
    values = valuesOf(chunk);
  } catch (error) {
    if (!(error instanceof DocumentError)) { throw error; }
    return undefined;
  }
  const plans = values.map((value) => planner.of(value, ''));
  const { text: lines } = migrateChunk({ chunk, offset: 0, values }, plans);
  if (lines === text) { return undefined; }
  const all = plans.flat();
  return {
    object: undefined,
    isOwn: false,
    path,
    operations: [{ path: [], value: { lines } }],
    choices: all.flatMap(({ choices }) => choices.map(({ what, why }) => ({ what, why }))),
    problems: all.flatMap(({ problems }) => problems.map((problem) => ({ ...problem, path: [] }))),
  };
}
