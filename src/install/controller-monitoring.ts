import { Duration } from 'cdk8s';

/** Pods that may scrape the metrics of the controller: those that match both selectors. */
export interface MetricsPeer {
  /**
   * Labels of their namespaces; an empty map is all namespaces.
   * @default - the namespace of the controller
   */
  readonly namespaceLabels?: { [key: string]: string };

  /**
   * Labels of the pods.
   * @default - all pods of the namespaces
   */
  readonly podLabels?: { [key: string]: string };
}

/** A NetworkPolicy for the controller. */
export interface ControllerNetworkPolicyOptions {
  /**
   * The pods that may scrape metrics.
   * @default - nobody
   */
  readonly metricsFrom?: MetricsPeer[];
}

/** A ServiceMonitor for the Prometheus operator. */
export interface ServiceMonitorOptions {
  /**
   * Time between scrapes; in whole milliseconds.
   * @default Duration.seconds(30)
   */
  readonly interval?: Duration;

  /**
   * Time that a scrape may take; at most the interval.
   * @default - Prometheus'
   */
  readonly scrapeTimeout?: Duration;

  /**
   * Labels by which your Prometheus selects its monitors.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}

/** Alerts for the Prometheus operator. */
export interface PrometheusRuleOptions {
  /**
   * Labels by which your Prometheus selects its rules.
   * @default - none
   */
  readonly labels?: { [key: string]: string };
}
