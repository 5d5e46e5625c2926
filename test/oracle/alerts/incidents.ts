/**
 * Times of an Agent Sandbox platform that are made up, as the series that Prometheus would have, and the alerts that
 * fire in each. One sample a minute.
 */
import { latencyMetric } from '../../../src/monitoring/rules/objectives';
import { CLAIM_CREATIONS } from '../../../src/release/metrics';
import type { Release } from '../../../src/release/release';

/** A series with its samples; undefined is none. */
export interface InputSeries {
  readonly series: string;
  readonly values: ReadonlyArray<number | undefined>;
}

/** An alert that fires. */
export interface Firing {
  readonly alertname: string;
  readonly severity: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** The share that it tells. */
  readonly share?: string;
}

/** What happens, and what fires at a minute. */
export interface Incident {
  readonly name: string;
  readonly series: readonly InputSeries[];
  readonly minute: number;
  readonly fires: readonly Firing[];
}

/** When things go wrong. */
const WRONG = 120;
/** So many minutes a smaller trouble lasts. */
const LONG = 240;

/** The value of a counter at a minute. */
type Counter = (minute: number) => number | undefined;

const TARGET = { namespace: 'agent-sandbox-system', service: 'agent-sandbox-controller', pod: 'controller-1' };

/** A counter that rises evenly, at one rate before a minute and at another from then on. */
const rising = (perMinute: number, later = perMinute, from = WRONG): Counter =>
  (minute) => perMinute * Math.min(minute, from) + later * Math.max(0, minute - from);

/** A counter of a process that starts anew at a minute. */
const restarted = (perMinute: number, at: number): Counter =>
  (minute) => perMinute * (minute < at ? minute : minute - at);

/** A counter whose first event is at a minute: before it there is no series. */
const beginning = (perMinute: number, at: number): Counter =>
  (minute) => (minute < at ? undefined : perMinute * (minute - at + 1));

/** What burns fast is above the slow limits, too. */
function both(alertname: string, page: string, ticket: string, labels: Firing['labels'] = {}): Firing[] {
  return [
    { alertname, severity: 'critical', labels, share: page },
    { alertname, severity: 'warning', labels, share: ticket },
  ];
}

/** A platform whose counters an incident replaces. */
interface Platform {
  /** Claims of the pool `python` that found a ready sandbox, and those that did not. */
  readonly hits: Counter;
  readonly misses?: Counter;
  /** Claims that were ready in 10 seconds, and all that became ready. */
  readonly inTime: Counter;
  readonly ready: Counter;
  readonly reconciles: Counter;
  readonly errors: Counter;
  /** Claims that the API server took; undefined where Prometheus does not scrape it. */
  readonly accepted?: Counter;
  readonly up: Counter;
}

const QUIET: Platform = {
  hits: rising(20),
  inTime: rising(20),
  ready: rising(20),
  reconciles: rising(100),
  errors: rising(0),
  accepted: rising(20),
  up: () => 1,
};

/** The incidents, in the series of a release; `bound` is how Prometheus writes the bucket of 10 seconds. */
export function incidents(release: Release, bound: string): Incident[] {
  const incident = (name: string, minute: number, fires: readonly Firing[], changes: Partial<Platform>): Incident => ({
    name, minute, fires, series: seriesOf(release, bound, { ...QUIET, ...changes }, minute),
  });
  const template = { sandbox_template: 'python' };
  const pool: Readonly<Record<string, string>> = release.controller.coldClaimsNamePool
    ? { exported_namespace: 'research', warmpool_name: 'python' }
    : { exported_namespace: 'research', ...template };
  return [
    incident('a quiet time', LONG, [], {}),
    incident('a quiet time after the controller was new', 130, [], {
      hits: restarted(20, WRONG),
      inTime: restarted(20, WRONG),
      ready: restarted(20, WRONG),
      reconciles: restarted(100, WRONG),
      errors: restarted(0, WRONG),
    }),
    incident('a quiet time after the API server was new', 130, [], { accepted: restarted(20, WRONG) }),
    incident('mishaps within the budget', LONG, [], {
      hits: rising(29.1, 29.1),
      misses: rising(0.9),
      inTime: rising(29.85),
      ready: rising(30),
      errors: rising(0.5),
      accepted: rising(30.1),
    }),
    incident('a single bad minute', LONG, [], {
      inTime: (minute) => 20 * minute - (minute >= WRONG ? 3 : 0), errors: (minute) => (minute >= WRONG ? 10 : 0),
    }),
    incident('two claims, one of them late', LONG, [], {
      hits: rising(2 / LONG), inTime: rising(1 / LONG), ready: rising(2 / LONG), accepted: rising(2 / LONG),
    }),
    incident('no claim is ready any more', 140, [
      ...both('AgentSandboxClaimsLate', '33.9%', '14.29%', template),
    ], { inTime: rising(20, 0), ready: rising(20, 0) }),
    incident('all claims are ready late', 140, [
      ...both('AgentSandboxClaimsLate', '33.9%', '14.29%', template),
    ], { inTime: rising(20, 0) }),
    incident('one claim in fifty is late, all the time', LONG, [
      { alertname: 'AgentSandboxClaimsLate', severity: 'warning', labels: template, share: '2%' },
    ], { inTime: rising(19.6) }),
    incident('a pool runs empty, and its first miss is one of many', 190, [
      ...both('AgentSandboxPoolExhausted', '100%', '37.17%', pool),
    ], { hits: rising(20, 0), misses: beginning(20, WRONG) }),
    incident('one claim in five finds the pool empty, all the time', LONG, [
      { alertname: 'AgentSandboxPoolExhausted', severity: 'warning', labels: pool, share: '20%' },
    ], { hits: rising(16), misses: rising(4) }),
    incident('half of the reconciliations fail', 140, [
      ...both('AgentSandboxReconcileErrors', '16.67%', '7.143%', { controller: 'sandboxclaim' }),
    ], { errors: rising(0, 50) }),
    incident('one reconciliation in fifty fails, all the time', LONG, [
      {
        alertname: 'AgentSandboxReconcileErrors',
        severity: 'warning',
        labels: { controller: 'sandboxclaim' },
        share: '2%',
      },
    ], { errors: rising(2) }),
    incident('claims get no sandbox any more', 140, [
      ...both('AgentSandboxClaimsWithoutSandbox', '33.9%', '14.29%'),
    ], { hits: rising(20, 0), inTime: rising(20, 0), ready: rising(20, 0) }),
    incident('one claim in fifty gets no sandbox, all the time', LONG, [
      { alertname: 'AgentSandboxClaimsWithoutSandbox', severity: 'warning', share: '2%' },
    ], { accepted: rising(20 / 0.98) }),
    incident('the controller is down', 130, [
      { alertname: 'AgentSandboxControllerDown', severity: 'critical' },
    ], { up: (minute) => (minute < WRONG ? 1 : 0) }),
    incident('the controller is gone', 130, [
      { alertname: 'AgentSandboxControllerDown', severity: 'critical' },
    ], { up: (minute) => (minute < WRONG ? 1 : undefined) }),
    incident('nobody scrapes the API server', 130, [
      { alertname: 'AgentSandboxApiServerNotScraped', severity: 'warning', labels: { job: 'apiserver' } },
    ], { accepted: undefined }),
  ];
}

function seriesOf(release: Release, bound: string, platform: Platform, minutes: number): InputSeries[] {
  const latency = latencyMetric(release);
  const of = (name: string, labels: Readonly<Record<string, string>>, counter?: Counter): InputSeries[] => (counter
    ? [{
      series: `${name}{${Object.entries(labels).map(([key, value]) => `${key}="${value}"`).join(',')}}`,
      values: Array.from({ length: minutes + 1 }, (_, minute) => counter(minute)),
    }]
    : []);
  const claim = { ...TARGET, exported_namespace: 'research', sandbox_template: 'python' };
  const cold = release.controller.coldClaimsNamePool ? 'python' : 'none';
  const reconciler = { ...TARGET, controller: 'sandboxclaim' };
  return [
    ...of(CLAIM_CREATIONS, { ...claim, launch_type: 'warm', pod_condition: 'ready', warmpool_name: 'python' },
      platform.hits),
    ...of(CLAIM_CREATIONS, { ...claim, launch_type: 'cold', pod_condition: 'not_ready', warmpool_name: cold },
      platform.misses),
    ...of(`${latency}_bucket`, { ...TARGET, sandbox_template: 'python', launch_type: 'warm', le: bound },
      platform.inTime),
    ...of(`${latency}_count`, { ...TARGET, sandbox_template: 'python', launch_type: 'warm' }, platform.ready),
    ...of('controller_runtime_reconcile_total', { ...reconciler, result: 'success' }, platform.reconciles),
    ...of('controller_runtime_reconcile_errors_total', reconciler, platform.errors),
    ...of('apiserver_request_total', {
      job: 'apiserver', group: 'extensions.agents.x-k8s.io', resource: 'sandboxclaims', verb: 'POST', code: '201',
    }, platform.accepted),
    // A watch is no claim.
    ...of('apiserver_request_total', {
      job: 'apiserver', group: 'extensions.agents.x-k8s.io', resource: 'sandboxclaims', verb: 'WATCH', code: '200',
    }, platform.accepted && rising(100)),
    ...of('up', TARGET, platform.up),
  ];
}
