/**
 * Makes `lib/` what a package should hold: the libraries that it uses at run time bundled into it, no comments and no
 * idle white space in what Node reads, and no declarations but those of the public API and what they lead to.
 *
 * npm would pack a bundled package as a whole, with its builds for browsers (docs/adr/0009).
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { buildSync, transformSync } from 'esbuild';
import { publicDeclarations } from './package/public-declarations';
import { tightLines } from './package/tight-lines';

const ROOT = join(__dirname, '..');
const LIB = join(ROOT, 'lib');
const VENDORED = ['re2js'];

const vendor = join(LIB, 'vendor');
mkdirSync(vendor, { recursive: true });
for (const name of VENDORED) { vendorModule(name); }
for (const file of filesIn(LIB, '.js').filter((each) => dirname(each) !== vendor)) { rewrite(file); }
for (const file of filesIn(LIB, '.d.ts')) { writeFileSync(file, publicDeclarations(readFileSync(file, 'utf8'))); }
for (const file of filesIn(join(LIB, 'l1'), '.generated.d.ts')) { withoutIdleComments(file); }
dropUnreachable(join(LIB, 'index.d.ts'));
slimAssembly(join(ROOT, '.jsii.gz'));

/** Bundles a package with its licence, and has the modules that require it find it there. */
function vendorModule(name: string): void {
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
  const call = new RegExp(`require\\((['"])${name}\\1\\)`);
  const users = filesIn(LIB, '.js').filter(
    (file) => dirname(file) !== vendor && call.test(readFileSync(file, 'utf8')),
  );
  if (users.length === 0) { throw new Error(`nothing in lib/ requires ${name}; take it out of scripts/slim.ts`); }
  for (const file of users) {
    const path = relative(dirname(file), join(vendor, name)).replace(/\\/g, '/');
    writeFileSync(file, readFileSync(file, 'utf8').replace(call, `require('${path}')`));
  }
}

/** The declarations have the comments too, and those are what editors show. */
function rewrite(file: string): void {
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'js', target: 'node20' });
  writeFileSync(file, tightLines(code));
}

/** Removes declarations of modules that the public ones do not mention. */
function dropUnreachable(index: string): void {
  const reached = new Set<string>();
  const open = [index];
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
function slimAssembly(file: string): void {
  const assembly = JSON.parse(gunzipSync(readFileSync(file)).toString());
  const slim = JSON.stringify(assembly, (key, value) => (key === 'locationInModule' ? undefined : value));
  writeFileSync(file, gzipSync(slim, { level: 9 }));
}

function filesIn(directory: string, ending: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(directory, name));
}
