/**
 * Makes the packages for other editions of cdk8s-plus, each from the same sources with its own peer, compiled by jsii
 * and bundled as ours:
 *
 *   npm run package-plus -- [--outdir DIR] [--targets LANGUAGE ...] [EDITION ...]
 *
 * writes the tarballs into DIR/js, artifacts/ by default, and packages of other languages beside them.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pacmak } from './languages/library';
import { compileEdition, otherEditions, packEdition } from './plus/edition-package';

const ROOT = join(__dirname, '..');
const { values, positionals } = parseArgs({
  options: { outdir: { type: 'string' }, targets: { type: 'string', multiple: true } },
  allowPositionals: true,
});
const outdir = resolve(values.outdir ?? join(ROOT, 'artifacts'));

async function make(edition: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), `${edition}-`));
  try {
    await compileEdition(edition, directory);
    console.log(`${edition}: ${relative(process.cwd(), await packEdition(directory, join(outdir, 'js')))}`);
    const targets = values.targets ?? [];
    if (targets.length > 0) { await pacmak(targets, outdir, [directory]); }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

mkdirSync(join(outdir, 'js'), { recursive: true });
Promise.all((positionals.length > 0 ? positionals : otherEditions()).map(make)).catch((error: unknown) => {
  console.error(String(error));
  process.exitCode = 1;
});
