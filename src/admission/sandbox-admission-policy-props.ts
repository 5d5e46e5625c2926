import type { ApiObjectMetadata, Duration, Size } from 'cdk8s';
import type { HeldField } from './held-field';
import type { CloudIdentity } from '../identity/cloud-identity';
import type { Cpu } from '../kubernetes/kplus';
import type { Toleration } from '../kubernetes/toleration';
import type { SandboxEgress } from '../network/sandbox-egress';
import type { SandboxIngress } from '../network/sandbox-ingress';
import type { IIsolatedRuntime } from '../runtime/isolated-runtime-props';

/** Action of the API server on an object that breaks an admission policy. */
export enum ValidationAction {
  /** The object is refused. */
  DENY = 'Deny',
  /** The client receives a warning. */
  WARN = 'Warn',
  /** The audit log records it. */
  AUDIT = 'Audit',
}

/** The Pod Security Standards, which the label `pod-security.kubernetes.io/enforce` of a namespace names. */
export enum PodSecurityStandard {
  /** No restrictions. */
  PRIVILEGED = 'privileged',
  /** No known privilege escalations. */
  BASELINE = 'baseline',
  /** Current best practices of hardening pods. */
  RESTRICTED = 'restricted',
}

/** Requirements on pods and on the objects that create them. */
export interface PodAdmissionRules {
  /**
   * The allowed runtimes, at least one. Pods without a runtime class are refused.
   */
  readonly runtimes: IIsolatedRuntime[];

  /**
   * The Pod Security Standard that the labels of the namespaces enforce. The policies leave to it what they do not
   * require themselves. This app's own objects are judged by both, and what the standard refuses is always an error.
   * @default PodSecurityStandard.RESTRICTED
   */
  readonly podSecurity?: PodSecurityStandard;

  /**
   * The allowed sources of images: registries or paths in them, such as `registry.example.com/sandboxes`. Docker Hub is
   * `docker.io`, which image names must then contain.
   * @default - any registry
   */
  readonly registries?: string[];

  /**
   * Whether images must have a digest, which always names the same image.
   * @default false
   */
  readonly requireDigests?: boolean;

  /**
   * Whether pods may have tokens of their service account, mounted or projected. If not, pods, sandboxes and templates
   * must set `automountServiceAccountToken: false`, as those of this library do.
   * @default false
   */
  readonly allowServiceAccountTokens?: boolean;

  /**
   * Identities in a cloud that pods may have: their accounts, and the tokens that webhooks of the cloud add to pods,
   * which are known by their audience. A tenant makes the accounts.
   * @default - none
   */
  readonly identities?: CloudIdentity[];

  /**
   * Whether ephemeral containers may be added to pods. All other rules apply to them, except limits, which they
   * cannot have.
   * @default false
   */
  readonly allowEphemeralContainers?: boolean;

  /**
   * The highest CPU limit of a container.
   * @default - unlimited
   */
  readonly maxContainerCpu?: Cpu;

  /**
   * The highest memory limit of a container.
   * @default - unlimited
   */
  readonly maxContainerMemory?: Size;

  /**
   * The highest limit of ephemeral storage of a container.
   * @default - unlimited
   */
  readonly maxContainerEphemeralStorage?: Size;

  /**
   * The largest volume that a sandbox, template or claim may request.
   * @default - unlimited
   */
  readonly maxVolumeSize?: Size;

  /**
   * The highest number of replicas of one pool, set by people or by an autoscaler.
   * @default - unlimited
   */
  readonly maxPoolReplicas?: number;

  /**
   * Whether claims must have an end (`shutdownTime`).
   * @default - false, or true with `maxLifetime`
   */
  readonly requireShutdownTime?: boolean;

  /**
   * The longest time from the creation of a claim or a Sandbox to its `shutdownTime`, in whole seconds, which both
   * must then have. Extending it later is bounded by the same time. Sandboxes that the controller makes for pools and
   * claims are exempt: their claims end.
   * @default - unlimited
   */
  readonly maxLifetime?: Duration;

  /**
   * The longest time to live of claims after the end of their pod (`ttlAfterFinished`), in whole seconds, which they
   * must then have. From v0.4.3.
   * @default - unlimited, and claims may do without
   */
  readonly maxTimeToLive?: Duration;

  /**
   * Whether claims must be deleted when they expire (`shutdownPolicy` of `Delete` or `DeleteForeground`). One that is
   * retained counts in the quota until somebody deletes it. From v0.1.1.
   * @default false
   */
  readonly requireClaimDeletion?: boolean;

  /**
   * Fields that only their owners may change, such as the mode of Sandboxes with `OperatingMode.EXTERNAL`, or
   * `replicas` of pools with `scaledExternally`. Objects of this app that state such a field are warned of: the
   * account that applies them must then be an owner.
   * @default - none
   */
  readonly heldFields?: HeldField[];

  /**
   * The widest network of templates. Their `networkPolicy` may let pods reach what this lets them reach, on these
   * ports, or less; domain names do not count. Each rule of a template must be within one rule of this. Accounts that
   * may create NetworkPolicies in the namespace are exempt, so synth only warns.
   * @default - the public internet, and the DNS of the cluster; or the default policy of the controller
   */
  readonly maxEgress?: SandboxEgress;

  /**
   * Who may be let in at most by the `networkPolicy` of templates, in the same way as `maxEgress`.
   * @default - the router
   */
  readonly maxIngress?: SandboxIngress;

  /**
   * Annotations that the pods of sandboxes may have besides the harmless ones: prefixes of keys, such as
   * `example.com/`. They bind `podAnnotations` of sandboxes, templates and claims. A prefix that steers a runtime, a
   * network or a cloud identity is refused unless it is listed itself, such as
   * `io.katacontainers.config.hypervisor.default_vcpus`.
   * @default - `cluster-autoscaler.kubernetes.io/safe-to-evict`, `karpenter.sh/do-not-disrupt`, and what begins with
   * `kubectl.kubernetes.io/`, `opentelemetry.io/trace-context` or `sandbox.users.io/`
   */
  readonly allowedPodAnnotations?: string[];

  /**
   * Finalizers that sandboxes, templates, pools and claims may have. One that nobody removes keeps an object, and its
   * share of the quota, for ever.
   * @default - those of Kubernetes' garbage collector, `foregroundDeletion` and `orphan`
   */
  readonly allowedFinalizers?: string[];

  /**
   * Names of the service accounts that pods may run as. `default` is the account of pods that name none.
   * @default - any; in a tenant its own, `sandbox`, and, unless `allowServiceAccountTokens` is true, `default`
   */
  readonly serviceAccounts?: string[];

  /**
   * Labels of nodes that sandboxes and templates may select besides those of `runtimes`.
   * @default - none but `kubernetes.io/os` and `kubernetes.io/arch`
   */
  readonly allowedNodeLabels?: { [key: string]: string };

  /**
   * Tolerations that sandboxes and templates may have besides those of `runtimes`.
   * @default - none but those of nodes that fail, `node.kubernetes.io/not-ready` and `node.kubernetes.io/unreachable`
   */
  readonly allowedTolerations?: Toleration[];

  /**
   * Whether pods may choose any node: by name, any label, affinity, anti-affinity or toleration.
   * @default false
   */
  readonly allowNodeChoice?: boolean;

  /**
   * Extended resources and huge pages that containers may have, such as `nvidia.com/gpu`.
   * @default - none; in a tenant those that its quota counts
   */
  readonly allowedExtendedResources?: string[];

  /**
   * Whether pods may claim devices (`resourceClaims`, dynamic resource allocation).
   * @default false
   */
  readonly allowResourceClaims?: boolean;

  /**
   * PriorityClasses that the pods of sandboxes and templates may name, by which they can preempt other pods.
   * @default - none; of a tenant those that its quota names
   */
  readonly allowedPriorityClasses?: string[];

  /**
   * Schedulers that pods may name besides Kubernetes' own, `default-scheduler`.
   * @default - none
   */
  readonly allowedSchedulers?: string[];

  /**
   * Whether volume claims may be copies of another volume or of a snapshot (`dataSource`, `dataSourceRef`).
   * @default false
   */
  readonly allowVolumeDataSources?: boolean;

  /**
   * Storage classes that volume claims may name. A claim that names none gets the default class of the cluster.
   * @default - any
   */
  readonly storageClasses?: string[];

  /**
   * The highest number of volume claims of one sandbox, template, claim or pod.
   * @default 10
   */
  readonly maxVolumeClaims?: number;

  /**
   * The largest sum of the volume claims of one sandbox, template, claim or pod.
   * @default - unlimited
   */
  readonly maxTotalVolumeSize?: Size;
}

/** Requirements on pods and on the objects that create them, and the namespaces where they apply. */
export interface SandboxAdmissionPolicyProps extends PodAdmissionRules {
  /**
   * Name, labels and annotations of the policies and their bindings. Each name ends with the resource, such as
   * `research-isolation-pods`.
   * @default - named after the id of the construct; in a single namespace, prefixed with its name
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The namespaces that the policy applies to, with all pods in them.
   * @default - the namespace of the chart; all where it has none, or where `excludedNamespaces` is given
   */
  readonly namespaces?: string[];

  /**
   * The namespaces that the policy does not apply to. In all others it applies to the pods of sandboxes only.
   * @default - `kube-system`, `kube-public`, `kube-node-lease` and `agent-sandbox-system`
   */
  readonly excludedNamespaces?: string[];

  /**
   * Actions of the API server on an object that breaks the policy. Without DENY the findings of this app's own
   * objects are warnings.
   * @default [ValidationAction.DENY]
   * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-actions
   */
  readonly validationActions?: ValidationAction[];

  /**
   * Whether containers must have limits of CPU and memory when their pod is created. A LimitRange may supply them.
   * @default true
   */
  readonly requireLimits?: boolean;

  /**
   * Whether a LimitRange of the namespaces gives limits to containers without any, so that synth does not report them.
   * @default false
   */
  readonly hasDefaultLimits?: boolean;

  /**
   * Whether network policies of the namespaces deny all that no other policy allows, so that templates may do without
   * the policy of the controller (`networkPolicyManagement: Unmanaged`).
   * @default false
   */
  readonly hasDefaultDeny?: boolean;
}
