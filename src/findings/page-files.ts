import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../docs/findings');

/** The pages of findings by code, as Markdown. In the package they are one file (scripts/package/finding-pages.ts). */
export function readPages(): Readonly<Record<string, string>> {
  const files = readdirSync(FOLDER).filter((file) => /^ASB\d{3}\.md$/.test(file)).sort();
  return Object.fromEntries(
    files.map((file) => [file.replace('.md', ''), readFileSync(join(FOLDER, file), 'utf8').replaceAll('\r\n', '\n')]),
  );
}
