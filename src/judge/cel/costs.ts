/**
 * The costs that the API server charges for calls.
 *
 * @see https://kubernetes.io/docs/reference/using-api/cel/#runtime-cost-budget
 */
import { codePoints } from './code-points';
import { CelMap, List, Opaque, Optional, Value } from './values';

export type CallCost = (args: readonly Value[], result: Value) => number;

/** For a character of a text that is read once. */
export const TEXT_FACTOR = 0.1;
/** For a character of a pattern, for each unit of the text. */
const PATTERN_FACTOR = 0.25;
export const LIST_COST = 10;
export const MAP_COST = 30;
export const MESSAGE_COST = 40;
/** For a call, beside what it does with lists. */
const CALL_COST = 1;

/** A value whose size the API server knows, besides texts, lists and maps. */
export interface Sized {
  readonly costSize: number;
}

/** The size of a value: of a text its characters, of a list or map its members, of anything else 1. */
export function sizeOf(value: Value): number {
  if (typeof value === 'string') { return codePoints(value); }
  if (value instanceof List || value instanceof CelMap) { return value.size; }
  if (value instanceof Uint8Array) { return value.length; }
  return value instanceof Opaque && 'costSize' in value ? (value as unknown as Sized).costSize : 1;
}

/** The cost of a text that is read once. */
export function textCost(value: Value, factor = TEXT_FACTOR): number {
  return Math.ceil(sizeOf(value) * factor);
}

/** The cost of two texts that are joined. */
export function joiningCost(a: Value, b: Value): number {
  return Math.ceil((sizeOf(a) + sizeOf(b)) * TEXT_FACTOR);
}

/** The cost of a comparison: that of the smaller value. */
export function comparisonCost(a: Value, b: Value): number {
  if (a instanceof Opaque) { return CALL_COST; }
  const [left, right] = [a, b].map((value) => sizeOf(value instanceof Optional ? value.value ?? null : value));
  return Math.ceil(Math.min(left, right) * TEXT_FACTOR);
}

export function matchCost(text: Value, patternLength: number): number {
  return Math.ceil((1 + sizeOf(text)) * TEXT_FACTOR) * Math.ceil(patternLength * PATTERN_FACTOR);
}

/** The cost of reading all of a value. */
function traversalCost(value: Value): number {
  if (typeof value === 'string') { return Math.floor(Buffer.byteLength(value) * TEXT_FACTOR); }
  if (value instanceof Uint8Array) { return Math.floor(value.length * TEXT_FACTOR); }
  if (value instanceof List) {
    let cost = 0;
    for (const item of value) { cost += traversalCost(item); }
    return cost;
  }
  if (value instanceof CelMap) {
    let cost = 0;
    for (const key of value.keys()) { cost += traversalCost(key) + traversalCost(value.find(key)!); }
    return cost;
  }
  return 1;
}

/** The cost of a list that is made. */
function listCost(size: number, factor = 1): number {
  return Math.floor(size * factor) + CALL_COST + LIST_COST;
}

/** The cost of comparing each item of a list with each other one. */
export function selfComparisonCost(list: Value): number {
  const size = sizeOf(list);
  const first = list instanceof List && size > 0 ? list.at(0) : null;
  const factor = typeof first === 'string' || first instanceof Uint8Array ? 2 + TEXT_FACTOR : 2;
  return listCost(size * size, factor);
}

const ofFirst: CallCost = ([first]) => textCost(first);
const ofFirstTwice: CallCost = ([first]) => textCost(first, 2 * TEXT_FACTOR);
const allOfFirst: CallCost = ([first]) => traversalCost(first);
const ofResult: CallCost = (_, result) => listCost(sizeOf(result));
const parsed = (value: Value) => (typeof value === 'string' ? textCost(value) : 0);

/** By the name of a function; all others cost 1. */
const COSTS: Readonly<Record<string, CallCost>> = {
  'isSorted': allOfFirst,
  'sum': allOfFirst,
  'max': allOfFirst,
  'min': allOfFirst,
  'indexOf': allOfFirst,
  'lastIndexOf': allOfFirst,
  'url': ofFirst,
  'lowerAscii': ofFirst,
  'upperAscii': ofFirst,
  'substring': ofFirst,
  'trim': ofFirst,
  'replace': ofFirstTwice,
  'split': ofFirstTwice,
  'join': (_, result) => textCost(result, 2 * TEXT_FACTOR),
  'find': ([text, pattern]) => matchCost(text, sizeOf(pattern)),
  'findAll': ([text, pattern]) => matchCost(text, sizeOf(pattern)),
  'matches': ([text, pattern]) => matchCost(text, sizeOf(pattern)),
  'contains': ([text, part]) => textCost(text) * textCost(part),
  'startsWith': ofFirst,
  'endsWith': ofFirst,
  'strings.quote': ofFirst,
  'format': ofFirst,
  'string': ([value]) => (value instanceof Uint8Array ? textCost(value) : CALL_COST),
  'bytes': ([value]) => (typeof value === 'string' ? textCost(value) : CALL_COST),
  'cidr': ofFirst,
  'isIP': ofFirst,
  'isCIDR': ofFirst,
  'ip': ([value]) => (typeof value === 'string' ? textCost(value) : CALL_COST),
  'ip.isCanonical': ofFirstTwice,
  'containsIP': ([range, other]) => textCost(range, 2 * TEXT_FACTOR) + parsed(other),
  'containsCIDR': ([range, other]) => textCost(range, 2 * TEXT_FACTOR) + textCost(range) + CALL_COST + parsed(other),
  'quantity': ofFirst,
  'isQuantity': ofFirst,
  'semver': ofFirst,
  'isSemver': ofFirst,
  'validate': ([format, text]) => matchCost(text, sizeOf(format)),
  'slice': ofResult,
  'reverse': ofResult,
  'lists.range': ofResult,
  'flatten': ([list, depth]) => listCost(sizeOf(list), depth === undefined ? 1 : Number(depth)),
  'distinct': ([list]) => selfComparisonCost(list),
  'sort': ([list]) => selfComparisonCost(list),
  'sets.contains': ([a, b]) => CALL_COST + sizeOf(a) * sizeOf(b),
  'sets.intersects': ([a, b]) => CALL_COST + sizeOf(a) * sizeOf(b),
  'sets.equivalent': ([a, b]) => CALL_COST + 2 * sizeOf(a) * sizeOf(b),
};

/** Functions whose cost is known before they are called: it is charged first, as it may be more than the budget. */
const BEFORE: ReadonlySet<string> = new Set([
  'find',
  'findAll',
  'matches',
  'contains',
  'validate',
  'flatten',
  'distinct',
  'sort',
  'sets.contains',
  'sets.intersects',
  'sets.equivalent',
]);

const once: CallCost = () => CALL_COST;

/** How the calls of a function are charged. */
export interface Charge {
  readonly cost: CallCost;
  /** Whether it is charged before the call. */
  readonly isFirst: boolean;
}

/**
 * @param isCertain whether the types leave one overload; the API server charges little for some calls if they do not
 */
export function chargeFor(name: string, isMember: boolean, isCertain: boolean): Charge {
  const isPlain = !Object.hasOwn(COSTS, name) || (name === 'matches' && !isMember) || (name === 'sort' && !isCertain);
  return { cost: isPlain ? once : COSTS[name], isFirst: BEFORE.has(name) };
}
