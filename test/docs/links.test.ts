/** Every link of every page leads to a file, and to a heading of it. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(__dirname, '../..');
/** Where GitHub shows the files of the repository: registries show README.md, whose relative links lead nowhere. */
const REPOSITORY = /^https:\/\/(?:github\.com\/cdk8s-agent-sandbox\/cdk8s-agent-sandbox\/(?:blob|tree)|raw\.githubusercontent\.com\/cdk8s-agent-sandbox\/cdk8s-agent-sandbox)\/main\//;

const PAGES = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md') && name !== 'API.md'),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
  'benchmarks/README.md',
].sort();

test.each(PAGES)('the links of %s', (page) => {
  expect(brokenLinks(page, read(page))).toEqual([]);
});

test('README.md has no relative link, as npm, PyPI and Construct Hub show it', () => {
  expect(linksOf(read('README.md')).filter((link) => !/^(?:https:|#)/.test(link))).toEqual([]);
});

describe('fails if a link leads to', () => {
  test.each([
    ['a file that there is not', '[x](docs/none.md)', 'docs/none.md: no such file'],
    ['a heading that there is not', '[x](docs/concepts.md#none)', 'docs/concepts.md#none: no such heading'],
    ['a heading of the page that there is not', '# A\n[x](#b)', '#b: no such heading'],
    [
      'a file of the repository that there is not, by its address',
      '[x](https://github.com/cdk8s-agent-sandbox/cdk8s-agent-sandbox/blob/main/docs/none.md)',
      'docs/none.md: no such file',
    ],
  ])('%s', (_, text, message) => {
    expect(brokenLinks('README.md', text)).toEqual([expect.stringContaining(message)]);
  });
});

function brokenLinks(page: string, text: string): string[] {
  return linksOf(text).flatMap((link) => {
    const isOurs = REPOSITORY.test(link);
    if (!isOurs && /^[a-z]+:/i.test(link)) { return []; }
    const [path, anchor] = link.replace(REPOSITORY, '').split('#');
    const target = path === '' ? page : normalize(join(isOurs ? '' : dirname(page), path));
    if (!existsSync(join(ROOT, target))) { return [`${link}: no such file`]; }
    if (!anchor || statSync(join(ROOT, target)).isDirectory()) { return []; }
    return headingsOf(target === page ? text : read(target)).has(anchor) ? [] : [`${link}: no such heading`];
  });
}

/** The targets of links and pictures, without those in code. */
function linksOf(text: string): string[] {
  const prose = text.replace(/^\s*```[^]*?^\s*```/gm, '').replace(/`[^`\n]*`/g, '``');
  return [...prose.matchAll(/\]\(\s*<?([^)\s>]+)/g)].map(([, link]) => link);
}

/** The anchors of the headings, as GitHub makes them. */
function headingsOf(text: string): Set<string> {
  const seen = new Map<string, number>();
  const prose = text.replace(/^\s*```[^]*?^\s*```/gm, '');
  const anchors = [...prose.matchAll(/^#+ +(.+?)\s*$/gm)].map(([, heading]) => {
    const anchor = heading.toLowerCase().replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count > 0 ? `${anchor}-${count}` : anchor;
  });
  return new Set([...anchors, ...[...text.matchAll(/<a (?:name|id)="([^"]+)"/g)].map(([, name]) => name)]);
}

function read(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}
