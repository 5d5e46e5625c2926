import { IConstruct } from 'constructs';

/** Whether a construct is a scope or below it. */
export function isBelow({ node }: IConstruct, scope: IConstruct): boolean {
  return node.scopes.includes(scope);
}
