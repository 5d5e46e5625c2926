import { Chart, Duration, Size } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxVersion, EgressDestination, IsolatedRuntime, NetworkPolicyEngine, PoolScaler,
  RouterAuth, RouterImplementation, SandboxApp, SandboxCluster, SandboxEgress, SandboxMonitoring,
  SandboxRouter, SandboxTemplate, SandboxTenant, TaintEffect, TenantQuota,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import customers from './customers.json';

/** What a customer pays for: how often programs are run, and how many at once. */
const PLANS: Readonly<Record<string, { readonly claimsPerSecond: number; readonly atOnce: number }>> = {
  starter: { claimsPerSecond: 0.02, atOnce: 5 },
  team: { claimsPerSecond: 0.2, atOnce: 20 },
  enterprise: { claimsPerSecond: 1, atOnce: 100 },
};

const app = new SandboxApp();
SandboxCluster.declare(app, { networkPolicyEngine: NetworkPolicyEngine.CILIUM });

const platform = new Chart(app, 'platform');
new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, replicas: 2 });
new SandboxMonitoring(platform, 'Monitoring', { labels: { release: 'prometheus' } });
const gvisor = IsolatedRuntime.gvisor(platform, 'Gvisor', {
  nodeSelector: { 'sandboxes.example.com/runtime': 'gvisor' },
  tolerations: [{ key: 'sandboxes.example.com/runtime', value: 'gvisor', effect: TaintEffect.NO_SCHEDULE }],
});
new SandboxRouter(platform, 'Router', {
  implementation: RouterImplementation.GO,
  image: 'registry.example.com/sandbox-router-go:v1.0.5',
  auth: RouterAuth.scopedToken('sandbox-router-key'),
  allowFrom: [kplus.Namespaces.select(platform, 'Gateways', { names: ['gateways'] })],
  route: { gatewayName: 'public', gatewayNamespace: 'gateways', hostnames: ['run.example.com'] },
});

/** A customer: a namespace that nobody else gets into, with a pool of interpreters that follows its claims. */
class Customer extends SandboxTenant {
  constructor(scope: Construct, { name, plan }: (typeof customers)[number]) {
    const { claimsPerSecond, atOnce } = PLANS[plan];
    super(scope, `customer-${name}`, {
      runtimes: [gvisor],
      registries: ['registry.example.com/interpreters'],
      quota: TenantQuota.computed({ claims: atOnce }),
    });
    const https = [kplus.NetworkPolicyPort.tcp(443)];
    const interpreter = new SandboxTemplate(this, 'Python', {
      runtime: gvisor,
      restartPolicy: kplus.RestartPolicy.NEVER,
      containers: [{
        name: 'python',
        image: 'registry.example.com/interpreters/python:3.14',
        portNumber: 8888,
        readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
        resources: {
          cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(1) },
          memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
          ephemeralStorage: { request: Size.gibibytes(1), limit: Size.gibibytes(4) },
        },
      }],
      // Packages, and the API by which programs get at the customer's files. No other name is even looked up.
      egress: SandboxEgress.to([
        EgressDestination.domain('pypi.org', { ports: https }),
        EgressDestination.domain('files.pythonhosted.org', { ports: https }),
        EgressDestination.pods({ namespaces: ['files'], podLabels: { app: 'files-api' }, ports: https }),
      ]),
    });
    interpreter.addWarmPool('PythonPool').scaleOnDemand({
      claimsPerSecond,
      startup: Duration.seconds(5),
      maximum: atOnce,
      scaler: PoolScaler.keda({ serverAddress: 'http://prometheus.monitoring:9090' }),
    });
    this.permissions.grantClaim(
      kplus.ServiceAccount.fromServiceAccountName(this, 'Gateway', 'gateway', { namespaceName: 'gateways' }),
    );
  }
}

for (const customer of customers) { new Customer(app, customer); }

app.synth();
