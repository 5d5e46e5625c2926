import type { Release } from '../../release/release';
import { compareReleases, isReleaseId } from '../../release/release-id';

/** Whether a tag is an older release than the one that is migrated to. */
export function movesTo(tag: string, target: Release): boolean {
  return isReleaseId(tag) && compareReleases(tag, target.id) < 0;
}
