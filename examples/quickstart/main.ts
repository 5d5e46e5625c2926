import { App, Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxVersion } from 'cdk8s-agent-sandbox';

const app = new App();
const platform = new Chart(app, 'platform');

new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5 });

app.synth();
