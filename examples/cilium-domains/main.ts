import { Chart, Size } from 'cdk8s';
import {
  AgentSandboxVersion, EgressDestination, SandboxEgress, IsolatedRuntime, NetworkGuardrail, NetworkPolicyEngine,
  SandboxApp, SandboxCluster, SandboxTemplate,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const https = [kplus.NetworkPolicyPort.tcp(443)];

// What a build may reach: the allow-list that security reviews.
const allowed = [
  EgressDestination.domain('pkg.example', { ports: https }),
  EgressDestination.domain('files.example', { ports: https }),
  EgressDestination.domain('npm.example', { ports: https }),
  EgressDestination.domain('github.com', { ports: https }),
  EgressDestination.domain('codeload.github.com', { ports: https }),
  EgressDestination.domain('*.githubusercontent.com', { ports: https }),
];

const app = new SandboxApp();
// Declared before what is in it: egress is written for what enforces it.
SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5, networkPolicyEngine: NetworkPolicyEngine.CILIUM });

const chart = new Chart(app, 'cilium-domains', { namespace: 'builds' });

const build = new SandboxTemplate(chart, 'Build', {
  runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
  containers: [
    {
      name: 'build',
      image: 'registry.example.com/build-sandbox:4.2',
      portNumber: 8080,
      readiness: kplus.Probe.fromTcpSocket({ port: 8080 }),
      resources: {
        cpu: { request: kplus.Cpu.units(1), limit: kplus.Cpu.units(4) },
        memory: { request: Size.gibibytes(2), limit: Size.gibibytes(8) },
      },
    },
  ],
  egress: SandboxEgress.to(allowed),
});
build.addWarmPool('BuildPool', { replicas: 4 });

// What no policy of a namespace opens, to sandboxes whoever makes them: the metadata of clouds, and the networks of
// offices and databases. Not 10.0.0.0/8, where pods of this cluster are, its DNS among them. Cilium 1.20 enforces it,
// once k8sClusterNetworkPolicy.enabled is set and the CRD of network-policy-api is there.
new NetworkGuardrail(chart, 'SandboxFloor', { blocked: ['172.16.0.0/12', '192.168.0.0/16'] });

app.synth();
