import { Chart } from 'cdk8s';
import { annotated, apartIn, FOLDERS, objectsIn, platformOf, SOURCE } from './platform';
import {
  AppProject, ArgoApplicationSet, ArgoDestination, ArgoFolderSet, ArgoHealthChecks, Findings,
} from '../../src';
import type { Loose } from '../support/install';
import { expectValid } from '../support/other-kinds';
import { errorsOf } from '../support/workloads';

const only = (chart: Chart): Loose => {
  const objects = objectsIn(chart);
  expect(objects).toHaveLength(1);
  return objects[0];
};

describe('an ApplicationSet', () => {
  const { research, team, gitops } = platformOf();
  new ArgoApplicationSet(gitops, 'Releases', {
    ...SOURCE,
    targetRevision: 'main',
    stages: ['staging', 'production'],
    targets: [
      { name: 'staging', charts: [team], stage: 'staging', destination: ArgoDestination.cluster('staging') },
      {
        name: 'production',
        charts: [research, team],
        stage: 'production',
        destination: ArgoDestination.cluster('production'),
        targetRevision: 'v7',
      },
    ],
  });
  const set = only(gitops);

  test('passes its validator', () => { expectValid(set); });

  test('has an element for each target, with all that the template asks for', () => {
    const [{ list: { elements } }] = set.spec.generators;
    expect(elements).toEqual([
      {
        name: 'staging',
        cluster: 'staging',
        namespace: 'research',
        include: 'team.k8s.yaml',
        revision: 'main',
        stage: 'staging',
      },
      {
        name: 'production',
        cluster: 'production',
        namespace: 'research',
        include: '{research.k8s.yaml,team.k8s.yaml}',
        revision: 'v7',
        stage: 'production',
      },
    ]);
    const asked = [...JSON.stringify(set.spec.template).matchAll(/\{\{\.(\w+)\}\}/g)].map(([, name]) => name);
    expect([...new Set(asked)].sort()).toEqual(Object.keys(elements[0]).sort());
  });

  test('goes on when a stage is healthy, and leaves what it applied', () => {
    const { strategy, template, syncPolicy } = set.spec;
    const [label] = Object.keys(template.metadata.labels);
    expect(strategy).toEqual({
      type: 'RollingSync',
      rollingSync: {
        steps: ['staging', 'production'].map((stage) => (
          { matchExpressions: [{ key: label, operator: 'In', values: [stage] }] }
        )),
      },
    });
    expect(syncPolicy.preserveResourcesOnDeletion).toBe(true);
  });

  test('fails if clusters are named in two ways', () => {
    expect(() => new ArgoApplicationSet(gitops, 'Mixed', {
      ...SOURCE,
      targets: [
        { name: 'a', charts: [team], destination: ArgoDestination.cluster('a') },
        { name: 'b', charts: [research] },
      ],
    })).toThrow("gitops/Mixed: some of 'targets' name their cluster and others give its address");
  });
});

describe('a set of folders', () => {
  test('passes its validator, and keeps the data in the charts of the app', () => {
    const { research, gitops } = platformOf(undefined, FOLDERS);
    new ArgoFolderSet(gitops, 'Tenants', { ...SOURCE, folders: 're*', charts: [research] });
    const set = only(gitops);
    expectValid(set);
    expect(set.spec.generators[0].git.directories).toEqual([{ path: 'dist/re*' }]);
    expect(annotated(research, 'argocd.argoproj.io/sync-options')['Sandbox dev']).toBe('Delete=false,Prune=false');
  });

  test('fails if the app writes no folders', () => {
    const { research, gitops } = platformOf();
    new ArgoFolderSet(gitops, 'Tenants', { ...SOURCE, folders: '*', charts: [research] });
    expect(errorsOf(gitops)).toContain('FOLDER_PER_CHART_FILE_PER_RESOURCE');
  });
});

describe('a project', () => {
  test('allows exactly the kinds and namespaces of its charts', () => {
    const { crds, platform, research, team, gitops } = platformOf();
    const project = new AppProject(gitops, 'All', {
      charts: [crds, platform, research, team], sourceRepos: [SOURCE.repoUrl],
    });
    const { spec } = only(gitops);
    expectValid(only(gitops));
    expect(spec.destinations.map(({ namespace }: Loose) => namespace)).toEqual(project.namespaces);
    const all = [crds, platform, research, team].flatMap(objectsIn);
    const group = ({ apiVersion }: { apiVersion: string }) => /^(?:(.*)\/)?/.exec(apiVersion)![1] ?? '';
    const wanted = (isWide: boolean) => [...new Set(all
      .filter(({ metadata }) => (metadata.namespace === undefined) === isWide)
      .map((each) => `${group(each)}/${each.kind}`))].sort();
    const listed = (list: Loose[]) => list.map((each) => `${each.group}/${each.kind}`).sort();
    expect(listed(spec.clusterResourceWhitelist)).toEqual(wanted(true));
    expect(listed(spec.namespaceResourceWhitelist)).toEqual(wanted(false));
  });

  test('allows nothing in namespaces where charts have nothing there: an empty list would allow all', () => {
    const { crds, gitops } = platformOf();
    new AppProject(gitops, 'Crds', { charts: [crds], sourceRepos: [SOURCE.repoUrl] });
    const { spec } = only(gitops);
    expect(spec.namespaceResourceWhitelist).toBeUndefined();
    expect(spec.namespaceResourceBlacklist).toEqual([{ group: '*', kind: '*' }]);
  });

  test('of tenants allows what the pipelines of their teams may apply, where it may', () => {
    const { app, gitops } = platformOf();
    const { tenant } = apartIn(app);
    const project = new AppProject(gitops, 'Team', {
      tenants: [tenant], sourceRepos: [SOURCE.repoUrl], team: true, clusters: [ArgoDestination.cluster('production')],
    });
    const { spec } = only(gitops);
    expectValid(only(gitops) as never);
    expect(project.namespaces).toEqual(['product']);
    expect(spec.destinations).toEqual([{ name: 'production', namespace: 'product' }]);
    expect(spec.clusterResourceWhitelist).toEqual([]);
    expect(spec.namespaceResourceWhitelist.map(({ kind }: Loose) => kind)).toEqual([
      'ConfigMap', 'Sandbox', 'HorizontalPodAutoscaler', 'SandboxClaim', 'SandboxTemplate', 'SandboxWarmPool',
      'ScaledObject', 'PodDisruptionBudget',
    ]);
  });

  test('of a team is refused guardrails and objects of the cluster', () => {
    const { research, team, gitops } = platformOf();
    new AppProject(gitops, 'Team', { charts: [team], sourceRepos: [SOURCE.repoUrl], team: true });
    expect(Findings.of(gitops.node.root).list().filter(({ code }) => code === 'ASB488')).toEqual([]);
    new AppProject(gitops, 'Bad', { charts: [research], sourceRepos: [SOURCE.repoUrl], team: true });
    const kinds = Findings.of(gitops.node.root).list().filter(({ code }) => code === 'ASB488')
      .map(({ message }) => /its charts have (\w+)/.exec(message)![1]);
    expect([...new Set(kinds)].sort()).toEqual([
      'LimitRange', 'Namespace', 'NetworkPolicy', 'ResourceQuota', 'Role', 'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
    ]);
    expect(errorsOf(gitops)).toContain('ASB488');
  });
});

test('health checks are a part of the ConfigMap of Argo CD', () => {
  const { gitops } = platformOf();
  const checks = new ArgoHealthChecks(gitops, 'Health', { applications: false });
  const { kind, metadata, data } = only(gitops);
  expect([kind, metadata.name, metadata.namespace]).toEqual(['ConfigMap', 'argocd-cm', 'argocd']);
  expect(data).toEqual(checks.data);
  expect(Object.keys(data)).toEqual([
    'agents.x-k8s.io_Sandbox', 'extensions.agents.x-k8s.io_SandboxClaim', 'extensions.agents.x-k8s.io_SandboxTemplate',
    'extensions.agents.x-k8s.io_SandboxWarmPool',
  ].map((name) => `resource.customizations.health.${name}`));
});
