import type { Overload } from '../functions';
import type { Value } from '../values';

/** An expression. Offsets count UTF-16 units of the source. The checker resolves qualified names in place. */
export type Expr =
  Literal | Ident | Select | Index | Call | ListLiteral | MapLiteral | MessageLiteral | Comprehension | OptionalMap;

export interface Literal { readonly kind: 'literal'; readonly offset: number; readonly value: Value }

export interface Ident { readonly kind: 'ident'; readonly offset: number; readonly name: string }

export interface Select {
  readonly kind: 'select';
  readonly offset: number;
  readonly operand: Expr;
  readonly field: string;
  /** Whether it is `has(operand.field)`. */
  readonly isTest: boolean;
  readonly isOptional: boolean;
  /** The name that all of it is, such as that of a type; set by the checker. */
  resolved?: string;
}

export interface Index {
  readonly kind: 'index';
  readonly offset: number;
  readonly operand: Expr;
  readonly index: Expr;
  readonly isOptional: boolean;
}

/** Operators are calls by their sign: `+`, `!`, `-_` for the negation, `?:`. */
export interface Call {
  readonly kind: 'call';
  readonly offset: number;
  readonly name: string;
  readonly target?: Expr;
  readonly args: readonly Expr[];
  /** The qualified name of a function such as `optional.of`, whose target is part of the name; set by the checker. */
  resolved?: string;
  /** The overloads that the types allow; set by the checker. */
  overloads?: readonly Overload[];
}

export interface ListLiteral {
  readonly kind: 'list';
  readonly offset: number;
  readonly items: ReadonlyArray<{ readonly value: Expr; readonly isOptional: boolean }>;
}

export interface MapLiteral {
  readonly kind: 'map';
  readonly offset: number;
  readonly entries: ReadonlyArray<{ readonly key: Expr; readonly value: Expr; readonly isOptional: boolean }>;
}

/** `google.protobuf.Duration{seconds: 5}`. */
export interface MessageLiteral {
  readonly kind: 'message';
  readonly offset: number;
  /** The name of its type, after a dot or not. */
  readonly type: string;
  readonly fields: ReadonlyArray<{
    readonly name: string;
    readonly offset: number;
    readonly value: Expr;
    readonly isOptional: boolean;
  }>;
}

export type ComprehensionMacro =
  'all' | 'exists' | 'existsOne' | 'map' | 'filter' | 'transformList' | 'transformMap' | 'transformMapEntry' | 'sortBy';

export interface Comprehension {
  readonly kind: 'comprehension';
  readonly offset: number;
  readonly macro: ComprehensionMacro;
  readonly range: Expr;
  /** Of the forms with two variables, that of the index or key. */
  readonly key?: string;
  readonly variable: string;
  readonly filter?: Expr;
  readonly body: Expr;
}

/** `target.optMap(variable, body)`. */
export interface OptionalMap {
  readonly kind: 'optionalMap';
  readonly offset: number;
  readonly target: Expr;
  readonly variable: string;
  readonly body: Expr;
  readonly isFlat: boolean;
}

/** The text `a.b.c` of an expression that consists of names only. */
export function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === 'ident') { return expr.name; }
  if (expr.kind !== 'select' || expr.isTest || expr.isOptional) { return undefined; }
  const operand = qualifiedName(expr.operand);
  return operand && `${operand}.${expr.field}`;
}
