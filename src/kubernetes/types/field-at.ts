import { StructuralSchema } from './structural-schema';

/** A field that a path leads to. */
export interface PlacedField {
  readonly schema: StructuralSchema;
  /** Whether the object that holds it must have it. */
  readonly required: boolean;
}

/** The field at a path of names; items of lists and maps need no segment of their own. */
export function fieldAt(root: StructuralSchema, path: readonly string[]): PlacedField | undefined {
  let field: PlacedField | undefined = { schema: root, required: true };
  for (const name of path) {
    const holder = innermost(field.schema);
    const schema = fieldsOf(holder)[name];
    if (!schema) { return undefined; }
    field = { schema, required: holder.required?.includes(name) ?? false };
  }
  return field;
}

/** The fields inside a schema, also inside its items. */
export function fieldsIn(schema: StructuralSchema): Readonly<Record<string, StructuralSchema>> {
  return fieldsOf(innermost(schema));
}

/** The innermost item of lists and maps. */
export function innermost(schema: StructuralSchema): StructuralSchema {
  let inner = schema;
  for (let next = inner.items ?? inner.additionalProperties; next; next = inner.items ?? inner.additionalProperties) {
    inner = next;
  }
  return inner;
}

/** The fields by name, and nothing by the names of what every object of JavaScript has. */
function fieldsOf({ properties }: StructuralSchema): Readonly<Record<string, StructuralSchema>> {
  return Object.assign(Object.create(null) as Record<string, StructuralSchema>, properties);
}
