import { HARMLESS_ANNOTATIONS, KUBERNETES_FINALIZERS } from './annotations';
import type { NetworkBound } from './network-bound';
import type { Parameter } from './parameter';
import { networkBound } from './resolve-network';
import type { PodSecurityLevel } from '../judge/pod-security/index';

/** The requirements on pods and on the objects that create them: everything that differs between admission policies. */
export interface AdmissionSettings {
  /** Names of the allowed RuntimeClasses. */
  readonly runtimes: readonly string[];
  /** Allowed prefixes of image names, each with a slash at its end; without them, any image is allowed. */
  readonly registries?: readonly string[];
  readonly requireDigests: boolean;
  readonly allowServiceAccountTokens: boolean;
  /** Audiences of the tokens that volumes may hold, as those of identities in a cloud. */
  readonly tokenAudiences?: readonly string[];
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
  /** The longest time from the creation of a claim or sandbox to its end, in seconds. */
  readonly maxLifetime?: number;
  /** The longest time to live of a claim after the end of its pod, in seconds. */
  readonly maxTimeToLive?: number;
  /** Whether claims must be deleted when they expire. */
  readonly requireClaimDeletion: boolean;
  /** Fields that only their owners may change. */
  readonly heldFields: readonly HeldFieldSettings[];
  /** What network policies of templates may let through. */
  readonly network: NetworkBound;
  /** Prefixes of the annotations that pods may have. */
  readonly podAnnotations: readonly string[];
  /** Finalizers that objects may have. */
  readonly finalizers: readonly string[];
  /** Names of the service accounts that pods may run as; without them, any. */
  readonly serviceAccounts?: readonly string[];
  /** Whether pods may choose any node. */
  readonly allowNodeChoice: boolean;
  /** Labels of nodes that pods may select, with their values. */
  readonly nodeLabels: Readonly<Record<string, readonly string[]>>;
  /** Tolerations that pods may have. */
  readonly tolerations: readonly AllowedToleration[];
  /** Names of the extended resources and huge pages that containers may have. */
  readonly extendedResources: readonly string[];
  readonly allowResourceClaims: boolean;
  /** Names of the PriorityClasses that pods of sandboxes may have. */
  readonly priorityClasses: readonly string[];
  /** Names of the schedulers that pods may have. */
  readonly schedulers: readonly string[];
  /** Whether volume claims may be copies of volumes or snapshots. */
  readonly allowVolumeDataSources: boolean;
  /** Names of the storage classes that volume claims may name; without them, any. */
  readonly storageClasses?: readonly string[];
  /** The highest number of volume claims of one object. */
  readonly maxVolumeClaims: number;
  /** The largest sum of the requests of the volume claims of one object, as a quantity. */
  readonly maxTotalVolumeSize?: string;
  /** The Pod Security Standard that the labels of the namespaces enforce, if any. */
  readonly podSecurity?: PodSecurityLevel;
}

/** What rules are made from: settings, each of which policies that tenants share may read as a parameter. */
export type RuleSettings = {
  readonly [Name in keyof Readable]: Readable[Name] | Parameter;
} & {
  readonly maxLimits: { readonly [Name in keyof MaxLimits]: string | Parameter };
  readonly network: NetworkBound;
};

type Readable = Omit<AdmissionSettings, 'maxLimits' | 'network'>;

/** A toleration that pods may have; members that are left out match any. */
export interface AllowedToleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

/** A field that manifests may leave to its owner. */
export type HeldFieldName = 'operatingMode' | 'poolReplicas';

/** A field, and who may change it. */
export interface HeldFieldSettings {
  readonly field: HeldFieldName;
  /** User names as the API server knows them: of a ServiceAccount, `system:serviceaccount:<namespace>:<name>`. */
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Names of the objects; without them, all. */
  readonly names?: readonly string[];
}

/** Quantities by the name of the resource. */
export interface MaxLimits {
  readonly 'cpu'?: string;
  readonly 'memory'?: string;
  readonly 'ephemeral-storage'?: string;
}

/** How long pods stay on nodes that fail, which says nothing about the choice of a node. */
const OUTAGES: readonly AllowedToleration[] = ['not-ready', 'unreachable'].map((state) => (
  { key: `node.kubernetes.io/${state}`, operator: 'Exists', effect: 'NoExecute' }
));

/** The scheduler of pods that name none. */
export const DEFAULT_SCHEDULER = 'default-scheduler';

/** The defaults of the props. */
export const DEFAULT_SETTINGS: Omit<AdmissionSettings, 'runtimes'> = {
  requireDigests: false,
  allowServiceAccountTokens: false,
  allowEphemeralContainers: false,
  requireLimits: true,
  hasDefaultLimits: false,
  maxLimits: {},
  requireShutdownTime: false,
  requireClaimDeletion: false,
  heldFields: [],
  network: networkBound({}),
  podAnnotations: HARMLESS_ANNOTATIONS,
  finalizers: KUBERNETES_FINALIZERS,
  allowNodeChoice: false,
  nodeLabels: {},
  tolerations: OUTAGES,
  extendedResources: [],
  allowResourceClaims: false,
  priorityClasses: [],
  schedulers: [DEFAULT_SCHEDULER],
  allowVolumeDataSources: false,
  maxVolumeClaims: 10,
  podSecurity: 'restricted',
};
