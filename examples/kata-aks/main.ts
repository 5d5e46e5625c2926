import { Chart, Duration, Size } from 'cdk8s';
import {
  AgentSandboxVersion, AksNetworkPolicy, Cloud, Dns, SandboxEgress, IsolatedRuntime, Sandbox, SandboxApp,
  SandboxCluster, SandboxTemplate, TaintEffect,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new SandboxApp();
SandboxCluster.declare(app, {
  version: AgentSandboxVersion.V1_0_5,
  cloud: Cloud.aks({ version: '1.36', podSandboxing: true, networkPolicy: AksNetworkPolicy.AZURE }),
});

const chart = new Chart(app, 'kata-aks', { namespace: 'agents' });

// AKS makes the class 'kata-vm-isolation', on node pools with the workload runtime KataVmIsolation. The taint is that
// of our node pool, which AKS knows nothing of: so the pods tolerate it.
const kata = IsolatedRuntime.ofCloud(chart, 'PodSandboxing', {
  tolerations: [{ key: 'sandboxes.example.com/runtime', value: 'kata', effect: TaintEffect.NO_SCHEDULE }],
});

// HTTPS to the internet, and names by the DNS of the cluster. Azure's wire server, 168.63.129.16, has a public
// address: it is blocked all the same.
const egress = SandboxEgress.internetOnly({ ports: [kplus.NetworkPolicyPort.tcp(443)], dns: Dns.cluster() });

const python = new SandboxTemplate(chart, 'Python', {
  runtime: kata,
  // A session that ended is over, so that its claim can tell.
  restartPolicy: kplus.RestartPolicy.NEVER,
  containers: [{
    name: 'python',
    image: 'registry.example.com/python-sandbox:3.14',
    portNumber: 8888,
    readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
    // AKS makes the virtual machine as large as the limits: 2 CPUs and 2 GiB, of which its kernel takes some.
    // Requests are what the node sets aside for it: all of its memory here.
    resources: {
      cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(2) },
      memory: { request: Size.gibibytes(2), limit: Size.gibibytes(2) },
    },
  }],
  egress,
});
python.addWarmPool('PythonPool', { replicas: 4 }).addClaim('Nightly', { ttlAfterFinished: Duration.hours(1) });

// The limits of both containers add up: a virtual machine of 4 CPUs and 8 GiB, with a disk that outlives it.
const dev = new Sandbox(chart, 'Dev', {
  runtime: kata,
  service: true,
  securityContext: {
    user: 1000,
    group: 1000,
    fsGroup: 1000,
    fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
  },
  containers: [
    {
      name: 'devbox',
      image: 'registry.example.com/devbox:2026.10',
      portNumber: 3000,
      readiness: kplus.Probe.fromTcpSocket({ port: 3000 }),
      resources: {
        cpu: { request: kplus.Cpu.units(1), limit: kplus.Cpu.millis(3500) },
        memory: { request: Size.gibibytes(7), limit: Size.gibibytes(7) },
      },
    },
    {
      name: 'language-server',
      image: 'registry.example.com/language-server:1.9',
      portNumber: 3001,
      readiness: kplus.Probe.fromTcpSocket({ port: 3001 }),
      resources: {
        cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.millis(500) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(1) },
      },
    },
  ],
  egress,
});
dev.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(50), storageClassName: 'managed-csi-premium' });

app.synth();
