/** Files and folders that pages name in code are there, also in decisions of the past: a reader looks for them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

const FOLDERS = [
  'benchmarks', 'create', 'docs', 'examples', 'imports', 'projenrc', 'rosetta', 'scripts', 'site', 'src', 'test',
];

const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'site/README.md', 'benchmarks/README.md'].concat(
  (readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }))
    .filter((name) => name.endsWith('.md')).map((name) => join('docs', name)),
);

/** What a page names: code that is a path below a folder of the repository, without patterns and blanks. */
const named = (text: string) =>
  [...text.matchAll(/`([\w-]+)\/([\w./-]*)`/g)].map(([, folder, rest]) => `${folder}/${rest}`)
    .filter((path) => FOLDERS.includes(path.split('/')[0]));

/** What a build makes, and what pages make up. */
const MADE = [/^benchmarks\/results\//, /^docs\/findings\/ASBnnn\.md$/, /^site\/(dist|generated)\b/, /^src\/main\/java\//, /^src\/release\/history\/v1\.0\.6\.ts$/];

test.each(PAGES)('%s names files that there are', (page) => {
  const missing = named(readFileSync(join(ROOT, page), 'utf8'))
    .filter((path) => !MADE.some((pattern) => pattern.test(path)) && !existsSync(join(ROOT, path)));
  expect(missing).toEqual([]);
});

test('fails if a page names a file that is gone', () => {
  expect(named('See `src/judge/nowhere.ts` and `lib/index.js`.')).toEqual(['src/judge/nowhere.ts']);
});
