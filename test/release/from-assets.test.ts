/**
 * Releases that the catalogue does not have, read from the files that upstream published: each known release is taken
 * out of the catalogue and read again. The result is the release of its record but for what no file shows.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { split } from '../../src/documents';
import type { AgentSandboxOptions, AgentSandboxProfile } from '../../src/install/agent-sandbox-props';
import { Asset, releaseAssets, upstreamAssets } from '../../src/install/assets';
import { installFindings } from '../../src/install/findings';
import { resolveSettings } from '../../src/install/resolve-props';
import { ManifestJudge } from '../../src/judge/manifests';
import { canonicalJson } from '../../src/kubernetes/types/canonical-json';
import { releaseFromAssets } from '../../src/release/assets/from-assets';
import { Catalogue } from '../../src/release/catalogue';
import * as history from '../../src/release/history';
import { ReleaseRecord } from '../../src/release/record';
import { Release } from '../../src/release/release';
import { compareReleases } from '../../src/release/release-id';
import { run } from '../support/cli';
import { directories } from '../support/directories';
import { ORDINARY_MISTAKES } from '../support/ordinary-mistakes';
import { UPSTREAM, UPSTREAM_IS_HERE } from '../support/upstream';

const ROOT = join(__dirname, '../..');
const catalogue = Catalogue.standard();
const known = catalogue.all();
const outdirOf = directories();

/** The catalogue as it was before a release. */
function before(id: string): Catalogue {
  return new Catalogue(Object.values<ReleaseRecord>(history).filter((each) => compareReleases(each.id, id) < 0));
}

/** A release of the catalogue without what no file shows, which is that of the release before it. */
function shownByFiles(release: Release, { flags, controller, install: { leaderElection } }: Release): Release {
  return { ...release, flags, controller, knownBad: [], install: { ...release.install, leaderElection } };
}

/** What a release prints, in canonical text. */
function manifests(release: Release, print = releaseAssets): string {
  return canonicalJson(print(release, {}, catalogue).map(({ name, objects }: Asset) => ({ name, objects })));
}

/** Manifests with faults of many kinds: those of the pages of findings, and mistakes in pods, in each API version. */
const CORPUS = [
  ...readdirSync(join(ROOT, 'docs/findings'))
    .flatMap((page) => [...readFileSync(join(ROOT, 'docs/findings', page), 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)])
    .map(([, text]) => text)
    // A template of Helm is no manifest.
    .filter((text) => !text.includes('{{')),
  ...ORDINARY_MISTAKES.map(({ pod, container }, index) => JSON.stringify({
    apiVersion: 'agents.x-k8s.io/v1beta1',
    kind: 'Sandbox',
    metadata: { name: `mistake-${index}` },
    spec: { podTemplate: { spec: { containers: [{ name: 'main', image: 'devbox', ...container }], ...pod } } },
  })),
].flatMap((text) => [text, text.replaceAll('/v1beta1', '/v1alpha1')]);

/** What is found in the corpus. */
function verdicts(release: Release): string[] {
  return CORPUS.flatMap((text, index) => {
    const judge = new ManifestJudge({ release, closedWorld: false, keepObjects: false });
    for (const chunk of split([text])) { judge.read({ name: `${index}`, isStrict: false }, chunk); }
    return judge.finish().findings.map(({ finding: { code, path, message } }) => `${index} ${code} ${path} ${message}`);
  });
}

const whenPresent = UPSTREAM_IS_HERE ? describe : describe.skip;
if (!UPSTREAM_IS_HERE) {
  process.stderr.write("SKIPPED: releases from upstream's assets, which are not here (AGENT_SANDBOX_UPSTREAM)\n");
}

const cases = known.slice(1).map((release, index) => [release.id, release, known[index]] as const);

whenPresent('taken out of the catalogue and read from the published files', () => {
  test('22 releases', () => { expect(cases).toHaveLength(22); });

  test.each(cases)('%s has the manifests, the verdicts and the record of the known one', (id, release, predecessor) => {
    const read = releaseFromAssets(id, join(UPSTREAM, id), before(id));
    expect([read.assumedFrom, read.files!.unknownFields]).toEqual([predecessor.id, []]);
    // The port and the Service of a webhook are in the files; no other flag is.
    const shown = [...read.flags.keys()].filter((name) => !predecessor.flags.has(name));
    expect(shown).toEqual(id === 'v0.5.0' ? ['webhook-port', 'webhook-service-name', 'webhook-namespace'] : []);
    const expected = shownByFiles(release, { ...predecessor, flags: read.flags });
    expect(manifests(read, upstreamAssets)).toBe(manifests(release, upstreamAssets));
    expect(manifests(read)).toBe(manifests(expected));
    expect(verdicts(read)).toEqual(verdicts(expected));
    expect(read.install).toEqual({ ...expected.install, extensionsAssetPorts: read.install.extensionsAssetPorts });
  });
});

describe('our own files of a release', () => {
  test.each([['v1.0.5', 'v1.0.4'], ['v0.5.6', 'v0.5.5'], ['v0.4.6', 'v0.4.5']])(
    '%s in dist/, compared with %s, is printed again in the same bytes', (id, like) => {
      const outdir = outdirOf();
      const { code, err } = run(['release', '--assets', join(ROOT, 'dist', id), '--like', like, '--outdir', outdir]);
      expect([code, err]).toEqual([0, expect.stringContaining(`ASB502: release ${id} is read from its files`)]);
      for (const name of readdirSync(join(ROOT, 'dist', id))) {
        expect(readFileSync(join(outdir, id, name), 'utf8')).toBe(readFileSync(join(ROOT, 'dist', id, name), 'utf8'));
      }
    },
  );

  test('as upstream names them, judge as the known release', () => {
    const outdir = outdirOf();
    expect(run(['release', 'v1.0.5', '--upstream-names', '--outdir', outdir]).code).toBe(0);
    const read = releaseFromAssets('v1.0.5', join(outdir, 'v1.0.5'), before('v1.0.5'));
    const expected = shownByFiles(catalogue.get('v1.0.5'), catalogue.get('v1.0.4'));
    const found = verdicts(read);
    expect(found).toEqual(verdicts(expected));
    expect(found.length).toBeGreaterThan(100);
  });
});

describe('files of a release that nobody knows', () => {
  /** The files of v1.0.5 as those of another tag, changed. */
  function files(tag: string, ...changes: ReadonlyArray<readonly [string | RegExp, string]>): string {
    const directory = outdirOf();
    cpSync(join(ROOT, 'dist/v1.0.5/sandbox-with-extensions.yaml'), join(directory, 'all.yaml'));
    const path = join(directory, 'all.yaml');
    const text = readFileSync(path, 'utf8').replaceAll('v1.0.5', tag);
    const changed = changes.reduce((so, [from, to]) => {
      const next = so.replace(from, to);
      expect(next).not.toBe(so);
      return next;
    }, text);
    writeFileSync(path, changed);
    return directory;
  }

  test('one file with everything is enough; the tag is that of its image', () => {
    const read = releaseFromAssets(undefined, files('v1.9.0'), catalogue);
    expect([read.id, read.assumedFrom]).toEqual(['v1.9.0', 'v1.0.5']);
    expect(manifests(read)).toBe(manifests({ ...catalogue.get('v1.0.5'), id: 'v1.9.0' }));
  });

  test('new fields, verbs, columns and ports are a record', () => {
    const directory = files(
      'v1.9.0',
      [
        /(kind: SandboxWarmPool\n[^]*?)( +)replicas:\n/,
        '$1$2minReady:\n$2  type: integer\n$2  format: int32\n$2replicas:\n',
      ],
      [
        /(kind: ClusterRole\n[^]*?rules:\n)/,
        '$1  - apiGroups:\n      - ""\n    resources:\n      - nodes\n    verbs:\n      - get\n',
      ],
    );
    const { files: read, roles, api } = releaseFromAssets('v1.9.0', directory, catalogue);
    expect(read!.record).toMatchObject({
      api: [{ op: 'add', path: 'SandboxWarmPool.spec.minReady' }],
      roles: { controller: { grant: [{ resource: 'nodes', verbs: ['get'] }] } },
    });
    expect(roles.controller).toContainEqual({ resource: 'nodes', verbs: ['get'] });
    expect(api.versions[0].kinds.SandboxWarmPool!.root.fields!.spec.fields).toHaveProperty('minReady');
  });

  test('a field of pods that no Kubernetes minor has is named, and the CRD is that of the file', () => {
    const directory = files('v1.9.0', [/( +)hostUsers:\n/, '$1hostBrains:\n$1  type: boolean\n$1hostUsers:\n']);
    const read = releaseFromAssets('v1.9.0', directory, catalogue);
    expect(read.files!.unknownFields).toEqual([expect.stringMatching(/\.spec\.hostBrains$/)]);
    expect(read.api.kubernetes).toBe('1.37');
    for (const { name, objects } of releaseAssets(read, {}, catalogue)) {
      expect([name, JSON.stringify(objects).includes('hostBrains')]).toEqual([name, name !== 'extensions.yaml']);
    }
  });

  test('what no record expresses is taken over, also beside the props of the install', () => {
    const directory = files(
      'v1.9.0',
      [
        /( +)ports:\n( +- containerPort: 8080)/,
        '$1env:\n$1  - name: POD_NAMESPACE\n$1    value: agent-sandbox-system\n$1ports:\n$2',
      ],
      [/$/, '---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: extra\n  namespace: agent-sandbox-system\n'],
    );
    const read = releaseFromAssets('v1.9.0', directory, catalogue);
    const [, , { objects }] = releaseAssets(read, { env: { GOGC: '50' }, namespace: 'sandboxes' }, catalogue);
    const controller = objects.find(({ kind }) => kind === 'Deployment') as any;
    expect(controller.spec.template.spec.containers[0].env).toEqual([
      { name: 'GOGC', value: '50' }, { name: 'POD_NAMESPACE', value: 'sandboxes' },
    ]);
    expect(controller.spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
    expect(objects).toContainEqual(
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'extra', namespace: 'sandboxes' } },
    );
    expect(objects.at(-1)).toBe(controller);
  });

  describe('that have otherwise what an install sets', () => {
    const replicas = () => files('v1.9.0', [/(kind: Deployment\n[^]*?) replicas: 1\n/, '$1 replicas: 3\n']);
    const found = (directory: string, props: AgentSandboxOptions) => {
      const release = releaseFromAssets('v1.9.0', directory, catalogue);
      return installFindings(resolveSettings(release, props, catalogue)).filter(({ code }) => code === 'ASB416')
        .map(({ message }) => message);
    };

    test('ASB416 names the object and the path, and what the install has stays', () => {
      const directory = replicas();
      expect(found(directory, { replicas: 2 })).toEqual([
        'the files of v1.9.0 have otherwise what the install sets itself: Deployment agent-sandbox-controller '
          + 'spec.replicas',
      ]);
      const [, , { objects }] = releaseAssets(
        releaseFromAssets('v1.9.0', directory, catalogue), { replicas: 2 }, catalogue,
      );
      expect((objects.at(-1) as any).spec.replicas).toBe(2);
    });

    test('ASB416 is silent where the install sets nothing there, sets the same, or is that of upstream', () => {
      const directory = replicas();
      expect(found(directory, {})).toEqual([]);
      expect(found(directory, { replicas: 3 })).toEqual([]);
      expect(found(directory, { profile: 'upstream' as AgentSandboxProfile })).toEqual([]);
      expect(found(files('v1.9.0'), { replicas: 2 })).toEqual([]);
    });

    test('ASB416 names an object of the library that the files lack', () => {
      const directory = files('v1.9.0', [/^---\napiVersion: v1\nkind: ServiceAccount\n(?:(?!---\n)[^])*/m, '']);
      expect(found(directory, {})).toEqual([
        'the files of v1.9.0 have otherwise what the install sets itself: ServiceAccount '
          + 'agent-sandbox-controller, which is not in the files',
      ]);
    });
  });

  test('an image of another vendor is that of the install', () => {
    const directory = files('0.9.0', ['registry.k8s.io/agent-sandbox/', 'registry.example.com/vendor/']);
    const read = releaseFromAssets('0.9.0', directory, catalogue, { like: catalogue.get('v1.0.3') });
    expect([read.id, read.assumedFrom]).toEqual(['0.9.0', 'v1.0.3']);
    expect(manifests(read)).toContain('"registry.example.com/vendor/agent-sandbox-controller:0.9.0"');
  });

  test('fails if a build that upstream does not order names no release', () => {
    expect(() => releaseFromAssets('0.9.0', files('0.9.0'), catalogue)).toThrow(
      "'0.9.0' has no place among the releases of upstream; name the release of upstream that it was built from",
    );
  });

  test('fails if the files are those of another release', () => {
    expect(() => releaseFromAssets('v1.9.1', files('v1.9.0'), catalogue)).toThrow(
      /^the files in .* are those of v1\.9\.0, and v1\.9\.1 is asked for; give 'v1\.9\.0', or the files of v1\.9\.1$/,
    );
  });

  test('fails if a file is known by another checksum', () => {
    const directory = files('v1.0.6');
    cpSync(join(directory, 'all.yaml'), join(directory, 'sandbox.yaml'));
    expect(() => releaseFromAssets('v1.0.6', directory, catalogue)).toThrow(
      /^sandbox\.yaml in .* is not the file that upstream published for v1\.0\.6: its SHA-256 is [0-9a-f]{64}, .*b995/,
    );
  });

  test('fails if a part of the release is missing, or there is nothing', () => {
    const directory = files('v1.9.0', [/kind: SandboxClaim\n/, 'kind: SandboxDemand\n']);
    expect(() => releaseFromAssets('v1.9.0', directory, catalogue)).toThrow(
      /are not the files of a release: the CRD of SandboxClaim is missing; give all that upstream publishes for it/,
    );
    const empty = outdirOf();
    mkdirSync(join(empty, 'x'));
    expect(() => releaseFromAssets('v1.9.0', empty, catalogue)).toThrow(/has no \.yaml file; give the directory/);
    expect(() => releaseFromAssets('v1.9.0', join(empty, 'y'), catalogue)).toThrow(/cannot be read \(ENOENT\); give/);
    writeFileSync(join(empty, 'a.yaml'), 'a: [1\n');
    expect(() => releaseFromAssets('v1.9.0', empty, catalogue)).toThrow(/a\.yaml:2:1: /);
  });
});

describe('a catalogue with a release that was read', () => {
  const read: Release = { ...catalogue.get('v1.0.5'), id: 'v1.0.9' };

  test('has it in its place', () => {
    const more = catalogue.withRelease(read);
    expect([more.latest, more.get('v1.0.9'), more.ids.at(-1), more.ids.length]).toEqual([read, read, 'v1.0.9', 24]);
    const between = catalogue.withRelease({ ...read, id: 'v0.5.7' });
    expect([between.ids[17], between.latest.id, between.get('v1.0.0').id]).toEqual(['v0.5.7', 'v1.0.5', 'v1.0.0']);
    expect(catalogue.withRelease({ ...read, id: '0.9.0' }).get('0.9.0').id).toBe('0.9.0');
  });
});
