/** Where links of Markdown lead on the site: files of the repository that are no pages lead to the repository. */
import { posix } from 'node:path';

/** Pages that are not below docs/, and their addresses. */
const PAGES: Readonly<Record<string, string>> = {
  'CHANGELOG.md': 'changes.md',
  'CODE_OF_CONDUCT.md': 'code-of-conduct.md',
  'CONTRIBUTING.md': 'contributing.md',
  'SECURITY.md': 'security-policy.md',
  'API.md': 'reference/index.md',
};

/** The path of a page on the site, for the path of its file in the repository. */
export function pageOf(file: string): string {
  if (Object.hasOwn(PAGES, file)) { return PAGES[file]; }
  return file
    .replace(/^docs\//, '')
    .replace(/^site\/pages\//, '')
    .replace(/^site\/generated\//, '')
    .replace(/(^|\/)README\.md$/, '$1index.md');
}

/** Whether a file of the repository is a page. */
export function isPage(file: string): boolean {
  return Object.hasOwn(PAGES, file) || /^(docs|site\/pages|site\/generated)\/.*\.md$/.test(file);
}

/**
 * The target of a link on the site.
 *
 * @param from path of the file that has the link, in the repository
 * @param repository address of the repository
 */
export function linkOnSite(from: string, href: string, repository: string): string {
  const here = `${repository}/blob/main/`;
  const isOurs = href.startsWith(here);
  if (!isOurs && /^([a-z][\w+.-]*:|#|\/)/i.test(href)) { return href; }
  const [path, hash] = (isOurs ? href.slice(here.length) : href).split('#');
  const file = isOurs ? path : posix.join(posix.dirname(from), path);
  const anchor = hash === undefined ? '' : `#${hash}`;
  if (isPage(file)) { return `/${pageOf(file)}${anchor}`; }
  const isFile = posix.extname(file) !== '' || /^[A-Z]+$/.test(posix.basename(file));
  return `${repository}/${isFile ? 'blob' : 'tree'}/main/${file}${anchor}`;
}

/** The anchor of a heading, as GitHub makes it: links in the repository work there and here. */
export function githubAnchor(heading: string): string {
  return heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '').replace(/\s/g, '-');
}
