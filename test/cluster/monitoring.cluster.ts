/**
 * Every metric and label that rules and dashboard of `SandboxMonitoring` ask for is in what upstream's controllers and
 * the API server export, and what the catalogue knows of the metrics of a release is what its controller exports.
 */
import { get } from 'node:http';
import { App, Chart } from 'cdk8s';
import { apply, Controlled, installOf, ofKind, printed } from './controlled';
import type { Item } from './items';
import { aControlPlane, describeCluster } from './plane';
import { releaseOf } from './releases';
import { AgentSandboxVersion, SandboxCluster, SandboxMonitoring, SandboxTemplate } from '../../src';
import type { KubeObject } from '../../src/kubernetes/kube-object';
import { freePorts } from '../../src/rehearsal/cluster/ports';
import { CLAIM_CREATIONS, seriesOf, TARGET_LABELS } from '../../src/release/metrics';
import { controllers } from '../support/controllers';
import { matches, readExposition, readQuery, Scrape } from '../support/exposition';

const CONTAINERS = [{ image: 'registry.example.com/python:3.14' }];

/** Without these two annotations, which others write, two histograms have no series. */
const STAMPS = ['agents.x-k8s.io/webhook-first-observed-at', 'agents.x-k8s.io/client-first-requested-at'];

for (const controller of controllers()) {
  const { release, path } = controller;
  (path ? describeCluster : describe.skip)(`the metrics of ${release}`, () => {
    const install = installOf(release);
    const plane = aControlPlane({ prepare: (client) => apply(client, install) });
    let controlled: Controlled;
    let ofController: Scrape;
    let ofServer: Scrape;

    beforeAll(async () => {
      const [port] = await freePorts(1);
      controlled = new Controlled(plane);
      await controlled.run(controller, install, [`--metrics-bind-address=127.0.0.1:${port}`]);
      await serveClaims(controlled, release);
      const scrape = async () => readExposition(await textOf(port));
      await controlled.until('the claims to be counted', async () => {
        const { series } = await scrape();
        return series.some(({ name, labels }) => name === CLAIM_CREATIONS && labels.launch_type === 'cold')
          && series.some(({ name, labels }) => name === CLAIM_CREATIONS && labels.launch_type === 'warm');
      });
      ofController = await scrape();
      ofServer = readExposition((await plane.client.get('/metrics', { accept: 'text/plain' })).body as string);
    });

    afterAll(async () => { await controlled?.stop(); });

    test('are those that the catalogue has of the release', () => {
      const { metrics } = releaseOf(release);
      const own = [...ofController.types.keys()].filter((name) => name.startsWith('agent_sandbox'));
      expect(own.sort()).toEqual([...metrics.keys()].filter((name) => name.startsWith('agent_sandbox')).sort());
      for (const metric of metrics.values()) {
        expect([metric.name, ofController.types.get(metric.name)]).toEqual([metric.name, metric.type]);
        for (const { name, labels } of seriesOf(metric)) {
          const having = ofController.series.filter((each) => each.name === name);
          const all = [...new Set(having.flatMap((each) => Object.keys(each.labels)))].sort();
          expect([name, all]).toEqual([name, [...labels].sort()]);
          if (!name.endsWith('_bucket') || !metric.buckets) { continue; }
          const bounds = new Set(having.map((each) => each.labels.le));
          expect([name, [...bounds]]).toEqual([name, [...metric.buckets.map(String), '+Inf']]);
        }
      }
    });

    test('a claim that starts cold names its pool as the catalogue says', () => {
      const cold = ofController.series.find(({ name, labels }) =>
        name === CLAIM_CREATIONS && labels.launch_type === 'cold')!;
      expect(cold.labels.warmpool_name === 'none').toBe(!releaseOf(release).controller.coldClaimsNamePool);
      expect(cold.labels.pod_condition).toBe('not_ready');
    });

    test('have all that rules and dashboard ask for', () => {
      const queries = queriesOf(release);
      expect(queries.length).toBeGreaterThan(50);
      const recorded = new Set(queries.flatMap(({ record = [] }) => record));
      for (const { expr, strict } of queries) { expect(unknownIn(expr, strict, recorded)).toEqual([]); }
    });

    test('fails if a rule asks for a metric or a label that there is not', () => {
      expect(unknownIn('sum(agent_sandbox_claims_total{namespace="a"})', true, new Set())).toEqual([
        'agent_sandbox_claims_total{namespace="a"}: no such metric',
      ]);
      expect(unknownIn(`sum(${CLAIM_CREATIONS}{pool="a"})`, true, new Set())).toEqual([
        `${CLAIM_CREATIONS}: no label pool`, `${CLAIM_CREATIONS}: no series with pool="a"`,
      ]);
      expect(unknownIn(`sum by (pool) (${CLAIM_CREATIONS}{launch_type="warm"})`, true, new Set())).toEqual([
        'by (pool): no such label',
      ]);
      expect(unknownIn(`sum(${CLAIM_CREATIONS}{launch_type="hot"})`, true, new Set())).toEqual([
        `${CLAIM_CREATIONS}: no series with launch_type="hot"`,
      ]);
    });

    /** What a query asks for that neither the controller nor the API server exports. */
    function unknownIn(expr: string, strict: boolean, recorded: ReadonlySet<string>): string[] {
      const { selectors, groups } = readQuery(expr);
      const known = new Set<string>(TARGET_LABELS);
      const found = selectors.flatMap(({ name, matchers }) => {
        // Prometheus makes `up` itself.
        if (name === 'up' || recorded.has(name)) { return []; }
        const server = name.startsWith('apiserver_');
        const series = (server ? ofServer : ofController).series.filter((each) => each.name === name);
        const shown = matchers.map(({ label, operator, value }) => `${label}${operator}"${value}"`);
        if (series.length === 0) { return [`${name}{${shown.join(',')}}: no such metric`]; }
        const labels = new Set(series.flatMap((each) => Object.keys(each.labels)));
        for (const label of labels) { known.add(label).add(`exported_${label}`); }
        const own = matchers
          .filter(({ label }) => !TARGET_LABELS.includes(label))
          .map(({ label, ...rest }) => ({ ...rest, label: label.replace(/^exported_/, '') }));
        const unknown = own.filter(({ label }) => !labels.has(label))
          .map(({ label }) => `${name}: no label ${label}`);
        const one = !strict || series.some((each) => matches(each, own));
        const asked = own.map(({ label, operator, value }) => `${label}${operator}"${value}"`).join(',');
        return one ? unknown : [...unknown, `${name}: no series with ${asked}`];
      });
      const grouped = selectors.some(({ name }) => recorded.has(name)) || selectors.length === 0
        ? []
        : groups.filter((label) => !known.has(label)).map((label) => `by (${label}): no such label`);
      return found.length > 0 ? found : grouped;
    }
  });
}

/** Queries: selectors of rules have to find a series; those of the dashboard may ask for what is not there now. */
function queriesOf(release: string): Array<{ expr: string; record?: string; strict: boolean }> {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(app, 'platform');
  new SandboxMonitoring(chart, 'Monitoring');
  const objects = chart.toJson();
  const { spec } = objects.find(({ kind }) => kind === 'PrometheusRule');
  const { data } = objects.find(({ kind }) => kind === 'ConfigMap');
  const { panels } = JSON.parse(Object.values(data as Record<string, string>)[0]);
  return [
    ...spec.groups.flatMap(({ rules }: { rules: object[] }) => rules.map((rule) => ({ ...rule, strict: true }))),
    ...panels.flatMap(({ targets = [] }: { targets?: object[] }) =>
      targets.map((each) => ({ ...each, strict: false }))),
  ];
}

/** A pool, a claim that takes a sandbox of it, and one that starts cold. */
async function serveClaims(controlled: Controlled, release: string): Promise<void> {
  const items = printed(release, (chart: Chart) => {
    const template = new SandboxTemplate(chart, 'Python', { containers: CONTAINERS });
    template.addWarmPool('Pool', { replicas: 2 }).addClaim('Warm');
    new SandboxTemplate(chart, 'Other', { containers: CONTAINERS }).addClaim('Cold');
  });
  const isClaim = ({ object }: Item) => object.kind === 'SandboxClaim';
  await apply(controlled.client, items.filter((item) => !isClaim(item)));
  const pool = ofKind(items, 'SandboxWarmPool', 'pool');
  await controlled.until('the pool to fill', async () => (await controlled.read(pool))?.status?.readyReplicas === 2);
  await apply(controlled.client, items.filter(isClaim).map((item) => ({ ...item, object: stamped(item.object) })));
  for (const { object } of items.filter(isClaim)) { await controlled.ready(object); }
}

function stamped(object: KubeObject): KubeObject {
  const now = new Date().toISOString();
  const annotations = Object.fromEntries(STAMPS.map((key) => [key, now]));
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function textOf(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/metrics', timeout: 30_000 }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; })
        .on('end', () => resolve(text)).on('error', reject);
    }).on('error', reject);
  });
}
