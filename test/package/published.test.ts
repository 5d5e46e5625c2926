/** The tarball as registries get it: what npm, publint and TypeScript's resolution make of it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledNames, sbom } from '../../scripts/release/sbom';

const ROOT = join(__dirname, '../..');

let outdir: string;
let tarball: string;
let manifest: Record<string, any>;

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'published-'));
  tarball = pack('first');
  manifest = JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }));
});

afterAll(() => rmSync(outdir, { recursive: true, force: true }));

test('two packs have the same bytes', () => {
  expect(readFileSync(pack('second')).equals(readFileSync(tarball))).toBe(true);
});

test('package.json has what users of the package need, and nothing runs when it is installed', () => {
  expect(manifest).toMatchObject({
    name: 'cdk8s-agent-sandbox',
    stability: 'experimental',
    type: 'commonjs',
    main: 'lib/index.js',
    types: 'lib/index.d.ts',
    license: 'Apache-2.0',
    engines: { node: '>= 20.19.0' },
  });
  expect(manifest.version).toMatch(/^0\.[1-9]\d*\.\d+$/);
  for (const absent of ['scripts', 'devDependencies', 'dependencies', 'overrides', 'jest', 'devEngines']) {
    expect(manifest).not.toHaveProperty(absent);
  }
});

test('publint has nothing to say of it', () => {
  const { status, stdout } = command('publint', '--strict', tarball);
  expect([status, stdout]).toEqual([0, expect.stringContaining('All good!')]);
});

test('its types are those of its modules, however they are resolved', () => {
  const { status, stdout } = command('attw', '--format', 'json', tarball);
  expect([status, JSON.parse(stdout).analysis.problems]).toEqual([0, []]);
});

describe('the bill of materials', () => {
  const text = sbom(ROOT);
  const document = JSON.parse(text);

  test('is CycloneDX, of this version, and the same each time', () => {
    expect(document).toMatchObject({
      bomFormat: 'CycloneDX', metadata: { component: { purl: `pkg:npm/cdk8s-agent-sandbox@${manifest.version}` } },
    });
    expect(sbom(ROOT)).toBe(text);
  });

  test('names each library that is bundled, with its version, licence, hash and purl', () => {
    const paths = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).split('\n');
    const bundled = paths.flatMap((path) => /^package\/lib\/vendor\/(.+)\.js$/.exec(path)?.[1] ?? []).sort();
    expect(bundled).toEqual(expect.arrayContaining(['re2js']));
    expect(bundledNames(ROOT)).toEqual(bundled);
    expect(document.components.map(({ name }: { name: string }) => name)).toEqual(bundled);
    for (const { name, version, purl, licenses, hashes } of document.components) {
      const installed = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
      expect([version, purl]).toEqual([installed.version, `pkg:npm/${name}@${installed.version}`]);
      expect(licenses).toEqual([{ license: { id: installed.license } }]);
      expect(hashes).toEqual([{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) }]);
    }
  });
});

function pack(folder: string): string {
  const args = [join(ROOT, 'scripts/pack.js'), join(outdir, folder)];
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();
}

function command(name: string, ...args: string[]): { status: number | null; stdout: string } {
  return spawnSync(join(ROOT, 'node_modules/.bin', name), args, { cwd: ROOT, encoding: 'utf8' });
}
