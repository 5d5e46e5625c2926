/** Rules of pods as tables of values at which each of them decides. */
import { Entry } from '../entries';

/** A field, values that one rule refuses, the nearest ones that all rules accept, and what both need beside them. */
export interface Rule {
  readonly field: string;
  readonly refused: readonly unknown[];
  readonly accepted: readonly unknown[];
  readonly beside: readonly Entry[];
  /** The same for rules that are alike at several fields, and take turns. */
  readonly group: object;
}

/** No value: the field is left out. */
export const ABSENT = undefined;

export function rule(
  field: string, refused: readonly unknown[], accepted: readonly unknown[], ...beside: readonly Entry[]
): Rule {
  return { field, refused, accepted, beside, group: {} };
}

export type Make = (value: any) => unknown;
/** Values that are parts of others. */
export const made = (field: string, make: Make, refused: readonly unknown[], accepted: readonly unknown[]): Rule =>
  rule(field, refused.map(make), accepted.map(make));

/** Rules that are alike, each with those at the same index of the other lists. */
export function alike(...lists: readonly (readonly Rule[])[]): Rule[] {
  return lists.flatMap((rules) => rules.map((each, index) => ({ ...each, group: lists[0][index].group })));
}

/** Rules of fields below another one. */
export function within(path: string, beside: readonly Entry[], ...rules: readonly Rule[]): Rule[] {
  return rules.map((each) => ({
    ...each, field: below(path)([each.field, undefined])[0], beside: [...beside, ...each.beside.map(below(path))],
  }));
}

function below(path: string): (entry: Entry) => Entry {
  return ([field, value]) => [field.startsWith('/') ? field.slice(1) : `${path}.${field}`, value];
}

export const LABEL = {
  refused: ['A', 'a.b', '-a', 'a-', 'a'.repeat(64), 'a_b', 'a b'],
  accepted: ['a', '1', 'a-1', 'a'.repeat(63)],
};
export const SUBDOMAIN = {
  refused: ['A', 'a..b', '-a', 'a.', '.a', 'a'.repeat(254), 'a_b', 'a b', 'a/b'],
  accepted: ['a', '1.2', 'a-1.b', 'a'.repeat(253)],
};
export const QUALIFIED = {
  refused: ['a b', '-a', 'a-', 'A.example/a', '/a', 'a/', 'a/b/c', `${'a'.repeat(64)}`, 'a_b/c'],
  accepted: ['a', 'A_b.c-1', 'example.com/A', 'a'.repeat(63), `${'a'.repeat(253)}/b`],
};
export const LABEL_VALUES = {
  refused: ['a b', '-a', 'a-', 'a/b', 'a'.repeat(64)],
  accepted: ['', 'a', 'A_b.c-1', 'a'.repeat(63)],
};
export const MODES = { refused: [-1, 512], accepted: [0, 511] };
export const PORT_NAMES = {
  refused: ['A', 'a_b', '-a', 'a-', 'a--b', '1', 'a'.repeat(16)], accepted: ['a', '1a', 'a-1', 'a'.repeat(15)],
};
export const PORT_NUMBERS = { refused: [0, -1, 65536], accepted: [1, 65535] };
/** Paths that must be relative, and those without `..`. */
export const ABSOLUTE = { refused: ['/a', '/'], accepted: ['a', 'a//b'] };
export const BACKSTEPS = { refused: ['a/../b', '../a', '..'], accepted: ['a/..b', '..a'] };
