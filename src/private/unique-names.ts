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
    const ours = [object, other].filter((each) => each && ScopedApiObject.isScoped(each)).length;
    if (other && ours > 0) {
      clashes.push(`two objects are ${kind} '${namespace ? `${namespace}/` : ''}${name}': '${other.node.path}' and '${object.node.path}'; `
        + (ours === 1 ? 'name yours otherwise, or remove it' : 'remove one, or declare each cluster with SandboxCluster.at(chart, ...)'));
    }
    seen.set(key, object);
  }
  return clashes;
}
