/**
 * Objects of our kinds that no construct of ours made are judged where their release is known, or where that is asked
 * for.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ApiObject, App, Chart, Include, JsonPatch, Testing } from 'cdk8s';
import { AgentSandbox, AgentSandboxVersion, Findings, Judge, k8s, Sandbox, SandboxCluster } from '../../../src';
import { stderrOf } from '../../support/stderr';
import { chartOf, CONTAINER, errorsOf, linesOf, POD } from '../../support/workloads';

const PAUSED = { operatingMode: 'Paused', podTemplate: { spec: { containers: [{ name: 'main', image: 'a' }] } } };
const REFUSAL =
  'error ASB102 at tenant/Dev (Sandbox tenant/dev): spec.operatingMode: ' +
  "'Paused' is not allowed; allowed: 'Running' or 'Suspended'";

function typed(app: App, spec = PAUSED): Chart {
  const chart = new Chart(app, 'tenant', { namespace: 'tenant' });
  new k8s.KubeSandboxV1Beta1(chart, 'Dev', { metadata: { name: 'dev' }, spec });
  return chart;
}

test('fails if the release is declared and refuses one', () => {
  const app = new App();
  const chart = typed(app);
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  expect(() => Testing.synth(chart)).toThrow(REFUSAL);
  expect(errorsOf(chart)).toContain(REFUSAL);
});

test('fails if the install refuses one, in another chart', () => {
  const app = new App();
  new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.LATEST });
  expect(errorsOf(typed(app))).toContain(REFUSAL);
});

test('fails if the release does not serve its API version', () => {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V0_4_6 });
  expect(errorsOf(typed(app))).toContain(
    "serve; write 'apiVersion: agents.x-k8s.io/v1alpha1'",
  );
});

test('accepts what the release accepts, and anything where no release is known', () => {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
  expect(errorsOf(typed(app, { ...PAUSED, operatingMode: 'Suspended' }))).toBe('');
  expect(errorsOf(typed(new App()))).toBe('');
});

test.each<[string, (app: App) => void]>([
  ['a declared cluster', (app) => { SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 }); }],
  ['an install', (app) => {
    new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5 });
  }],
])('fails if %s refuses one that came in by Include, without being asked', (_, start) => {
  const app = new App();
  start(app);
  const chart = new Chart(app, 'research', { namespace: 'research' });
  new Include(chart, 'Included', { url: join(__dirname, '../../support/refused-sandbox.yaml') });
  expect(errorsOf(chart)).toMatch(/error ASB101 at research\/Included\/\S+ \(Sandbox research\/old\): v1.0.5 does not have/);
});

// Of the sources: in lib/ all modules are one file, whose parts run by the same rules.
test('an install alone loads no judge', () => {
  const program = `
    const { App, Chart } = require('cdk8s');
    const { AgentSandbox } = require('./src/install/agent-sandbox');
    const { AgentSandboxVersion } = require('./src/release/agent-sandbox-version');
    const app = new App();
    new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.LATEST });
    app.synthYaml();
    const path = require('node:path');
    const loaded = Object.keys(require.cache).filter((file) => /src.judge|cdk8s-plus/.test(file));
    console.log(loaded.map((file) => path.basename(file)).join());`;
  expect(
    execFileSync(process.execPath, ['-r', 'ts-node/register/transpile-only', '-e', program], {
      cwd: join(__dirname, '../../..'),
      env: { ...process.env, TS_NODE_PROJECT: 'test/tsconfig.json' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim(),
  ).toBe('start-judge.ts');
});

describe('plain API objects', () => {
  const plain = (chart: Chart, spec: object = PAUSED) => new ApiObject(chart, 'Plain', {
    apiVersion: 'agents.x-k8s.io/v1beta1', kind: 'Sandbox', metadata: { name: 'plain' }, spec,
  });
  const refusal =
    'error ASB102 at research/Plain (Sandbox research/plain): spec.operatingMode: ' +
    "'Paused' is not allowed; allowed: 'Running' or 'Suspended'";

  test('fails if one is refused, alone or beside constructs, and until it is mended', () => {
    const chart = chartOf();
    const object = plain(chart);
    Judge.of(chart);
    expect(errorsOf(chart)).toContain(refusal);
    new Sandbox(chart, 'Dev', POD);
    expect(errorsOf(chart)).toContain(refusal);
    object.addJsonPatch(JsonPatch.replace('/spec/operatingMode', 'Running'));
    expect(errorsOf(chart)).toBe('');
  });

  test('are among the findings of the judge, which are those of the whole app', () => {
    const chart = chartOf();
    plain(chart);
    const { findings } = Judge.of(chart);
    expect(findings.list().map(({ code, path }) => [code, path])).toContainEqual(['ASB102', 'research/Plain']);
    expect(findings.list()).toEqual(Findings.of(chart.node.root).list());
  });

  test('fails if the app is to be judged and its release is not known', () => {
    const chart = new Chart(new App(), 'research', { namespace: 'research' });
    plain(chart);
    expect(errorsOf(chart)).toBe('');
    Judge.of(chart);
    expect(errorsOf(chart)).toContain(
      "error ASB505: no release of Agent Sandbox is known for the cluster of 'research/Plain'",
    );
  });

  test('are known to rules about others', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', { containers: [CONTAINER], metadata: { name: 'dev' } });
    new ApiObject(chart, 'Claim', {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxClaim',
      metadata: { name: 'dev' },
      spec: { warmPoolRef: { name: 'cold' } },
    });
    expect(linesOf(chart)).toEqual([]);
    new ApiObject(chart, 'Pool', {
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxWarmPool',
      metadata: { name: 'cold' },
      spec: { replicas: 0, sandboxTemplateRef: { name: 'python' } },
    });
    expect(errorsOf(chart)).toBe('');
  });

  test('of a manifest that is included are judged', () => {
    const chart = chartOf();
    new Include(chart, 'Included', { url: join(__dirname, '../../support/refused-sandbox.yaml') });
    Judge.of(chart);
    expect(errorsOf(chart)).toMatch(
      /error ASB101 at research\/Included\/\S+ \(Sandbox research\/old\): v1.0.5 does not have spec.replicas/,
    );
  });
});

describe('errors that are lowered', () => {
  test('are printed as warnings, with the reason, and the synthesis goes on', () => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const chart = typed(app);
    Findings.of(chart).downgrade('ASB102', 'the CRD there is patched');
    const said = stderrOf(() => expect(chart.toJson()[0].spec.operatingMode).toBe('Paused'));
    expect(said).toContain(`${REFUSAL.replace('error', 'warning')} (an error, lowered: the CRD there is patched)\n`);
    expect(
      Findings.of(app)
        .list()
        .find(({ code }) => code === 'ASB102'),
    ).toMatchObject({ code: 'ASB102', severity: 'warning', lowered: 'the CRD there is patched' });
  });

  test('stay errors elsewhere, and of other codes', () => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const chart = typed(app);
    Findings.of(new Chart(app, 'other')).downgrade('ASB102', 'not here');
    Findings.of(chart).downgrade('ASB101', 'another code');
    expect(errorsOf(chart)).toContain(REFUSAL);
  });

  test('warns of a lowering that matches no error', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', POD);
    Findings.of(chart).downgrade('ASB102', 'was wrong once');
    expect(stderrOf(() => chart.toJson())).toContain(
      'warning ASB001 at research: ASB102 is lowered, ' +
        'but there is no such error at or below this construct; remove the lowering\n',
    );
  });

  test('are not acknowledged', () => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const chart = typed(app);
    Findings.of(chart).acknowledge('ASB102', 'no');
    expect(errorsOf(chart)).toContain(REFUSAL);
  });

  test('fails if no reason is given, or the code is none', () => {
    const findings = Findings.of(new App());
    expect(() => findings.downgrade('ASB102', ' ')).toThrow(
      'ASB102 is lowered without a reason; say why it does not matter here',
    );
    expect(() => findings.downgrade('102', 'a')).toThrow("'102' is no code of a finding; give, for example, 'ASB501'");
  });
});
