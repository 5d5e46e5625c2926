import { Chart, Size } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, CaBundle, ContainerdConfigVersion, GvisorNodePreparation, ImagePrePull,
  ImageRegistryLayout, IsolatedRuntime, RouterAuth, RouterImplementation, SandboxApp, SandboxCluster,
  SandboxEgress, SandboxIngress, SandboxRouter, SandboxTemplate, SandboxTenant, TaintEffect, TenantQuota,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const MIRROR = 'registry.internal.example/mirror';
const app = new SandboxApp();

// Nodes reach one registry. Images are named as they are published, and printed as they are found there. Each
// namespace gets the Secret from an operator, and the authorities of the company from trust-manager.
SandboxCluster.declare(app, {
  version: AgentSandboxVersion.V1_0_5,
  imageRegistry: MIRROR,
  imageRegistryLayout: ImageRegistryLayout.HOST_AND_PATH,
  mirrorAllImages: true,
  imagePullSecrets: ['mirror'],
  caBundle: CaBundle.fromTrustManager('company-ca'),
});

// The controller, the runtime, and the one way in.
const platform = new Chart(app, 'platform');
new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, replicas: 2 });
const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor', {
  nodeSelector: { 'sandboxes.example.com/runtime': 'gvisor' },
  tolerations: [{ key: 'sandboxes.example.com/runtime', value: 'gvisor', effect: TaintEffect.NO_SCHEDULE }],
});
new SandboxRouter(platform, 'Router', {
  implementation: RouterImplementation.GO,
  image: 'registry.k8s.io/agent-sandbox/sandbox-router-go:v1.0.5',
  auth: RouterAuth.scopedToken('sandbox-router-key'),
  allowFrom: [kplus.Namespaces.select(platform, 'Gateways', { names: ['gateways'] })],
  apiServerCidrs: ['192.0.2.10/32'],
});

// The installer has gVisor's binaries in its image, so that nodes download nothing else. It has containerd start the
// pause image of the mirror, too.
const nodes = new Chart(app, 'nodes', { namespace: 'gvisor-nodes' });
new kplus.Namespace(nodes, 'Namespace', {
  metadata: { name: 'gvisor-nodes', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
});
new GvisorNodePreparation(nodes, 'Preparation', {
  runtime: gvisor,
  image: 'registry.internal.example/mirror/platform/gvisor-installer:2026.09',
  containerdConfigVersion: ContainerdConfigVersion.V3,
});

// Analysis runs what models write, with the package index of the company and nothing else.
const analysis = new SandboxTenant(app, 'analysis', {
  runtimes: [gvisor],
  registries: [MIRROR],
  maxContainerCpu: kplus.Cpu.units(4),
  maxContainerMemory: Size.gibibytes(16),
  quota: TenantQuota.computed({ claims: 20 }),
});
const packages = kplus.Pods.select(analysis, 'PackageIndex', {
  labels: { app: 'package-index' },
  namespaces: kplus.Namespaces.select(analysis, 'Packages', { names: ['packages'] }),
});
const python = new SandboxTemplate(analysis, 'Python', {
  runtime: gvisor,
  restartPolicy: kplus.RestartPolicy.NEVER,
  containers: [{
    name: 'python',
    image: 'python:3.14-slim',
    portNumber: 8888,
    securityContext: { user: 1000 },
    envVariables: { PIP_INDEX_URL: kplus.EnvValue.fromValue('https://packages.internal.example/simple') },
    readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
    resources: {
      cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(1) },
      memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
    },
  }],
  // The router gets in, as nothing is said of 'ingress'.
  egress: SandboxEgress.cluster([packages], { ports: [kplus.NetworkPolicyPort.tcp(8443)] }),
});
python.addWarmPool('PythonPool', { replicas: 4 });

// Builds have a tenant of their own: they reach the Git server of the company, and nobody reaches them.
const ci = new SandboxTenant(app, 'ci', {
  runtimes: [gvisor],
  registries: [MIRROR],
  maxContainerCpu: kplus.Cpu.units(8),
  maxContainerMemory: Size.gibibytes(32),
  quota: TenantQuota.computed({ claims: 10 }),
});
const git = kplus.Pods.select(ci, 'GitServer', {
  labels: { app: 'git' },
  namespaces: kplus.Namespaces.select(ci, 'Git', { names: ['git'] }),
});
const builder = new SandboxTemplate(ci, 'Builder', {
  runtime: gvisor,
  containers: [{
    name: 'builder',
    image: 'node:24-bookworm',
    securityContext: { user: 1000 },
    resources: {
      cpu: { request: kplus.Cpu.units(1), limit: kplus.Cpu.units(4) },
      memory: { request: Size.gibibytes(2), limit: Size.gibibytes(4) },
    },
  }],
  ingress: SandboxIngress.none(),
  egress: SandboxEgress.cluster([git], { ports: [kplus.NetworkPolicyPort.tcp(443)] }),
});
builder.addWarmPool('BuilderPool', { replicas: 2 });

// New nodes have the images of both before a sandbox needs them.
new ImagePrePull(nodes, 'Images', { templates: [python, builder], runtime: gvisor });

app.synth();
