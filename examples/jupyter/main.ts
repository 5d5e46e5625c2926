import { Chart, Size } from 'cdk8s';
import {
  AgentSandboxVersion, Dns, SandboxEgress, SandboxIngress, IsolatedRuntime, Sandbox, SandboxApp, SandboxCluster,
  IngressSource,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new SandboxApp();
SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });

const chart = new Chart(app, 'jupyter', { namespace: 'notebooks' });

const ingressController = kplus.Namespaces.select(chart, 'IngressNamespace', {
  labels: { 'kubernetes.io/metadata.name': 'ingress-nginx' },
});

const jupyter = new Sandbox(chart, 'Jupyter', {
  runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
  securityContext: {
    user: 1000,
    group: 100,
    fsGroup: 100,
    fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH,
  },
  containers: [
    {
      name: 'notebook',
      image: 'registry.example.com/jupyter-lab:4.5',
      portNumber: 8888,
      envVariables: { JUPYTER_TOKEN: kplus.Secret.fromSecretName(chart, 'Token', 'jupyter-token').envValue('token') },
      readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
      resources: {
        cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(2) },
        memory: { request: Size.gibibytes(1), limit: Size.gibibytes(4) },
      },
    },
  ],
  // The ingress controller gets in; out go name lookups and HTTPS, to the public internet alone.
  ingress: SandboxIngress.of([IngressSource.peer(ingressController, { ports: [kplus.NetworkPolicyPort.tcp(8888)] })]),
  egress: SandboxEgress.internetOnly({ ports: [kplus.NetworkPolicyPort.tcp(443)], dns: Dns.cluster() }),
});
jupyter.addWorkspace('Notebooks', '/home/jovyan', { size: Size.gibibytes(20) });

// An address that stays while the sandbox is suspended and resumed. The name of the sandbox itself is for the headless
// Service that the controller makes with 'service: true'.
new kplus.Service(chart, 'Service', {
  metadata: { name: 'jupyter-web' },
  selector: jupyter,
  ports: [{ name: 'http', port: 80, targetPort: 8888 }],
});

app.synth();
