import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { clusterScopeOf } from './cluster-scope';
import { objectsNow } from './object-list';
import { perApp } from './per-app';

/** The names of an app that are compared. */
interface Comparison {
  /** The library's objects. */
  readonly ours: WeakSet<ApiObject>;
  /** Whether a cluster is left out, since its error is told otherwise. */
  leftOut: (clusterScope: IConstruct) => boolean;
  /** The objects that were compared last. */
  objects: readonly ApiObject[];
  clashes: string[];
}

/** Has the name of an object compared, once the tree is complete, with those of all objects of its cluster. */
export function compareName(object: ApiObject): void {
  comparisonOf(object).ours.add(object);
}

/** Leaves clusters out of the comparison of names. */
export function leaveOut(app: IConstruct, clusters: (clusterScope: IConstruct) => boolean): void {
  comparisonOf(app).leftOut = clusters;
}

/** Has names compared, and all objects listed for it, whenever the app is validated from now on. */
export function compareNames(app: IConstruct): void {
  comparisonOf(app);
}

function comparisonOf(construct: IConstruct): Comparison {
  return perApp(construct, 'names', (root) => {
    const comparison: Comparison = { ours: new WeakSet(), leftOut: () => false, objects: [], clashes: [] };
    root.node.addValidation({ validate: () => compare(comparison, objectsNow(root)) });
    return comparison;
  });
}

/** cdk8s validates an app once for each chart, mostly the same app: names never change, so the same objects clash. */
function compare(comparison: Comparison, objects: readonly ApiObject[]): string[] {
  if (objects !== comparison.objects) {
    comparison.objects = objects;
    comparison.clashes = nameClashes(comparison);
  }
  return comparison.clashes;
}

/**
 * Objects of one kind, namespace and name in one cluster, of which one at least is the library's: Kubernetes would
 * keep the last.
 *
 * @returns one message for each clash, with both paths
 */
function nameClashes({ ours, leftOut, objects }: Comparison): string[] {
  const byCluster = new Map<IConstruct, Map<string, ApiObject>>();
  const clashes: string[] = [];
  for (const object of objects) {
    const { apiGroup, kind, name, metadata: { namespace } } = object;
    const cluster = clusterScopeOf(object);
    let seen = byCluster.get(cluster);
    if (!seen) { byCluster.set(cluster, seen = new Map()); }
    const key = `${apiGroup} ${kind} ${namespace ?? ''} ${name}`;
    const other = seen.get(key);
    seen.set(key, object);
    const known = other ? [object, other].filter((each) => ours.has(each)).length : 0;
    if (other && known > 0 && !leftOut(cluster)) {
      clashes.push(
        `two objects are ${kind} '${namespace ? `${namespace}/` : ''}${name}': ` +
          `'${other.node.path}' and '${object.node.path}'; ` +
          (known === 1
            ? 'name yours otherwise, or remove it'
            : 'remove one, or declare each cluster with SandboxCluster.declare(chart, ...)'),
      );
    }
  }
  return clashes;
}
