/** Types made of structural schemas, one level at a time: of a pod's 2,000 fields an expression names three. */
import { escape } from './escaping';
import { BOOL, BYTES, CelType, DOUBLE, DURATION, DYN, INT, listType, mapType, STRING, TIMESTAMP } from './types';
import type { StructuralSchema } from '../../kubernetes/types/structural-schema';

const TEXT: StructuralSchema = { type: 'string' };

/** The schema with the fields that expressions can read of every API object. */
function asResource(schema: StructuralSchema): StructuralSchema {
  return {
    ...schema,
    type: 'object',
    properties: {
      ...schema.properties,
      apiVersion: TEXT,
      kind: TEXT,
      metadata: { type: 'object', properties: { name: TEXT, generateName: TEXT } },
    },
  };
}

const FORMATS: Readonly<Record<string, CelType>> = {
  'byte': BYTES,
  'duration': DURATION,
  'date': TIMESTAMP,
  'date-time': TIMESTAMP,
};

/**
 * The type of the values that a schema describes; undefined where it says too little, as values that are preserved
 * without a schema cannot be named.
 *
 * @param isResource whether it is that of an API object, of which the name can be named besides
 * @param name tells types of objects apart
 */
export function typeOfSchema(schema: StructuralSchema, isResource = false, name = 'object'): CelType | undefined {
  return isResource ? typeOf(asResource(schema), name) : typeOf(schema, name);
}

function typeOf(schema: StructuralSchema, name: string): CelType | undefined {
  if (schema['x-kubernetes-int-or-string']) { return { ...DYN, schema }; }
  switch (schema.type) {
    case 'object': {
      if (!schema.additionalProperties) { return new SchemaObject(name, schema); }
      const values = typeOf(schema.additionalProperties, `${name}.@elem`);
      return values && mapType(STRING, values, schema);
    }
    case 'array': {
      const items = schema.items && typeOf(schema.items, `${name}.@idx`);
      return items && listType(items, schema);
    }
    case 'string': return { ...((schema.format && FORMATS[schema.format]) || STRING), schema };
    case 'boolean': return { ...BOOL, schema };
    case 'number': return { ...DOUBLE, schema };
    case 'integer': return { ...INT, schema };
    default: return undefined;
  }
}

class SchemaObject implements CelType {
  readonly kind = 'object';
  readonly args: readonly CelType[] = [];
  private known?: ReadonlyMap<string, CelType>;

  constructor(readonly name: string, readonly schema: StructuralSchema) {}

  get fields(): ReadonlyMap<string, CelType> {
    return this.known ??= new Map(Object.entries(this.schema.properties ?? {}).flatMap(([property, of]) => {
      const [field, type] = [escape(property), typeOf(of, `${this.name}.${property}`)];
      return field !== undefined && type ? [[field, type] as const] : [];
    }));
  }
}
