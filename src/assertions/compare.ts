/** Patterns of values, and how a value differs from one. */
import { Difference, NOTHING } from './difference';
import { isMatcher } from './matcher';
import { nearest } from '../checks/nearest';
import { formatPath, PathSegment } from '../kubernetes/json-path';

type Path = readonly PathSegment[];

/** Length at which the text of a value is cut. */
const LONGEST_TEXT = 160;

/**
 * How a value differs from a pattern: a matcher, a list, an object or another value. An object may have members that
 * the pattern does not, unless `isExact`; a list has as many items as its pattern, in its order.
 *
 * @param value undefined where there is none
 */
export function differences(pattern: unknown, value: unknown, path: Path = [], isExact = false): Difference[] {
  if (isMatcher(pattern)) { return pattern._compare(value, path); }
  if (Array.isArray(pattern)) { return ofLists(pattern, value, path, isExact); }
  if (isObject(pattern)) { return ofObjects(pattern, value, path, isExact); }
  return Object.is(pattern, value) ? [] : [difference(pattern, value, path)];
}

/** A value that is not as the pattern has it, as one difference. */
export function difference(pattern: unknown, value: unknown, path: Path): Difference {
  return { path, expected: textOf(pattern), found: textOf(value), weight: leaves(pattern) };
}

/** A pattern or a value as text: JSON, with the words of matchers. */
export function textOf(value: unknown): string {
  if (value === undefined) { return NOTHING; }
  const text = fullText(value);
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}...` : text;
}

/**
 * Refuses patterns that would match by mistake.
 *
 * @throws when a value of the pattern is null or undefined
 */
export function checkPattern(pattern: unknown, path: Path = []): void {
  if (pattern === null || pattern === undefined) {
    const where = path.length > 0 ? ` at ${formatPath(path)}` : '';
    throw new Error(`the pattern has ${pattern}${where}; use Match.absent() for no value, Match.anyValue() for any`);
  }
  if (Array.isArray(pattern)) {
    pattern.forEach((item, index) => { checkPattern(item, [...path, index]); });
  } else if (isObject(pattern)) {
    for (const [name, member] of Object.entries(pattern)) { checkPattern(member, [...path, name]); }
  }
}

function ofLists(pattern: readonly unknown[], value: unknown, path: Path, isExact: boolean): Difference[] {
  if (!Array.isArray(value)) { return [difference(pattern, value, path)]; }
  if (value.length !== pattern.length) {
    return [{ path, expected: items(pattern.length), found: `${items(value.length)}: ${textOf(value)}`, weight: 1 }];
  }
  return pattern.flatMap((item, index) => differences(item, value[index], [...path, index], isExact));
}

function ofObjects(
  pattern: Readonly<Record<string, unknown>>,
  value: unknown,
  path: Path,
  isExact: boolean,
): Difference[] {
  const names = Object.keys(pattern);
  if (value === undefined && names.length > 0) {
    // A member of a missing object is missing too, as a pattern may want it.
    const missing = names.some((name) => differences(pattern[name], undefined, [...path, name]).length > 0);
    return missing ? [difference(pattern, value, path)] : [];
  }
  if (!isObject(value)) { return [difference(pattern, value, path)]; }
  const own = (name: string) => (Object.hasOwn(value, name) ? value[name] : undefined);
  const found = names.flatMap((name) => {
    const below = differences(pattern[name], own(name), [...path, name], isExact);
    return own(name) === undefined ? below.map((each) => withHint(each, name, names, value)) : below;
  });
  const others = isExact ? Object.keys(value).filter((name) => !Object.hasOwn(pattern, name)) : [];
  return [
    ...found,
    ...others.map((name): Difference => (
      { path: [...path, name], expected: 'no value', found: textOf(value[name]), weight: 1 }
    )),
  ];
}

/** A difference for a missing member, with the member of the value that may be meant. */
function withHint(difference_: Difference, name: string, pattern: readonly string[], value: object): Difference {
  const hint = nearest(name, Object.keys(value).filter((each) => !pattern.includes(each)));
  return hint === undefined ? difference_ : { ...difference_, hint };
}

/** How many values a pattern has. */
function leaves(pattern: unknown): number {
  if (typeof pattern !== 'object' || pattern === null || isMatcher(pattern)) { return 1; }
  return Math.max(1, Object.values(pattern).reduce((sum: number, each) => sum + leaves(each), 0));
}

function fullText(value: unknown): string {
  if (isMatcher(value)) { return value.toString(); }
  if (Array.isArray(value)) { return `[${value.map(fullText).join(', ')}]`; }
  if (!isObject(value)) { return JSON.stringify(value) ?? String(value); }
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${fullText(member)}`);
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}

function items(count: number): string {
  return count === 1 ? '1 item' : `${count} items`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isMatcher(value);
}
