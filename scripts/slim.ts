/**
 * Makes `lib/` what a package should hold: what Node reads in one file, with the libraries that it uses at run time
 * beside it, and no declarations but those of the public API and what they lead to.
 *
 * It reads the modules that jsii compiled, and removes them. npm would pack a bundled package as a whole, with its
 * builds for browsers (docs/adr/0009).
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { bundle } from './package/bundle';
import { entryFile, exportedModules, lazyIndex } from './package/entry-files';
import { PAGES, pagesFile, readsPagesFile } from './package/finding-pages';
import { withOpaqueClasses } from './package/opaque-classes';
import { publicDeclarations } from './package/public-declarations';
import { AssemblyTypes, runtimeTypes } from './package/runtime-types';

const ROOT = join(__dirname, '..');
const LIB = join(ROOT, 'lib');
const ASSEMBLY = join(ROOT, '.jsii.gz');
const VENDORED = ['re2js'];
const PROGRAMS = ['plugin', 'cli/main', 'rehearsal/index'];
/** Runs in a process of its own, which loads nothing else. */
const SUPERVISOR = 'rehearsal/cluster/supervisor.mjs';

void main();

async function main(): Promise<void> {
  const assembly = JSON.parse(gunzipSync(readFileSync(ASSEMBLY)).toString());
  await writeCode(assembly);
  for (const name of VENDORED) { vendorModule(name); }
  for (const file of filesIn(LIB, '.d.ts')) { writeFileSync(file, declarations(file)); }
  for (const file of filesIn(join(LIB, 'l1'), '.generated.d.ts')) { withoutIdleComments(file); }
  // What is packed names the last (scripts/package/own-containers.js).
  dropUnreachable(...['index', 'rehearsal/index', 'sandbox/container-props'].map((path) => join(LIB, `${path}.d.ts`)));
  writeFileSync(ASSEMBLY, slimAssembly(assembly));
}

/** The bundle, and the files that lead into it. */
async function writeCode(assembly: AssemblyTypes): Promise<void> {
  const withTypes = runtimeTypes(assembly);
  const files: Record<string, string> = {
    'bundle.js': await bundle({
      entries: [...exportedModules().map(({ path }) => path), ...PROGRAMS],
      vendored: VENDORED,
      edit: (path, code) => readsPagesFile(path, withTypes(path, code)),
    }),
    'index.js': lazyIndex(),
    ...Object.fromEntries(PROGRAMS.map((path) => [`${path}.js`, entryFile(path)])),
    [PAGES]: pagesFile(),
  };
  for (const file of filesIn(LIB, '.js')) { rmSync(file); }
  for (const [name, content] of Object.entries(files)) { write(join(LIB, name), content); }
  copyFileSync(join(ROOT, 'src', SUPERVISOR), join(LIB, SUPERVISOR));
}

/** What users read of a module. Values of the namespace `k8s` may be those of another generator, so they stay open. */
function declarations(file: string): string {
  const name = relative(LIB, file).replace(/\\/g, '/');
  const code = publicDeclarations(readFileSync(file, 'utf8'));
  if (name.startsWith('l1')) { return code; }
  return withOpaqueClasses(code);
}

/** Bundles a package with its licence, for the bundle to require. */
function vendorModule(name: string): void {
  const vendor = join(LIB, 'vendor');
  const { version, license } = JSON.parse(readFileSync(join(ROOT, `node_modules/${name}/package.json`), 'utf8'));
  buildSync({
    stdin: { contents: `module.exports = require('${name}');`, resolveDir: ROOT },
    bundle: true,
    platform: 'node',
    target: 'node20',
    minify: true,
    outfile: join(vendor, `${name}.js`),
    banner: { js: `/*! ${name} ${version}, ${license}: see ${name}.LICENSE */` },
  });
  copyFileSync(join(ROOT, `node_modules/${name}/LICENSE`), join(vendor, `${name}.LICENSE`));
  if (!readFileSync(join(LIB, 'bundle.js'), 'utf8').includes(`require("./vendor/${name}")`)) {
    throw new Error(`nothing in src/ requires ${name}; take it out of scripts/slim.ts`);
  }
}

/** Removes declarations of modules that the public ones do not mention. */
function dropUnreachable(...roots: readonly string[]): void {
  const reached = new Set<string>();
  const open = [...roots];
  for (let file = open.pop(); file; file = open.pop()) {
    if (reached.has(file)) { continue; }
    reached.add(file);
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\(|import )['"](\.[^'"]*)['"]/g)) {
      const target = resolve(dirname(file), path);
      const found = [`${target}.d.ts`, join(target, 'index.d.ts')].find(existsSync);
      if (!found) { throw new Error(`${relative(ROOT, file)} mentions ${path}, which has no declarations`); }
      open.push(found);
    }
  }
  for (const file of filesIn(LIB, '.d.ts')) {
    if (!reached.has(file)) { rmSync(file); }
  }
}

/** Drops the comments of fields that tell no more than the comment of their type: its name, and its reference. */
function withoutIdleComments(file: string): void {
  const name = / +\/\*\*\n +\* `\w+` of an? \w+\.\n/.source;
  const reference = /(?: +\* @default - none in the schema[^\n]*\n)? +\* @see \S+\n +\*\/\n/.source;
  const idle = new RegExp(`^${name}${reference}`, 'gm');
  writeFileSync(file, readFileSync(file, 'utf8').replace(idle, ''));
}

/** Leaves out of the assembly where in the sources a member is: the sources are not in the package. */
function slimAssembly(assembly: unknown): Buffer {
  const slim = JSON.stringify(assembly, (key, value) => (key === 'locationInModule' ? undefined : value));
  return gzipSync(slim, { level: 9 });
}

function write(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function filesIn(directory: string, ending: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(directory, name));
}
