import { Chart, Cron, Duration, Size } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, IsolatedRuntime, NodeCapacity, PodSnapshotPolicy,
  PodSnapshotStorageConfig, PoolScaler, Sandbox, SandboxApp, SandboxClasses, SandboxEgress, SandboxNodePool,
  SandboxPriorityClass, SandboxTemplate, SandboxTenant, TenantQuota, WorkspaceSnapshotSchedule,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new SandboxApp();

// The platform, on GKE: machines by a ComputeClass, and where snapshots of pods are kept.
const platform = new Chart(app, 'platform');
new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, replicas: 2 });
const gvisor = IsolatedRuntime.gkeSandbox(platform, 'GkeSandbox');
const nodes = SandboxNodePool.gkeComputeClass(platform, 'SandboxNodes', {
  runtime: gvisor, capacity: NodeCapacity.SPOT_OR_ON_DEMAND, machineFamily: 'n2',
});
const interactive = new SandboxPriorityClass(platform, 'Interactive', { value: 1000, description: 'A person waits.' });
const storage = new PodSnapshotStorageConfig(platform, 'Snapshots', { bucket: 'example-sandbox-snapshots' });

// What teams may claim: two sizes of two images, by names that their programs are compiled against.
const evals = new SandboxTenant(app, 'evals', {
  runtimes: [gvisor], allowNodeChoice: true, quota: TenantQuota.computed({ claims: 0 }),
});
const classes = new SandboxClasses(evals, 'Classes', {
  sizes: {
    small: { cpu: kplus.Cpu.millis(500), memory: Size.gibibytes(1) },
    large: { cpu: kplus.Cpu.units(4), memory: Size.gibibytes(16), memoryRequest: Size.gibibytes(8) },
  },
  runtimes: { gvisor },
  images: {
    python: { container: { image: 'registry.example.com/python:3.14' } },
    node: { container: { image: 'registry.example.com/node:24' } },
  },
  template: { egress: SandboxEgress.internetOnly(), nodeSelector: nodes.podNodeSelector },
  excluding: [{ sizes: ['large'], images: ['node'] }],
  rules: [{ replicas: 2, maxClaims: 10 }, { sizes: ['small'], replicas: 10, maxClaims: 100 }],
});
classes.pool('small', 'gvisor', 'python').addClaim('Nightly');

// People at work: their pods end others where there is no room, and what they had in memory is saved when they ask.
const desks = new SandboxTenant(app, 'desks', {
  runtimes: [gvisor],
  allowNodeChoice: true,
  quota: TenantQuota.of({ sandboxes: 50, byPriority: [{ priorityClass: interactive, pods: 50 }] }),
});
const desk = new SandboxTemplate(desks, 'Desk', {
  runtime: gvisor,
  priorityClassName: interactive.priorityClassName,
  nodeSelector: nodes.podNodeSelector,
  egress: SandboxEgress.internetOnly(),
  containers: [{
    image: 'registry.example.com/desk:2.1',
    resources: {
      cpu: { request: kplus.Cpu.millis(500) },
      memory: { request: Size.gibibytes(2), limit: Size.gibibytes(4) },
    },
  }],
});
desk.addWarmPool('DeskPool').scaleOnDemand({
  claimsPerSecond: 0.05, startup: Duration.seconds(20), maximum: 20, scaler: PoolScaler.managedPrometheus(),
});
new PodSnapshotPolicy(desks, 'DeskSnapshots', {
  storageConfigName: storage.name, selectorLabels: desk.selectorLabels, maxSnapshotsPerGroup: 3,
});

// One desk has files that nobody wants to lose: a snapshot each night, in a namespace that lets its CronJob in.
const archive = new Chart(app, 'archive', { namespace: 'archive' });
const curator = new Sandbox(archive, 'Curator', {
  runtime: gvisor,
  containers: [{ image: 'registry.example.com/desk:2.1' }],
  egress: SandboxEgress.none(),
});
const files = curator.addWorkspace('Files', '/home/curator', { size: Size.gibibytes(100) });
new WorkspaceSnapshotSchedule(archive, 'Nightly', {
  sandbox: curator,
  workspace: files.name,
  image: 'registry.example.com/kubectl:1.36',
  schedule: Cron.schedule({ minute: '0', hour: '3' }),
  timeZone: 'Europe/Berlin',
});

app.synth();
