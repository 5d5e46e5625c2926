import type { PathSegment } from '../kubernetes/json-path';

/** A step that makes what is printed equal to what was given. */
export interface PatchStep {
  readonly op: 'add' | 'replace' | 'remove';
  /** A JSON pointer. */
  readonly pointer: string;
  readonly value?: unknown;
}

/**
 * The steps from what a construct prints to what was given, in the order in which JSON patches apply them.
 *
 * @param most how many are wanted at most
 * @returns undefined if there are more
 */
export function differences(printed: unknown, given: unknown, most = Infinity): PatchStep[] | undefined {
  const steps: PatchStep[] = [];
  compare(printed, given, [], steps);
  return steps.filter(({ op }) => op !== 'remove').length > most ? undefined : steps;
}

function compare(printed: unknown, given: unknown, path: readonly PathSegment[], steps: PatchStep[]): void {
  if (Array.isArray(printed) && Array.isArray(given)) {
    const common = Math.min(printed.length, given.length);
    for (let index = 0; index < common; index++) { compare(printed[index], given[index], [...path, index], steps); }
    // The last one first: patches are applied one after another.
    for (let index = printed.length - 1; index >= common; index--) { steps.push(step('remove', [...path, index])); }
    for (let index = common; index < given.length; index++) { steps.push(step('add', [...path, '-'], given[index])); }
    return;
  }
  if (isMembers(printed) && isMembers(given)) {
    for (const key of Object.keys(printed)) {
      if (isAbsent(printed, key)) { continue; }
      if (isAbsent(given, key)) {
        steps.push(step('remove', [...path, key]));
      } else {
        compare(printed[key], given[key], [...path, key], steps);
      }
    }
    for (const key of Object.keys(given)) {
      if (!isAbsent(given, key) && isAbsent(printed, key)) { steps.push(step('add', [...path, key], given[key])); }
    }
    return;
  }
  if (!Object.is(printed ?? null, given ?? null)) { steps.push(step('replace', path, given)); }
}

/** A null member says no more than none. */
function isAbsent(members: Members, key: string): boolean {
  return !Object.hasOwn(members, key) || members[key] === undefined || members[key] === null;
}

function step(op: PatchStep['op'], path: readonly PathSegment[], value?: unknown): PatchStep {
  const pointer = path.map((each) => `/${String(each).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
  return { op, pointer, ...(op !== 'remove' && { value }) };
}

interface Members { readonly [name: string]: unknown }

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
