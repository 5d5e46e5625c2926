import { Chart, Duration, Size } from 'cdk8s';
import * as sandbox from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new sandbox.SandboxApp();
const platform = new Chart(app, 'platform');
const research = new Chart(app, 'research', { namespace: 'research' });

new sandbox.AgentSandbox(platform, 'AgentSandbox', { version: sandbox.AgentSandboxVersion.V1_0_5 });
new kplus.Namespace(platform, 'Research', { metadata: { name: 'research' } });

const gvisor = sandbox.IsolatedRuntime.gvisor(platform, 'Gvisor');

const python = new sandbox.SandboxTemplate(research, 'Python', {
  runtime: gvisor,
  restartPolicy: kplus.RestartPolicy.NEVER,
  containers: [{
    image: 'registry.example.com/python-sandbox:3.14',
    portNumber: 8888,
    readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
  }],
});
const pool = python.addWarmPool('PythonPool', { replicas: 4 });
pool.addClaim('Nightly', { ttlAfterFinished: Duration.hours(1) });

const dev = new sandbox.Sandbox(research, 'Dev', {
  runtime: gvisor,
  service: true,
  containers: [{ image: 'registry.example.com/devbox:2.4', portNumber: 3000 }],
  securityContext: { fsGroup: 1000 },
  egress: sandbox.SandboxEgress.internetOnly(),
});
dev.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(50) });

app.synth();
