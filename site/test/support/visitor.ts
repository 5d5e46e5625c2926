/** A browser that notes what a visitor should never see: errors, and requests to other hosts. */
import { Browser, BrowserContextOptions, chromium, Page } from 'playwright-core';

/** Flags for machines without a sandbox of their own, and against the browser's own requests. */
const ARGS = [
  '--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGS, timeout: 60_000 });

/** A page, and what went wrong on it. */
export interface Visit {
  readonly page: Page;
  readonly troubles: string[];
}

/** Opens a page that reaches this site alone, without its service worker unless that is asked for. */
export async function visit(browser: Browser, site: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 }, serviceWorkers: 'block', ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const troubles: string[] = [];
  await context.route('**/*', async (route) => {
    const url = route.request().url();
    if (url.startsWith(site) || url.startsWith('data:') || url.startsWith('blob:')) {
      await route.continue();
    } else {
      troubles.push(`asks another host: ${url}`);
      await route.abort();
    }
  });
  page.on('console', (message) => {
    const isOfTests = message.text() === 'Service Worker registration blocked by Playwright';
    if (['error', 'warning'].includes(message.type()) && !isOfTests) {
      troubles.push(message.text());
    }
  });
  page.on('pageerror', (error) => { troubles.push(String(error)); });
  page.on('response', (response) => {
    if (response.status() >= 400) {
      troubles.push(`${response.status()} ${response.url()}`);
    }
  });
  return { page, troubles };
}
