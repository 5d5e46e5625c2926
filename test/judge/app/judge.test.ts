import { readdirSync } from 'node:fs';
import { ApiObject, App, Chart, JsonPatch, Testing } from 'cdk8s';
import { IConstruct } from 'constructs';
import { AgentSandboxVersion, EnvVarsInjectionPolicy, Finding, Findings, Sandbox, SandboxCluster } from '../../../src';
import * as rules from '../../../src/judge/rules';
import { directories } from '../../support/directories';
import { quietly, stderrOf } from '../../support/stderr';
import { chartOf, CONTAINER, errorsOf, linesOf, POD, pooled } from '../../support/workloads';

/**
 * The findings at and below a scope, but that nothing restricts what its sandboxes reach: this is not about networks.
 */
function listed(scope: IConstruct): Finding[] {
  return Findings.of(scope).list().filter(({ code }) => code !== 'ASB340' && code !== 'ASB311');
}

const directory = directories();

/** An app of charts, each with two sandboxes, a template, a pool and a claim. */
function appOf(charts: number, outdir?: string): App {
  const app = new App({ outdir });
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  for (let index = 0; index < charts; index += 1) {
    const chart = new Chart(app, `chart-${index}`, { namespace: `team-${index}` });
    for (const id of ['A', 'B']) { new Sandbox(chart, id, POD); }
    pooled({}, {}, chart).pool.addClaim('Nightly');
  }
  return app;
}

/** How often each object is judged meanwhile, by kind, namespace and name. */
function judgements(act: () => unknown): Record<string, number> {
  const counts: Record<string, number> = {};
  const { judge } = rules;
  const spy = jest.spyOn(rules, 'judge').mockImplementation((object, context) => {
    const { kind, metadata: { name, namespace } } = object;
    const key = `${kind} ${namespace}/${name}`;
    counts[key] = (counts[key] ?? 0) + 1;
    return judge(object, context);
  });
  try {
    quietly(act);
  } finally {
    spy.mockRestore();
  }
  return counts;
}

/** The count that each of the objects of `appOf` should have. */
function each(charts: number, count: number): Record<string, number> {
  const names = [
    'Sandbox #/a',
    'Sandbox #/b',
    'SandboxTemplate #/python',
    'SandboxWarmPool #/pool',
    'SandboxClaim #/nightly',
  ];
  return Object.fromEntries(
    Array.from({ length: charts }, (_, index) =>
      names.map((name) => [name.replace('#', `team-${index}`), count]),
    ).flat(),
  );
}

/** Breaks the object of a construct. */
function breakIt(construct: Sandbox, mode = 'Paused'): void {
  ApiObject.of(construct).addJsonPatch(JsonPatch.add('/spec/operatingMode', mode));
}

const refusal = (path: string, name: string, mode = 'Paused') =>
  `error ASB102 at ${path} (Sandbox ${name}): spec.operatingMode: ` +
  `'${mode}' is not allowed; allowed: 'Running' or 'Suspended'`;

describe.each([1, 20])('each object of %i charts is judged once per synthesis', (charts) => {
  test('by synthYaml, and again by the next one', () => {
    const app = appOf(charts);
    expect(judgements(() => app.synthYaml())).toEqual(each(charts, 1));
    expect(judgements(() => app.synthYaml())).toEqual(each(charts, 1));
    expect(judgements(() => app.synthYaml())).toEqual(each(charts, 1));
  });

  test('by synth to a directory', () => {
    const outdir = directory();
    const app = appOf(charts, outdir);
    expect(judgements(() => app.synth())).toEqual(each(charts, 1));
    expect(readdirSync(outdir)).toHaveLength(charts);
    expect(judgements(() => app.synth())).toEqual(each(charts, 1));
  });

  test('by charts that are synthesized one by one', () => {
    const app = appOf(charts);
    expect(judgements(() => { for (const chart of app.charts) { Testing.synth(chart); } })).toEqual(each(charts, 1));
  });

  test('by toJson of a chart alone, all that the app has', () => {
    const app = appOf(charts);
    expect(judgements(() => Testing.synth(app.charts[0]))).toEqual(each(charts, 1));
  });

  test('by an object that is printed alone', () => {
    const app = appOf(charts);
    const object = ApiObject.of(app.charts[0].node.findChild('A'));
    expect(judgements(() => object.toJson())).toEqual({ 'Sandbox team-0/a': 1 });
  });
});

describe('an object that was changed after it was judged', () => {
  test('is judged again and accepted', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', POD);
    expect(listed(chart)).toEqual([]);
    ApiObject.of(dev).addJsonPatch(JsonPatch.add('/spec/operatingMode', 'Suspended'));
    expect(errorsOf(chart)).toBe('');
    expect(chart.toJson()[0].spec.operatingMode).toBe('Suspended');
  });

  test('fails if it was changed for the worse since its findings were listed', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', POD);
    expect(listed(chart)).toEqual([]);
    breakIt(dev);
    expect(errorsOf(chart)).toContain(refusal('research/Dev', 'research/dev'));
  });

  test('fails if it was changed for the worse since it was synthesized', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', POD);
    expect(errorsOf(chart)).toBe('');
    breakIt(dev);
    expect(errorsOf(chart)).toContain(refusal('research/Dev', 'research/dev'));
    expect(errorsOf(chart)).toContain(refusal('research/Dev', 'research/dev'));
  });

  test('is accepted at the next synthesis when it was mended', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', POD);
    breakIt(dev);
    expect(errorsOf(chart)).toContain(refusal('research/Dev', 'research/dev'));
    breakIt(dev, 'Running');
    expect(errorsOf(chart)).toBe('');
    expect(linesOf(chart)).toEqual([]);
  });
});

describe('errors', () => {
  test('are all reported at once, before any file is written', () => {
    const outdir = directory();
    const app = appOf(3, outdir);
    for (const chart of app.charts) { breakIt(chart.node.findChild('B') as Sandbox); }
    let message = '';
    try { app.synth(); } catch (error) { ({ message } = error as Error); }
    expect(message.split('\n')).toEqual([
      'Validation failed with the following errors:',
      ...[0, 1, 2].map((index) => `  ${refusal(`chart-${index}/B`, `team-${index}/b`)}`),
    ]);
    expect(readdirSync(outdir)).toEqual([]);
  });

  test('of several kinds are told together, in the order in which the objects were made', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Empty', { containers: [] });
    breakIt(new Sandbox(chart, 'Broken', POD));
    new Sandbox(chart, 'Reserved', { ...POD, podLabels: { 'agents.x-k8s.io/a': 'b' } });
    expect(listed(chart).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'ASB209 research/Empty',
      'ASB102 research/Broken',
      'ASB201 research/Reserved',
    ]);
    expect(errorsOf(chart).split('\n')).toHaveLength(4);
  });

  test('do not keep warnings from being printed', () => {
    const { chart, pool } = pooled({
      envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED,
      restartPolicy: undefined,
    });
    breakIt(new Sandbox(chart, 'Broken', POD));
    pool.addClaim('Nightly', { env: [{ name: 'A', value: '1' }] });
    expect(stderrOf(() => expect(() => (chart.node.root as App).synthYaml()).toThrow('ASB102'))).toContain(
      'warning ASB203 at research/Python/Pool/Nightly',
    );
  });

  test('of a construct stand by the user\'s construct, of a patch by the object', () => {
    const chart = chartOf();
    breakIt(new Sandbox(chart, 'Dev', POD));
    expect(listed(chart)).toEqual([{
      code: 'ASB102',
      severity: 'error',
      message: "spec.operatingMode: 'Paused' is not allowed; allowed: 'Running' or 'Suspended'",
      path: 'research/Dev',
      object: 'Sandbox research/dev',
    }]);
  });

  test('cannot be acknowledged', () => {
    const chart = chartOf();
    breakIt(new Sandbox(chart, 'Dev', POD));
    Findings.of(chart).acknowledge('ASB102', 'we like it');
    expect(errorsOf(chart)).toContain(refusal('research/Dev', 'research/dev'));
  });
});

describe('findings before the synthesis', () => {
  test('are listed, of a scope what is at or below it, as often as one likes', () => {
    const app = appOf(2);
    breakIt(app.charts[1].node.findChild('A') as Sandbox);
    expect(listed(app.charts[0])).toEqual([]);
    expect(listed(app.charts[1]).map(({ code, path }) => `${code} ${path}`)).toEqual(['ASB102 chart-1/A']);
    expect(listed(app)).toEqual(listed(app));
    expect(stderrOf(() => listed(app))).toBe('');
  });

  test('know what is added later', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', POD);
    expect(linesOf(chart)).toEqual([]);
    new Sandbox(chart, 'Reserved', { ...POD, podLabels: { 'agents.x-k8s.io/a': 'b' } });
    expect(listed(chart).map(({ code }) => code)).toEqual(['ASB201']);
  });

  test('are those of the last synthesis, whatever was listed before it', () => {
    const chart = chartOf();
    const [better, worse] = ['Better', 'Worse'].map(
      (id) => new Sandbox(chart, id, { containers: id === 'Better' ? [] : [CONTAINER] }),
    );
    expect(listed(chart).map(({ path }) => path)).toEqual(['research/Better']);
    better.addContainer(CONTAINER);
    breakIt(worse);
    expect(errorsOf(chart)).toContain(refusal('research/Worse', 'research/worse'));
    expect(errorsOf(chart)).not.toContain('research/Better');
    expect(listed(chart).map(({ path }) => path)).toEqual(['research/Worse']);
  });

  test('do not outlive the warning\'s cause', () => {
    const { chart, pool } = pooled({ envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED }, {});
    const claim = pool.addClaim('Nightly', { env: [{ name: 'A', value: '1' }], podLabels: { a: 'b' } });
    expect(listed(claim).map(({ code }) => code)).toEqual(['ASB203', 'ASB205']);
    ApiObject.of(claim).addJsonPatch(JsonPatch.remove('/spec/env'), JsonPatch.remove('/spec/additionalPodMetadata'));
    expect(stderrOf(() => (chart.node.root as App).synthYaml())).toBe('');
  });

  test('know the claim that was there before a Sandbox of its name', () => {
    const { chart, pool } = pooled({}, { replicas: 0 });
    pool.addClaim('Nightly');
    expect(linesOf(chart)).toEqual([]);
    new Sandbox(chart, 'Nightly', POD);
    expect(errorsOf(chart)).toContain('error ASB211');
  });
});

describe('clusters', () => {
  test('are judged each by its own release', () => {
    const app = new App();
    for (const [id, version] of [['old', AgentSandboxVersion.V0_4_5], ['new', AgentSandboxVersion.LATEST]] as const) {
      const chart = new Chart(app, id);
      SandboxCluster.declare(chart, { version });
      new Sandbox(chart, 'Dev', { ...POD, service: false });
    }
    expect(linesOf(app)).toEqual([
      expect.stringMatching(/^error ASB101 old\/Dev: v0\.4\.5 does not have spec\.service; /),
    ]);
  });

  test('fails if one has no release, once for each cluster', () => {
    const app = new App();
    const chart = new Chart(app, 'research');
    for (const id of ['A', 'B']) { new Sandbox(chart, id, POD); }
    SandboxCluster.declare(chart);
    new Sandbox(new Chart(app, 'other'), 'C', POD);
    expect(listed(app).map(({ code, path, message }) => `${code} ${path}: ${message}`)).toEqual([
      "ASB505 research: no release of Agent Sandbox is known for the cluster of 'research/A', " +
        'so it is not known how to write it',
      "ASB505 : no release of Agent Sandbox is known for the cluster of 'other/C', so it is not known how to write it",
    ]);
  });

  test('an app without our objects is not judged', () => {
    const app = new App();
    new ApiObject(new Chart(app, 'a'), 'Map', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(judgements(() => app.synthYaml())).toEqual({});
  });
});
