/** Finds a Chromium for the tests of the site. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Names of programs, the smallest first. */
const NAMES = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
];

/** A package that holds the program itself; a registry is all that it needs. The last line that runs on Node 20. */
const PACKAGE = '@sparticuz/chromium';
const VERSION = '143.0.4';

/** What tests need of a browser. */
export interface Browser {
  /** The environment that names it. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The browser that CHROMIUM names, one of the machine's, or that of the npm package.
 *
 * @param isToInstall whether the package is installed if there is none
 */
export function findBrowser(isToInstall: boolean): Browser | undefined {
  const named = process.env.CHROMIUM;
  if (named) { return { env: { CHROMIUM: named } }; }
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
  return found === undefined ? packaged(isToInstall) : { env: { CHROMIUM: found } };
}

/** The package unpacks its program, with the libraries that a bare machine lacks, into the temporary directory. */
function packaged(isToInstall: boolean): Browser | undefined {
  const cache = join(
    process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'),
    'cdk8s-agent-sandbox',
    `chromium-${VERSION}`,
  );
  if (process.platform !== 'linux' || process.arch !== 'x64') { return undefined; }
  if (!existsSync(join(cache, 'node_modules', PACKAGE)) && !(isToInstall && install(cache))) { return undefined; }
  const temporary = join(cache, 'unpacked');
  mkdirSync(temporary, { recursive: true });
  const script = `require('${PACKAGE}').executablePath().then((path) => console.log(JSON.stringify({
    CHROMIUM: path, LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH, FONTCONFIG_PATH: process.env.FONTCONFIG_PATH })))`;
  const { status, stdout } = spawnSync('node', ['-e', script], {
    cwd: cache,
    encoding: 'utf8',
    timeout: 120_000,
    // The package brings libraries where it takes the machine for one of the cloud that it is made for.
    env: { ...process.env, TMPDIR: temporary, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
  });
  if (status !== 0) { return undefined; }
  const env = JSON.parse(stdout) as Record<string, string>;
  return { env: { ...env, FONTCONFIG_PATH: fontConfiguration(env.FONTCONFIG_PATH) } };
}

/**
 * A configuration of fonts that names the directory of the package's own: what the package brings names directories of
 * the cloud that it is made for, and without any font the browser crashes at the first text field.
 *
 * @param unpacked the directory that has the fonts
 */
function fontConfiguration(unpacked: string): string {
  const directory = join(unpacked, 'of-this-machine');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'fonts.conf'), `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${unpacked}/fonts</dir>
  <cachedir>${directory}/cache</cachedir>
</fontconfig>
`);
  return directory;
}

function install(cache: string): boolean {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, 'package.json'), '{ "private": true }\n');
  const args = ['install', '--no-audit', '--no-fund', '--loglevel=error', `${PACKAGE}@${VERSION}`];
  return spawnSync('npm', args, { cwd: cache, stdio: ['ignore', 2, 2], timeout: 180_000 }).status === 0;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
