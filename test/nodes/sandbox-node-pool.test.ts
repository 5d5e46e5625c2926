import { Chart, Cron, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, GkeComputeClassProps, IsolatedRuntime, KarpenterNodeClass, KarpenterNodePoolProps, NodeCapacity,
  SandboxNodePool, TaintEffect, TolerationOperator,
} from '../../src';
import { KubeObject } from '../../src/kubernetes/kube-object';
import { Loose } from '../support/install';
import { expectValid } from '../support/other-kinds';
import { chartOf, codesOf, printed, untyped } from '../support/workloads';

const nodeClass = KarpenterNodeClass.ec2('metal');

const kataOf = (chart: Chart) => IsolatedRuntime.kataQemu(chart, 'Kata', {
  nodeSelector: { 'example.com/runtime': 'kata', 'kubernetes.io/arch': 'amd64' },
  tolerations: [{ key: 'example.com/runtime', value: 'kata', effect: TaintEffect.NO_SCHEDULE }],
});

function poolIn(
  make: (chart: Chart) => SandboxNodePool, chart = chartOf(AgentSandboxVersion.LATEST),
): { spec: Loose; metadata: Loose } {
  const pool = make(chart);
  const found = printed(chart).find(({ kind }) => kind === pool.resource.kind)!;
  expectValid(found as KubeObject);
  expect(codesOf(chart).filter((code) => /ASB43|ASB10/.test(code))).toEqual([]);
  return found as never;
}

const karpenter = (props: Partial<KarpenterNodePoolProps> = {}) => poolIn((chart) => (
  SandboxNodePool.karpenter(chart, 'KataNodes', { runtime: kataOf(chart), nodeClass, ...props })
));
const gke = (props: Partial<GkeComputeClassProps> = {}) => poolIn((chart) => SandboxNodePool.gkeComputeClass(
  chart, 'Sandboxes', { runtime: IsolatedRuntime.gkeSandbox(chart, 'Gvisor'), ...props },
));

describe('of Karpenter', () => {
  test('its nodes have the labels and taints of the runtime, and go when they are empty', () => {
    const { metadata, spec } = karpenter();
    expect(metadata).toEqual({ name: 'kata-nodes' });
    expect(spec).toEqual({
      disruption: { consolidationPolicy: 'WhenEmpty', consolidateAfter: '10m', budgets: [{ nodes: '10%' }] },
      template: {
        metadata: { labels: { 'katacontainers.io/kata-runtime': 'true', 'example.com/runtime': 'kata' } },
        spec: {
          nodeClassRef: { group: 'karpenter.k8s.aws', kind: 'EC2NodeClass', name: 'metal' },
          requirements: [
            { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand'] },
            { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
          ],
          taints: [{ key: 'example.com/runtime', value: 'kata', effect: 'NoSchedule' }],
          expireAfter: '720h',
        },
      },
    });
  });

  test('all that is asked for is printed', () => {
    const { spec } = karpenter({
      capacity: NodeCapacity.SPOT_OR_ON_DEMAND,
      limits: { cpu: kplus.Cpu.units(200), memory: Size.gibibytes(800), nodes: 12 },
      requirements: [
        { key: 'karpenter.k8s.aws/instance-family', values: ['c8i', 'm8i'] },
        { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gt', values: ['7'] },
      ],
      startupTaints: [{ key: 'example.com/not-ready', effect: TaintEffect.NO_EXECUTE }],
      expireAfter: Duration.days(14),
      terminationGracePeriod: Duration.hours(6),
      quietTimes: [
        { schedule: Cron.schedule({ minute: '0', hour: '7', weekDay: '1-5' }), duration: Duration.hours(12) },
      ],
      disruptedAtOnce: 20,
      emptyAfter: Duration.minutes(90),
      consolidateUnderutilized: true,
      weight: 7,
    });
    expect(spec).toMatchObject({
      weight: 7,
      limits: { cpu: '200', memory: '800Gi', nodes: '12' },
      disruption: {
        consolidationPolicy: 'WhenEmptyOrUnderutilized',
        consolidateAfter: '90m',
        budgets: [
          { nodes: '20%' },
          { nodes: '0', reasons: ['Underutilized', 'Drifted'], schedule: '0 7 * * 1-5', duration: '12h' },
        ],
      },
      template: {
        spec: {
          requirements: [
            { key: 'karpenter.sh/capacity-type', operator: 'In', values: ['on-demand', 'spot'] },
            { key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] },
            { key: 'karpenter.k8s.aws/instance-family', operator: 'In', values: ['c8i', 'm8i'] },
            { key: 'karpenter.k8s.aws/instance-cpu', operator: 'Gt', values: ['7'] },
          ],
          startupTaints: [{ key: 'example.com/not-ready', effect: 'NoExecute' }],
          expireAfter: '336h',
          terminationGracePeriod: '6h',
        },
      },
    });
  });

  test('a toleration for any value becomes a taint without one', () => {
    const { spec } = poolIn((chart) => SandboxNodePool.karpenter(chart, 'Nodes', {
      runtime: IsolatedRuntime.gvisor(chart, 'Gvisor', {
        nodeSelector: { 'example.com/gvisor': 'true' },
        tolerations: [
          { key: 'example.com/gvisor', operator: TolerationOperator.EXISTS }, { operator: TolerationOperator.EXISTS },
        ],
      }),
      nodeClass: KarpenterNodeClass.of('karpenter.example.com', 'MachineClass', 'default'),
    }));
    expect(spec.template.spec.taints).toEqual([{ key: 'example.com/gvisor', effect: 'NoSchedule' }]);
  });
});

describe('of GKE', () => {
  test('pods choose the class by a label, and only nodes without pods go', () => {
    const chart = chartOf(AgentSandboxVersion.LATEST);
    const runtime = IsolatedRuntime.gkeSandbox(chart, 'Gvisor');
    const pool = SandboxNodePool.gkeComputeClass(chart, 'Sandboxes', { runtime });
    expect(pool.podNodeSelector).toEqual({ 'cloud.google.com/compute-class': 'sandboxes' });
    expect(gke().spec).toEqual({
      autoscalingPolicy: { consolidationDelayMinutes: 10, consolidationThreshold: 0 },
      activeMigration: { optimizeRulePriority: false },
      nodePoolAutoCreation: { enabled: true },
      priorities: [{ spot: false }],
      whenUnsatisfiable: 'DoNotScaleUp',
    });
  });

  test('spot nodes come first, then others', () => {
    expect(gke({
      capacity: NodeCapacity.SPOT_OR_ON_DEMAND,
      machineFamily: 'n2',
      minCores: 16,
      minMemory: Size.gibibytes(64),
      takesAnyMachine: true,
      consolidateUnderutilized: true,
      emptyAfter: Duration.hours(1),
    }).spec).toMatchObject({
      autoscalingPolicy: { consolidationDelayMinutes: 60, consolidationThreshold: 50 },
      priorities: [
        { machineFamily: 'n2', minCores: 16, minMemoryGb: 64, spot: true },
        { machineFamily: 'n2', minCores: 16, minMemoryGb: 64, spot: false },
      ],
      whenUnsatisfiable: 'ScaleUpAnyway',
    });
  });

  test('node pools that exist are taken in order', () => {
    const { spec } = gke({ nodePools: ['gvisor-a', 'gvisor-b'] });
    expect(spec.priorities).toEqual([{ nodepools: ['gvisor-a', 'gvisor-b'] }]);
    expect(spec).not.toHaveProperty('nodePoolAutoCreation');
  });
});

describe('fails if', () => {
  const KARPENTER: ReadonlyArray<readonly [string, object, string]> = [
    ['there is no runtime', { runtime: undefined }, "'runtime' is undefined; give an IsolatedRuntime"],
    ['there is no node class', { nodeClass: 'metal' }, "'nodeClass' is 'metal'; give a KarpenterNodeClass"],
    ['the limits are empty', { limits: {} }, "'limits' has no amount"],
    ['the weight is none', { weight: 101 }, "'weight' is 101; give a whole number from 1 to 100"],
    ['the part is none', { disruptedAtOnce: 120 }, "'disruptedAtOnce' is 120; give percent, 0 to 100"],
    ['an operator is none', { requirements: [{ key: 'a', operator: 'is' }] }, "'requirements[0].operator' is 'is'"],
    ['a key is reserved', { requirements: [{ key: 'karpenter.sh/mine' }] },
      "'requirements[0].key' is 'karpenter.sh/mine'"],
    ['a time is short', { emptyAfter: Duration.seconds(20) }, "'emptyAfter' is"],
    ['a schedule is text', { quietTimes: [{ schedule: '* * * * *', duration: Duration.hours(1) }] },
      "'quietTimes[0].schedule' is '* * * * *'; give a Cron"],
    ['the name is none', { nodePoolName: 'A b' }, "'nodePoolName' 'A b' is not a DNS label"],
    ['the capacity is none', { capacity: 'cheap' }, "'capacity' is 'cheap'"],
  ];
  test.each(KARPENTER)('%s', (_, props, message) => {
    expect(() => karpenter(untyped(props))).toThrow(message);
  });

  test('the runtime selects a label that Karpenter gives to no node', () => {
    const chart = chartOf(AgentSandboxVersion.LATEST);
    const runtime = IsolatedRuntime.gvisor(chart, 'Gvisor', { nodeSelector: { 'k8s.io/gvisor': 'true' } });
    expect(() => SandboxNodePool.karpenter(chart, 'Nodes', { runtime, nodeClass })).toThrow(
      "the nodes of runtime 'gvisor' have the label 'k8s.io/gvisor', which Karpenter gives to no node",
    );
  });

  test.each<[string, object, string]>([
    ['pools and machines are given', { nodePools: ['a'], minCores: 4 },
      "'nodePools' names pools that exist, and 'minCores'"],
    ['there are no pools', { nodePools: [] }, "'nodePools' is empty"],
    ['a node stays for days', { emptyAfter: Duration.days(2) },
      "'emptyAfter' is 2880 minutes; give whole minutes, 1 to 1440"],
  ])('%s', (_, props, message) => {
    expect(() => gke(untyped(props))).toThrow(message);
  });

  test('a node class has no kind', () => {
    expect(() => KarpenterNodeClass.of('a.b', 'metal', 'x')).toThrow("kind of a node class is 'metal'");
  });
});
