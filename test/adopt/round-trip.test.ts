import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importObjects } from '../../src/adopt';
import { asApplied } from '../../src/adopt/given-objects';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { Catalogue } from '../../src/release/catalogue';
import { compileErrors } from '../support/adopt/compile';
import { randomPlatform } from '../support/adopt/random-platforms';
import { parseManifest, UPSTREAM, UPSTREAM_IS_HERE } from '../support/upstream';

const ROOT = join(__dirname, '../..');

/** How many random platforms are tried: `ADOPT_CASES=300` for all that the issue asks for. */
const CASES = Number(process.env.ADOPT_CASES ?? 40);
const SEED = Number(process.env.ADOPT_SEED ?? 1);

const programs: Record<string, string> = {};

/** Imports objects, and expects a program that makes equal ones without help. */
function expectRoundTrip(name: string, objects: readonly KubeObject[]): string {
  const { text, failures, differences } = importObjects(objects, undefined, Catalogue.standard());
  programs[name] = text;
  expect({ name, differences, failures })
    .toEqual({ name, differences: [], failures: [] });
  return text;
}

function yamlFiles(directory: string): string[] {
  return readdirSync(directory).sort().flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) { return yamlFiles(path); }
    return name.endsWith('.yaml') ? [path] : [];
  });
}

test('what is in dist comes back as it is', () => {
  for (const file of yamlFiles(join(ROOT, 'dist'))) {
    expectRoundTrip(file, parseManifest(readFileSync(file, 'utf8')));
  }
});

test('what every example prints comes back as it is', () => {
  const directory = mkdtempSync(join(tmpdir(), 'examples-'));
  try {
    for (const name of readdirSync(join(ROOT, 'examples'))) {
      const { status, stderr } = spawnSync(process.execPath, ['-r', 'ts-node/register/transpile-only', 'main.ts'], {
        cwd: join(ROOT, 'examples', name),
        encoding: 'utf8',
        env: {
          ...process.env,
          CDK8S_OUTDIR: join(directory, name),
          TS_NODE_COMPILER_OPTIONS: JSON.stringify({
            module: 'commonjs',
            moduleResolution: 'node10',
            ignoreDeprecations: '6.0',
            resolveJsonModule: true,
            esModuleInterop: true,
          }),
        },
      });
      expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: '' });
    }
    for (const file of yamlFiles(directory)) { expectRoundTrip(file, parseManifest(readFileSync(file, 'utf8'))); }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

if (!UPSTREAM_IS_HERE) { process.stderr.write('skipped: import of upstream\'s manifests, which are not here\n'); }

(UPSTREAM_IS_HERE ? test : test.skip)('what upstream publishes comes back as it is', () => {
  for (const file of yamlFiles(UPSTREAM)) { expectRoundTrip(file, parseManifest(readFileSync(file, 'utf8'))); }
});

test(`${CASES} random platforms come back as they are`, () => {
  for (let seed = SEED; seed < SEED + CASES; seed++) { expectRoundTrip(`random-${seed}`, randomPlatform(seed)); }
});

test('a second import of what a program makes gives the same program', () => {
  const { objects } = asApplied(randomPlatform(7));
  const catalogue = Catalogue.standard();
  expect(importObjects(objects, undefined, catalogue).text).toBe(importObjects(objects, undefined, catalogue).text);
});

// All at once: the compiler reads the types of the library once.
test('all these programs compile under strict', () => {
  expect(compileErrors(programs)).toEqual([]);
});
