import { Chart } from 'cdk8s';
import { ControllerFlags } from './controller-flags';
import { ControllerNetworkPolicyOptions, PrometheusRuleOptions, ServiceMonitorOptions } from './controller-monitoring';
import { LeftoverCleanUpOptions } from './leftover-clean-up';
import { WebhookCertificate } from './webhook-certificate';
import type { ContainerResources } from '../kubernetes/kplus';
import { Toleration } from '../kubernetes/toleration';
import { AgentSandboxVersion } from '../release/agent-sandbox-version';

/** The defaults of an install. */
export enum AgentSandboxProfile {
  /**
   * Fit for production: the restricted Pod Security Standard for pod and namespace, requests and limits, probes, a
   * read-only root file system, and with several replicas a PodDisruptionBudget and a spread over nodes.
   */
  HARDENED = 'hardened',
  /**
   * The same for OpenShift: the pod names no user and no group, as the constraint `restricted-v2` lets in those of the
   * range of the namespace only, and sets them itself.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/latest/html/authentication_and_authorization/managing-pod-security-policies
   */
  OPENSHIFT = 'openshift',
  /** Exactly what upstream publishes. */
  UPSTREAM = 'upstream',
}

/** Options that an install and its CRDs alone share. */
export interface AgentSandboxCrdsOptions {
  /**
   * Whether claims, templates and warm pools are served, besides sandboxes.
   * @default true
   */
  readonly extensions?: boolean;

  /**
   * Whether Argo CD, Helm and Flux are told, by annotations, to keep the CRDs when the install is deleted. Without
   * its CRD, every object of a kind is deleted.
   * @default false
   */
  readonly retainCrds?: boolean;

  /**
   * Whether Agent Sandbox's own fields carry descriptions, for `kubectl explain`. The CRDs stay small enough for
   * client-side apply.
   * @default false, as upstream
   */
  readonly crdDescriptions?: boolean;

  /**
   * How the conversion webhook comes by its certificate. v0.5.0 to v0.5.6.
   * @default WebhookCertificate.selfManaged()
   */
  readonly webhookCertificate?: WebhookCertificate;

  /**
   * Whether the conversion webhook is served. Off, the CRDs are made without conversion, which is safe only where no
   * object is stored or read as v1alpha1. v0.5.2 to v0.5.6.
   * @default - the controller's: true
   */
  readonly enableWebhook?: boolean;

  /**
   * Name of the Service that the API server reaches the webhook by; Service and CRDs follow. v0.5.0 to v0.5.6.
   * @default - the controller's: agent-sandbox-webhook-service
   */
  readonly webhookServiceName?: string;

  /**
   * Labels for every object.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations for every object.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}

/** Options of an install. */
export interface AgentSandboxOptions extends AgentSandboxCrdsOptions, ControllerFlags {
  /**
   * The defaults of the other props.
   * @default AgentSandboxProfile.HARDENED
   */
  readonly profile?: AgentSandboxProfile;

  /**
   * Namespace of the controller. Another one than the default is refused on v0.5.x, whose webhook is bound to it,
   * and is a finding elsewhere.
   * @default agent-sandbox-system
   */
  readonly namespace?: string;

  /**
   * Whether the namespace is made. If not, its Pod Security labels are yours to set.
   * @default true
   */
  readonly createNamespace?: boolean;

  /**
   * How many controllers run; one leads. More than one is refused on v0.1.x, which cannot elect.
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Registry of the controller's image, such as a mirror, which has the image at `imageRepository`.
   * @default - `registry.k8s.io`, or `imageRegistry` of the SandboxCluster with the path that it has there
   */
  readonly imageRegistry?: string;

  /**
   * Repository of the controller's image.
   * @default agent-sandbox/agent-sandbox-controller
   */
  readonly imageRepository?: string;

  /**
   * Tag of the controller's image.
   * @default - the release
   */
  readonly imageTag?: string;

  /**
   * Digest of the controller's image: `sha256:` and 64 hexadecimal digits. Pins what the tag names.
   * @default - none, as upstream
   */
  readonly imageDigest?: string;

  /**
   * Names of Secrets to pull the image with, in the namespace of the controller.
   * @default - those of the SandboxCluster
   */
  readonly imagePullSecrets?: string[];

  /**
   * Domains of labels that claims may put on pods; sub-domains are included. Replaces the controller's own. Needs
   * extensions. From v0.5.0. The controller reads them at its start only.
   * @default - the controller's: sandbox.users.io
   */
  readonly allowedLabelDomains?: string[];

  /**
   * CPU, memory and ephemeral storage of the controller. Replaces the profile's as a whole.
   * @default - the profile's: hardened requests 50m and 64Mi, and limits of 1 and 512Mi
   */
  readonly resources?: ContainerResources;

  /**
   * Labels of nodes that the controller may run on.
   * @default - any node
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * Taints that the controller tolerates.
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * Priority class of the controller.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;

  /**
   * Labels for the controller's pods. The label `app` belongs to upstream's selectors.
   * @default - those of `labels`
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations for the controller's pods.
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Environment of the controller, such as OTEL_EXPORTER_OTLP_ENDPOINT for tracing.
   * @default - none
   */
  readonly env?: { [name: string]: string };

  /**
   * Arguments for flags that have no prop. A controller exits on a flag that it does not know.
   * @default - none
   */
  readonly extraArgs?: string[];

  /**
   * Whether the CRDs are part of the install. Without them, apply `AgentSandboxCrds` first.
   * @default true
   */
  readonly crds?: boolean;

  /**
   * A chart of their own for the CRDs, for a pipeline with more rights that runs first.
   * @default - the chart of the install
   */
  readonly crdChart?: Chart;

  /**
   * A ServiceMonitor for the metrics.
   * @default - none
   */
  readonly serviceMonitor?: ServiceMonitorOptions;

  /**
   * Alerts on a controller that is gone or keeps failing.
   * @default - none
   */
  readonly prometheusRule?: PrometheusRuleOptions;

  /**
   * A NetworkPolicy for the controller: the webhook port, where there is a webhook, from any source, since no
   * selector matches an API server; metrics from named peers; nothing else.
   * @default - none: whatever the cluster allows
   */
  readonly networkPolicy?: ControllerNetworkPolicyOptions;
}

/** An install of Agent Sandbox. */
export interface AgentSandboxProps extends AgentSandboxOptions {
  /** The release to install. */
  readonly version: AgentSandboxVersion;

  /**
   * The release that ran before. `leftovers` then lists what it leaves in the cluster; nothing is deleted unless
   * `cleanUp` is given. A release from which nothing leads to `version` at once is refused.
   * @default - nothing is listed
   */
  readonly upgradeFrom?: AgentSandboxVersion;

  /**
   * A Job that deletes what `upgradeFrom` leaves, with a role on these objects alone. It is made only if there are any.
   * @default - none: nothing is deleted
   */
  readonly cleanUp?: LeftoverCleanUpOptions;
}
