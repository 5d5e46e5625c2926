/** What the quickstart prints, and that kustomize takes the manifests of `cdk8s-agent-sandbox release`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { example } from '../support/examples';
import { checksumsOf, keyOf, parseManifest } from '../support/upstream';

const ROOT = join(__dirname, '../..');
const NAMESPACE = 'agent-sandbox-system';

describe('cdk8s synth in examples/quickstart', () => {
  const quickstart = example('quickstart');

  test('prints one file', () => {
    expect(Object.keys(quickstart.files)).toEqual(['platform.k8s.yaml']);
  });

  test('prints the install, in install order', () => {
    expect(quickstart.objects().map(keyOf)).toEqual([
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
    const controllers = quickstart
      .objects()
      .filter(({ kind }) => ['Deployment', 'StatefulSet', 'DaemonSet', 'Pod', 'Job'].includes(kind));
    expect(
      controllers.map(({ spec }) =>
        spec.template.spec.containers.map((container: { image: string }) => container.image),
      ),
    ).toEqual([['registry.k8s.io/agent-sandbox/agent-sandbox-controller:v1.0.5']]);
  });

  test('gives every namespaced object the one namespace', () => {
    const namespaces = quickstart.objects().map(({ metadata }) => metadata.namespace);
    expect([...new Set(namespaces)]).toEqual([undefined, NAMESPACE]);
  });
});

const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!kubectl) {
  process.stderr.write('SKIPPED: kubectl kustomize on the manifests of three releases; there is no kubectl\n');
}

(kubectl ? describe : describe.skip)('kubectl kustomize', () => {
  const releases = ['v0.4.6', 'v0.5.6', 'v1.0.5'];
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'kustomize-'));
    execFileSync(
      process.execPath,
      [join(ROOT, 'bin/cdk8s-agent-sandbox'), 'release', ...releases, '--outdir', join(directory, 'dist')],
      { stdio: 'pipe' },
    );
  });

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  // Kustomize refuses two objects of one id.
  describe.each(releases)('%s', (release) => {
    test('takes the whole manifest', () => {
      expect(checksumsOf(kustomize(release, 'sandbox-with-extensions.yaml'))).toEqual(
        checksumsOf(made(release, 'sandbox-with-extensions.yaml')),
      );
    });

    test('takes the manifest and its extensions together, which are the objects of the whole one', () => {
      const together = kustomize(release, 'manifest.yaml', 'extensions.yaml');
      expect(checksumsOf(together)).toEqual(
        checksumsOf([...made(release, 'manifest.yaml'), ...made(release, 'extensions.yaml')]),
      );
      expect(together.map(keyOf).sort()).toEqual(made(release, 'sandbox-with-extensions.yaml').map(keyOf).sort());
    });

    test('refuses the whole manifest with the extensions, whose objects it has already', () => {
      expect(() => kustomize(release, 'sandbox-with-extensions.yaml', 'extensions.yaml')).toThrow(
        'may not add resource with an already registered id',
      );
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
    return parseManifest(
      execFileSync('kubectl', ['kustomize', base], { encoding: 'utf8', maxBuffer: 2 ** 26, stdio: 'pipe' }),
    );
  }
});
