import { Chart, Size } from 'cdk8s';
import { SandboxApp, SandboxEgress, SandboxTemplate, SandboxTenant, TenantFacts } from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';

/** What the research team runs in a cluster. The platform's facts say where, and what it may be. */
class Research extends Chart {
  constructor(scope: Construct, stage: string, waiting: number) {
    super(scope, stage);
    const research = SandboxTenant.fromTenantFacts(this, 'research', TenantFacts.fromFile(`facts/${stage}/research.json`));
    const python = new SandboxTemplate(research, 'Python', {
      runtime: research.runtime('gvisor'),
      restartPolicy: kplus.RestartPolicy.NEVER,
      containers: [{
        name: 'python',
        image: 'registry.example.com/research/python:3.14',
        portNumber: 8888,
        readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
        resources: {
          cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(1) },
          memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
        },
      }],
      egress: SandboxEgress.internetOnly(),
    });
    python.addWarmPool('PythonPool', { replicas: waiting });
  }
}

const app = new SandboxApp();
new Research(app, 'staging', 2);
new Research(app, 'production', 20);
app.synth();
