import { App, Chart } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxCrds, AgentSandboxProps, AgentSandboxVersion, Finding, Findings, FindingSeverity,
} from '../../src';
import { installed } from '../support/install';
import { stderrOf } from '../support/stderr';

const WARNING: Finding = {
  code: 'ASB999',
  severity: FindingSeverity.WARNING,
  message: 'something is odd',
  remedy: 'mend it',
};
const ERROR: Finding = { code: 'ASB998', severity: FindingSeverity.ERROR, message: 'something is wrong' };

describe('the channel', () => {
  test('of an app has all, of a scope what is at or below it, in the order recorded', () => {
    const app = new App();
    const [a, b, ab] = ['a', 'b', 'ab'].map((id) => new Chart(app, id));
    const inner = new Chart(a, 'inner');
    Findings.of(inner).add(WARNING);
    Findings.of(a).add(ERROR);
    Findings.of(app).add({ ...WARNING, path: 'b/c' });
    Findings.of(ab).add(WARNING);
    Findings.of(app).add(WARNING);
    const paths = (scope: App | Chart) => Findings.of(scope).list().map(({ path }) => path);
    expect(paths(app)).toEqual(['a/inner', 'a', 'b/c', 'ab', '']);
    expect(paths(a)).toEqual(['a/inner', 'a']);
    expect(paths(inner)).toEqual(['a/inner']);
    expect(paths(b)).toEqual(['b/c']);
    expect(Findings.of(new App()).list()).toEqual([]);
    expect(Findings.of(a).list()).toEqual([{ ...WARNING, path: 'a/inner' }, { ...ERROR, path: 'a' }]);
  });

  test('a list that is changed changes nothing', () => {
    const findings = Findings.of(new App());
    findings.add(WARNING);
    findings.list().pop();
    expect(findings.list()).toHaveLength(1);
  });

  test('prints a warning once, however many charts there are and however often they are synthesized', () => {
    const app = new App();
    const charts = ['a', 'b', 'c'].map((id) => new Chart(app, id));
    Findings.of(charts[0]).add(WARNING);
    Findings.of(app).add(WARNING);
    expect(stderrOf(() => app.synthYaml())).toBe(
      'warning ASB999 at a: something is odd; mend it\nwarning ASB999: something is odd; mend it\n',
    );
    expect(stderrOf(() => {
      app.synthYaml();
      for (const chart of charts) { chart.toJson(); }
    })).toBe('');
  });

  test('prints what was recorded since, and nothing before the synthesis', () => {
    const app = new App();
    const chart = new Chart(app, 'a');
    expect(stderrOf(() => Findings.of(chart).add(WARNING))).toBe('');
    stderrOf(() => chart.toJson());
    Findings.of(chart).add({ ...WARNING, remedy: undefined });
    expect(stderrOf(() => chart.toJson())).toBe('warning ASB999 at a: something is odd\n');
  });

  test('says nothing on stdout', () => {
    const app = new App();
    Findings.of(new Chart(app, 'a')).add(WARNING);
    const out = jest.spyOn(process.stdout, 'write');
    stderrOf(() => app.synthYaml());
    expect(out).not.toHaveBeenCalled();
    out.mockRestore();
  });

  test('fails the synthesis if there is an error, and still prints the warnings', () => {
    const app = new App();
    const chart = new Chart(app, 'a');
    Findings.of(chart).add(WARNING);
    Findings.of(chart).add(ERROR);
    const synth = () => app.synthYaml();
    expect(stderrOf(() => expect(synth).toThrow('error ASB998 at a: something is wrong'))).toBe(
      'warning ASB999 at a: something is odd; mend it\n',
    );
    // It stays wrong.
    expect(synth).toThrow('error ASB998 at a: something is wrong');
  });
});

describe('what is said of findings', () => {
  /** An app with a warning in each of two charts. */
  function twoCharts(): { app: App; a: Chart; b: Chart } {
    const app = new App();
    const [a, b] = ['a', 'b'].map((id) => new Chart(app, id));
    for (const chart of [a, b]) { Findings.of(chart).add(WARNING); }
    return { app, a, b };
  }

  test('an acknowledged warning is not printed, and is listed with the reason, below the scope only', () => {
    const { app, a } = twoCharts();
    Findings.of(a).acknowledge('ASB999', 'known, ticket 12');
    expect(stderrOf(() => app.synthYaml())).toBe('warning ASB999 at b: something is odd; mend it\n');
    expect(Findings.of(app).list()).toEqual([
      { ...WARNING, path: 'a', acknowledged: 'known, ticket 12' },
      { ...WARNING, path: 'b' },
    ]);
  });

  test('a finding cannot acknowledge itself', () => {
    const app = new App();
    Findings.of(new Chart(app, 'a')).add({ ...WARNING, acknowledged: 'by myself' });
    expect(stderrOf(() => app.synthYaml())).toContain('warning ASB999 at a');
  });

  test('an acknowledgement may come before the finding, and covers later ones', () => {
    const app = new App();
    Findings.of(app).acknowledge('ASB999', 'everywhere');
    Findings.of(new Chart(app, 'late')).add(WARNING);
    expect(stderrOf(() => app.synthYaml())).toBe('');
  });

  test.each<[string, (app: App, a: Chart) => void, string]>([
    [
      'of another code',
      (_, a) => Findings.of(a).acknowledge('ASB997', 'why not'),
      ' at a: ASB997 is acknowledged, but there is no such warning at or below this construct; ' +
        'remove the acknowledgement',
    ],
    [
      'of the app',
      (app) => Findings.of(app).acknowledge('ASB997', 'why not'),
      ': ASB997 is acknowledged, but there is no such warning in the app; remove the acknowledgement',
    ],
    [
      'elsewhere',
      (app) => Findings.of(new Chart(app, 'c')).acknowledge('ASB999', 'why not'),
      ' at c: ASB999 is acknowledged, but there is no such warning at or below this construct; ' +
        'remove the acknowledgement',
    ],
    [
      'of a code that is raised',
      (_, a) => {
        Findings.of(a).promote('ASB999');
        Findings.of(a).acknowledge('ASB999', 'why not');
      },
      ' at a: ASB999 is acknowledged',
    ],
  ])('an acknowledgement %s that matches no warning is a finding, once', (_, say, expected) => {
    const { app, a } = twoCharts();
    say(app, a);
    const synth = () => {
      try {
        app.synthYaml();
      } catch {
        /* raised */
      }
    };
    expect(stderrOf(synth)).toContain(`warning ASB001${expected}`);
    expect(stderrOf(synth)).toBe('');
  });

  test('fails the synthesis if an error is acknowledged all the same', () => {
    const { app, a } = twoCharts();
    Findings.of(a).add(ERROR);
    Findings.of(app).acknowledge('ASB998', 'we like it');
    stderrOf(() => expect(() => app.synthYaml()).toThrow('error ASB998 at a: something is wrong'));
  });

  test('fails the synthesis if a warning is raised, below the scope only, and prints the others', () => {
    const { app, a } = twoCharts();
    Findings.of(a).promote('ASB999');
    let message = '';
    expect(
      stderrOf(() => {
        try {
          app.synthYaml();
        } catch (error) {
          message = (error as Error).message;
        }
      }),
    ).toBe('warning ASB999 at b: something is odd; mend it\n');
    expect(message).toContain('error ASB999 at a: something is odd; mend it');
    expect(message).not.toContain('at b');
    expect(Findings.of(a).list()).toEqual([{ ...WARNING, severity: FindingSeverity.ERROR, path: 'a' }]);
  });

  test.each([
    [
      'a code is none',
      (findings: Findings) => findings.acknowledge('ASB5', 'why'),
      "'ASB5' is no code of a finding; give, for example, 'ASB501'",
    ],
    [
      'a code to raise is none',
      (findings: Findings) => findings.promote('501'),
      "'501' is no code of a finding; give, for example, 'ASB501'",
    ],
    [
      'a code is unknown',
      (findings: Findings) => findings.downgrade('ASB120', 'why'),
      "no finding has the code 'ASB120'; did you mean 'ASB",
    ],
    [
      'a code to raise is unknown, and near none',
      (findings: Findings) => findings.promote('ASB899'),
      "no finding has the code 'ASB899'; did you mean 'ASB",
    ],
    [
      'a reason is empty',
      (findings: Findings) => findings.acknowledge('ASB501', '  '),
      'ASB501 is acknowledged without a reason; say why it does not matter here',
    ],
  ])('fails if %s', (_, say, message) => {
    expect(() => say(Findings.of(new App()))).toThrow(message);
  });

  test('the object stands beside the path', () => {
    const app = new App();
    Findings.of(new Chart(app, 'a')).add({ ...WARNING, object: 'SandboxClaim research/nightly' });
    expect(stderrOf(() => app.synthYaml())).toBe(
      'warning ASB999 at a (SandboxClaim research/nightly): something is odd; mend it\n',
    );
  });

  test('a known-bad release can be acknowledged where it is installed', () => {
    const { app, install } = installed({ version: AgentSandboxVersion.V0_5_0 });
    Findings.of(install).acknowledge('ASB501', 'a cluster to reproduce the defect on');
    expect(stderrOf(() => app.synthYaml())).toBe('');
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

  test.each([AgentSandboxVersion.V0_5_0, AgentSandboxVersion.V0_5_1])(
    'of %s tells what is wrong with it, once each',
    (version) => {
      for (const crds of [true, false]) {
        expect(findingsOf({ version, crds })).toEqual(
          [
            'the managed NetworkPolicy of a template selects no pod, so sandboxes run without any',
            'sandboxes that were claimed warm restart cold when the controller is upgraded',
          ].map((reason) => ({
            code: 'ASB501',
            severity: FindingSeverity.WARNING,
            message: `release ${version.id} is known to be bad: ${reason}`,
            remedy: 'use v0.5.2 or newer',
            path: expect.stringMatching(/^platform\/AgentSandbox/),
          })),
        );
      }
    },
  );

  test('CRDs alone of a bad release tell it too', () => {
    const chart = new Chart(new App(), 'crds');
    new AgentSandboxCrds(chart, 'Crds', { version: AgentSandboxVersion.V0_5_0 });
    expect(
      Findings.of(chart)
        .list()
        .map(({ code, path }) => [code, path]),
    ).toEqual([
      ['ASB501', 'crds/Crds'],
      ['ASB501', 'crds/Crds'],
    ]);
  });

  test('in another namespace tells that routers must stay', () => {
    expect(findingsOf({ namespace: 'sandboxes' })).toEqual([
      {
        code: 'ASB503',
        severity: FindingSeverity.WARNING,
        message:
          "the controller is installed in 'sandboxes', " +
          'while the network policy that it makes for templates lets ' +
          "in a router of 'agent-sandbox-system' only (from v0.5.0)",
        remedy: "run the router in 'agent-sandbox-system', or give templates a network policy of their own",
        path: 'platform/AgentSandbox',
      },
    ]);
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
    const version = AgentSandboxVersion.assume('v9.9.9', AgentSandboxVersion.V1_0_5);
    expect(findingsOf({ version }).map(({ code }) => code)).toEqual(['ASB502']);
    expect(
      findingsOf({ version, namespace: 'sandboxes', extraArgs: ['--new'] })
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['ASB502', 'ASB503', 'ASB504']);
  });

  test('of one that is like a bad release does not take over what was wrong with that', () => {
    const version = AgentSandboxVersion.assume('v9.9.9', AgentSandboxVersion.V0_5_1);
    expect(findingsOf({ version }).map(({ code }) => code)).toEqual(['ASB502']);
  });

  test('findings do not fail the synthesis', () => {
    const { app } = installed({ version: AgentSandboxVersion.V0_5_0 });
    expect(stderrOf(() => expect(app.synthYaml()).toContain('kind: Deployment'))).toMatch(
      /^(warning ASB501 at platform\/AgentSandbox\S*: release v0\.5\.0 is known to be bad: [^\n]+; use v0\.5\.2 or newer\n){2}$/,
    );
  });

  test('two in two charts print each finding once', () => {
    const app = new App();
    for (const id of ['a', 'b']) {
      new AgentSandbox(new Chart(app, id), 'AgentSandbox', {
        version: AgentSandboxVersion.V1_0_5,
        namespace: `sandboxes-${id}`,
      });
    }
    const text = stderrOf(() => expect(() => app.synthYaml()).toThrow('the cluster has an install already'));
    expect(text.match(/ASB503/g)).toHaveLength(2);
  });
});
