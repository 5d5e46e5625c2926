import type { ApiObjectMetadata, Size } from 'cdk8s';
import type { Cpu } from '../kubernetes/kplus';
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
   * @default false
   */
  readonly requireShutdownTime?: boolean;
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
}
