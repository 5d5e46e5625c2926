import { IConstruct } from 'constructs';

/** The root of a tree. `node.root` makes a list of all scopes on the way, for each call. */
export function rootOf(construct: IConstruct): IConstruct {
  let root = construct;
  for (let { scope } = root.node; scope; { scope } = root.node) { root = scope; }
  return root;
}
