/** The sidebar of the site, read as text: it has each page of docs/, and no page that there is not. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Pages of the site whose files are not directly in docs/; the tests of the site look at them. */
const ELSEWHERE = ['adr/', 'changes', 'contributing', 'findings/', 'reference/', 'security-policy'];

const pages = readdirSync(join(ROOT, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.replace(/\.md$/, ''))
  .sort();

test('each page of docs/ has a line in site/.vitepress/sidebar.mts, and each line a page', () => {
  const sidebar = readFileSync(join(ROOT, 'site/.vitepress/sidebar.mts'), 'utf8');
  const listed = [...sidebar.matchAll(/\bpage\('[^']+', '([^']+)'\)/g)].map(([, link]) => link);
  expect(listed.filter((link) => !ELSEWHERE.includes(link)).sort()).toEqual(pages);
});
