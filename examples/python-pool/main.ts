import { Chart, Duration, Size } from 'cdk8s';
import {
  AgentSandboxVersion, ClaimShutdownPolicy, IsolatedRuntime, SandboxApp, SandboxCluster, SandboxTemplate,
  WarmPoolUpdateStrategy,
} from 'cdk8s-agent-sandbox';
import * as kplus from 'cdk8s-plus-28';

const app = new SandboxApp();
SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });

const chart = new Chart(app, 'python-pool', { namespace: 'evals' });

const template = new SandboxTemplate(chart, 'Python', {
  runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
  // A session that ended is over: its pod is not started again, so that its claim can tell.
  restartPolicy: kplus.RestartPolicy.NEVER,
  containers: [
    {
      name: 'python',
      image: 'registry.example.com/python-sandbox:3.14',
      portNumber: 8888,
      readiness: kplus.Probe.fromHttpGet('/healthz', { port: 8888 }),
      securityContext: { user: 1000, group: 1000, readOnlyRootFilesystem: true },
      resources: {
        cpu: { request: kplus.Cpu.millis(250), limit: kplus.Cpu.units(1) },
        memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
      },
      volumeMounts: [
        { path: '/tmp', volume: kplus.Volume.fromEmptyDir(chart, 'Tmp', 'tmp', { sizeLimit: Size.gibibytes(1) }) },
      ],
    },
  ],
});

// When the template changes, those that wait are made anew at once: none hands out an old image.
const pool = template.addWarmPool('PythonPool', { updateStrategy: WarmPoolUpdateStrategy.RECREATE });

// The rate of claims, as an adapter for external metrics reads it from Prometheus:
// sum by (warmpool_name) (rate(agent_sandbox_claim_creation_total[2m])). So many wait as are claimed in 20 seconds, in
// which new ones start.
new kplus.HorizontalPodAutoscaler(chart, 'Scaling', {
  metadata: { name: pool.name },
  target: pool,
  minReplicas: 4,
  maxReplicas: 40,
  metrics: [
    kplus.Metric.external({
      name: 'agent_sandbox_claims_per_second',
      labelSelector: kplus.LabelSelector.of({ labels: { warmpool_name: pool.name } }),
      target: kplus.MetricTarget.averageValue(0.05),
    }),
  ],
  // Not fewer too soon: one that goes and is wanted again costs a start.
  scaleDown: {
    stabilizationWindow: Duration.minutes(15),
    policies: [{ replicas: kplus.Replicas.percent(20), duration: Duration.minutes(5) }],
  },
});

pool.addClaim('Nightly', {
  ttlAfterFinished: Duration.hours(1),
  shutdownPolicy: ClaimShutdownPolicy.DELETE,
  podLabels: { 'sandbox.users.io/suite': 'nightly' },
});

app.synth();
