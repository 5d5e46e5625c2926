import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const PAGES = join(ROOT, 'docs/findings');

/** The codes that stand in the sources as texts, so that something records them. */
const codes = [...new Set(execFileSync('git', ['grep', '-ohE', "'ASB[0-9]{3}'", '--', 'src'], { cwd: ROOT, encoding: 'utf8' })
  .trim().split('\n').map((text) => text.slice(1, -1)))].sort();

test('every finding has a page, every page a finding', () => {
  expect(codes).toContain('ASB501');
  expect(readdirSync(PAGES).filter((name) => name !== 'README.md').sort()).toEqual(codes.map((code) => `${code}.md`));
});

test.each(codes)('%s: the page is titled by the code, says what to do, and stands in the index', (code) => {
  const page = readFileSync(join(PAGES, `${code}.md`), 'utf8');
  expect(page).toMatch(new RegExp(`^# ${code}: `));
  expect(page).toContain('**What to do**');
  expect(readFileSync(join(PAGES, 'README.md'), 'utf8')).toContain(`[${code}](${code}.md)`);
});
