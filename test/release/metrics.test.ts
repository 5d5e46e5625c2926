import { Catalogue } from '../../src/release/catalogue';
import {
  changeMetrics, CLAIM_CREATIONS, CLAIM_LATENCY, labelInQueries, metric, SANDBOXES, seriesOf, STAMPED_CLAIM_LATENCY,
} from '../../src/release/metrics';

const catalogue = Catalogue.standard();
const labelsOf = (id: string, name: string) => catalogue.get(id).metrics.get(name)?.labels;

describe('the metrics of releases', () => {
  test.each([
    ['v0.1.1', 0], ['v0.2.1', 2], ['v0.3.10', 5], ['v0.4.2', 5], ['v0.4.3', 6], ['v0.5.4', 6], ['v0.5.5', 7],
    ['v1.0.5', 7],
  ])('%s has %i metrics of its own', (id, count) => {
    const own = [...catalogue.get(id).metrics.keys()].filter((name) => name.startsWith('agent_sandbox'));
    expect(own).toHaveLength(count);
  });

  test('the latencies of claims have the name of the pool in v0.5.1 and v0.5.2 only', () => {
    for (const name of [CLAIM_LATENCY, STAMPED_CLAIM_LATENCY]) {
      const having = catalogue.ids.filter((id) => labelsOf(id, name)?.includes('warmpool_name'));
      expect(having).toEqual(['v0.5.1', 'v0.5.2']);
    }
  });

  test('labels that came', () => {
    expect(catalogue.spanOf(({ metrics }) => !!metrics.get(SANDBOXES)?.labels.includes('owned_by'))!.first)
      .toBe('v0.5.0');
    expect(catalogue.spanOf(({ metrics }) => !!metrics.get(CLAIM_CREATIONS)?.labels.includes('created_by'))!.first)
      .toBe('v0.5.2');
    expect(catalogue.spanOf(({ controller }) => controller.coldClaimsNamePool)!.first).toBe('v0.5.1');
  });

  test('a histogram is three series', () => {
    const series = seriesOf(catalogue.latest.metrics.get(CLAIM_LATENCY)!);
    expect(series.map(({ name }) => name.slice(CLAIM_LATENCY.length))).toEqual(['_bucket', '_sum', '_count']);
    expect(series[0].labels).toEqual(['launch_type', 'sandbox_template', 'le']);
    expect(seriesOf(catalogue.latest.metrics.get(SANDBOXES)!)).toHaveLength(1);
  });

  test('labels that targets have, too, are renamed in queries', () => {
    expect(labelInQueries('namespace')).toBe('exported_namespace');
    expect(labelInQueries('warmpool_name')).toBe('warmpool_name');
  });

  test('fails if the data adds a metric twice, or changes one before it came', () => {
    const before = changeMetrics(new Map(), { add: [metric('a_total', 'counter')] });
    expect(() => changeMetrics(before, { add: [metric('a_total', 'gauge')] })).toThrow('a_total is there already');
    expect(() => changeMetrics(before, { labels: { b_total: [] } })).toThrow('cannot change b_total');
    expect(() => changeMetrics(before, { buckets: { b_total: [] } })).toThrow('cannot change b_total');
  });
});
