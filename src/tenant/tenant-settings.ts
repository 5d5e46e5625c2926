import type { DeployedKind } from './deployed-kind';
import type { ContainerDefaults } from '../judge/capacity/pod-needs';

/** The props of a tenant, with defaults and as manifests have them. */
export interface TenantSettings {
  readonly namespace: string;
  readonly namespaceLabels: Readonly<Record<string, string>>;
  readonly namespaceAnnotations: Readonly<Record<string, string>>;
  /** The Pod Security Standard. */
  readonly podSecurity: string;
  readonly defaults: ContainerDefaults;
  /** The highest limits of one container, as quantities by resource. */
  readonly maxLimits: Readonly<Record<string, string>>;
  /** The largest volume, as a quantity. */
  readonly maxVolumeSize?: string;
  /** Kinds that the team's pipeline may apply besides those of all. */
  readonly deployedKinds: readonly DeployedKind[];
}

/** Name of the ServiceAccount for sandboxes of a tenant. */
export const SANDBOX_ACCOUNT = 'sandbox';

/** Names of the ResourceQuota and the LimitRange of a tenant. */
export const QUOTA = 'sandbox-quota';
export const LIMITS = 'sandbox-limits';
