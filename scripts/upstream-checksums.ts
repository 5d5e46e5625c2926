/**
 * Writes `test/facts/upstream-checksums.json` from the assets that upstream published, the only way it changes.
 * The assets are read from AGENT_SANDBOX_UPSTREAM, a directory with one directory a release.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetChecksums } from './upstream-release/checksums';
import { compareReleases, isReleaseId } from '../src/release/release-id';
import { UPSTREAM, UPSTREAM_IS_HERE } from '../test/support/upstream';

if (!UPSTREAM_IS_HERE) {
  throw new Error("upstream's assets are not here; set AGENT_SANDBOX_UPSTREAM to a directory with <release>/<asset>");
}
const releases = readdirSync(UPSTREAM).filter(isReleaseId).sort(compareReleases);
const checksums = Object.fromEntries(releases.map((release) => [release, assetChecksums(join(UPSTREAM, release))]));
const file = join(__dirname, '../test/facts/upstream-checksums.json');
writeFileSync(file, JSON.stringify(checksums, null, 1) + '\n');
console.log(
  `${Object.values(checksums).flatMap(Object.keys).length} assets of ${Object.keys(checksums).length} releases`,
);
