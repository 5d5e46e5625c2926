import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetChecksums, checksumsOf, parseManifest, sha256 } from '../../test/support/upstream';

/** The checksums of the assets of one release, by file, as `test/facts/upstream-checksums.json` has them. */
export function assetChecksums(directory: string): Record<string, AssetChecksums> {
  const names = readdirSync(directory).filter((name) => name.endsWith('.yaml')).sort();
  return Object.fromEntries(names.map((name) => {
    const text = readFileSync(join(directory, name), 'utf8');
    return [name, { sha256: sha256(text), objects: checksumsOf(parseManifest(text)) }];
  }));
}
