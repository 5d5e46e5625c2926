import type { Advice } from './advice';
import { misplacedField } from './misplaced-field';
import { podMistake } from './pod-mistakes';
import { usualMistake } from './usual-mistakes';
import type { Kind } from '../../../api/kinds';
import type { StructuralSchema } from '../../../kubernetes/types/structural-schema';
import type { Violation } from '../../schema';

export type { Advice } from './advice';

/** Advice about a field that does not exist; undefined when nothing is near. */
export function adviceOn(
  kind: Kind,
  { path, meant }: Violation,
  value: unknown,
  schema: StructuralSchema,
): Advice | undefined {
  const mistake = usualMistake(kind, path, value, schema) ?? podMistake(path);
  if (mistake) { return mistake; }
  if (meant !== undefined) { return { remedy: `did you mean '${meant}'?`, meant: [...path.slice(0, -1), meant] }; }
  return misplacedField(path, schema);
}
