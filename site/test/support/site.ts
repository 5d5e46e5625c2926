/** A browser and the built site, for the tests of one file. */
import { join } from 'node:path';
import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { serve, Served } from './server';
import { startBrowser, visit, Visit } from './visitor';

export const ROOT = join(import.meta.dirname, '../../..');
export const DIST = join(ROOT, 'site/dist');

/** Visits pages of the site. */
export interface Visitor {
  open(path: string, options?: Parameters<typeof visit>[2]): Promise<Visit>;
  /** The address of a page. */
  at(path: string): string;
}

/** Starts both before the tests of a file, and ends them after. */
export function visitor(): Visitor {
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
  const at = (path: string) => `${served.address}${path}`;
  return {
    at,
    async open(path, options = {}) {
      const visited = await visit(browser, served.address, options);
      await visited.page.goto(at(path), { waitUntil: 'load' });
      return visited;
    },
  };
}

export const close = ({ page }: Visit): Promise<void> => page.context().close();
