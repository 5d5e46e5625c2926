/** Values that types forbid and JavaScript and Python let through, found by the types that jsii compiled. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const ROOT = join(__dirname, '../..');

/** The type of a member, as jsii writes it. */
export interface TypeReference {
  readonly primitive?: string;
  readonly fqn?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}

interface Property {
  readonly name: string;
  readonly type: TypeReference;
}

interface Type {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly namespace?: string;
  readonly interfaces?: readonly string[];
  readonly properties?: readonly Property[];
  readonly assembly: string;
}

const types: Readonly<Record<string, Type>> = {
  ...typesOf('.'), ...typesOf('node_modules/cdk8s-plus-28'), ...typesOf('node_modules/cdk8s'),
};

function typesOf(directory: string): Record<string, Type> {
  const plain = readFileSync(join(ROOT, directory, '.jsii'), 'utf8');
  const assembly = JSON.parse(plain);
  const whole = assembly.types
    ? assembly
    : JSON.parse(gunzipSync(readFileSync(join(ROOT, directory, assembly.filename))).toString());
  return whole.types;
}

/** The members of a struct with those that it inherits. */
export function propertiesOf(fqn: string): Property[] {
  const { properties = [], interfaces = [] } = types[fqn];
  return [...properties, ...interfaces.flatMap(propertiesOf)];
}

/** Values of other types than that of a member: none may be accepted, or dropped, without a word. */
export function wrongFor(type: TypeReference): unknown[] {
  const { primitive, fqn, collection } = type;
  if (primitive === 'any' || primitive === 'json') { return []; }
  if (primitive === 'string') { return [5, true, {}, ['x'], null]; }
  if (primitive === 'number') { return ['x', '5', true, {}, [5], NaN, null]; }
  if (primitive === 'boolean') { return ['true', 'yes', 0, 1, {}, [], null]; }
  if (collection?.kind === 'array') {
    return ['x', 5, true, {}, null, ...wrongFor(collection.elementtype).map((each) => [each])];
  }
  if (collection?.kind === 'map') {
    return ['x', 5, true, ['x'], null, ...wrongFor(collection.elementtype).map((each) => ({ a: each }))];
  }
  const { kind, datatype } = types[fqn!] ?? { kind: 'class' };
  if (kind === 'enum') { return ['nonsense', 5, true, {}, ['x'], null]; }
  if (datatype) { return ['x', 5, true, ['x'], null]; }
  return ['x', '2Gi', '500m', 5, true, {}, [], null];
}

/** Members of structs inside a member, with their paths. */
export function innerStruct({ fqn }: TypeReference): string | undefined {
  return fqn && types[fqn]?.datatype && types[fqn].namespace !== 'k8s' ? fqn : undefined;
}
