/**
 * Markers of the embedded core types in Kubernetes' Go sources, which the generated clients leave out.
 *
 * Read in the Go types of k8s.io/api 1.34 to 1.37 and k8s.io/apimachinery; each entry bears on the CRDs' schemas.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/api/core/v1/types.go
 * @see https://book.kubebuilder.io/reference/markers/crd-processing
 */
import { JsonValue, Limits } from './structural-schema';

/** Lists whose items have keys (`map`) or are unique (`set`); every other list is `atomic`. */
export const LIST_TYPES: Readonly<Record<string, readonly string[] | 'set'>> = {
  'PodSpec.containers': ['name'],
  'PodSpec.initContainers': ['name'],
  'PodSpec.ephemeralContainers': ['name'],
  'PodSpec.evictionResponders': ['name'],
  'PodSpec.hostAliases': ['ip'],
  'PodSpec.imagePullSecrets': ['name'],
  'PodSpec.resourceClaims': ['name'],
  'PodSpec.schedulingGates': ['name'],
  'PodSpec.topologySpreadConstraints': ['topologyKey', 'whenUnsatisfiable'],
  'PodSpec.volumes': ['name'],
  'Container.env': ['name'],
  'Container.ports': ['containerPort', 'protocol'],
  'Container.volumeDevices': ['devicePath'],
  'Container.volumeMounts': ['mountPath'],
  'EphemeralContainer.env': ['name'],
  'EphemeralContainer.ports': ['containerPort', 'protocol'],
  'EphemeralContainer.volumeDevices': ['devicePath'],
  'EphemeralContainer.volumeMounts': ['mountPath'],
  'ResourceRequirements.claims': ['name'],
  'ContainerRestartRuleOnExitCodes.values': 'set',
  'VolumeMount.bindMountOptions': 'set',
};

/** Structs that are replaced as a whole (`+structType=atomic`), and the one map that is (`+mapType=atomic`). */
export const ATOMIC_TYPES: ReadonlySet<string> = new Set([
  'ConfigMapEnvSource',
  'ConfigMapKeySelector',
  'ConfigMapProjection',
  'ConfigMapVolumeSource',
  'EvictionResponder',
  'FileKeySelector',
  'LabelSelector',
  'LocalObjectReference',
  'NodeSelector',
  'NodeSelectorTerm',
  'ObjectFieldSelector',
  'ResourceFieldSelector',
  'SecretEnvSource',
  'SecretKeySelector',
  'SecretProjection',
  'TypedLocalObjectReference',
]);
export const ATOMIC_MAPS: ReadonlySet<string> = new Set(['PodSpec.nodeSelector']);

/** Fields that hold quantities (`500m`, `2Gi`), which the clients type as strings. */
export const QUANTITIES: ReadonlySet<string> = new Set([
  'EmptyDirVolumeSource.sizeLimit',
  'PodSpec.overhead',
  'ResourceFieldSelector.divisor',
  'ResourceRequirements.limits',
  'ResourceRequirements.requests',
  'VolumeResourceRequirements.limits',
  'VolumeResourceRequirements.requests',
]);

/** Defaults (`+default=`) that end up in the schema. */
export const DEFAULTS: Readonly<Record<string, JsonValue>> = {
  'AzureDiskVolumeSource.fsType': 'ext4',
  'AzureDiskVolumeSource.readOnly': false,
  'ConfigMapEnvSource.name': '',
  'ConfigMapKeySelector.name': '',
  'ConfigMapProjection.name': '',
  'ConfigMapVolumeSource.name': '',
  'ContainerPort.protocol': 'TCP',
  'FileKeySelector.optional': false,
  'GRPCAction.service': '',
  'ISCSIVolumeSource.iscsiInterface': 'default',
  'LocalObjectReference.name': '',
  'RBDVolumeSource.keyring': '/etc/ceph/keyring',
  'RBDVolumeSource.pool': 'rbd',
  'RBDVolumeSource.user': 'admin',
  'ScaleIOVolumeSource.fsType': 'xfs',
  'ScaleIOVolumeSource.storageMode': 'ThinProvisioned',
  'SecretEnvSource.name': '',
  'SecretKeySelector.name': '',
  'SecretProjection.name': '',
};

const QUALIFIED_NAME =
  '([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])';

/** Limits that metav1.Condition carries into every CRD. */
export const LIMITS: Readonly<Record<string, Limits>> = {
  'Condition.message': { maxLength: 32768 },
  'Condition.observedGeneration': { minimum: 0 },
  'Condition.reason': { maxLength: 1024, minLength: 1, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' },
  'Condition.status': { enum: ['True', 'False', 'Unknown'] },
  'Condition.type': { maxLength: 316, pattern: `^${QUALIFIED_NAME}$` },
};
