import { formatPath } from '../../kubernetes/json-path';
import type { KubeObject } from '../../kubernetes/kube-object';
import { SANDBOX_POD, SANDBOX_POD_TEMPLATE, sandboxPod } from '../../kubernetes/pod-templates';
import { inObjectAt } from '../../kubernetes/read-json';
import { fieldChanges } from '../compare/field-changes';

/** Fields that are named; others are counted. */
const MOST_NAMED = 3;

/** The fields of the pod spec that differ, in words; undefined if none does. */
export function podChange(before: KubeObject, after: KubeObject): string | undefined {
  return named(fieldChanges(sandboxPod(before), sandboxPod(after), SANDBOX_POD).map(({ path }) => (
    formatPath(path.slice(SANDBOX_POD.length))
  )));
}

/** The labels and annotations of the pod that differ, in words; undefined if none does. */
export function podMetadataChange(before: KubeObject, after: KubeObject): string | undefined {
  const path = [...SANDBOX_POD_TEMPLATE, 'metadata'];
  return named(fieldChanges(inObjectAt(before, path), inObjectAt(after, path), path).map((change) => (
    formatPath(change.path.slice(path.length))
  )));
}

/** `a, b, c and 2 more`. */
export function named(all: readonly string[]): string | undefined {
  if (all.length === 0) { return undefined; }
  const rest = all.length - MOST_NAMED;
  return all.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
