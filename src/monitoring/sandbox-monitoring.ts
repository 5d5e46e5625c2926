import { Construct } from 'constructs';
import { dashboardConfigMap } from './dashboard/config-map';
import { checkProps, resolveWatched } from './resolve-watched';
import { ruleGroups } from './rules/rule-groups';
import { MetricsScrape, SandboxMonitoringProps } from './sandbox-monitoring-props';
import { Watched } from './watched';
import { CONTROLLER, SELECTOR } from '../api/controller-names';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { ScopedApiObject } from '../app/scoped-api-object';
import { scraped } from '../install/objects/monitoring';
import { serviceMonitor } from '../install/resolve-props';

const MONITORING = 'monitoring.coreos.com/v1';

/**
 * Metrics of the controller for the Prometheus operator, alerts on objectives, and a Grafana dashboard.
 *
 * Alerts go by the rate at which the error budget of 30 days burns, over two windows each. All queries ask for what the
 * controller of the cluster's release exports.
 *
 * Its children are `ServiceMonitor` or `PodMonitor`, `PrometheusRule`, and `Dashboard`.
 *
 * @see https://sre.google/workbook/alerting-on-slos/
 * @see https://prometheus-operator.dev/docs/api-reference/api/
 *
 * @example
 * new AgentSandbox(platform, 'AgentSandbox', { version: AgentSandboxVersion.V1_0_5 });
 * new SandboxMonitoring(platform, 'Monitoring', {
 *   labels: { release: 'prometheus' },
 *   objectives: { claimLatency: { percent: 99, within: Duration.seconds(5) } },
 * });
 */
export class SandboxMonitoring extends Construct {
  /** Names of the alerts, each once. */
  public readonly alerts: string[];

  /**
   * @param scope a chart or a construct in one; make it after the install of the cluster
   * @param id of the construct
   * @param props how it is scraped, and what is promised
   * @throws when no release of the cluster is known, when its controller does not export what is asked for, when the
   * install does the same already, or a prop is malformed
   */
  public constructor(scope: Construct, id: string, props: SandboxMonitoringProps = {}) {
    super(scope, id);
    const cluster = Cluster.of(this);
    const install = cluster.watchedInstall;
    const watched = atConstruct(this, () => {
      checkProps(props);
      return resolveWatched(Cluster.releaseFor(this), install, props);
    });
    if (watched.scrape !== MetricsScrape.ELSEWHERE) {
      atConstruct(this, () => { addMonitor(this, watched, props, install?.secure ?? false); });
    }
    const groups = ruleGroups(watched);
    this.alerts = [...new Set(groups.flatMap(({ rules }) => rules.flatMap((rule) =>
      'alert' in rule ? [rule.alert] : [])))];
    new ScopedApiObject(this, 'PrometheusRule', {
      apiVersion: MONITORING,
      kind: 'PrometheusRule',
      metadata: { name: CONTROLLER, namespace: watched.namespace, labels: { ...SELECTOR, ...props.labels } },
      spec: { groups },
    });
    if (props.withDashboard ?? true) {
      new ScopedApiObject(this, 'Dashboard', dashboardConfigMap(watched, props.dashboard ?? {}));
    }
    this.node.addValidation({
      validate: () => (cluster.watchedInstall === install
        ? []
        : [`the install '${cluster.watchedInstall!.path}' is made after it; make the monitoring after the install`]),
    });
  }
}

function addMonitor(scope: Construct, watched: Watched, props: SandboxMonitoringProps, secure: boolean): void {
  const kind = watched.scrape === MetricsScrape.POD_MONITOR ? 'PodMonitor' : 'ServiceMonitor';
  const { labels, ...how } = serviceMonitor(props, kind);
  const endpoint = { port: 'metrics', ...scraped(how, secure) };
  new ScopedApiObject(scope, kind, {
    apiVersion: MONITORING,
    kind,
    metadata: { name: CONTROLLER, namespace: watched.namespace, labels: { ...SELECTOR, ...labels } },
    spec: {
      selector: { matchLabels: SELECTOR },
      ...(kind === 'PodMonitor' ? { podMetricsEndpoints: [endpoint] } : { endpoints: [endpoint] }),
    },
  });
}
