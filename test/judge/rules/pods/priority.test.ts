import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { AgentSandboxVersion, Sandbox, SandboxCluster } from '../../../../src';
import { contextOf, objectOf, podWith, said } from '../../../support/judged';
import { codesOf, POD, untyped } from '../../../support/workloads';

const found = (pod: object, context = contextOf('v1.0.5', [], { isUndeclared: () => true })) => [
  ...said(objectOf('Sandbox', 'dev', podWith(pod)), context),
  ...said(objectOf('SandboxTemplate', 'python', podWith(pod)), context),
];

describe('ASB243', () => {
  test('a class that nothing declares', () => {
    const line =
      "ASB243: the pod names PriorityClass 'sandboxes', which nothing here declares: where the cluster lacks it, " +
      'no pod is made ("no PriorityClass with name sandboxes was found")';
    expect(found({ priorityClassName: 'sandboxes' })).toEqual([line, line]);
  });

  test('is fine if it is declared, of Kubernetes itself, not given, and where not all is known', () => {
    expect([
      ...found(
        { priorityClassName: 'sandboxes' },
        contextOf('v1.0.5', [], { isUndeclared: (kind) => kind !== 'PriorityClass' }),
      ),
      ...found({ priorityClassName: 'system-cluster-critical' }),
      ...found({ priorityClassName: '' }),
      ...found({}),
      ...found({ priorityClassName: 'sandboxes' }, contextOf()),
    ]).toEqual([]);
  });

  describe('in an app', () => {
    function dev(priorityClasses?: string[]): Sandbox {
      const app = new App();
      SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST, priorityClasses });
      return new Sandbox(new Chart(app, 'research', { namespace: 'research' }), 'Dev', {
        ...POD,
        priorityClassName: 'sandboxes',
      });
    }

    test('a class must be in the app or declared for the cluster', () => {
      expect(codesOf(dev())).toEqual(['ASB243']);
      expect(codesOf(dev(['other']))).toEqual(['ASB243']);
      expect(codesOf(dev(['sandboxes']))).toEqual([]);
      const made = dev();
      new kplus.k8s.KubePriorityClass(Chart.of(made), 'Class', { metadata: { name: 'sandboxes' }, value: 1000 });
      expect(codesOf(made)).toEqual([]);
    });

    test('a class may be declared after the findings were listed', () => {
      const made = dev();
      expect(codesOf(made)).toEqual(['ASB243']);
      new kplus.k8s.KubePriorityClass(Chart.of(made), 'Class', { metadata: { name: 'sandboxes' }, value: 1000 });
      expect(codesOf(made)).toEqual([]);
    });

    test('fails if the name of a declared class is malformed', () => {
      expect(() => dev(['Sand_Boxes'])).toThrow("priority class 'Sand_Boxes' is not a DNS subdomain");
      expect(() => dev(untyped('sandboxes'))).toThrow('priorityClasses');
    });
  });
});

describe('ASB244', () => {
  const line = (source: string, value = 1000) =>
    `ASB244: the pod has 'priority: ${value}', which Kubernetes sets itself, from ${source}: ` +
    'where that has another value, no pod is made';
  const only = (pod: object) => found(pod, contextOf()).slice(0, 1);

  test('a number beside a class, and without one', () => {
    expect(only({ priority: 1000, priorityClassName: 'sandboxes' })).toEqual([line("PriorityClass 'sandboxes'")]);
    expect(only({ priority: 1000 })).toEqual([line('the default PriorityClass')]);
    expect(only({ priority: 5, priorityClassName: 'system-node-critical' }))
      .toEqual([line("PriorityClass 'system-node-critical'", 5)]);
  });

  test('is fine if it is the number that Kubernetes computes', () => {
    expect([
      ...found({ priority: 0 }, contextOf()),
      ...found({ priority: 2_000_001_000, priorityClassName: 'system-node-critical' }, contextOf()),
    ]).toEqual([]);
  });
});
