import { Duration } from 'cdk8s';

/** What is promised of sandboxes, and measured. */
export enum SandboxObjective {
  /** Claims are ready in time. */
  CLAIM_LATENCY = 'claim-latency',
  /** A claim of a pool finds a ready sandbox in it. */
  POOL_HITS = 'pool-hits',
  /** The controller's reconciliations succeed. */
  RECONCILES = 'reconciles',
  /** A claim that the API server has taken gets a sandbox. */
  CLAIMS_SERVED = 'claims-served',
}

/** How Prometheus finds the controller. */
export enum MetricsScrape {
  /** By a ServiceMonitor: through the Service of the controller. */
  SERVICE_MONITOR = 'service-monitor',
  /** By a PodMonitor: each pod of the controller itself. */
  POD_MONITOR = 'pod-monitor',
  /**
   * By something that is made elsewhere. Its series need the labels `namespace` and `service` that a ServiceMonitor
   * gives, and no `honorLabels`.
   */
  ELSEWHERE = 'elsewhere',
}

/** How many claims are ready in time. */
export interface ClaimLatencyObjective {
  /**
   * Share of the claims, in per cent over 30 days: from 70 to less than 100.
   * @default 99
   */
  readonly percent?: number;

  /**
   * The time that a claim may take, from the moment that the controller sees it until it is ready. One of the bounds of
   * the controller's histogram, such as 1, 2.5, 5, 10, 30 or 60 seconds.
   * @default Duration.seconds(10)
   */
  readonly within?: Duration;
}

/** How many claims find a ready sandbox in their pool. */
export interface PoolHitsObjective {
  /**
   * Share of the claims of each pool, in per cent over 30 days: from 70 to less than 100.
   * @default 95
   */
  readonly percent?: number;

  /**
   * Names of pools, in any namespace, whose claims are meant to start cold, such as those without replicas. From
   * v0.5.1; the controllers before do not tell of which pool a cold claim was.
   * @default - none
   */
  readonly exceptPools?: string[];
}

/** How many reconciliations succeed. */
export interface ReconcilesObjective {
  /**
   * Share of the reconciliations of each of its controllers, in per cent over 30 days: from 70 to less than 100.
   * @default 99
   */
  readonly percent?: number;
}

/**
 * How many claims get a sandbox. The controller counts only claims that got one, so the others are known from the
 * metrics of the API server, which your Prometheus has to scrape.
 */
export interface ClaimsServedObjective {
  /**
   * Share of the claims, in per cent over 30 days: from 70 to less than 100.
   * @default 99.5
   */
  readonly percent?: number;

  /**
   * The label `job` of the API servers in your Prometheus.
   * @default apiserver
   */
  readonly apiServerJob?: string;
}

/** What is promised; one that is left out has its defaults. */
export interface SandboxObjectives {
  /**
   * Claims are ready in time.
   * @default - 99 % within 10 seconds
   */
  readonly claimLatency?: ClaimLatencyObjective;

  /**
   * Claims of a pool find a ready sandbox in it.
   * @default - 95 %
   */
  readonly poolHits?: PoolHitsObjective;

  /**
   * The controller's reconciliations succeed.
   * @default - 99 %
   */
  readonly reconciles?: ReconcilesObjective;

  /**
   * Claims get a sandbox.
   * @default - 99.5 %
   */
  readonly claimsServed?: ClaimsServedObjective;
}

/** Recording rules and alerts. */
export interface MonitoringAlertsOptions {
  /**
   * Objectives that are not watched. Those of claims are not where the install has no extensions.
   * @default - none
   */
  readonly without?: SandboxObjective[];

  /**
   * Label `severity` of what somebody has to look at now: the budget of 30 days would be gone in 5 days or less.
   * @default critical
   */
  readonly pageSeverity?: string;

  /**
   * Label `severity` of what somebody has to look at within days.
   * @default warning
   */
  readonly ticketSeverity?: string;

  /**
   * Events that a window needs before its share counts: of two claims, one slow one is no news.
   * @default 10
   */
  readonly minimumEvents?: number;

  /**
   * Labels of each alert, such as `team`.
   * @default - none
   */
  readonly alertLabels?: { [key: string]: string };
}

/** A Grafana dashboard in a ConfigMap, which the sidecar of Grafana's Helm chart loads. */
export interface MonitoringDashboardOptions {
  /**
   * Namespace of the ConfigMap, where the sidecar looks in one only.
   * @default - the namespace of the controller
   */
  readonly namespace?: string;

  /**
   * Labels by which the sidecar selects.
   * @default - grafana_dashboard: '1'
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations, such as `grafana_folder`.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * Title of the dashboard.
   * @default Agent Sandbox
   */
  readonly title?: string;

  /**
   * The uid of the dashboard, which is in its URL: at most 40 letters, digits, dashes and underscores.
   * @default agent-sandbox
   */
  readonly uid?: string;
}

/** What is watched, and how. */
export interface SandboxMonitoringProps {
  /**
   * How Prometheus finds the controller.
   * @default - MetricsScrape.SERVICE_MONITOR; ELSEWHERE where the install of the cluster has a `serviceMonitor`
   */
  readonly scrape?: MetricsScrape;

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
   * Labels by which your Prometheus selects its monitors and rules, such as `release`.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Namespace of the controller, where it is installed elsewhere.
   * @default - that of the install of the cluster, else agent-sandbox-system
   */
  readonly namespace?: string;

  /**
   * What is promised.
   * @default - the defaults of each
   */
  readonly objectives?: SandboxObjectives;

  /**
   * How alerts look, and what is not watched.
   * @default - all objectives
   */
  readonly alerts?: MonitoringAlertsOptions;

  /**
   * The dashboard.
   * @default - with all defaults
   */
  readonly dashboard?: MonitoringDashboardOptions;

  /**
   * Whether there is a dashboard.
   * @default true
   */
  readonly withDashboard?: boolean;
}
