import { formatPath, PathSegment } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { SANDBOX_POD, sandboxPod } from '../../kubernetes/pod-templates';
import { FieldChange, fieldChanges } from '../compare/field-changes';

/** Fields that are named; others are counted. */
const MOST_NAMED = 3;

/** The fields of the pod spec that differ, in words; undefined if none does. */
export function podChange(before: KubeObject, after: KubeObject): string | undefined {
  return named(fieldChanges(sandboxPod(before), sandboxPod(after), SANDBOX_POD).map(({ path }) => (
    formatPath(path.slice(SANDBOX_POD.length))
  )));
}

/** Those of some fields that are below a path, in words; undefined if none is. */
export function changeBelow(path: readonly PathSegment[], fields: readonly FieldChange[]): string | undefined {
  return named(fields
    .filter((field) => path.every((segment, index) => field.path[index] === segment))
    .map((field) => formatPath(field.path.slice(path.length)) || formatPath(field.path)));
}

/** `a, b, c and 2 more`. */
export function named(all: readonly string[]): string | undefined {
  if (all.length === 0) { return undefined; }
  const rest = all.length - MOST_NAMED;
  return all.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
