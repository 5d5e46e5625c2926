import { Chart, Size } from 'cdk8s';
import {
  AgentSandboxVersion, EgressDestination, Findings, IsolatedRuntime, MetadataService, NetworkPolicyEngine, SandboxApp,
  SandboxCluster, SandboxEgress, SandboxTemplate,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new SandboxApp();
// Declared before what is in it: egress is written for what enforces it.
SandboxCluster.declare(app, {
  version: AgentSandboxVersion.V1_0_5,
  networkPolicyEngine: NetworkPolicyEngine.GKE_DATAPLANE_V2,
});

const chart = new Chart(app, 'gke-sandbox', { namespace: 'agents' });

// GKE makes the class 'gvisor', with the selector and the toleration of its nodes. Pods repeat both, as upstream's
// example of an admission policy wants to see them.
const gvisor = IsolatedRuntime.gkeSandbox(chart, 'GkeSandbox', { repeatPlacementOnPods: true });

// What the pods are to Google Cloud, by Workload Identity Federation: bind roles to this account, or let it act as
// another.
const identity = new kplus.ServiceAccount(chart, 'Identity', { metadata: { name: 'analyst' }, automountToken: false });

const https = [kplus.NetworkPolicyPort.tcp(443)];
const analyst = new SandboxTemplate(chart, 'Analyst', {
  runtime: gvisor,
  serviceAccount: identity,
  containers: [
    {
      name: 'python',
      image: 'registry.example.com/python-sandbox:3.14',
      portNumber: 8888,
      readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
      resources: {
        cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(2) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
      },
    },
  ],
  egress: SandboxEgress.to([
    // Packages of Python, and the APIs of Google Cloud.
    EgressDestination.domain('pkg.example', { ports: https }),
    EgressDestination.domain('files.example', { ports: https }),
    EgressDestination.domain('*.googleapis.com', { ports: https }),
    // GKE's metadata server, which hands out tokens of the identity above, and not of the node: with Workload
    // Identity only.
    EgressDestination.metadata(MetadataService.GKE_DATAPLANE_V2),
  ]),
});
analyst.addWarmPool('AnalystPool', { replicas: 3 });

// GKE limits connections to a list of domains, and no lookups.
Findings.of(analyst).acknowledge('ASB347', 'Cloud DNS logs the lookups of this cluster, and odd ones raise an alarm');

app.synth();
