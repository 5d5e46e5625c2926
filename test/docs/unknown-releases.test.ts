/** The commands and the code of docs/unknown-releases.md, run with files that stand for those of v1.0.7. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as library from '../../src';
import { run } from '../support/cli';
import { directories } from '../support/directories';

const ROOT = join(__dirname, '../..');
const page = readFileSync(join(ROOT, 'docs/unknown-releases.md'), 'utf8');
const outdirOf = directories();

/** The files of v1.0.7, as far as anybody can tell: those of v1.0.5, and one field more. */
function download(root: string): string {
  const directory = join(root, 'vendor/agent-sandbox-v1.0.7');
  mkdirSync(directory, { recursive: true });
  const files = { 'manifest': 'sandbox', 'extensions': 'extensions', 'sandbox-with-extensions': 'all' };
  for (const [from, to] of Object.entries(files)) {
    const text = readFileSync(join(ROOT, `dist/v1.0.5/${from}.yaml`), 'utf8').replaceAll('v1.0.5', 'v1.0.7')
      .replace(/(kind: SandboxWarmPool\n[^]*?)( +)replicas:\n/, '$1$2minReady:\n$2  type: integer\n$2replicas:\n');
    writeFileSync(join(directory, `${to}.yaml`), text);
  }
  return directory;
}

test('the code installs the files, and its pins hold', () => {
  const directory = download(outdirOf());
  const platform = new Chart(new App(), 'platform');
  const pins = ['all', 'extensions', 'sandbox'].map((name) => {
    const sum = createHash('sha256').update(readFileSync(join(directory, `${name}.yaml`))).digest('hex');
    return `'${name}.yaml': '${sum}',`;
  });
  const [code] = [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, text]) => text);
  expect(code).toContain('checksums: {');
  const filled = code.replace("'vendor/agent-sandbox-v1.0.7'", JSON.stringify(directory))
    .replace(/checksums: \{[^}]*\}/, `checksums: {${pins.join('\n')}}`);
  new Function('platform', 'AgentSandboxVersion', 'AgentSandbox', filled)(
    platform, library.AgentSandboxVersion, library.AgentSandbox,
  );
  const found = library.Findings.of(platform).list().map(({ code: each, message }) => `${each}: ${message}`);
  expect(found).toEqual([expect.stringMatching(/^ASB502: release v1\.0\.7 is read from its files; .* of v1\.0\.5$/)]);
  const objects = platform.node.findAll().map((each) => ('toJson' in each ? (each as Chart).toJson() : ''));
  expect(JSON.stringify(objects)).toContain('agent-sandbox-controller:v1.0.7"');
});

test('the commands know the release of the files', () => {
  const root = outdirOf();
  const directory = download(root);
  const commands = page.match(/^npx cdk8s-agent-sandbox .*$/gm)!
    .map((line) => line.split(' ').slice(2))
    .map((args) => args.map((each) => (/\//.test(each) ? join(root, each) : each)));
  mkdirSync(join(root, 'manifests'));
  writeFileSync(join(root, 'manifests/pool.yaml'), `apiVersion: extensions.agents.x-k8s.io/v1beta1
kind: SandboxWarmPool
metadata: { name: pool }
spec: { replicas: 2, minReady: 1, sandboxTemplateRef: { name: python } }
`);
  const [release, validate] = commands;
  const made = run([...release, '--outdir', join(root, 'dist'), '--write-record', join(root, 'record.ts')]);
  expect([made.code, made.out]).toEqual([0, expect.stringContaining('v1.0.7/manifest.yaml  7 objects')]);
  expect(made.err).toContain("add('SandboxWarmPool.spec.minReady'");
  expect(readFileSync(join(root, 'record.ts'), 'utf8')).toContain('export const v1_0_7: ReleaseRecord = {');
  expect(run(validate)).toMatchObject({ code: 0, err: expect.stringContaining('1 object of Agent Sandbox v1.0.7') });
  expect(run([...validate.slice(0, 2)]).out).toContain('minReady');
  expect(run(['explain', 'SandboxWarmPool.spec.minReady', '--assets', directory]).code).toBe(0);
  expect(run(['schema', '--assets', directory, '--outdir', join(root, 'schemas')]).out).toContain('v1.0.7');
  expect(readFileSync(join(root, 'schemas/sandboxwarmpool.json'), 'utf8')).toContain('minReady');
});

test('fails if options of files do not fit', () => {
  expect(run(['release', '--all', '--assets', 'x'])).toMatchObject({
    code: 2, err: expect.stringContaining('one release'),
  });
  expect(run(['release', 'v1.0.5', '--write-record', 'x'])).toMatchObject({
    code: 2, err: expect.stringContaining('give their directory by --assets'),
  });
  expect(run(['validate', 'x', '--assets', 'nowhere'])).toMatchObject({
    code: 2, err: expect.stringContaining('nowhere cannot be read (ENOENT)'),
  });
  expect(run(['validate', 'x', '--release', 'v1.0.7'])).toMatchObject({
    code: 2, err: expect.stringContaining('upstream published it on 2026-10-15, and its files could not be had'),
  });
  expect(run(['versions']).out).toMatch(/^v1\.0\.8 +2026-10-22 .*read them by --assets$/m);
});
