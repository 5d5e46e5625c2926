import { App, Chart, Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import * as library from '../../src';

const { AgentSandboxVersion, SandboxCluster, SandboxEgress, TenantQuota } = library;

/** Each makes a construct `Bad` with a prop that is not valid. */
type Make = (chart: Chart) => unknown;

const container = { image: 'registry.example.com/tools:1' };

const REPOSITORY = 'https://git.example.com/platform.git';
const SOURCE = { repoUrl: REPOSITORY, path: 'dist' };

/** A chart of the same app. */
const apart = (chart: Chart) => new Chart(chart.node.root as App, 'apart');

const ROWS: Readonly<Record<string, readonly Make[]>> = {
  AgentSandbox: [
    (chart) => new library.AgentSandbox(chart, 'Bad', { version: AgentSandboxVersion.V1_0_5, replicas: -1 }),
    (chart) =>
      new library.AgentSandbox(chart, 'Bad', { version: AgentSandboxVersion.V1_0_5, crds: false, crdChart: chart }),
  ],
  AgentSandboxCrds: [
    (chart) =>
      new library.AgentSandboxCrds(chart, 'Bad', { version: AgentSandboxVersion.V1_0_5, labels: { 'a b': 'c' } }),
  ],
  AppProject: [
    (chart) => new library.AppProject(chart, 'Bad', { sourceRepos: [REPOSITORY] }),
    (chart) => new library.AppProject(chart, 'Bad', { tenants: [chart as never], sourceRepos: [REPOSITORY] }),
    (chart) => new library.AppProject(chart, 'Bad', { charts: [], sourceRepos: [REPOSITORY] }),
    (chart) => new library.AppProject(chart, 'Bad', { charts: [apart(chart)], sourceRepos: [] }),
    (chart) => library.AppProject.fromAppProjectName(chart, 'Bad', 'A b'),
  ],
  ArgoApplication: [
    (chart) => new library.ArgoApplication(chart, 'Bad', { charts: [chart], repoUrl: REPOSITORY, path: 'dist' }),
    (chart) => new library.ArgoApplication(chart, 'Bad', { charts: [apart(chart)], ...SOURCE, path: '/dist' }),
    (chart) => new library.ArgoApplication(chart, 'Bad', { charts: [apart(chart)], repoUrl: 'a b', path: 'dist' }),
    (chart) => new library.ArgoApplication(chart, 'Bad', { charts: [new Chart(new App(), 'x')], ...SOURCE }),
  ],
  ArgoApplicationSet: [
    (chart) => new library.ArgoApplicationSet(chart, 'Bad', { targets: [], repoUrl: REPOSITORY, path: 'dist' }),
    (chart) => new library.ArgoApplicationSet(chart, 'Bad', {
      targets: [{ name: 'a', charts: [apart(chart)], stage: 'late' }], stages: ['early'], ...SOURCE,
    }),
  ],
  ArgoFolderSet: [
    (chart) => new library.ArgoFolderSet(chart, 'Bad', { folders: 'a/b', repoUrl: REPOSITORY, path: 'dist' }),
  ],
  ArgoHealthChecks: [(chart) => new library.ArgoHealthChecks(chart, 'Bad', { namespace: 'A b' })],
  FluxKustomization: [
    (chart) => new library.FluxKustomization(chart, 'Bad', {
      source: library.FluxSource.gitRepository('platform'), path: 'dist',
    }),
    (chart) => new library.FluxKustomization(chart, 'Bad', {
      tenant: chart as never, source: library.FluxSource.gitRepository('platform'), path: 'dist',
    }),
    (chart) => new library.FluxKustomization(chart, 'Bad', {
      chart, source: library.FluxSource.gitRepository('platform'), path: 'dist',
    }),
    (chart) => new library.FluxKustomization(chart, 'Bad', {
      chart: apart(chart), source: library.FluxSource.gitRepository('platform'), path: '../dist',
    }),
    (chart) => new library.FluxKustomization(chart, 'Bad', {
      chart: apart(chart),
      source: library.FluxSource.gitRepository('platform'),
      path: '.',
      interval: Duration.millis(1),
    }),
  ],
  GvisorNodePreparation: [
    (chart) =>
      new library.GvisorNodePreparation(chart, 'Bad', {
        image: 'a b',
        containerdConfigVersion: library.ContainerdConfigVersion.V3,
      }),
    (chart) =>
      new library.GvisorNodePreparation(chart, 'Bad', {
        ...container,
        containerdConfigVersion: library.ContainerdConfigVersion.V3,
        nodeSelector: { 'a b': 'c' },
      }),
  ],
  Headroom: [
    (chart) => new library.Headroom(chart, 'Bad', {
      template: new library.SandboxTemplate(chart, 'Template', { containers: [container] }), sandboxes: 0,
    }),
    (chart) => new library.Headroom(chart, 'Bad', {
      template: new library.SandboxTemplate(chart, 'Template', { containers: [container] }), sandboxes: 1, priority: 0,
    }),
  ],
  ImagePrePull: [
    (chart) => new library.ImagePrePull(chart, 'Bad', { images: ['a b'] }),
    (chart) => new library.ImagePrePull(chart, 'Bad', { images: [container.image], nodeSelector: { 'a b': 'c' } }),
  ],
  IsolatedRuntime: [
    (chart) => library.IsolatedRuntime.fromRuntimeClassName(chart, 'Bad', 'A b'),
    (chart) => library.IsolatedRuntime.custom(chart, 'Bad', { runtimeClassName: 'mine', handler: 'A b' }),
    (chart) => library.IsolatedRuntime.gvisor(chart, 'Bad', { nodeSelector: { 'a b': 'c' } }),
  ],
  NetworkGuardrail: [
    (chart) => new library.NetworkGuardrail(chart, 'Bad', { priority: -1 }),
    (chart) => new library.NetworkGuardrail(chart, 'Bad', { blocked: ['10.0.0.1/8'] }),
  ],
  PoolAutoscaler: [
    (chart) =>
      new library.PoolAutoscaler(chart, 'Bad', {
        pool: library.WarmPool.fromWarmPoolName(chart, 'Pool', 'python'),
        claimsPerSecond: 0.5,
        startup: Duration.seconds(20),
        maximum: 0,
        scaler: library.PoolScaler.managedPrometheus(),
      }),
    (chart) => new library.PoolAutoscaler(chart, 'Bad', { pool: 'python' } as never),
  ],
  PodSnapshotManualTrigger: [(chart) => new library.PodSnapshotManualTrigger(chart, 'Bad', { podName: 'A b' })],
  PodSnapshotPolicy: [
    (chart) =>
      new library.PodSnapshotPolicy(chart, 'Bad', { storageConfigName: 'A b', selectorLabels: { app: 'a' } }),
    (chart) => new library.PodSnapshotPolicy(chart, 'Bad', { storageConfigName: 'a', selectorLabels: {} }),
  ],
  PodSnapshotStorageConfig: [
    (chart) => new library.PodSnapshotStorageConfig(chart, 'Bad', { bucket: 'gs://snapshots' }),
  ],
  RolloutPools: [
    (chart) => {
      const [step] = new library.StagedRollout({
        namespace: 'research', fromPool: 'python', toPool: 'python-next', capacity: 2,
      }).steps;
      const template = library.SandboxTemplate.fromSandboxTemplateName(chart, 'Template', 'python');
      return new library.RolloutPools(chart, 'Bad', { step, fromTemplate: template, toTemplate: template });
    },
  ],
  Sandbox: [
    (chart) => new library.Sandbox(chart, 'Bad', { containers: [container], podLabels: { 'a b': 'c' } }),
    (chart) =>
      new library.Sandbox(chart, 'Bad', { containers: [container], shutdownPolicy: library.ShutdownPolicy.DELETE }),
    (chart) => new library.Sandbox(chart, 'Bad', { containers: [{ ...container, port: 80, portNumber: 81 }] }),
    (chart) =>
      new library.Sandbox(chart, 'Bad', {
        containers: [container],
        egress: SandboxEgress.none(),
        hostNetwork: true,
      }),
    (chart) => library.Sandbox.fromSandboxName(chart, 'Bad', 'A b'),
    (chart) => new library.Sandbox(chart, 'Bad', { containers: 'none' as never }),
  ],
  SandboxAdmissionPolicy: [
    (chart) => new library.SandboxAdmissionPolicy(chart, 'Bad', { runtimes: [], registries: 'all' as never }),
    (chart) => new library.SandboxAdmissionPolicy(chart, 'Bad', { runtimes: [], metadata: { name: 'A b' } }),
  ],
  SandboxApp: [],
  // Made by SandboxClasses alone.
  SandboxClass: [],
  SandboxClasses: [
    (chart) =>
      new library.SandboxClasses(chart, 'Bad', {
        sizes: {},
        runtimes: { gvisor: library.IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor') },
        images: { tools: { container } },
      }),
  ],
  SandboxClaim: [
    (chart) =>
      new library.SandboxClaim(chart, 'Bad', {
        warmPool: library.WarmPool.fromWarmPoolName(chart, 'Pool', 'python'),
        podLabels: { 'a b': 'c' },
      }),
    (chart) =>
      library.WarmPool.fromWarmPoolName(new Chart(chart, 'elsewhere', { namespace: 'b' }), 'Pool', 'python').name &&
      new library.SandboxClaim(chart, 'Bad', {
        warmPool: chart.node.tryFindChild('elsewhere')!.node.findChild('Pool') as never,
      }),
  ],
  SandboxHttpRoute: [
    (chart) =>
      new library.SandboxHttpRoute(chart, 'Bad', {
        sandbox: library.Sandbox.fromSandboxName(chart, 'Bob', 'bob'), gatewayName: 'public', port: 0,
      }),
  ],
  SandboxApiPriority: [
    (chart) => new library.SandboxApiPriority(chart, 'Bad', { controllerSeats: 0, claimSeats: 1 }),
    (chart) => new library.SandboxApiPriority(chart, 'Bad', { controllerSeats: 500, claimSeats: 100 }),
  ],
  SandboxNodePool: [
    (chart) => library.SandboxNodePool.karpenter(chart, 'Bad', {
      runtime: library.IsolatedRuntime.fromRuntimeClassName(chart, 'Runtime', 'gvisor'),
      nodeClass: library.KarpenterNodeClass.ec2('default'),
      limits: {},
    }),
    (chart) => library.SandboxNodePool.gkeComputeClass(chart, 'Bad', {
      runtime: library.IsolatedRuntime.fromRuntimeClassName(chart, 'Gke', 'gvisor'), nodePools: [],
    }),
  ],
  SandboxPriorityClass: [
    (chart) => new library.SandboxPriorityClass(chart, 'Bad', { value: 2e9 }),
    (chart) => new library.SandboxPriorityClass(chart, 'Bad', { value: 1, priorityClassName: 'system-mine' }),
    (chart) => library.SandboxPriorityClass.fromPriorityClassName(chart, 'Bad', 'A b'),
  ],
  SandboxMonitoring: [
    (chart) => {
      SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5 });
      return new library.SandboxMonitoring(chart, 'Bad', { alerts: { minimumEvents: 0 } });
    },
    (chart) => {
      SandboxCluster.declare(chart, { version: AgentSandboxVersion.V0_1_1 });
      return new library.SandboxMonitoring(chart, 'Bad');
    },
  ],
  SandboxRouter: [
    (chart) =>
      new library.SandboxRouter(chart, 'Bad', {
        implementation: library.RouterImplementation.GO,
        image: 'a b',
        auth: library.RouterAuth.unauthenticated(),
      }),
  ],
  SandboxSchedule: [
    (chart) =>
      new library.SandboxSchedule(chart, 'Bad', { image: 'a b', start: '08:00', stop: '19:00', timeZone: 'Etc/UTC' }),
    (chart) =>
      new library.SandboxSchedule(chart, 'Bad', {
        ...container, start: '8', stop: '19:00', timeZone: 'Etc/UTC', metadata: { namespace: 'platform' },
      }),
  ],
  SandboxTemplate: [
    (chart) => new library.SandboxTemplate(chart, 'Bad', { containers: [container], podAnnotations: 'none' as never }),
    (chart) =>
      new library.SandboxTemplate(chart, 'Bad', {
        containers: [container],
        isolate: true,
        networkPolicyManagement: library.NetworkPolicyManagement.UNMANAGED,
      }),
    (chart) => library.SandboxTemplate.fromSandboxTemplateName(chart, 'Bad', 'A b'),
  ],
  ImportedTenant: [
    (chart) => {
      const platform = new App();
      SandboxCluster.declare(platform, { version: AgentSandboxVersion.V1_0_5 });
      const runtimes = [library.IsolatedRuntime.gvisor(new Chart(platform, 'runtimes'), 'Gvisor')];
      const { facts } = new library.SandboxTenant(platform, 'research', { runtimes, quota: TenantQuota.none() });
      library.SandboxTenant.fromTenantFacts(chart, 'Bad', facts).runtime('runc');
    },
  ],
  SandboxTenant: [
    (chart) => new library.SandboxTenant(chart, 'Bad', {
      runtimes: [library.IsolatedRuntime.gvisor(chart, 'Gvisor')], quota: TenantQuota.none(), factsFile: 'facts.json',
    }),
    (chart) => library.SandboxTenant.fromTenantFacts(chart, 'Bad', '{}' as never),
    (chart) => new library.SandboxTenant(chart, 'Bad', { runtimes: [], quota: TenantQuota.none(), namespace: 'A b' }),
    (chart) => new library.SandboxTenant(chart, 'Bad', { runtimes: [], quota: 'none' as never }),
  ],
  WarmPool: [
    (chart) =>
      new library.WarmPool(chart, 'Bad', {
        template: library.SandboxTemplate.fromSandboxTemplateName(chart, 'Template', 'python'),
        replicas: -1,
      }),
    (chart) => library.WarmPool.fromWarmPoolName(chart, 'Bad', 'A b'),
    (chart) => new library.WarmPool(chart, 'Bad', { template: undefined as never }),
  ],
  WorkspaceSnapshot: [
    (chart) => {
      const sandbox = library.Sandbox.fromSandboxName(chart, 'Dev', 'dev');
      return new library.WorkspaceSnapshot(chart, 'Bad', { sandbox, workspace: 'A b' });
    },
    (chart) => new library.WorkspaceSnapshot(chart, 'Bad', { sandbox: 'dev', workspace: 'home' } as never),
  ],
  WorkspaceSnapshotSchedule: [
    (chart) => {
      const sandbox = library.Sandbox.fromSandboxName(chart, 'Dev', 'dev');
      const image = 'registry.example.com/kubectl:1.36';
      return new library.WorkspaceSnapshotSchedule(chart, 'Bad', { sandbox, workspace: 'home', image } as never);
    },
  ],
  Workspace: [
    (chart) =>
      new library.Sandbox(chart, 'Dev', { containers: [container] }).addWorkspace('Bad', '/work', {
        size: Size.gibibytes(1),
        accessModes: [],
      }),
  ],
};

/** Constructs of the library that users can make; `SandboxPod` is abstract. */
const CONSTRUCTS = Object.entries(library)
  .filter(
    ([name, value]) => typeof value === 'function' && value.prototype instanceof Construct && name !== 'SandboxPod',
  )
  .map(([name]) => name)
  .sort();

test('each construct has a row', () => {
  expect(Object.keys(ROWS).sort()).toEqual(CONSTRUCTS);
});

test.each(
  Object.entries(ROWS).flatMap(([name, rows]) => rows.map((make, index) => [`${name} ${index}`, make] as const)),
)('fails if a prop of %s is not valid: the message begins with the path, once', (_, make) => {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
  const chart = new Chart(app, 'team', { namespace: 'research' });
  let error: Error | undefined;
  try {
    make(chart);
  } catch (thrown) {
    error = thrown as Error;
  }
  expect(error?.message).toMatch(/^team\/(Dev\/)?Bad: (?!team)./);
  expect(error!.stack).toContain(error!.message);
});

test('an id that makes no name is refused with the path', () => {
  const chart = new Chart(new App(), 'team');
  expect(() => new library.Sandbox(chart, 'ü', { containers: [container] })).toThrow(/^team\/ü: id 'ü' has/);
});
