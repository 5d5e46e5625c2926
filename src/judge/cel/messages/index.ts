/**
 * The messages of protobuf that expressions can create, as in `google.protobuf.StringValue{value: 'a'}`: those that
 * cel-go knows itself. All but one become a value of another type.
 *
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#dynamic-values
 */
import { CelWorkError } from '../error';
import { fail } from '../functions';
import { checkTimestamp, SECOND } from '../numbers';
import {
  BOOL, BYTES, CelType, DOUBLE, DURATION, DYN, INT, listType, mapType, nullable, plainType, STRING, TIMESTAMP, UINT,
} from '../types';
import { ArrayList, CelMap, Duration, EntryMap, List, Opaque, typeName, Uint, Value } from '../values';
import { jsonList, jsonStruct, refuseTyped } from './json-values';

/** A message by the values of its fields; a field without one is missing. */
type Make = (values: ReadonlyMap<string, Value>) => Value;

interface MessageField {
  readonly type: CelType;
  /** @throws CelError for a value that the field does not take */
  convert(value: Value): Value;
}

export interface Message {
  readonly type: CelType;
  readonly fields: ReadonlyMap<string, MessageField>;
  readonly make: Make;
}

class Empty extends Opaque {
  readonly type = EMPTY.kind;

  protected isSame(): boolean {
    return true;
  }
}

const EMPTY = plainType('google.protobuf.Empty');
const STRUCT = mapType(STRING, DYN);
const VALUES = listType(DYN);

function field(
  type: CelType,
  takes: (value: Value) => boolean,
  convert: (value: any) => Value = (value) => value,
): MessageField {
  return {
    type,
    convert: (value) =>
      takes(value) ? convert(value) : fail(`the field does not take a value of type '${typeName(value)}'`),
  };
}

const isInt = (value: Value) => typeof value === 'bigint';
const isUint = (value: Value) => value instanceof Uint;
const isDouble = (value: Value) => typeof value === 'number';
const isText = (value: Value) => typeof value === 'string';
const isBool = (value: Value) => typeof value === 'boolean';

function within(bits: number, value: bigint): bigint {
  return BigInt.asIntN(bits, value) === value ? value : fail('integer overflow');
}

const int64 = field(INT, isInt);
const int32 = field(INT, isInt, (value: bigint) => within(32, value));
const struct = (ofJson: (map: CelMap) => CelMap) => field(STRUCT, (value) => value instanceof CelMap, ofJson);
const list = (ofJson: (values: List) => List) => field(VALUES, (value) => value instanceof List, ofJson);

function message(type: CelType, fields: Readonly<Record<string, MessageField>>, make: Make): Message {
  return { type, fields: new Map(Object.entries(fields)), make };
}

function wrapper(of: CelType, value: MessageField, zero: Value): Message {
  return message(nullable(of), { value }, (values) => values.get('value') ?? zero);
}

const numberOf = (values: ReadonlyMap<string, Value>, name: string) => (values.get(name) as bigint | undefined) ?? 0n;

/** As Go computes it: what is beyond the range becomes its end. */
function duration(values: ReadonlyMap<string, Value>): Duration {
  const whole = numberOf(values, 'seconds') * SECOND;
  const most = 2n ** 63n - 1n;
  const nanos = whole > most || whole < -most - 1n ? whole : whole + numberOf(values, 'nanos');
  return new Duration(nanos > most ? most : nanos < -most - 1n ? -most - 1n : nanos);
}

function timestamp(values: ReadonlyMap<string, Value>): Value {
  const nanos = numberOf(values, 'seconds') * SECOND + numberOf(values, 'nanos');
  try {
    return checkTimestamp(nanos);
  } catch {
    throw new CelWorkError('times before the year 1 and after the year 9999 are not evaluated here');
  }
}

/** Of several fields, the API server keeps any. */
function valueOf(values: ReadonlyMap<string, Value>): Value {
  if (values.size > 1) {
    throw new CelWorkError(
      `a message of the type 'google.protobuf.Value' with ${values.size} fields is not evaluated here`,
    );
  }
  for (const [name, given] of values) { return name === 'null_value' ? null : given; }
  return null;
}

const MESSAGES: ReadonlyMap<string, Message> = new Map(Object.entries({
  BoolValue: wrapper(BOOL, field(BOOL, isBool), false),
  BytesValue: wrapper(BYTES, field(BYTES, (given) => given instanceof Uint8Array), new Uint8Array()),
  DoubleValue: wrapper(DOUBLE, field(DOUBLE, isDouble), 0),
  FloatValue: wrapper(DOUBLE, field(DOUBLE, isDouble, Math.fround), 0),
  Int32Value: wrapper(INT, int32, 0n),
  Int64Value: wrapper(INT, int64, 0n),
  StringValue: wrapper(STRING, field(STRING, isText), ''),
  UInt32Value: wrapper(
    UINT,
    field(UINT, isUint, (given: Uint) => (given.value < 2n ** 32n ? given : fail('unsigned integer overflow'))),
    new Uint(0n),
  ),
  UInt64Value: wrapper(UINT, field(UINT, isUint), new Uint(0n)),
  Duration: message(DURATION, { seconds: int64, nanos: int32 }, duration),
  Timestamp: message(TIMESTAMP, { seconds: int64, nanos: int32 }, timestamp),
  Struct: message(STRUCT, { fields: struct(jsonStruct) }, (values) => values.get('fields') ?? new EntryMap()),
  ListValue: message(VALUES, { values: list(jsonList) }, (values) => values.get('values') ?? new ArrayList([])),
  Value: message(
    DYN,
    {
      null_value: int32,
      bool_value: field(BOOL, isBool),
      number_value: field(DOUBLE, isDouble),
      string_value: field(STRING, isText),
      struct_value: struct((map) => { refuseTyped(map); return jsonStruct(map); }),
      list_value: list((values) => { refuseTyped(values); return jsonList(values); }),
    },
    valueOf,
  ),
  Empty: message(EMPTY, {}, () => new Empty()),
}));

const PACKAGE = 'google.protobuf.';

/**
 * A message by its name, with or without a dot before it; undefined for one that the API server does not know.
 *
 * @throws CelWorkError for the one that holds any other
 */
export function messageOf(name: string, offset: number): Message | undefined {
  const full = name.replace(/^\./, '');
  if (!full.startsWith(PACKAGE)) { return undefined; }
  if (full === `${PACKAGE}Any`) { throw new CelWorkError(`messages such as '${full}' are not evaluated here`, offset); }
  return MESSAGES.get(full.slice(PACKAGE.length));
}

/** The type of the message that stays one. */
export const EMPTY_TYPE = EMPTY;
/** The name of an int, 0. */
export const NULL_VALUE = 'google.protobuf.NullValue.NULL_VALUE';
