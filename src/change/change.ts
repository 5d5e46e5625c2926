import type { FieldChange } from './compare/field-changes';
import type { Effect } from './effect';
import type { GivenObject } from '../judge/manifests/context-objects';

/**
 * What becomes of an object. A renamed one is deleted and created: Kubernetes knows no renaming. An affected one does
 * not change itself, and is another by the changes of others.
 */
export type ChangeVerb = 'created' | 'changed' | 'renamed' | 'deleted' | 'affected';

/** An object of the old manifests and the one of the new that stands for it. */
export interface Pair {
  readonly verb: ChangeVerb;
  readonly before?: GivenObject;
  readonly after?: GivenObject;
  /** The fields that differ; none of an object that is created, renamed or deleted. */
  readonly fields: readonly FieldChange[];
}

/** What a change of an object means. */
export interface ObjectChange extends Pair {
  /** Such as `SandboxTemplate research/python`: as it is after the change, unless it is deleted. */
  readonly object: string;
  /** The most dangerous first. */
  readonly effects: readonly Effect[];
}
