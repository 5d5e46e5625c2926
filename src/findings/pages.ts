import { readPages } from './page-files';

let pages: Readonly<Record<string, string>> | undefined;

/** The codes that have a page. */
export function findingCodes(): string[] {
  return Object.keys(allPages());
}

/** The page of a code, as Markdown. */
export function findingPage(code: string): string | undefined {
  return Object.hasOwn(allPages(), code) ? allPages()[code] : undefined;
}

/** The title of the page of a finding. */
export function findingTitle(code: string): string | undefined {
  return /^# ASB\d{3}: (.*)$/m.exec(findingPage(code) ?? '')?.[1];
}

function allPages(): Readonly<Record<string, string>> {
  return pages ??= readPages();
}
