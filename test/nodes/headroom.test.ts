import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, CapacityBufferVersion, CapacityReport, ClaimRate, Headroom, HeadroomMechanism, HeadroomProps,
  IsolatedRuntime, SandboxCluster, SandboxTemplate, SandboxTemplateProps,
} from '../../src';
import { chartOf, codesOf, CONTAINER, errorsOf, printed, untyped } from '../support/workloads';

const RESOURCES = {
  cpu: { request: kplus.Cpu.millis(500) },
  memory: { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
};

function headroomIn(
  chart: Chart,
  props: Partial<HeadroomProps> = {},
  pod: Partial<SandboxTemplateProps> = {},
): Headroom {
  const containers = [{ ...CONTAINER, resources: RESOURCES }];
  const template = new SandboxTemplate(chart, 'Python', { containers, ...pod });
  return new Headroom(chart, 'Room', { template, sandboxes: 5, ...props });
}

const kata = (chart: Chart) => IsolatedRuntime.custom(chart, 'Kata', {
  runtimeClassName: 'kata',
  handler: 'kata',
  overhead: { cpu: kplus.Cpu.millis(250), memory: Size.mebibytes(160) },
  nodeSelector: { sandboxes: 'kata' },
  tolerations: [{ key: 'sandboxes', value: 'kata' }],
} as never);

test('placeholders of low priority, as large as a sandbox, on its nodes', () => {
  const chart = chartOf();
  const headroom = headroomIn(chart, {}, { runtime: kata(chart) });
  const objects = printed(chart).filter(({ kind }) => ['Deployment', 'PriorityClass'].includes(kind));
  expect(objects).toMatchSnapshot();
  expect([headroom.name, headroom.sandboxes, headroom.priorityClassName]).toEqual(['room', 5, 'room']);
  expect([errorsOf(chart), codesOf(chart)]).toEqual(['', []]);
});

test('a CapacityBuffer with the same pods', () => {
  const chart = chartOf();
  const headroom = headroomIn(chart, { mechanism: HeadroomMechanism.CAPACITY_BUFFER }, { runtime: kata(chart) });
  const kinds = ['CapacityBuffer', 'PodTemplate', 'PriorityClass'];
  const objects = printed(chart).filter(({ kind }) => kinds.includes(kind));
  expect(objects).toMatchSnapshot();
  expect(headroom.priorityClassName).toBeUndefined();
  expect([errorsOf(chart), codesOf(chart)]).toEqual(['', []]);
});

test('the version of a CapacityBuffer is that of the cluster', () => {
  const chart = chartOf();
  headroomIn(chart, {
    mechanism: HeadroomMechanism.CAPACITY_BUFFER, capacityBufferVersion: CapacityBufferVersion.V1ALPHA1,
  });
  expect(printed(chart).at(-1)).toMatchObject({ apiVersion: 'autoscaling.x-k8s.io/v1alpha1', kind: 'CapacityBuffer' });
});

test('is of the size that a report says', () => {
  const chart = chartOf();
  const template = new SandboxTemplate(chart, 'Python', { containers: [{ ...CONTAINER, resources: RESOURCES }] });
  template.addWarmPool('Pool', { replicas: 6 });
  const report = CapacityReport.of(chart, {
    arrivals: ClaimRate.perHour(1000),
    hold: Duration.minutes(15),
    startup: Duration.seconds(6),
    nodes: { cpu: kplus.Cpu.units(15), memory: Size.gibibytes(56) },
  });
  const capacity = report.pool('pool');
  expect(new Headroom(chart, 'Room', { template, capacity }).sandboxes).toBe(capacity.headroom);
  expect(printed(chart).find(({ kind }) => kind === 'Deployment')?.spec).toMatchObject({ replicas: capacity.headroom });
});

test('devices are requested and limited alike', () => {
  const chart = chartOf();
  headroomIn(chart, {}, {
    containerOptions: { main: { resources: { limits: { 'nvidia.com/gpu': '1' } } } },
  } as never);
  const deployment = printed(chart).find(({ kind }) => kind === 'Deployment') as never as {
    spec: { template: { spec: { containers: Array<{ resources: object }> } } };
  };
  expect(deployment.spec.template.spec.containers[0].resources).toMatchObject({
    requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1' },
  });
});

test('a PriorityClass that exists is named, and none is made', () => {
  const chart = chartOf();
  headroomIn(chart, { priorityClassName: 'spare' });
  expect(printed(chart).filter(({ kind }) => kind === 'PriorityClass')).toEqual([]);
  expect(printed(chart).find(({ kind }) => kind === 'Deployment')).toMatchObject({
    spec: { template: { spec: { priorityClassName: 'spare' } } },
  });
});

test.each(['v0.1.0', 'v0.4.6', 'v0.5.6'])('for %s', (version) => {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(version) });
  const chart = new Chart(app, 'research', { namespace: 'research' });
  headroomIn(chart);
  expect(printed(chart).map(({ kind }) => kind)).toEqual(['SandboxTemplate', 'Deployment', 'PriorityClass']);
});

test.each<[string, Partial<HeadroomProps>, RegExp]>([
  ['no number', { sandboxes: undefined }, /give one of 'sandboxes', a number, and 'capacity'/],
  ['two numbers', { capacity: { headroom: 3 } as never }, /give one of 'sandboxes'/],
  ['no room', { sandboxes: 0 }, /'sandboxes' is 0; give a whole number of at least 1/],
  ['a priority of sandboxes', { priority: 0 }, /'priority' is 0; give a whole number from -10/],
  ['a priority that the autoscaler passes over', { priority: -11 }, /'priority' is -11/],
  ['two priorities', { priority: -1, priorityClassName: 'spare' }, /'priority' and 'priorityClassName' are both given/],
  [
    'a priority of a buffer', { mechanism: HeadroomMechanism.CAPACITY_BUFFER, priority: -1 },
    /'priority' is for placeholders/,
  ],
  ['a version of no buffer', { capacityBufferVersion: CapacityBufferVersion.V1BETA1 }, /given without 'mechanism/],
  ['a template by name', { template: untyped('python') }, /template/],
  ['another mechanism', { mechanism: untyped('Hope') }, /mechanism/],
  ['a malformed image', { pauseImage: 'a b' }, /'pauseImage'/],
])('fails if given %s', (_, props, message) => {
  expect(() => headroomIn(chartOf(), props)).toThrow(message);
});
