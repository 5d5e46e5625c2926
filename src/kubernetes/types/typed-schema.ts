import { bare } from './core-types';
import type { StructuralSchema } from './structural-schema';

/** The types that `imports/` has, and how their fields are read. */
export interface TypeReader {
  /** The schemas that were made. A type may hold itself: its schema is known before its fields are. */
  readonly known: Map<string, StructuralSchema>;
  /** Fields, such as `Budget.nodes`, that may be left out although their type calls them required. */
  readonly optional: ReadonlySet<string>;
  /** @throws when there is no such type */
  fieldsOf(type: string): Readonly<Record<string, string>>;
  /** The schema of a notation of a field, of which the path is such as `Budget.nodes`. */
  read(path: string, notation: string): StructuralSchema;
}

/** The schema of a type, made once. */
export function typeSchema(type: string, { known, optional, fieldsOf, read }: TypeReader): StructuralSchema {
  const made = known.get(type);
  if (made) { return made; }
  const fields = fieldsOf(type);
  const properties: Record<string, StructuralSchema> = {};
  const required = Object.keys(fields)
    .filter((key) => bare(key) !== key && !optional.has(`${type}.${bare(key)}`))
    .map(bare);
  const schema: StructuralSchema = { type: 'object', properties, ...(required.length > 0 && { required }) };
  known.set(type, schema);
  for (const [key, notation] of Object.entries(fields)) {
    properties[bare(key)] = read(`${type}.${bare(key)}`, notation);
  }
  return schema;
}

/** The schema of a list or a map, by that of its items; undefined of other notations. */
export function collectionSchema(notation: string, inner: (text: string) => StructuralSchema) {
  if (notation.startsWith('[')) { return { type: 'array', items: inner(notation.slice(1, -1)) } as const; }
  if (!notation.startsWith('{')) { return undefined; }
  return { type: 'object', additionalProperties: inner(notation.slice(1, -1)) } as const;
}
