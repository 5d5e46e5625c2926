import type { GivenObject } from '../../judge/manifests/context-objects';
import type { Pair } from '../change';
import type { ManifestSide } from '../compare/side';
import type { Effect } from '../effect';

/** What an effect may depend on besides the object that changes. */
export interface EffectContext {
  readonly before: ManifestSide;
  readonly after: ManifestSide;
  /** The moment of the change, for times that are past; unknown: no time is. */
  readonly now?: Date;
  /** Whether an object of the new manifests differs from the one that it stands for. */
  isChanged(after: GivenObject): boolean;
}

/** What follows from the change of an object. */
export type EffectsOf = (pair: Pair, context: EffectContext) => readonly Effect[];

/** `1 sandbox`, `2 sandboxes`. */
export function counted(count: number | undefined, noun: string, plural = `${noun}s`): string {
  return count === undefined ? `the ${plural}` : `${count} ${count === 1 ? noun : plural}`;
}
