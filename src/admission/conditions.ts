/**
 * Conditions on JSON, each written once and evaluated twice: here at synth, and by the API server as CEL.
 *
 * CEL fails when it reads a field that is missing, and an admission policy that fails refuses the object. So each field
 * that Kubernetes does not require is tested with `has()` first.
 */
import { and, atom, Expression, literal, or } from './cel-expression';
import { Given, isParameter, known, Parameter } from './parameter';
import type { PathSegment } from '../kubernetes/json-path';

/** A part of a value that breaks a condition. */
export interface ConditionViolation {
  /** The JSON path from the value; of a field that is missing, where it belongs. */
  readonly path: readonly PathSegment[];
  /** The part itself; undefined when it is missing. */
  readonly value: unknown;
}

export interface Condition {
  /** Everything that breaks the condition; empty where it holds. */
  violations(value: unknown): readonly ConditionViolation[];
  /** The same condition as a CEL expression, given the expression for the value. */
  cel(value: string): Expression;
}

const NONE: readonly ConditionViolation[] = [];

/** A condition on a single value. */
export function value(holds: (value: unknown) => boolean, cel: (value: string) => Expression | string): Condition {
  return {
    violations: (given) => (holds(given) ? NONE : [{ path: [], value: given }]),
    cel: (given) => atom(cel(given)),
  };
}

export function equals(expected: boolean | number | string): Condition {
  return value((given) => given === expected, (given) => `${given} == ${literal(expected)}`);
}

export function differs(from: boolean | number | string): Condition {
  return value((given) => given !== from, (given) => `${given} != ${literal(from)}`);
}

export function atMost(most: Given<number>): Condition {
  return value((given) => (given as number) <= known(most), (given) => `${given} <= ${literal(most)}`);
}

export function oneOf(values: Given<readonly string[]>): Condition {
  return value((given) => known(values).includes(given as string), (given) => `${given} in ${literal(values)}`);
}

export function startsWithOneOf(prefixes: Given<readonly string[]>): Condition {
  return value(
    (given) => typeof given === 'string' && known(prefixes).some((prefix) => given.startsWith(prefix)),
    (given) => `${literal(prefixes)}.exists(prefix, ${given}.startsWith(prefix))`,
  );
}

/** The text starts with none of the prefixes. */
export function startsWithNoneOf(prefixes: readonly string[]): Condition {
  return value(
    (given) => typeof given !== 'string' || !prefixes.some((prefix) => given.startsWith(prefix)),
    (given) => `!${literal(prefixes)}.exists(prefix, ${given}.startsWith(prefix))`,
  );
}

export function noneOf(values: readonly string[]): Condition {
  return value((given) => !values.includes(given as string), (given) => `!(${given} in ${literal(values)})`);
}

/** @param pattern must mean the same to JavaScript and to RE2 */
export function matches(pattern: string): Condition {
  return value(
    (given) => typeof given === 'string' && new RegExp(pattern).test(given),
    (given) => `${given}.matches(${literal(pattern)})`,
  );
}

/** The list contains an item. */
export function includes(item: string): Condition {
  return value((given) => Array.isArray(given) && given.includes(item), (given) => `${literal(item)} in ${given}`);
}

/** The list is empty. */
export const isEmpty: Condition = value(
  (given) => Array.isArray(given) && given.length === 0,
  (given) => `size(${given}) == 0`,
);

/** The condition holds for the member at a path, if there is one. */
export function optional(path: string, condition: Condition): Condition {
  const names = path.split('.');
  return {
    violations: (given) => {
      const member = memberAt(given, names);
      return member === undefined ? NONE : below(names, condition.violations(member));
    },
    cel: (given) => or(...lacks(given, names), condition.cel(`${given}.${path}`)),
  };
}

/** There is a member at a path, and the condition, if given, holds for it. */
export function required(path: string, condition?: Condition): Condition {
  const names = path.split('.');
  return {
    violations: (given) => {
      const member = memberAt(given, names);
      return member === undefined
        ? [{ path: names, value: undefined }]
        : below(names, condition?.violations(member) ?? NONE);
    },
    cel: (given) => and(...has(given, names), ...(condition ? [condition.cel(`${given}.${path}`)] : [])),
  };
}

/** There is no member at a path. */
export function absent(path: string): Condition {
  const names = path.split('.');
  return {
    violations: (given) => {
      const member = memberAt(given, names);
      return member === undefined ? NONE : [{ path: names, value: member }];
    },
    cel: (given) => or(...lacks(given, names)),
  };
}

/** The condition holds for the value of a key in a map, if the map has the key. */
export function entry(key: string, condition: Condition): Condition {
  return {
    violations: (given) => {
      const member = memberAt(given, [key]);
      return member === undefined ? NONE : below([key], condition.violations(member));
    },
    cel: (given) => or(`!(${literal(key)} in ${given})`, condition.cel(`${given}[${literal(key)}]`)),
  };
}

/** The map has a key. */
export function hasEntry(key: string): Condition {
  return {
    violations: (given) => (memberAt(given, [key]) === undefined ? [{ path: [key], value: undefined }] : NONE),
    cel: (given) => atom(`${literal(key)} in ${given}`),
  };
}

/**
 * The condition holds for each item of a list.
 *
 * @param item name of the item in the CEL expression
 */
export function each(item: string, condition: Condition): Condition {
  return {
    violations: (given) =>
      Array.isArray(given) ? given.flatMap((one, index) => below([index], condition.violations(one))) : NONE,
    cel: (given) => atom(`${given}.all(${item}, ${condition.cel(item).text})`),
  };
}

/** All of several conditions hold for one value. */
export function all(...conditions: readonly Condition[]): Condition {
  return {
    violations: (given) => conditions.flatMap((condition) => condition.violations(given)),
    cel: (given) => and(...conditions.map((condition) => condition.cel(given))),
  };
}

/** The condition holds, or the value is exempt from it. */
export function unless(exempt: Condition, condition: Condition): Condition {
  return {
    violations: (given) => (exempt.violations(given).length === 0 ? NONE : condition.violations(given)),
    cel: (given) => or(exempt.cel(given), condition.cel(given)),
  };
}

/** What a condition is for a setting; where only the API server knows whether there is one, it holds without. */
export function whenGiven<T>(
  setting: Given<T> | undefined,
  condition: (setting: Given<T>) => Condition,
): Condition | undefined {
  if (setting === undefined) { return undefined; }
  return isParameter(setting) && setting.isGiven !== undefined
    ? onlyIf(setting.isGiven, condition(setting))
    : condition(setting);
}

/** A condition for where a setting is true. */
export function whenTrue(setting: Given<boolean>, condition: () => Condition): Condition | undefined {
  if (isParameter(setting)) { return onlyIf(setting.cel, condition()); }
  return setting ? condition() : undefined;
}

/** A condition for where a setting is false. */
export function unlessTrue(setting: Given<boolean>, condition: () => Condition): Condition | undefined {
  if (isParameter(setting)) { return onlyIf(`!(${setting.cel})`, condition()); }
  return setting ? undefined : condition();
}

/** The condition holds where a CEL expression does. */
function onlyIf(expression: string, condition: Condition): Condition {
  const otherwise = expression.startsWith('!') ? expression.slice(1) : `!(${expression})`;
  return { violations: (given) => condition.violations(given), cel: (given) => or(otherwise, condition.cel(given)) };
}

/** One of several conditions holds. */
export function anyOf(...conditions: readonly Condition[]): Condition {
  return {
    violations: (given) =>
      conditions.some((one) => one.violations(given).length === 0) ? NONE : [{ path: [], value: given }],
    cel: (given) => (conditions.length === 0 ? atom('false') : or(...conditions.map((one) => one.cel(given)))),
  };
}

/** The condition holds, or a CEL expression about the request exempts it. Synth does not know the request. */
export function exempted(condition: Condition, exemption: Expression | string): Condition {
  return { violations: (given) => condition.violations(given), cel: (given) => or(condition.cel(given), exemption) };
}

/** The condition holds for each key of a map. @param item name of the key in CEL */
export function eachKey(item: string, condition: Condition): Condition {
  return {
    violations: (given) => entriesOf(given).flatMap(([key, member]) => (
      condition.violations(key).length === 0 ? NONE : [{ path: [key], value: member }]
    )),
    cel: (given) => atom(`${given}.all(${item}, ${condition.cel(item).text})`),
  };
}

/** Each entry of a map is one of the allowed values of its key. @param free keys of which any value is allowed */
export function entriesAmong(
  allowed: Given<Readonly<Record<string, readonly string[]>>>,
  free: readonly string[],
): Condition {
  if (isParameter(allowed)) { return entriesOfLines(allowed, free); }
  const isAllowed = (key: string, member: unknown) => free.includes(key)
    || (Object.hasOwn(allowed, key) && allowed[key].includes(member as string));
  return {
    violations: (given) => entriesOf(given).filter(([key, member]) => !isAllowed(key, member))
      .map(([key, member]) => ({ path: [key], value: member })),
    cel: (given) => {
      const values = Object.entries(allowed).map(([key, list]) =>
        and(`key == ${literal(key)}`, `${given}[key] in ${literal(list)}`),
      );
      return atom(`${given}.all(key, ${or(`key in ${literal(free)}`, ...values).text})`);
    },
  };
}

/** The same by lines of the form `key=value`: with one `=` in each, no other pair makes the same line. */
function entriesOfLines(lines: Parameter, free: readonly string[]): Condition {
  return value(
    () => known<boolean>(lines),
    (given) => `${given}.all(key, key in ${literal(free)} || (key + '=' + ${given}[key]) in ${lines.cel})`,
  );
}

/** The list has at most so many items. */
export function sizeAtMost(most: Given<number>): Condition {
  return value(
    (given) => !Array.isArray(given) || given.length <= known(most),
    (given) => `size(${given}) <= ${literal(most)}`,
  );
}

function entriesOf(given: unknown): Array<[string, unknown]> {
  return typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.entries(given) : [];
}

/** The member at a path; null counts as unset, as for the API server. */
export function memberAt(given: unknown, names: readonly PathSegment[]): unknown {
  let member = given;
  for (const name of names) {
    if (typeof member !== 'object' || member === null || !Object.hasOwn(member, name)) { return undefined; }
    member = (member as Record<PathSegment, unknown>)[name];
  }
  return member ?? undefined;
}

/** The same violations, seen from a value that has theirs at a path. */
export function below(
  parent: readonly PathSegment[],
  violations: readonly ConditionViolation[],
): readonly ConditionViolation[] {
  return violations.length === 0
    ? NONE
    : violations.map(({ path, value: given }) => ({ path: [...parent, ...path], value: given }));
}

/** Expressions that together test whether a path exists: `has()` tests one step at a time. */
export function has(given: string, names: readonly string[]): string[] {
  return names.map((_, index) => `has(${[given, ...names.slice(0, index + 1)].join('.')})`);
}

function lacks(given: string, names: readonly string[]): string[] {
  return has(given, names).map((step) => `!${step}`);
}
