import type { ContainerDefaults } from './capacity/pod-needs';

/** A namespace for one tenant, spelled out. */
export interface TenantSettings {
  readonly namespace: string;
  readonly namespaceLabels: Readonly<Record<string, string>>;
  readonly namespaceAnnotations: Readonly<Record<string, string>>;
  /** The Pod Security Standard. */
  readonly podSecurity: string;
  readonly defaults: ContainerDefaults;
  /** The most that one container may have, as quantities by resource. */
  readonly maxLimits: Readonly<Record<string, string>>;
  /** The most that one volume may have, as a quantity. */
  readonly maxVolumeSize?: string;
}

/** Name of the ServiceAccount that sandboxes of a tenant may run as. */
export const SANDBOX_ACCOUNT = 'sandbox';

/** Names of what bounds a tenant. */
export const QUOTA = 'sandbox-quota';
export const LIMITS = 'sandbox-limits';
