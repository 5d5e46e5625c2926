import { Yaml } from 'cdk8s';
import { emitAsIs } from './yaml-emitter';
import { isCopied } from '../app/json/plain-data';

/**
 * A document as cdk8s prints it. Of a part that is in it twice, cdk8s prints one, and an alias for the other.
 *
 * @param json the document, whose keys are in order
 * @param isUntouched whether nobody had it since it was rendered, who could have put a part of it into it again
 */
export function print(json: unknown, isUntouched: boolean): string {
  const isMap = typeof json === 'object' && json !== null && !Array.isArray(json);
  const text = isMap && ((isUntouched && isCopied(json)) || isWithoutRepeats(json, new Set())) ? emitAsIs(json) : undefined;
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
