/** 1,000 sandboxes, each with a workspace and a policy of its own. */
import { Chart, Size } from 'cdk8s';
import {
  AgentSandboxVersion, IsolatedRuntime, Sandbox, SandboxApp, SandboxCluster, SandboxEgress,
} from 'cdk8s-agent-sandbox';

const app = new SandboxApp();
SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
const chart = new Chart(app, 'fleet', { namespace: 'devboxes' });
const gvisor = IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor');

for (let user = 0; user < 1000; user += 1) {
  const sandbox = new Sandbox(chart, `user-${user}`, {
    runtime: gvisor,
    podLabels: { 'devbox.example.com/user': `user-${user}` },
    containers: [{ name: 'devbox', image: 'registry.example.com/devbox:2026.10', portNumber: 3000 }],
    securityContext: { fsGroup: 1000 },
    egress: SandboxEgress.internetOnly(),
  });
  sandbox.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(10 + (user % 5)) });
}

app.synth();
