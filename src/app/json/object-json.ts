import { ApiObject, App, JsonPatch, Lazy } from 'cdk8s';
import { metadataJson } from './metadata-json';
import { copied, FIRST, inOrder, NOT_PLAIN, plain } from './plain-data';

/** Number of resolvers that every cdk8s app has; they turn tokens into data. */
const BUILT_IN_RESOLVERS = 3;

type Members = Readonly<Record<string, unknown>>;

/** Private members of a cdk8s object. */
interface PrivateMembers {
  readonly props?: Members;
  readonly patches?: readonly unknown[];
}

/** Whether the app prints plain data as it is, with sorted keys. */
export function isSimpleApp(app: App): boolean {
  return app.resolvers?.length === BUILT_IN_RESOLVERS && !process.env.CDK8S_DISABLE_SORT;
}

/**
 * The JSON of an object of plain data, made in one pass in place of three.
 *
 * @param object of a simple app
 * @param areLazy whether to produce lazy members here; producers must have no side effects: cdk8s may call them too
 * @returns undefined when cdk8s should render the object, or its private members are not those expected here
 */
export function inOnePass(object: ApiObject, areLazy = false): object | undefined {
  const { props, patches } = object as unknown as PrivateMembers;
  if (typeof props !== 'object' || !Array.isArray(patches) || patches.length > 0) { return undefined; }
  const members = areLazy ? produced(props) : props;
  return members && inOrderOfObjects(members, metadataJson(object.metadata));
}

/** The JSON of an object of any kind, in one pass where that gives the same. */
export function rendered(object: ApiObject): object {
  const isStock = object.toJson === ApiObject.prototype.toJson && isSimpleApp(App.of(object));
  return (isStock ? inOnePass(object) : undefined) ?? object.toJson();
}

/**
 * A copy of an object in the order in which cdk8s prints it: sorted, after the three members that all objects have.
 *
 * @returns undefined when the object holds anything but plain data
 */
export function inOrderOfObjects(object: Members, metadata: unknown): object | undefined {
  const json: Record<string, unknown> = {};
  const others = inOrder(Object.keys(object).filter((each) => !FIRST.includes(each)));
  for (const key of [...FIRST, ...others]) {
    const member = plain(key === 'metadata' ? metadata : object[key]);
    if (member === NOT_PLAIN) { return undefined; }
    if (member !== undefined) { json[key] = member; }
  }
  return copied(json);
}

/**
 * The JSON of an object with its patches, in the order in which cdk8s prints it.
 *
 * @param json the object before the patches; it is changed
 * @returns undefined when a patch fails, or the private members are not those expected here: cdk8s renders the object
 */
export function patched(object: ApiObject, json: object): object | undefined {
  const { patches } = object as unknown as { readonly patches?: JsonPatch[] };
  if (!Array.isArray(patches)) { return undefined; }
  try {
    const changed = JsonPatch.apply(json, ...patches);
    const result: Record<string, unknown> = {};
    for (const key of [...FIRST, ...Object.keys(changed)]) {
      if (key in changed) { result[key] = changed[key]; }
    }
    return result;
  } catch {
    return undefined;
  }
}

/** @returns undefined when a producer fails: cdk8s reports the error */
function produced(props: Members): Members | undefined {
  try {
    return Object.fromEntries(
      Object.entries(props).map(([name, value]) => [name, value instanceof Lazy ? value.produce() : value]),
    );
  } catch {
    return undefined;
  }
}
