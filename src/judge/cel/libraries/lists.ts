/**
 * Lists: those of Kubernetes and those of cel-go.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-list-library
 * @see https://pkg.go.dev/github.com/google/cel-go/ext#Lists
 */
import { charge, MOST_COST, spend } from '../budget';
import { fail, Library } from '../functions';
import { add, compare, contains, equal } from '../operations';
import { ArrayList, Duration, List, noSuchOverload, Optional, typeName, Uint, Value } from '../values';

const ORDERED = ['int', 'uint', 'double', 'bool', 'duration', 'timestamp', 'string', 'bytes'];
const ZEROS: Readonly<Record<string, Value>> = { int: 0n, uint: new Uint(0n), double: 0, duration: new Duration(0n) };

/** The same for lists of each of some types. */
function forTypes(
  types: readonly string[],
  line: (type: string) => string,
  call: (type: string) => Library[string],
): Library {
  return Object.fromEntries(types.map((type) => [line(type), call(type)]));
}

function isSorted(list: List): boolean {
  for (let index = 1; index < list.size; index++) {
    if ((compare(list.at(index - 1), list.at(index)) ?? 0) > 0) { return false; }
  }
  return true;
}

/** @param sign 1 for the greatest, -1 for the least */
function extreme(list: List, sign: 1 | -1): Value {
  if (list.size === 0) { return fail(`${sign > 0 ? 'max' : 'min'} called on empty list`); }
  return [...list].reduce((best, item) => ((compare(best, item) ?? 0) * sign < 0 ? item : best));
}

function flatten(list: List, depth: bigint): List {
  const found: Value[] = [];
  const addAll = (of: List, left: bigint) => {
    spend(2 * of.size);
    for (const item of of) {
      if (item instanceof List && left > 0n) { addAll(item, left - 1n); } else { found.push(item); }
    }
  };
  addAll(list, depth < 0n ? fail(`the depth of flatten(), ${depth}, is negative; use 0 or more`) : depth);
  return new ArrayList(found);
}

function slice(list: List, start: bigint, end: bigint): List {
  if (start < 0n || end < 0n || start > end || end > BigInt(list.size)) {
    return fail(`slice(${start}, ${end}) is not within a list of ${list.size}`);
  }
  return new ArrayList([...list].slice(Number(start), Number(end)));
}

/** The items in the order of their keys, which are of one type. */
export function sortBy(list: List, keys: readonly Value[]): List {
  if (list.size === 0) { return list; }
  spend(20 * list.size);
  const type = typeName(keys[0]);
  if (!ORDERED.some((each) => type.endsWith(each) || type.toLowerCase().endsWith(each))) { throw noSuchOverload(); }
  if (keys.length > 1 && keys.some((key) => typeName(key) !== type)) {
    return fail('a list of several types cannot be sorted');
  }
  const order = keys.map((_, index) => index).sort((a, b) => compare(keys[a], keys[b]) ?? 0);
  return new ArrayList(order.map((index) => list.at(index)));
}

function distinct(list: List): List {
  const found: Value[] = [];
  for (const item of list) {
    if (!found.some((other) => equal(item, other))) { found.push(item); }
  }
  return new ArrayList(found);
}

function range(count: bigint): List {
  const size = Math.max(0, Number(count));
  // Its cost is charged after the call, too late for a list that is too long.
  if (size > MOST_COST) { charge(size); }
  return new ArrayList(Array.from({ length: size }, (_, index) => BigInt(index)));
}

function lastIndexOf(list: List, item: Value): bigint {
  for (let index = list.size - 1; index >= 0; index--) {
    if (equal(list.at(index), item)) { return BigInt(index); }
  }
  return -1n;
}

const optionalAt = (list: List, index: number) => (list.size === 0 ? Optional.NONE : Optional.of(list.at(index)));

function unwrapped(list: List): List {
  const found: Value[] = [];
  for (const item of list) {
    if (!(item instanceof Optional)) { return fail('unwrapOpt() takes optional values'); }
    if (item.value !== undefined) { found.push(item.value); }
  }
  return new ArrayList(found);
}

const containsAll = (list: List, others: List) => [...others].every((other) => contains(list, other));

export const LISTS: Library = {
  ...forTypes(
    ORDERED,
    (type) => `isSorted(this: list(${type})) -> bool`,
    () => isSorted,
  ),
  ...forTypes(
    Object.keys(ZEROS),
    (type) => `sum(this: list(${type})) -> ${type}`,
    (type) => (list: List) => [...list].reduce(add, ZEROS[type]),
  ),
  ...forTypes(
    ORDERED,
    (type) => `max(this: list(${type})) -> ${type}`,
    () => (list: List) => extreme(list, 1),
  ),
  ...forTypes(
    ORDERED,
    (type) => `min(this: list(${type})) -> ${type}`,
    () => (list: List) => extreme(list, -1),
  ),
  ...forTypes(
    ORDERED,
    (type) => `sort(this: list(${type})) -> list(${type})`,
    () => (list: List) => sortBy(list, [...list]),
  ),
  'indexOf(this: list(A), A) -> int': (list: List, item: Value) =>
    BigInt([...list].findIndex((each) => equal(each, item))),
  'lastIndexOf(this: list(A), A) -> int': lastIndexOf,
  'slice(this: list(T), int, int) -> list(T)': slice,
  'flatten(this: list(list(T))) -> list(T)': (list: List) => flatten(list, 1n),
  'flatten(this: list(dyn), int) -> list(dyn)': flatten,
  'reverse(this: list(T)) -> list(T)': (list: List) => new ArrayList([...list].reverse()),
  'distinct(this: list(T)) -> list(T)': distinct,
  'lists.range(int) -> list(int)': range,
  'first(this: list(V)) -> optional(V)': (list: List) => optionalAt(list, 0),
  'last(this: list(V)) -> optional(V)': (list: List) => optionalAt(list, list.size - 1),
  'optional.unwrap(list(optional(V))) -> list(V)': unwrapped,
  'unwrapOpt(this: list(optional(V))) -> list(V)': unwrapped,
  'sets.contains(list(T), list(T)) -> bool': containsAll,
  'sets.equivalent(list(T), list(T)) -> bool': (a: List, b: List) => containsAll(a, b) && containsAll(b, a),
  'sets.intersects(list(T), list(T)) -> bool': (a: List, b: List) => [...a].some((item) => contains(b, item)),
};
