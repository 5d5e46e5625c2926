/** A metric that the controller exports. */
export interface Metric {
  /** Of a histogram, without `_bucket`, `_sum` and `_count`. */
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** Names of its own labels, without those that Prometheus adds and without the `le` of buckets. */
  readonly labels: readonly string[];
  /** Upper bounds of the buckets, where queries have to meet one. */
  readonly buckets?: readonly number[];
}

export function metric(
  name: string,
  type: Metric['type'],
  labels: readonly string[] = [],
  buckets?: readonly number[],
): Metric {
  return { name, type, labels, ...(buckets && { buckets }) };
}

/** Changes of the metrics from one release to the next. */
export interface MetricChange {
  readonly add?: readonly Metric[];
  /** All labels, by metric. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** All buckets, by histogram. */
  readonly buckets?: Readonly<Record<string, readonly number[]>>;
}

/** The metrics after a change. One that is added twice, or changed before it came, is an error in the data. */
export function changeMetrics(
  before: ReadonlyMap<string, Metric>,
  { add = [], labels = {}, buckets = {} }: MetricChange,
): ReadonlyMap<string, Metric> {
  const after = new Map(before);
  const known = (name: string) => {
    const found = after.get(name);
    if (!found) { throw new Error(`cannot change ${name}: there is no such metric`); }
    return found;
  };
  for (const [name, all] of Object.entries(labels)) { after.set(name, { ...known(name), labels: all }); }
  for (const [name, all] of Object.entries(buckets)) { after.set(name, { ...known(name), buckets: all }); }
  for (const added of add) {
    if (after.has(added.name)) { throw new Error(`${added.name} is there already`); }
    after.set(added.name, added);
  }
  return after;
}

/** A time series by its name in queries: a metric, or a part of a histogram, with its own labels. */
export interface Series {
  readonly name: string;
  readonly metric: Metric;
  readonly labels: readonly string[];
}

/** What a metric is in queries. */
export function seriesOf(of: Metric): Series[] {
  if (of.type !== 'histogram') { return [{ name: of.name, metric: of, labels: of.labels }]; }
  return ['_bucket', '_sum', '_count'].map((part) => ({
    name: `${of.name}${part}`,
    metric: of,
    labels: part === '_bucket' ? [...of.labels, 'le'] : of.labels,
  }));
}

const SERIES = new WeakMap<ReadonlyMap<string, Metric>, ReadonlyMap<string, Series>>();

/** The series of a release's metrics, by name. */
export function seriesIn(metrics: ReadonlyMap<string, Metric>): ReadonlyMap<string, Series> {
  let series = SERIES.get(metrics);
  if (!series) {
    series = new Map([...metrics.values()].flatMap(seriesOf).map((each) => [each.name, each]));
    SERIES.set(metrics, series);
  }
  return series;
}

/** The labels of a target that the Prometheus operator gives to each of its series. */
export const TARGET_LABELS: readonly string[] =
  ['container', 'endpoint', 'instance', 'job', 'namespace', 'pod', 'service'];

/**
 * The name of a metric's own label in queries: where the target has one of that name, Prometheus renames the metric's,
 * unless the monitor has `honorLabels`, which ours have not.
 *
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config
 */
export function labelInQueries(label: string): string {
  return TARGET_LABELS.includes(label) ? `exported_${label}` : label;
}

/** The counter of sandboxes that were made or adopted for a claim. */
export const CLAIM_CREATIONS = 'agent_sandbox_claim_creation_total';

/** From the moment that the controller sees a claim until it is ready, in milliseconds. */
export const CLAIM_LATENCY = 'agent_sandbox_claim_controller_startup_latency_ms';

/** The same from v0.2.1 on; from v0.4.0 on it counts only claims that an admission webhook has stamped. */
export const STAMPED_CLAIM_LATENCY = 'agent_sandbox_claim_startup_latency_ms';

/** The number of sandboxes there are. */
export const SANDBOXES = 'agent_sandboxes';

/** What every controller of controller-runtime exports, as far as queries of this library need it. */
export const RUNTIME_METRICS: readonly Metric[] = [
  metric('controller_runtime_reconcile_total', 'counter', ['controller', 'result']),
  metric('controller_runtime_reconcile_errors_total', 'counter', ['controller']),
  metric('controller_runtime_reconcile_time_seconds', 'histogram', ['controller']),
  metric('workqueue_depth', 'gauge', ['controller', 'name', 'priority']),
  metric('workqueue_queue_duration_seconds', 'histogram', ['controller', 'name']),
  metric('rest_client_requests_total', 'counter', ['code', 'host', 'method']),
  metric('leader_election_master_status', 'gauge', ['name']),
  metric('process_resident_memory_bytes', 'gauge'),
  metric('process_cpu_seconds_total', 'counter'),
];
