import { AgentSandboxVersion, Sandbox, SandboxPriorityClass, SandboxPriorityClassProps } from '../../src';
import { chartOf, codesOf, CONTAINER, printed, untyped } from '../support/workloads';

const LATEST = AgentSandboxVersion.LATEST;

test('the class is an object without a namespace', () => {
  const chart = chartOf(LATEST);
  new SandboxPriorityClass(chart, 'BatchWork', { value: -10, preempts: false, description: 'Waits for room.' });
  expect(printed(chart)).toEqual([{
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'batch-work' },
    description: 'Waits for room.',
    preemptionPolicy: 'Never',
    value: -10,
  }]);
});

test('a pod that names it names a class that is there', () => {
  const chart = chartOf(LATEST);
  const gold = new SandboxPriorityClass(chart, 'Gold', { value: 1000 });
  new Sandbox(chart, 'Dev', { containers: [CONTAINER], priorityClassName: gold.priorityClassName });
  expect(codesOf(chart)).not.toContain('ASB243');
});

test('one that exists makes no object', () => {
  const chart = chartOf(LATEST);
  expect(SandboxPriorityClass.fromPriorityClassName(chart, 'Gold', 'gold').priorityClassName).toBe('gold');
  expect(printed(chart)).toEqual([]);
});

test('ASB439: two classes for pods that name none', () => {
  const chart = chartOf(LATEST);
  new SandboxPriorityClass(chart, 'Gold', { value: 1000, globalDefault: true });
  expect(codesOf(chart)).not.toContain('ASB439');
  new SandboxPriorityClass(chart, 'Silver', { value: 100, globalDefault: true });
  expect(codesOf(chart)).toContain('ASB439');
});

test.each<[unknown, string]>([
  [{}, "'value' is undefined; give a whole number from -2147483648 to 1000000000"],
  [{ value: 1.5 }, "'value' is 1.5"],
  [{ value: 1, priorityClassName: 'A' }, "'priorityClassName' 'A' is not a DNS subdomain"],
  [{ value: 1, priorityClassName: 'system-gold' }, "'system-' is for classes of Kubernetes itself"],
  [{ value: 1, preempts: 'no' }, "'preempts' is 'no'; give true or false"],
  [null, 'the props are null'],
])('fails if the props are %j', (props, message) => {
  expect(() => new SandboxPriorityClass(chartOf(LATEST), 'Bad', untyped<SandboxPriorityClassProps>(props)))
    .toThrow(message);
});
