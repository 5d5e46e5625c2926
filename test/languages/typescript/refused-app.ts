/** A port that does not exist: synth refuses it and writes no file, also not of the chart that is fine. */
import { Chart } from 'cdk8s';
import { AgentSandboxVersion, Sandbox, SandboxApp, SandboxCluster, SandboxEgress } from 'cdk8s-agent-sandbox';

const app = new SandboxApp();
SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });

for (const port of [3000, 70000]) {
  const chart = new Chart(app, `port-${port}`, { namespace: `team-${port}` });
  new Sandbox(chart, 'Dev', {
    containers: [{ image: 'registry.example.com/devbox:2.4', portNumber: port }],
    egress: SandboxEgress.internetOnly(),
  });
}

app.synth();
