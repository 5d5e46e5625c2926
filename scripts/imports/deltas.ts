import { TypeFields } from './models';

/** What a Kubernetes minor that no package serves adds to its neighbour's types. */
export interface Delta {
  readonly minor: string;
  readonly neighbour: string;
  readonly add: Record<string, TypeFields>;
}

const USER = { user: 'int64' };
const ITEM_USER = { KeyToPath: USER, DownwardAPIVolumeFile: USER };

export const DELTAS: readonly Delta[] = [
  {
    // No client for 1.35 is published. Kubernetes 1.35 release notes: workload-aware scheduling (alpha, removed
    // again in 1.36) and user annotations on projected pod certificates.
    minor: '1.35',
    neighbour: '1.34',
    add: {
      PodSpec: { workloadRef: 'WorkloadReference' },
      WorkloadReference: { 'name!': 'string', 'podGroup!': 'string', 'podGroupReplicaKey': 'string' },
      PodCertificateProjection: { userAnnotations: '{string}' },
    },
  },
  {
    // No client for 1.37 is published yet. Feature gates of Kubernetes 1.37 that touch the PodSpec:
    // EvictionRequestAPI, VolumeBindMountOptions, GRPCContainerProbeTLS, H2CContainerProbe, EmptyDirVolumeMode,
    // AtomicWriteVolumeUserFields.
    minor: '1.37',
    neighbour: '1.36',
    add: {
      PodSpec: { evictionResponders: '[EvictionResponder]' },
      EvictionResponder: { 'name!': 'string', 'priority!': 'int32' },
      VolumeMount: { bindMountOptions: '[string]' },
      GRPCAction: { mode: 'string' },
      HTTPGetAction: { protocol: 'string' },
      EmptyDirVolumeSource: { mode: 'int32' },
      ConfigMapVolumeSource: { defaultUser: 'int64' },
      SecretVolumeSource: { defaultUser: 'int64' },
      DownwardAPIVolumeSource: { defaultUser: 'int64' },
      ProjectedVolumeSource: { defaultUser: 'int64' },
      ...ITEM_USER,
      ServiceAccountTokenProjection: USER,
      ClusterTrustBundleProjection: USER,
      PodCertificateProjection: USER,
    },
  },
];

/** The neighbour's types with the delta applied. */
export function applyDelta(types: Record<string, TypeFields>, delta: Delta): Record<string, TypeFields> {
  const result = { ...types };
  for (const [type, fields] of Object.entries(delta.add)) {
    const clash = Object.keys(fields).find((field) => result[type]?.[field]);
    if (clash) {
      throw new Error(
        `Kubernetes ${delta.neighbour} already has ${type}.${clash}: the delta for ${delta.minor} is out of date`,
      );
    }
    result[type] = { ...result[type], ...fields };
  }
  return result;
}
