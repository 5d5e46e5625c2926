import type { SourceEdit } from './bundle';
import { readPages } from '../../src/findings/page-files';

/** The file of the package, below `lib/`, that holds the pages of all findings. */
export const PAGES = 'findings/pages.json';

/** Its content: pages in one file are half the size of pages in a file each. */
export function pagesFile(): string {
  return `${JSON.stringify(readPages())}\n`;
}

/** Has the library read that file in place of the folder `docs/findings`. */
export const readsPagesFile: SourceEdit = (path, code) =>
  path === 'findings/page-files.ts' ? `export const readPages = () => require('../${PAGES}');` : code;
