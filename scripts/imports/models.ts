import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Field name (with a trailing `!` when required) to type, in the notation of `imports/` (see its README). */
export type TypeFields = Record<string, string>;

/** One attribute as the client's generated model declares it. */
interface Attribute {
  readonly name: string;
  readonly baseName: string;
  readonly type: string;
  readonly format: string;
}

/** How models are read. */
export interface Reading {
  /** Types that are not read themselves. */
  readonly leaves: ReadonlySet<string>;
  /** Whether fields may be of any type, bytes or fractions, which the CRDs embed none of. */
  readonly takesAll?: boolean;
  /** The type of a field, where it is known better than the model tells. */
  readonly typeOf?: (type: string, field: string) => string | undefined;
}

/** Types with a schema of their own in the API machinery, or whose content CRDs never embed. */
const EMBEDDED: Reading = { leaves: new Set(['ObjectMeta', 'IntOrString']) };

/**
 * Reads the fields of every type reachable from `roots`, out of the generated model files of a Kubernetes client.
 *
 * The files are read as text: the newest client cannot be loaded on Node 20, and nothing in it needs to run.
 */
export function readModels(
  clientPackage: string,
  roots: readonly string[],
  reading: Reading = EMBEDDED,
): Record<string, TypeFields> {
  const models = join(dirname(require.resolve(`${clientPackage}/package.json`)), 'dist/gen/models');
  const types: Record<string, TypeFields> = {};
  const pending = [...roots];
  while (pending.length > 0) {
    const name = pending.pop()!;
    if (types[name]) {
      continue;
    }
    const { fields, references } = readModel(name, join(models, PREFIXED.test(name) ? name : `V1${name}`), reading);
    types[name] = fields;
    pending.push(...references);
  }
  return types;
}

/** Types that need a prefix, as others have their name: `RbacV1Subject`, `V2MetricSpec`. */
const PREFIXED = /^([A-Z][a-z]+)?V\d+[A-Z]/;

function readModel(of: string, file: string, reading: Reading): { fields: TypeFields; references: string[] } {
  const attributes = attributeTypeMap(readFileSync(`${file}.js`, 'utf8'), file);
  const declaration = readFileSync(`${file}.d.ts`, 'utf8');
  const fields: TypeFields = {};
  const references: string[] = [];
  for (const attribute of attributes) {
    const type = reading.typeOf?.(of, attribute.baseName) ?? typeOf(attribute, file, reading);
    const required = new RegExp(`^ {4}'${attribute.name}': `, 'm').test(declaration);
    if (!required && !declaration.includes(`    '${attribute.name}'?: `)) {
      throw new Error(`${file}.d.ts does not declare '${attribute.name}'`);
    }
    fields[required ? `${attribute.baseName}!` : attribute.baseName] = type;
    const reference = /[A-Z]\w*/.exec(type)?.[0];
    if (reference && reference !== 'Quantity' && !reading.leaves.has(reference)) { references.push(reference); }
  }
  return { fields, references };
}

function attributeTypeMap(source: string, file: string): Attribute[] {
  const literal = /attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(source);
  if (!literal) { throw new Error(`${file}.js has no attributeTypeMap`); }
  return JSON.parse(literal[1]);
}

/** By the client's type, and by its format where that matters. */
const SCALARS: Readonly<Record<string, string>> = {
  'string': 'string',
  'boolean': 'boolean',
  'number int32': 'int32',
  'number int64': 'int64',
  'Date': 'date-time',
  'IntOrString': 'IntOrString',
};
const OTHER_SCALARS: Readonly<Record<string, string>> = {
  'string byte': 'bytes',
  'number double': 'number',
  'any': 'any',
};

function typeOf({ type, format, name }: Attribute, file: string, reading: Reading): string {
  const list = /^Array<(.+)>$/.exec(type);
  if (list) { return `[${typeOf({ type: list[1], format, name, baseName: name }, file, reading)}]`; }
  const map = /^{ \[key: string\]: (.+); }$/.exec(type);
  if (map) { return `{${typeOf({ type: map[1], format, name, baseName: name }, file, reading)}}`; }
  if (type === 'V1MicroTime') { return 'micro-time'; }
  if (/^(Core)?V1[A-Z]/.test(type)) { return type.replace(/^(Core)?V1/, ''); }
  if (PREFIXED.test(type)) { return type; }
  const key = `${type} ${format}`.trim();
  const known = (reading.takesAll ? OTHER_SCALARS[key] : undefined) ?? SCALARS[key] ?? SCALARS[type];
  if (!known) {
    throw new Error(`${file}: '${name}' has type '${type}' (${format}), which the notation of imports/ cannot say`);
  }
  return known;
}
