/**
 * The rules of `SandboxMonitoring`, tested by `promtool test rules`, Prometheus' own program, on times that are made
 * up: each alert fires in its incident, and nothing else does.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { Firing, Incident, incidents } from './alerts/incidents';
import { AgentSandboxVersion, SandboxCluster, SandboxMonitoring } from '../../src';
import type { Alert, RuleGroup } from '../../src/monitoring/rules/rule-groups';
import { buildGo, GO } from '../support/go';

const LONG = 30 * 60_000;
const PROMTOOL = 'github.com/prometheus/prometheus/cmd/promtool';

/** A release of each shape of the metrics, with how Prometheus 2 and 3 write a bound. */
const RELEASES: ReadonlyArray<readonly [release: string, bound: string]> = [
  ['v0.2.1', '10000'], ['v0.4.6', '10000'], ['v0.5.6', '10000'], ['v1.0.5', '10000.0'],
];

(GO ? describe : describe.skip)('the rules in Prometheus', () => {
  let promtool: string;
  let directory: string;

  beforeAll(() => {
    // Without the discovery of targets in clouds, which tests of rules do not need.
    promtool = buildGo(join(__dirname, 'alerts'), PROMTOOL, ['-tags=remove_all_sd', '-ldflags=-s -w']);
    directory = mkdtempSync(join(tmpdir(), 'alerts-'));
  }, LONG);

  afterAll(() => { if (directory) { rmSync(directory, { recursive: true, force: true }); } });

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(promtool, args, { cwd: directory, encoding: 'utf8' });
    return { status, output: `${stdout}${stderr}` };
  };
  const write = (name: string, content: object) => { writeFileSync(join(directory, name), JSON.stringify(content)); };

  describe.each(RELEASES)('of %s, bounds written as %s', (release, bound) => {
    test('are taken, and nothing is found in them', () => {
      write('rules.json', { groups: groupsOf(release) });
      const { status, output } = run('check', 'rules', '--lint=all', '--lint-fatal', 'rules.json');
      expect([status, output]).toEqual([0, expect.stringContaining('rules found')]);
    });

    test('queries of the dashboard are taken', () => {
      const rules = queriesOf(release).map((expr, index) => ({ record: `query_${index}`, expr }));
      expect(rules.length).toBeGreaterThan(10);
      write('queries.json', { groups: [{ name: 'queries', rules }] });
      expect(run('check', 'rules', 'queries.json')).toMatchObject({ status: 0 });
    });

    test('fire when they should, and not otherwise', () => {
      const groups = groupsOf(release);
      const all = incidents(AgentSandboxVersion.of(release)._release, bound);
      const alerts = [...new Set(groups.flatMap(({ rules }) => rules.flatMap((rule) =>
        ('alert' in rule ? [rule.alert] : []))))];
      // Each alert has an incident of each severity.
      for (const { alert, labels: { severity } } of alertsOf(groups)) {
        expect(all.flatMap(({ fires }) => fires.map((each) => `${each.alertname} ${each.severity}`)))
          .toContain(`${alert} ${severity}`);
      }
      write('rules.json', { groups });
      write('tests.json', {
        rule_files: ['rules.json'],
        evaluation_interval: '1m',
        tests: all.map((incident) => testOf(incident, alerts, groups)),
      });
      const { status, output } = run('test', 'rules', 'tests.json');
      if (status !== 0) { throw new Error(output.slice(0, 20_000)); }
    }, LONG);
  });

  test('fails if an alert fires that should not, as the tests are read', () => {
    const groups = groupsOf('v1.0.5');
    const [, , ...rest] = incidents(AgentSandboxVersion.V1_0_5._release, '10000');
    const late = rest.find(({ name }) => name === 'all claims are ready late')!;
    write('rules.json', { groups });
    write('tests.json', {
      rule_files: ['rules.json'],
      evaluation_interval: '1m',
      tests: [testOf({ ...late, fires: [] }, ['AgentSandboxClaimsLate'], groups)],
    });
    const { status, output } = run('test', 'rules', 'tests.json');
    expect(status).toBe(1);
    expect(output).toContain('AgentSandboxClaimsLate');
  }, LONG);
});

function monitored(release: string): Chart {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(app, 'platform');
  new SandboxMonitoring(chart, 'Monitoring');
  return chart;
}

function groupsOf(release: string): RuleGroup[] {
  return monitored(release).toJson().find(({ kind }) => kind === 'PrometheusRule').spec.groups;
}

/** Queries of the dashboard, with values for what Grafana fills in. */
function queriesOf(release: string): string[] {
  const { data } = monitored(release).toJson().find(({ kind }) => kind === 'ConfigMap');
  const [dashboard] = Object.values(data as Record<string, string>).map((text) => JSON.parse(text));
  return dashboard.panels
    .flatMap(({ targets = [] }: { targets?: Array<{ expr: string }> }) => targets.map(({ expr }) => expr))
    .map((expr: string) => expr.replaceAll('$__rate_interval', '5m').replaceAll('$sandbox_namespace', '.*'));
}

function alertsOf(groups: readonly RuleGroup[]): Alert[] {
  return groups.flatMap(({ rules }) => rules.filter((rule): rule is Alert => 'alert' in rule));
}

function testOf({ name, series, minute, fires }: Incident, alerts: readonly string[], groups: readonly RuleGroup[]) {
  return {
    name,
    interval: '1m',
    input_series: series.map((each) => ({
      series: each.series,
      values: each.values.map((value) => (value === undefined ? '_' : String(value))).join(' '),
    })),
    alert_rule_test: alerts.map((alertname) => ({
      eval_time: `${minute}m`,
      alertname,
      exp_alerts: fires.filter((each) => each.alertname === alertname).map((each) => expected(each, groups)),
    })),
  };
}

function expected({ alertname, severity, labels = {}, share = '' }: Firing, groups: readonly RuleGroup[]) {
  const { annotations } = alertsOf(groups)
    .find((each) => each.alert === alertname && each.labels.severity === severity)!;
  const filled = (text: string) => text
    .replace('{{ $value | humanizePercentage }}', share)
    .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => (labels as Record<string, string>)[label]);
  return {
    exp_labels: { ...labels, severity },
    exp_annotations: Object.fromEntries(Object.entries(annotations).map(([key, text]) => [key, filled(text)])),
  };
}
