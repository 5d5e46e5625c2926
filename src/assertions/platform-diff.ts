import { DiffCounts, DiffEffect, DiffLevel, DiffObject } from './diff-object';
import { Manifests } from './manifests';
import { compareManifests, PlatformChange } from '../change/compare-manifests';
import { LEVELS } from '../change/level';
import { shown } from '../checks/forms';
import type { GivenObject } from '../judge/manifests/context-objects';
import { Catalogue } from '../release/catalogue';

/**
 * What an edit of manifests does to a running platform: which pods end or stay as they were, which volumes are deleted,
 * what the API server refuses, and who is allowed more. The command `diff` prints the same.
 *
 * @see https://github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox/blob/main/docs/reviewing-changes.md
 */
export class PlatformDiff {
  /**
   * Compares two sets of manifests.
   *
   * @param before what runs, such as `Manifests.fromFiles(['dist/'])`
   * @param after what is applied, such as `Manifests.fromApp(app)`
   */
  public static between(before: Manifests, after: Manifests): PlatformDiff {
    for (const [side, value] of [['before', before], ['after', after]] as const) {
      if (!(value instanceof Manifests)) {
        throw new Error(`'${side}' is ${shown(value)}; give Manifests, such as Manifests.fromFiles(['dist/'])`);
      }
    }
    const [old, now] = [before, after].map(({ _content: { objects, release } }) => ({
      objects: objects.map(({ value }, index) => asGiven(value as GivenObject['object'], index)), release,
    }));
    const release = now.release ?? old.release ?? Catalogue.standard().latest;
    return new PlatformDiff(compareManifests({
      before: { ...old, release: old.release ?? release }, after: { ...now, release },
    }));
  }

  private constructor(private readonly change: PlatformChange) {}

  /** The objects that change, the most dangerous first; empty if nothing does. */
  public get objects(): DiffObject[] {
    return this.change.changes.map(({ verb, object, effects }): DiffObject => ({
      verb,
      object,
      effects: effects.map(({ rule, level, message, remedy }): DiffEffect => ({
        rule, level: level as DiffLevel, message, ...(remedy !== undefined && { remedy }),
      })),
    }));
  }

  /** How many pods are created, end, or stay as they were. */
  public get pods(): DiffCounts {
    return this.change.pods;
  }

  /** How many PersistentVolumeClaims are created or deleted. */
  public get volumes(): DiffCounts {
    return this.change.volumes;
  }

  /**
   * Asserts that nothing of a level, or of a more dangerous one, follows from the edit.
   *
   * @param level such as `DiffLevel.BREAK`, which stands for loss of data too
   * @throws with all effects that do
   */
  public hasNothingFrom(level: DiffLevel): void {
    const at = LEVELS.findIndex((each) => each === level);
    if (at < 0) { throw new Error(`the level is ${shown(level)}; give one of DiffLevel, such as DiffLevel.BREAK`); }
    const found = this.objects.flatMap(({ object, effects }) => effects
      .filter((each) => LEVELS.findIndex((known) => known === each.level) <= at)
      .map((each) => `\n  ${each.level}: ${object}: ${each.message}`));
    if (found.length > 0) { throw new Error(`the edit has effects of level '${level}' or worse:${found.join('')}`); }
  }
}

/** An object of an app has no file: its place among the others stands for one. */
function asGiven(object: GivenObject['object'], line: number): GivenObject {
  return {
    file: '', object, source: { value: object, notes: [], position: () => ({ line, column: 1 }), around: () => [] },
  };
}
