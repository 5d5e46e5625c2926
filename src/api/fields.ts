import { Limits, StructuralSchema, ValidationRule } from '../kubernetes/types/structural-schema';

/**
 * A field of an Agent Sandbox kind, as data.
 *
 * Descriptions are our own words: upstream's CRDs carry none.
 */
export interface Field {
  readonly type: 'object' | 'map' | 'array' | 'string' | 'integer' | 'boolean' | 'core';
  readonly description: string;
  /** Whether the parent object lists the field as required. */
  readonly required?: boolean;
  readonly limits?: Limits;
  /** Of an object: its fields by name. */
  readonly fields?: Readonly<Record<string, Field>>;
  /** Of an array or map: what it holds. */
  readonly items?: Field;
  /** Of a core field: the Kubernetes type it embeds. */
  readonly core?: string;
  readonly listType?: 'atomic';
  readonly rules?: readonly ValidationRule[];
}

/** Members of any field besides its type. */
export interface FieldOptions {
  readonly required?: boolean;
}

/** Members of a string. */
export interface StringOptions extends FieldOptions {
  readonly default?: string;
  readonly enum?: readonly string[];
  readonly format?: 'date-time';
}

/** Members of a number. */
export interface IntegerOptions extends FieldOptions {
  readonly default?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

export function string(description: string, { required, ...limits }: StringOptions = {}): Field {
  return field('string', description, required, { limits });
}

/** A point in time, as RFC 3339 writes it. */
export function dateTime(description: string, options: FieldOptions = {}): Field {
  return string(description, { ...options, format: 'date-time' });
}

export function int32(description: string, options: IntegerOptions = {}): Field {
  return integer('int32', description, options);
}

export function int64(description: string, options: IntegerOptions = {}): Field {
  return integer('int64', description, options);
}

/** Three values in truth: true, false and unset, which controllers may tell apart. */
export function boolean(description: string, { required }: FieldOptions = {}): Field {
  return field('boolean', description, required, {});
}

export function object(
  description: string,
  fields: Readonly<Record<string, Field>>,
  { required }: FieldOptions = {},
): Field {
  return field('object', description, required, { fields });
}

/** A map from strings to strings, such as labels. */
export function stringMap(description: string, { required }: FieldOptions = {}): Field {
  return field('map', description, required, { items: string('') });
}

export function list(
  description: string,
  items: Field,
  { required, atomic }: FieldOptions & { readonly atomic?: boolean } = {},
): Field {
  return field('array', description, required, { items, ...(atomic && { listType: 'atomic' as const }) });
}

/** A type of Kubernetes itself, at the minor that the release was built on. */
export function core(type: string, description: string, { required }: FieldOptions = {}): Field {
  return field('core', description, required, { core: type });
}

function integer(format: string, description: string, { required, ...limits }: IntegerOptions): Field {
  return field('integer', description, required, { limits: { format, ...limits } });
}

function field(type: Field['type'], description: string, required: boolean | undefined, rest: Partial<Field>): Field {
  return { type, description, ...(required && { required }), ...rest };
}

/** How a field tree becomes a schema. */
export interface SchemaOptions {
  /** The schema of a core type, by its name. */
  readonly core: (type: string) => StructuralSchema;
  /** Whether Agent Sandbox's own fields keep their descriptions. */
  readonly descriptions?: boolean;
}

/** The structural schema of a field. */
export function schemaOf(of: Field, options: SchemaOptions): StructuralSchema {
  const description = options.descriptions && of.description ? { description: of.description } : {};
  if (of.type === 'core') { return { ...description, ...options.core(of.core!) }; }
  return {
    ...description,
    type: of.type === 'map' ? 'object' : of.type,
    ...of.limits,
    ...(of.fields && objectKeywords(of.fields, options)),
    ...(of.items && { [of.type === 'map' ? 'additionalProperties' : 'items']: schemaOf(of.items, options) }),
    ...(of.listType && { 'x-kubernetes-list-type': of.listType }),
    ...(of.rules && { 'x-kubernetes-validations': of.rules }),
  };
}

function objectKeywords(fields: Readonly<Record<string, Field>>, options: SchemaOptions): Partial<StructuralSchema> {
  const names = Object.keys(fields);
  const required = names.filter((name) => fields[name].required).sort();
  return {
    // An object without fields of its own says nothing of its properties, as upstream's generator has it.
    ...(names.length > 0 && {
      properties: Object.fromEntries(names.map((name) => [name, schemaOf(fields[name], options)])),
    }),
    ...(required.length > 0 && { required }),
  };
}
