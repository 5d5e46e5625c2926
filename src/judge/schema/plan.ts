import { Format, stringFormat } from './formats';
import { JsonValue, StructuralSchema } from '../../kubernetes/types/structural-schema';
import { compilePattern, Pattern } from '../patterns';

/** The type that a plan expects; int-or-string is a type of its own. */
export type PlanType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'intOrString' | 'any';

/** A schema prepared for judging values. The plans of its properties and items are prepared on first use. */
export class SchemaPlan {
  readonly type: PlanType;
  readonly required: readonly string[];
  readonly default: JsonValue | undefined;
  /** The keys by which items of the list must be unique, or `set` for the whole item. */
  readonly unique: 'set' | readonly string[] | undefined;
  readonly enum: ReadonlySet<unknown> | undefined;
  readonly anyOf: ReadonlySet<string> | undefined;
  /** Whether strings are checked for more than their type. */
  readonly checksText: boolean;
  readonly minLength: number;
  readonly maxLength: number;
  readonly pattern: Pattern | undefined;
  readonly format: Format | undefined;
  readonly minimum: number;
  readonly maximum: number;
  /** The limits for numbers without a fraction. */
  readonly integerLimits: { readonly minimum: number; readonly maximum: number };
  readonly int32: boolean;
  /** The limits of a list's number of items, or of an object's fields; undefined when there are none. */
  readonly size: Size | undefined;
  private readonly schema: StructuralSchema;
  private below: Below | undefined;

  constructor(schema: StructuralSchema) {
    const { minLength = 0, maxLength = Infinity, minimum = -Infinity, maximum = Infinity, pattern } = schema;
    this.type = typeOf(schema);
    this.required = schema.required ?? [];
    this.default = schema.default;
    this.unique = uniqueness(schema);
    this.enum = schema.enum && new Set(schema.enum);
    this.anyOf = typesOf(schema);
    this.minLength = minLength;
    this.maxLength = maxLength;
    this.pattern = pattern === undefined ? undefined : compilePattern(pattern);
    this.format =
      (schema.type === 'string' || this.type === 'any') && schema.format !== undefined
        ? stringFormat(schema.format)
        : undefined;
    this.checksText = minLength > 0 || maxLength < Infinity || this.pattern !== undefined || this.format !== undefined;
    this.minimum = minimum;
    this.maximum = maximum;
    this.integerLimits = { minimum: Math.trunc(minimum), maximum: Math.trunc(maximum) };
    this.int32 = schema.type === 'integer' && schema.format === 'int32';
    this.size = sizeOf(schema);
    this.schema = schema;
    this.below = undefined;
  }

  /** The plans of properties and items. */
  get inner(): Below {
    return this.below ??= belowOf(this.schema);
  }
}

/** Limits of a number of members. */
export interface Size {
  readonly of: 'Items' | 'Properties';
  readonly min: number;
  readonly max: number;
}

/** The plans below a plan. */
export interface Below {
  readonly properties: ReadonlyMap<string, SchemaPlan>;
  /** The plan of fields that `properties` does not name; if undefined, they are unknown. */
  readonly values: SchemaPlan | undefined;
  /** The plan of a list's items. */
  readonly items: SchemaPlan | undefined;
  /** The properties with defaults. */
  readonly defaults: ReadonlyArray<readonly [name: string, plan: SchemaPlan]>;
}

/** A schema that accepts any value unchanged. */
export const ANYTHING: StructuralSchema = {};

const plans = new WeakMap<StructuralSchema, SchemaPlan>();

/** The plan of a schema, which must not change afterwards. */
export function planOf(schema: StructuralSchema): SchemaPlan {
  let plan = plans.get(schema);
  if (!plan) { plans.set(schema, plan = new SchemaPlan(schema)); }
  return plan;
}

function belowOf(schema: StructuralSchema): Below {
  const properties = new Map(
    Object.entries(schema.properties ?? {}).map(([name, property]) => [name, planOf(property)]),
  );
  return {
    properties,
    values: schema.additionalProperties && planOf(schema.additionalProperties),
    items: schema.items && planOf(schema.items),
    defaults: [...properties].filter(([, plan]) => plan.default !== undefined),
  };
}

function typeOf(schema: StructuralSchema): PlanType {
  if (schema['x-kubernetes-int-or-string']) { return 'intOrString'; }
  if (schema === ANYTHING || (schema['x-kubernetes-preserve-unknown-fields'] && !schema.type)) { return 'any'; }
  if (!schema.type) { throw new Error(`a schema has no type: ${JSON.stringify(schema).slice(0, 200)}`); }
  return schema.type;
}

function sizeOf({ minItems, maxItems, minProperties, maxProperties }: StructuralSchema): Size | undefined {
  if (minItems !== undefined || maxItems !== undefined) {
    return { of: 'Items', min: minItems ?? 0, max: maxItems ?? Infinity };
  }
  return minProperties === undefined && maxProperties === undefined
    ? undefined
    : { of: 'Properties', min: minProperties ?? 0, max: maxProperties ?? Infinity };
}

function uniqueness(schema: StructuralSchema): 'set' | readonly string[] | undefined {
  switch (schema['x-kubernetes-list-type']) {
    case 'set': return 'set';
    case 'map': return schema['x-kubernetes-list-map-keys'];
    default: return undefined;
  }
}

/** The types of `anyOf`; undefined when an int-or-string allows nothing else. */
function typesOf({
  anyOf,
  'x-kubernetes-int-or-string': intOrString,
}: StructuralSchema): ReadonlySet<string> | undefined {
  if (!anyOf) { return undefined; }
  const types = new Set(anyOf.map(({ type }) => type));
  return intOrString && types.has('integer') && types.has('string') ? undefined : types;
}
