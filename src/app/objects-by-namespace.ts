import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { clusterScopeOf, keyInCluster } from './cluster-scope';
import { objectsOf } from './object-list';
import { perApp } from './per-app';
import { rootOf } from './root';

interface Index {
  of?: readonly ApiObject[];
  byNamespace: Map<string, ApiObject[]>;
}

/** The objects in a namespace of a cluster, as the app was validated last: the same list until the app changes. */
export function objectsInNamespace(construct: IConstruct, namespace: string | undefined): readonly ApiObject[] {
  const index = perApp<Index>(construct, 'objectsByNamespace', () => ({ byNamespace: new Map() }));
  const objects = objectsOf(rootOf(construct));
  if (index.of !== objects) {
    index.of = objects;
    index.byNamespace = new Map();
    for (const object of objects) {
      const key = keyInCluster(clusterScopeOf(object), object.metadata.namespace);
      const same = index.byNamespace.get(key);
      if (same) { same.push(object); } else { index.byNamespace.set(key, [object]); }
    }
  }
  return index.byNamespace.get(keyInCluster(clusterScopeOf(construct), namespace)) ?? NONE;
}

const NONE: readonly ApiObject[] = [];
