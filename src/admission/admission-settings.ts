import type { PodSecurityLevel } from '../judge/pod-security/index';

/** The requirements on pods and on the objects that create them: everything that differs between admission policies. */
export interface AdmissionSettings {
  /** Names of the allowed RuntimeClasses. */
  readonly runtimes: readonly string[];
  /** Allowed prefixes of image names, each with a slash at its end; without them, any image is allowed. */
  readonly registries?: readonly string[];
  readonly requireDigests: boolean;
  readonly allowServiceAccountTokens: boolean;
  readonly allowEphemeralContainers: boolean;
  readonly requireLimits: boolean;
  /** Whether a LimitRange adds limits to containers before the admission policy judges them. */
  readonly hasDefaultLimits: boolean;
  /** The highest limits of a container, as quantities. */
  readonly maxLimits: MaxLimits;
  /** The largest request of one volume claim, as a quantity. */
  readonly maxVolumeSize?: string;
  /** The highest number of replicas of one pool. */
  readonly maxPoolReplicas?: number;
  readonly requireShutdownTime: boolean;
  /** The Pod Security Standard that the labels of the namespaces enforce, if any. */
  readonly podSecurity?: PodSecurityLevel;
}

/** Quantities by the name of the resource. */
export interface MaxLimits {
  readonly 'cpu'?: string;
  readonly 'memory'?: string;
  readonly 'ephemeral-storage'?: string;
}

/** The defaults of the props. */
export const DEFAULT_SETTINGS: Omit<AdmissionSettings, 'runtimes'> = {
  requireDigests: false,
  allowServiceAccountTokens: false,
  allowEphemeralContainers: false,
  requireLimits: true,
  hasDefaultLimits: false,
  maxLimits: {},
  requireShutdownTime: false,
  podSecurity: 'restricted',
};
