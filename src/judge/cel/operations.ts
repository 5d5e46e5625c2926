/** The operators on values of any type. */
import { spend } from './budget';
import { absorbed, CelError } from './error';
import { arithmetic, checkDuration, checkInt, checkTimestamp, checkUint, compareNumbers, isNumeric } from './numbers';
import {
  ArrayList, CelMap, Duration, List, noSuchOverload, Opaque, Optional, Timestamp, TypeValue, Uint, Value,
} from './values';

/** A list or map of JSON whose schema says what equal means, or what adding does. */
export interface EqualsBySchema {
  equalsBySchema(other: Value): boolean;
}

export interface ContainsBySchema {
  containsBySchema(value: Value): boolean;
}

export interface AddsBySchema {
  addBySchema(other: List): Value;
}

export function equal(a: Value, b: Value): boolean {
  spend(1);
  if (a === b) { return true; }
  if (a === null || b === null) { return false; }
  switch (typeof a) {
    case 'string': case 'boolean': return false;
    case 'bigint': case 'number': return isNumeric(b) && compareNumbers(a, b) === 0;
    default:
  }
  if (a instanceof Uint) { return isNumeric(b) && compareNumbers(a, b) === 0; }
  if ('equalsBySchema' in a) { return (a as unknown as EqualsBySchema).equalsBySchema(b); }
  if (a instanceof List) { return b instanceof List && equalLists(a, b); }
  if (a instanceof CelMap) { return b instanceof CelMap && equalMaps(a, b); }
  if (a instanceof Timestamp) { return b instanceof Timestamp && a.nanos === b.nanos; }
  if (a instanceof Duration) { return b instanceof Duration && a.nanos === b.nanos; }
  if (a instanceof Uint8Array) { return b instanceof Uint8Array && Buffer.compare(a, b) === 0; }
  if (a instanceof TypeValue) { return b instanceof TypeValue && a.name === b.name; }
  if (a instanceof Optional) {
    if (!(b instanceof Optional)) { return false; }
    return a.value === undefined || b.value === undefined ? a.value === b.value : equal(a.value, b.value);
  }
  return (a as Opaque).equals(b);
}

/** Whether two values are equal; a comparison that fails counts as `ifItFails`, as in some places of cel-go. */
export function isSame(a: Value, b: Value, ifItFails: boolean): boolean {
  try {
    return equal(a, b);
  } catch (error) {
    absorbed(error);
    return ifItFails;
  }
}

function equalLists(a: List, b: List): boolean {
  if (a.size !== b.size) { return false; }
  spend(a.size);
  for (let index = 0; index < a.size; index++) {
    if (!isSame(a.at(index), b.at(index), true)) { return false; }
  }
  return true;
}

function equalMaps(a: CelMap, b: CelMap): boolean {
  if (a.size !== b.size) { return false; }
  spend(a.size);
  for (const key of a.keys()) {
    const other = b.find(key);
    if (other === undefined || !isSame(a.find(key)!, other, true)) { return false; }
  }
  return true;
}

/** Negative, 0 or positive. Undefined when the two do not compare. */
export function compare(a: Value, b: Value): number | undefined {
  if (isNumeric(a) && isNumeric(b)) {
    const order = compareNumbers(a, b);
    return Number.isNaN(order) ? undefined : order;
  }
  if (typeof a === 'string' && typeof b === 'string') { return compareText(a, b); }
  if (typeof a === 'boolean' && typeof b === 'boolean') { return Number(a) - Number(b); }
  if (a instanceof Timestamp && b instanceof Timestamp) { return compareNumbers(a.nanos, b.nanos); }
  if (a instanceof Duration && b instanceof Duration) { return compareNumbers(a.nanos, b.nanos); }
  if (a instanceof Uint8Array && b instanceof Uint8Array) { return Buffer.compare(a, b); }
  return undefined;
}

export function ordered(a: Value, b: Value): number {
  const order = compare(a, b);
  if (order === undefined) {
    throw isNumeric(a) && isNumeric(b) ? new CelError('NaN values cannot be ordered') : noSuchOverload();
  }
  return order;
}

/** By code points; UTF-16 has the surrogates before its last characters. */
function compareText(a: string, b: string): number {
  if (a === b) { return 0; }
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) { return rank(left) - rank(right); }
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

export function add(a: Value, b: Value): Value {
  if (typeof a === 'bigint' && typeof b === 'bigint') { return checkInt(a + b); }
  if (typeof a === 'string' && typeof b === 'string') { return a + b; }
  if (typeof a === 'number' && typeof b === 'number') { return a + b; }
  if (a instanceof Uint && b instanceof Uint) { return checkUint(a.value + b.value); }
  if (a instanceof List && b instanceof List) {
    return 'addBySchema' in a ? (a as unknown as AddsBySchema).addBySchema(b) : new ArrayList([...a, ...b]);
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array) { return new Uint8Array(Buffer.concat([a, b])); }
  if (a instanceof Duration && b instanceof Duration) { return checkDuration(a.nanos + b.nanos); }
  if (a instanceof Timestamp && b instanceof Duration) { return checkTimestamp(a.nanos + b.nanos, a.offset); }
  if (a instanceof Duration && b instanceof Timestamp) { return checkTimestamp(a.nanos + b.nanos, b.offset); }
  throw noSuchOverload();
}

export function subtract(a: Value, b: Value): Value {
  if (a instanceof Duration && b instanceof Duration) { return checkDuration(a.nanos - b.nanos); }
  if (a instanceof Timestamp && b instanceof Duration) {
    return checkTimestamp(a.nanos + checkDuration(-b.nanos).nanos, a.offset);
  }
  if (a instanceof Timestamp && b instanceof Timestamp) { return checkDuration(a.nanos - b.nanos); }
  return arithmetic('-', a, b);
}

export function negate(value: Value): Value {
  if (typeof value === 'bigint') { return checkInt(-value); }
  if (typeof value === 'number') { return -value; }
  throw noSuchOverload();
}

/** `value in container`. */
export function contains(container: Value, value: Value): boolean {
  if (container instanceof CelMap) { return container.find(value) !== undefined; }
  if (!(container instanceof List)) { throw noSuchOverload(); }
  if ('containsBySchema' in container) { return (container as unknown as ContainsBySchema).containsBySchema(value); }
  for (const item of container) {
    if (isSame(item, value, false)) { return true; }
  }
  return false;
}
