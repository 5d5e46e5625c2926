import { Chart, Size } from 'cdk8s';
import {
  AgentSandboxVersion, SandboxEgress, Findings, IsolatedRuntime, OperatingMode, Sandbox, SandboxApp, SandboxCluster,
  SandboxTemplate,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** The workloads of a cluster, written for the release that runs there. */
class Cluster extends Chart {
  constructor(scope: Construct, id: string, version: AgentSandboxVersion) {
    super(scope, id, { namespace: 'agents' });
    SandboxCluster.declare(this, { version });

    const runtime = IsolatedRuntime.fromRuntimeClassName(this, 'Gvisor', 'gvisor');
    const python = new SandboxTemplate(this, 'Python', {
      runtime,
      containers: [{
        name: 'python',
        image: 'registry.example.com/python-sandbox:3.14',
        portNumber: 8888,
        readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
      }],
    });
    const pool = python.addWarmPool('PythonPool', { replicas: 4 });
    pool.addClaim('Warm');
    python.addClaim('OnDemand');

    const dev = new Sandbox(this, 'Dev', {
      runtime,
      service: true,
      operatingMode: OperatingMode.SUSPENDED,
      securityContext: { fsGroup: 1000 },
      containers: [{ name: 'dev', image: 'registry.example.com/devbox:2026.10', portNumber: 3000 }],
      egress: SandboxEgress.internetOnly(),
    });
    dev.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(50) });
  }
}

const app = new SandboxApp();

// What runs in production, and what is tried for it: the two files differ in what the releases differ in.
const production = new Cluster(app, 'production', AgentSandboxVersion.V0_4_6);
new Cluster(app, 'staging', AgentSandboxVersion.V1_0_5);

// Warnings that are known not to matter are acknowledged, with the reason.
Findings.of(production).acknowledge('ASB214', 'the devbox is reached by its name and a port number');

app.synth();
