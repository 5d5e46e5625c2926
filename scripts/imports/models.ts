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

/** Types with a schema of their own in the API machinery, or whose content CRDs never embed. */
const LEAVES = new Set(['ObjectMeta', 'IntOrString']);

/**
 * Reads the fields of every type reachable from `roots`, out of the generated model files of a Kubernetes client.
 *
 * The files are read as text: the newest client cannot be loaded on Node 20, and nothing in it needs to run.
 */
export function readModels(clientPackage: string, roots: readonly string[]): Record<string, TypeFields> {
  const models = join(dirname(require.resolve(`${clientPackage}/package.json`)), 'dist/gen/models');
  const types: Record<string, TypeFields> = {};
  const pending = [...roots];
  while (pending.length > 0) {
    const name = pending.pop()!;
    if (types[name]) { continue; }
    const { fields, references } = readModel(join(models, `V1${name}`));
    types[name] = fields;
    pending.push(...references);
  }
  return types;
}

function readModel(file: string): { fields: TypeFields; references: string[] } {
  const attributes = attributeTypeMap(readFileSync(`${file}.js`, 'utf8'), file);
  const declaration = readFileSync(`${file}.d.ts`, 'utf8');
  const fields: TypeFields = {};
  const references: string[] = [];
  for (const attribute of attributes) {
    const type = typeOf(attribute, file);
    const required = new RegExp(`^ {4}'${attribute.name}': `, 'm').test(declaration);
    if (!required && !declaration.includes(`    '${attribute.name}'?: `)) {
      throw new Error(`${file}.d.ts does not declare '${attribute.name}'`);
    }
    fields[required ? `${attribute.baseName}!` : attribute.baseName] = type;
    const reference = /[A-Z]\w*/.exec(type)?.[0];
    if (reference && !LEAVES.has(reference)) { references.push(reference); }
  }
  return { fields, references };
}

function attributeTypeMap(source: string, file: string): Attribute[] {
  const literal = /attributeTypeMap = (\[[\s\S]*?\n\]);/.exec(source);
  if (!literal) { throw new Error(`${file}.js has no attributeTypeMap`); }
  return JSON.parse(literal[1]);
}

function typeOf({ type, format, name }: Attribute, file: string): string {
  const list = /^Array<(.+)>$/.exec(type);
  if (list) { return `[${typeOf({ type: list[1], format, name, baseName: name }, file)}]`; }
  const map = /^{ \[key: string\]: (.+); }$/.exec(type);
  if (map) { return `{${typeOf({ type: map[1], format, name, baseName: name }, file)}}`; }
  if (/^(Core)?V1[A-Z]/.test(type)) { return type.replace(/^(Core)?V1/, ''); }
  switch (type) {
    case 'string': return 'string';
    case 'boolean': return 'boolean';
    case 'Date': return 'date-time';
    case 'IntOrString': return 'IntOrString';
    case 'number':
      if (format === 'int32' || format === 'int64') { return format; }
  }
  throw new Error(`${file}: '${name}' has type '${type}' (${format}), which the notation of imports/ cannot say`);
}
