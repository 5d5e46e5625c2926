/** The playground of the built site as a visitor uses it, in a browser that reaches nothing else. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { withRelease } from '../playground/releases';
import { close, ROOT, visitor } from './support/site';

const { open } = visitor();

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

test('errors of types are at their line, and do not keep a source from running', async () => {
  const visited = await open('/playground.html');
  const { page } = visited;
  await settled(page);
  const sources = async () => (await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name))).filter((name) => /types-/.test(name));
  assert.deepEqual(await sources(), [], 'TypeScript is loaded before anything was changed');
  const source = (props: string) => [
    "import { Chart } from 'cdk8s';",
    "import { AgentSandboxVersion, Sandbox, SandboxApp, SandboxCluster } from 'cdk8s-agent-sandbox';",
    'const app = new SandboxApp();',
    'SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });',
    "const chart = new Chart(app, 'agents', { namespace: 'agents' });",
    `new Sandbox(chart, 'Dev', { ${props} });`,
    'app.synth();',
  ].join('\n');
  const containers = "containers: [{ image: 'registry.example.com/devbox:2.4' }]";
  const wrong = source(`${containers}, servise: true`);
  await play(page, wrong);
  const error = page.locator('[data-test=type-error]');
  await error.waitFor();
  assert.equal(await error.locator('[data-test=code]').innerText(), 'TS2561');
  const column = wrong.split('\n')[5].indexOf('servise') + 1;
  assert.equal(await error.locator('[data-test=place]').innerText(), `6:${column}`);
  assert.match(await error.innerText(), /'servise' does not exist.*Did you mean to write 'service'\?/s);
  assert.ok(await page.locator('.cm-lint-marker-error').count() >= 1);
  await page.getByRole('tab', { name: /Manifests/ }).click();
  assert.match(await page.locator('[data-test=manifest]').innerText(), /kind: Sandbox/);
  await play(page, source(containers));
  await page.waitForFunction(() => document.querySelector('.cm-lint-marker-error') === null);
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

/** The width of a picture that was drawn. */
async function widthOfPicture(page: Page): Promise<number> {
  const picture = page.locator('img[data-test=picture]');
  return picture.evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    return image.naturalWidth;
  });
}

test('the network of sandboxes is a table and a picture', async () => {
  const visited = await open('/playground.html');
  const { page } = visited;
  await settled(page);
  await page.locator('[data-test=sample]').selectOption('coding-agent');
  await page.getByRole('tab', { name: 'Network' }).click();
  await page.locator('[data-test=matrix]').waitFor();
  assert.match(await page.locator('[data-test=matrix]').innerText(), /internet, IPv4\s+yes/);
  assert.ok(await widthOfPicture(page) > 300);
  await page.getByRole('tab', { name: 'Objects' }).click();
  assert.ok(await widthOfPicture(page) > 300);
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
