/** The built site in a browser whose network ends: what was promised to be kept is there. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { serve } from './support/server';
import { close, DIST } from './support/site';
import { startBrowser, visit } from './support/visitor';

let browser: Browser;
before(async () => { browser = await startBrowser(); });
after(async () => { await browser?.close(); });

test('after one visit, the guide and the playground work without a network', { timeout: 120_000 }, async () => {
  const { address, server } = await serve(DIST);
  const visited = await visit(browser, address, { serviceWorkers: 'allow' });
  const { page } = visited;
  const failed: string[] = [];
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // A browser ends what it fetches in advance when the page is left.
    if (why !== 'net::ERR_ABORTED') { failed.push(`${request.url()} ${why}`); }
  });
  await page.goto(`${address}/reference/WarmPool.html`, { waitUntil: 'load' });
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) => { navigator.serviceWorker.addEventListener('controllerchange', resolve); });
    }
  });
  // The first visit of this page was before the worker was there.
  await page.reload({ waitUntil: 'networkidle' });
  server.close();
  server.closeAllConnections();
  await assert.rejects(fetch(address));

  await page.goto(`${address}/warm-pool.html`);
  assert.match(await page.locator('h1').innerText(), /^WarmPool/);
  await page.goto(`${address}/`);
  assert.equal(await page.locator('.home-picture svg').count(), 1);
  await page.goto(`${address}/reference/WarmPool.html`);
  assert.match(await page.locator('h1').innerText(), /WarmPool/);
  await page.goto(`${address}/playground.html`);
  await page.locator('[data-test=sha256]').waitFor();
  assert.match(await page.locator('[data-test=sha256]').innerText(), /^[0-9a-f]{64}$/);
  // Browsers fetch the pages that links lead to in advance; those that are not kept fail, and nobody asked for them.
  assert.deepEqual(failed.filter((url) => !/\/assets\/(?:adr|findings|reference)_/.test(url)), []);
  assert.deepEqual(visited.troubles.filter((each) => each !== 'Failed to load resource: net::ERR_FAILED'), []);
  await page.goto(`${address}/findings/ASB101.html`);
  assert.equal(await page.locator('h1').innerText(), 'No network');
  await close(visited);
});
