import { IConstruct } from 'constructs';
import { rootOf } from './root';

/** On the root of a tree: how many scopes below it are marked. */
const INNER = Symbol.for('cdk8s-agent-sandbox.innerClusterScopes');

const DECLARED = Symbol.for('cdk8s-agent-sandbox.clusterScope');

/** Marks a construct as the scope of a cluster of its own. */
export function declareClusterScope(scope: IConstruct): void {
  Object.defineProperty(scope, DECLARED, { value: true });
  const root = rootOf(scope);
  if (scope !== root) { Object.defineProperty(root, INNER, { value: clustersIn(root) + 1, configurable: true }); }
}

/** Whether a construct is marked so. */
export function isClusterScope(scope: IConstruct): boolean {
  return DECLARED in scope;
}

/** How many clusters are declared below the root of an app: none, in most. */
export function clustersIn(root: IConstruct & { [INNER]?: number }): number {
  return root[INNER] ?? 0;
}

/** The nearest scope of a cluster at or above a construct: the app, where none is declared. */
export function clusterScopeOf(construct: IConstruct): IConstruct {
  const root = rootOf(construct);
  // This is asked many times for each object.
  if (clustersIn(root) === 0) { return root; }
  let scope = construct;
  while (!isClusterScope(scope) && scope.node.scope) { scope = scope.node.scope; }
  return scope;
}

/**
 * A key of an object in its cluster: equal for two objects of one cluster whose names, such as kind and namespace,
 * are.
 */
export function keyInCluster(clusterScope: IConstruct, ...names: ReadonlyArray<string | undefined>): string {
  return [clusterScope.node.path, ...names.map((name) => name ?? '')].join(' ');
}
