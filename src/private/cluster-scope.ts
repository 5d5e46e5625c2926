import { IConstruct } from 'constructs';
import { rootOf } from './root';

/** On the root of a tree: that a scope below it is marked. */
const SEVERAL = Symbol.for('cdk8s-agent-sandbox.severalClusters');

const DECLARED = Symbol.for('cdk8s-agent-sandbox.clusterScope');

/** Marks a construct as the scope of a cluster of its own. */
export function declareClusterScope(scope: IConstruct): void {
  Object.defineProperty(scope, DECLARED, { value: true });
  if (scope.node.scope) { Object.defineProperty(rootOf(scope), SEVERAL, { value: true, configurable: true }); }
}

/** Whether a construct is marked so. */
export function isClusterScope(scope: IConstruct): boolean {
  return DECLARED in scope;
}

/** The nearest scope of a cluster at or above a construct: the app, where none is declared. */
export function clusterScopeOf(construct: IConstruct): IConstruct {
  const root = rootOf(construct);
  // Most apps are one cluster, and this is asked many times for each object.
  if (!(SEVERAL in root)) { return root; }
  let scope = construct;
  while (!isClusterScope(scope) && scope.node.scope) { scope = scope.node.scope; }
  return scope;
}
