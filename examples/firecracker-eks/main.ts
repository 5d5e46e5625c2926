import { Chart, Size } from 'cdk8s';
import {
  AgentSandboxVersion, Cloud, CloudIdentity, EgressDestination, SandboxEgress, ImagePrePull, IsolatedRuntime,
  KataRelease, SandboxApp, SandboxCluster, SandboxTemplate, TaintEffect,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new SandboxApp();
SandboxCluster.declare(app, {
  version: AgentSandboxVersion.V1_0_5,
  cloud: Cloud.eks({ version: '1.36', networkPolicy: true, podIdentityAgent: true }),
});

const chart = new Chart(app, 'firecracker-eks', { namespace: 'agents' });

// Nodes with KVM: '.metal' instances, or those with nested virtualization. They are labelled and tainted, and their
// containerd has the devmapper snapshotter, without which Firecracker starts nothing. kata-deploy installs Kata there
// and is told to make no classes: this one selects our nodes.
const firecracker = IsolatedRuntime.kataFirecracker(chart, 'Firecracker', {
  create: true,
  kataRelease: KataRelease.V4,
  nodeSelector: { 'sandboxes.example.com/runtime': 'kata-fc' },
  tolerations: [{ key: 'sandboxes.example.com/runtime', value: 'kata-fc', effect: TaintEffect.NO_SCHEDULE }],
});

// What the pods are to AWS: `identity.association('agents')` is the association that names this account.
const identity = CloudIdentity.podIdentity({
  roleArn: 'arn:aws:iam::111122223333:role/builder', clusterName: 'production', serviceAccountName: 'builder',
});

const builder = new SandboxTemplate(chart, 'Builder', {
  runtime: firecracker,
  identity,
  containers: [{
    name: 'builder',
    image: 'registry.example.com/builder:7.1',
    portNumber: 8080,
    readiness: kplus.Probe.fromTcpSocket({ port: 8080 }),
    resources: {
      cpu: { request: kplus.Cpu.units(1), limit: kplus.Cpu.units(2) },
      memory: { request: Size.gibibytes(2), limit: Size.gibibytes(2) },
    },
  }],
  egress: SandboxEgress.to([
    // Without IPv6, where a rule would have the agent of the VPC CNI let nothing out of this IPv4 cluster. The agent of
    // the identity is reached, and the credentials of the node, at 169.254.169.254, are not.
    EgressDestination.internet({ ports: [kplus.NetworkPolicyPort.tcp(443)] }),
  ]),
});
builder.addWarmPool('BuilderPool', { replicas: 2 });

// Firecracker does not see images that other runtimes pulled, as it has a snapshotter of its own: it pulls them itself.
new ImagePrePull(chart, 'Images', { templates: [builder], runtime: firecracker, pullUnderRuntime: true });

app.synth();
