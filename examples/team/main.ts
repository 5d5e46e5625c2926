import { join } from 'node:path';
import { Size, YamlOutputType } from 'cdk8s';
import { SandboxApp, SandboxEgress, SandboxTemplate, SandboxTenant, TenantFacts } from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

// A folder for each stage, from which the GitOps tool of the platform applies.
const app = new SandboxApp({ yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE });

for (const [stage, waiting] of Object.entries({ staging: 2, production: 20 })) {
  // What the platform says of the cluster and of what this team may do in it.
  const facts = TenantFacts.fromFile(join(__dirname, `facts/${stage}.json`));
  const vision = SandboxTenant.fromTenantFacts(app, stage, facts);
  const python = new SandboxTemplate(vision, 'Python', {
    runtime: vision.runtime('gvisor'),
    restartPolicy: kplus.RestartPolicy.NEVER,
    containers: [{
      name: 'python',
      image: 'registry.example.com/vision/python:3.14',
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

app.synth();
