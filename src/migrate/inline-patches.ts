import { isKustomization } from './install/kustomization';
import { fieldProblem, patchedKind } from './json-patches';
import { migrateChunk } from './migrate-chunk';
import type { MigrationPlanner, PlacedPlan } from './plans';
import { valuesOf } from './read-file';
import type { Kind } from '../api/kinds';
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
      const plan = patchPlan(isText ? item : inObject(item).patch, path, planner, patchedKind(item));
      if (plan) { all = [...all.filter((each) => each.path.join('/') !== path.join('/')), plan]; }
    });
  }
  return all;
}

function patchPlan(
  text: unknown,
  path: readonly PathSegment[],
  planner: MigrationPlanner,
  kind: Kind | undefined,
): PlacedPlan | undefined {
  if (typeof text !== 'string' || (!text.includes('\n') && !kind)) { return undefined; }
  const chunk = { text, line: 1 };
  let values: unknown[];
  try {
    values = valuesOf(chunk);
  } catch (error) {
    if (!(error instanceof DocumentError)) { throw error; }
    return undefined;
  }
  const plans = values.map((value) => planner.of(value, '', kind));
  const all = plans.flat();
  const problems = all.flatMap((plan) => plan.problems.map((problem) => ({ ...problem, path: [] })));
  const placed = { object: undefined, isOwn: false, path };
  if (!text.includes('\n')) {
    // Steps in one line of text are told, and not edited.
    const steps = all.flatMap(({ choices }) => choices);
    const told = steps.length > 0
      ? [...problems, { ...fieldProblem(kind!, '/spec/replicas', planner.target, []) }]
      : problems;
    return told.length > 0 ? { ...placed, operations: [], choices: [], problems: told } : undefined;
  }
  const { text: lines } = migrateChunk({ chunk, offset: 0, values }, plans);
  if (lines === text) {
    return kind && problems.length > 0 ? { ...placed, operations: [], choices: [], problems } : undefined;
  }
  return {
    ...placed,
    operations: [{ path: [], value: { lines } }],
    choices: all.flatMap(({ choices }) => choices.map(({ what, why }) => ({ what, why }))),
    problems,
  };
}
