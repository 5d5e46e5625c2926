import { ApiObject, App } from 'cdk8s';
import { metadataJson } from '../private/metadata-json';
import { copied, NOT_PLAIN, plain } from '../private/plain';

/** The resolvers that every app of cdk8s has: they turn tokens into data. */
const BUILT_IN_RESOLVERS = 3;

/** What cdk8s keeps of an object and does not show. */
interface Insides {
  readonly props?: Readonly<Record<string, unknown>>;
  readonly patches?: readonly unknown[];
}

/**
 * The JSON of an object. Of one that holds plain data, and is of no class that renders itself, it is made in one pass in
 * place of three.
 */
export function render(object: ApiObject, isSimple: boolean): unknown {
  const json = isSimple && object.toJson === ApiObject.prototype.toJson ? inOnePass(object) : undefined;
  return json ?? object.toJson();
}

/** Whether plain data of the app is printed as it is, with sorted keys. */
export function isSimpleApp(app: App): boolean {
  return app.resolvers?.length === BUILT_IN_RESOLVERS && !process.env.CDK8S_DISABLE_SORT;
}

/** @returns nothing when cdk8s should do it, which it also should if it keeps other things than it did */
function inOnePass(object: ApiObject): object | undefined {
  const { props, patches } = object as unknown as Insides;
  if (typeof props !== 'object' || !Array.isArray(patches) || patches.length > 0) { return undefined; }
  return inOrderOfObjects(props, metadataJson(object.metadata));
}

/**
 * A copy of an object in the order in which cdk8s prints it: sorted, after the three members that all objects have.
 *
 * @returns nothing when it holds anything but plain data
 */
export function inOrderOfObjects(object: Readonly<Record<string, unknown>>, metadata: unknown): object | undefined {
  const { apiVersion, kind, metadata: _, ...rest } = object;
  const head = plain({ apiVersion, kind, metadata });
  const body = plain(rest);
  return head === NOT_PLAIN || body === NOT_PLAIN ? undefined : copied({ ...(head as object), ...(body as object) });
}
