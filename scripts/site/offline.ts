/** Writes the service worker of the built site, with the list of what it keeps from the first visit on. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { DIST, SITE } from './folders';

/** Left out: parts that are large, and texts in languages that the site has none of. */
const LATER = [
  /^(?:adr|findings|mermaid|reference)\//,
  /^assets\/(?:adr|findings|reference)_/,
  /^assets\/inter-.*-(?:cyrillic|greek|vietnamese|latin-ext)/,
  // Loaded with the first change of a source.
  /^playground\/types-/,
];

export interface Kept {
  readonly files: number;
  readonly bytes: number;
}

export async function writeServiceWorker(): Promise<Kept> {
  const all = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replace(/\\/g, '/'))
    .filter((name) => statSync(join(DIST, name)).isFile() && name !== 'service-worker.js')
    .sort();
  const kept = all.filter((name) => !LATER.some((pattern) => pattern.test(name)));
  const hash = createHash('sha256');
  for (const name of all) { hash.update(name).update(readFileSync(join(DIST, name))); }
  await build({
    entryPoints: [join(SITE, 'offline/service-worker.ts')],
    outfile: join(DIST, 'service-worker.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { VERSION: JSON.stringify(hash.digest('hex').slice(0, 10)), KEPT: JSON.stringify(kept) },
  });
  return { files: kept.length, bytes: kept.reduce((sum, name) => sum + statSync(join(DIST, name)).size, 0) };
}
