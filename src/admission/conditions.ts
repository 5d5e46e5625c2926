/**
 * Conditions on JSON, each said once and read twice: here at synth, and by the API server as CEL.
 *
 * CEL fails where a field is missing that it reads, and a policy that fails refuses: so every field that Kubernetes does
 * not demand is asked for with `has()` first.
 */
import { and, atom, Expression, literal, or } from './cel-expression';
import type { PathSegment } from '../judge/schema';

/** Something in a value that breaks a condition. */
export interface Breach {
  /** Where it is in the value, or where what is missing belongs. */
  readonly at: readonly PathSegment[];
  /** What is there; undefined when something is missing. */
  readonly value: unknown;
}

export interface Condition {
  /** What breaks it: nothing, where it holds. */
  breaches(value: unknown): readonly Breach[];
  /** The same as an expression, given one for the value. */
  cel(value: string): Expression;
}

const NONE: readonly Breach[] = [];

/** A condition on a single value. */
export function value(holds: (value: unknown) => boolean, cel: (value: string) => Expression | string): Condition {
  return {
    breaches: (given) => (holds(given) ? NONE : [{ at: [], value: given }]),
    cel: (given) => atom(cel(given)),
  };
}

export function equals(expected: boolean | number | string): Condition {
  return value((given) => given === expected, (given) => `${given} == ${literal(expected)}`);
}

export function differs(from: boolean | number | string): Condition {
  return value((given) => given !== from, (given) => `${given} != ${literal(from)}`);
}

export function atMost(most: number): Condition {
  return value((given) => (given as number) <= most, (given) => `${given} <= ${most}`);
}

export function oneOf(values: readonly string[]): Condition {
  return value((given) => values.includes(given as string), (given) => `${given} in ${literal(values)}`);
}

export function startsWithOneOf(prefixes: readonly string[]): Condition {
  return value(
    (given) => typeof given === 'string' && prefixes.some((prefix) => given.startsWith(prefix)),
    (given) => `${literal(prefixes)}.exists(prefix, ${given}.startsWith(prefix))`,
  );
}

/** @param pattern that JavaScript and RE2 read alike */
export function matches(pattern: string): Condition {
  return value((given) => typeof given === 'string' && new RegExp(pattern).test(given), (given) => `${given}.matches(${literal(pattern)})`);
}

/** A list that has a value. */
export function includes(item: string): Condition {
  return value((given) => Array.isArray(given) && given.includes(item), (given) => `${literal(item)} in ${given}`);
}

/** A list of nothing. */
export const isEmpty: Condition = value((given) => Array.isArray(given) && given.length === 0, (given) => `size(${given}) == 0`);

/** What is at a path, where it is there. */
export function optional(path: string, condition: Condition): Condition {
  const names = path.split('.');
  return {
    breaches: (given) => {
      const member = memberAt(given, names);
      return member === undefined ? NONE : below(names, condition.breaches(member));
    },
    cel: (given) => or(...lacks(given, names), condition.cel(`${given}.${path}`)),
  };
}

/** What is at a path, which must be there. */
export function required(path: string, condition?: Condition): Condition {
  const names = path.split('.');
  return {
    breaches: (given) => {
      const member = memberAt(given, names);
      return member === undefined ? [{ at: names, value: undefined }] : below(names, condition?.breaches(member) ?? NONE);
    },
    cel: (given) => and(...has(given, names), ...(condition ? [condition.cel(`${given}.${path}`)] : [])),
  };
}

/** That nothing is at a path. */
export function absent(path: string): Condition {
  const names = path.split('.');
  return {
    breaches: (given) => {
      const member = memberAt(given, names);
      return member === undefined ? NONE : [{ at: names, value: member }];
    },
    cel: (given) => or(...lacks(given, names)),
  };
}

/** The value of a key in a map, where it has the key. */
export function entry(key: string, condition: Condition): Condition {
  return {
    breaches: (given) => {
      const member = memberAt(given, [key]);
      return member === undefined ? NONE : below([key], condition.breaches(member));
    },
    cel: (given) => or(`!(${literal(key)} in ${given})`, condition.cel(`${given}[${literal(key)}]`)),
  };
}

/** That a map has a key. */
export function hasEntry(key: string): Condition {
  return {
    breaches: (given) => (memberAt(given, [key]) === undefined ? [{ at: [key], value: undefined }] : NONE),
    cel: (given) => atom(`${literal(key)} in ${given}`),
  };
}

/** Each item of a list. @param item what the expression calls it */
export function each(item: string, condition: Condition): Condition {
  return {
    breaches: (given) => (Array.isArray(given) ? given.flatMap((one, index) => below([index], condition.breaches(one))) : NONE),
    cel: (given) => atom(`${given}.all(${item}, ${condition.cel(item).text})`),
  };
}

/** All of several conditions on one value. */
export function all(...conditions: readonly Condition[]): Condition {
  return {
    breaches: (given) => conditions.flatMap((condition) => condition.breaches(given)),
    cel: (given) => and(...conditions.map((condition) => condition.cel(given))),
  };
}

/** A condition that does not matter where another holds. */
export function unless(exempt: Condition, condition: Condition): Condition {
  return {
    breaches: (given) => (exempt.breaches(given).length === 0 ? NONE : condition.breaches(given)),
    cel: (given) => or(exempt.cel(given), condition.cel(given)),
  };
}

/** What is at a path; null counts as unset, as for the API server. */
export function memberAt(given: unknown, names: readonly PathSegment[]): unknown {
  let at = given;
  for (const name of names) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) { return undefined; }
    at = (at as Record<PathSegment, unknown>)[name];
  }
  return at ?? undefined;
}

export function below(path: readonly PathSegment[], breaches: readonly Breach[]): readonly Breach[] {
  return breaches.length === 0 ? NONE : breaches.map(({ at, value: given }) => ({ at: [...path, ...at], value: given }));
}

/** That a path leads somewhere: `has()` asks for one step at a time. */
export function has(given: string, names: readonly string[]): string[] {
  return names.map((_, index) => `has(${[given, ...names.slice(0, index + 1)].join('.')})`);
}

function lacks(given: string, names: readonly string[]): string[] {
  return has(given, names).map((step) => `!${step}`);
}
