import type { Size } from 'cdk8s';
import type { ContainerResources, Cpu } from './private/kplus';
import type { IIsolatedRuntime } from './references';
import type { PodSecurityStandard } from './sandbox-admission-policy-props';
import type { TenantQuota } from './tenant-quota';

/** A tenant: a namespace of its own, with what keeps it to itself. */
export interface SandboxTenantProps {
  /** The runtimes that its pods may have, at least one: any other is refused, at synth and at admission. */
  readonly runtimes: IIsolatedRuntime[];

  /** How much it may have. */
  readonly quota: TenantQuota;

  /**
   * Name of its namespace.
   * @default - from the id of the construct, in kebab-case
   */
  readonly namespace?: string;

  /**
   * Whether the namespace is made. If not, its Pod Security labels are yours to set.
   * @default true
   */
  readonly createNamespace?: boolean;

  /**
   * Labels for every object of the chart.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Labels for the namespace alone, such as those that a service mesh looks for.
   * @default - none
   */
  readonly namespaceLabels?: { [key: string]: string };

  /**
   * Annotations for the namespace alone.
   * @default - none
   */
  readonly namespaceAnnotations?: { [key: string]: string };

  /**
   * The Pod Security Standard of its pods.
   * @default PodSecurityStandard.RESTRICTED
   * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
   */
  readonly podSecurity?: PodSecurityStandard;

  /**
   * The Kubernetes minor whose reading of the standard holds, such as `1.36`: a cluster upgrade does not move the bar.
   * @default - that of the cluster, as far as its SandboxCluster tells, else that which its release was built on
   */
  readonly podSecurityVersion?: string;

  /**
   * CPU, memory and ephemeral storage of containers that say none. Replaces the default as a whole.
   * @default - requests of 100m and 256Mi, limits of 1 and 1Gi, or less where `maxCpu` and `maxMemory` are less
   * @see https://kubernetes.io/docs/concepts/policy/limit-range/
   */
  readonly defaultResources?: ContainerResources;

  /**
   * The highest CPU limit of a container.
   * @default - any
   */
  readonly maxCpu?: Cpu;

  /**
   * The highest memory limit of a container.
   * @default - any
   */
  readonly maxMemory?: Size;

  /**
   * The highest limit of ephemeral storage of a container.
   * @default - any
   */
  readonly maxEphemeralStorage?: Size;

  /**
   * The largest volume.
   * @default - any
   */
  readonly maxStorage?: Size;

  /**
   * The most sandboxes that may wait in one pool, also when an autoscaler scales it.
   * @default - any that the quota has room for
   */
  readonly maxReplicas?: number;

  /**
   * Where images must come from: registries or paths in them, such as `registry.example.com/sandboxes`.
   * @default - anywhere
   */
  readonly registries?: string[];

  /**
   * Whether images must be named by their digest.
   * @default false
   */
  readonly requireDigests?: boolean;

  /**
   * Whether pods may have tokens of their service account.
   * @default false
   */
  readonly allowServiceAccountTokens?: boolean;

  /**
   * Whether debug containers may be attached to pods.
   * @default false
   */
  readonly allowEphemeralContainers?: boolean;

  /**
   * Whether claims must say when they end.
   * @default false
   */
  readonly requireShutdownTime?: boolean;
}
