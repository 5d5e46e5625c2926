import type { Advice } from './advice';
import { formatPath, PathSegment } from '../../../kubernetes/json-path';
import type { StructuralSchema } from '../../../kubernetes/types/structural-schema';

/** Objects in which fields of the objects around them are looked for: those of the kinds, and the pod in them. */
const INNER: ReadonlyArray<readonly string[]> = [
  ['spec'],
  ['spec', 'podTemplate'],
  ['spec', 'podTemplate', 'spec'],
  ['spec', 'podTemplate', 'metadata'],
  ['spec', 'lifecycle'],
  ['spec', 'networkPolicy'],
  ['spec', 'additionalPodMetadata'],
];

/** A field that stands too far out, such as `spec.containers`, or too far in, such as `spec.lifecycle.env`. */
export function misplacedField(path: readonly PathSegment[], schema: StructuralSchema): Advice | undefined {
  const name = path[path.length - 1];
  const around = path.slice(0, -1);
  if (typeof name !== 'string' || around.length > 3) { return undefined; }
  const found = INNER.filter((inner) => (
    (isBelow(inner, around) || isBelow(around, inner)) && Object.hasOwn(fieldsOf(schema, inner), name)
  ));
  // Labels and annotations of several objects cannot be told apart.
  if (found.length !== 1) { return undefined; }
  const meant = [...found[0], name];
  return { remedy: `did you mean '${formatPath(meant)}'?`, meant };
}

/** Whether an object is in another one, and not the same. */
function isBelow(inner: readonly PathSegment[], outer: readonly PathSegment[]): boolean {
  return inner.length > outer.length && outer.every((segment, index) => segment === inner[index]);
}

/** The fields of the object at a path of names. */
export function fieldsOf(
  schema: StructuralSchema,
  path: readonly PathSegment[],
): Readonly<Record<string, StructuralSchema>> {
  return path.reduce<StructuralSchema | undefined>((of, name) => of?.properties?.[name], schema)?.properties ?? {};
}
