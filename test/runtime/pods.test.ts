/** What the pods of a runtime print. */
import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, IIsolatedRuntime, IsolatedRuntime, KataVariant, Sandbox, SandboxProps, SandboxTemplate,
  TaintEffect, TolerationOperator,
} from '../../src';
import { podSecurityViolations } from '../../src/judge/pod-security/index';
import { faultsOf } from '../support/validity';
import { chartOf, CONTAINER, errorsOf, findingsOf, POD, podOf, printed } from '../support/workloads';

const GKE = { 'sandbox.gke.io/runtime': 'gvisor' };
const GKE_TOLERATION = { key: 'sandbox.gke.io/runtime', operator: 'Equal', value: 'gvisor', effect: 'NoSchedule' };

/** The pod of a sandbox of a runtime. */
function pod(runtime: (chart: Chart) => IIsolatedRuntime, props: Partial<SandboxProps> = {}) {
  const chart = chartOf();
  return podOf(new Sandbox(chart, 'Dev', { ...POD, runtime: runtime(chart), ...props }));
}

const RUNTIMES: Array<[string, (chart: Chart) => IIsolatedRuntime]> = [
  [
    'gVisor',
    (chart) =>
      IsolatedRuntime.gvisor(chart, 'R', { nodeSelector: { pool: 'gvisor' }, tolerations: [{ key: 'gvisor' }] }),
  ],
  [
    'gVisor, repeated on pods',
    (chart) => IsolatedRuntime.gvisor(chart, 'R', { nodeSelector: { pool: 'gvisor' }, repeatPlacementOnPods: true }),
  ],
  ['GKE Sandbox', (chart) => IsolatedRuntime.gkeSandbox(chart, 'R')],
  ['GKE Sandbox, repeated on pods', (chart) => IsolatedRuntime.gkeSandbox(chart, 'R', { repeatPlacementOnPods: true })],
  ['Kata', (chart) => IsolatedRuntime.kataQemu(chart, 'R')],
  [
    'Kata with GPUs',
    (chart) => IsolatedRuntime.kata(chart, 'R', { variant: KataVariant.QEMU_NVIDIA_GPU, nodeFeatures: true }),
  ],
  ['peer pods', (chart) => IsolatedRuntime.kataRemote(chart, 'R')],
  ['AKS', (chart) => IsolatedRuntime.aksPodSandboxing(chart, 'R')],
  ['OpenShift', (chart) => IsolatedRuntime.openshiftSandboxedContainers(chart, 'R')],
  ['Windows', (chart) => IsolatedRuntime.windowsHyperV(chart, 'R', { repeatPlacementOnPods: true })],
  ['Sysbox', (chart) => IsolatedRuntime.sysbox(chart, 'R')],
  ['Spin', (chart) => IsolatedRuntime.spin(chart, 'R')],
  ['one of your own', (chart) => IsolatedRuntime.custom(chart, 'R', { runtimeClassName: 'edera', handler: 'edera' })],
  ['one by its name', (chart) => IsolatedRuntime.fromRuntimeClassName(chart, 'R', 'gvisor')],
];

describe.each(RUNTIMES)('with %s', (_, runtime) => {
  test.each([AgentSandboxVersion.V0_1_0, AgentSandboxVersion.V0_4_6, AgentSandboxVersion.LATEST])(
    'default props pass the schema and Pod Security restricted',
    (version) => {
      const chart = chartOf(version);
      const given = runtime(chart);
      new Sandbox(chart, 'Dev', { ...POD, runtime: given, initContainers: [{ ...CONTAINER, name: 'init' }] });
      if (version !== AgentSandboxVersion.V0_1_0) {
        new SandboxTemplate(chart, 'Python', { ...POD, runtime: given });
      }
      expect(errorsOf(chart)).toBe('');
      expect(
        findingsOf(chart)
          .map(({ code }) => code)
          .filter((code) => /^ASB([125]|30[^5])/.test(code)),
      ).toEqual([]);
      const objects = printed(chart).filter(({ kind }) => kind !== 'RuntimeClass') as any[];
      expect(objects.length).toBeGreaterThan(0);
      for (const object of objects) {
        expect(faultsOf(object, version)).toEqual([]);
        const { spec } = object.spec.podTemplate;
        expect(spec.runtimeClassName).toBe(given.runtimeClassName);
        expect(podSecurityViolations({ spec }, { level: 'restricted', version: 'latest' })).toEqual([]);
        expect(podSecurityViolations({ spec }, { level: 'restricted', version: '1.25' })).toEqual([]);
      }
    },
  );
});

test('a class says where its nodes are, so pods do not', () => {
  for (const runtime of ['gVisor', 'GKE Sandbox', 'Kata', 'AKS', 'Sysbox'].map(
    (name) => RUNTIMES.find(([each]) => each === name)![1],
  )) {
    expect(Object.keys(pod(runtime))).not.toEqual(expect.arrayContaining(['nodeSelector']));
    expect(pod(runtime)).not.toHaveProperty('tolerations');
  }
});

test('pods repeat it on request, exactly', () => {
  expect(pod((chart) => IsolatedRuntime.gkeSandbox(chart, 'R', { repeatPlacementOnPods: true }))).toMatchObject({
    nodeSelector: GKE,
    tolerations: [GKE_TOLERATION],
  });
  const own = (chart: Chart) =>
    IsolatedRuntime.gvisor(chart, 'R', {
      nodeSelector: { pool: 'a' },
      tolerations: [{ key: 'gvisor', operator: TolerationOperator.EXISTS }],
      repeatPlacementOnPods: true,
    });
  expect(pod(own)).toMatchObject({ nodeSelector: { pool: 'a' }, tolerations: [{ key: 'gvisor', operator: 'Exists' }] });
});

test('what a class of others lacks goes to the pods', () => {
  const runtime = (chart: Chart) =>
    IsolatedRuntime.kataQemu(chart, 'R', {
      nodeSelector: { pool: 'metal' },
      tolerations: [{ key: 'kata', effect: TaintEffect.NO_SCHEDULE }],
    });
  expect(pod(runtime)).toMatchObject({
    nodeSelector: { pool: 'metal' },
    tolerations: [{ key: 'kata', operator: 'Exists', effect: 'NoSchedule' }],
  });
  const chart = chartOf();
  const { nodeSelector, tolerations } = runtime(chart);
  expect(nodeSelector).toEqual({ 'katacontainers.io/kata-runtime': 'true', 'pool': 'metal' });
  expect(tolerations).toHaveLength(1);
});

test('the labels of the runtime and of the pod are both selected, and a toleration of both is printed once', () => {
  const runtime = (chart: Chart) => IsolatedRuntime.gkeSandbox(chart, 'R', { repeatPlacementOnPods: true });
  const printedPod = pod(runtime, {
    nodeSelector: { zone: 'a' },
    tolerations: [{ key: 'sandbox.gke.io/runtime', value: 'gvisor', effect: TaintEffect.NO_SCHEDULE }, { key: 'spot' }],
  });
  expect(printedPod.nodeSelector).toEqual({ ...GKE, zone: 'a' });
  expect(printedPod.tolerations).toEqual([GKE_TOLERATION, { key: 'spot', operator: 'Exists' }]);
});

test('the tolerations of cdk8s-plus stay', () => {
  const chart = chartOf();
  const sandbox = new Sandbox(chart, 'Dev', {
    ...POD,
    runtime: IsolatedRuntime.gkeSandbox(chart, 'R', { repeatPlacementOnPods: true }),
  });
  sandbox.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('gpu')));
  expect(podOf(sandbox).tolerations.map(({ key }: { key: string }) => key)).toEqual(['gpu', 'sandbox.gke.io/runtime']);
});

test('fails if the pod wants other nodes than those that the runtime has it select', () => {
  expect(() =>
    pod((chart) => IsolatedRuntime.kataQemu(chart, 'R', { nodeSelector: { pool: 'metal' } }), {
      nodeSelector: { pool: 'virtual' },
    }),
  ).toThrow(
    "'nodeSelector' has 'pool': 'virtual', but the nodes of its runtime 'kata-qemu' have 'metal'; remove the label, "
      + 'or give another runtime',
  );
});

test('a pod of Windows says that it is, and nothing that only Linux has', () => {
  const windows = pod((chart) => IsolatedRuntime.windowsHyperV(chart, 'R'), {
    initContainers: [{ ...CONTAINER, name: 'init' }],
  });
  expect(windows.os).toEqual({ name: 'windows' });
  expect(windows.securityContext).toEqual({ runAsNonRoot: true });
  for (const { securityContext } of [...windows.containers, ...windows.initContainers]) {
    expect(securityContext).toEqual({ runAsNonRoot: true });
  }
  expect(windows.initContainers).toHaveLength(1);
});

test('a container that was built elsewhere loses what it can only say of Linux', () => {
  const chart = chartOf();
  const sandbox = new Sandbox(chart, 'Dev', { runtime: IsolatedRuntime.windowsHyperV(chart, 'R') });
  sandbox.attachContainer(
    new kplus.Container({ name: 'built', image: CONTAINER.image, securityContext: { readOnlyRootFilesystem: false } }),
  );
  expect(podOf(sandbox).containers[0].securityContext).toEqual({ runAsNonRoot: true });
  expect(errorsOf(chart)).toBe('');
});

test('a pod of Linux does not say which system it is of', () => {
  expect(pod((chart) => IsolatedRuntime.gvisor(chart, 'R'))).not.toHaveProperty('os');
});
