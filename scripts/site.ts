/**
 * Builds the site: the pages of docs/, the reference and the playground. `npm run site` leaves it in `site/dist`.
 *
 * `--test` tests what was built, last in a browser, and ends with `N passed, N failed, N skipped`. `--install-browser`
 * takes a browser from the npm registry where the machine has none. `--dev` serves the pages and rebuilds what changes.
 * SITE_BASE is the path below which a host serves the site, `/` if it is not set.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser } from './site/browser';
import { DIST, PUBLIC, ROOT, SITE } from './site/folders';
import { writeServiceWorker } from './site/offline';
import { bundleMermaid, bundlePlayground } from './site/playground';
import { writeReference } from './site/reference';
import { bundleTypes } from './site/types';

process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION = '20';

const flags = new Set(process.argv.slice(2));
for (const flag of flags) {
  if (!['--dev', '--install-browser', '--test'].includes(flag)) {
    throw new Error(`argument '${flag}' is not known; give --dev, --install-browser or --test`);
  }
}

void main();

async function main(): Promise<void> {
  installOnce();
  if (!existsSync(join(ROOT, 'lib/bundle.js')) || !existsSync(join(ROOT, '.jsii.gz'))) {
    run('npx', ['projen', 'compile'], ROOT);
  }
  mkdirSync(PUBLIC, { recursive: true });
  cpSync(join(SITE, 'static'), PUBLIC, { recursive: true });
  const types = await timed('reference', writeReference);
  const bundle = await timed('playground', bundlePlayground);
  const checker = await timed('types', bundleTypes);
  await timed('mermaid', bundleMermaid);
  run('npx', ['tsc', '-p', 'site/tsconfig.json'], ROOT);
  if (flags.has('--dev')) {
    run('npx', ['vitepress', 'dev', '.'], SITE);
    return;
  }
  rmSync(DIST, { recursive: true, force: true });
  await timed('pages', () => { run('npx', ['vitepress', 'build', '.'], SITE); });
  const kept = await timed('service worker', writeServiceWorker);
  tell(`${types} types; the playground's worker is ${kilobytes(bundle.bytes)}, ${kilobytes(bundle.gzipped)} gzipped`);
  tell(`${kept.files} files, ${kilobytes(kept.bytes)}, are kept for times without a network`);
  tell(`the checker of types is ${kilobytes(checker.bytes)}, ${kilobytes(checker.gzipped)} gzipped`);
  if (flags.has('--test')) { process.exitCode = await test(); }
}

/** Installs the site's own packages, unless those of the lock file were. */
function installOnce(): void {
  const note = join(SITE, 'node_modules/.installed-lock');
  const lock = readFileSync(join(SITE, 'package-lock.json'), 'utf8');
  if (existsSync(note) && readFileSync(note, 'utf8') === lock) { return; }
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], SITE);
  writeFileSync(note, lock);
}

/** @returns the exit code */
async function test(): Promise<number> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const browser = findBrowser(flags.has('--install-browser'));
  const inBrowser = ['pages', 'playground', 'offline'].map((name) => `${name}.browser.test.ts`);
  const files = ['units.test.ts', ...(browser ? inBrowser : [])];
  if (!browser) {
    counts.skipped += 1;
    tell('SKIPPED the tests in a browser: there is none; CHROMIUM may name one, --install-browser takes one from npm');
  }
  for (const file of files) {
    const { status, stdout } = spawnSync(
      'node',
      ['--import', 'tsx', '--test', '--test-reporter=tap', join(SITE, 'test', file)],
      { cwd: ROOT, encoding: 'utf8', env: { ...process.env, ...browser?.env }, timeout: 300_000, maxBuffer: 1e8 },
    );
    const [passed, failed, skipped] = ['pass', 'fail', 'skipped'].map((word) =>
      Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(stdout)?.[1] ?? 0),
    );
    counts.passed += passed;
    counts.failed += failed === 0 && status !== 0 ? 1 : failed;
    counts.skipped += skipped;
    if (status !== 0) { tell(stdout); }
  }
  tell(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return counts.failed === 0 ? 0 : 1;
}

function run(command: string, args: readonly string[], cwd: string): void {
  // What is printed last counts the tests, so that everything else goes to stderr.
  const { status, error } = spawnSync(command, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    throw new Error(`'${command} ${args.join(' ')}' failed: ${error?.message ?? `exit code ${status}`}`);
  }
}

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const start = Date.now();
  const result = await work();
  process.stderr.write(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
  return result;
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;

