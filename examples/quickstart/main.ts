import { Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxVersion, SandboxApp } from 'cdk8s-agent-sandbox';

const app = new SandboxApp();
const platform = new Chart(app, 'platform');

new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5 });

app.synth();
