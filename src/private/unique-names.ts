import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { ScopedApiObject } from './scoped-api-object';

/**
 * Objects of one kind, namespace and name, of which one at least is the library's: Kubernetes would keep the last.
 *
 * @param scope where to look
 * @param belongs whether a construct goes to the same cluster as the scope
 * @returns one message for each clash, with both paths
 */
export function nameClashes(scope: IConstruct, belongs: (construct: IConstruct) => boolean): string[] {
  const seen = new Map<string, ApiObject>();
  const clashes: string[] = [];
  for (const object of scope.node.findAll()) {
    if (!ApiObject.isApiObject(object) || !belongs(object)) { continue; }
    const { apiGroup, kind, name, metadata: { namespace } } = object;
    const key = [apiGroup, kind, namespace, name].join(' ');
    const other = seen.get(key);
    if (other && [object, other].some((each) => each instanceof ScopedApiObject)) {
      clashes.push(`two objects are ${kind} '${namespace ? `${namespace}/` : ''}${name}': '${other.node.path}' and '${object.node.path}'; `
        + 'name one of them otherwise, or remove it');
    }
    seen.set(key, object);
  }
  return clashes;
}
