import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxProfile, AgentSandboxProps, AgentSandboxVersion } from '../../../src';
import published from '../../facts/upstream-checksums.json';
import { run } from '../../support/cli';
import { directories } from '../../support/directories';
import { controllers } from '../../support/install';
import { checksumsOf, keyOf, parseManifest, sha256 } from '../../support/upstream';

const directory = directories();
const NAMES = ['manifest.yaml', 'extensions.yaml', 'sandbox-with-extensions.yaml'];

/** The files of a directory, by name. */
function filesIn(path: string): Record<string, string> {
  return Object.fromEntries(readdirSync(path).sort().map((name) => [name, readFileSync(join(path, name), 'utf8')]));
}

/** The files of one release, made by a run that succeeds. */
function made(id: string, ...options: string[]): Record<string, string> {
  const outdir = directory();
  const { code, err } = run(['release', id, '--outdir', outdir, ...options]);
  expect([code, err.replace(/^warning .*\n/gm, '')]).toEqual([0, '']);
  expect(readdirSync(outdir)).toEqual([id]);
  return filesIn(join(outdir, id));
}

/** What a cdk8s app prints for an install. */
function printed(id: string, props: Partial<AgentSandboxProps>): string {
  const outdir = directory();
  const app = new App({ outdir });
  new AgentSandbox(new Chart(app, 'install'), 'AgentSandbox', { version: AgentSandboxVersion.of(id), ...props });
  app.synth();
  return readFileSync(join(outdir, 'install.k8s.yaml'), 'utf8');
}

function imageOf(text: string): string {
  return controllers(parseManifest(text))[0].spec.template.spec.containers[0].image;
}

describe('writes the manifests of a release', () => {
  test('and says so', () => {
    const outdir = directory();
    const { code, out, err } = run(['release', 'v1.0.5', '--outdir', outdir]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      [7, 5, 12].map((count, index) => `${join(outdir, 'v1.0.5', NAMES[index])}  ${count} objects\n`).join(''),
    );
  });

  test('with checksums that verify, below a note', () => {
    const { SHA256SUMS: sums, ...files } = made('v1.0.5');
    expect(Object.keys(files)).toEqual([...NAMES].sort());
    expect(sums).toBe(NAMES.map((name) => `${sha256(files[name])}  ${name}\n`).join(''));
    for (const text of Object.values(files)) { expect(text).toMatch(/^# [A-Z].*\.\napiVersion: /); }
  });

  test('which do not collide: two of them make the third, but for the controller that serves extensions', () => {
    for (const id of ['v0.1.0', 'v0.5.6', 'v1.0.5']) {
      const { 'manifest.yaml': core, 'extensions.yaml': extensions, 'sandbox-with-extensions.yaml': all } = made(id);
      const [coreKeys, extensionKeys, allKeys] = [core, extensions, all].map((text) => parseManifest(text).map(keyOf));
      expect(new Set([...coreKeys, ...extensionKeys]).size).toBe(coreKeys.length + extensionKeys.length);
      expect([...coreKeys, ...extensionKeys].sort()).toEqual([...allKeys].sort());
      expect([core, extensions, all].map((text) => controllers(parseManifest(text)).length)).toEqual([1, 0, 1]);
    }
  });

  const cases = ['v0.1.1', 'v0.5.6', 'v1.0.5'].flatMap((id) =>
    Object.values(AgentSandboxProfile).map((profile) => [id, profile] as const),
  );
  test.each(cases)('of %s, profile %s, in the very bytes of a cdk8s app', (id, profile) => {
    const files = made(id, '--profile', profile);
    const body = (name: string) => files[name].slice(files[name].indexOf('\n') + 1);
    expect(body('sandbox-with-extensions.yaml')).toBe(printed(id, { profile }));
    expect(body('manifest.yaml')).toBe(printed(id, { profile, extensions: false }));
  });

  test('hardened unless told otherwise, and the same bytes each time', () => {
    expect(made('v1.0.5')).toEqual(made('v1.0.5', '--profile', 'hardened'));
    expect(made('v1.0.5')).not.toEqual(made('v1.0.5', '--profile', 'upstream'));
  });

  test('several at once, each once', () => {
    const outdir = directory();
    expect(
      run(['release', 'v1.0.4', 'v1.0.5', 'v1.0.4', '--outdir', outdir]).out.match(/manifest\.yaml/g),
    ).toHaveLength(2);
    expect(readdirSync(outdir).sort()).toEqual(['v1.0.4', 'v1.0.5']);
    expect(filesIn(join(outdir, 'v1.0.5'))).toEqual(made('v1.0.5'));
  });

  test('and tells on stderr what is doubtful about it', () => {
    const { code, err } = run(['release', 'v0.5.1', '--outdir', directory()]);
    expect(code).toBe(0);
    expect(err).toMatch(/^(warning ASB501: release v0\.5\.1 is known to be bad: .*; use v0\.5\.2 or newer\n){2}$/);
  });
});

describe('--upstream-names', () => {
  const facts: Record<string, Record<string, { objects: Record<string, string> }>> = published;

  test('with --all writes the files that upstream published, no more and no fewer', () => {
    const outdir = directory();
    expect(run(['release', '--all', '--upstream-names', '--outdir', outdir]).code).toBe(0);
    const written = Object.fromEntries(
      readdirSync(outdir).map((id) => [
        id,
        readdirSync(join(outdir, id))
          .filter((name) => name !== 'SHA256SUMS')
          .sort(),
      ]),
    );
    expect(written).toEqual(Object.fromEntries(Object.entries(facts).map(([id, assets]) => [id, Object.keys(assets)])));
  });

  test.each(['v0.1.0', 'v0.5.1', 'v1.0.5'])(
    "of %s hold upstream's objects, with a second controller among the extensions",
    (id) => {
      const { SHA256SUMS: sums, ...files } = made(id, '--upstream-names', '--profile', 'upstream');
      for (const [name, text] of Object.entries(files)) {
        expect([name, checksumsOf(parseManifest(text))]).toEqual([name, facts[id][name].objects]);
        expect(text).not.toMatch(/^#/m);
        expect(sums).toContain(`${sha256(text)}  ${name}\n`);
      }
      expect(controllers(parseManifest(files['extensions.yaml']))).toHaveLength(1);
    },
  );
});

describe('--image', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;

  test.each([
    ['mirror.example.com/sandbox/controller', 'mirror.example.com/sandbox/controller:v1.0.5'],
    ['mirror.example.com:5000/controller:v1.0.5-fips', 'mirror.example.com:5000/controller:v1.0.5-fips'],
    [`localhost/controller@${digest}`, `localhost/controller:v1.0.5@${digest}`],
    [`[::1]:5000/a/b/c:d@${digest}`, `[::1]:5000/a/b/c:d@${digest}`],
  ])('%s', (reference, image) => {
    const files = made('v1.0.5', '--image', reference);
    expect([files['manifest.yaml'], files['sandbox-with-extensions.yaml']].map(imageOf)).toEqual([image, image]);
  });

  test('without a tag takes that of each release', () => {
    const outdir = directory();
    run(['release', 'v1.0.4', 'v1.0.5', '--outdir', outdir, '--image=mirror.example.com/controller']);
    expect(['v1.0.4', 'v1.0.5'].map((id) => imageOf(filesIn(join(outdir, id))['manifest.yaml']))).toEqual(
      ['v1.0.4', 'v1.0.5'].map((id) => `mirror.example.com/controller:${id}`),
    );
  });

  test('reaches both controllers under upstream\'s names', () => {
    const files = made('v1.0.5', '--upstream-names', '--image', 'mirror.example.com/controller');
    expect(['sandbox.yaml', 'extensions.yaml'].map((name) => imageOf(files[name]))).toEqual(
      Array(2).fill('mirror.example.com/controller:v1.0.5'),
    );
  });
});

describe('--like', () => {
  test('takes the facts of a known release, and says so', () => {
    const outdir = directory();
    const { code, err } = run(['release', 'v9.9.9', '--like', 'v1.0.5', '--outdir', outdir]);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^warning ASB502: release v9\.9\.9 is newer than this library and is assumed to have the CRDs, roles, flags and objects of v1\.0\.5; compare .*\n$/,
    );
    const [ours, known] = [filesIn(join(outdir, 'v9.9.9')), made('v1.0.5')];
    for (const name of NAMES) { expect(ours[name].replaceAll(':v9.9.9', ':v1.0.5')).toBe(known[name]); }
    expect(imageOf(ours['manifest.yaml'])).toMatch(/:v9\.9\.9$/);
  });
});

describe('a mistake', () => {
  test.each([[['v1.0.5', 'v9.9.9']], [['v1.0.5', '--image', 'nonsense']], [['v1.0.5', '--profile', 'nonsense']]])(
    'fails if %j is asked for, and writes nothing',
    (args) => {
      const outdir = directory();
      expect(run(['release', ...args, '--outdir', join(outdir, 'new')])).toMatchObject({
        code: expect.any(Number),
        out: '',
      });
      expect(readdirSync(outdir)).toEqual([]);
    },
  );

  test('fails if the directory is a file, and names it', () => {
    const file = join(directory(), 'file');
    writeFileSync(file, 'mine');
    const { code, out, err } = run(['release', 'v1.0.5', '--outdir', file]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^error: [^\n]*\n$/);
    expect(err).toContain(`cannot write to '${join(file, 'v1.0.5')}'`);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('fails if a file cannot be written, and names where', () => {
    const outdir = directory();
    run(['release', 'v0.1.0', '--outdir', join(outdir, 'v1.0.5', 'manifest.yaml')]);
    expect(existsSync(join(outdir, 'v1.0.5', 'manifest.yaml'))).toBe(true);
    expect(run(['release', 'v1.0.5', '--outdir', outdir])).toMatchObject({
      code: 1,
      err: expect.stringContaining(`cannot write to '${join(outdir, 'v1.0.5')}'`),
    });
  });
});

test.each(['v0.1.0', 'v0.5.6', 'v1.0.5'])(
  'the objects of %s are in the order to apply them: the namespace first, the controller last',
  (id) => {
    const objects = parseManifest(made(id)['sandbox-with-extensions.yaml']);
    expect(keyOf(objects[0])).toBe('Namespace agent-sandbox-system');
    expect(objects.at(-1)).toBe(controllers(objects)[0]);
  },
);
