import { Chart, Duration, Size } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, CapacityReport, ClaimRate, Disruption, Headroom,
  IsolatedRuntime, KarpenterNodeClass, NodeCapacity, SandboxApiPriority, SandboxApp, SandboxEgress, SandboxIngress,
  SandboxMonitoring, SandboxNodePool, SandboxTemplate, SandboxTenant, TaintEffect, TenantQuota,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new SandboxApp();

const platform = new Chart(app, 'platform');
new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, replicas: 2 });
const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor', {
  nodeSelector: { 'training.example.com/runtime': 'gvisor' },
  tolerations: [{ key: 'training.example.com/runtime', value: 'gvisor', effect: TaintEffect.NO_SCHEDULE }],
});

// What a training run does: it claims a sandbox for each rollout of the policy, lets it work, and gives it back.
const training = new SandboxTenant(app, 'training', {
  runtimes: [gvisor],
  registries: ['registry.example.com/rollouts'],
  quota: TenantQuota.computed({ claims: 400 }),
});
const rollout = new SandboxTemplate(training, 'Rollout', {
  runtime: gvisor,
  restartPolicy: kplus.RestartPolicy.NEVER,
  // A rollout that is lost is repeated: spot nodes do.
  disruption: Disruption.allowed(),
  containers: [{
    name: 'rollout',
    image: 'registry.example.com/rollouts/swe:2026.11',
    portNumber: 8888,
    readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
    resources: {
      cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(2) },
      memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
    },
  }],
  ingress: SandboxIngress.none(),
  egress: SandboxEgress.none(),
});
const pool = rollout.addWarmPool('RolloutPool', { replicas: 42 });
training.permissions.grantClaim(
  kplus.ServiceAccount.fromServiceAccountName(training, 'Trainer', 'trainer', { namespaceName: 'trainers' }),
);

// The load, once: what follows is sized by it.
const report = CapacityReport.of(training, {
  arrivals: ClaimRate.perHour(6000),
  hold: Duration.minutes(3),
  startup: Duration.seconds(8),
  burst: 20,
  nodes: {
    cpu: kplus.Cpu.millis(15_500), memory: Size.gibibytes(58), provisioning: Duration.seconds(90), pricePerHour: 0.21,
  },
});
report.recordFindings();

// Nodes that the cloud may take back, as many as the load needs, and room for the next minute.
SandboxNodePool.karpenter(platform, 'RolloutNodes', {
  runtime: gvisor,
  nodeClass: KarpenterNodeClass.ec2('gvisor'),
  capacity: NodeCapacity.SPOT,
  limits: { nodes: report.nodes! },
  disruptedAtOnce: 20,
});
// Placeholders are pods of the platform: a tenant lets in nothing but sandboxes.
const nodes = new Chart(app, 'nodes', { namespace: 'sandbox-headroom' });
new Headroom(nodes, 'Headroom', { template: rollout, capacity: report.pool(pool.name) });

// A trainer that goes wild does not starve the controller.
new SandboxApiPriority(platform, 'ApiPriority', { controllerSeats: report.apiServerSeats, claimSeats: 20 });
new SandboxMonitoring(platform, 'Monitoring', { labels: { release: 'prometheus' } });

app.synth();
