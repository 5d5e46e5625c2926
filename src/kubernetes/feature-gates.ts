/**
 * Feature gates of the API server that are about pods, and the fields that it drops without a word where they are off.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/features/kube_features.go
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/api/pod/util.go
 */

/** The minor of Kubernetes 1 from which each gate is on by default; undefined where none that is known has it on. */
export const GATES = {
  MatchLabelKeysInPodTopologySpread: 27,
  PodSchedulingReadiness: 27,
  SidecarContainers: 29,
  PodLifecycleSleepAction: 30,
  AppArmorFields: 30,
  MatchLabelKeysInPodAffinity: 31,
  RecursiveReadOnlyMounts: 31,
  RelaxedEnvironmentVariableValidation: 32,
  UserNamespacesSupport: 33,
  ProcMountType: 33,
  SupplementalGroupsPolicy: 33,
  SELinuxChangePolicy: 33,
  InPlacePodVerticalScaling: 33,
  PodLifecycleSleepActionAllowZero: 33,
  RelaxedDNSSearchValidation: 33,
  PodLevelResources: 34,
  DynamicResourceAllocation: 34,
  VolumeAttributesClass: 34,
  ImageVolume: 35,
  ContainerRestartRules: 35,
  HostnameOverride: 35,
  EnvFiles: 35,
  StrictIPCIDRValidation: 36,
  RestartAllContainersOnContainerExits: 36,
  ClusterTrustBundleProjection: 37,
  PodCertificateRequest: 37,
  SELinuxMount: 37,
  ContainerStopSignals: undefined,
  GenericWorkload: undefined,
  EvictionRequestAPI: undefined,
  AtomicWriteVolumeUserFields: undefined,
  EmptyDirVolumeMode: undefined,
  VolumeBindMountOptions: undefined,
  GRPCContainerProbeTLS: undefined,
  H2CContainerProbe: undefined,
  CrossNamespaceVolumeDataSource: undefined,
} as const satisfies Readonly<Record<string, number | undefined>>;

export type FeatureGate = keyof typeof GATES;

/** A field that a feature gate turns off. */
export interface GatedField {
  readonly gate: FeatureGate;
  /** The first minor that drops the field: those before refuse it. @default - all before */
  readonly droppedFrom?: number;
  /** Paths from the holder: a pod or the spec of a PersistentVolumeClaim. `*` is each list of containers. */
  readonly fields: readonly string[];
  /** Whether a value is as good as none, or has another gate. @default - no value is */
  readonly isFree?: (value: unknown) => boolean;
  /**
   * Whether the object around it is dropped too: where nothing else is left of it, or in any case. @default - it
   * stays
   */
  readonly drops?: 'emptyHolder' | 'holder';
  /** What users call it, for documentation. */
  readonly about: string;
  /** What happens before, where it is more than that the field is dropped. */
  readonly before?: string;
}

/** The newest minor whose gates are known. */
export const NEWEST_GATES = 37;

const is = (...values: unknown[]) => (value: unknown) => values.includes(value);
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HOOKS = ['lifecycle.postStart', 'lifecycle.preStop'];
const FILES = ['secret', 'configMap', 'downwardAPI'];
const PROJECTED = 'spec.volumes[].projected.sources[]';
const AFFINITIES = ['podAffinity', 'podAntiAffinity'].flatMap((affinity) => [
  `spec.affinity.${affinity}.requiredDuringSchedulingIgnoredDuringExecution[]`,
  `spec.affinity.${affinity}.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm`,
]);

/** Those of pods, by the minor from which they are on. */
export const POD_GATES: readonly GatedField[] = [
  {
    gate: 'MatchLabelKeysInPodTopologySpread',
    fields: ['spec.topologySpreadConstraints[].matchLabelKeys'],
    about: '`matchLabelKeys` of topology spread constraints',
  },
  {
    gate: 'PodSchedulingReadiness', fields: ['spec.schedulingGates'], about: '`schedulingGates`',
  },
  {
    gate: 'SidecarContainers',
    fields: ['spec.initContainers[].restartPolicy'],
    isFree: (value) => value !== 'Always',
    about: 'init containers that keep running (`restartPolicy: Always`)',
    before: 'dropped, and the pod waits for the container to end',
  },
  {
    gate: 'PodLifecycleSleepAction',
    fields: HOOKS.map((hook) => `spec.*[].${hook}.sleep`),
    drops: 'emptyHolder',
    about: '`sleep` of lifecycle hooks',
  },
  {
    gate: 'AppArmorFields',
    fields: ['spec.securityContext.appArmorProfile', 'spec.*[].securityContext.appArmorProfile'],
    about: '`appArmorProfile`',
  },
  {
    gate: 'MatchLabelKeysInPodAffinity',
    fields: AFFINITIES.flatMap((term) => [`${term}.matchLabelKeys`, `${term}.mismatchLabelKeys`]),
    about: '`matchLabelKeys` and `mismatchLabelKeys` of affinities',
  },
  {
    gate: 'RecursiveReadOnlyMounts',
    fields: ['spec.*[].volumeMounts[].recursiveReadOnly'],
    isFree: is('Disabled'),
    about: '`recursiveReadOnly` of mounts',
  },
  {
    gate: 'UserNamespacesSupport',
    fields: ['spec.hostUsers'],
    isFree: is(true),
    about: 'user namespaces (`hostUsers: false`)',
  },
  {
    gate: 'ProcMountType',
    fields: ['spec.*[].securityContext.procMount'],
    isFree: is('Default'),
    about: '`procMount: Unmasked`',
  },
  {
    gate: 'SupplementalGroupsPolicy',
    fields: ['spec.securityContext.supplementalGroupsPolicy'],
    isFree: is('Merge'),
    about: '`supplementalGroupsPolicy: Strict`',
  },
  {
    gate: 'SELinuxChangePolicy',
    fields: ['spec.securityContext.seLinuxChangePolicy'],
    isFree: is('MountOption'),
    about: '`seLinuxChangePolicy: Recursive`',
  },
  {
    gate: 'InPlacePodVerticalScaling', fields: ['spec.*[].resizePolicy'], about: '`resizePolicy`',
  },
  {
    gate: 'PodLevelResources',
    fields: ['spec.resources'],
    about: 'resources of the pod as a whole (`resources` beside `containers`)',
  },
  {
    gate: 'DynamicResourceAllocation',
    fields: ['spec.resourceClaims', 'spec.*[].resources.claims'],
    about: '`resourceClaims`, and `claims` of containers',
  },
  {
    gate: 'ImageVolume',
    fields: ['spec.volumes[].image'],
    about: '`image` volumes',
    before: 'dropped, with their mounts',
  },
  {
    gate: 'ContainerRestartRules',
    droppedFrom: 34,
    fields: ['spec.containers[].restartPolicy'],
    about: '`restartPolicy` and `restartPolicyRules` of containers',
    before: 'dropped by 1.34; before, `restartPolicy` is refused',
  },
  {
    gate: 'ContainerRestartRules',
    droppedFrom: 34,
    fields: ['spec.initContainers[].restartPolicy'],
    isFree: is('Always'),
    about: '`restartPolicy` of init containers, other than `Always`',
    before: 'dropped by 1.34; before, it is refused',
  },
  {
    gate: 'ContainerRestartRules', fields: ['spec.*[].restartPolicyRules'], about: '',
  },
  {
    gate: 'HostnameOverride', fields: ['spec.hostnameOverride'], about: '`hostnameOverride`',
  },
  {
    gate: 'EnvFiles',
    fields: ['spec.*[].env[].valueFrom.fileKeyRef'],
    about: 'variables from files (`fileKeyRef`)',
    before: 'dropped, and the pod is refused: its variable has no source',
  },
  {
    gate: 'ClusterTrustBundleProjection',
    fields: [`${PROJECTED}.clusterTrustBundle`],
    about: 'projected `clusterTrustBundle`',
  },
  {
    gate: 'PodCertificateRequest',
    fields: [`${PROJECTED}.podCertificate`],
    about: 'projected `podCertificate`',
  },
  {
    gate: 'ContainerStopSignals',
    fields: ['spec.*[].lifecycle.stopSignal'],
    drops: 'emptyHolder',
    about: '`stopSignal` of containers',
  },
  {
    gate: 'GenericWorkload',
    fields: ['spec.workloadRef', 'spec.schedulingGroup'],
    about: '`schedulingGroup`; in 1.35 `workloadRef`',
  },
  {
    gate: 'EvictionRequestAPI', fields: ['spec.evictionResponders'], about: '`evictionResponders`',
  },
  {
    gate: 'AtomicWriteVolumeUserFields',
    fields: [
      ...FILES.flatMap((source) => [`spec.volumes[].${source}.defaultUser`, `spec.volumes[].${source}.items[].user`]),
      'spec.volumes[].projected.defaultUser',
      ...FILES.map((source) => `${PROJECTED}.${source}.items[].user`),
      ...['serviceAccountToken', 'clusterTrustBundle', 'podCertificate'].map((source) => `${PROJECTED}.${source}.user`),
    ],
    about: '`defaultUser` and `user` of files in volumes',
  },
  {
    gate: 'EmptyDirVolumeMode', fields: ['spec.volumes[].emptyDir.mode'], about: '`mode` of an emptyDir',
  },
  {
    gate: 'VolumeBindMountOptions',
    fields: ['spec.*[].volumeMounts[].bindMountOptions'],
    about: '`bindMountOptions` of mounts',
  },
  {
    gate: 'GRPCContainerProbeTLS',
    fields: PROBES.map((probe) => `spec.*[].${probe}.grpc.mode`),
    about: '`mode` of gRPC probes',
  },
  {
    gate: 'H2CContainerProbe',
    fields: [...PROBES, ...HOOKS].map((holder) => `spec.*[].${holder}.httpGet.protocol`),
    about: '`protocol` of HTTP probes and hooks',
  },
];

/** Those of the spec of a PersistentVolumeClaim. */
export const CLAIM_GATES: readonly GatedField[] = [
  {
    gate: 'VolumeAttributesClass',
    fields: ['volumeAttributesClassName'],
    about: '`volumeAttributesClassName` of volume claims',
  },
  {
    gate: 'CrossNamespaceVolumeDataSource',
    fields: ['dataSourceRef.namespace'],
    isFree: is(''),
    drops: 'holder',
    about: '`namespace` in `dataSourceRef` of volume claims',
    before: 'dropped, with all of `dataSourceRef`',
  },
];

/** The minor of a version of Kubernetes such as `1.36`; 0 when it is not known. */
export function minorOf(kubernetes: string | undefined): number {
  return Number(kubernetes?.split('.')[1] ?? 0);
}
