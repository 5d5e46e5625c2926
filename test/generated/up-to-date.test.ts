/**
 * What is generated and checked in is what its command writes. Other generators have `--check` and tests of their
 * own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main';
import { Catalogue } from '../../src/release/catalogue';

const ROOT = join(__dirname, '../..');
const LINES = ['0.4', '0.5', '1.0'];
let directory: string;

beforeAll(() => { directory = mkdtempSync(join(tmpdir(), 'generated-')); });
afterAll(() => { rmSync(directory, { recursive: true }); });

test('dist/ holds the newest release of each line', () => {
  const newest = LINES.map((line) => Catalogue.standard().ids.filter((id) => id.startsWith(`v${line}.`)).at(-1));
  expect(readdirSync(join(ROOT, 'dist')).sort()).toEqual(newest);
});

test("dist/ is what 'npx projen dist' writes", () => {
  const releases = readdirSync(join(ROOT, 'dist'));
  expect(main(['release', ...releases, '--outdir', directory], { out: () => {}, err: () => {} })).toBe(0);
  for (const release of releases) {
    const files = readdirSync(join(directory, release)).sort();
    expect(readdirSync(join(ROOT, 'dist', release)).sort()).toEqual(files);
    for (const file of files) {
      expect(
        readFileSync(join(ROOT, 'dist', release, file), 'utf8') ===
          readFileSync(join(directory, release, file), 'utf8'),
      ).toBe(true);
    }
  }
});

test("API.md is what 'npx projen docgen' writes", () => {
  const file = join(directory, 'API.md');
  execFileSync(process.execPath, [join(ROOT, 'node_modules/jsii-docgen/bin/jsii-docgen'), '-o', file, '-s', 'root'], {
    cwd: ROOT,
    stdio: 'pipe',
  });
  expect(readFileSync(join(ROOT, 'API.md'), 'utf8') === readFileSync(file, 'utf8')).toBe(true);
});
