/** Values as those of `google.protobuf.Value`, which has JSON's types. */
import { spend } from '../budget';
import { CelWorkError } from '../error';
import { fail } from '../functions';
import { formatDuration, formatTimestamp } from '../time';
import {
  ArrayList, CelMap, Duration, EntryMap, List, Optional, Timestamp, typeName, Uint, Value,
} from '../values';

/** The largest integer that is a number in JSON; larger ones are strings. */
const MOST_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** @throws CelError for values that JSON does not have */
export function jsonValue(value: Value): Value {
  spend(1);
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number') {
    return value;
  }
  if (typeof value === 'bigint') { return ofInteger(value); }
  if (value instanceof Uint) { return ofInteger(value.value); }
  if (value instanceof Uint8Array) { return Buffer.from(value).toString('base64'); }
  if (value instanceof Timestamp) { return formatTimestamp(value); }
  if (value instanceof Duration) { return formatDuration(value); }
  if (value instanceof Optional) {
    return value.value === undefined ? fail('optional.none() has no value') : jsonValue(value.value);
  }
  if (value instanceof List) {
    refuseTyped(value);
    return jsonList(value);
  }
  if (value instanceof CelMap) {
    refuseTyped(value);
    return jsonStruct(value);
  }
  return fail(`a value of type '${typeName(value)}' is not a value of JSON`);
}

export function jsonList(list: List): List {
  return new ArrayList([...list].map(jsonValue));
}

/** @throws CelError when a key is not a string */
export function jsonStruct(map: CelMap): CelMap {
  const struct = new EntryMap();
  for (const key of map.keys()) {
    if (typeof key !== 'string') { return fail(`a key of type '${typeName(key)}' is not a string`); }
    struct.set(key, jsonValue(map.find(key)!));
  }
  return struct;
}

/** Lists and maps whose schema is known convert in other ways. */
export function refuseTyped(value: List | CelMap): void {
  if ('equalsBySchema' in value) {
    throw new CelWorkError('fields of objects in messages of google.protobuf are not evaluated here');
  }
}

function ofInteger(value: bigint): Value {
  return value >= -MOST_SAFE && value <= MOST_SAFE ? Number(value) : String(value);
}
