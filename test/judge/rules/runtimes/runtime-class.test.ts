import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { Construct } from 'constructs';
import { AgentSandboxVersion, IsolatedRuntime, Sandbox, SandboxCluster, SandboxTemplate } from '../../../../src';
import { objectOf, podWith, said, contextOf } from '../../../support/judged';
import { chartOf, linesOf, POD } from '../../../support/workloads';

const line = (name: string) =>
  `warning ASB215 research/Dev: the pod names RuntimeClass '${name}', which nothing here declares; ` +
  'correct the name, or declare the class with an IsolatedRuntime';

/** A chart with a sandbox whose class is given in passing. */
function chartWith(runtimeClassName: string): Chart {
  const chart = chartOf();
  ApiObject.of(new Sandbox(chart, 'Dev', POD)).addJsonPatch(
    JsonPatch.add('/spec/podTemplate/spec/runtimeClassName', runtimeClassName),
  );
  return chart;
}

describe('ASB215', () => {
  test('a class that is named in passing', () => {
    expect(linesOf(chartWith('gvisor')).filter((each) => each.includes('ASB215'))).toEqual([line('gvisor')]);
  });

  test('a class that is declared, by whatever construct', () => {
    const referenced = chartWith('gvisor');
    IsolatedRuntime.fromRuntimeClassName(referenced, 'Gvisor', 'gvisor');
    const plain = chartWith('gvisor');
    new ApiObject(plain, 'Gvisor', {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'gvisor' },
      handler: 'runsc',
    } as never);
    const theirs = chartWith('gvisor');
    Object.assign(new Construct(theirs, 'Gvisor'), { runtimeClassName: 'gvisor' });
    expect(
      [referenced, plain, theirs].flatMap((chart) => linesOf(chart).filter((each) => each.includes('ASB215'))),
    ).toEqual([]);
    const misspelt = chartWith('gvisr');
    IsolatedRuntime.fromRuntimeClassName(misspelt, 'Gvisor', 'gvisor');
    expect(linesOf(misspelt)).toContain(line('gvisr'));
  });

  test('a class that is given as one', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', {
      ...POD,
      runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'Gvisor', 'gvisor'),
    });
    expect(linesOf(chart).filter((each) => each.includes('ASB215'))).toEqual([]);
  });

  test('is seen whichever chart of the app declares it', () => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const chart = new Chart(app, 'research');
    new Sandbox(chart, 'Dev', {
      ...POD,
      runtime: IsolatedRuntime.fromRuntimeClassName(new Chart(app, 'platform'), 'Gvisor', 'gvisor'),
    });
    expect(linesOf(app).filter((each) => each.includes('ASB215'))).toEqual([]);
  });

  test('what is not known may be declared, and no class is none', () => {
    expect(said(objectOf('Sandbox', 'dev', podWith({ runtimeClassName: 'gvisor' })))).not.toContainEqual(
      expect.stringContaining('ASB215'),
    );
    expect(
      said(objectOf('Sandbox', 'dev', podWith()), contextOf('v1.0.5', [], { isUndeclared: () => true })),
    ).not.toContainEqual(expect.stringContaining('ASB215'));
  });
});
