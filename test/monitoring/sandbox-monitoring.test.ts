import { App, Chart, Duration } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxProps, AgentSandboxVersion, MetricsScrape, SandboxCluster, SandboxMonitoring,
  SandboxMonitoringProps, SandboxObjective,
} from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { Catalogue } from '../../src/release/catalogue';
import { seriesOf, TARGET_LABELS } from '../../src/release/metrics';
import { expectValid } from '../support/other-kinds';

type Objects = Readonly<Record<string, KubeObject & { spec: any; data: Record<string, string> }>>;

/** The objects of a monitoring by kind; with an install, if its props are given. */
function monitored(release: string, props?: SandboxMonitoringProps, install?: Partial<AgentSandboxProps>): Objects {
  const app = new App();
  const version = AgentSandboxVersion.of(release);
  const platform = new Chart(app, 'platform');
  if (install) { new AgentSandbox(platform, 'AgentSandbox', { version, ...install }); }
  if (!install) { SandboxCluster.declare(app, { version }); }
  const chart = new Chart(app, 'monitoring');
  new SandboxMonitoring(chart, 'Monitoring', props);
  return Object.fromEntries((chart.toJson() as KubeObject[]).map((object) => [object.kind, object])) as Objects;
}

const rulesIn = ({ PrometheusRule }: Objects): Array<Record<string, any>> =>
  PrometheusRule.spec.groups.flatMap(({ rules }: { rules: object[] }) => rules);
const dashboardIn = ({ ConfigMap }: Objects) => JSON.parse(Object.values(ConfigMap.data)[0]);
const panelsIn = (objects: Objects): any[] => dashboardIn(objects).panels;

/** Releases with metrics of sandboxes. */
const RELEASES = Catalogue.standard().ids.filter((id) => !/^v0\.1/.test(id));

const SCRAPES = [MetricsScrape.SERVICE_MONITOR, MetricsScrape.POD_MONITOR];

describe('objects', () => {
  test('of all releases are valid', () => {
    expectValid(...RELEASES.flatMap((id) => SCRAPES.flatMap((scrape) => {
      const { ConfigMap, ...others } = monitored(id, { scrape });
      return Object.values(others);
    })));
  });

  test.each(RELEASES)('of %s ask for what it exports', (id) => {
    for (const scrape of SCRAPES) {
      const objects = monitored(id, { scrape });
      const known = new Map([...Catalogue.standard().get(id).metrics.values()].flatMap(seriesOf)
        .map(({ name, labels }) => [name, labels]));
      const recorded = new Set(rulesIn(objects).flatMap(({ record = [] }) => record));
      for (const { name, labels } of selectorsIn(objects)) {
        if (name === 'up' || name === 'apiserver_request_total' || recorded.has(name)) { continue; }
        expect([name, known.has(name)]).toEqual([name, true]);
        const own = known.get(name)!;
        for (const label of labels) {
          expect([name, label, own.includes(label.replace(/^exported_/, '')) || TARGET_LABELS.includes(label)])
            .toEqual([name, label, true]);
        }
      }
    }
  });

  test('of the newest release', () => {
    const { ConfigMap, ...others } = monitored('v1.0.5', {}, {});
    expect(others).toMatchSnapshot();
    const { data, ...rest } = ConfigMap;
    expect(rest).toMatchSnapshot();
    expect(JSON.parse(data['agent-sandbox.json'])).toMatchSnapshot();
  });

  test('follow the namespace of the controller, and labels', () => {
    const objects = monitored('v0.5.6', { labels: { release: 'prometheus' }, namespace: 'sandboxes' });
    for (const { metadata } of Object.values(objects)) { expect(metadata.namespace).toBe('sandboxes'); }
    expect(objects.ServiceMonitor.metadata.labels).toEqual({ app: 'agent-sandbox-controller', release: 'prometheus' });
    expect(objects.PrometheusRule.metadata.labels).toEqual(objects.ServiceMonitor.metadata.labels);
    expect(rulesIn(objects).filter(({ expr }) => expr.includes('{namespace="sandboxes"')).length).toBeGreaterThan(5);
  });

  test('a PodMonitor, whose series have no service', () => {
    const objects = monitored('v1.0.5', { scrape: MetricsScrape.POD_MONITOR, interval: Duration.minutes(1) });
    expect(objects.ServiceMonitor).toBeUndefined();
    const [endpoint] = objects.PodMonitor.spec.podMetricsEndpoints;
    expect(endpoint).toEqual({ port: 'metrics', path: '/metrics', interval: '1m' });
    expect(JSON.stringify(objects.PrometheusRule)).not.toContain('service=');
  });

  test('metrics that are served by HTTPS', () => {
    const install = { metricsSecureServing: true };
    expect(monitored('v1.0.5', {}, install).ServiceMonitor.spec.endpoints[0]).toMatchObject({ scheme: 'https' });
  });

  test('a monitor that the install has is not made twice', () => {
    const objects = monitored('v1.0.5', {}, { serviceMonitor: {} });
    expect(Object.keys(objects)).toEqual(['PrometheusRule', 'ConfigMap']);
  });

  test('the dashboard goes where its sidecar looks', () => {
    const { ConfigMap } = monitored('v1.0.5', {
      dashboard: {
        namespace: 'grafana', labels: { board: 'yes' }, annotations: { grafana_folder: 'Agents' }, uid: 'a',
      },
    });
    expect(ConfigMap.metadata).toEqual({
      name: 'agent-sandbox-dashboard',
      namespace: 'grafana',
      labels: { board: 'yes' },
      annotations: { grafana_folder: 'Agents' },
    });
    expect(Object.keys(ConfigMap.data)).toEqual(['a.json']);
    expect(monitored('v1.0.5', { withDashboard: false }).ConfigMap).toBeUndefined();
  });

  test('panels do not overlap, and fill no more than the width', () => {
    for (const id of ['v0.2.1', 'v0.4.6', 'v1.0.5']) {
      const taken = new Set<string>();
      for (const { gridPos: { x, y, w, h } } of panelsIn(monitored(id))) {
        expect(x + w).toBeLessThanOrEqual(24);
        for (let column = x; column < x + w; column++) {
          for (let line = y; line < y + h; line++) {
            expect(taken.has(`${column} ${line}`)).toBe(false);
            taken.add(`${column} ${line}`);
          }
        }
      }
    }
  });

  test('what a release does not export is not shown', () => {
    const titles = (id: string) => panelsIn(monitored(id)).map(({ title }) => title);
    expect(titles('v0.2.1')).not.toContain('Sandboxes');
    expect(titles('v0.4.6')).toContain('Sandboxes by namespace');
    expect(titles('v0.4.6')).not.toContain('Sandboxes that wait, ready');
    expect(titles('v0.5.6')).toContain('Sandboxes that wait, ready');
    expect(titles('v1.0.1')).not.toContain('Time of a request to the API server');
    expect(titles('v1.0.5')).toContain('Time of a request to the API server');
  });
});

describe('alerts', () => {
  const namesIn = (objects: Objects) => new Set(rulesIn(objects).flatMap(({ alert = [] }) => alert));

  test('are listed', () => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
    expect(new SandboxMonitoring(new Chart(app, 'a'), 'Monitoring').alerts).toEqual([
      'AgentSandboxClaimsLate', 'AgentSandboxPoolExhausted', 'AgentSandboxReconcileErrors',
      'AgentSandboxClaimsWithoutSandbox', 'AgentSandboxControllerDown', 'AgentSandboxApiServerNotScraped',
    ]);
  });

  test('without an objective', () => {
    const names = namesIn(monitored('v1.0.5', { alerts: { without: [SandboxObjective.CLAIMS_SERVED] } }));
    expect(names).not.toContain('AgentSandboxClaimsWithoutSandbox');
    expect(names).not.toContain('AgentSandboxApiServerNotScraped');
    expect(names).toContain('AgentSandboxClaimsLate');
  });

  test('of an install without extensions are those of the controller', () => {
    const names = namesIn(monitored('v1.0.5', {}, { extensions: false }));
    expect([...names]).toEqual(['AgentSandboxReconcileErrors', 'AgentSandboxControllerDown']);
  });

  test('limits that no share can exceed are left out', () => {
    const ofPools = (percent: number) =>
      rulesIn(monitored('v1.0.5', { objectives: { poolHits: { percent } } }))
        .filter(({ alert }) => alert === 'AgentSandboxPoolExhausted');
    expect(ofPools(95)[0].expr).toContain('ratio_rate1h > 0.72');
    expect(ofPools(90)[0].expr).not.toContain('ratio_rate1h');
    expect(ofPools(90)[0].expr).toContain('ratio_rate6h > 0.6');
    expect(ofPools(80).map(({ labels }) => labels.severity)).toEqual(['warning']);
  });

  test('pools that are meant to be cold are left out', () => {
    const objectives = { poolHits: { exceptPools: ['cold', 'gpu.large'] } };
    const counters = rulesIn(monitored('v1.0.5', { objectives })).filter(({ record }) => /pool_\w+:sum/.test(record));
    for (const { expr } of counters) { expect(expr).toContain('warmpool_name!~"cold|gpu[.]large"'); }
    expect(counters).toHaveLength(2);
  });

  test('labels and severities', () => {
    const alerts = { pageSeverity: 'page', ticketSeverity: 'ticket', alertLabels: { team: 'agents' } };
    const labels = rulesIn(monitored('v1.0.5', { alerts })).flatMap((rule) => (rule.alert ? [rule.labels] : []));
    expect(new Set(labels.map(({ severity }) => severity))).toEqual(new Set(['page', 'ticket']));
    for (const { team } of labels) { expect(team).toBe('agents'); }
  });
});

describe('refusals', () => {
  test.each<[string, string, SandboxMonitoringProps | undefined, Partial<AgentSandboxProps> | undefined, string]>([
    ['a release without metrics', 'v0.1.1', {}, undefined,
      'v0.1.1 exports no metrics of sandboxes; they came in v0.2.1'],
    ['metrics that are off', 'v1.0.5', {}, { metricsBindAddress: '0' },
      "'metricsBindAddress' of 'platform/AgentSandbox'"],
    ['alerts twice', 'v1.0.5', {}, { prometheusRule: {} }, "has a 'prometheusRule', whose alerts are among these"],
    ['a monitor twice', 'v1.0.5', { scrape: MetricsScrape.POD_MONITOR }, { serviceMonitor: {} }, 'counted twice'],
    ['an interval of no monitor', 'v1.0.5', { scrape: MetricsScrape.ELSEWHERE, interval: Duration.minutes(1) },
      undefined, "'interval' and 'scrapeTimeout' are those of a monitor"],
    ['a bound that no bucket has', 'v1.0.5', { objectives: { claimLatency: { within: Duration.seconds(7) } } },
      undefined, 'give one of 0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 5, 10, 30, 60, 120, 240 s'],
    ['nothing may fail', 'v1.0.5', { objectives: { reconciles: { percent: 100 } } }, undefined,
      "'objectives.reconciles.percent' is 100"],
    ['pools by name where cold claims have none', 'v0.4.6', { objectives: { poolHits: { exceptPools: ['cold'] } } },
      undefined, 'that came in v0.5.1'],
    ['an objective without extensions', 'v1.0.5', { objectives: { poolHits: {} } }, { extensions: false },
      "'objectives.poolHits' is given, and the install has no extensions"],
    ['an objective that is left out', 'v1.0.5',
      { objectives: { poolHits: {} }, alerts: { without: [SandboxObjective.POOL_HITS] } }, undefined,
      "it is in 'alerts.without'"],
    ['another namespace', 'v1.0.5', { namespace: 'other' }, {}, "'namespace' is 'other', and the controller"],
    ['a job that ends the query', 'v1.0.5', { objectives: { claimsServed: { apiServerJob: 'a"b' } } }, undefined,
      "'objectives.claimsServed.apiServerJob'"],
    ['a label of alerts that is none', 'v1.0.5', { alerts: { alertLabels: { 'a-b': 'c' } } }, undefined, "label 'a-b'"],
    ['a dashboard that there is not', 'v1.0.5', { withDashboard: false, dashboard: {} }, undefined, 'remove one'],
    ['a uid that Grafana does not take', 'v1.0.5', { dashboard: { uid: 'a b' } }, undefined, "'dashboard.uid'"],
    ['null', 'v1.0.5', { objectives: null } as never, undefined, "'objectives' is null"],
  ])('fails if there is %s', (_, release, props, install, message) => {
    expect(() => monitored(release, props, install)).toThrow(message);
  });

  test('fails if the install is made after it', () => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
    const chart = new Chart(app, 'platform');
    new SandboxMonitoring(chart, 'Monitoring');
    new AgentSandbox(chart, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5 });
    expect(() => app.synth()).toThrow("the install 'platform/AgentSandbox' is made after it");
  });
});

/** Selectors of series in all queries, with the labels that they match. */
function selectorsIn(objects: Objects): Array<{ name: string; labels: string[] }> {
  const panels = objects.ConfigMap ? panelsIn(objects) : [];
  const queries = [...rulesIn(objects), ...panels.flatMap(({ targets = [] }) => targets)].map(({ expr }) => expr);
  return queries.flatMap((expr: string) => [...expr.matchAll(/([a-zA-Z_:][\w:]*)\{([^}]*)\}/g)].map(([, name, matchers]) => ({
    name, labels: [...matchers.matchAll(/(\w+)(?:=~|!~|!=|=)"/g)].map(([, label]) => label),
  })));
}
