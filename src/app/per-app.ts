import { IConstruct } from 'constructs';
import { rootOf } from './root';

/**
 * A value that an app has one of, made when it is first asked for.
 *
 * It is kept on the root of the tree under a global symbol, so that several copies of this library share it.
 *
 * @param construct any construct of the app
 * @param name what it is
 * @param make makes it for the root
 */
export function perApp<T>(construct: IConstruct, name: string, make: (root: IConstruct) => T): T {
  const key = keyOf(name);
  const root = rootOf(construct) as IConstruct & Record<symbol, T>;
  if (!(key in root)) { Object.defineProperty(root, key, { value: make(root) }); }
  return root[key];
}

/** Asked many times for each object, and the registry of symbols is slow. */
const KEYS = new Map<string, symbol>();

function keyOf(name: string): symbol {
  let key = KEYS.get(name);
  if (!key) { KEYS.set(name, key = Symbol.for(`cdk8s-agent-sandbox.${name}`)); }
  return key;
}
