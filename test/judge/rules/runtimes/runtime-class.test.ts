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

function twoClusters(): { app: App; staging: Chart; production: Chart } {
  const app = new App();
  const [staging, production] = ['staging', 'production'].map((id) => {
    const chart = new Chart(app, id);
    SandboxCluster.declare(chart, { version: AgentSandboxVersion.LATEST });
    return chart;
  });
  return { app, staging, production };
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

  test.each([
    [false, ["is declared in another cluster, that of 'staging'; declare the class in the cluster of the pod too"]],
    [true, []],
  ])('a class of another cluster of the app; declared by the app for all of them: %s', (isForAll, told) => {
    const { app, staging, production } = twoClusters();
    if (isForAll) { IsolatedRuntime.fromRuntimeClassName(app, 'Everywhere', 'gvisor'); }
    const theirs = IsolatedRuntime.fromRuntimeClassName(staging, 'Gvisor', 'gvisor');
    new Sandbox(staging, 'Dev', { ...POD, runtime: theirs });
    new Sandbox(production, 'Dev', { ...POD, runtime: theirs });
    expect(linesOf(app).filter((each) => each.includes('ASB215'))).toEqual(told.map((text) => (
      expect.stringMatching(`^warning ASB215 production/Dev: .*${text}`)
    )));
  });

  test.each([[false, ["which another cluster has, that of 'staging': where its own cluster lacks it"]], [true, []]])(
    'a PriorityClass of another cluster; of the own one too: %s',
    (isThere, told) => {
      const { app, staging, production } = twoClusters();
      const low = { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'low' } };
      new ApiObject(staging, 'Low', low);
      if (isThere) { new ApiObject(production, 'Low', low); }
      new Sandbox(production, 'Dev', { ...POD, priorityClassName: 'low' });
      expect(linesOf(app).filter((each) => each.includes('ASB243'))).toEqual(told.map((text) => (
        expect.stringMatching(`^warning ASB243 production/Dev: .*${text}`)
      )));
    },
  );

  test('what is not known may be declared, and no class is none', () => {
    expect(said(objectOf('Sandbox', 'dev', podWith({ runtimeClassName: 'gvisor' })))).not.toContainEqual(
      expect.stringContaining('ASB215'),
    );
    expect(
      said(objectOf('Sandbox', 'dev', podWith()), contextOf('v1.0.5', [], { isUndeclared: () => true })),
    ).not.toContainEqual(expect.stringContaining('ASB215'));
  });
});
