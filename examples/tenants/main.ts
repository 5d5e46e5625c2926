import { Chart, Size } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, ContainerdConfigVersion, SandboxEgress, GvisorNodePreparation, ImagePrePull,
  IsolatedRuntime, RouterAuth, RouterImplementation, SandboxApp, SandboxRouter, SandboxTemplate, SandboxTenant,
  TaintEffect, TenantQuota,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';

const app = new SandboxApp();

// What the platform team runs: the controller, the runtime, and the one way in.
const platform = new Chart(app, 'platform');
new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, replicas: 2 });

const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor', {
  nodeSelector: { 'sandboxes.example.com/runtime': 'gvisor' },
  tolerations: [{ key: 'sandboxes.example.com/runtime', value: 'gvisor', effect: TaintEffect.NO_SCHEDULE }],
});

// The router knows no tenants. A token that is signed for one sandbox does: whoever has it gets no further.
new SandboxRouter(platform, 'Router', {
  implementation: RouterImplementation.GO,
  image: 'registry.example.com/sandbox-router-go:v1.0.5',
  auth: RouterAuth.scopedToken('sandbox-router-key'),
  allowFrom: [kplus.Namespaces.select(platform, 'Gateways', { names: ['gateways'] })],
  apiServerCidrs: ['192.0.2.10/32'],
  route: { gatewayName: 'public', gatewayNamespace: 'gateways', hostnames: ['sandboxes.example.com'] },
});

// Nodes are prepared by privileged pods, so in a namespace that no tenant is let into.
const nodes = new Chart(app, 'nodes', { namespace: 'gvisor-nodes' });
new kplus.Namespace(nodes, 'Namespace', {
  metadata: { name: 'gvisor-nodes', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } },
});
new GvisorNodePreparation(nodes, 'Preparation', {
  runtime: gvisor,
  image: 'registry.example.com/gvisor-installer:2026.09',
  containerdConfigVersion: ContainerdConfigVersion.V3,
});

/** What all tenants have in common: the runtime, where images are from, and how large one container may be. */
class Team extends SandboxTenant {
  constructor(scope: Construct, id: string, quota: TenantQuota) {
    super(scope, id, {
      runtimes: [gvisor],
      registries: ['registry.example.com/sandboxes'],
      maxContainerCpu: kplus.Cpu.units(4),
      maxContainerMemory: Size.gibibytes(16),
      quota,
    });
  }
}

// Research runs what models write: it reaches the feature store and nothing else. Its quota follows what is here: the
// pool at its most, and twenty sandboxes in use besides.
const research = new Team(app, 'research', TenantQuota.computed({ claims: 20 }));

const featureStore = kplus.Pods.select(research, 'FeatureStore', {
  labels: { app: 'feature-store' },
  namespaces: kplus.Namespaces.select(research, 'DataNamespace', { names: ['data'] }),
});

const python = new SandboxTemplate(research, 'Python', {
  runtime: gvisor,
  restartPolicy: kplus.RestartPolicy.NEVER,
  containers: [{
    name: 'python',
    image: 'registry.example.com/sandboxes/python:3.14',
    portNumber: 8888,
    readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
    resources: {
      cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(1) },
      memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
    },
  }],
  // The router gets in, as nothing is said of 'ingress'.
  egress: SandboxEgress.cluster([featureStore], { ports: [kplus.NetworkPolicyPort.tcp(8443)] }),
});
const pool = python.addWarmPool('PythonPool');

// As many wait as are claimed in 20 seconds: the example python-pool says more of the metric.
new kplus.HorizontalPodAutoscaler(research, 'Scaling', {
  metadata: { name: pool.name },
  target: pool,
  minReplicas: 4,
  maxReplicas: 40,
  metrics: [kplus.Metric.external({
    name: 'agent_sandbox_claims_per_second',
    labelSelector: kplus.LabelSelector.of({ labels: { warmpool_name: pool.name } }),
    target: kplus.MetricTarget.averageValue(0.05),
  })],
});

// The evaluation service claims sandboxes and gives them back. It sees neither pods nor Secrets of the tenant.
research.permissions.grantClaim(
  kplus.ServiceAccount.fromServiceAccountName(research, 'Runner', 'eval-runner', { namespaceName: 'evals' }),
);
research.permissions.grantView(kplus.Group.fromName(research, 'Scientists', 'scientists'));

// Product has agents that install packages and call APIs: HTTPS to the internet. Its budget is given, and synth
// proves that what is here fits.
const product = new Team(app, 'product', TenantQuota.of({
  sandboxes: 30,
  claims: 20,
  cpu: kplus.Cpu.units(60),
  memory: Size.gibibytes(120),
}));

const agent = new SandboxTemplate(product, 'Agent', {
  runtime: gvisor,
  containers: [{
    name: 'agent',
    image: 'registry.example.com/sandboxes/agent:2.4.1',
    portNumber: 8080,
    readiness: kplus.Probe.fromTcpSocket({ port: 8080 }),
    resources: {
      cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(2) },
      memory: { request: Size.gibibytes(1), limit: Size.gibibytes(4) },
    },
  }],
  egress: SandboxEgress.internetOnly({ ports: [kplus.NetworkPolicyPort.tcp(443)] }),
});
agent.addWarmPool('AgentPool', { replicas: 5 });

product.permissions.grantClaim(
  kplus.ServiceAccount.fromServiceAccountName(product, 'Backend', 'backend', { namespaceName: 'product-backend' }),
);
// Those on call scale pools and delete what hangs. What runs in a sandbox is said here, and theirs to change it is not.
product.permissions.grantRun(kplus.Group.fromName(product, 'OnCall', 'product-on-call'));

// The images of all tenants are on the nodes before a sandbox wants them.
new ImagePrePull(nodes, 'Images', { templates: [python, agent], runtime: gvisor });

app.synth();
