import { Duration } from 'cdk8s';
import {
  ControllerLogEncoder, ControllerStacktraceLevel, ControllerTimeEncoding, ControllerTlsVersion,
} from './controller-flag-values';

/**
 * The flags of the controller. A prop bears the name of its flag in camel case: `apiConnections` is
 * `--api-connections`.
 *
 * A controller exits on a flag that it does not know, so a flag that the release lacks is refused, with the first
 * release that has it or the last that had it. The releases of every flag stand in `docs/api-history.md`.
 */
export interface ControllerFlags {
  /**
   * Connections to the API server for all but watches. At least 1. From v0.5.4.
   * @default - the controller's: 1
   */
  readonly apiConnections?: number;

  /**
   * Whether only Pods and Services with the label `agents.x-k8s.io/sandbox-name-hash` are cached. Objects that a
   * sandbox is to adopt must then carry it. From v0.5.3.
   * @default - the controller's: false
   */
  readonly cacheLabelSelectors?: boolean;

  /**
   * DNS domain of the cluster, in the names of sandbox Services. From v0.4.0.
   * @default - the cluster scope's `clusterDomain` if it is set, else the controller's: cluster.local
   */
  readonly clusterDomain?: string;

  /**
   * Whether Events about claims are left out. Needs extensions. From v0.5.4.
   * @default - the controller's: false
   */
  readonly disableClaimEvents?: boolean;

  /**
   * Whether the annotations that time a claim are left out, which saves one write per claim. Needs extensions.
   * From v0.5.4.
   * @default - the controller's: false
   */
  readonly disableClaimObservabilityAnnotations?: boolean;

  /**
   * Whether Events about sandboxes are left out. From v1.0.4.
   * @default - the controller's: false
   */
  readonly disableSandboxEvents?: boolean;

  /**
   * Whether the CPU profile is served at /debug/pprof/profile of the metrics port. From v0.1.1.
   * @default - the controller's: false
   */
  readonly enablePprof?: boolean;

  /**
   * Whether all of /debug/pprof and /debug/fgprof is served at the metrics port. From v0.1.1.
   * @default - the controller's: false
   */
  readonly enablePprofDebug?: boolean;

  /**
   * Whether traces are sent by OTLP over gRPC. Set OTEL_EXPORTER_OTLP_ENDPOINT in `env`. From v0.1.1.
   * @default - the controller's: false
   */
  readonly enableTracing?: boolean;

  /**
   * Whether the cluster autoscaler may evict waiting sandboxes. Needs extensions. From v0.5.0.
   * @default - the controller's: true
   */
  readonly enableWarmPoolEviction?: boolean;

  /**
   * Address of /healthz and /readyz, `[host]:port`; `0` turns them off, and with them the probes.
   * @default - the controller's: `:8081`
   */
  readonly healthProbeBindAddress?: string;

  /**
   * Requests to the API server that may exceed the rate at once. At least 1. From v0.2.1.
   * @default - the controller's: 10
   */
  readonly kubeApiBurst?: number;

  /**
   * Requests per second to the API server; negative does not limit them. From v0.2.1.
   * @default - the controller's: -1
   */
  readonly kubeApiQps?: number;

  /**
   * Whether one of several replicas acts at a time. Refused as false with several replicas, and as true on v0.1.x,
   * whose roles do not allow it.
   * @default - as upstream's manifests pass it: true from v0.2.1
   */
  readonly leaderElect?: boolean;

  /**
   * Namespace of the Lease of the leader. From v0.2.1.
   * @default - the namespace of the controller
   */
  readonly leaderElectionNamespace?: string;

  /**
   * Address of the metrics endpoint, `[host]:port`; `0` turns it off, and with it the Service. Container, Service
   * and NetworkPolicy follow the port.
   * @default - the controller's: `:8080`
   */
  readonly metricsBindAddress?: string;

  /**
   * Directory of the certificate and key of the metrics endpoint. From v1.0.3.
   * @default - the controller's: none, it signs its own
   */
  readonly metricsCertDir?: string;

  /**
   * Whether metrics are served over TLS, at the same address. From v1.0.3.
   * @default - the controller's: false
   */
  readonly metricsSecureServing?: boolean;

  /**
   * Nanoseconds blocked per sample of the block profile. From v0.1.1.
   * @default - the controller's: 1000000
   */
  readonly pprofBlockProfileRate?: number;

  /**
   * One in this many mutex contentions is sampled. From v0.1.1.
   * @default - the controller's: 10
   */
  readonly pprofMutexProfileFraction?: number;

  /**
   * Claims reconciled at a time. At least 1. Needs extensions. From v0.2.1.
   * @default - the controller's: 50, before v0.5.0 1
   */
  readonly sandboxClaimConcurrentWorkers?: number;

  /**
   * Sandboxes reconciled at a time. At least 1. From v0.2.1.
   * @default - the controller's: 100, before v0.5.3 1
   */
  readonly sandboxConcurrentWorkers?: number;

  /**
   * Templates reconciled at a time. At least 1. Needs extensions. From v0.2.1.
   * @default - the controller's: 1
   */
  readonly sandboxTemplateConcurrentWorkers?: number;

  /**
   * Warm pools reconciled at a time. At least 1. Needs extensions. From v0.2.1.
   * @default - the controller's: 1
   */
  readonly sandboxWarmPoolConcurrentWorkers?: number;

  /**
   * Sandboxes that a pool creates or deletes at a time. At least 1. Needs extensions. From v0.5.0.
   * @default - the controller's: 300
   */
  readonly sandboxWarmPoolMaxBatchSize?: number;

  /**
   * Sandboxes per second that a pool adds; 0 does not pace it. Needs extensions. From v0.5.5.
   * @default - the controller's: 0
   */
  readonly sandboxWarmPoolMaxRefillRate?: number;

  /**
   * How long a waiting sandbox may be unready before it is replaced. More than zero. Needs extensions. From v0.5.6.
   * @default - the controller's: 5 minutes
   */
  readonly sandboxWarmPoolReadinessGracePeriod?: Duration;

  /**
   * How long a pool waits, after its members left, before it refills. Needs extensions. From v0.5.5.
   * @default - the controller's: not at all
   */
  readonly sandboxWarmPoolReplenishDelay?: Duration;

  /**
   * How often a pool looks again at members that no node can take. More than zero. Needs extensions. From v0.5.6.
   * @default - the controller's: 1 minute
   */
  readonly sandboxWarmPoolUnschedulableRecheckInterval?: Duration;

  /**
   * How long writes of metadata alone are collected; zero writes each at once. From v0.5.5.
   * @default - the controller's: zero
   */
  readonly sandboxWriteBehindWindow?: Duration;

  /**
   * Whether watches get a connection of their own. From v0.5.4.
   * @default - the controller's: false
   */
  readonly separateWatchConnection?: boolean;

  /**
   * Cipher suites that the metrics endpoint accepts, by their IANA names. From v1.0.3.
   * @default - Go's
   */
  readonly tlsCipherSuites?: string[];

  /**
   * Oldest TLS version that the metrics endpoint accepts. From v1.0.3.
   * @default - Go's
   */
  readonly tlsMinVersion?: ControllerTlsVersion;

  /**
   * Directory of the certificate and key of the webhook. v0.5.0 to v0.5.6.
   * @default - below /tmp for a certificate that the controller makes, else /etc/agent-sandbox/webhook-certificate
   */
  readonly webhookCertDir?: string;

  /**
   * File of the webhook certificate, when the controller does not make it. v0.5.3 to v0.5.6.
   * @default - the controller's: tls.crt
   */
  readonly webhookCertName?: string;

  /**
   * File of the webhook key, when the controller does not make it. v0.5.3 to v0.5.6.
   * @default - the controller's: tls.key
   */
  readonly webhookKeyName?: string;

  /**
   * Port of the conversion webhook; container, Service and NetworkPolicy follow. v0.5.0 to v0.5.6.
   * @default - the controller's: 9443
   */
  readonly webhookPort?: number;

  /**
   * Whether the log is meant for development: text, debug level, stack traces of warnings.
   * @default - the controller's
   */
  readonly zapDevel?: boolean;

  /**
   * How log lines are written.
   * @default - the controller's
   */
  readonly zapEncoder?: ControllerLogEncoder;

  /**
   * Least severe level that is logged: `debug`, `info`, `error`, `panic`, or a number above 0 for ever more detail.
   * @default - the controller's
   */
  readonly zapLogLevel?: string;

  /**
   * Least severe level whose log lines carry a stack trace.
   * @default - the controller's
   */
  readonly zapStacktraceLevel?: ControllerStacktraceLevel;

  /**
   * How times are written in the log.
   * @default - the controller's
   */
  readonly zapTimeEncoding?: ControllerTimeEncoding;
}
