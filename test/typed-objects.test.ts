/** Typed objects alone in an app are judged where their release is known. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { App, Chart, Testing } from 'cdk8s';
import { errorsOf } from './support/workloads';
import { AgentSandbox, AgentSandboxVersion, k8s, SandboxCluster } from '../src';

const PAUSED = { operatingMode: 'Paused', podTemplate: { spec: { containers: [{ name: 'main' }] } } };
const REFUSAL = "error ASB102 at tenant/Dev (Sandbox tenant/dev): spec.operatingMode: 'Paused' is not allowed; allowed: 'Running' or 'Suspended'";

function typed(app: App, spec = PAUSED): Chart {
  const chart = new Chart(app, 'tenant', { namespace: 'tenant' });
  new k8s.KubeSandboxV1Beta1(chart, 'Dev', { metadata: { name: 'dev' }, spec });
  return chart;
}

test('fails if the release is declared and refuses one', () => {
  const app = new App();
  const chart = typed(app);
  SandboxCluster.at(app, { version: AgentSandboxVersion.LATEST });
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
  SandboxCluster.at(app, { version: AgentSandboxVersion.V0_4_6 });
  expect(errorsOf(typed(app))).toContain('v0.4.6 does not serve Sandbox in agents.x-k8s.io/v1beta1; write it in v1alpha1');
});

test('accepts what the release accepts, and anything where no release is known', () => {
  const app = new App();
  SandboxCluster.at(app, { version: AgentSandboxVersion.LATEST });
  expect(errorsOf(typed(app, { ...PAUSED, operatingMode: 'Suspended' }))).toBe('');
  expect(errorsOf(typed(new App()))).toBe('');
});

test('an install alone loads no judge', () => {
  const program = `
    const { App, Chart } = require('cdk8s');
    const { AgentSandbox, AgentSandboxVersion } = require('cdk8s-agent-sandbox');
    const app = new App();
    new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.LATEST });
    app.synthYaml();
    console.log(Object.keys(require.cache).filter((path) => /lib.(judge|validation)|cdk8s-plus/.test(path)).length);`;
  expect(execFileSync(process.execPath, ['-e', program], { cwd: join(__dirname, '..'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()).toBe('0');
});
