/**
 * Argo CD's own packages with what the adapters print: its sync engine applies the platform from nothing, in waves and
 * with our health checks, beside upstream's controller; its comparison finds what drifts; its pruning spares data; and
 * its projects refuse what a hostile team has in its repository.
 */
import { Chart } from 'cdk8s';
import { Controlled, ofKind } from './controlled';
import { composed, IGNORED } from './gitops-tools/platform';
import { drifted, written } from './gitops-tools/writers';
import { Item, itemsOf } from './items';
import { aControlPlane, describeCluster } from './plane';
import { AppProject, ArgoApplication, SandboxApp, SandboxCluster, AgentSandboxVersion } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { Kubelet } from '../../src/rehearsal/cluster/kubelet';
import { changes } from '../../src/rehearsal/drift';
import { apartIn } from '../gitops/platform';
import { argoDifferences, argoSources, ArgoSync, argoSync, hasArgoEngine } from '../support/argo-engine';
import { controllers } from '../support/controllers';
import { quietly } from '../support/stderr';

const SYSTEM = 'agent-sandbox-system';
const TEAM = 'https://git.example.com/product.git';

const controller = controllers().filter(({ path }) => path !== undefined).at(-1);

(controller && hasArgoEngine() ? describeCluster : describe.skip)('the engine of Argo CD', () => {
  const { release } = controller ?? controllers()[0];
  const { app, charts, application, checks, ignoreDifferences } = composed(release);
  // No metrics are there that an autoscaler could work by, and Argo CD would wait for it.
  const of = (given: readonly Chart[]) => itemsOf(app, given)
    .filter(({ object }) => object.kind !== 'HorizontalPodAutoscaler');
  const items = of(charts.argo);
  const plane = aControlPlane({ makesPods: true });
  const run = (objects: readonly Item[], gone: readonly Item[] = []) => ({
    kubeconfig: plane.plane.kubeconfig,
    application,
    checks,
    objects: objects.map(({ object }) => object),
    gone: gone.map(({ object }) => object),
  });
  let controlled: Controlled;
  let kubelet: Kubelet;
  let first: ArgoSync;

  beforeAll(async () => {
    controlled = new Controlled(plane);
    kubelet = new Kubelet(plane.client, SYSTEM);
    const syncing = argoSync(run(items));
    // The pod of the controller runs here, once Argo CD has made its account.
    const install = itemsOf(app, charts.install);
    const account = ofKind(install, 'ServiceAccount');
    await Promise.race([
      syncing.then(({ message }) => { throw new Error(`ended before the install: ${message}`); }),
      controlled.until('Argo CD to come to the install', async () => await controlled.read(account) !== undefined),
    ]);
    await kubelet.start();
    await controlled.run(controller!, install);
    first = await syncing;
  });

  afterAll(async () => {
    await kubelet?.stop();
    await controlled?.stop();
  });

  test('applies all in its waves, each when what came before is healthy', () => {
    expect([first.phase, first.message]).toEqual(['Succeeded', expect.stringContaining('successfully synced')]);
    expect(first.waves.slice(0, 4)).toEqual([-30, -20, -10, 0]);
    expect(first.results.filter(({ status }) => status !== 'Synced')).toEqual([]);
    expect(first.results).toHaveLength(items.length);
  });

  test('sees no drift after all have written, and without the entries exactly these fields', async () => {
    await written(controlled, items);
    expect(await argoDifferences(run(items))).toEqual([]);
    const { ignoreDifferences: _, ...spec } = application.spec as { readonly ignoreDifferences: unknown };
    const found = await argoDifferences({ ...run(items), application: { ...application, spec } });
    expect(found.flatMap(({ live, predicted }) => changes(live, predicted)
      .filter((each) => each !== '/metadata/generation')
      .map((each) => `${live.kind} ${live.metadata.name} ${each}`)).sort()).toEqual(IGNORED(release).sort());
    expect(drifted(ignoreDifferences).sort()).toEqual(IGNORED(release).sort());
  });

  test('prunes what is gone from the repository, and never data', async () => {
    const [agents, guards, platform, crds] = charts.argo;
    const gone = of([agents, guards, crds]);
    const { phase, results } = await argoSync(run(of([platform]), gone));
    expect(phase).toBe('Succeeded');
    const spared = results.filter(({ status }) => status === 'PruneSkipped').map(({ object }) => object).sort();
    expect(spared).toEqual([
      ...of([crds]).map(({ object }) => `CustomResourceDefinition//${object.metadata.name}`),
      'Namespace//agents', 'Sandbox/agents/dev',
    ].sort());
    const kept: string[] = [];
    for (const { object } of gone) {
      const { kind, metadata: { namespace = '', name } } = object;
      const { metadata } = await controlled.read(object) ?? {};
      // What is deleted goes once the collector has seen to its dependents.
      if (metadata && !('deletionTimestamp' in metadata)) { kept.push(`${kind}/${namespace}/${name}`); }
    }
    expect(kept.sort()).toEqual(spared);
  });

  describe('under the project of a team', () => {
    const platform = new SandboxApp();
    SandboxCluster.declare(platform, { version: AgentSandboxVersion.of(release) });
    const { tenant } = apartIn(platform);
    const gitops = new Chart(platform, 'gitops');
    const made = new AppProject(gitops, 'Team', { tenants: [tenant], sourceRepos: [TEAM], team: true });
    const source = { repoUrl: TEAM, path: 'dist' };
    const applies = new ArgoApplication(gitops, 'App', { ...source, tenant, project: made });
    quietly(() => platform.synthYaml());
    const project = made.resource.toJson() as KubeObject;
    const team = (...objects: KubeObject[]) => argoSync({
      kubeconfig: plane.plane.kubeconfig, application: applies.resource.toJson(), project, checks, objects,
    });
    const object = (apiVersion: string, kind: string, more: object = {}, namespace?: string): KubeObject => ({
      apiVersion, kind, metadata: { name: 'own', ...(namespace !== undefined && { namespace }) }, ...more,
    });
    const settings = (namespace: string) => object('v1', 'ConfigMap', { data: {} }, namespace);

    const RBAC = 'rbac.authorization.k8s.io/v1';
    const rules = { rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['*'] }] };
    const hostile: ReadonlyArray<readonly [string, KubeObject, string]> = [
      ['a namespace', object('v1', 'Namespace'), ':Namespace is not permitted'],
      ['a role of the cluster', object(RBAC, 'ClusterRole', rules), 'ClusterRole is not permitted'],
      ['a role', object(RBAC, 'Role', rules, 'product'), 'Role is not permitted'],
      ['a quota', object('v1', 'ResourceQuota', { spec: { hard: { pods: '9' } } }, 'product'), 'ResourceQuota is not'],
      ['a secret', object('v1', 'Secret', {}, 'product'), 'Secret is not permitted'],
      ['an open network', object('networking.k8s.io/v1', 'NetworkPolicy', {
        spec: { podSelector: {}, egress: [{}] },
      }, 'product'), 'NetworkPolicy is not permitted'],
      ['another namespace', settings('other'), 'namespace other is not permitted'],
      ['that of the controller', settings(SYSTEM), `namespace ${SYSTEM} is not permitted`],
      ['a project of its own', object('argoproj.io/v1alpha1', 'AppProject', {}, 'argocd'), ''],
    ];

    beforeAll(async () => {
      await Promise.all(['product', 'other'].map((name) => plane.client.apply({
        apiVersion: 'v1', kind: 'Namespace', metadata: { name },
      })));
    });

    test('takes what the pipeline of the team may apply', async () => {
      expect(await team(settings('product'))).toMatchObject({ phase: 'Succeeded' });
      expect((await plane.client.read(settings('product'))).status).toBe(200);
    });

    test('refuses all else, with whatever is beside it', async () => {
      const beside = { ...settings('product'), metadata: { name: 'beside', namespace: 'product' } };
      for (const [what, wanted, told] of hostile) {
        const { phase, results } = await team(beside, wanted);
        expect([what, phase]).toEqual([what, 'Failed']);
        expect(results.map(({ message }) => message).join()).toContain(told);
        expect([what, (await plane.client.read(beside)).status]).toEqual([what, 404]);
      }
    });

    test('takes manifests from the repository of the team alone', async () => {
      const others = ['https://git.example.com/platform.git', `${TEAM}.evil`, 'https://evil.example/product.git', '*'];
      expect(await argoSources(project, [TEAM, ...others])).toEqual([true, ...others.map(() => false)]);
    });
  });
});
