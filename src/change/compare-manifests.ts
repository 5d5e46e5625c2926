import type { ObjectChange, Pair } from './change';
import { fieldChanges } from './compare/field-changes';
import { meaningOf } from './compare/meaning';
import { changedPairs } from './compare/pairs';
import { ManifestSide } from './compare/side';
import { byDanger, Counts, Effect, sum } from './effect';
import { effectsOf } from './effects';
import { withAffected } from './effects/affected';
import type { EffectContext } from './effects/context';
import { namespaceEffects } from './effects/namespaces';
import { reachEffects } from './effects/reach/network';
import { radiusEffects } from './effects/reach/radius';
import { LEVELS } from './level';
import type { GivenObject } from '../judge/manifests/context-objects';
import { markRepeated } from '../judge/schema';
import { nameOfObject } from '../kubernetes/object-name';
import type { Release } from '../release/release';

/** What is compared. */
export interface Comparable {
  readonly objects: readonly GivenObject[];
  /** The release that reads them. */
  readonly release: Release;
}

export interface CompareOptions {
  readonly before: Comparable;
  readonly after: Comparable;
  /** The moment of the change, for times that are past. @default - no time is past */
  readonly now?: Date;
}

/** What changes between two sets of manifests, and what follows from it. */
export interface PlatformChange {
  /** The most dangerous first. */
  readonly changes: readonly ObjectChange[];
  readonly pods: Required<Counts>;
  readonly volumes: Required<Counts>;
}

/** Compares two sets of manifests: not their text, but what a cluster makes of it. */
export function compareManifests({ before, after, now }: CompareOptions): PlatformChange {
  const sides = {
    before: new ManifestSide(before.objects, before.release),
    after: new ManifestSide(after.objects, after.release),
  };
  const pairs = changedPairs(before.objects, after.objects, (one, other) => {
    const fields = fieldChanges(one.object, other.object);
    // Most objects are equal as they are written.
    if (fields.length === 0) { return fields; }
    // Of one that differs the schema is asked several times.
    for (const { object } of [one, other]) { markRepeated(object); }
    return fieldChanges(meaningOf(one.object, before.release), meaningOf(other.object, after.release));
  });
  const changed = new Set(pairs.map((pair) => pair.after));
  const context: EffectContext = {
    ...sides, isChanged: (given) => changed.has(given), ...(now && { now }),
  };
  const reach = reachEffects(pairs, context);
  const changes = [reach, radiusEffects(pairs, context, reach), namespaceEffects(pairs, context)].reduce(
    (found, affected) => withAffected(found, affected, changeOf),
    pairs.map((pair) => changeOf(pair, effectsOf(pair, context))),
  );
  const effects = changes.flatMap((change) => change.effects);
  return {
    changes: sorted(changes),
    pods: sum(effects.map(({ pods }) => pods)),
    volumes: sum(effects.map(({ volumes }) => volumes)),
  };
}

function changeOf(pair: Pair, effects: readonly Effect[]): ObjectChange {
  return { ...pair, object: nameOfObject((pair.after ?? pair.before)!.object), effects: byDanger(effects) };
}

function sorted(changes: readonly ObjectChange[]): ObjectChange[] {
  const rank = ({ effects: [first] }: ObjectChange) => (first ? LEVELS.indexOf(first.level) : LEVELS.length);
  return [...changes].sort((a, b) => rank(a) - rank(b));
}
