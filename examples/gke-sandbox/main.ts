import { Chart, Size } from 'cdk8s';
import {
  AgentSandboxVersion, BlastRadius, Cloud, CloudIdentity, EgressDestination, Findings, IsolatedRuntime, SandboxApp,
  SandboxCluster, SandboxEgress, SandboxTemplate,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new SandboxApp();
// Declared before what is in it: the engine, the DNS and the runtime are those of the cloud.
SandboxCluster.declare(app, {
  version: AgentSandboxVersion.V1_0_5,
  cloud: Cloud.gke({ version: '1.36', dataplaneV2: true }),
});

const chart = new Chart(app, 'gke-sandbox', { namespace: 'agents' });

// GKE makes the class 'gvisor', with the selector and the toleration of its nodes. Pods repeat both, as upstream's
// example of an admission policy wants to see them.
const gvisor = IsolatedRuntime.ofCloud(chart, 'GkeSandbox', { repeatPlacementOnPods: true });

// What the pods are to Google Cloud, by Workload Identity Federation: `identity.trustPolicy(['agents'])` is the member
// to bind roles to.
const identity = CloudIdentity.workloadIdentity({
  workloadPool: 'my-project.svc.id.goog', projectNumber: '123456789012', serviceAccountName: 'analyst',
});

const https = [kplus.NetworkPolicyPort.tcp(443)];
const analyst = new SandboxTemplate(chart, 'Analyst', {
  runtime: gvisor,
  // Its account, and the way to GKE's metadata server, which hands out its tokens and not those of the node.
  identity,
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
  ]),
});
analyst.addWarmPool('AnalystPool', { replicas: 3 });

// Whoever takes over a sandbox reaches this, and nothing else: an edit that lets it reach more fails the synthesis,
// also an edit of a role or a policy. The objects do not say whether the nodes have Workload Identity.
BlastRadius.of(analyst).expect({
  isolated: true,
  network: { domains: ['pkg.example', 'files.example', '*.googleapis.com'], dns: true, metadata: true },
  identity: { identities: ['gke-workload-identity'], node: true },
});

// GKE limits connections to a list of domains, and no lookups.
Findings.of(analyst).acknowledge('ASB347', 'Cloud DNS logs the lookups of this cluster, and odd ones raise an alarm');

app.synth();
