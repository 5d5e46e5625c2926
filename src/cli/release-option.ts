import { UsageError } from './command';
import type * as reading from '../release/assets/from-assets';
import type { Catalogue } from '../release/catalogue';
import type { Release } from '../release/release';

/** The options that name a release. */
export interface ReleaseOptions {
  readonly release?: string;
  /** A known release, whose facts stand for those of a newer one, or of a build of another vendor. */
  readonly like?: string;
  /** Directory of the published files of a release. */
  readonly assets?: string;
}

/** How commands read these options. */
export const RELEASE_OPTIONS = { like: { type: 'string' }, assets: { type: 'string' } } as const;

/** What helps say of them. */
export const RELEASE_HELP = `  --assets DIR       take the release from the files that upstream publishes for it, in
                     this directory; --release may be left out then
  --like VERSION     for a --release that this tool does not know, newer or of another
                     vendor: take the facts of a known one
`;

/**
 * The release that options name; undefined when they name none.
 *
 * @throws UsageError when it is not known, or `like` names none
 */
export function namedRelease({ release, like, assets }: ReleaseOptions, catalogue: Catalogue): Release | undefined {
  if (release === undefined && assets === undefined) {
    if (like !== undefined) {
      throw new UsageError(`--like ${like} stands in for a release that this tool does not know; name it by --release`);
    }
    return undefined;
  }
  return asUsage(() => {
    const known = like === undefined ? undefined : catalogue.get(like);
    if (assets !== undefined) { return readAssets(release, assets, catalogue, known); }
    return known ? catalogue.like(release!, known) : catalogue.get(release!);
  });
}

/** The release that files are of. */
export function readAssets(
  id: string | undefined,
  directory: string,
  catalogue: Catalogue,
  like: Release | undefined,
): Release {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- most calls read no files
  const { releaseFromAssets } = require('../release/assets/from-assets') as typeof reading;
  return releaseFromAssets(id, directory, catalogue, { like, isLocal: true });
}

/** Throws what a check of an argument throws as an error of usage. */
export function asUsage<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
