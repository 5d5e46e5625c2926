import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, IsolatedRuntime, KataRelease, KataVariant, OperatingSystem, RuntimeTechnology, Sandbox,
  SandboxCluster, SandboxTemplate, TaintEffect,
} from '../../src';
import { overheadAmounts } from '../../src/runtime/overhead';
import { chartOf, errorsOf, POD, podOf, printed, untyped } from '../support/workloads';

test('a RuntimeClass that exists is named by the pods, and not made', () => {
  const chart = chartOf();
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor');
  expect(runtime.runtimeClassName).toBe('gvisor');
  expect(podOf(new Sandbox(chart, 'Dev', { ...POD, runtime })).runtimeClassName).toBe('gvisor');
  expect(podOf(new SandboxTemplate(chart, 'Python', { ...POD, runtime })).runtimeClassName).toBe('gvisor');
  expect(printed(chart).map(({ kind }) => kind)).toEqual(['Sandbox', 'SandboxTemplate']);
  expect(errorsOf(chart)).toBe('');
});

test('one may serve several charts, and names may have dots', () => {
  const chart = chartOf();
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, 'Kata', 'kata.qemu-1');
  expect(podOf(new Sandbox(chartOf(), 'Dev', { ...POD, runtime })).runtimeClassName).toBe('kata.qemu-1');
});

test('a pod without one names none', () => {
  expect(podOf(new Sandbox(chartOf(), 'Dev', POD))).not.toHaveProperty('runtimeClassName');
});

test.each(['', 'gVisor', 'g visor', '-gvisor', 'a'.repeat(254)])('fails if the name is %j', (name) => {
  expect(() => IsolatedRuntime.fromRuntimeClassName(chartOf(), 'Gvisor', name)).toThrow(
    `name of a RuntimeClass '${name}' is not a DNS subdomain; give lower-case letters, digits, dashes and dots, with `
      + 'a letter or digit at both ends of each part',
  );
});

test.each([['null', null], ['a number', 5], ['missing', undefined]])('fails if the name is %s', (_, name) => {
  expect(() => IsolatedRuntime.fromRuntimeClassName(chartOf(), 'Gvisor', untyped(name))).toThrow(
    `name of a RuntimeClass ${name} is not a DNS subdomain; give `,
  );
});

test.each([
  ['a name', 'gvisor', "'gvisor'"],
  ['null', null, 'null'],
  ['no runtime', {}, '{}'],
])('fails if a sandbox is given %s in its place, which would not isolate it', (_, runtime, shown) => {
  expect(() => new Sandbox(chartOf(), 'Dev', { ...POD, runtime: untyped(runtime) })).toThrow(
    `'runtime' is ${shown}; give an IsolatedRuntime, such as IsolatedRuntime.fromRuntimeClassName(...)`,
  );
});

test('what the name of a class tells is known of it', () => {
  const runtime = IsolatedRuntime.fromRuntimeClassName(chartOf(), 'Kata', 'kata-qemu') as IsolatedRuntime;
  expect(runtime).toMatchObject({ technology: RuntimeTechnology.KATA, isCreated: false });
  const { owner, handler, overhead: costs, nodeSelector, tolerations, podNodeSelector, podTolerations } = runtime;
  expect([owner, handler, costs, nodeSelector, tolerations, podNodeSelector, podTolerations]).toEqual(
    Array(7).fill(undefined),
  );
});

/** A made class as it is printed. */
const made = (name: string, handler: string, rest: object = {}) => [
  { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name }, handler, ...rest },
];

const scheduling = (nodeSelector: object) => ({ scheduling: { nodeSelector } });
const overhead = (cpu: string, memory: string) => ({ overhead: { podFixed: { cpu, memory } } });
const KATA_NODES = { 'katacontainers.io/kata-runtime': 'true' };

test.each<[string, (chart: Chart) => IsolatedRuntime, object[]]>([
  ['gVisor', (chart) => IsolatedRuntime.gvisor(chart, 'R'), made('gvisor', 'runsc')],
  [
    'Windows',
    (chart) => IsolatedRuntime.windowsHyperV(chart, 'R'),
    made('runhcs-wcow-hypervisor', 'runhcs-wcow-hypervisor', scheduling({ 'kubernetes.io/os': 'windows' })),
  ],
  [
    'Windows of a build',
    (chart) => IsolatedRuntime.windowsHyperV(chart, 'R', { windowsBuild: '10.0.20348', nodeSelector: { pool: 'win' } }),
    made(
      'runhcs-wcow-hypervisor',
      'runhcs-wcow-hypervisor',
      scheduling({ 'kubernetes.io/os': 'windows', 'node.kubernetes.io/windows-build': '10.0.20348', 'pool': 'win' }),
    ),
  ],
  ['wasmtime', (chart) => IsolatedRuntime.wasmtime(chart, 'R'), made('wasmtime', 'wasmtime')],
  ['WasmEdge', (chart) => IsolatedRuntime.wasmedge(chart, 'R'), made('wasmedge', 'wasmedge')],
  ['GKE Sandbox', (chart) => IsolatedRuntime.gkeSandbox(chart, 'R'), []],
  ['AKS', (chart) => IsolatedRuntime.aksPodSandboxing(chart, 'R'), []],
  ['OpenShift', (chart) => IsolatedRuntime.openshiftSandboxedContainers(chart, 'R'), []],
  ['Sysbox', (chart) => IsolatedRuntime.sysbox(chart, 'R'), []],
  [
    'Sysbox of your own',
    (chart) => IsolatedRuntime.sysbox(chart, 'R', { create: true }),
    made('sysbox-runc', 'sysbox-runc', scheduling({ 'sysbox-runtime': 'running' })),
  ],
  ['Spin', (chart) => IsolatedRuntime.spin(chart, 'R'), []],
  [
    'Spin of your own',
    (chart) => IsolatedRuntime.spin(chart, 'R', { create: true, handler: 'spin-v2' }),
    made('wasmtime-spin-v2', 'spin-v2'),
  ],
  ['Kata', (chart) => IsolatedRuntime.kataQemu(chart, 'R', { kataRelease: KataRelease.V4 }), []],
  [
    'Kata 3 of your own',
    (chart) => IsolatedRuntime.kataQemu(chart, 'R', { create: true, kataRelease: KataRelease.V3 }),
    made('kata-qemu', 'kata-qemu', { ...overhead('250m', '160Mi'), ...scheduling(KATA_NODES) }),
  ],
  [
    'Kata 4 of your own',
    (chart) => IsolatedRuntime.kataQemu(chart, 'R', { create: true, kataRelease: KataRelease.V4 }),
    made('kata-qemu', 'kata-qemu', { ...overhead('250m', '320Mi'), ...scheduling(KATA_NODES) }),
  ],
  [
    'Firecracker on nodes of your own',
    (chart) =>
      IsolatedRuntime.kataFirecracker(chart, 'R', {
        create: true,
        kataRelease: KataRelease.V3,
        nodeSelector: { 'example.com/runtime': 'kata-fc' },
        tolerations: [{ key: 'example.com/runtime', value: 'kata-fc', effect: TaintEffect.NO_SCHEDULE }],
      }),
    made('kata-fc', 'kata-fc', {
      ...overhead('250m', '130Mi'),
      scheduling: {
        nodeSelector: { 'example.com/runtime': 'kata-fc' },
        tolerations: [{ key: 'example.com/runtime', operator: 'Equal', value: 'kata-fc', effect: 'NoSchedule' }],
      },
    }),
  ],
  [
    'Kata on confidential hardware',
    (chart) =>
      IsolatedRuntime.kata(chart, 'R', {
        variant: KataVariant.QEMU_SNP,
        create: true,
        kataRelease: KataRelease.V4,
        nodeFeatures: true,
      }),
    made('kata-qemu-snp', 'kata-qemu-snp', {
      ...overhead('1', '2Gi'),
      ...scheduling({ 'amd.feature.node.kubernetes.io/snp': 'true', ...KATA_NODES }),
    }),
  ],
  [
    'Kata with another overhead',
    (chart) =>
      IsolatedRuntime.kata(chart, 'R', {
        variant: KataVariant.of('qemu-lab'),
        create: true,
        overhead: { memory: Size.mebibytes(500) },
      }),
    made('kata-qemu-lab', 'kata-qemu-lab', { overhead: { podFixed: { memory: '500Mi' } }, ...scheduling(KATA_NODES) }),
  ],
  [
    'Kata that costs nothing',
    (chart) => IsolatedRuntime.kataRemote(chart, 'R', { create: true, overhead: {} }),
    made('kata-remote', 'kata-remote', scheduling(KATA_NODES)),
  ],
  [
    'another name',
    (chart) =>
      IsolatedRuntime.gvisor(chart, 'R', {
        runtimeClassName: 'gvisor-kvm',
        handler: 'runsc-kvm',
        overhead: { cpu: kplus.Cpu.millis(50) },
      }),
    made('gvisor-kvm', 'runsc-kvm', { overhead: { podFixed: { cpu: '50m' } } }),
  ],
  [
    'one of your own',
    (chart) => IsolatedRuntime.custom(chart, 'R', { runtimeClassName: 'edera', handler: 'edera' }),
    made('edera', 'edera'),
  ],
  [
    'one of your own, on Windows',
    (chart) =>
      IsolatedRuntime.custom(chart, 'R', {
        runtimeClassName: 'wcow',
        handler: 'wcow',
        operatingSystem: OperatingSystem.WINDOWS,
      }),
    made('wcow', 'wcow', scheduling({ 'kubernetes.io/os': 'windows' })),
  ],
  [
    'one of somebody else',
    (chart) => IsolatedRuntime.custom(chart, 'R', { runtimeClassName: 'edera', create: false }),
    [],
  ],
])('%s is made, or not, without a namespace', (_, runtime, objects) => {
  const chart = chartOf();
  expect(runtime(chart).isCreated).toBe(objects.length > 0);
  expect(printed(chart)).toEqual(objects);
  expect(errorsOf(chart)).toBe('');
});

test('the overhead is at hand as amounts, and as numbers for quotas', () => {
  const chart = chartOf();
  const { cpu, memory } = IsolatedRuntime.kataQemu(chart, 'Kata', { kataRelease: KataRelease.V4 }).overhead!;
  expect([cpu!.amount, memory!.toMebibytes()]).toEqual(['250m', 320]);
  expect(overheadAmounts({ cpu, memory })).toEqual({
    podFixed: { cpu: '250m', memory: '320Mi' },
    millicores: 250,
    bytes: 320 * 2 ** 20,
  });
  expect(overheadAmounts(IsolatedRuntime.gvisor(chart, 'Gvisor').overhead)).toEqual({
    podFixed: {},
    millicores: 0,
    bytes: 0,
  });
});

test('of Kata the overhead is not known without a release, unless all releases agree', () => {
  const chart = chartOf();
  expect(IsolatedRuntime.kataQemu(chart, 'Qemu').overhead).toBeUndefined();
  expect(IsolatedRuntime.kataCloudHypervisor(chart, 'Clh').overhead!.memory!.toMebibytes()).toBe(130);
  expect(
    IsolatedRuntime.aksPodSandboxing(chart, 'Aks', {
      overhead: { memory: Size.gibibytes(1) },
    }).overhead!.memory!.toGibibytes(),
  ).toBe(1);
});

test('it says who makes the class, and what to know of its pods', () => {
  const chart = chartOf();
  expect(IsolatedRuntime.kataQemu(chart, 'Kata').owner).toBe('kata-deploy');
  expect(
    IsolatedRuntime.kataQemu(chart, 'OwnKata', { create: true, kataRelease: KataRelease.V4, runtimeClassName: 'own' })
      .owner,
  ).toBeUndefined();
  expect(IsolatedRuntime.gvisor(chart, 'Gvisor').notes.join('\n')).toMatch(/seccomp.*\n.*podPidsLimit.*\n.*sidecar/);
  expect(IsolatedRuntime.aksPodSandboxing(chart, 'Aks').notes[0]).toMatch(/512Mi/);
  expect(IsolatedRuntime.openshiftSandboxedContainers(chart, 'Peer', { peerPods: true }).runtimeClassName).toBe(
    'kata-remote',
  );
});

describe('fails if', () => {
  test.each<[string, (chart: Chart) => unknown, string]>([
    [
      'Kata is made without a release',
      (chart) => IsolatedRuntime.kataQemu(chart, 'R', { create: true }),
      "'create' is true without 'kataRelease', by which the overhead of 'kata-qemu' differs; set it to KataRelease.V3 "
        + "or KataRelease.V4, or give 'overhead'",
    ],
    [
      'Kata is made in a release without it',
      (chart) =>
        IsolatedRuntime.kata(chart, 'R', {
          variant: KataVariant.QEMU_NVIDIA_GPU,
          create: true,
          kataRelease: KataRelease.V3,
        }),
      "the overhead of 'kata-qemu-nvidia-gpu' in Kata 3.x is not known; give 'overhead'",
    ],
    [
      'the release is none',
      (chart) => IsolatedRuntime.kataQemu(chart, 'R', { kataRelease: untyped('2.5') }),
      "'kataRelease' is '2.5'; give one of '3.x', '4.0'",
    ],
    [
      'the variant is a word',
      (chart) => IsolatedRuntime.kata(chart, 'R', { variant: untyped('qemu') }),
      "'variant' is 'qemu'; give a KataVariant, such as KataVariant.QEMU",
    ],
    ['the variant is malformed', () => KataVariant.of('Qemu'), "variant of Kata 'Qemu' is not a DNS label"],
    [
      'the handler is malformed',
      (chart) => IsolatedRuntime.gvisor(chart, 'R', { handler: 'run.sc' }),
      "handler 'run.sc' is not a DNS label",
    ],
    [
      'the name is empty',
      (chart) => IsolatedRuntime.gvisor(chart, 'R', { runtimeClassName: '' }),
      "name of a RuntimeClass '' is not a DNS subdomain",
    ],
    [
      'one of your own has no handler',
      (chart) => IsolatedRuntime.custom(chart, 'R', { runtimeClassName: 'edera' }),
      "RuntimeClass 'edera' is made here without a handler; give 'handler', the name under which nodes know the "
        + "runtime, or set 'create' to false",
    ],
    [
      'the technology is none',
      (chart) =>
        IsolatedRuntime.custom(chart, 'R', { runtimeClassName: 'x', handler: 'x', technology: untyped('magic') }),
      "'technology' is 'magic'; give one of 'gvisor', 'kata', 'hyper-v', 'sysbox', 'wasm', 'other'",
    ],
    [
      'the operating system is none',
      (chart) =>
        IsolatedRuntime.custom(chart, 'R', { runtimeClassName: 'x', handler: 'x', operatingSystem: untyped('plan9') }),
      "'operatingSystem' is 'plan9'; give one of 'linux', 'windows'",
    ],
    [
      'a label is malformed',
      (chart) => IsolatedRuntime.gvisor(chart, 'R', { nodeSelector: { 'a b': 'c' } }),
      "'nodeSelector' has label key 'a b', which is not valid",
    ],
    [
      'a toleration is none',
      (chart) => IsolatedRuntime.gvisor(chart, 'R', { tolerations: [{}] }),
      'a toleration without a key needs the operator EXISTS',
    ],
    [
      'the overhead is negative',
      (chart) => IsolatedRuntime.gvisor(chart, 'R', { overhead: { cpu: kplus.Cpu.millis(-1) } }),
      "'overhead.cpu' has '-1m'; give a positive amount",
    ],
    [
      'the overhead is a word',
      (chart) => IsolatedRuntime.gvisor(chart, 'R', { overhead: { memory: untyped('64Mi') } }),
      "'overhead.memory' is '64Mi'; give a Size, such as Size.gibibytes(2)",
    ],
    [
      'the build of Windows is malformed',
      (chart) => IsolatedRuntime.windowsHyperV(chart, 'R', { windowsBuild: '10.0 20348' }),
      "'windowsBuild' '10.0 20348' is not a label value",
    ],
    [
      'the nodes contradict a class that others make',
      (chart) => IsolatedRuntime.gkeSandbox(chart, 'R', { nodeSelector: { 'sandbox.gke.io/runtime': 'runc' } }),
      "'nodeSelector' has 'sandbox.gke.io/runtime': 'runc', but RuntimeClass 'gvisor' of GKE selects 'gvisor', and "
        + 'Kubernetes refuses pods that contradict their class; remove the label',
    ],
    [
      'the options are null',
      (chart) => IsolatedRuntime.gvisor(chart, 'R', untyped(null)),
      'the options are null; give an object',
    ],
    [
      'the options of Windows are null',
      (chart) => IsolatedRuntime.windowsHyperV(chart, 'R', untyped(null)),
      'the options are null; give an object',
    ],
    ...(['gkeSandbox', 'aksPodSandboxing', 'openshiftSandboxedContainers'] as const).map(
      (name): [string, (chart: Chart) => unknown, string] => [
        `the options of ${name} are null`,
        (chart) => IsolatedRuntime[name](chart, 'R', untyped(null)),
        'the options are null; give an object',
      ],
    ),
    [
      'the props are null',
      (chart) => IsolatedRuntime.custom(chart, 'R', untyped(null)),
      'the props are null; give an object',
    ],
    [
      'create is a word',
      (chart) => IsolatedRuntime.gvisor(chart, 'R', { create: untyped('no') }),
      "'create' is 'no'; give true or false",
    ],
  ])('%s', (_, make, message) => {
    expect(() => make(chartOf())).toThrow(message);
  });

  test('a class is made twice in a cluster', () => {
    const chart = chartOf();
    IsolatedRuntime.gvisor(chart, 'One');
    IsolatedRuntime.gvisor(new Chart(chart.node.root, 'other', { namespace: 'other' }), 'Two');
    expect(errorsOf(chart)).toContain(
      "two objects are RuntimeClass 'gvisor': 'research/One/Resource' and 'other/Two/Resource'",
    );
  });

  test('it is made here and by a cloud, in one cluster', () => {
    const chart = chartOf();
    IsolatedRuntime.gvisor(chart, 'Own');
    IsolatedRuntime.gkeSandbox(chart, 'Gke');
    expect(errorsOf(chart)).toContain(
      "error ASB308 at research/Own: RuntimeClass 'gvisor' is made here, but for 'research/Gke' GKE makes it",
    );
  });
});

test('two clusters of an app may each have the class, made or not', () => {
  const app = new App();
  const charts = ['staging', 'production'].map((name) => {
    const chart = new Chart(app, name);
    SandboxCluster.declare(chart, { version: AgentSandboxVersion.LATEST });
    return chart;
  });
  IsolatedRuntime.gvisor(charts[0], 'Gvisor');
  IsolatedRuntime.gkeSandbox(charts[1], 'Gvisor');
  expect(errorsOf(app)).toBe('');
});

test('one that is made here may be named elsewhere', () => {
  const chart = chartOf();
  IsolatedRuntime.gvisor(chart, 'Gvisor');
  IsolatedRuntime.fromRuntimeClassName(chart, 'Same', 'gvisor');
  IsolatedRuntime.gvisor(chart, 'AsWell', { create: false });
  expect(errorsOf(chart)).toBe('');
});

test('a class of a cloud is never made, whatever an untyped caller says', () => {
  const chart = chartOf();
  expect(IsolatedRuntime.gkeSandbox(chart, 'Gke', untyped({ create: true })).isCreated).toBe(false);
  expect(printed(chart)).toEqual([]);
});
