import type { PodSecurityLevel } from '../judge/pod-security/index';

/** What an admission policy asks of pods and of what makes them: all that differs from one policy to another. */
export interface PolicySettings {
  /** Names of the RuntimeClasses that pods may have. */
  readonly runtimes: readonly string[];
  /** What names of images may start with, each with a slash at its end; any image, if left out. */
  readonly registries?: readonly string[];
  readonly requireDigests: boolean;
  readonly allowServiceAccountTokens: boolean;
  readonly allowEphemeralContainers: boolean;
  readonly requireLimits: boolean;
  /** Whether containers without limits are given some before the policy sees them, by a LimitRange. */
  readonly hasDefaultLimits: boolean;
  /** The most that a container may have, as quantities. */
  readonly maxLimits: MaxLimits;
  /** The most that one volume claim may ask for, as a quantity. */
  readonly maxVolumeSize?: string;
  /** The most sandboxes that may wait in one pool. */
  readonly maxPoolReplicas?: number;
  readonly requireShutdownTime: boolean;
  /** The Pod Security Standard that the labels of the namespaces enforce, if any. */
  readonly podSecurity?: PodSecurityLevel;
}

/** By the name of the resource. */
export interface MaxLimits {
  readonly 'cpu'?: string;
  readonly 'memory'?: string;
  readonly 'ephemeral-storage'?: string;
}

/** What holds where nothing else is said. */
export const DEFAULT_SETTINGS: Omit<PolicySettings, 'runtimes'> = {
  requireDigests: false,
  allowServiceAccountTokens: false,
  allowEphemeralContainers: false,
  requireLimits: true,
  hasDefaultLimits: false,
  maxLimits: {},
  requireShutdownTime: false,
  podSecurity: 'restricted',
};
