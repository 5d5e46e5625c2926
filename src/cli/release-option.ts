import { UsageError } from './command';
import type { Catalogue } from '../release/catalogue';
import type { Release } from '../release/release';

/** The options that name a release. */
export interface ReleaseOptions {
  readonly release?: string;
  /** A known release, whose facts stand for those of a newer one. */
  readonly like?: string;
}

/**
 * The release that options name; undefined when they name none.
 *
 * @throws UsageError when it is not known, or `like` names none
 */
export function namedRelease({ release, like }: ReleaseOptions, catalogue: Catalogue): Release | undefined {
  if (release === undefined) {
    if (like !== undefined) {
      throw new UsageError(`--like ${like} stands in for a release that is newer than this tool; name it by --release`);
    }
    return undefined;
  }
  return asUsage(() => (like === undefined ? catalogue.get(release) : catalogue.like(release, catalogue.get(like))));
}

/** Throws what a check of an argument throws as an error of usage. */
export function asUsage<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
