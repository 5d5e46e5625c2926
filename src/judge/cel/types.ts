import type { StructuralSchema } from '../../kubernetes/types/structural-schema';

/** A type of the Common Expression Language, as the checker sees it. */
export interface CelType {
  /** `int`, `list`, `map`, `optional_type`, `type`, `object`, `param` (of a function) or the name of another type. */
  readonly kind: string;
  /** Of a list the items, of a map keys and values, of an optional its value, of a type what it is of. */
  readonly args: readonly CelType[];
  /** Of a parameter and of an object, which one it is: objects of one name are of one type. */
  readonly name?: string;
  /** Of an object, its fields by their escaped names. */
  readonly fields?: ReadonlyMap<string, CelType>;
  /** How JSON becomes a value of this type; without it by what the JSON is. */
  readonly schema?: StructuralSchema;
  /** Whether null is of this type, too: that of a wrapper of protobuf. */
  readonly isNullable?: boolean;
}

/** A type without parameters. */
export function plainType(kind: string): CelType {
  return { kind, args: [] };
}

/** A type of which null is, too. */
export function nullable(type: CelType): CelType {
  return { ...type, isNullable: true };
}

export const DYN = plainType('dyn');
/** The type of an expression that has an error already, so that one mistake is reported once. */
export const ERROR = plainType('error');
export const NULL = plainType('null_type');
export const BOOL = plainType('bool');
export const INT = plainType('int');
export const UINT = plainType('uint');
export const DOUBLE = plainType('double');
export const STRING = plainType('string');
export const BYTES = plainType('bytes');
export const TIMESTAMP = plainType('google.protobuf.Timestamp');
export const DURATION = plainType('google.protobuf.Duration');

export function listType(items: CelType, schema?: StructuralSchema): CelType {
  return { kind: 'list', args: [items], schema };
}

export function mapType(keys: CelType, values: CelType, schema?: StructuralSchema): CelType {
  return { kind: 'map', args: [keys, values], schema };
}

export function optionalType(value: CelType): CelType {
  return { kind: 'optional_type', args: [value] };
}

export function typeType(of?: CelType): CelType {
  return { kind: 'type', args: of ? [of] : [] };
}

export function paramType(name: string): CelType {
  return { kind: 'param', args: [], name };
}

/** An object whose fields are known. */
export function objectType(name: string, fields: ReadonlyMap<string, CelType>, schema?: StructuralSchema): CelType {
  return { kind: 'object', args: [], name, fields, schema };
}

export function isDyn(type: CelType): boolean {
  return type.kind === 'dyn' || type.kind === 'error';
}

/** Whether two types are the same; `loosely` any parameter stands for any other. */
export function sameType(a: CelType, b: CelType, loosely = false): boolean {
  if (a === b) { return true; }
  if (a.kind !== b.kind || a.args.length !== b.args.length) { return false; }
  if (a.name !== b.name && !(loosely && a.kind === 'param')) { return false; }
  return a.args.every((arg, index) => sameType(arg, b.args[index], loosely));
}

/** A type as messages write it. */
export function formatType({ kind, args, name, isNullable }: CelType): string {
  if (isNullable) { return `wrapper(${kind})`; }
  if (kind === 'param') { return name!; }
  if (kind === 'object') { return 'object'; }
  return args.length > 0 ? `${kind}(${args.map(formatType).join(', ')})` : kind;
}
