/** Schemas of a CRD read back as fields. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Field } from '../../src/api/fields';
import { canonicalJson } from '../../src/kubernetes/types/canonical-json';
import { CoreTypes } from '../../src/kubernetes/types/core-types';
import { Limits, StructuralSchema } from '../../src/kubernetes/types/structural-schema';

/** The description of a new field: upstream's CRDs have none. A test refuses a record that still has it. */
export const TO_DESCRIBE = 'TODO: say in our own words what this is.';

const LIMITS = ['format', 'enum', 'pattern', 'default', 'minimum', 'maximum', 'minLength', 'maxLength'] as const;

/** A type whose schema is shorter than this looks like too many others to be told by it. */
const TELLING = 250;

/** What a schema says of a value besides its type. */
export function limitsOf(schema: StructuralSchema): Limits {
  return Object.fromEntries(LIMITS.flatMap((key) => (key in schema ? [[key, schema[key]]] : [])));
}

/**
 * The field of a schema, with `TO_DESCRIBE` for its description.
 *
 * @throws when the schema has what no field can express
 */
export function fieldOf(schema: StructuralSchema, minor: string, required = false): Field {
  const core = coreType(schema, minor);
  const common = { description: TO_DESCRIBE, ...(required && { required }) };
  if (core) { return { type: 'core', core, ...common }; }
  const rules = schema['x-kubernetes-validations'];
  const rest = { ...common, ...(rules && { rules }) };
  switch (schema.type) {
    case 'object': {
      if (schema.additionalProperties) {
        return { type: 'map', ...rest, items: { ...fieldOf(schema.additionalProperties, minor), description: '' } };
      }
      const fields = Object.entries(schema.properties ?? {})
        .map(([name, each]) => [name, fieldOf(each, minor, schema.required?.includes(name))]);
      return { type: 'object', ...rest, fields: Object.fromEntries(fields) };
    }
    case 'array': return {
      type: 'array',
      ...rest,
      items: fieldOf(schema.items!, minor),
      ...(schema['x-kubernetes-list-type'] === 'atomic' && { listType: 'atomic' }),
    };
    case 'string': case 'integer': case 'boolean': return { type: schema.type, ...rest, limits: limitsOf(schema) };
    default: throw new Error(`a schema that no field can express: ${JSON.stringify(schema).slice(0, 200)}`);
  }
}

/** The name of the Kubernetes type that has exactly this schema. */
function coreType(schema: StructuralSchema, minor: string): string | undefined {
  const wanted = canonicalJson(schema);
  if (!schema.properties || wanted.length < TELLING) { return undefined; }
  const file = join(__dirname, `../../imports/core-${minor}.json`);
  const { types } = JSON.parse(readFileSync(file, 'utf8')) as { types: Record<string, object> };
  return Object.keys(types).find((name) =>
    Object.keys(types[name]).length === Object.keys(schema.properties!).length
      && canonicalJson(CoreTypes.of(minor).schema(name)) === wanted);
}
