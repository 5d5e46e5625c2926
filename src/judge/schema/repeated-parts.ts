import type { SchemaPlan } from './plan';

/** The stored form of an object that has no violations by a plan. */
interface Sound {
  readonly plan: SchemaPlan | undefined;
  readonly value: unknown;
}

const UNKNOWN: Sound = { plan: undefined, value: undefined };
const sound = new WeakMap<object, Sound>();

/**
 * Has the result of a walk of an object or a list kept, because it is part of many values.
 *
 * @param value must not change any more, nor must anything in it
 */
export function markRepeated(value: object): void {
  if (!sound.has(value)) { sound.set(value, UNKNOWN); }
}

/** Whether a value is part of many values, and does not change. */
export function isRepeated(value: object): boolean {
  return sound.has(value);
}

/** The result for a marked value; undefined for any other value. */
export function soundForm(value: object): Sound | undefined {
  return sound.get(value);
}

/** Keeps that a marked value has no violations by a plan, and its stored form. */
export function keepSound(value: object, plan: SchemaPlan, stored: unknown): void {
  sound.set(value, { plan, value: stored });
}

/** Answers about objects and lists, which are kept for those that are part of many values. */
export class PartAnswers<T> {
  private readonly known = new WeakMap<object, T>();

  /** @param ask is given a part; what it returns is shared */
  constructor(private readonly ask: (part: object) => T) {}

  of(part: object): T {
    const known = this.known.get(part);
    if (known !== undefined) { return known; }
    const answer = this.ask(part);
    if (isRepeated(part)) { this.known.set(part, answer); }
    return answer;
  }
}
