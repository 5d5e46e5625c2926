/** The pages of the built site as a visitor sees them, in a browser that reaches nothing else. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { close, DIST, ROOT, visitor } from './support/site';

const { at, open } = visitor();

/** All pages, as paths below the site. */
const pages = (readdirSync(DIST, { recursive: true }) as string[])
  .filter((name) => name.endsWith('.html') && name !== '404.html')
  .map((name) => `/${name}`);

test('there is a page for each document, finding and type', () => {
  for (const folder of ['', 'findings', 'adr']) {
    for (const name of readdirSync(join(ROOT, 'docs', folder)).filter((each) => each.endsWith('.md'))) {
      const page = join('/', folder, name.replace(/^README\.md$/, 'index.md').replace(/\.md$/, '.html'));
      assert.ok(pages.includes(page), page);
    }
  }
  for (const page of ['/index.html', '/playground.html', '/reference/Sandbox.html', '/changes.html']) {
    assert.ok(pages.includes(page), page);
  }
});

test('no link on any page is dead, and no page names a host that it loads from', () => {
  const anchors = new Map(pages.map((page) => {
    const html = readFileSync(join(DIST, page), 'utf8');
    return [page, { html, ids: new Set([...html.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => decode(id))) }];
  }));
  const dead: string[] = [];
  for (const [page, { html, ids }] of anchors) {
    for (const [, tag] of html.matchAll(/<((?:script|link|img|iframe)\b[^>]*\b(?:src|href)="https?:[^>]*)>/g)) {
      dead.push(`${page} loads ${tag}`);
    }
    for (const [, encoded] of html.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)) {
      const href = decode(encoded);
      if (/^(https?|mailto):/.test(href)) { continue; }
      const { pathname, hash } = new URL(href, `http://site${page}`);
      const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
      const target = path === page ? { ids } : anchors.get(path);
      const id = decodeURIComponent(hash.slice(1));
      if (!target) {
        dead.push(`${page}: ${href}`);
      } else if (id !== '' && !target.ids.has(id)) {
        dead.push(`${page}: ${href} has no such heading`);
      }
    }
  }
  assert.deepEqual([...new Set(dead)], []);
});

function decode(text: string): string {
  return text.replace(/&quot;/g, '"').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

test('pages render in both colours without an error', async () => {
  const some = [
    '/',
    '/getting-started.html',
    '/concepts.html',
    '/findings/',
    '/findings/ASB101.html',
    '/api-history.html',
    '/reference/',
    '/reference/SandboxTemplate.html',
    '/adr/',
    '/contributing.html',
    '/changes.html',
  ];
  for (const colorScheme of ['light', 'dark'] as const) {
    const visited = await open('/', { colorScheme });
    for (const path of some) {
      await visited.page.goto(at(path));
      assert.ok((await visited.page.locator('h1').first().innerText()).length > 3, path);
      const isDark = await visited.page.evaluate(() => document.documentElement.classList.contains('dark'));
      assert.equal(isDark, colorScheme === 'dark');
    }
    assert.deepEqual(visited.troubles, []);
    await close(visited);
  }
});

test('the first page shows the version, the picture and code', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const visited = await open('/');
  const text = await visited.page.locator('.home').innerText();
  assert.match(text, new RegExp(`v${version.replace(/\./g, '\\.')}`));
  assert.match(text, /new sandbox\.SandboxTemplate\(research, 'Python'/);
  assert.equal(await visited.page.locator('.home-picture svg').count(), 1);
  assert.ok(await visited.page.locator('.home-reasons h3').count() >= 5);
  assert.deepEqual(visited.troubles, []);
  await close(visited);
});

test('a phone shows each page without scrolling sideways', async () => {
  const visited = await open('/', { viewport: { width: 390, height: 844 } });
  for (const path of [
    '/',
    '/getting-started.html',
    '/findings/',
    '/reference/SandboxTemplate.html',
    '/playground.html',
  ]) {
    await visited.page.goto(at(path));
    const [wide, room] = await visited.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert.ok(wide <= room, `${path} is ${wide} wide`);
  }
  await close(visited);
});

test('the search finds pages, findings, and members of the reference', async () => {
  const visited = await open('/');
  const { page } = visited;
  for (const [words, link] of [
    ['warm pool', /warm-pool|WarmPool/], ['ASB235', /ASB235/], ['addWarmPool', /SandboxTemplate\.html#addWarmPool/],
    ['troubleshooting', /troubleshooting/],
  ] as const) {
    await page.locator('#local-search button').click();
    await page.locator('.VPLocalSearchBox input').fill(words);
    // Until then the box shows what was found before.
    await page.waitForFunction((source) => {
      const results = [...document.querySelectorAll('.VPLocalSearchBox a.result')].slice(0, 4);
      return results.some((each) => new RegExp(source).test(each.getAttribute('href') ?? ''));
    }, link.source, { timeout: 10_000 });
    await page.keyboard.press('Escape');
  }
  assert.deepEqual(visited.troubles, []);
  await close(visited);
});

test('the reference shows one language, and remembers it', async () => {
  const visited = await open('/reference/SandboxTemplate.html');
  const { page } = visited;
  const heading = page.locator('#addWarmPool');
  assert.match(await heading.innerText(), /addWarmPool/);
  await page.getByRole('button', { name: 'Python', exact: true }).click();
  assert.match(await heading.innerText(), /add_warm_pool/);
  assert.doesNotMatch(await page.locator('.vp-doc').innerText(), /new SandboxTemplate\(/);
  // The example of its docstring, translated.
  assert.match(await page.locator('.vp-doc').innerText(), /python\.add_warm_pool\("PythonPool", replicas=4\)/);
  await page.goto(at('/reference/WarmPool.html'));
  assert.match(await page.locator('.vp-doc').innerText(), /cdk8s_agent_sandbox\.WarmPool\(/);
  await page.goto(at('/reference/WarmPool.html?language=go'));
  assert.match(await page.locator('.vp-doc').innerText(), /NewWarmPool\(/);
  assert.deepEqual(visited.troubles, []);
  await close(visited);
});

test('diagrams of Markdown are drawn', async () => {
  const visited = await open('/concepts.html');
  await visited.page.locator('.diagram svg').waitFor();
  assert.match(await visited.page.locator('.diagram').innerText(), /SandboxTemplate/);
  assert.deepEqual(visited.troubles, []);
  await close(visited);
});
