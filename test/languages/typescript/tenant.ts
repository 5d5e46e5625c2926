/** A tenant with a template, a pool, a claim and egress to one service. */
import { Chart, Size } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, EgressDestination, IsolatedRuntime, SandboxApp, SandboxEgress, SandboxTemplate,
  SandboxTenant, TenantQuota,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new SandboxApp();
const platform = new Chart(app, 'platform');
new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, replicas: 2 });
const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor', {
  nodeSelector: { 'sandboxes.example.com/runtime': 'gvisor' },
});

const research = new SandboxTenant(app, 'research', {
  runtimes: [gvisor],
  registries: ['registry.example.com/sandboxes'],
  maxContainerCpu: kplus.Cpu.units(4),
  maxContainerMemory: Size.gibibytes(16),
  quota: TenantQuota.computed({ claims: 20 }),
});
const featureStore = EgressDestination.pods({
  podLabels: { app: 'feature-store' },
  namespaces: ['data'],
  ports: [kplus.NetworkPolicyPort.tcp(8443)],
});

const python = new SandboxTemplate(research, 'Python', {
  runtime: gvisor,
  containers: [{
    name: 'python',
    image: 'registry.example.com/sandboxes/python:3.14',
    portNumber: 8888,
    readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
    resources: {
      cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(1) },
      memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
    },
  }],
  egress: SandboxEgress.to([featureStore]),
});
const pool = python.addWarmPool('PythonPool', { replicas: 5 });
pool.addClaim('Evaluation');

research.permissions.grantClaim(
  kplus.ServiceAccount.fromServiceAccountName(research, 'Runner', 'eval-runner', { namespaceName: 'evals' }),
);
research.permissions.grantView(kplus.Group.fromName(research, 'Scientists', 'scientists'));

app.synth();
