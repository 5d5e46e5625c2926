import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pages come with the package as they are in the repository. */
const PAGES = join(__dirname, '../../docs/findings');

/** The codes that have a page. */
export function findingCodes(): string[] {
  if (!existsSync(PAGES)) { return []; }
  return readdirSync(PAGES).flatMap((file) => /^(ASB\d{3})\.md$/.exec(file)?.[1] ?? []).sort();
}

/** The page of a code, as Markdown. */
export function findingPage(code: string): string | undefined {
  const file = join(PAGES, `${code}.md`);
  return /^ASB\d{3}$/.test(code) && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** The title of the page of a finding. */
export function findingTitle(code: string): string | undefined {
  return /^# ASB\d{3}: (.*)$/m.exec(findingPage(code) ?? '')?.[1];
}
