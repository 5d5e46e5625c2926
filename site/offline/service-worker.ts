/**
 * Keeps pages for times without a network. The guide and the playground are kept from the first visit on; any other
 * page from its first visit on. With a network, pages come from it: nobody sees an old page by the cache.
 */
declare const VERSION: string;
/** Paths below the site that are kept at once. */
declare const KEPT: readonly string[];

/** What a service worker has of the web; the library of TypeScript for it excludes that of pages. */
interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: Extendable) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
}
const scope = globalThis as unknown as Scope;

const PREFIX = 'site-';
const CACHE = `${PREFIX}${VERSION}`;
/** Folders whose files are named by their content, and so never change. */
const UNCHANGING = /^(?:assets|mermaid|playground)\//;

scope.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    // Past the cache of the browser, which may hold pages of the build before.
    const fresh = (path: string) => new Request(new URL(path, scope.registration.scope), { cache: 'reload' });
    await cache.addAll(KEPT.map(fresh));
  })());
});

scope.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    // Other sites of the same host have caches of their own.
    const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    await Promise.all(old.map(async (name) => caches.delete(name)));
    await scope.clients.claim();
  })());
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(scope.registration.scope)) { return; }
  event.respondWith(answer(request));
});

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  const key = keyOf(request.url);
  const kept = await cache.match(key);
  if (kept && UNCHANGING.test(key.slice(scope.registration.scope.length))) { return kept; }
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) { await cache.put(key, response.clone()); }
    return response;
  } catch (error) {
    if (kept) { return kept; }
    if (request.mode !== 'navigate') { throw error; }
    return new Response(ABSENT, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
}

/** The address of a file: without query and anchor, with the name of the page of a folder. */
function keyOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname.endsWith('/') ? `${pathname}index.html` : pathname}`;
}

const ABSENT = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>No network</title>
<body style="font: 16px/1.6 system-ui, sans-serif; margin: 15vh auto; max-width: 32em; padding: 0 1em">
<h1>No network</h1>
<p>This page was not visited before, so this browser has no copy of it. The guide and the playground are there.</p>`;
