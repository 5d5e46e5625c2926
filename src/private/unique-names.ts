import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { clusterScopeOf } from './cluster-scope';
import { perApp } from './per-app';

/** What is compared in an app. */
interface Comparison {
  /** The library's objects. */
  readonly ours: WeakSet<ApiObject>;
  /** Whether a cluster is left out, since its trouble is told otherwise. */
  leftOut: (clusterScope: IConstruct) => boolean;
}

/** Has the name of an object compared, once the tree is complete, with those of all objects of its cluster. */
export function compareName(object: ApiObject): void {
  comparisonOf(object).ours.add(object);
}

/** Leaves clusters out of the comparison of names. */
export function leaveOut(app: IConstruct, clusters: (clusterScope: IConstruct) => boolean): void {
  comparisonOf(app).leftOut = clusters;
}

function comparisonOf(construct: IConstruct): Comparison {
  return perApp(construct, 'names', (root) => {
    const comparison: Comparison = { ours: new WeakSet(), leftOut: () => false };
    root.node.addValidation({ validate: () => nameClashes(root, comparison) });
    return comparison;
  });
}

/**
 * Objects of one kind, namespace and name in one cluster, of which one at least is the library's: Kubernetes would
 * keep the last.
 *
 * @returns one message for each clash, with both paths
 */
function nameClashes(root: IConstruct, { ours, leftOut }: Comparison): string[] {
  const seen = new Map<string, ApiObject>();
  const clashes: string[] = [];
  for (const object of root.node.findAll()) {
    if (!ApiObject.isApiObject(object)) { continue; }
    const { apiGroup, kind, name, metadata: { namespace } } = object;
    const cluster = clusterScopeOf(object);
    const key = `${cluster.node.path} ${apiGroup} ${kind} ${namespace ?? ''} ${name}`;
    const other = seen.get(key);
    seen.set(key, object);
    const known = other ? [object, other].filter((each) => ours.has(each)).length : 0;
    if (other && known > 0 && !leftOut(cluster)) {
      clashes.push(`two objects are ${kind} '${namespace ? `${namespace}/` : ''}${name}': '${other.node.path}' and '${object.node.path}'; `
        + (known === 1 ? 'name yours otherwise, or remove it' : 'remove one, or declare each cluster with SandboxCluster.at(chart, ...)'));
    }
  }
  return clashes;
}
