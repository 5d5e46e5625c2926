import type { ApiObjectMetadata, Size } from 'cdk8s';
import type { Cpu } from '../kubernetes/kplus';
import type { IIsolatedRuntime } from '../runtime/isolated-runtime-props';

/** What becomes of an object that breaks an admission policy. */
export enum ValidationAction {
  /** It is refused. */
  DENY = 'Deny',
  /** Who sent it is warned. */
  WARN = 'Warn',
  /** The audit log tells it. */
  AUDIT = 'Audit',
}

/** The Pod Security Standards, which the label `pod-security.kubernetes.io/enforce` of a namespace names. */
export enum PodSecurityStandard {
  /** Pods may do anything. */
  PRIVILEGED = 'privileged',
  /** Pods may do nothing that is known to lead to the node. */
  BASELINE = 'baseline',
  /** Pods are hardened by what is known to be best. */
  RESTRICTED = 'restricted',
}

/** What pods must be like. */
export interface PodAdmissionRules {
  /**
   * The runtimes that pods may have; at least one. Pods without a runtime class are refused.
   */
  readonly runtimes: IIsolatedRuntime[];

  /**
   * The Pod Security Standard that the labels of the namespaces enforce. The policies leave to it what they do not ask
   * themselves; this app's own objects are judged by both, and what the standard refuses is an error in any case.
   * @default PodSecurityStandard.RESTRICTED
   */
  readonly podSecurity?: PodSecurityStandard;

  /**
   * Where images must come from: registries or paths in them, such as `registry.example.com/sandboxes`. Docker Hub is
   * `docker.io`, which then must be written out in images.
   * @default - anywhere
   */
  readonly registries?: string[];

  /**
   * Whether images must be named by their digest, which nobody can point elsewhere.
   * @default false
   */
  readonly requireDigests?: boolean;

  /**
   * Whether pods may have tokens of their service account, mounted or projected. If not, pods, sandboxes and templates
   * must say `automountServiceAccountToken: false`, as this library's do.
   * @default false
   */
  readonly allowServiceAccountTokens?: boolean;

  /**
   * Whether debug containers may be attached to pods. They keep all other rules, but limits, which they cannot have.
   * @default false
   */
  readonly allowEphemeralContainers?: boolean;

  /**
   * The highest CPU limit of a container.
   * @default - any
   */
  readonly maxContainerCpu?: Cpu;

  /**
   * The highest memory limit of a container.
   * @default - any
   */
  readonly maxContainerMemory?: Size;

  /**
   * The highest limit of ephemeral storage of a container.
   * @default - any
   */
  readonly maxContainerEphemeralStorage?: Size;

  /**
   * The largest volume that a sandbox, template or claim may ask for.
   * @default - any
   */
  readonly maxVolumeSize?: Size;

  /**
   * The most sandboxes that may wait in one pool, also when an autoscaler scales it.
   * @default - any
   */
  readonly maxPoolReplicas?: number;

  /**
   * Whether claims must say when they end (`shutdownTime`).
   * @default false
   */
  readonly requireShutdownTime?: boolean;
}

/** What pods must be like, and where. */
export interface SandboxAdmissionPolicyProps extends PodAdmissionRules {
  /**
   * Name, labels and annotations of the policies and their bindings; each name gets the resource at its end, such as
   * `research-isolation-pods`.
   * @default - named after the id of the construct; in a single namespace with that in front
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The namespaces that the policy holds in, for all pods in them.
   * @default - the namespace of the chart; all where it has none, or where `excludedNamespaces` is given
   */
  readonly namespaces?: string[];

  /**
   * The namespaces that a policy of all namespaces does not hold in. There it is about the pods of sandboxes only.
   * @default - `kube-system`, `kube-public`, `kube-node-lease` and `agent-sandbox-system`
   */
  readonly excludedNamespaces?: string[];

  /**
   * What becomes of an object that breaks the policy. Without DENY the findings of this app's own objects are warnings.
   * @default [ValidationAction.DENY]
   * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-actions
   */
  readonly validationActions?: ValidationAction[];

  /**
   * Whether containers must have limits of CPU and memory when their pod is made, after the defaults of a LimitRange.
   * @default true
   */
  readonly requireLimits?: boolean;

  /**
   * Whether a LimitRange of the namespaces gives limits to containers that have none, so that they are not missed here.
   * @default false
   */
  readonly hasDefaultLimits?: boolean;
}
