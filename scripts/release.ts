/**
 * Makes a release of the library, up to its publication:
 *
 *   npm run release -- --dry-run [--no-test]
 *
 * builds, tests, packs twice and compares, checks the packages (those of other editions of cdk8s-plus too), and
 * writes into artifacts/: the packages, the bill of materials, the checksums, and the notes from CHANGELOG.md. A dry
 * run says whether a release would succeed. Without
 * --dry-run it then asks GitHub for the workflow `release`, which does the same in a clean clone (--prepare) and
 * publishes.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { notesOf } from './release/notes';
import { sbom } from './release/sbom';

const ROOT = join(__dirname, '..');
const ARTIFACTS = join(ROOT, 'artifacts');
const { 'dry-run': dryRun, 'no-test': noTest, prepare } = parseArgs({
  options: { 'dry-run': { type: 'boolean' }, 'no-test': { type: 'boolean' }, 'prepare': { type: 'boolean' } },
}).values;

const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, string>;
const tag = `v${version}`;
let failures = 0;
say(`${name} ${version}${dryRun ? ', a dry run: nothing is published' : ''}`);

must('git has no change that is not committed', git('status', '--porcelain') === '');
must(`git has no tag ${tag}; a release is a new VERSION in projenrc/release.ts`, git('tag', '--list', tag) === '');
const notes = notesOf(readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'), version);
must(`CHANGELOG.md has a section "## ${version}"`, !notes.isUnreleased);

rmSync(ARTIFACTS, { recursive: true, force: true });
const first = build(ARTIFACTS);
if (noTest) { say('SKIPPED: the tests, by --no-test'); } else { run('npx', 'projen', 'test'); }
const second = build(join(ARTIFACTS, 'again'));
for (const [index, file] of first.entries()) {
  const again = second[index];
  if (sha256(file) !== sha256(again)) { throw new Error(`two builds differ: compare ${file} and ${again}`); }
  say(`two builds have the same bytes: ${sha256(file)}  ${basename(file)}`);
}
rmSync(join(ARTIFACTS, 'again'), { recursive: true });

for (const file of first) {
  run('npx', 'publint', '--strict', file);
  run('npx', 'attw', file);
}

mkdirSync(join(ARTIFACTS, 'create'));
const create = join(ARTIFACTS, 'create', execFileSync(
  'npm',
  ['pack', '--silent', '--pack-destination', join(ARTIFACTS, 'create')],
  { cwd: join(ROOT, 'create'), encoding: 'utf8' },
).trim());
must(`create/package.json has the version ${version}`, create.endsWith(`-${version}.tgz`));

const files: Record<string, string> = {
  'sbom.cdx.json': sbom(ROOT),
  'changelog.md': notes.text,
  'version.txt': version,
  'releasetag.txt': tag,
};
for (const [file, text] of Object.entries(files)) { writeFileSync(join(ARTIFACTS, file), text); }
const packages = [...first, create];
const sums = [...packages, join(ARTIFACTS, 'sbom.cdx.json')].map((file) => `${sha256(file)}  ${basename(file)}\n`);
writeFileSync(join(ARTIFACTS, 'SHA256SUMS'), sums.join(''));
must('the build changes no file that is checked in', git('status', '--porcelain') === '');
say(`packed: ${packages.map((file) => relative(ROOT, file)).join(', ')}, sbom.cdx.json, SHA256SUMS, changelog.md`);
if (dryRun) { say(failures === 0 ? 'it would succeed' : `it would fail: ${failures} rules do not hold`); }
if (failures > 0) { process.exitCode = 1; }

if (!dryRun && !prepare) { run('gh', 'workflow', 'run', 'release.yml', '--ref', 'main'); }

/** Compiles into an empty lib/, packs that and the packages of other editions of cdk8s-plus, and returns the files. */
function build(outdir: string): string[] {
  const directory = join(outdir, 'js');
  rmSync(join(ROOT, 'lib'), { recursive: true, force: true });
  run('npx', 'projen', 'compile');
  mkdirSync(directory, { recursive: true });
  run('node', 'scripts/pack.js', directory);
  run('npx', 'projen', 'package-plus', '--outdir', outdir);
  return readdirSync(directory).sort().map((file) => join(directory, file));
}

/** A rule that a release must keep; a dry run says that it would fail, and goes on. */
function must(rule: string, holds: boolean): void {
  if (holds) { return; }
  if (!dryRun) { throw new Error(`no release: ${rule} - this does not hold`); }
  failures += 1;
  say(`WOULD FAIL: ${rule} - this does not hold`);
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { cwd: ROOT, stdio: 'inherit' });
}

function git(...args: string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
}

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function say(text: string): void {
  console.log(`release: ${text}`);
}
