import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, ClaimShutdownPolicy, Disruption, EnvVarsInjectionPolicy, IsolatedRuntime, k8s,
  NetworkPolicyManagement, OperatingMode, Sandbox, SandboxTemplate, ShutdownPolicy, TaintEffect,
  VolumeClaimTemplatesPolicy, WarmPool, WarmPoolUpdateStrategy,
} from '../../src';
import { Cluster } from '../../src/app/cluster';

/** What every release can express, or meets in its own way: one source for all of them. */
export function compose(chart: Chart): void {
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor');

  const dev = new Sandbox(chart, 'Dev', {
    metadata: { labels: { 'example.com/team': 'research' }, annotations: { 'example.com/owner': 'ada' } },
    runtime,
    service: true,
    containers: [
      {
        name: 'editor',
        image: 'registry.example.com/devbox:2.4',
        ports: [
          { name: 'http', number: 3000 },
          { name: 'metrics', number: 9090 },
        ],
        command: ['/bin/serve'],
        args: ['--quiet', ''],
        workingDir: '/home/dev',
        envVariables: { MODE: kplus.EnvValue.fromValue('on'), EMPTY: kplus.EnvValue.fromValue('') },
        readiness: kplus.Probe.fromHttpGet('/ready', { port: 3000 }),
        liveness: kplus.Probe.fromTcpSocket({ port: 3000 }),
        startup: kplus.Probe.fromCommand(['true']),
        imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
        lifecycle: { preStop: kplus.Handler.fromCommand(['/bin/save']) },
        resources: {
          cpu: { request: kplus.Cpu.millis(500), limit: kplus.Cpu.units(2) },
          memory: { limit: Size.gibibytes(4) },
        },
        volumeMounts: [
          {
            path: '/tmp',
            volume: kplus.Volume.fromEmptyDir(chart, 'Scratch', 'scratch', { sizeLimit: Size.gibibytes(1) }),
          },
        ],
      },
    ],
    initContainers: [
      { name: 'prepare', image: 'registry.example.com/prepare:1' },
      { name: 'proxy', image: 'registry.example.com/proxy:1', restartPolicy: kplus.ContainerRestartPolicy.ALWAYS },
    ],
    podLabels: { 'example.com/team': 'research' },
    podAnnotations: { 'example.com/cost-center': '42' },
    disruption: Disruption.never(),
    priorityClassName: 'interactive',
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    tolerations: [
      { key: 'gvisor' },
      { key: 'spot', value: 'yes', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: Duration.minutes(5) },
    ],
    dns: { hostname: 'dev', searches: ['example.com'] },
    hostAliases: [{ ip: '10.0.0.7', hostnames: ['git.example.com'] }],
    securityContext: { user: 1000, group: 1000, fsGroup: 1000 },
    terminationGracePeriod: Duration.seconds(20),
    restartPolicy: kplus.RestartPolicy.ALWAYS,
    enableServiceLinks: false,
    shutdownTime: '2027-01-31T18:00:00Z',
    podSpec: {
      shareProcessNamespace: true,
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
      ],
    },
    containerOptions: {
      editor: { stdin: true, tty: true, resources: { limits: { 'nvidia.com/gpu': k8s.Quantity.fromNumber(1) } } },
    },
  });
  const home = dev.addWorkspace('Home', '/home/dev', {
    size: Size.gibibytes(50),
    storageClassName: 'fast',
    labels: { tier: 'home' },
    annotations: { 'example.com/backup': 'daily' },
  });
  dev.initContainers[0].mount('/home/dev', home);
  dev.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('dedicated')));
  dev.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('pool', 'sandboxes')));

  new Sandbox(chart, 'Asleep', {
    containers: [{ image: 'registry.example.com/devbox:2.4' }],
    operatingMode: OperatingMode.SUSPENDED,
  });

  const python = new SandboxTemplate(chart, 'Python', {
    runtime,
    service: true,
    containers: [{ image: 'registry.example.com/python-sandbox:3.14', portNumber: 8888 }],
  });
  const pool = python.addWarmPool('Pool', { replicas: 3 });
  pool.addClaim('Nightly');
  python.addClaim('OnDemand');
  python.addWarmPool('Keda', { scaledExternally: true, replicas: 2 });
  const scaled = python.addWarmPool('Scaled');
  // Before, autoscalers do not get to know the pods of a pool.
  if (Cluster.of(chart).version?.isAtLeast(AgentSandboxVersion.V0_3_10)) {
    new kplus.HorizontalPodAutoscaler(chart, 'Scaling', {
      target: scaled,
      minReplicas: 4,
      maxReplicas: 40,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    });
  }

  const template = SandboxTemplate.fromSandboxTemplateName(chart, 'Browser', 'browser');
  new WarmPool(chart, 'Browsers', { template, replicas: 0 });
  WarmPool.fromWarmPoolName(chart, 'Shared', 'shared', { template }).node.addMetadata('from', 'elsewhere');
}

/** What the newest release has besides. */
export function composeNewest(chart: Chart): void {
  const template = new SandboxTemplate(chart, 'Jupyter', {
    containers: [
      {
        image: 'registry.example.com/jupyter:7',
        portNumber: 8888,
        envVariables: { LEVEL: kplus.EnvValue.fromValue('info') },
      },
    ],
    service: false,
    restartPolicy: kplus.RestartPolicy.NEVER,
    envVarsInjectionPolicy: EnvVarsInjectionPolicy.OVERRIDES,
    volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.ALLOWED,
    networkPolicyManagement: NetworkPolicyManagement.MANAGED,
    networkPolicy: {
      ingress: [],
      egress: [
        {
          to: [{ ipBlock: { cidr: '203.0.113.0/24' } }],
          ports: [{ port: k8s.IntOrString.fromNumber(443), protocol: 'TCP' }],
        },
      ],
    },
  });
  template.addWorkspace('Notebooks', '/home/jovyan', {
    size: Size.gibibytes(10),
    accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE_POD],
  });
  const pool = template.addWarmPool('Ready', { replicas: 2, updateStrategy: WarmPoolUpdateStrategy.RECREATE });
  pool.addClaim('Lesson', {
    shutdownTime: '2027-01-31T18:00:00+01:00',
    shutdownPolicy: ClaimShutdownPolicy.DELETE_FOREGROUND,
    ttlAfterFinished: Duration.hours(1),
    podLabels: { 'sandbox.users.io/course': 'physics' },
    podAnnotations: { 'example.com/course': 'physics' },
  });
  template
    .addClaim('Exam', {
      env: [
        { name: 'LEVEL', value: 'debug' },
        { name: 'SEED', value: '7', containerName: 'main' },
      ],
    })
    .addVolumeClaim('Results', { size: Size.mebibytes(512) });
  new Sandbox(chart, 'Kept', {
    containers: [{ image: 'registry.example.com/devbox:2.4' }],
    service: false,
    shutdownTime: '2027-01-31T18:00:00Z',
    shutdownPolicy: ShutdownPolicy.DELETE,
  });
}
