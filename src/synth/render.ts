import { ApiObject } from 'cdk8s';
import { inOnePass } from '../app/json/object-json';

/**
 * The JSON of an object. Of one that holds plain data, and is of no class that renders itself, it is made in one pass in
 * place of three.
 */
export function render(object: ApiObject, isSimple: boolean): unknown {
  const json = isSimple && object.toJson === ApiObject.prototype.toJson ? inOnePass(object) : undefined;
  return json ?? object.toJson();
}
