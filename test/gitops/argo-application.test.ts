import { ApiObject, App, Chart, Duration } from 'cdk8s';
import { annotated, FOLDERS, objectsIn, platformOf, SOURCE } from './platform';
import {
  AgentSandboxVersion, ArgoApplication, ArgoDestination, PoolScaler, Sandbox, SandboxApp, SandboxCluster,
  SandboxSchedule, SandboxTemplate,
} from '../../src';
import type { Loose } from '../support/install';
import { expectValid } from '../support/other-kinds';
import { quietly } from '../support/stderr';
import { POD } from '../support/workloads';

const WAVE = 'argocd.argoproj.io/sync-wave';
const OPTIONS = 'argocd.argoproj.io/sync-options';

const specIn = (chart: Chart, name: string): Loose => (
  objectsIn(chart).find((each) => each.kind === 'Application' && each.metadata.name === name) as Loose
).spec;

describe('an Application of all charts', () => {
  const { crds, platform, research, team, gitops } = platformOf();
  new ArgoApplication(gitops, 'All', { ...SOURCE, charts: [crds, platform, research, team] });

  test('passes its validator', () => { expectValid(...objectsIn(gitops)); });

  test('applies kinds and namespaces, the install, guardrails and workloads one after another', () => {
    const all = { ...annotated(crds, WAVE), ...annotated(platform, WAVE), ...annotated(research, WAVE) };
    const waves = new Map<string, Set<string>>();
    for (const [object, wave] of Object.entries(all)) {
      const [kind] = object.split(' ');
      waves.set(kind, (waves.get(kind) ?? new Set()).add(wave ?? '0'));
    }
    expect(Object.fromEntries([...waves].map(([kind, found]) => [kind, [...found].join()]))).toEqual({
      CustomResourceDefinition: '-30',
      Namespace: '-30',
      RuntimeClass: '-20',
      ServiceAccount: '-20',
      ClusterRole: '-20',
      ClusterRoleBinding: '-20',
      Service: '-20',
      Deployment: '-20',
      LimitRange: '-10',
      NetworkPolicy: '-10',
      ResourceQuota: '-10',
      Role: '-10',
      ValidatingAdmissionPolicy: '-10',
      ValidatingAdmissionPolicyBinding: '-10',
      Sandbox: '0',
      SandboxTemplate: '0',
      SandboxWarmPool: '0',
      SandboxClaim: '0',
    });
  });

  test('keeps kinds, namespaces, and sandboxes with a workspace, and prunes all else', () => {
    const kept = Object.entries({
      ...annotated(crds, OPTIONS),
      ...annotated(platform, OPTIONS),
      ...annotated(research, OPTIONS),
      ...annotated(team, OPTIONS),
    }).filter(([, options]) => options !== undefined);
    expect(kept.map(([name]) => name)).toEqual([
      ...['sandboxes.agents', 'sandboxclaims.extensions.agents', 'sandboxtemplates.extensions.agents',
        'sandboxwarmpools.extensions.agents'].map((name) => `CustomResourceDefinition ${name}.x-k8s.io`),
      'Namespace agent-sandbox-system', 'Namespace research', 'Sandbox dev',
    ]);
    expect(new Set(kept.map(([, options]) => options))).toEqual(new Set(['Delete=false,Prune=false']));
    expect(specIn(gitops, 'all').syncPolicy).toMatchObject({ automated: { prune: true, selfHeal: true } });
  });

  test('applies server-side, and ignores nothing that manifests leave out', () => {
    const { syncPolicy, ignoreDifferences } = specIn(gitops, 'all');
    expect(syncPolicy.syncOptions).toEqual(['ServerSideApply=true', 'PruneLast=true']);
    expect(ignoreDifferences).toBeUndefined();
  });

  test('reads the files of its charts', () => {
    expect(specIn(gitops, 'all').source).toEqual({
      repoURL: SOURCE.repoUrl,
      targetRevision: 'HEAD',
      path: 'dist',
      directory: { include: '{crds.k8s.yaml,platform.k8s.yaml,research.k8s.yaml,team.k8s.yaml}' },
    });
  });
});

test('prints the same with the App of cdk8s, twice', () => {
  const of = (plain: boolean) => {
    const { app, crds, platform, research, team, gitops } = platformOf(undefined, {}, plain);
    new ArgoApplication(gitops, 'All', { ...SOURCE, charts: [crds, platform, research, team] });
    return [quietly(() => app.synthYaml()), quietly(() => app.synthYaml())];
  };
  const [first, second] = of(false);
  expect([second, ...of(true)]).toEqual([first, first, first]);
});

describe('objects that depend on others', () => {
  function waves(compose: (chart: Chart, other: Chart) => void): Record<string, string | undefined> {
    const app = new SandboxApp();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const [chart, other] = ['one', 'two'].map((id) => new Chart(app, id, { namespace: 'research' }));
    compose(chart, other);
    new ArgoApplication(new Chart(app, 'gitops'), 'All', { ...SOURCE, charts: [chart, other] });
    return { ...annotated(chart, WAVE), ...annotated(other, WAVE) };
  }
  const job = (chart: Chart, name: string) => (
    new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } })
  );

  test('are applied after them, also across charts', () => {
    expect(waves((chart, other) => {
      const [a, b, c, d] = [job(chart, 'a'), job(chart, 'b'), job(chart, 'c'), job(other, 'd')];
      b.addDependency(a);
      c.addDependency(b);
      d.addDependency(c);
    })).toEqual({ 'ConfigMap a': undefined, 'ConfigMap b': '1', 'ConfigMap c': '2', 'ConfigMap d': '3' });
  });

  test('are applied after a guardrail that comes late', () => {
    expect(waves((chart) => {
      const policy = new ApiObject(chart, 'p', {
        apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'p' }, spec: { podSelector: {} },
      });
      policy.addDependency(job(chart, 'a'));
    })).toEqual({ 'ConfigMap a': undefined, 'NetworkPolicy p': '1' });
  });

  test('keep a wave that the user gave', () => {
    expect(waves((chart) => {
      const first = new ApiObject(chart, 'a', {
        apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', annotations: { [WAVE]: '7' } },
      });
      job(chart, 'b').addDependency(first);
    })).toEqual({ 'ConfigMap a': '7', 'ConfigMap b': '8' });
  });
});

describe('fields that manifests state and others own', () => {
  function ignored(version: AgentSandboxVersion, compose: (chart: Chart) => void): Loose {
    const app = new SandboxApp();
    SandboxCluster.declare(app, { version });
    const chart = new Chart(app, 'research', { namespace: 'research' });
    compose(chart);
    const gitops = new Chart(app, 'gitops');
    new ArgoApplication(gitops, 'All', { ...SOURCE, charts: [chart] });
    expectValid(...objectsIn(gitops).filter(({ kind }) => kind === 'Application'));
    return specIn(gitops, 'all');
  }
  const pool = (replicas?: number) => (chart: Chart) => {
    new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool', { scaledExternally: true, replicas });
  };
  const ofPool = {
    group: 'extensions.agents.x-k8s.io',
    kind: 'SandboxWarmPool',
    name: 'pool',
    namespace: 'research',
    jsonPointers: ['/spec/replicas'],
  };

  test('are ignored: the count of a pool, where a release wants one in each', () => {
    const { ignoreDifferences, syncPolicy } = ignored(AgentSandboxVersion.V0_4_6, pool(2));
    expect(ignoreDifferences).toEqual([ofPool]);
    expect(syncPolicy.syncOptions).toContain('RespectIgnoreDifferences=true');
    expect(ignored(AgentSandboxVersion.V0_5_1, pool()).ignoreDifferences).toBeUndefined();
  });

  test('are ignored with an autoscaler of ours, where the manifest states one', () => {
    const scaled = (chart: Chart) => {
      new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool').scaleOnDemand({
        claimsPerSecond: 0.5, startup: Duration.seconds(20), maximum: 20, scaler: PoolScaler.managedPrometheus(),
      });
    };
    expect(ignored(AgentSandboxVersion.V0_4_6, scaled).ignoreDifferences).toEqual([ofPool]);
    expect(ignored(AgentSandboxVersion.LATEST, scaled).ignoreDifferences).toBeUndefined();
  });

  test('are ignored with an autoscaler of the user, of any kind', () => {
    const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    expect(ignored(AgentSandboxVersion.LATEST, (chart) => {
      new ApiObject(chart, 'Web', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: {
          replicas: 2,
          selector: { matchLabels: { app: 'web' } },
          template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
        },
      });
      new ApiObject(chart, 'Scaling', {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: { scaleTargetRef: target, maxReplicas: 9 },
      });
    }).ignoreDifferences).toEqual([{
      group: 'apps', kind: 'Deployment', name: 'web', namespace: 'research', jsonPointers: ['/spec/replicas'],
    }]);
  });

  test('are ignored with a schedule that selects them', () => {
    const { ignoreDifferences } = ignored(AgentSandboxVersion.LATEST, (chart) => {
      new Sandbox(chart, 'Dev', { ...POD, metadata: { labels: { by: 'hours' } } });
      new SandboxSchedule(chart, 'Hours', {
        image: 'registry.example.com/kubectl:1.36', start: '08:00', stop: '19:00', timeZone: 'Europe/Berlin',
      }).addSandboxes({ namespaces: ['research'], labels: { by: 'hours' } });
    });
    expect(ignoreDifferences).toEqual([{
      group: 'agents.x-k8s.io',
      kind: 'Sandbox',
      name: 'dev',
      namespace: 'research',
      jsonPointers: ['/spec/operatingMode'],
    }]);
  });

  test('are ignored as the user says, besides', () => {
    const { gitops, team } = platformOf();
    const mine = { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] };
    new ArgoApplication(gitops, 'Team', { ...SOURCE, charts: [team], ignoreDifferences: [mine] });
    expect(specIn(gitops, 'team').ignoreDifferences).toEqual([mine]);
  });
});

describe('several Applications', () => {
  test('are in the order in which they need each other', () => {
    const { crds, platform, research, team, gitops } = platformOf();
    for (const [id, chart] of Object.entries({ team, research, crds, platform })) {
      new ArgoApplication(gitops, id, { ...SOURCE, charts: [chart] });
    }
    expect(annotated(gitops, WAVE)).toEqual({
      'Application crds': undefined, 'Application platform': '1', 'Application research': '2', 'Application team': '3',
    });
  });

  test('are refused if they need each other', () => {
    const app = new App();
    const [one, two] = ['one', 'two'].map((id) => {
      const chart = new Chart(app, id);
      new ApiObject(chart, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: id } });
      return chart;
    });
    const config = (chart: Chart, namespace: string) => (
      new ApiObject(chart, 'Config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace } })
    );
    config(one, 'two');
    config(two, 'one');
    const gitops = new Chart(app, 'gitops');
    new ArgoApplication(gitops, 'A', { ...SOURCE, charts: [one] });
    new ArgoApplication(gitops, 'B', { ...SOURCE, charts: [two] });
    expect(() => app.synthYaml()).toThrow("'gitops/A' and 'gitops/B' need each other: kinds, namespaces or guardrails");
  });

  test('fail if one chart is applied twice to a cluster', () => {
    const { team, gitops } = platformOf();
    new ArgoApplication(gitops, 'One', { ...SOURCE, charts: [team] });
    new ArgoApplication(gitops, 'Elsewhere', {
      ...SOURCE, charts: [team], destination: ArgoDestination.cluster('production'),
    });
    expect(() => new ArgoApplication(gitops, 'Two', { ...SOURCE, charts: [team] }))
      .toThrow("gitops/Two: 'gitops/One' has the same chart applied to the same cluster");
  });
});

test('in folders, it reads those of its charts', () => {
  const { crds, platform, gitops } = platformOf(undefined, FOLDERS);
  platform.addDependency(crds);
  new ArgoApplication(gitops, 'Platform', { ...SOURCE, path: '.', charts: [crds, platform] });
  const { source } = specIn(gitops, 'platform');
  expect(source.path).toBe('.');
  expect(source.directory.recurse).toBe(true);
  expect(source.directory.include).toMatch(/^\{\d{4}-crds\/\*,\d{4}-platform\/\*\}$/);
});
