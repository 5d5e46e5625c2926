import type { PathSegment } from '../../kubernetes/json-path';
import { compareQuantities, parseQuantity } from '../../kubernetes/quantity';
import { canonicalJson } from '../../kubernetes/types/canonical-json';

/** Fields of Kubernetes whose members are quantities, or that are one. */
const QUANTITIES: ReadonlySet<PathSegment> = new Set([
  'requests', 'limits', 'capacity', 'hard', 'sizeLimit', 'podFixed', 'divisor', 'min', 'max', 'default',
  'defaultRequest', 'maxLimitRequestRatio',
]);

/** Whether two values mean the same to Kubernetes: equal JSON, or equal amounts such as `1000m` and `1`. */
export function isSame(before: unknown, after: unknown, path: readonly PathSegment[]): boolean {
  if (before === after || (isEmptyAt(path, before) && isEmptyAt(path, after))) { return true; }
  if (isScalar(before) && isScalar(after)) {
    return isQuantity(path) && isSameAmount(before, after);
  }
  return canonicalJson(before) === canonicalJson(after);
}

/** Fields of which an empty object says no more than none, unlike `emptyDir: {}`: API servers and tools write them. */
const EMPTY: ReadonlySet<PathSegment> = new Set([
  'resources', 'securityContext', 'strategy', 'updateStrategy', 'metadata', 'labels', 'annotations', 'lifecycle',
]);

function isEmptyAt(path: readonly PathSegment[], value: unknown): boolean {
  if (value === undefined || value === null) { return true; }
  return EMPTY.has(path[path.length - 1]) && typeof value === 'object' && Object.keys(value).length === 0;
}

function isQuantity(path: readonly PathSegment[]): boolean {
  return QUANTITIES.has(path[path.length - 1]) || QUANTITIES.has(path[path.length - 2]);
}

function isSameAmount(before: unknown, after: unknown): boolean {
  const [old, now] = [parseQuantity(before), parseQuantity(after)];
  return old !== undefined && now !== undefined && compareQuantities(old, now) === 0;
}

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
