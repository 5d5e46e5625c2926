/** A pool of fewer than no sandboxes: the method refuses it at once. */
import { Chart } from 'cdk8s';
import { AgentSandboxVersion, SandboxApp, SandboxCluster, SandboxTemplate } from 'cdk8s-agent-sandbox';

const app = new SandboxApp();
SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
const chart = new Chart(app, 'refused', { namespace: 'research' });

const template = new SandboxTemplate(chart, 'Python', {
  containers: [{ image: 'registry.example.com/python-sandbox:3.14' }],
});
template.addWarmPool('Pool', { replicas: -1 });

app.synth();
