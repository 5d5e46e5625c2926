import { Yaml } from 'cdk8s';
import { emitAsIs } from './emitter';

/**
 * A document as cdk8s prints it.
 *
 * @param json the document, whose keys are in order
 * @param isTree whether no part of it can be in it twice; cdk8s prints such a part once, and an alias for it
 */
export function print(json: unknown, isTree: boolean): string {
  const isMap = typeof json === 'object' && json !== null && !Array.isArray(json);
  const text = isMap && (isTree || isWithoutRepeats(json, new Set())) ? emitAsIs(json) : undefined;
  return text ?? Yaml.stringify(json);
}

function isWithoutRepeats(value: object, met: Set<object>): boolean {
  if (met.has(value)) { return false; }
  met.add(value);
  for (const each of Object.values(value)) {
    if (typeof each === 'object' && each !== null && !isWithoutRepeats(each, met)) { return false; }
  }
  return true;
}
