import { App, Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxCrds, AgentSandboxProps, AgentSandboxVersion, Finding, Findings, FindingSeverity } from '../src';
import { installed } from './support/install';
import { stderrOf } from './support/stderr';

const WARNING: Finding = { code: 'ASB999', severity: FindingSeverity.WARNING, message: 'something is odd', remedy: 'mend it' };
const ERROR: Finding = { code: 'ASB998', severity: FindingSeverity.ERROR, message: 'something is wrong' };

describe('the channel', () => {
  test('belongs to the app, whoever asks', () => {
    const app = new App();
    const charts = [new Chart(app, 'a'), new Chart(app, 'b')];
    expect(charts.map((chart) => Findings.of(chart) === Findings.of(app))).toEqual([true, true]);
    expect(Findings.of(new App())).not.toBe(Findings.of(app));
  });

  test('lists what was recorded, in its order, with the path of the construct unless there is one', () => {
    const app = new App();
    const chart = new Chart(app, 'a');
    const findings = Findings.of(app);
    expect(findings.list()).toEqual([]);
    findings.add(chart, WARNING);
    findings.add(app, { ...ERROR, path: 'b/c' });
    findings.add(app, WARNING);
    expect(findings.list()).toEqual([{ ...WARNING, path: 'a' }, { ...ERROR, path: 'b/c' }, { ...WARNING, path: '' }]);
  });

  test('a list that is changed changes nothing', () => {
    const findings = Findings.of(new App());
    findings.add(new App(), WARNING);
    findings.list().pop();
    expect(findings.list()).toHaveLength(1);
  });

  test('prints a warning once, however many charts there are and however often they are synthesized', () => {
    const app = new App();
    const charts = ['a', 'b', 'c'].map((id) => new Chart(app, id));
    Findings.of(app).add(charts[0], WARNING);
    Findings.of(app).add(app, WARNING);
    expect(stderrOf(() => app.synthYaml())).toBe('warning ASB999 at a: something is odd; mend it\nwarning ASB999: something is odd; mend it\n');
    expect(stderrOf(() => {
      app.synthYaml();
      for (const chart of charts) { chart.toJson(); }
    })).toBe('');
  });

  test('prints what was recorded since, and nothing before the synthesis', () => {
    const app = new App();
    const chart = new Chart(app, 'a');
    expect(stderrOf(() => Findings.of(app).add(chart, WARNING))).toBe('');
    stderrOf(() => chart.toJson());
    Findings.of(app).add(chart, { ...WARNING, remedy: undefined });
    expect(stderrOf(() => chart.toJson())).toBe('warning ASB999 at a: something is odd\n');
  });

  test('says nothing on stdout', () => {
    const app = new App();
    Findings.of(app).add(new Chart(app, 'a'), WARNING);
    const out = jest.spyOn(process.stdout, 'write');
    stderrOf(() => app.synthYaml());
    expect(out).not.toHaveBeenCalled();
    out.mockRestore();
  });

  test('fails the synthesis if there is an error, and still prints the warnings', () => {
    const app = new App();
    const chart = new Chart(app, 'a');
    Findings.of(app).add(chart, WARNING);
    Findings.of(app).add(chart, ERROR);
    const synth = () => app.synthYaml();
    expect(stderrOf(() => expect(synth).toThrow('error ASB998 at a: something is wrong'))).toBe('warning ASB999 at a: something is odd; mend it\n');
    // It stays wrong.
    expect(synth).toThrow('error ASB998 at a: something is wrong');
  });
});

describe('an install', () => {
  /** The findings of an install, all of which it also prints. */
  function findingsOf(props: Partial<AgentSandboxProps>): Finding[] {
    const { chart, install } = installed(props);
    const list = Findings.of(install).list();
    expect(stderrOf(() => chart.toJson()).split('\n').filter(Boolean)).toHaveLength(list.length);
    return list;
  }

  test('of a sound release in its own namespace gives rise to none', () => {
    expect(findingsOf({})).toEqual([]);
    for (const version of AgentSandboxVersion.values().filter(({ id }) => !['v0.5.0', 'v0.5.1'].includes(id))) {
      expect([version.id, findingsOf({ version })]).toEqual([version.id, []]);
    }
  });

  test.each([AgentSandboxVersion.V0_5_0, AgentSandboxVersion.V0_5_1])('of %s tells what is wrong with it, once each', (version) => {
    for (const crds of [true, false]) {
      expect(findingsOf({ version, crds })).toEqual([
        'the managed NetworkPolicy of a template selects no pod, so sandboxes run without any',
        'sandboxes that were claimed warm restart cold when the controller is upgraded',
      ].map((reason) => ({
        code: 'ASB501',
        severity: FindingSeverity.WARNING,
        message: `release ${version.id} is known to be bad: ${reason}`,
        remedy: 'use v0.5.2 or newer',
        path: expect.stringMatching(/^platform\/AgentSandbox/),
      })));
    }
  });

  test('CRDs alone of a bad release tell it too', () => {
    const chart = new Chart(new App(), 'crds');
    new AgentSandboxCrds(chart, 'Crds', { version: AgentSandboxVersion.V0_5_0 });
    expect(Findings.of(chart).list().map(({ code, path }) => [code, path])).toEqual([['ASB501', 'crds/Crds'], ['ASB501', 'crds/Crds']]);
  });

  test('in another namespace tells that routers must stay', () => {
    expect(findingsOf({ namespace: 'sandboxes' })).toEqual([{
      code: 'ASB503',
      severity: FindingSeverity.WARNING,
      message: "the controller is installed in 'sandboxes', while the network policy that it makes for templates lets in a router of 'agent-sandbox-system' only (from v0.5.0)",
      remedy: "run the router in 'agent-sandbox-system', or give templates a network policy of their own",
      path: 'platform/AgentSandbox',
    }]);
  });

  test('with an argument that no release knows tells it, each', () => {
    expect(findingsOf({ extraArgs: ['--new-flag=1', '-other'] })).toEqual(['new-flag', 'other'].map((name) => ({
      code: 'ASB504',
      severity: FindingSeverity.WARNING,
      message: `no known release has the flag --${name}, and a controller exits on a flag that it does not know`,
      remedy: `check that ${AgentSandboxVersion.LATEST.id} has it`,
      path: 'platform/AgentSandbox',
    })));
  });

  test('of a release newer than the library tells what is assumed', () => {
    const version = AgentSandboxVersion.like('v9.9.9', AgentSandboxVersion.V1_0_5);
    expect(findingsOf({ version }).map(({ code }) => code)).toEqual(['ASB502']);
    expect(findingsOf({ version, namespace: 'sandboxes', extraArgs: ['--new'] }).map(({ code }) => code).sort()).toEqual(['ASB502', 'ASB503', 'ASB504']);
  });

  test('of one that is like a bad release does not take over what was wrong with that', () => {
    const version = AgentSandboxVersion.like('v9.9.9', AgentSandboxVersion.V0_5_1);
    expect(findingsOf({ version }).map(({ code }) => code)).toEqual(['ASB502']);
  });

  test('findings do not fail the synthesis', () => {
    const { app } = installed({ version: AgentSandboxVersion.V0_5_0 });
    expect(stderrOf(() => expect(app.synthYaml()).toContain('kind: Deployment')))
      .toMatch(/^(warning ASB501 at platform\/AgentSandbox\S*: release v0\.5\.0 is known to be bad: [^\n]+; use v0\.5\.2 or newer\n){2}$/);
  });

  test('two in two charts print each finding once', () => {
    const app = new App();
    for (const id of ['a', 'b']) { new AgentSandbox(new Chart(app, id), 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5, namespace: `sandboxes-${id}` }); }
    const text = stderrOf(() => expect(() => app.synthYaml()).toThrow('the cluster has an install already'));
    expect(text.match(/ASB503/g)).toHaveLength(2);
  });
});
