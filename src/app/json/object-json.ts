import { ApiObject, App, Lazy } from 'cdk8s';
import { metadataJson } from './metadata-json';
import { copied, FIRST, inOrder, NOT_PLAIN, plain } from './plain-data';

/** The resolvers that every app of cdk8s has: they turn tokens into data. */
const BUILT_IN_RESOLVERS = 3;

type Members = Readonly<Record<string, unknown>>;

/** What cdk8s keeps of an object and does not show. */
interface Insides {
  readonly props?: Members;
  readonly patches?: readonly unknown[];
}

/** Whether plain data of the app is printed as it is, with sorted keys. */
export function isSimpleApp(app: App): boolean {
  return app.resolvers?.length === BUILT_IN_RESOLVERS && !process.env.CDK8S_DISABLE_SORT;
}

/**
 * The JSON of an object of plain data, made in one pass in place of three.
 *
 * @param object of a simple app
 * @param areLazy whether members of it are produced, which must do nothing else: they may be asked for again
 * @returns nothing when cdk8s should do it, which it also should if it keeps other things than it did
 */
export function inOnePass(object: ApiObject, areLazy = false): object | undefined {
  const { props, patches } = object as unknown as Insides;
  if (typeof props !== 'object' || !Array.isArray(patches) || patches.length > 0) { return undefined; }
  const members = areLazy ? produced(props) : props;
  return members && inOrderOfObjects(members, metadataJson(object.metadata));
}

/**
 * A copy of an object in the order in which cdk8s prints it: sorted, after the three members that all objects have.
 *
 * @returns nothing when it holds anything but plain data
 */
export function inOrderOfObjects(object: Members, metadata: unknown): object | undefined {
  const json: Record<string, unknown> = {};
  for (const key of [...FIRST, ...inOrder(Object.keys(object).filter((each) => !FIRST.includes(each)))]) {
    const member = plain(key === 'metadata' ? metadata : object[key]);
    if (member === NOT_PLAIN) { return undefined; }
    if (member !== undefined) { json[key] = member; }
  }
  return copied(json);
}

/** @returns nothing when one cannot be produced, of which cdk8s tells */
function produced(props: Members): Members | undefined {
  try {
    return Object.fromEntries(Object.entries(props).map(([name, value]) => [name, value instanceof Lazy ? value.produce() : value]));
  } catch {
    return undefined;
  }
}
