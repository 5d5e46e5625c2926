/**
 * Callers without types, as in JavaScript and Python: what is of another type is refused with a sentence, nothing is
 * dropped.
 */
import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandbox,
  AgentSandboxCrds,
  AgentSandboxVersion,
  IsolatedRuntime,
  k8s,
  KataVariant,
  Sandbox,
  SandboxClaim,
  SandboxCluster,
  SandboxTemplate,
  WarmPool,
  WebhookCertificate,
} from '../../src';
import { innerStruct, propertiesOf, wrongFor } from '../support/untyped';
import { chartOf, CONTAINER, errorsOf, POD, printed, untyped } from '../support/workloads';

/** How errors read that JavaScript throws when code reads what it does not expect. */
const INSIDE = /TypeError|RangeError|Cannot (?:read|convert|destructure)|is not (?:a function|iterable|a constructor)/;

type Loose = Record<string, any>;
type Make = (chart: Chart, props: Loose) => unknown;

const version = AgentSandboxVersion.LATEST;
const size = Size.gibibytes(1);
const caBundle = Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64');
const claim = (chart: Chart, props: Loose = {}) => (
  new SandboxClaim(chart, 'C', { warmPool: WarmPool.fromWarmPoolName(chart, 'P', 'p'), ...props })
);
const install = (chart: Chart, props: Loose) => new AgentSandbox(chart, 'I', { version, ...props });

/** Each struct of props, with something that is made of it. */
const ROWS: Array<[string, Make]> = [
  ['SandboxProps', (chart, props) => new Sandbox(chart, 'A', { ...POD, ...props })],
  ['SandboxTemplateProps', (chart, props) => new SandboxTemplate(chart, 'A', { ...POD, ...props })],
  [
    'WarmPoolProps',
    (chart, props) => new WarmPool(chart, 'P', { template: new SandboxTemplate(chart, 'A', POD), ...props }),
  ],
  ['WarmPoolReferenceOptions', (chart, props) => WarmPool.fromWarmPoolName(chart, 'P', 'p', props)],
  ['SandboxClaimProps', claim],
  ['ClaimEnvVariable', (chart, props) => claim(chart, { env: [{ name: 'a', value: 'b', ...props }] })],
  ['WorkspaceOptions', (chart, props) => new Sandbox(chart, 'A', POD).addWorkspace('w', '/w', { size, ...props })],
  ['VolumeClaimOptions', (chart, props) => claim(chart).addVolumeClaim('w', { size, ...props })],
  [
    'KataRuntimeProps',
    (chart, props) =>
      IsolatedRuntime.kata(chart, 'R', { variant: KataVariant.QEMU, create: true, overhead: {}, ...props }),
  ],
  ['WindowsRuntimeOptions', (chart, props) => IsolatedRuntime.windowsHyperV(chart, 'R', props)],
  ['OpenShiftRuntimeOptions', (chart, props) => IsolatedRuntime.openshiftSandboxedContainers(chart, 'R', props)],
  [
    'CustomRuntimeProps',
    (chart, props) => IsolatedRuntime.custom(chart, 'R', { runtimeClassName: 'r', handler: 'r', ...props }),
  ],
  ['AgentSandboxProps', install],
  ['AgentSandboxCrdsProps', (chart, props) => new AgentSandboxCrds(chart, 'I', { version, ...props })],
  [
    'MetricsPeer',
    (chart, peer) => install(chart, { networkPolicy: { metricsFrom: [{ podLabels: { a: 'b' }, ...peer }] } }),
  ],
  ['CertManagerOptions', (_, props) => WebhookCertificate.certManager(props)],
  ['ExternalCertificateOptions', (_, props) => WebhookCertificate.external({ secretName: 'a', caBundle, ...props })],
  ['SandboxClusterProps', (chart, props) => SandboxCluster.declare(chart, { version, ...props })],
  ['Toleration', (chart, props) => new Sandbox(chart, 'A', { ...POD, tolerations: [{ key: 'a', ...props }] })],
  [
    'cdk8s-plus-28.ContainerProps',
    (chart, props) => new Sandbox(chart, 'A', { containers: [{ ...CONTAINER, ...props }] }),
  ],
  [
    'cdk8s-plus-28.ContainerProps',
    (chart, props) => new Sandbox(chart, 'A', { ...POD, initContainers: [{ name: 'init', ...CONTAINER, ...props }] }),
  ],
];

/** What is said to a caller: when the construct is made, else at the synthesis; nothing when all is accepted. */
function answer(make: Make, props: Loose): string {
  const chart = chartOf();
  try {
    make(chart, props);
  } catch (error) {
    return String(error);
  }
  return errorsOf(chart);
}

/**
 * The values of a struct's members, and of those inside them, that are accepted, or answered with an error from inside.
 */
function badAnswers(fqn: string, make: Make, prefix = '', depth = 0): string[] {
  return propertiesOf(fqn).flatMap(({ name, type }) => {
    const inner = depth < 3 ? innerStruct(type) : undefined;
    return [
      ...wrongFor(type).flatMap((value) => {
        const said = answer(make, { [name]: value });
        return said === '' || INSIDE.test(said)
          ? [`${prefix}${name} = ${JSON.stringify(value)}: ${said || 'accepted'}`]
          : [];
      }),
      ...(inner
        ? badAnswers(inner, (chart, props) => make(chart, { [name]: props }), `${prefix}${name}.`, depth + 1)
        : []),
    ];
  });
}

test.each(ROWS)('every value of another type in %s is refused with a sentence', (name, make) => {
  expect(badAnswers(name.includes('.') ? name : `cdk8s-agent-sandbox.${name}`, make)).toEqual([]);
});

const odd = (props: unknown) => `the props are ${props}; give an object`;
describe.each<[string, (chart: Chart, props: any) => unknown, (props: unknown) => string]>([
  ['AgentSandbox', (chart, props) => new AgentSandbox(chart, 'A', props), odd],
  ['AgentSandboxCrds', (chart, props) => new AgentSandboxCrds(chart, 'A', props), odd],
  ['Sandbox', (chart, props) => new Sandbox(chart, 'A', props), odd],
  ['SandboxTemplate', (chart, props) => new SandboxTemplate(chart, 'A', props), odd],
  ['WarmPool', (chart, props) => new WarmPool(chart, 'A', props), odd],
  ['SandboxClaim', (chart, props) => new SandboxClaim(chart, 'A', props), odd],
  ['IsolatedRuntime.kata', (chart, props) => IsolatedRuntime.kata(chart, 'A', props), odd],
  ['IsolatedRuntime.custom', (chart, props) => IsolatedRuntime.custom(chart, 'A', props), odd],
  [
    'WebhookCertificate.external',
    (_, props) => WebhookCertificate.external(props),
    (props) => `the options are ${props}; give an object`,
  ],
  [
    'a container',
    (chart, props) => new Sandbox(chart, 'A', POD).addContainer(props),
    (props) => `the props of a container are ${props}; give an object`,
  ],
])('%s', (_, make, message) => {
  test.each([[undefined], [null], [5]])('fails if the props are %s', (props) => {
    expect(() => make(chartOf(), props)).toThrow(message(props));
  });
});

test.each<[string, Make, Loose, string]>([
  [
    'a version by name',
    install,
    { version: 'v1.0.5' },
    "'version' is 'v1.0.5'; give an AgentSandboxVersion, such as AgentSandboxVersion.LATEST or "
      + "AgentSandboxVersion.of('v1.0.5')",
  ],
  [
    'memory as text',
    (chart, resources) => new Sandbox(chart, 'A', { containers: [{ ...CONTAINER, resources }] }),
    { memory: { limit: '2Gi' } },
    "'resources.memory.limit' is '2Gi'; give a Size, such as Size.gibibytes(2)",
  ],
  [
    'CPU as text',
    (chart, resources) => new Sandbox(chart, 'A', { containers: [{ ...CONTAINER, resources }] }),
    { cpu: { limit: '500m' } },
    "'resources.cpu.limit' is '500m'; give a Cpu, such as Cpu.millis(500)",
  ],
  [
    'a runtime by name',
    (chart, props) => new Sandbox(chart, 'A', { ...POD, ...props }),
    { runtime: { runtimeClassName: 'gvisor' } },
    '\'runtime\' is {"runtimeClassName":"gvisor"}; give an IsolatedRuntime, such as '
      + 'IsolatedRuntime.fromRuntimeClassName(...)',
  ],
  [
    'a command as text',
    (chart, props) => new Sandbox(chart, 'A', { containers: [{ ...CONTAINER, ...props }] }),
    { command: 'sleep 5' },
    "'command' is 'sleep 5'; give a list",
  ],
  [
    'a mode that is none',
    (chart, props) => new Sandbox(chart, 'A', { ...POD, ...props }),
    { operatingMode: 'suspended' },
    "'operatingMode' is 'suspended'; give one of 'Running', 'Suspended', 'External'",
  ],
  [
    'a profile that is none',
    install,
    { profile: 'Upstream' },
    "'profile' is 'Upstream'; give one of 'hardened', 'openshift', 'upstream'",
  ],
])('fails if it is %s', (_, make, props, message) => {
  expect(() => make(chartOf(), props)).toThrow(message);
});

test('amounts of another copy of a package are taken', () => {
  let other!: { Size: any; Duration: any; Cpu: any };
  jest.isolateModules(() => { other = { ...jest.requireActual('cdk8s'), ...jest.requireActual('cdk8s-plus-28') }; });
  const make = (from: { Size: any; Duration: any; Cpu: any }) => {
    const chart = chartOf();
    const resources = { cpu: { limit: from.Cpu.millis(500) }, memory: { limit: from.Size.gibibytes(2) } };
    const sandbox = new Sandbox(chart, 'Box', {
      containers: [{ ...CONTAINER, resources }], terminationGracePeriod: from.Duration.seconds(5),
    });
    sandbox.addWorkspace('Home', '/home', { size: from.Size.gibibytes(1) });
    IsolatedRuntime.gvisor(chart, 'R', { overhead: { cpu: from.Cpu.millis(100), memory: from.Size.mebibytes(64) } });
    claim(chart, { ttlAfterFinished: from.Duration.minutes(5) });
    return printed(chart);
  };
  expect(other.Size).not.toBe(Size);
  expect(make(other)).toEqual(make({ Size, Duration, Cpu: kplus.Cpu }));
});

/** Changes every list and plain object in a value. */
function spoil(value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(spoil);
    value.push('spoilt');
  } else if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    Object.values(value).forEach(spoil);
    (value as Loose).spoilt = 'spoilt';
  }
}

const dataClaim = () => ({
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: k8s.Quantity.fromString('1Gi') } } },
});

const pod = () => ({
  containers: [
    { ...CONTAINER, command: ['sleep'], args: ['5'], envVariables: { A: { value: 'a' } }, ports: [{ number: 80 }] },
  ],
  initContainers: [{ name: 'init', ...CONTAINER, command: ['true'] }],
  tolerations: [{ key: 'a' }],
  nodeSelector: { a: 'b' },
  podLabels: { a: 'b' },
  podAnnotations: { a: 'b' },
  hostAliases: [{ ip: '10.0.0.1', hostnames: ['a'] }],
  dns: { searches: ['a.example'], options: [{ name: 'ndots', value: '2' }] },
  metadata: { labels: { a: 'b' }, annotations: { a: 'b' } },
  podSpec: { schedulerName: 'a', imagePullSecrets: [{ name: 'a' }] },
  containerOptions: { main: { resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] } },
  volumeClaimTemplates: [dataClaim()],
});

test.each<[string, () => Loose, Make]>([
  ['a Sandbox', pod, (chart, props) => new Sandbox(chart, 'A', untyped(props))],
  ['a SandboxTemplate', pod, (chart, props) => new SandboxTemplate(chart, 'A', untyped(props))],
  [
    'a workspace',
    () => ({
      size,
      accessModes: ['ReadWriteMany'],
      labels: { a: 'b' },
      claimSpec: { selector: { matchLabels: { a: 'b' } } },
    }),
    (chart, options) => new Sandbox(chart, 'A', POD).addWorkspace('w', '/w', untyped(options)),
  ],
  [
    'a claim',
    () => ({
      env: [{ name: 'A', value: 'a' }],
      podLabels: { 'sandbox.users.io/a': 'b' },
      podAnnotations: { a: 'b' },
      volumeClaimTemplates: [dataClaim()],
    }),
    claim,
  ],
  [
    'a pool',
    () => ({ metadata: { labels: { a: 'b' } } }),
    (chart, props) => new WarmPool(chart, 'P', { template: new SandboxTemplate(chart, 'A', POD), ...props }),
  ],
  [
    'a runtime',
    () => ({ nodeSelector: { a: 'b' }, tolerations: [{ key: 'a' }], repeatPlacementOnPods: true }),
    (chart, props) => new Sandbox(chart, 'A', { ...POD, runtime: IsolatedRuntime.gvisor(chart, 'R', props) }),
  ],
  [
    'an install',
    () => ({
      labels: { a: 'b' },
      annotations: { a: 'b' },
      podLabels: { a: 'b' },
      podAnnotations: { a: 'b' },
      env: { A: 'a' },
      nodeSelector: { a: 'b' },
      tolerations: [{ key: 'a' }],
      extraArgs: ['--made-up=1'],
      imagePullSecrets: ['a'],
      allowedLabelDomains: ['a.example'],
      serviceMonitor: { labels: { a: 'b' } },
      prometheusRule: { labels: { a: 'b' } },
      networkPolicy: { metricsFrom: [{ namespaceLabels: { a: 'b' } }] },
    }),
    install,
  ],
])('lists and objects given to %s and changed afterwards change nothing', (_, propsOf, make) => {
  const [kept, changed] = [false, true].map((isChanged) => {
    const chart = chartOf();
    const props = propsOf();
    make(chart, props);
    if (isChanged) {
      spoil(props);
    }
    return printed(chart);
  });
  expect(changed).toEqual(kept);
  expect(JSON.stringify(kept)).not.toContain('spoilt');
});

test('the label domains of a cluster do not change with the list that was given', () => {
  const chart = chartOf();
  const allowedLabelDomains = ['a.example'];
  const cluster = SandboxCluster.declare(chart, { version, allowedLabelDomains });
  allowedLabelDomains.push('b.example');
  expect(cluster.allowedLabelDomains).toEqual(['a.example']);
});
