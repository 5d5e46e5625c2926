/** What the quickstart prints through `cdk8s synth`, and that kustomize takes the manifests of `cdk8s-agent-sandbox release`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeObject } from '../../src/release/objects/kube-object';
import { checksumsOf, keyOf, parseManifest } from '../support/upstream';

const ROOT = join(__dirname, '../..');
const NAMESPACE = 'agent-sandbox-system';

let directory: string;

beforeAll(() => { directory = mkdtempSync(join(tmpdir(), 'quickstart-')); });

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('cdk8s synth in examples/quickstart', () => {
  let text: string;
  let objects: KubeObject[];

  beforeAll(() => {
    text = synth('first');
    objects = parseManifest(text);
  });

  test('prints the install, in install order', () => {
    expect(objects.map(keyOf)).toEqual([
      `Namespace ${NAMESPACE}`,
      `ServiceAccount ${NAMESPACE}/agent-sandbox-controller`,
      'CustomResourceDefinition sandboxes.agents.x-k8s.io',
      'CustomResourceDefinition sandboxclaims.extensions.agents.x-k8s.io',
      'CustomResourceDefinition sandboxtemplates.extensions.agents.x-k8s.io',
      'CustomResourceDefinition sandboxwarmpools.extensions.agents.x-k8s.io',
      'ClusterRole agent-sandbox-controller',
      'ClusterRoleBinding agent-sandbox-controller',
      'ClusterRole agent-sandbox-controller-extensions',
      'ClusterRoleBinding agent-sandbox-controller-extensions',
      `Service ${NAMESPACE}/agent-sandbox-controller`,
      `Deployment ${NAMESPACE}/agent-sandbox-controller`,
    ]);
  });

  test('prints one controller of the release', () => {
    const controllers = objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod', 'Job'].includes(kind)) as any[];
    expect(controllers.map(({ spec }) => spec.template.spec.containers.map((container: { image: string }) => container.image)))
      .toEqual([['registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5']]);
  });

  test('prints nothing empty: no document, no value', () => {
    expect(objects).toHaveLength(text.split(/^---$/m).length);
    expect(nulls(objects)).toEqual([]);
  });

  // The CRDs share their schemas of core types in memory, which a YAML printer may turn into references.
  test('prints every value where it belongs, without anchors', () => {
    expect(text).not.toMatch(/(: |- )[&*]\w+$/m);
  });

  test('gives every namespaced object the one namespace', () => {
    const namespaces = objects.map(({ metadata }) => metadata.namespace);
    expect([...new Set(namespaces)]).toEqual([undefined, NAMESPACE]);
  });

  test('prints the same bytes again', () => {
    expect(synth('second')).toBe(text);
  });
});

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!kubectl) { process.stderr.write('SKIPPED: kubectl kustomize on the manifests of three releases; there is no kubectl\n'); }

(kubectl ? describe : describe.skip)('kubectl kustomize', () => {
  const releases = ['v0.4.6', 'v0.5.6', 'v1.0.5'];

  beforeAll(() => {
    execFileSync(process.execPath, [join(ROOT, 'bin/cdk8s-agent-sandbox'), 'release', ...releases, '--outdir', join(directory, 'dist')], { stdio: 'pipe' });
  });

  // Kustomize refuses two objects of one id.
  describe.each(releases)('%s', (release) => {
    test('takes the whole manifest', () => {
      expect(checksumsOf(kustomize(release, 'sandbox-with-extensions.yaml'))).toEqual(checksumsOf(made(release, 'sandbox-with-extensions.yaml')));
    });

    test('takes the manifest and its extensions together, which are the objects of the whole one', () => {
      const together = kustomize(release, 'manifest.yaml', 'extensions.yaml');
      expect(checksumsOf(together)).toEqual(checksumsOf([...made(release, 'manifest.yaml'), ...made(release, 'extensions.yaml')]));
      expect(together.map(keyOf).sort()).toEqual(made(release, 'sandbox-with-extensions.yaml').map(keyOf).sort());
    });

    test('refuses the whole manifest with the extensions, whose objects it has already', () => {
      expect(() => kustomize(release, 'sandbox-with-extensions.yaml', 'extensions.yaml')).toThrow('may not add resource with an already registered id');
    });
  });

  function made(release: string, asset: string): KubeObject[] {
    return parseManifest(readFileSync(join(directory, 'dist', release, asset), 'utf8'));
  }

  function kustomize(release: string, ...assets: string[]): KubeObject[] {
    const base = join(directory, 'kustomize', release, assets.join('+'));
    mkdirSync(base, { recursive: true });
    for (const asset of assets) { copyFileSync(join(directory, 'dist', release, asset), join(base, asset)); }
    writeFileSync(join(base, 'kustomization.yaml'), JSON.stringify({ resources: assets }));
    return parseManifest(execFileSync('kubectl', ['kustomize', base], { encoding: 'utf8', maxBuffer: 2 ** 26, stdio: 'pipe' }));
  }
});

function synth(outdir: string): string {
  const output = join(directory, outdir);
  execFileSync(join(ROOT, 'node_modules/.bin/cdk8s'), ['synth', '-o', output], {
    cwd: join(ROOT, 'examples/quickstart'),
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
    stdio: 'pipe',
  });
  expect(readdirSync(output)).toEqual(['platform.k8s.yaml']);
  return readFileSync(join(output, 'platform.k8s.yaml'), 'utf8');
}

/** The paths of what is null or undefined. */
function nulls(value: unknown, path = ''): string[] {
  if (value === null || value === undefined) { return [path]; }
  return typeof value === 'object' ? Object.entries(value).flatMap(([key, child]) => nulls(child, `${path}/${key}`)) : [];
}
