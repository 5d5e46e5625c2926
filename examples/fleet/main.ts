import { Chart, Size } from 'cdk8s';
import {
  AgentSandboxVersion, Dns, SandboxEgress, SandboxIngress, IsolatedRuntime, k8s, OperatingMode, Sandbox, SandboxApp,
  SandboxCluster, SandboxProps, IngressSource, TolerationOperator,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import users from './users.json';

/** A user of the fleet: a line of users.json. */
interface User {
  readonly login: string;
  readonly team: string;
  readonly gibibytes: number;
  readonly gpus?: number;
  /** Away for some time: the sandbox is suspended, and keeps its files. */
  readonly away?: boolean;
}

const GPU = 'nvidia.com/gpu';

/** What every user gets. The login is the id, and so the name of the Sandbox. */
class Devbox extends Sandbox {
  constructor(scope: Construct, { login, team, gibibytes, gpus = 0, away = false }: User, common: SandboxProps) {
    super(scope, login, {
      ...common,
      operatingMode: away ? OperatingMode.SUSPENDED : OperatingMode.RUNNING,
      service: true,
      podLabels: { 'devbox.example.com/user': login, 'devbox.example.com/team': team },
      securityContext: {
        user: 1000,
        group: 1000,
        fsGroup: 1000,
        fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
      },
      containers: [
        {
          name: 'devbox',
          image: 'registry.example.com/devbox:2026.10',
          portNumber: 3000,
          resources: {
            cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(4) },
            memory: { request: Size.gibibytes(2), limit: Size.gibibytes(8) },
          },
        },
      ],
      ...(gpus > 0 && {
        containerOptions: { devbox: { resources: { limits: { [GPU]: k8s.Quantity.fromNumber(gpus) } } } },
        tolerations: [{ key: GPU, operator: TolerationOperator.EXISTS }],
      }),
    });
    this.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(gibibytes) });
  }
}

const app = new SandboxApp();
SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });

const chart = new Chart(app, 'fleet', { namespace: 'devboxes' });
const gateway = kplus.Namespaces.select(chart, 'Gateway', {
  labels: { 'kubernetes.io/metadata.name': 'devbox-gateway' },
});

/** What is one for all: where they run, and whom they reach and are reached by. */
const common: SandboxProps = {
  runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
  // The gateway that logs users in gets to their devboxes, and no devbox to another.
  ingress: SandboxIngress.of([IngressSource.peer(gateway, { ports: [kplus.NetworkPolicyPort.tcp(3000)] })]),
  egress: SandboxEgress.internetOnly({ dns: Dns.cluster() }),
};

for (const user of users) { new Devbox(chart, user, common); }

app.synth();
