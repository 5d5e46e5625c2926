import type { StructuralSchema } from '../../api/structural-schema';

/** A type of the Common Expression Language, as the checker sees it. */
export interface CelType {
  /** `int`, `list`, `map`, `optional_type`, `type`, the name of a Kubernetes type such as `kubernetes.Quantity`, or `param` of a generic function. */
  readonly kind: string;
  /** Of a list the items, of a map keys and values, of an optional its value, of a type what it is of. */
  readonly args: readonly CelType[];
  /** Of an object, its fields by their escaped names. */
  readonly fields?: ReadonlyMap<string, CelType>;
  /** How JSON becomes a value of this type; without it by what the JSON is. */
  readonly schema?: StructuralSchema;
  /** Of a parameter, its name; of an object, what messages call it. */
  readonly name?: string;
}

function simple(kind: string): CelType {
  return { kind, args: [] };
}

export const DYN = simple('dyn');
export const NULL = simple('null_type');
export const BOOL = simple('bool');
export const INT = simple('int');
export const UINT = simple('uint');
export const DOUBLE = simple('double');
export const STRING = simple('string');
export const BYTES = simple('bytes');
export const TIMESTAMP = simple('google.protobuf.Timestamp');
export const DURATION = simple('google.protobuf.Duration');
