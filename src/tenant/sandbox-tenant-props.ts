import type { TenantQuota } from './tenant-quota';
import type { PodAdmissionRules } from '../admission/sandbox-admission-policy-props';
import type { ContainerResources } from '../kubernetes/kplus';

/** A tenant: a namespace of its own, with what keeps it to itself. */
export interface SandboxTenantProps extends PodAdmissionRules {
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
   * The Kubernetes minor whose reading of the standard holds, such as `1.36`: a cluster upgrade does not move the bar.
   * @default - that of the cluster, as far as its SandboxCluster tells, else that which its release was built on
   */
  readonly podSecurityVersion?: string;

  /**
   * CPU, memory and ephemeral storage of containers that say none. Replaces the default as a whole.
   * @default - requests of 100m and 256Mi, limits of 1 and 1Gi, or less where `maxContainerCpu` and `maxContainerMemory` are less
   * @see https://kubernetes.io/docs/concepts/policy/limit-range/
   */
  readonly defaultResources?: ContainerResources;
}
