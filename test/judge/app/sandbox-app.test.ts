/** Under SandboxApp objects are judged as they are printed: each once, with the words of cdk8s' App. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, AppProps, Chart, JsonPatch, Size, Testing, YamlOutputType } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandbox,
  AgentSandboxVersion,
  EnvVarsInjectionPolicy,
  Findings,
  IsolatedRuntime,
  Judge,
  Sandbox,
  SandboxApp,
  SandboxCluster,
  SandboxEgress,
  SandboxTenant,
  TenantQuota,
} from '../../../src';
import { KindObject } from '../../../src/app/kind-object';
import * as rules from '../../../src/judge/rules';
import { directories } from '../../support/directories';
import { stderrOf } from '../../support/stderr';
import { POD, pooled } from '../../support/workloads';

/** A template from whose pools claims with variables start cold (ASB203). */
const OPEN = { envVarsInjectionPolicy: EnvVarsInjectionPolicy.ALLOWED };

const directory = directories();
const { judge } = rules;

type Build = (app: App) => void;
type AppClass = new (props: AppProps) => App;

/** What an app writes, prints to stderr and throws, and how often it renders and judges each object. */
function outcome(Class: AppClass, build: Build, props: AppProps = {}) {
  const outdir = directory();
  const app = new Class({ ...props, outdir });
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  build(app);
  const judged = counter();
  const rendered = counter();
  const { _render } = KindObject.prototype;
  const spies = [
    jest.spyOn(rules, 'judge').mockImplementation((object, context) => {
      judged.count(`${object.kind} ${object.metadata.namespace}/${object.metadata.name}`);
      return judge(object, context);
    }),
    jest.spyOn(KindObject.prototype, '_render').mockImplementation(function (this: KindObject) {
      rendered.count(`${this.kind} ${this.metadata.namespace}/${this.name}`);
      return _render.call(this);
    }),
  ];
  let error = '';
  try {
    const stderr = stderrOf(() => {
      try { app.synth(); } catch (thrown) { error = (thrown as Error).message; }
    });
    return { said: { error, stderr }, files: filesIn(outdir), judged: judged.counts, rendered: rendered.counts };
  } finally {
    for (const spy of spies) { spy.mockRestore(); }
  }
}

function filesIn(outdir: string): Record<string, string> {
  return Object.fromEntries(
    existsSync(outdir) ? readdirSync(outdir).map((name) => [name, readFileSync(join(outdir, name), 'utf8')]) : [],
  );
}

function counter() {
  const counts: Record<string, number> = {};
  return { counts, count: (name: string) => { counts[name] = (counts[name] ?? 0) + 1; } };
}

/** Charts, each with two sandboxes, a template, a pool and a claim. */
function charts(app: App, count: number): Chart[] {
  return Array.from({ length: count }, (_, index) => {
    const chart = new Chart(app, `chart-${index}`, { namespace: `team-${index}` });
    for (const id of ['A', 'B']) { new Sandbox(chart, id, POD); }
    pooled({}, {}, chart).pool.addClaim('Nightly');
    return chart;
  });
}

function breakIt(construct: Sandbox): void {
  ApiObject.of(construct).addJsonPatch(JsonPatch.add('/spec/operatingMode', 'Paused'));
}

/** Has the policy of a sandbox say what no policy can. */
function breakPolicy({ node }: Sandbox, policyTypes: unknown = 'Egress'): void {
  (node.findChild('NetworkPolicy') as ApiObject).addJsonPatch(
    JsonPatch.add('/spec/policyTypes', policyTypes),
    JsonPatch.add('/spec/policy', 'open'),
  );
}

/** A tenant with two sandboxes of known needs. */
function tenantOf(app: App, quota: TenantQuota): void {
  const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor');
  const tenant = new SandboxTenant(app, 'research', { runtimes: [gvisor], quota });
  const [cpu, memory] = [
    { request: kplus.Cpu.units(1), limit: kplus.Cpu.units(2) },
    { request: Size.gibibytes(1), limit: Size.gibibytes(2) },
  ];
  const resources = { cpu, memory };
  for (const id of ['A', 'B']) {
    new Sandbox(tenant, id, { runtime: gvisor, containers: [{ ...POD.containers![0], resources }] });
  }
}

const sandboxIn = (chart: Chart, id: string) => chart.node.findChild(id) as Sandbox;

test.each([1, 20])('each object of %i charts is rendered and judged once', (count) => {
  const { judged, rendered, files, said } = outcome(SandboxApp, (app) => charts(app, count));
  expect(said.error).toBe('');
  expect(Object.keys(judged)).toHaveLength(5 * count);
  expect(new Set(Object.values(judged))).toEqual(new Set([1]));
  expect(rendered).toEqual(judged);
  expect(Object.keys(files)).toHaveLength(count);
});

test('an app is judged anew by each synthesis, object by object once', () => {
  const outdir = directory();
  const app = new SandboxApp({ outdir });
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const [first, second] = charts(app, 2);
  app.synth();
  breakIt(sandboxIn(second, 'A'));
  breakIt(sandboxIn(first, 'B'));
  for (const synth of [() => app.synth(), () => app.synthYaml()]) {
    expect(synth).toThrow(
      /^Validation failed with the following errors:\n {2}(?:\[\] )?error ASB102 at chart-0\/B .*\n {2}(?:\[\] )?error ASB102 at chart-1\/A .*$/,
    );
  }
});

const BUILDS: Record<string, Build> = {
  'what is right': (app) => { charts(app, 3); },
  'errors in several charts': (app) => {
    for (const chart of charts(app, 3)) { breakIt(sandboxIn(chart, 'B')); }
  },
  'errors in charts of which one comes after another': (app) => {
    const [a, b] = charts(app, 3);
    a.addDependency(b);
    for (const chart of [a, b]) { breakIt(sandboxIn(chart, 'A')); }
  },
  'warnings and errors': (app) => {
    const [chart] = charts(app, 2);
    pooled({ ...OPEN, restartPolicy: undefined }, {}, new Chart(app, 'more', { namespace: 'more' })).pool.addClaim(
      'C',
      { env: [{ name: 'A', value: '1' }] },
    );
    new Sandbox(chart, 'Reserved', { ...POD, podLabels: { 'agents.x-k8s.io/a': 'b' } });
  },
  'warnings that are acknowledged, and one that is not there': (app) => {
    const [chart] = charts(app, 2);
    pooled(OPEN, {}, new Chart(app, 'more', { namespace: 'more' })).pool.addClaim('C', {
      env: [{ name: 'A', value: '1' }],
    });
    Findings.of(app).acknowledge('ASB203', 'known');
    Findings.of(chart).acknowledge('ASB210', 'known');
  },
  'errors that are lowered, and one that is not there': (app) => {
    const [chart, other] = charts(app, 2);
    breakIt(sandboxIn(chart, 'A'));
    breakIt(sandboxIn(other, 'A'));
    Findings.of(app).downgrade('ASB102', 'the cluster is newer');
    Findings.of(other).downgrade('ASB201', 'the cluster is newer');
  },
  'warnings that are raised': (app) => {
    pooled(OPEN, {}, new Chart(app, 'more', { namespace: 'more' })).pool.addClaim('C', {
      env: [{ name: 'A', value: '1' }],
    });
    Findings.of(app).promote('ASB203');
  },
  'a tenant whose quota is computed of what it holds': (app) => {
    charts(app, 1);
    tenantOf(app, TenantQuota.computed({ claims: 2 }));
  },
  'a tenant that needs more than its quota': (app) => {
    tenantOf(app, TenantQuota.of({ cpu: kplus.Cpu.units(1), memory: Size.gibibytes(1) }));
  },
  'plain objects of our kinds, right and wrong': (app) => {
    const [chart] = charts(app, 1);
    const plain = (id: string, spec: object) =>
      new ApiObject(chart, id, { apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', spec });
    plain('Right', { podTemplate: { spec: { containers: [{ name: 'main', image: 'a' }] } } });
    plain('Wrong', { podTemplates: {} });
    breakIt(sandboxIn(chart, 'A'));
  },
  'plain objects alone': (app) => {
    Judge.of(app);
    new ApiObject(new Chart(app, 'one'), 'Right', {
      apiVersion: 'agents.x-k8s.io/v1beta1',
      kind: 'Sandbox',
      spec: { podTemplate: { spec: { containers: [{ name: 'main', image: 'a' }] } } },
    });
  },
  'two volumes of one name': (app) => {
    const chart = new Chart(app, 'one', { namespace: 'one' });
    new Sandbox(chart, 'a-b', POD).addWorkspace('x', '/x', { size: Size.gibibytes(1) });
    new Sandbox(chart, 'b', POD).addWorkspace('x-a', '/x', { size: Size.gibibytes(1) });
  },
  'an object that has the name of one that the controller makes': (app) => {
    const [chart] = charts(app, 1);
    new ApiObject(chart, 'Claimed', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a' },
      spec: { clusterIP: 'None' },
    });
  },
  'errors of Kubernetes\' own kinds': (app) => {
    const [chart] = charts(app, 1);
    new ApiObject(chart, 'Config', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 1 } });
    breakIt(sandboxIn(chart, 'A'));
  },
  'networks': (app) => {
    const chart = new Chart(app, 'one', { namespace: 'one' });
    new Sandbox(chart, 'A', { ...POD, egress: SandboxEgress.internetOnly() });
    new kplus.NetworkPolicy(chart, 'Policy', { selector: kplus.Pods.all(chart, 'All') });
  },
  'a cluster without a release': (app) => {
    const chart = new Chart(app, 'other', { namespace: 'other' });
    SandboxCluster.declare(chart);
    new Sandbox(chart, 'A', POD);
    breakIt(sandboxIn(charts(app, 1)[0], 'A'));
  },
  'what has no answer, and what is wrong elsewhere': (app) => {
    const [chart] = charts(app, 2);
    new Sandbox(new Chart(app, 'empty', { namespace: 'empty' }), 'Empty', { containers: [] });
    breakIt(sandboxIn(chart, 'B'));
  },
  'what cannot be rendered, and what is wrong elsewhere': (app) => {
    const [chart] = charts(app, 2);
    new ApiObject(chart, 'Odd', { apiVersion: 'example.com/v1', kind: 'Odd', spec: { date: new Date(0) } });
    breakIt(sandboxIn(chart, 'B'));
  },
  'what cannot be rendered': (app) => {
    const [chart] = charts(app, 2);
    ApiObject.of(sandboxIn(chart, 'B')).addJsonPatch(JsonPatch.remove('/spec/nothing'));
  },
  'a chart that puts a part of what it renders into it again': (app) => {
    class Own extends Chart {
      public toJson(): any[] { return super.toJson().map((json) => ({ ...json, again: json.spec })); }
    }
    class Changing extends Chart {
      public toJson(): any[] { return super.toJson().map((json) => Object.assign(json, { again: json.spec })); }
    }
    for (const chart of [
      new Own(app, 'own', { namespace: 'own' }),
      new Changing(app, 'changing', { namespace: 'changing' }),
    ]) {
      new Sandbox(chart, 'A', POD);
    }
  },
  'a chart that renders itself': (app) => {
    class Own extends Chart {
      public toJson(): any[] { return [...super.toJson(), { kind: 'Own', metadata: { name: 'own' } }]; }
    }
    const [chart] = charts(app, 2);
    new Sandbox(new Own(app, 'own', { namespace: 'own' }), 'A', POD);
    const after = new Chart(app, 'after', { namespace: 'after' });
    new Sandbox(after, 'A', POD);
    breakIt(sandboxIn(chart, 'B'));
    breakIt(sandboxIn(after, 'A'));
  },
};

const TYPES = [YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_APP];

test.each(Object.entries(BUILDS))('%s: cdk8s\' App says and writes the same', (_, build) => {
  for (const yamlOutputType of TYPES) {
    const stock = outcome(App, build, { yamlOutputType });
    const ours = outcome(SandboxApp, build, { yamlOutputType });
    expect(ours.said).toEqual(stock.said);
    expect(ours.files).toEqual(stock.said.error ? {} : stock.files);
    expect(Math.max(1, ...Object.values(ours.judged))).toBeLessThanOrEqual(Math.max(1, ...Object.values(stock.judged)));
  }
});

// Under App their structure is judged before anything else, and an error in it is all that is told.
const OWN_OBJECTS: Record<string, Build> = {
  'errors of objects of the library that are of Kubernetes\' own kinds': (app) => {
    const chart = new Chart(app, 'one', { namespace: 'one' });
    breakPolicy(new Sandbox(chart, 'A', { ...POD, egress: SandboxEgress.internetOnly() }));
    new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.LATEST });
    Findings.of(app).downgrade('ASB101', 'the cluster is newer');
    breakPolicy(
      new Sandbox(new Chart(app, 'two', { namespace: 'two' }), 'B', { ...POD, egress: SandboxEgress.internetOnly() }),
      ['nothing'],
    );
  },
  'errors of such objects in a chart that leaves them out': (app) => {
    class Own extends Chart {
      public toJson(): any[] { return []; }
    }
    charts(app, 1);
    breakPolicy(
      new Sandbox(new Own(app, 'own', { namespace: 'one' }), 'A', { ...POD, egress: SandboxEgress.internetOnly() }),
    );
  },
};

test.each(Object.entries(OWN_OBJECTS))('%s: told together with all else', (_, build) => {
  const stock = outcome(App, build).said;
  const { said, files } = outcome(SandboxApp, build);
  expect(stock.error).toContain('error ASB102');
  expect(said.error).toBe(stock.error.replaceAll('\n  [] error', '\n  error'));
  expect(said.stderr.split('\n')).toEqual(expect.arrayContaining(stock.stderr.split('\n')));
  expect(said.stderr).toMatch(/^warning ASB/);
  expect(files).toEqual({});
});

test('an object of the library that is mended is written by the next synthesis', () => {
  const app = new SandboxApp({ outdir: directory() });
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const sandbox = new Sandbox(new Chart(app, 'one', { namespace: 'one' }), 'A', {
    ...POD,
    egress: SandboxEgress.internetOnly(),
  });
  breakPolicy(sandbox);
  for (const synth of [() => app.synth(), () => app.synthYaml()]) {
    expect(synth).toThrow('spec.policyTypes: must be a list');
  }
  (sandbox.node.findChild('NetworkPolicy') as ApiObject).addJsonPatch(
    JsonPatch.remove('/spec/policy'),
    JsonPatch.add('/spec/policyTypes', ['Egress']),
  );
  app.synth();
  expect(filesIn(app.outdir)['one.k8s.yaml']).toContain('policyTypes:\n    - Egress\n');
});

test('an object that has shown nothing, as the app was refused before, is judged when it is printed alone', () => {
  const app = new SandboxApp({ outdir: directory() });
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  const chart = new Chart(app, 'one', { namespace: 'one' });
  breakPolicy(new Sandbox(chart, 'A', { ...POD, egress: SandboxEgress.internetOnly() }));
  chart.node.addValidation({ validate: () => ['not yet'] });
  expect(() => app.synth()).toThrow(/errors:\n {2}\[one\] not yet$/);
  expect(() => Testing.synth(chart)).toThrow('spec.policyTypes: must be a list');
  expect(() => app.synth()).toThrow(/errors:\n {2}\[one\] not yet$/);
  expect(
    Findings.of(app)
      .list()
      .map(({ code }) => code),
  ).toEqual(expect.arrayContaining(['ASB101', 'ASB102']));
});
