/** The built site as a visitor sees it, in a browser that reaches nothing else. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { withRelease } from '../playground/releases';
import { serve, Served } from './support/server';
import { startBrowser, visit, Visit } from './support/visitor';

const ROOT = join(import.meta.dirname, '../..');
const DIST = join(ROOT, 'site/dist');

let browser: Browser;
let served: Served;

before(async () => {
  served = await serve(DIST);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  served?.server.close();
});

const open = async (path: string, options = {}): Promise<Visit> => {
  const visited = await visit(browser, served.address, options);
  await visited.page.goto(`${served.address}${path}`, { waitUntil: 'load' });
  return visited;
};

const close = ({ page }: Visit) => page.context().close();

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
  for (const colorScheme of ['light', 'dark']) {
    const visited = await open('/', { colorScheme });
    for (const path of some) {
      await visited.page.goto(`${served.address}${path}`);
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
    await visited.page.goto(`${served.address}${path}`);
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
    await page.waitForFunction(() => document.querySelectorAll('.VPLocalSearchBox .result').length > 0);
    const links = await page
      .locator('.VPLocalSearchBox a.result')
      .evaluateAll((all) => all.slice(0, 4).map((each) => each.getAttribute('href')));
    assert.ok(links.some((each) => link.test(each ?? '')), `${words}: ${links.join(' ')}`);
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
  await page.goto(`${served.address}/reference/WarmPool.html`);
  assert.match(await page.locator('.vp-doc').innerText(), /cdk8s_agent_sandbox\.WarmPool\(/);
  await page.goto(`${served.address}/reference/WarmPool.html?language=go`);
  assert.match(await page.locator('.vp-doc').innerText(), /NewWarmPool\(/);
  assert.deepEqual(visited.troubles, []);
  await close(visited);
});

/** Types a source into the playground, and waits for its outcome. */
async function play(page: Page, source: string): Promise<void> {
  const count = await runs(page);
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(source);
  await settled(page, count);
}

const runs = async (page: Page) => Number(await page.locator('[data-test=status]').getAttribute('data-runs'));

/** Waits for a run to end. */
async function settled(page: Page, ended = 0): Promise<void> {
  await page.waitForFunction(
    (count) => Number(document.querySelector<HTMLElement>('[data-test=status]')?.dataset.runs) > count, ended,
  );
}

/** The hash of the quickstart's manifest, as Node writes it. */
function quickstartOfNode(release?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'quickstart-'));
  try {
    const source = readFileSync(join(ROOT, 'examples/quickstart/main.ts'), 'utf8');
    const program = join(ROOT, 'examples/quickstart', `of-node-${process.pid}.ts`);
    writeFileSync(program, release === undefined ? source : withRelease(source, release));
    const { status, stderr } = spawnSync('node', ['--import', 'tsx', program], {
      cwd: ROOT, env: { ...process.env, CDK8S_OUTDIR: folder }, encoding: 'utf8',
    });
    rmSync(program);
    assert.equal(status, 0, stderr);
    return createHash('sha256').update(readFileSync(join(folder, 'platform.k8s.yaml'))).digest('hex');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the playground writes the bytes that Node writes', async () => {
  const visited = await open('/playground.html');
  await settled(visited.page);
  assert.equal(await visited.page.locator('[data-test=sha256]').innerText(), quickstartOfNode());
  assert.match(await visited.page.locator('[data-test=manifest]').innerText(), /kind: Namespace/);
  assert.deepEqual(visited.troubles, []);
  await close(visited);
});

test('another release changes the source and the manifests', async () => {
  const visited = await open('/playground.html');
  const { page } = visited;
  await settled(page);
  const newest = await page.locator('[data-test=sha256]').innerText();
  await page.locator('[data-test=release]').selectOption('v0.4.6');
  await page.waitForFunction((old) => document.querySelector('[data-test=sha256]')?.textContent !== old, newest);
  assert.match(await page.locator('.cm-content').innerText(), /AgentSandboxVersion\.V0_4_6/);
  assert.equal(await page.locator('[data-test=sha256]').innerText(), quickstartOfNode('v0.4.6'));
  await close(visited);
});

test('findings of an app are at the line of their construct', async () => {
  const visited = await open('/playground.html');
  const { page } = visited;
  await settled(page);
  await play(page, [
    "import { Chart } from 'cdk8s';",
    "import { AgentSandbox, AgentSandboxVersion, SandboxApp } from 'cdk8s-agent-sandbox';",
    'const app = new SandboxApp();',
    "const chart: Chart = new Chart(app, 'platform');",
    "new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.V0_5_0 });",
    'app.synth();',
  ].join('\n'));
  await page.getByRole('tab', { name: /Findings/ }).click();
  const finding = page.locator('[data-test=finding]', { hasText: 'ASB501' }).first();
  assert.match(await finding.locator('[data-test=place]').innerText(), /^5:/);
  assert.equal(await page.locator('.cm-lint-marker').count(), 1);
  assert.deepEqual(visited.troubles, []);
  await close(visited);
});

test('errors of a source are at their line', async () => {
  const visited = await open('/playground.html');
  const { page } = visited;
  await settled(page);
  await play(page, "const one = 1;\nthrow new Error('of the user');");
  assert.match(await page.locator('[data-test=error]').innerText(), /2:\d+\s+of the user/);
  await play(page, 'const a = 1;\nconst b = = 2;');
  assert.match(await page.locator('[data-test=error] [data-test=place]').innerText(), /^2:/);
  await play(page, "await fetch('/');");
  assert.match(await page.locator('[data-test=error]').innerText(), /fetch is not a function/);
  assert.deepEqual(visited.troubles, []);
  await close(visited);
});

test('a bad manifest shows its code at line and column', async () => {
  const visited = await open('/playground.html');
  const { page } = visited;
  await settled(page);
  await page.getByRole('button', { name: 'YAML', exact: true }).click();
  await settled(page, 1);
  const finding = page.locator('[data-test=finding]', { hasText: 'portz' });
  assert.equal(await finding.locator('[data-test=code]').innerText(), 'ASB101');
  assert.equal(await finding.locator('[data-test=place]').innerText(), '13:11');
  assert.ok(await page.locator('.cm-lint-marker').count() >= 2);
  assert.deepEqual(visited.troubles, []);
  await close(visited);
});

test('the network of sandboxes is a table and a picture', async () => {
  const visited = await open('/playground.html');
  const { page } = visited;
  await settled(page);
  await page.locator('[data-test=sample]').selectOption('coding-agent');
  await page.getByRole('tab', { name: 'Network' }).click();
  await page.locator('[data-test=matrix]').waitFor();
  assert.match(await page.locator('[data-test=matrix]').innerText(), /internet, IPv4\s+yes/);
  await page.locator('svg[data-test=picture], img[data-test=picture], [data-test=picture] svg').first().waitFor();
  assert.deepEqual(visited.troubles, []);
  await close(visited);
});

test('a loop without end is stopped, and the page goes on', { timeout: 60_000 }, async () => {
  const visited = await open('/playground.html');
  const { page } = visited;
  await settled(page);
  await play(page, 'for (;;) {}');
  await page.getByText('stopped after 10 seconds').first().waitFor({ timeout: 20_000 });
  await page.locator('[data-test=sample]').selectOption('coding-agent');
  await page.locator('[data-test=sha256]').waitFor();
  await close(visited);
});
