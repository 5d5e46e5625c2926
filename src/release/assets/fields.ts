/** Schemas of a CRD read back as fields. */
import { Field } from '../../api/fields';
import { canonicalJson } from '../../kubernetes/types/canonical-json';
import { coreData, CoreTypes } from '../../kubernetes/types/core-types';
import { Limits, StructuralSchema } from '../../kubernetes/types/structural-schema';

/** The description of a field that only the files know: upstream's CRDs have none. */
export const UNDESCRIBED = 'New in files that do not describe it.';

const LIMITS = ['format', 'enum', 'pattern', 'default', 'minimum', 'maximum', 'minLength', 'maxLength'] as const;

/** A type whose schema is shorter than this looks like too many others to be told by it. */
const TELLING = 250;

/** What a schema says of a value besides its type. */
export function limitsOf(schema: StructuralSchema): Limits {
  return Object.fromEntries(LIMITS.flatMap((key) => (key in schema ? [[key, schema[key]]] : [])));
}

/** The field of a schema; undefined when it has what no field can express. */
export function fieldOf(schema: StructuralSchema, minor: string, required = false): Field | undefined {
  const core = coreType(schema, minor);
  const common = { description: UNDESCRIBED, ...(required && { required }) };
  if (core) { return { type: 'core', core, ...common }; }
  const rules = schema['x-kubernetes-validations'];
  const rest = { ...common, ...(rules && { rules }) };
  switch (schema.type) {
    case 'object': {
      if (schema.additionalProperties) {
        const items = fieldOf(schema.additionalProperties, minor);
        return items && { type: 'map', ...rest, items: { ...items, description: '' } };
      }
      const fields = Object.entries(schema.properties ?? {})
        .map(([name, each]) => [name, fieldOf(each, minor, schema.required?.includes(name))] as const);
      if (fields.some(([, field]) => !field)) { return undefined; }
      return { type: 'object', ...rest, fields: Object.fromEntries(fields as Array<[string, Field]>) };
    }
    case 'array': {
      const items = schema.items && fieldOf(schema.items, minor);
      const isAtomic = schema['x-kubernetes-list-type'] === 'atomic';
      return items && { type: 'array', ...rest, items, ...(isAtomic && { listType: 'atomic' }) };
    }
    case 'string': case 'integer': case 'boolean': return { type: schema.type, ...rest, limits: limitsOf(schema) };
    default: return undefined;
  }
}

/** A schema without its descriptions: ours are compared without theirs. */
export function withoutDescriptions(schema: StructuralSchema): StructuralSchema {
  const { description: _, properties, items, additionalProperties, ...rest } = schema;
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, each]) => [name, withoutDescriptions(each)]),
      ),
    }),
    ...(items && { items: withoutDescriptions(items) }),
    ...(additionalProperties && { additionalProperties: withoutDescriptions(additionalProperties) }),
  };
}

/** The name of the Kubernetes type that has exactly this schema. */
function coreType(schema: StructuralSchema, minor: string): string | undefined {
  const wanted = canonicalJson(schema);
  if (!schema.properties || wanted.length < TELLING) { return undefined; }
  const { types } = coreData(minor);
  return Object.keys(types).find((name) =>
    Object.keys(types[name]).length === Object.keys(schema.properties!).length
      && canonicalJson(CoreTypes.of(minor).schema(name)) === wanted);
}
