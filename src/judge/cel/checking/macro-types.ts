/** The types of macros: comprehensions, optMap() and optFlatMap(). */
import { CelError } from '../error';
import type { Comprehension, Expr, OptionalMap } from '../syntax/ast';
import { BOOL, CelType, DYN, formatType, INT, isDyn, listType, mapType, optionalType } from '../types';
import type { Unifier } from './unify';

/** The variables that the macros around an expression bind. */
export type Scope = ReadonlyMap<string, CelType>;

/** Finds the type of any expression. */
export interface ExpressionChecker {
  readonly unifier: Unifier;
  check(expr: Expr, scope: Scope): CelType;
}

/** Kinds of the keys by which sortBy() can sort. */
const SORTABLE: ReadonlySet<string> = new Set([
  'int', 'uint', 'double', 'bool', 'string', 'bytes', 'google.protobuf.Timestamp', 'google.protobuf.Duration',
]);

export function comprehensionType(expr: Comprehension, scope: Scope, checker: ExpressionChecker): CelType {
  const { unifier } = checker;
  const range = unifier.resolve(checker.check(expr.range, scope));
  const [key, item] = rangeTypes(expr, range, unifier);
  const inner = new Map(scope);
  if (expr.key !== undefined) { inner.set(expr.key, key); }
  // With one variable, that of a map is its key.
  inner.set(expr.variable, expr.key === undefined && range.kind === 'map' ? key : item);
  if (expr.filter) { expectBool(expr.filter, checker.check(expr.filter, inner), unifier); }
  const body = checker.check(expr.body, inner);
  switch (expr.macro) {
    case 'all': case 'exists': case 'existsOne':
      expectBool(expr.body, body, unifier);
      return BOOL;
    case 'filter':
      expectBool(expr.body, body, unifier);
      return listType(inner.get(expr.variable)!);
    case 'map': case 'transformList': return listType(body);
    case 'transformMap': return mapType(key, body);
    case 'transformMapEntry': {
      const entry = mapType(unifier.variable(), unifier.variable());
      if (unifier.isAssignable(body, entry)) { return unifier.resolve(entry); }
      return refuse(expr.body, `transformMapEntry() makes a map, not a value of type '${format(body, unifier)}'`);
    }
    default: return sortedType(expr, range, unifier.resolve(body), unifier);
  }
}

function sortedType(expr: Comprehension, range: CelType, key: CelType, unifier: Unifier): CelType {
  if (range.kind === 'map') { return refuse(expr.range, 'sortBy() takes a list, not a map'); }
  if (!isDyn(key) && key.kind !== 'param' && !SORTABLE.has(key.kind)) {
    return refuse(expr.body, `values of type '${format(key, unifier)}' have no order`);
  }
  if (range.kind === 'list') { return range; }
  // Keys of several types leave several sorts, of which none is sure to make a list.
  return isDyn(key) || key.kind === 'param' ? DYN : listType(DYN);
}

/** The types of the two variables of a comprehension: key or index, and item. */
function rangeTypes(expr: Comprehension, range: CelType, unifier: Unifier): [CelType, CelType] {
  switch (range.kind) {
    case 'list': return [INT, range.args[0]];
    case 'map': return [range.args[0], range.args[1]];
    case 'param':
      unifier.isAssignable(DYN, range);
      return [DYN, DYN];
    default:
      if (isDyn(range)) { return [DYN, DYN]; }
      return refuse(expr.range, `${expr.macro}() takes a list or a map, not a value of type '${formatType(range)}'`);
  }
}

export function optionalMapType(expr: OptionalMap, scope: Scope, checker: ExpressionChecker): CelType {
  const { unifier } = checker;
  const value = unifier.variable();
  const target = checker.check(expr.target, scope);
  if (!unifier.isAssignable(target, optionalType(value))) {
    refuse(expr.target, `an optional value is expected, not one of type '${format(target, unifier)}'`);
  }
  const body = checker.check(expr.body, new Map(scope).set(expr.variable, unifier.resolve(value)));
  if (!expr.isFlat) { return optionalType(body); }
  const result = unifier.variable();
  if (!unifier.areAssignable([body, optionalType(unifier.variable())], [result, result])) {
    refuse(expr.body, `optFlatMap() makes an optional value, not one of type '${format(body, unifier)}'`);
  }
  return unifier.resolve(result);
}

function expectBool(expr: Expr, type: CelType, unifier: Unifier): void {
  if (!unifier.isAssignable(type, BOOL)) {
    refuse(expr, `a bool is expected, not a value of type '${format(type, unifier)}'`);
  }
}

function format(type: CelType, unifier: Unifier): string {
  return formatType(unifier.resolve(type, true));
}

function refuse(expr: Expr, message: string): never {
  throw new CelError(message, expr.offset);
}
