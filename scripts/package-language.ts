/**
 * Makes the package of another language into `artifacts/`, of the library as it is published: its `package.json`, which
 * every package of jsii holds, then has no scripts of this repository. Arguments are targets of jsii-pacmak. Compile
 * before.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installed, installPacked, LIBRARY, pacmak, ROOT } from './languages/library';

async function main(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'package-language-'));
  try {
    await installPacked(work);
    await pacmak(process.argv.slice(2), join(ROOT, 'artifacts'), [installed(work, LIBRARY)]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
