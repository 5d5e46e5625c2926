import { EFFECT_RULES, EffectRuleId } from './effect-rules';
import { Level, LEVELS } from './level';
import type { PathSegment } from '../kubernetes/json-path';

/** How many pods or volumes a change concerns. */
export interface Counts {
  readonly created?: number;
  readonly ended?: number;
  /** Those that stay, and differ from what a new one would be. */
  readonly stale?: number;
}

/** Something that follows from a change. */
export interface Effect {
  readonly rule: EffectRuleId;
  readonly level: Level;
  /** What happens, in one sentence without a full stop. */
  readonly message: string;
  /** How to do without it, or what to do besides. */
  readonly remedy?: string;
  /** The field that it is about, as far as it is one. */
  readonly path?: readonly PathSegment[];
  readonly pods?: Counts;
  /** PersistentVolumeClaims. */
  readonly volumes?: Counts;
}

/** An effect of a rule, at the level of that rule unless another is given. */
export function effect(rule: EffectRuleId, given: Omit<Effect, 'rule' | 'level'> & { readonly level?: Level }): Effect {
  return { rule, level: EFFECT_RULES[rule].level, ...given };
}

/** Those of the most dangerous level first, others in their order. */
export function byDanger(effects: readonly Effect[]): Effect[] {
  return [...effects].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

/** Counts of several effects together. */
export function sum(all: ReadonlyArray<Counts | undefined>): Required<Counts> {
  const of = (name: keyof Counts) => all.reduce((total, counts) => total + (counts?.[name] ?? 0), 0);
  return { created: of('created'), ended: of('ended'), stale: of('stale') };
}
