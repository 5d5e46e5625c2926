/** Queries of Prometheus that ask for what the controller does not export: they find nothing, and nobody is told. */
import { QueryNames, QuerySelector, readQuery } from './read-query';
import { nearest } from '../../../checks/nearest';
import { FindingSeverity } from '../../../findings/finding';
import { Trouble } from '../../../findings/trouble';
import { apiGroupOf } from '../../../kubernetes/api-group';
import type { KubeObject } from '../../../kubernetes/kube-object';
import { inList, inObject } from '../../../kubernetes/read-json';
import { Catalogue } from '../../../release/catalogue';
import { labelInQueries, Series, seriesIn, TARGET_LABELS } from '../../../release/metrics';
import type { Release } from '../../../release/release';
import type { PathSegment } from '../../schema';
import { OtherRule } from '../other-rule';
import { NOTHING } from '../rule';

/** Of the names of upstream's metrics; nobody else has it. */
const PREFIX = 'agent_sandbox';

/** Queries of autoscalers are judged with these, by their pools. */
const KINDS = ['PrometheusRule', 'ConfigMap'];

/** All values of labels that have few. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  launch_type: ['warm', 'cold', 'unknown'],
  pod_condition: ['ready', 'not_ready'],
  ready_condition: ['true', 'false'],
  expired: ['true', 'false'],
  owned_by: ['SandboxClaim', 'SandboxWarmPool', 'None'],
  created_by: ['go-client', 'python-client', 'controller', 'unknown'],
};

/** A metric that the release does not export. */
export const unknownMetric: OtherRule = queryRule('ASB460', ({ selectors }, release, isRecorded) =>
  selectors.flatMap(({ name }) => {
    if (seriesIn(release.metrics).has(name) || isRecorded(name)) { return []; }
    const histogram = release.metrics.get(name);
    if (histogram) {
      return [{
        message: `the query asks for ${name}, a histogram, which has no series of that name`,
        remedy: `ask for ${name}_bucket, ${name}_sum or ${name}_count`,
      }];
    }
    const span = Catalogue.standard().spanOf((each) => seriesIn(each.metrics).has(name));
    const near = nearest(name, [...seriesIn(release.metrics).keys()].filter((each) => each.startsWith(PREFIX)));
    const known = span && `it is a metric of ${span.first} to ${span.last}`;
    return [{
      message: `the query asks for ${name}, which the controller of ${release.id} does not export`,
      remedy: known ?? (near === undefined ? 'correct the name' : `did you mean ${near}?`),
    }];
  }));

/** A label that the release does not give to a metric. */
export const unknownLabel: OtherRule = queryRule('ASB461', (names, release) => {
  const known = seriesIn(release.metrics);
  const found = names.selectors.flatMap(({ name, matchers }) => {
    const series = known.get(name);
    return series
      ? matchers.flatMap(({ label }) => labelTrouble(label, [series], release, `${name} for the label ${label}`))
      : [];
  });
  const all = names.selectors.flatMap(({ name }) => known.get(name) ?? []);
  if (names.recorded || all.length === 0) { return found; }
  const by = `${all.map(({ name }) => name).join(' and ')} by the label`;
  return [...found, ...names.groups.flatMap((label) => labelTrouble(label, all, release, `${by} ${label}`))];
});

/** A value that a label never has. */
export const unknownValue: OtherRule = queryRule('ASB462', ({ selectors }, release) =>
  selectors.flatMap((selector) => valueTroubles(selector, seriesIn(release.metrics).get(selector.name))));

/** The rules about queries, in the order of their codes. */
export const QUERY_RULES: readonly OtherRule[] = [unknownMetric, unknownLabel, unknownValue];

function labelTrouble(label: string, series: readonly Series[], { id }: Release, asked: string): Trouble[] {
  const own = [...new Set(series.flatMap(({ labels }) => labels.map(labelInQueries)))];
  if (own.includes(label) || TARGET_LABELS.includes(label)) { return []; }
  const near = nearest(label, own);
  // Prometheus may add labels of its own, such as the cluster, of which nothing is known here.
  if (near === undefined && !vocabulary().has(label)) { return []; }
  return [{
    message: `the query asks ${asked}, which ${id} does not give it`,
    remedy: near === undefined ? `its labels are ${own.sort().join(', ')}` : `did you mean ${near}?`,
  }];
}

function valueTroubles({ name, matchers }: QuerySelector, series: Series | undefined): Trouble[] {
  if (!series) { return []; }
  return matchers.flatMap(({ label, operator, value }) => {
    const { buckets } = series.metric;
    const bounds = label === 'le' && buckets ? [...buckets, Infinity] : undefined;
    const isBound = bounds?.includes(value === '+Inf' ? Infinity : Number(value));
    const values = series.labels.includes(label) ? bounds?.map(shownBound) ?? VALUES[label] : undefined;
    // What Grafana fills in may be any value.
    if (operator !== '=' || !values || (isBound ?? values.includes(value)) || value.includes('$')) { return []; }
    return [{
      message: `the query asks ${name} for ${label}="${value}", a value that the label never has`,
      remedy: `it has ${values.join(', ')}`,
    }];
  });
}

function shownBound(value: number): string {
  return value === Infinity ? '+Inf' : String(value);
}

type Judge = (names: QueryNames, release: Release, isRecorded: (name: string) => boolean) => readonly Trouble[];

function queryRule(code: string, judge: Judge): OtherRule {
  return {
    code,
    severity: FindingSeverity.WARNING,
    kinds: KINDS,
    check: (object, { release }) => {
      const queries = queriesIn(object);
      if (queries.length === 0) { return NOTHING; }
      const recorded = recordedIn(object);
      const troubles = queries.flatMap(({ query, path }) =>
        judge(readQuery(query, PREFIX), release, (name) => recorded.has(name))
          .map((trouble) => ({ ...trouble, path })));
      const told = new Set<string>();
      return troubles.filter(({ message, path }) => {
        const key = `${message} ${path.join('.')}`;
        return !told.has(key) && told.add(key);
      });
    },
  };
}

interface Query {
  readonly query: string;
  readonly path: readonly PathSegment[];
}

/** The queries of an object that name upstream's metrics. */
function queriesIn(object: KubeObject): Query[] {
  const { apiVersion, kind, spec } = object;
  const found: Query[] = [];
  const add = (query: unknown, path: readonly PathSegment[]) => {
    if (typeof query === 'string' && query.includes(PREFIX)) { found.push({ query, path }); }
  };
  if (kind === 'PrometheusRule' && apiGroupOf(apiVersion) === 'monitoring.coreos.com') {
    inList(spec, 'groups').forEach((group, index) => inList(group, 'rules').forEach(({ expr }, rule) => {
      add(expr, ['spec', 'groups', index, 'rules', rule, 'expr']);
    }));
  } else if (kind === 'ConfigMap' && apiVersion === 'v1') {
    for (const [key, text] of Object.entries(inObject(object, 'data'))) {
      if (!key.endsWith('.json') || typeof text !== 'string' || !text.includes(PREFIX)) { continue; }
      for (const expr of exprsIn(text)) { add(expr, ['data', key]); }
    }
  }
  return found;
}

/** The members `expr` of a dashboard, wherever they are. */
function exprsIn(text: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(text, (key, value: unknown) => {
      if (key === 'expr' && typeof value === 'string') { found.push(value); }
      return value;
    });
  } catch {
    // Whether it is JSON is not said here.
  }
  return found;
}

function recordedIn({ spec }: KubeObject): Set<unknown> {
  return new Set(inList(spec, 'groups').flatMap((group) => inList(group, 'rules').map(({ record }) => record)));
}

let words: ReadonlySet<string> | undefined;

/** The labels of upstream's own metrics in any release. */
function vocabulary(): ReadonlySet<string> {
  return words ??= new Set(Catalogue.standard().all().flatMap(({ metrics }) => [...metrics.values()]
    .filter(({ name }) => name.startsWith(PREFIX))
    .flatMap(({ labels }) => labels.map(labelInQueries))));
}
