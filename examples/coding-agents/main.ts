import { Chart, Duration, Size } from 'cdk8s';
import {
  AgentSandboxVersion, Disruption, Dns, IsolatedRuntime, k8s, Sandbox, SandboxApp, SandboxCluster, SandboxEgress,
  SandboxHttpRoute, SandboxIngress, SandboxProps, SandboxSchedule, TolerationOperator,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import agents from './agents.json';

/** An agent of a developer: a line of agents.json. */
interface Agent {
  readonly login: string;
  readonly team: string;
  readonly gpus?: number;
}

const GPU = 'nvidia.com/gpu';
const PORT = 8080;

const app = new SandboxApp();
SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });

const platform = new Chart(app, 'platform', { namespace: 'platform' });

// Nobody works at night: pods end, workspaces stay. Who keeps an agent busy labels it, and it is left alone.
const workHours = new SandboxSchedule(platform, 'WorkHours', {
  image: 'registry.example.com/kubectl:1.36',
  start: '07:00',
  stop: '20:00',
  timeZone: 'Europe/Berlin',
  holidays: ['2026-12-25', '2026-12-26', '2027-01-01'],
});

const chart = new Chart(app, 'coding-agents', { namespace: 'coding-agents' });

/** What is one for all. */
const common: SandboxProps = {
  runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
  service: true,
  securityContext: { user: 1000, group: 1000, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
  // No drain ends a task that is under way; one that is not ready works at nothing.
  disruption: Disruption.never({ terminationGracePeriod: Duration.minutes(2) }),
  ingress: SandboxIngress.none(),
  egress: SandboxEgress.internetOnly({ ports: [kplus.NetworkPolicyPort.tcp(443)], dns: Dns.cluster() }),
};

const gateways = kplus.Namespaces.select(chart, 'Gateways', { names: ['gateways'] });

/** The agent of a developer, which has the name of its owner and works in hours. */
class CodingAgent extends Sandbox {
  constructor(scope: Construct, { login, team, gpus = 0 }: Agent) {
    super(scope, login, {
      ...common,
      podLabels: { 'agents.example.com/owner': login, 'agents.example.com/team': team },
      containers: [{
        name: 'agent',
        image: `registry.example.com/coding-agent${gpus > 0 ? '-cuda' : ''}:2026.11`,
        portNumber: PORT,
        readiness: kplus.Probe.fromHttpGet('/healthz', { port: PORT }),
        envVariables: {
          MODEL_API_KEY: kplus.Secret.fromSecretName(scope, `${login}-key`, `model-key-${team}`).envValue('token'),
        },
        resources: {
          cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(4) },
          memory: { request: Size.gibibytes(2), limit: Size.gibibytes(8) },
        },
      }],
      ...(gpus > 0 && {
        containerOptions: { agent: { resources: { limits: { [GPU]: k8s.Quantity.fromNumber(gpus) } } } },
        tolerations: [{ key: GPU, operator: TolerationOperator.EXISTS }],
      }),
    });
    this.addWorkspace('Home', '/home/agent', { size: Size.gibibytes(50), storageClassName: 'fast' });
    this.runDuring(workHours);
    // Streams of an agent last as long as its task.
    new SandboxHttpRoute(this, 'Route', {
      metadata: { name: login },
      sandbox: this,
      gatewayName: 'public',
      gatewayNamespace: 'gateways',
      hostnames: [`${login}.agents.example.com`],
      requestTimeout: Duration.seconds(0),
      allowFrom: [gateways],
    });
  }
}

for (const agent of agents) { new CodingAgent(chart, agent); }

app.synth();
