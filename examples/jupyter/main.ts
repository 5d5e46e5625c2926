import { App, Chart, Size } from 'cdk8s';
import { AgentSandboxVersion, IsolatedRuntime, Sandbox, SandboxCluster } from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new App();
SandboxCluster.at(app, { version: AgentSandboxVersion.V1_0_5 });

const chart = new Chart(app, 'jupyter', { namespace: 'notebooks' });

const jupyter = new Sandbox(chart, 'Jupyter', {
  runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
  securityContext: { user: 1000, group: 100, fsGroup: 100, fsGroupChangePolicy: kplus.FsGroupChangePolicy.ON_ROOT_MISMATCH },
  containers: [{
    name: 'notebook',
    image: 'registry.example.com/jupyter-lab:4.5',
    portNumber: 8888,
    envVariables: { JUPYTER_TOKEN: kplus.Secret.fromSecretName(chart, 'Token', 'jupyter-token').envValue('token') },
    readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
    resources: {
      cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(2) },
      memory: { request: Size.gibibytes(1), limit: Size.gibibytes(4) },
    },
  }],
});
jupyter.addWorkspace('Notebooks', '/home/jovyan', { size: Size.gibibytes(20) });

// An address that stays while the sandbox is suspended and resumed. The name of the sandbox itself is for the headless
// Service that the controller makes with 'service: true'.
new kplus.Service(chart, 'Service', {
  metadata: { name: 'jupyter-web' },
  selector: jupyter,
  ports: [{ name: 'http', port: 80, targetPort: 8888 }],
});

// The ingress controller gets in; out go name lookups and HTTPS, not to private addresses.
new kplus.NetworkPolicy(chart, 'NetworkPolicy', {
  metadata: { name: 'jupyter' },
  selector: jupyter,
  ingress: {
    default: kplus.NetworkPolicyTrafficDefault.DENY,
    rules: [{
      peer: kplus.Namespaces.select(chart, 'IngressNamespace', { labels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } }),
      ports: [kplus.NetworkPolicyPort.tcp(8888)],
    }],
  },
  egress: {
    default: kplus.NetworkPolicyTrafficDefault.DENY,
    rules: [
      {
        peer: kplus.Pods.select(chart, 'Dns', {
          labels: { 'k8s-app': 'kube-dns' },
          namespaces: kplus.Namespaces.select(chart, 'DnsNamespace', { labels: { 'kubernetes.io/metadata.name': 'kube-system' } }),
        }),
        ports: [kplus.NetworkPolicyPort.udp(53), kplus.NetworkPolicyPort.tcp(53)],
      },
      {
        peer: kplus.NetworkPolicyIpBlock.ipv4(chart, 'Internet', '0.0.0.0/0', ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']),
        ports: [kplus.NetworkPolicyPort.tcp(443)],
      },
    ],
  },
});

app.synth();
