import type { Plan } from './plan';

/** What became of an object that was found to be fine. */
interface Verdict {
  readonly plan: Plan | undefined;
  readonly value: unknown;
}

const UNKNOWN: Verdict = { plan: undefined, value: undefined };
const verdicts = new WeakMap<object, Verdict>();

/**
 * Has the verdict on an object or a list kept, since it is part of many values.
 *
 * @param value must not change any more, nor must anything in it
 */
export function markRepeated(value: object): void {
  if (!verdicts.has(value)) { verdicts.set(value, UNKNOWN); }
}

/** The verdict on a value; undefined of one that was not marked, which costs next to nothing to ask. */
export function verdictOn(value: object): Verdict | undefined {
  return verdicts.get(value);
}

/** Keeps that a marked value is fine by a plan, and what it is stored as. */
export function keepVerdict(value: object, plan: Plan, stored: unknown): void {
  verdicts.set(value, { plan, value: stored });
}
