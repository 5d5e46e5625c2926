import {
  MetricsScrape, MonitoringAlertsOptions, SandboxMonitoringProps, SandboxObjective, SandboxObjectives,
} from './sandbox-monitoring-props';
import { Watched } from './watched';
import { NAMESPACE } from '../api/controller-names';
import type { WatchedInstall } from '../app/cluster';
import { copyOf } from '../checks/copy-of';
import { checkCount, checkForm, checkMetadata, milliseconds, shown } from '../checks/forms';
import { checkShapes, listOf, mapOf, oneOf, Shapes, structOf } from '../checks/shapes';
import { Catalogue } from '../release/catalogue';
import { CLAIM_CREATIONS } from '../release/metrics';
import type { Release } from '../release/release';
import { latencyMetric } from './rules/objectives';

const TEXTS = mapOf('string');

const SHAPES: Shapes = {
  scrape: oneOf(MetricsScrape),
  interval: 'duration',
  scrapeTimeout: 'duration',
  labels: TEXTS,
  namespace: 'string',
  objectives: structOf({
    claimLatency: structOf({ percent: 'number', within: 'duration' }),
    poolHits: structOf({ percent: 'number', exceptPools: listOf('string') }),
    reconciles: structOf({ percent: 'number' }),
    claimsServed: structOf({ percent: 'number', apiServerJob: 'string' }),
  }),
  alerts: structOf({
    without: listOf(oneOf(SandboxObjective)),
    pageSeverity: 'string',
    ticketSeverity: 'string',
    minimumEvents: 'number',
    alertLabels: TEXTS,
  }),
  dashboard: structOf({
    namespace: 'string', labels: TEXTS, annotations: TEXTS, title: 'string', uid: 'string',
  }),
  withDashboard: 'boolean',
};

/** The objectives with the names of their props, and shares by default. */
const OBJECTIVES: Readonly<Record<SandboxObjective, readonly [prop: keyof SandboxObjectives, percent: number]>> = {
  [SandboxObjective.CLAIM_LATENCY]: ['claimLatency', 99],
  [SandboxObjective.POOL_HITS]: ['poolHits', 95],
  [SandboxObjective.RECONCILES]: ['reconciles', 99],
  [SandboxObjective.CLAIMS_SERVED]: ['claimsServed', 99.5],
};

const CLAIM_OBJECTIVES: readonly SandboxObjective[] =
  Object.values(SandboxObjective).filter((each) => each !== SandboxObjective.RECONCILES);

const UID = /^[-\w]{1,40}$/;
const JOB = /^[^"\\\n]+$/;

/**
 * Refuses props that are not of their form.
 *
 * @throws with the name of the prop
 */
export function checkProps(props: SandboxMonitoringProps): void {
  checkShapes('the props', props, SHAPES);
  const { labels = {}, namespace, dashboard = {}, withDashboard = true } = props;
  checkMetadata("'labels'", labels, 'label');
  if (namespace !== undefined) { checkForm('namespace', namespace, 'DNS label'); }
  if (!withDashboard && props.dashboard) {
    throw new Error("'withDashboard' is false and 'dashboard' is given; remove one");
  }
  if (dashboard.namespace !== undefined) { checkForm("'dashboard.namespace'", dashboard.namespace, 'DNS label'); }
  checkMetadata("'dashboard.labels'", dashboard.labels ?? {}, 'label');
  checkMetadata("'dashboard.annotations'", dashboard.annotations ?? {}, 'annotation');
  if (dashboard.uid !== undefined && !UID.test(dashboard.uid)) {
    throw new Error(
      `'dashboard.uid' is ${shown(dashboard.uid)}; give at most 40 letters, digits, dashes and underscores`,
    );
  }
}

/**
 * What is watched, with defaults.
 *
 * @param install that of the cluster, if it is in the app
 * @throws when a release has no such metrics, or a value is out of its bounds
 */
export function resolveWatched(
  release: Release,
  install: WatchedInstall | undefined,
  props: SandboxMonitoringProps,
): Watched {
  if (!release.metrics.has(CLAIM_CREATIONS)) {
    const { first } = Catalogue.standard().spanOf(({ metrics }) => metrics.has(CLAIM_CREATIONS))!;
    throw new Error(`${release.id} exports no metrics of sandboxes; they came in ${first}. 'serviceMonitor' and `
      + "'prometheusRule' of the install watch the controller alone");
  }
  const extensions = install?.extensions ?? true;
  const { objectives = {}, alerts = {} } = props;
  const { poolHits = {}, claimsServed = {} } = objectives;
  const { exceptPools = [] } = poolHits;
  const { apiServerJob = 'apiserver' } = claimsServed;
  if (!JOB.test(apiServerJob)) {
    throw new Error(
      `'objectives.claimsServed.apiServerJob' is ${shown(apiServerJob)}; give a label without quotes and backslashes`,
    );
  }
  checkPools(release, exceptPools);
  return {
    release,
    namespace: namespaceOf(install, props),
    scrape: scrapeOf(install, props),
    extensions,
    objectives: watchedObjectives(extensions, objectives, alerts),
    budgets: budgetsOf(objectives),
    claimMilliseconds: claimBound(release, objectives),
    exceptPools: copyOf(exceptPools),
    apiServerJob,
    ...alertsOf(alerts),
  };
}

function namespaceOf(install: WatchedInstall | undefined, { namespace }: SandboxMonitoringProps): string {
  if (install && namespace !== undefined && namespace !== install.namespace) {
    throw new Error(`'namespace' is '${namespace}', and the controller of '${install.path}' is in `
      + `'${install.namespace}'; remove 'namespace'`);
  }
  return install?.namespace ?? namespace ?? NAMESPACE;
}

function scrapeOf(install: WatchedInstall | undefined, { scrape, interval, scrapeTimeout }: SandboxMonitoringProps) {
  if (install && !install.metrics) {
    throw new Error(`'metricsBindAddress' of '${install.path}' turns metrics off; remove it, or the monitoring`);
  }
  if (install?.prometheusRule) {
    throw new Error(`'${install.path}' has a 'prometheusRule', whose alerts are among these; remove it there`);
  }
  if (install?.serviceMonitor && scrape !== undefined && scrape !== MetricsScrape.ELSEWHERE) {
    throw new Error(`'scrape' is '${scrape}', and '${install.path}' has a 'serviceMonitor': all would be counted `
      + "twice; remove 'serviceMonitor' there, or 'scrape' here");
  }
  const by = scrape ?? (install?.serviceMonitor ? MetricsScrape.ELSEWHERE : MetricsScrape.SERVICE_MONITOR);
  if (by === MetricsScrape.ELSEWHERE && (interval ?? scrapeTimeout) !== undefined) {
    throw new Error("'interval' and 'scrapeTimeout' are those of a monitor, and none is made here; remove them");
  }
  return by;
}

function watchedObjectives(
  extensions: boolean,
  given: SandboxObjectives,
  { without = [] }: MonitoringAlertsOptions,
): Set<SandboxObjective> {
  const objectives = new Set(Object.values(SandboxObjective));
  for (const each of extensions ? without : [...without, ...CLAIM_OBJECTIVES]) {
    const [prop] = OBJECTIVES[each];
    if (given[prop]) {
      const why = without.includes(each) ? "it is in 'alerts.without'" : 'the install has no extensions, so no claims';
      throw new Error(`'objectives.${prop}' is given, and ${why}; remove one`);
    }
    objectives.delete(each);
  }
  return objectives;
}

function budgetsOf(given: SandboxObjectives): Record<SandboxObjective, number> {
  return Object.fromEntries(Object.entries(OBJECTIVES).map(([objective, [prop, byDefault]]) => {
    const { percent = byDefault } = given[prop] ?? {};
    if (!(percent >= 70 && percent < 100)) {
      throw new Error(
        `'objectives.${prop}.percent' is ${shown(percent)}; give 70 or more, and less than 100, of which nothing `
          + 'could fail',
      );
    }
    return [objective, Number(((100 - percent) / 100).toPrecision(6))];
  })) as Record<SandboxObjective, number>;
}

function claimBound(release: Release, { claimLatency: { within } = {} }: SandboxObjectives): number {
  const bounds = release.metrics.get(latencyMetric(release))!.buckets!;
  const wanted = within === undefined ? 10_000 : milliseconds("'objectives.claimLatency.within'", within);
  if (!bounds.includes(wanted)) {
    throw new Error(`'objectives.claimLatency.within' is ${wanted / 1000} s, and the histogram of ${release.id} does `
      + `not tell how many claims took that long; give one of ${bounds.map((each) => each / 1000).join(', ')} s`);
  }
  return wanted;
}

function checkPools(release: Release, pools: readonly string[]): void {
  for (const name of pools) { checkForm("name in 'objectives.poolHits.exceptPools'", name, 'DNS subdomain'); }
  if (pools.length === 0 || release.controller.coldClaimsNamePool) { return; }
  const { first } = Catalogue.standard().spanOf(({ controller }) => controller.coldClaimsNamePool)!;
  throw new Error(`'objectives.poolHits.exceptPools' is given, and ${release.id} does not tell of which pool a cold `
    + `claim was; that came in ${first}. Remove it, or leave out the objective with 'alerts.without'`);
}

function alertsOf({
  pageSeverity = 'critical',
  ticketSeverity = 'warning',
  minimumEvents = 10,
  alertLabels = {},
}: MonitoringAlertsOptions) {
  checkCount("'alerts.minimumEvents'", minimumEvents, 1);
  for (const label of Object.keys(alertLabels)) {
    if (!/^[a-zA-Z_]\w*$/.test(label) || label === 'severity') {
      throw new Error(`'alerts.alertLabels' has the label '${label}'; give letters, digits and underscores, no digit `
        + "first, and the severity as 'pageSeverity' and 'ticketSeverity'");
    }
  }
  return { pageSeverity, ticketSeverity, minimumEvents, alertLabels: copyOf(alertLabels) };
}
