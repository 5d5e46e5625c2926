import { IConstruct } from 'constructs';

const DECLARED = Symbol.for('cdk8s-agent-sandbox.clusterScope');

/** Marks a construct as the scope of a cluster of its own. */
export function declareClusterScope(scope: IConstruct): void {
  Object.defineProperty(scope, DECLARED, { value: true });
}

/** Whether a construct is marked so. */
export function isClusterScope(scope: IConstruct): boolean {
  return DECLARED in scope;
}

/** The nearest scope of a cluster at or above a construct: the app, where none is declared. */
export function clusterScopeOf(construct: IConstruct): IConstruct {
  let scope = construct;
  while (!isClusterScope(scope) && scope.node.scope) { scope = scope.node.scope; }
  return scope;
}
