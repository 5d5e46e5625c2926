import { Chart, Size } from 'cdk8s';
import {
  AgentSandboxVersion, Disruption, Dns, SandboxEgress, SandboxIngress, IsolatedRuntime, OperatingMode, Sandbox,
  SandboxApp, SandboxCluster, SandboxProps, ShutdownPolicy,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new SandboxApp();
SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });

const chart = new Chart(app, 'coding-agent', { namespace: 'agents' });

const pod: SandboxProps = {
  runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
  // The image runs as this user; the group owns what is on the workspace.
  securityContext: {
    user: 1000,
    group: 1000,
    fsGroup: 1000,
    fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
  },
  containers: [
    {
      name: 'agent',
      image: 'registry.example.com/coding-agent:2.4.1',
      portNumber: 8080,
      envVariables: {
        HOME: kplus.EnvValue.fromValue('/home/agent'),
        MODEL_API_KEY: kplus.Secret.fromSecretName(chart, 'ModelApiKey', 'model-api-key').envValue('token'),
      },
      readiness: kplus.Probe.fromHttpGet('/healthz', { port: 8080 }),
      resources: {
        cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(4) },
        memory: { request: Size.gibibytes(2), limit: Size.gibibytes(8) },
      },
    },
  ],
  // Nobody gets in; out go name lookups and HTTPS, to the public internet alone.
  egress: SandboxEgress.internetOnly({ ports: [kplus.NetworkPolicyPort.tcp(443)], dns: Dns.cluster() }),
  ingress: SandboxIngress.none(),
  // A pod that goes takes the running session with it: a drain waits until the agent is suspended or has ended.
  disruption: Disruption.never(),
};

// Works until the sprint ends; then its pod goes, and what it wrote stays.
const agent = new Sandbox(chart, 'CheckoutAgent', {
  ...pod,
  shutdownTime: '2027-01-31T18:00:00Z',
  shutdownPolicy: ShutdownPolicy.RETAIN,
});
agent.addWorkspace('Home', '/home/agent', { size: Size.gibibytes(50), storageClassName: 'fast' });

// Waits for its reviewer: no pod, and all of its files.
const paused = new Sandbox(chart, 'BillingAgent', { ...pod, operatingMode: OperatingMode.SUSPENDED });
paused.addWorkspace('Home', '/home/agent', { size: Size.gibibytes(50), storageClassName: 'fast' });

app.synth();
