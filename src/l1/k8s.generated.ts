// Generated from imports/ and the release history by 'npx projen l1'. Do not edit.

import { IntOrString, ObjectMeta, Quantity } from './scalars';

/**
 * Kubernetes' AWSElasticBlockStoreVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#awselasticblockstorevolumesource-v1-core
 */
export interface AWSElasticBlockStoreVolumeSource {
  /**
   * `fsType` of an AWSElasticBlockStoreVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#awselasticblockstorevolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `partition` of an AWSElasticBlockStoreVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#awselasticblockstorevolumesource-v1-core
   */
  readonly partition?: number;

  /**
   * `readOnly` of an AWSElasticBlockStoreVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#awselasticblockstorevolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `volumeID` of an AWSElasticBlockStoreVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#awselasticblockstorevolumesource-v1-core
   */
  readonly volumeID: string;
}

/**
 * Kubernetes' Affinity.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#affinity-v1-core
 */
export interface Affinity {
  /**
   * `nodeAffinity` of an Affinity.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#affinity-v1-core
   */
  readonly nodeAffinity?: NodeAffinity;

  /**
   * `podAffinity` of an Affinity.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#affinity-v1-core
   */
  readonly podAffinity?: PodAffinity;

  /**
   * `podAntiAffinity` of an Affinity.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#affinity-v1-core
   */
  readonly podAntiAffinity?: PodAntiAffinity;
}

/**
 * Kubernetes' AppArmorProfile.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#apparmorprofile-v1-core
 */
export interface AppArmorProfile {
  /**
   * `localhostProfile` of an AppArmorProfile.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#apparmorprofile-v1-core
   */
  readonly localhostProfile?: string;

  /**
   * `type` of an AppArmorProfile.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#apparmorprofile-v1-core
   */
  readonly type: string;
}

/**
 * Kubernetes' AzureDiskVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurediskvolumesource-v1-core
 */
export interface AzureDiskVolumeSource {
  /**
   * `cachingMode` of an AzureDiskVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurediskvolumesource-v1-core
   */
  readonly cachingMode?: string;

  /**
   * `diskName` of an AzureDiskVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurediskvolumesource-v1-core
   */
  readonly diskName: string;

  /**
   * `diskURI` of an AzureDiskVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurediskvolumesource-v1-core
   */
  readonly diskURI: string;

  /**
   * `fsType` of an AzureDiskVolumeSource.
   * @default - `"ext4"`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurediskvolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `kind` of an AzureDiskVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurediskvolumesource-v1-core
   */
  readonly kind?: string;

  /**
   * `readOnly` of an AzureDiskVolumeSource.
   * @default - `false`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurediskvolumesource-v1-core
   */
  readonly readOnly?: boolean;
}

/**
 * Kubernetes' AzureFileVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurefilevolumesource-v1-core
 */
export interface AzureFileVolumeSource {
  /**
   * `readOnly` of an AzureFileVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurefilevolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `secretName` of an AzureFileVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurefilevolumesource-v1-core
   */
  readonly secretName: string;

  /**
   * `shareName` of an AzureFileVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#azurefilevolumesource-v1-core
   */
  readonly shareName: string;
}

/**
 * Kubernetes' CSIVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#csivolumesource-v1-core
 */
export interface CSIVolumeSource {
  /**
   * `driver` of a CSIVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#csivolumesource-v1-core
   */
  readonly driver: string;

  /**
   * `fsType` of a CSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#csivolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `nodePublishSecretRef` of a CSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#csivolumesource-v1-core
   */
  readonly nodePublishSecretRef?: LocalObjectReference;

  /**
   * `readOnly` of a CSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#csivolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `volumeAttributes` of a CSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#csivolumesource-v1-core
   */
  readonly volumeAttributes?: { [key: string]: string };
}

/**
 * Kubernetes' Capabilities.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#capabilities-v1-core
 */
export interface Capabilities {
  /**
   * `add` of a Capabilities.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#capabilities-v1-core
   */
  readonly add?: string[];

  /**
   * `drop` of a Capabilities.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#capabilities-v1-core
   */
  readonly drop?: string[];
}

/**
 * Kubernetes' CephFSVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cephfsvolumesource-v1-core
 */
export interface CephFSVolumeSource {
  /**
   * `monitors` of a CephFSVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cephfsvolumesource-v1-core
   */
  readonly monitors: string[];

  /**
   * `path` of a CephFSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cephfsvolumesource-v1-core
   */
  readonly path?: string;

  /**
   * `readOnly` of a CephFSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cephfsvolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `secretFile` of a CephFSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cephfsvolumesource-v1-core
   */
  readonly secretFile?: string;

  /**
   * `secretRef` of a CephFSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cephfsvolumesource-v1-core
   */
  readonly secretRef?: LocalObjectReference;

  /**
   * `user` of a CephFSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cephfsvolumesource-v1-core
   */
  readonly user?: string;
}

/**
 * Kubernetes' CinderVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cindervolumesource-v1-core
 */
export interface CinderVolumeSource {
  /**
   * `fsType` of a CinderVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cindervolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `readOnly` of a CinderVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cindervolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `secretRef` of a CinderVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cindervolumesource-v1-core
   */
  readonly secretRef?: LocalObjectReference;

  /**
   * `volumeID` of a CinderVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#cindervolumesource-v1-core
   */
  readonly volumeID: string;
}

/**
 * Kubernetes' ClusterTrustBundleProjection.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#clustertrustbundleprojection-v1-core
 */
export interface ClusterTrustBundleProjection {
  /**
   * `labelSelector` of a ClusterTrustBundleProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#clustertrustbundleprojection-v1-core
   */
  readonly labelSelector?: LabelSelector;

  /**
   * `name` of a ClusterTrustBundleProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#clustertrustbundleprojection-v1-core
   */
  readonly name?: string;

  /**
   * `optional` of a ClusterTrustBundleProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#clustertrustbundleprojection-v1-core
   */
  readonly optional?: boolean;

  /**
   * `path` of a ClusterTrustBundleProjection.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#clustertrustbundleprojection-v1-core
   */
  readonly path: string;

  /**
   * `signerName` of a ClusterTrustBundleProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#clustertrustbundleprojection-v1-core
   */
  readonly signerName?: string;

  /**
   * `user` of a ClusterTrustBundleProjection. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#clustertrustbundleprojection-v1-core
   */
  readonly user?: number;
}

/**
 * Kubernetes' ConfigMapEnvSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapenvsource-v1-core
 */
export interface ConfigMapEnvSource {
  /**
   * `name` of a ConfigMapEnvSource.
   * @default - `""`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapenvsource-v1-core
   */
  readonly name?: string;

  /**
   * `optional` of a ConfigMapEnvSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapenvsource-v1-core
   */
  readonly optional?: boolean;
}

/**
 * Kubernetes' ConfigMapKeySelector.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapkeyselector-v1-core
 */
export interface ConfigMapKeySelector {
  /**
   * `key` of a ConfigMapKeySelector.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapkeyselector-v1-core
   */
  readonly key: string;

  /**
   * `name` of a ConfigMapKeySelector.
   * @default - `""`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapkeyselector-v1-core
   */
  readonly name?: string;

  /**
   * `optional` of a ConfigMapKeySelector.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapkeyselector-v1-core
   */
  readonly optional?: boolean;
}

/**
 * Kubernetes' ConfigMapProjection.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapprojection-v1-core
 */
export interface ConfigMapProjection {
  /**
   * `items` of a ConfigMapProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapprojection-v1-core
   */
  readonly items?: KeyToPath[];

  /**
   * `name` of a ConfigMapProjection.
   * @default - `""`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapprojection-v1-core
   */
  readonly name?: string;

  /**
   * `optional` of a ConfigMapProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapprojection-v1-core
   */
  readonly optional?: boolean;
}

/**
 * Kubernetes' ConfigMapVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapvolumesource-v1-core
 */
export interface ConfigMapVolumeSource {
  /**
   * `defaultMode` of a ConfigMapVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapvolumesource-v1-core
   */
  readonly defaultMode?: number;

  /**
   * `defaultUser` of a ConfigMapVolumeSource. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapvolumesource-v1-core
   */
  readonly defaultUser?: number;

  /**
   * `items` of a ConfigMapVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapvolumesource-v1-core
   */
  readonly items?: KeyToPath[];

  /**
   * `name` of a ConfigMapVolumeSource.
   * @default - `""`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapvolumesource-v1-core
   */
  readonly name?: string;

  /**
   * `optional` of a ConfigMapVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#configmapvolumesource-v1-core
   */
  readonly optional?: boolean;
}

/**
 * Kubernetes' Container.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
 */
export interface Container {
  /**
   * `args` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly args?: string[];

  /**
   * `command` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly command?: string[];

  /**
   * `env` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly env?: EnvVar[];

  /**
   * `envFrom` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly envFrom?: EnvFromSource[];

  /**
   * `image` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly image?: string;

  /**
   * `imagePullPolicy` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly imagePullPolicy?: string;

  /**
   * `lifecycle` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly lifecycle?: Lifecycle;

  /**
   * `livenessProbe` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly livenessProbe?: Probe;

  /**
   * `name` of a Container.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly name: string;

  /**
   * `ports` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly ports?: ContainerPort[];

  /**
   * `readinessProbe` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly readinessProbe?: Probe;

  /**
   * `resizePolicy` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly resizePolicy?: ContainerResizePolicy[];

  /**
   * `resources` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly resources?: ResourceRequirements;

  /**
   * `restartPolicy` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly restartPolicy?: string;

  /**
   * `restartPolicyRules` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly restartPolicyRules?: ContainerRestartRule[];

  /**
   * `securityContext` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly securityContext?: SecurityContext;

  /**
   * `startupProbe` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly startupProbe?: Probe;

  /**
   * `stdin` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly stdin?: boolean;

  /**
   * `stdinOnce` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly stdinOnce?: boolean;

  /**
   * `terminationMessagePath` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly terminationMessagePath?: string;

  /**
   * `terminationMessagePolicy` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly terminationMessagePolicy?: string;

  /**
   * `tty` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly tty?: boolean;

  /**
   * `volumeDevices` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly volumeDevices?: VolumeDevice[];

  /**
   * `volumeMounts` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * `workingDir` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly workingDir?: string;
}

/**
 * Kubernetes' ContainerPort.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerport-v1-core
 */
export interface ContainerPort {
  /**
   * `containerPort` of a ContainerPort.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerport-v1-core
   */
  readonly containerPort: number;

  /**
   * `hostIP` of a ContainerPort.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerport-v1-core
   */
  readonly hostIP?: string;

  /**
   * `hostPort` of a ContainerPort.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerport-v1-core
   */
  readonly hostPort?: number;

  /**
   * `name` of a ContainerPort.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerport-v1-core
   */
  readonly name?: string;

  /**
   * `protocol` of a ContainerPort.
   * @default - `"TCP"`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerport-v1-core
   */
  readonly protocol?: string;
}

/**
 * Kubernetes' ContainerResizePolicy.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerresizepolicy-v1-core
 */
export interface ContainerResizePolicy {
  /**
   * `resourceName` of a ContainerResizePolicy.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerresizepolicy-v1-core
   */
  readonly resourceName: string;

  /**
   * `restartPolicy` of a ContainerResizePolicy.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerresizepolicy-v1-core
   */
  readonly restartPolicy: string;
}

/**
 * Kubernetes' ContainerRestartRule.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerrestartrule-v1-core
 */
export interface ContainerRestartRule {
  /**
   * `action` of a ContainerRestartRule.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerrestartrule-v1-core
   */
  readonly action: string;

  /**
   * `exitCodes` of a ContainerRestartRule.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerrestartrule-v1-core
   */
  readonly exitCodes?: ContainerRestartRuleOnExitCodes;
}

/**
 * Kubernetes' ContainerRestartRuleOnExitCodes.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerrestartruleonexitcodes-v1-core
 */
export interface ContainerRestartRuleOnExitCodes {
  /**
   * `operator` of a ContainerRestartRuleOnExitCodes.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerrestartruleonexitcodes-v1-core
   */
  readonly operator: string;

  /**
   * `values` of a ContainerRestartRuleOnExitCodes.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#containerrestartruleonexitcodes-v1-core
   */
  readonly values?: number[];
}

/**
 * Kubernetes' DownwardAPIProjection.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapiprojection-v1-core
 */
export interface DownwardAPIProjection {
  /**
   * `items` of a DownwardAPIProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapiprojection-v1-core
   */
  readonly items?: DownwardAPIVolumeFile[];
}

/**
 * Kubernetes' DownwardAPIVolumeFile.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapivolumefile-v1-core
 */
export interface DownwardAPIVolumeFile {
  /**
   * `fieldRef` of a DownwardAPIVolumeFile.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapivolumefile-v1-core
   */
  readonly fieldRef?: ObjectFieldSelector;

  /**
   * `mode` of a DownwardAPIVolumeFile.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapivolumefile-v1-core
   */
  readonly mode?: number;

  /**
   * `path` of a DownwardAPIVolumeFile.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapivolumefile-v1-core
   */
  readonly path: string;

  /**
   * `resourceFieldRef` of a DownwardAPIVolumeFile.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapivolumefile-v1-core
   */
  readonly resourceFieldRef?: ResourceFieldSelector;

  /**
   * `user` of a DownwardAPIVolumeFile. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapivolumefile-v1-core
   */
  readonly user?: number;
}

/**
 * Kubernetes' DownwardAPIVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapivolumesource-v1-core
 */
export interface DownwardAPIVolumeSource {
  /**
   * `defaultMode` of a DownwardAPIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapivolumesource-v1-core
   */
  readonly defaultMode?: number;

  /**
   * `defaultUser` of a DownwardAPIVolumeSource. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapivolumesource-v1-core
   */
  readonly defaultUser?: number;

  /**
   * `items` of a DownwardAPIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#downwardapivolumesource-v1-core
   */
  readonly items?: DownwardAPIVolumeFile[];
}

/**
 * Kubernetes' EmptyDirVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#emptydirvolumesource-v1-core
 */
export interface EmptyDirVolumeSource {
  /**
   * `medium` of an EmptyDirVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#emptydirvolumesource-v1-core
   */
  readonly medium?: string;

  /**
   * `mode` of an EmptyDirVolumeSource. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#emptydirvolumesource-v1-core
   */
  readonly mode?: number;

  /**
   * `sizeLimit` of an EmptyDirVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#emptydirvolumesource-v1-core
   */
  readonly sizeLimit?: Quantity;
}

/**
 * Kubernetes' EnvFromSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envfromsource-v1-core
 */
export interface EnvFromSource {
  /**
   * `configMapRef` of an EnvFromSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envfromsource-v1-core
   */
  readonly configMapRef?: ConfigMapEnvSource;

  /**
   * `prefix` of an EnvFromSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envfromsource-v1-core
   */
  readonly prefix?: string;

  /**
   * `secretRef` of an EnvFromSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envfromsource-v1-core
   */
  readonly secretRef?: SecretEnvSource;
}

/**
 * Kubernetes' EnvVar.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envvar-v1-core
 */
export interface EnvVar {
  /**
   * `name` of an EnvVar.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envvar-v1-core
   */
  readonly name: string;

  /**
   * `value` of an EnvVar.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envvar-v1-core
   */
  readonly value?: string;

  /**
   * `valueFrom` of an EnvVar.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envvar-v1-core
   */
  readonly valueFrom?: EnvVarSource;
}

/**
 * Kubernetes' EnvVarSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envvarsource-v1-core
 */
export interface EnvVarSource {
  /**
   * `configMapKeyRef` of an EnvVarSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envvarsource-v1-core
   */
  readonly configMapKeyRef?: ConfigMapKeySelector;

  /**
   * `fieldRef` of an EnvVarSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envvarsource-v1-core
   */
  readonly fieldRef?: ObjectFieldSelector;

  /**
   * `fileKeyRef` of an EnvVarSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envvarsource-v1-core
   */
  readonly fileKeyRef?: FileKeySelector;

  /**
   * `resourceFieldRef` of an EnvVarSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envvarsource-v1-core
   */
  readonly resourceFieldRef?: ResourceFieldSelector;

  /**
   * `secretKeyRef` of an EnvVarSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#envvarsource-v1-core
   */
  readonly secretKeyRef?: SecretKeySelector;
}

/**
 * Kubernetes' EphemeralContainer.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
 */
export interface EphemeralContainer {
  /**
   * `args` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly args?: string[];

  /**
   * `command` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly command?: string[];

  /**
   * `env` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly env?: EnvVar[];

  /**
   * `envFrom` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly envFrom?: EnvFromSource[];

  /**
   * `image` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly image?: string;

  /**
   * `imagePullPolicy` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly imagePullPolicy?: string;

  /**
   * `lifecycle` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly lifecycle?: Lifecycle;

  /**
   * `livenessProbe` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly livenessProbe?: Probe;

  /**
   * `name` of an EphemeralContainer.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly name: string;

  /**
   * `ports` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly ports?: ContainerPort[];

  /**
   * `readinessProbe` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly readinessProbe?: Probe;

  /**
   * `resizePolicy` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly resizePolicy?: ContainerResizePolicy[];

  /**
   * `resources` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly resources?: ResourceRequirements;

  /**
   * `restartPolicy` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly restartPolicy?: string;

  /**
   * `restartPolicyRules` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly restartPolicyRules?: ContainerRestartRule[];

  /**
   * `securityContext` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly securityContext?: SecurityContext;

  /**
   * `startupProbe` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly startupProbe?: Probe;

  /**
   * `stdin` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly stdin?: boolean;

  /**
   * `stdinOnce` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly stdinOnce?: boolean;

  /**
   * `targetContainerName` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly targetContainerName?: string;

  /**
   * `terminationMessagePath` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly terminationMessagePath?: string;

  /**
   * `terminationMessagePolicy` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly terminationMessagePolicy?: string;

  /**
   * `tty` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly tty?: boolean;

  /**
   * `volumeDevices` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly volumeDevices?: VolumeDevice[];

  /**
   * `volumeMounts` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * `workingDir` of an EphemeralContainer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralcontainer-v1-core
   */
  readonly workingDir?: string;
}

/**
 * Kubernetes' EphemeralVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralvolumesource-v1-core
 */
export interface EphemeralVolumeSource {
  /**
   * `volumeClaimTemplate` of an EphemeralVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ephemeralvolumesource-v1-core
   */
  readonly volumeClaimTemplate?: PersistentVolumeClaimTemplate;
}

/**
 * Kubernetes' EvictionResponder.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#evictionresponder-v1-core
 */
export interface EvictionResponder {
  /**
   * `name` of an EvictionResponder. From Agent Sandbox v1.0.2.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#evictionresponder-v1-core
   */
  readonly name: string;

  /**
   * `priority` of an EvictionResponder. From Agent Sandbox v1.0.2.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#evictionresponder-v1-core
   */
  readonly priority: number;
}

/**
 * Kubernetes' ExecAction.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#execaction-v1-core
 */
export interface ExecAction {
  /**
   * `command` of an ExecAction.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#execaction-v1-core
   */
  readonly command?: string[];
}

/**
 * Kubernetes' FCVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#fcvolumesource-v1-core
 */
export interface FCVolumeSource {
  /**
   * `fsType` of a FCVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#fcvolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `lun` of a FCVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#fcvolumesource-v1-core
   */
  readonly lun?: number;

  /**
   * `readOnly` of a FCVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#fcvolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `targetWWNs` of a FCVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#fcvolumesource-v1-core
   */
  readonly targetWWNs?: string[];

  /**
   * `wwids` of a FCVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#fcvolumesource-v1-core
   */
  readonly wwids?: string[];
}

/**
 * Kubernetes' FileKeySelector.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#filekeyselector-v1-core
 */
export interface FileKeySelector {
  /**
   * `key` of a FileKeySelector.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#filekeyselector-v1-core
   */
  readonly key: string;

  /**
   * `optional` of a FileKeySelector.
   * @default - `false`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#filekeyselector-v1-core
   */
  readonly optional?: boolean;

  /**
   * `path` of a FileKeySelector.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#filekeyselector-v1-core
   */
  readonly path: string;

  /**
   * `volumeName` of a FileKeySelector.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#filekeyselector-v1-core
   */
  readonly volumeName: string;
}

/**
 * Kubernetes' FlexVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#flexvolumesource-v1-core
 */
export interface FlexVolumeSource {
  /**
   * `driver` of a FlexVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#flexvolumesource-v1-core
   */
  readonly driver: string;

  /**
   * `fsType` of a FlexVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#flexvolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `options` of a FlexVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#flexvolumesource-v1-core
   */
  readonly options?: { [key: string]: string };

  /**
   * `readOnly` of a FlexVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#flexvolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `secretRef` of a FlexVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#flexvolumesource-v1-core
   */
  readonly secretRef?: LocalObjectReference;
}

/**
 * Kubernetes' FlockerVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#flockervolumesource-v1-core
 */
export interface FlockerVolumeSource {
  /**
   * `datasetName` of a FlockerVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#flockervolumesource-v1-core
   */
  readonly datasetName?: string;

  /**
   * `datasetUUID` of a FlockerVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#flockervolumesource-v1-core
   */
  readonly datasetUUID?: string;
}

/**
 * Kubernetes' GCEPersistentDiskVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#gcepersistentdiskvolumesource-v1-core
 */
export interface GCEPersistentDiskVolumeSource {
  /**
   * `fsType` of a GCEPersistentDiskVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#gcepersistentdiskvolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `partition` of a GCEPersistentDiskVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#gcepersistentdiskvolumesource-v1-core
   */
  readonly partition?: number;

  /**
   * `pdName` of a GCEPersistentDiskVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#gcepersistentdiskvolumesource-v1-core
   */
  readonly pdName: string;

  /**
   * `readOnly` of a GCEPersistentDiskVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#gcepersistentdiskvolumesource-v1-core
   */
  readonly readOnly?: boolean;
}

/**
 * Kubernetes' GRPCAction.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#grpcaction-v1-core
 */
export interface GRPCAction {
  /**
   * `mode` of a GRPCAction. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#grpcaction-v1-core
   */
  readonly mode?: string;

  /**
   * `port` of a GRPCAction.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#grpcaction-v1-core
   */
  readonly port: number;

  /**
   * `service` of a GRPCAction.
   * @default - `""`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#grpcaction-v1-core
   */
  readonly service?: string;
}

/**
 * Kubernetes' GitRepoVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#gitrepovolumesource-v1-core
 */
export interface GitRepoVolumeSource {
  /**
   * `directory` of a GitRepoVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#gitrepovolumesource-v1-core
   */
  readonly directory?: string;

  /**
   * `repository` of a GitRepoVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#gitrepovolumesource-v1-core
   */
  readonly repository: string;

  /**
   * `revision` of a GitRepoVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#gitrepovolumesource-v1-core
   */
  readonly revision?: string;
}

/**
 * Kubernetes' GlusterfsVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#glusterfsvolumesource-v1-core
 */
export interface GlusterfsVolumeSource {
  /**
   * `endpoints` of a GlusterfsVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#glusterfsvolumesource-v1-core
   */
  readonly endpoints: string;

  /**
   * `path` of a GlusterfsVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#glusterfsvolumesource-v1-core
   */
  readonly path: string;

  /**
   * `readOnly` of a GlusterfsVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#glusterfsvolumesource-v1-core
   */
  readonly readOnly?: boolean;
}

/**
 * Kubernetes' HTTPGetAction.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#httpgetaction-v1-core
 */
export interface HTTPGetAction {
  /**
   * `host` of a HTTPGetAction.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#httpgetaction-v1-core
   */
  readonly host?: string;

  /**
   * `httpHeaders` of a HTTPGetAction.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#httpgetaction-v1-core
   */
  readonly httpHeaders?: HTTPHeader[];

  /**
   * `path` of a HTTPGetAction.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#httpgetaction-v1-core
   */
  readonly path?: string;

  /**
   * `port` of a HTTPGetAction.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#httpgetaction-v1-core
   */
  readonly port: IntOrString;

  /**
   * `protocol` of a HTTPGetAction. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#httpgetaction-v1-core
   */
  readonly protocol?: string;

  /**
   * `scheme` of a HTTPGetAction.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#httpgetaction-v1-core
   */
  readonly scheme?: string;
}

/**
 * Kubernetes' HTTPHeader.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#httpheader-v1-core
 */
export interface HTTPHeader {
  /**
   * `name` of a HTTPHeader.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#httpheader-v1-core
   */
  readonly name: string;

  /**
   * `value` of a HTTPHeader.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#httpheader-v1-core
   */
  readonly value: string;
}

/**
 * Kubernetes' HostAlias.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#hostalias-v1-core
 */
export interface HostAlias {
  /**
   * `hostnames` of a HostAlias.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#hostalias-v1-core
   */
  readonly hostnames?: string[];

  /**
   * `ip` of a HostAlias.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#hostalias-v1-core
   */
  readonly ip: string;
}

/**
 * Kubernetes' HostPathVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#hostpathvolumesource-v1-core
 */
export interface HostPathVolumeSource {
  /**
   * `path` of a HostPathVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#hostpathvolumesource-v1-core
   */
  readonly path: string;

  /**
   * `type` of a HostPathVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#hostpathvolumesource-v1-core
   */
  readonly type?: string;
}

/**
 * Kubernetes' IPBlock.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ipblock-v1-networking-k8s-io
 * @struct
 */
export interface IPBlock {
  /**
   * `cidr` of an IPBlock.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ipblock-v1-networking-k8s-io
   */
  readonly cidr: string;

  /**
   * `except` of an IPBlock.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#ipblock-v1-networking-k8s-io
   */
  readonly except?: string[];
}

/**
 * Kubernetes' ISCSIVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
 * @struct
 */
export interface ISCSIVolumeSource {
  /**
   * `chapAuthDiscovery` of an ISCSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly chapAuthDiscovery?: boolean;

  /**
   * `chapAuthSession` of an ISCSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly chapAuthSession?: boolean;

  /**
   * `fsType` of an ISCSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `initiatorName` of an ISCSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly initiatorName?: string;

  /**
   * `iqn` of an ISCSIVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly iqn: string;

  /**
   * `iscsiInterface` of an ISCSIVolumeSource.
   * @default - `"default"`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly iscsiInterface?: string;

  /**
   * `lun` of an ISCSIVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly lun: number;

  /**
   * `portals` of an ISCSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly portals?: string[];

  /**
   * `readOnly` of an ISCSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `secretRef` of an ISCSIVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly secretRef?: LocalObjectReference;

  /**
   * `targetPortal` of an ISCSIVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#iscsivolumesource-v1-core
   */
  readonly targetPortal: string;
}

/**
 * Kubernetes' ImageVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#imagevolumesource-v1-core
 */
export interface ImageVolumeSource {
  /**
   * `pullPolicy` of an ImageVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#imagevolumesource-v1-core
   */
  readonly pullPolicy?: string;

  /**
   * `reference` of an ImageVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#imagevolumesource-v1-core
   */
  readonly reference?: string;
}

/**
 * Kubernetes' KeyToPath.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#keytopath-v1-core
 */
export interface KeyToPath {
  /**
   * `key` of a KeyToPath.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#keytopath-v1-core
   */
  readonly key: string;

  /**
   * `mode` of a KeyToPath.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#keytopath-v1-core
   */
  readonly mode?: number;

  /**
   * `path` of a KeyToPath.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#keytopath-v1-core
   */
  readonly path: string;

  /**
   * `user` of a KeyToPath. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#keytopath-v1-core
   */
  readonly user?: number;
}

/**
 * Kubernetes' LabelSelector.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#labelselector-v1-meta
 */
export interface LabelSelector {
  /**
   * `matchExpressions` of a LabelSelector.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#labelselector-v1-meta
   */
  readonly matchExpressions?: LabelSelectorRequirement[];

  /**
   * `matchLabels` of a LabelSelector.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#labelselector-v1-meta
   */
  readonly matchLabels?: { [key: string]: string };
}

/**
 * Kubernetes' LabelSelectorRequirement.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#labelselectorrequirement-v1-meta
 */
export interface LabelSelectorRequirement {
  /**
   * `key` of a LabelSelectorRequirement.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#labelselectorrequirement-v1-meta
   */
  readonly key: string;

  /**
   * `operator` of a LabelSelectorRequirement.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#labelselectorrequirement-v1-meta
   */
  readonly operator: string;

  /**
   * `values` of a LabelSelectorRequirement.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#labelselectorrequirement-v1-meta
   */
  readonly values?: string[];
}

/**
 * Kubernetes' Lifecycle.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#lifecycle-v1-core
 */
export interface Lifecycle {
  /**
   * `postStart` of a Lifecycle.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#lifecycle-v1-core
   */
  readonly postStart?: LifecycleHandler;

  /**
   * `preStop` of a Lifecycle.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#lifecycle-v1-core
   */
  readonly preStop?: LifecycleHandler;

  /**
   * `stopSignal` of a Lifecycle.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#lifecycle-v1-core
   */
  readonly stopSignal?: string;
}

/**
 * Kubernetes' LifecycleHandler.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#lifecyclehandler-v1-core
 */
export interface LifecycleHandler {
  /**
   * `exec` of a LifecycleHandler.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#lifecyclehandler-v1-core
   */
  readonly exec?: ExecAction;

  /**
   * `httpGet` of a LifecycleHandler.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#lifecyclehandler-v1-core
   */
  readonly httpGet?: HTTPGetAction;

  /**
   * `sleep` of a LifecycleHandler.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#lifecyclehandler-v1-core
   */
  readonly sleep?: SleepAction;

  /**
   * `tcpSocket` of a LifecycleHandler.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#lifecyclehandler-v1-core
   */
  readonly tcpSocket?: TCPSocketAction;
}

/**
 * Kubernetes' LocalObjectReference.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#localobjectreference-v1-core
 */
export interface LocalObjectReference {
  /**
   * `name` of a LocalObjectReference.
   * @default - `""`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#localobjectreference-v1-core
   */
  readonly name?: string;
}

/**
 * Kubernetes' NFSVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nfsvolumesource-v1-core
 */
export interface NFSVolumeSource {
  /**
   * `path` of a NFSVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nfsvolumesource-v1-core
   */
  readonly path: string;

  /**
   * `readOnly` of a NFSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nfsvolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `server` of a NFSVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nfsvolumesource-v1-core
   */
  readonly server: string;
}

/**
 * Kubernetes' NetworkPolicyEgressRule.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicyegressrule-v1-networking-k8s-io
 */
export interface NetworkPolicyEgressRule {
  /**
   * `ports` of a NetworkPolicyEgressRule.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicyegressrule-v1-networking-k8s-io
   */
  readonly ports?: NetworkPolicyPort[];

  /**
   * `to` of a NetworkPolicyEgressRule.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicyegressrule-v1-networking-k8s-io
   */
  readonly to?: NetworkPolicyPeer[];
}

/**
 * Kubernetes' NetworkPolicyIngressRule.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicyingressrule-v1-networking-k8s-io
 */
export interface NetworkPolicyIngressRule {
  /**
   * `from` of a NetworkPolicyIngressRule.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicyingressrule-v1-networking-k8s-io
   */
  readonly from?: NetworkPolicyPeer[];

  /**
   * `ports` of a NetworkPolicyIngressRule.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicyingressrule-v1-networking-k8s-io
   */
  readonly ports?: NetworkPolicyPort[];
}

/**
 * Kubernetes' NetworkPolicyPeer.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicypeer-v1-networking-k8s-io
 */
export interface NetworkPolicyPeer {
  /**
   * `ipBlock` of a NetworkPolicyPeer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicypeer-v1-networking-k8s-io
   */
  readonly ipBlock?: IPBlock;

  /**
   * `namespaceSelector` of a NetworkPolicyPeer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicypeer-v1-networking-k8s-io
   */
  readonly namespaceSelector?: LabelSelector;

  /**
   * `podSelector` of a NetworkPolicyPeer.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicypeer-v1-networking-k8s-io
   */
  readonly podSelector?: LabelSelector;
}

/**
 * Kubernetes' NetworkPolicyPort.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicyport-v1-networking-k8s-io
 */
export interface NetworkPolicyPort {
  /**
   * `endPort` of a NetworkPolicyPort.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicyport-v1-networking-k8s-io
   */
  readonly endPort?: number;

  /**
   * `port` of a NetworkPolicyPort.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicyport-v1-networking-k8s-io
   */
  readonly port?: IntOrString;

  /**
   * `protocol` of a NetworkPolicyPort.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#networkpolicyport-v1-networking-k8s-io
   */
  readonly protocol?: string;
}

/**
 * Kubernetes' NodeAffinity.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeaffinity-v1-core
 */
export interface NodeAffinity {
  /**
   * `preferredDuringSchedulingIgnoredDuringExecution` of a NodeAffinity.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeaffinity-v1-core
   */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: PreferredSchedulingTerm[];

  /**
   * `requiredDuringSchedulingIgnoredDuringExecution` of a NodeAffinity.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeaffinity-v1-core
   */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: NodeSelector;
}

/**
 * Kubernetes' NodeSelector.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeselector-v1-core
 */
export interface NodeSelector {
  /**
   * `nodeSelectorTerms` of a NodeSelector.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeselector-v1-core
   */
  readonly nodeSelectorTerms: NodeSelectorTerm[];
}

/**
 * Kubernetes' NodeSelectorRequirement.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeselectorrequirement-v1-core
 */
export interface NodeSelectorRequirement {
  /**
   * `key` of a NodeSelectorRequirement.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeselectorrequirement-v1-core
   */
  readonly key: string;

  /**
   * `operator` of a NodeSelectorRequirement.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeselectorrequirement-v1-core
   */
  readonly operator: string;

  /**
   * `values` of a NodeSelectorRequirement.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeselectorrequirement-v1-core
   */
  readonly values?: string[];
}

/**
 * Kubernetes' NodeSelectorTerm.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeselectorterm-v1-core
 */
export interface NodeSelectorTerm {
  /**
   * `matchExpressions` of a NodeSelectorTerm.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeselectorterm-v1-core
   */
  readonly matchExpressions?: NodeSelectorRequirement[];

  /**
   * `matchFields` of a NodeSelectorTerm.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#nodeselectorterm-v1-core
   */
  readonly matchFields?: NodeSelectorRequirement[];
}

/**
 * Kubernetes' ObjectFieldSelector.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#objectfieldselector-v1-core
 */
export interface ObjectFieldSelector {
  /**
   * `apiVersion` of an ObjectFieldSelector.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#objectfieldselector-v1-core
   */
  readonly apiVersion?: string;

  /**
   * `fieldPath` of an ObjectFieldSelector.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#objectfieldselector-v1-core
   */
  readonly fieldPath: string;
}

/**
 * Kubernetes' PersistentVolumeClaimSpec.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimspec-v1-core
 */
export interface PersistentVolumeClaimSpec {
  /**
   * `accessModes` of a PersistentVolumeClaimSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimspec-v1-core
   */
  readonly accessModes?: string[];

  /**
   * `dataSource` of a PersistentVolumeClaimSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimspec-v1-core
   */
  readonly dataSource?: TypedLocalObjectReference;

  /**
   * `dataSourceRef` of a PersistentVolumeClaimSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimspec-v1-core
   */
  readonly dataSourceRef?: TypedObjectReference;

  /**
   * `resources` of a PersistentVolumeClaimSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimspec-v1-core
   */
  readonly resources?: VolumeResourceRequirements;

  /**
   * `selector` of a PersistentVolumeClaimSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimspec-v1-core
   */
  readonly selector?: LabelSelector;

  /**
   * `storageClassName` of a PersistentVolumeClaimSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimspec-v1-core
   */
  readonly storageClassName?: string;

  /**
   * `volumeAttributesClassName` of a PersistentVolumeClaimSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimspec-v1-core
   */
  readonly volumeAttributesClassName?: string;

  /**
   * `volumeMode` of a PersistentVolumeClaimSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimspec-v1-core
   */
  readonly volumeMode?: string;

  /**
   * `volumeName` of a PersistentVolumeClaimSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimspec-v1-core
   */
  readonly volumeName?: string;
}

/**
 * Kubernetes' PersistentVolumeClaimTemplate.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimtemplate-v1-core
 */
export interface PersistentVolumeClaimTemplate {
  /**
   * `metadata` of a PersistentVolumeClaimTemplate.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimtemplate-v1-core
   */
  readonly metadata?: ObjectMeta;

  /**
   * `spec` of a PersistentVolumeClaimTemplate.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimtemplate-v1-core
   */
  readonly spec: PersistentVolumeClaimSpec;
}

/**
 * Kubernetes' PersistentVolumeClaimVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimvolumesource-v1-core
 */
export interface PersistentVolumeClaimVolumeSource {
  /**
   * `claimName` of a PersistentVolumeClaimVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimvolumesource-v1-core
   */
  readonly claimName: string;

  /**
   * `readOnly` of a PersistentVolumeClaimVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#persistentvolumeclaimvolumesource-v1-core
   */
  readonly readOnly?: boolean;
}

/**
 * Kubernetes' PhotonPersistentDiskVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#photonpersistentdiskvolumesource-v1-core
 */
export interface PhotonPersistentDiskVolumeSource {
  /**
   * `fsType` of a PhotonPersistentDiskVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#photonpersistentdiskvolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `pdID` of a PhotonPersistentDiskVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#photonpersistentdiskvolumesource-v1-core
   */
  readonly pdID: string;
}

/**
 * Kubernetes' PodAffinity.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podaffinity-v1-core
 */
export interface PodAffinity {
  /**
   * `preferredDuringSchedulingIgnoredDuringExecution` of a PodAffinity.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podaffinity-v1-core
   */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: WeightedPodAffinityTerm[];

  /**
   * `requiredDuringSchedulingIgnoredDuringExecution` of a PodAffinity.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podaffinity-v1-core
   */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[];
}

/**
 * Kubernetes' PodAffinityTerm.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podaffinityterm-v1-core
 */
export interface PodAffinityTerm {
  /**
   * `labelSelector` of a PodAffinityTerm.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podaffinityterm-v1-core
   */
  readonly labelSelector?: LabelSelector;

  /**
   * `matchLabelKeys` of a PodAffinityTerm.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podaffinityterm-v1-core
   */
  readonly matchLabelKeys?: string[];

  /**
   * `mismatchLabelKeys` of a PodAffinityTerm.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podaffinityterm-v1-core
   */
  readonly mismatchLabelKeys?: string[];

  /**
   * `namespaceSelector` of a PodAffinityTerm.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podaffinityterm-v1-core
   */
  readonly namespaceSelector?: LabelSelector;

  /**
   * `namespaces` of a PodAffinityTerm.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podaffinityterm-v1-core
   */
  readonly namespaces?: string[];

  /**
   * `topologyKey` of a PodAffinityTerm.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podaffinityterm-v1-core
   */
  readonly topologyKey: string;
}

/**
 * Kubernetes' PodAntiAffinity.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podantiaffinity-v1-core
 */
export interface PodAntiAffinity {
  /**
   * `preferredDuringSchedulingIgnoredDuringExecution` of a PodAntiAffinity.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podantiaffinity-v1-core
   */
  readonly preferredDuringSchedulingIgnoredDuringExecution?: WeightedPodAffinityTerm[];

  /**
   * `requiredDuringSchedulingIgnoredDuringExecution` of a PodAntiAffinity.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podantiaffinity-v1-core
   */
  readonly requiredDuringSchedulingIgnoredDuringExecution?: PodAffinityTerm[];
}

/**
 * Kubernetes' PodCertificateProjection.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podcertificateprojection-v1-core
 */
export interface PodCertificateProjection {
  /**
   * `certificateChainPath` of a PodCertificateProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podcertificateprojection-v1-core
   */
  readonly certificateChainPath?: string;

  /**
   * `credentialBundlePath` of a PodCertificateProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podcertificateprojection-v1-core
   */
  readonly credentialBundlePath?: string;

  /**
   * `keyPath` of a PodCertificateProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podcertificateprojection-v1-core
   */
  readonly keyPath?: string;

  /**
   * `keyType` of a PodCertificateProjection.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podcertificateprojection-v1-core
   */
  readonly keyType: string;

  /**
   * `maxExpirationSeconds` of a PodCertificateProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podcertificateprojection-v1-core
   */
  readonly maxExpirationSeconds?: number;

  /**
   * `signerName` of a PodCertificateProjection.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podcertificateprojection-v1-core
   */
  readonly signerName: string;

  /**
   * `user` of a PodCertificateProjection. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podcertificateprojection-v1-core
   */
  readonly user?: number;

  /**
   * `userAnnotations` of a PodCertificateProjection. From Agent Sandbox v0.3.10.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podcertificateprojection-v1-core
   */
  readonly userAnnotations?: { [key: string]: string };
}

/**
 * Kubernetes' PodDNSConfig.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#poddnsconfig-v1-core
 */
export interface PodDNSConfig {
  /**
   * `nameservers` of a PodDNSConfig.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#poddnsconfig-v1-core
   */
  readonly nameservers?: string[];

  /**
   * `options` of a PodDNSConfig.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#poddnsconfig-v1-core
   */
  readonly options?: PodDNSConfigOption[];

  /**
   * `searches` of a PodDNSConfig.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#poddnsconfig-v1-core
   */
  readonly searches?: string[];
}

/**
 * Kubernetes' PodDNSConfigOption.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#poddnsconfigoption-v1-core
 */
export interface PodDNSConfigOption {
  /**
   * `name` of a PodDNSConfigOption.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#poddnsconfigoption-v1-core
   */
  readonly name?: string;

  /**
   * `value` of a PodDNSConfigOption.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#poddnsconfigoption-v1-core
   */
  readonly value?: string;
}

/**
 * Kubernetes' PodOS.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podos-v1-core
 */
export interface PodOS {
  /**
   * `name` of a PodOS.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podos-v1-core
   */
  readonly name: string;
}

/**
 * Kubernetes' PodReadinessGate.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podreadinessgate-v1-core
 */
export interface PodReadinessGate {
  /**
   * `conditionType` of a PodReadinessGate.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podreadinessgate-v1-core
   */
  readonly conditionType: string;
}

/**
 * Kubernetes' PodResourceClaim.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podresourceclaim-v1-core
 */
export interface PodResourceClaim {
  /**
   * `name` of a PodResourceClaim.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podresourceclaim-v1-core
   */
  readonly name: string;

  /**
   * `resourceClaimName` of a PodResourceClaim.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podresourceclaim-v1-core
   */
  readonly resourceClaimName?: string;

  /**
   * `resourceClaimTemplateName` of a PodResourceClaim.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podresourceclaim-v1-core
   */
  readonly resourceClaimTemplateName?: string;
}

/**
 * Kubernetes' PodSchedulingGate.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podschedulinggate-v1-core
 */
export interface PodSchedulingGate {
  /**
   * `name` of a PodSchedulingGate.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podschedulinggate-v1-core
   */
  readonly name: string;
}

/**
 * Kubernetes' PodSchedulingGroup.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podschedulinggroup-v1-core
 */
export interface PodSchedulingGroup {
  /**
   * `podGroupName` of a PodSchedulingGroup. From Agent Sandbox v0.5.1.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podschedulinggroup-v1-core
   */
  readonly podGroupName?: string;
}

/**
 * Kubernetes' PodSecurityContext.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
 */
export interface PodSecurityContext {
  /**
   * `appArmorProfile` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly appArmorProfile?: AppArmorProfile;

  /**
   * `fsGroup` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly fsGroup?: number;

  /**
   * `fsGroupChangePolicy` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly fsGroupChangePolicy?: string;

  /**
   * `runAsGroup` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly runAsGroup?: number;

  /**
   * `runAsNonRoot` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly runAsNonRoot?: boolean;

  /**
   * `runAsUser` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly runAsUser?: number;

  /**
   * `seLinuxChangePolicy` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly seLinuxChangePolicy?: string;

  /**
   * `seLinuxOptions` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly seLinuxOptions?: SELinuxOptions;

  /**
   * `seccompProfile` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly seccompProfile?: SeccompProfile;

  /**
   * `supplementalGroups` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly supplementalGroups?: number[];

  /**
   * `supplementalGroupsPolicy` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly supplementalGroupsPolicy?: string;

  /**
   * `sysctls` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly sysctls?: Sysctl[];

  /**
   * `windowsOptions` of a PodSecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podsecuritycontext-v1-core
   */
  readonly windowsOptions?: WindowsSecurityContextOptions;
}

/**
 * Kubernetes' PodSpec.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
 */
export interface PodSpec {
  /**
   * `activeDeadlineSeconds` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly activeDeadlineSeconds?: number;

  /**
   * `affinity` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly affinity?: Affinity;

  /**
   * `automountServiceAccountToken` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * `containers` of a PodSpec.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly containers: Container[];

  /**
   * `dnsConfig` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly dnsConfig?: PodDNSConfig;

  /**
   * `dnsPolicy` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly dnsPolicy?: string;

  /**
   * `enableServiceLinks` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly enableServiceLinks?: boolean;

  /**
   * `ephemeralContainers` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly ephemeralContainers?: EphemeralContainer[];

  /**
   * `evictionResponders` of a PodSpec. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly evictionResponders?: EvictionResponder[];

  /**
   * `hostAliases` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostAliases?: HostAlias[];

  /**
   * `hostIPC` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostIPC?: boolean;

  /**
   * `hostNetwork` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostNetwork?: boolean;

  /**
   * `hostPID` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostPID?: boolean;

  /**
   * `hostUsers` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostUsers?: boolean;

  /**
   * `hostname` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostname?: string;

  /**
   * `hostnameOverride` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostnameOverride?: string;

  /**
   * `imagePullSecrets` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly imagePullSecrets?: LocalObjectReference[];

  /**
   * `initContainers` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly initContainers?: Container[];

  /**
   * `nodeName` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly nodeName?: string;

  /**
   * `nodeSelector` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * `os` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly os?: PodOS;

  /**
   * `overhead` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly overhead?: { [key: string]: Quantity };

  /**
   * `preemptionPolicy` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly preemptionPolicy?: string;

  /**
   * `priority` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly priority?: number;

  /**
   * `priorityClassName` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly priorityClassName?: string;

  /**
   * `readinessGates` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly readinessGates?: PodReadinessGate[];

  /**
   * `resourceClaims` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly resourceClaims?: PodResourceClaim[];

  /**
   * `resources` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly resources?: ResourceRequirements;

  /**
   * `restartPolicy` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly restartPolicy?: string;

  /**
   * `runtimeClassName` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly runtimeClassName?: string;

  /**
   * `schedulerName` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly schedulerName?: string;

  /**
   * `schedulingGates` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly schedulingGates?: PodSchedulingGate[];

  /**
   * `schedulingGroup` of a PodSpec. From Agent Sandbox v0.5.1.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly schedulingGroup?: PodSchedulingGroup;

  /**
   * `securityContext` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly securityContext?: PodSecurityContext;

  /**
   * `serviceAccount` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly serviceAccount?: string;

  /**
   * `serviceAccountName` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly serviceAccountName?: string;

  /**
   * `setHostnameAsFQDN` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly setHostnameAsFQDN?: boolean;

  /**
   * `shareProcessNamespace` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly shareProcessNamespace?: boolean;

  /**
   * `subdomain` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly subdomain?: string;

  /**
   * `terminationGracePeriodSeconds` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * `tolerations` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly tolerations?: Toleration[];

  /**
   * `topologySpreadConstraints` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * `volumes` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly volumes?: Volume[];

  /**
   * `workloadRef` of a PodSpec. Agent Sandbox v0.3.10 to v0.5.0.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.35/#podspec-v1-core
   */
  readonly workloadRef?: WorkloadReference;
}

/**
 * Kubernetes' PortworxVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#portworxvolumesource-v1-core
 */
export interface PortworxVolumeSource {
  /**
   * `fsType` of a PortworxVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#portworxvolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `readOnly` of a PortworxVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#portworxvolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `volumeID` of a PortworxVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#portworxvolumesource-v1-core
   */
  readonly volumeID: string;
}

/**
 * Kubernetes' PreferredSchedulingTerm.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#preferredschedulingterm-v1-core
 */
export interface PreferredSchedulingTerm {
  /**
   * `preference` of a PreferredSchedulingTerm.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#preferredschedulingterm-v1-core
   */
  readonly preference: NodeSelectorTerm;

  /**
   * `weight` of a PreferredSchedulingTerm.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#preferredschedulingterm-v1-core
   */
  readonly weight: number;
}

/**
 * Kubernetes' Probe.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
 */
export interface Probe {
  /**
   * `exec` of a Probe.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
   */
  readonly exec?: ExecAction;

  /**
   * `failureThreshold` of a Probe.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
   */
  readonly failureThreshold?: number;

  /**
   * `grpc` of a Probe.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
   */
  readonly grpc?: GRPCAction;

  /**
   * `httpGet` of a Probe.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
   */
  readonly httpGet?: HTTPGetAction;

  /**
   * `initialDelaySeconds` of a Probe.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
   */
  readonly initialDelaySeconds?: number;

  /**
   * `periodSeconds` of a Probe.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
   */
  readonly periodSeconds?: number;

  /**
   * `successThreshold` of a Probe.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
   */
  readonly successThreshold?: number;

  /**
   * `tcpSocket` of a Probe.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
   */
  readonly tcpSocket?: TCPSocketAction;

  /**
   * `terminationGracePeriodSeconds` of a Probe.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * `timeoutSeconds` of a Probe.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#probe-v1-core
   */
  readonly timeoutSeconds?: number;
}

/**
 * Kubernetes' ProjectedVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#projectedvolumesource-v1-core
 */
export interface ProjectedVolumeSource {
  /**
   * `defaultMode` of a ProjectedVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#projectedvolumesource-v1-core
   */
  readonly defaultMode?: number;

  /**
   * `defaultUser` of a ProjectedVolumeSource. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#projectedvolumesource-v1-core
   */
  readonly defaultUser?: number;

  /**
   * `sources` of a ProjectedVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#projectedvolumesource-v1-core
   */
  readonly sources?: VolumeProjection[];
}

/**
 * Kubernetes' QuobyteVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#quobytevolumesource-v1-core
 */
export interface QuobyteVolumeSource {
  /**
   * `group` of a QuobyteVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#quobytevolumesource-v1-core
   */
  readonly group?: string;

  /**
   * `readOnly` of a QuobyteVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#quobytevolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `registry` of a QuobyteVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#quobytevolumesource-v1-core
   */
  readonly registry: string;

  /**
   * `tenant` of a QuobyteVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#quobytevolumesource-v1-core
   */
  readonly tenant?: string;

  /**
   * `user` of a QuobyteVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#quobytevolumesource-v1-core
   */
  readonly user?: string;

  /**
   * `volume` of a QuobyteVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#quobytevolumesource-v1-core
   */
  readonly volume: string;
}

/**
 * Kubernetes' RBDVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#rbdvolumesource-v1-core
 */
export interface RBDVolumeSource {
  /**
   * `fsType` of a RBDVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#rbdvolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `image` of a RBDVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#rbdvolumesource-v1-core
   */
  readonly image: string;

  /**
   * `keyring` of a RBDVolumeSource.
   * @default - `"/etc/ceph/keyring"`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#rbdvolumesource-v1-core
   */
  readonly keyring?: string;

  /**
   * `monitors` of a RBDVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#rbdvolumesource-v1-core
   */
  readonly monitors: string[];

  /**
   * `pool` of a RBDVolumeSource.
   * @default - `"rbd"`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#rbdvolumesource-v1-core
   */
  readonly pool?: string;

  /**
   * `readOnly` of a RBDVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#rbdvolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `secretRef` of a RBDVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#rbdvolumesource-v1-core
   */
  readonly secretRef?: LocalObjectReference;

  /**
   * `user` of a RBDVolumeSource.
   * @default - `"admin"`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#rbdvolumesource-v1-core
   */
  readonly user?: string;
}

/**
 * Kubernetes' ResourceClaim.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourceclaim-v1-core
 */
export interface ResourceClaim {
  /**
   * `name` of a ResourceClaim.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourceclaim-v1-core
   */
  readonly name: string;

  /**
   * `request` of a ResourceClaim.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourceclaim-v1-core
   */
  readonly request?: string;
}

/**
 * Kubernetes' ResourceFieldSelector.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourcefieldselector-v1-core
 */
export interface ResourceFieldSelector {
  /**
   * `containerName` of a ResourceFieldSelector.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourcefieldselector-v1-core
   */
  readonly containerName?: string;

  /**
   * `divisor` of a ResourceFieldSelector.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourcefieldselector-v1-core
   */
  readonly divisor?: Quantity;

  /**
   * `resource` of a ResourceFieldSelector.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourcefieldselector-v1-core
   */
  readonly resource: string;
}

/**
 * Kubernetes' ResourceRequirements.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourcerequirements-v1-core
 */
export interface ResourceRequirements {
  /**
   * `claims` of a ResourceRequirements.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourcerequirements-v1-core
   */
  readonly claims?: ResourceClaim[];

  /**
   * `limits` of a ResourceRequirements.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourcerequirements-v1-core
   */
  readonly limits?: { [key: string]: Quantity };

  /**
   * `requests` of a ResourceRequirements.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#resourcerequirements-v1-core
   */
  readonly requests?: { [key: string]: Quantity };
}

/**
 * Kubernetes' SELinuxOptions.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#selinuxoptions-v1-core
 */
export interface SELinuxOptions {
  /**
   * `level` of a SELinuxOptions.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#selinuxoptions-v1-core
   */
  readonly level?: string;

  /**
   * `role` of a SELinuxOptions.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#selinuxoptions-v1-core
   */
  readonly role?: string;

  /**
   * `type` of a SELinuxOptions.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#selinuxoptions-v1-core
   */
  readonly type?: string;

  /**
   * `user` of a SELinuxOptions.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#selinuxoptions-v1-core
   */
  readonly user?: string;
}

/**
 * Kubernetes' ScaleIOVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
 */
export interface ScaleIOVolumeSource {
  /**
   * `fsType` of a ScaleIOVolumeSource.
   * @default - `"xfs"`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `gateway` of a ScaleIOVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
   */
  readonly gateway: string;

  /**
   * `protectionDomain` of a ScaleIOVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
   */
  readonly protectionDomain?: string;

  /**
   * `readOnly` of a ScaleIOVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `secretRef` of a ScaleIOVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
   */
  readonly secretRef: LocalObjectReference;

  /**
   * `sslEnabled` of a ScaleIOVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
   */
  readonly sslEnabled?: boolean;

  /**
   * `storageMode` of a ScaleIOVolumeSource.
   * @default - `"ThinProvisioned"`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
   */
  readonly storageMode?: string;

  /**
   * `storagePool` of a ScaleIOVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
   */
  readonly storagePool?: string;

  /**
   * `system` of a ScaleIOVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
   */
  readonly system: string;

  /**
   * `volumeName` of a ScaleIOVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#scaleiovolumesource-v1-core
   */
  readonly volumeName?: string;
}

/**
 * Kubernetes' SeccompProfile.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#seccompprofile-v1-core
 */
export interface SeccompProfile {
  /**
   * `localhostProfile` of a SeccompProfile.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#seccompprofile-v1-core
   */
  readonly localhostProfile?: string;

  /**
   * `type` of a SeccompProfile.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#seccompprofile-v1-core
   */
  readonly type: string;
}

/**
 * Kubernetes' SecretEnvSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretenvsource-v1-core
 */
export interface SecretEnvSource {
  /**
   * `name` of a SecretEnvSource.
   * @default - `""`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretenvsource-v1-core
   */
  readonly name?: string;

  /**
   * `optional` of a SecretEnvSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretenvsource-v1-core
   */
  readonly optional?: boolean;
}

/**
 * Kubernetes' SecretKeySelector.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretkeyselector-v1-core
 */
export interface SecretKeySelector {
  /**
   * `key` of a SecretKeySelector.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretkeyselector-v1-core
   */
  readonly key: string;

  /**
   * `name` of a SecretKeySelector.
   * @default - `""`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretkeyselector-v1-core
   */
  readonly name?: string;

  /**
   * `optional` of a SecretKeySelector.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretkeyselector-v1-core
   */
  readonly optional?: boolean;
}

/**
 * Kubernetes' SecretProjection.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretprojection-v1-core
 */
export interface SecretProjection {
  /**
   * `items` of a SecretProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretprojection-v1-core
   */
  readonly items?: KeyToPath[];

  /**
   * `name` of a SecretProjection.
   * @default - `""`
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretprojection-v1-core
   */
  readonly name?: string;

  /**
   * `optional` of a SecretProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretprojection-v1-core
   */
  readonly optional?: boolean;
}

/**
 * Kubernetes' SecretVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretvolumesource-v1-core
 */
export interface SecretVolumeSource {
  /**
   * `defaultMode` of a SecretVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretvolumesource-v1-core
   */
  readonly defaultMode?: number;

  /**
   * `defaultUser` of a SecretVolumeSource. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretvolumesource-v1-core
   */
  readonly defaultUser?: number;

  /**
   * `items` of a SecretVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretvolumesource-v1-core
   */
  readonly items?: KeyToPath[];

  /**
   * `optional` of a SecretVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretvolumesource-v1-core
   */
  readonly optional?: boolean;

  /**
   * `secretName` of a SecretVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#secretvolumesource-v1-core
   */
  readonly secretName?: string;
}

/**
 * Kubernetes' SecurityContext.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
 */
export interface SecurityContext {
  /**
   * `allowPrivilegeEscalation` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly allowPrivilegeEscalation?: boolean;

  /**
   * `appArmorProfile` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly appArmorProfile?: AppArmorProfile;

  /**
   * `capabilities` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly capabilities?: Capabilities;

  /**
   * `privileged` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly privileged?: boolean;

  /**
   * `procMount` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly procMount?: string;

  /**
   * `readOnlyRootFilesystem` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly readOnlyRootFilesystem?: boolean;

  /**
   * `runAsGroup` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly runAsGroup?: number;

  /**
   * `runAsNonRoot` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly runAsNonRoot?: boolean;

  /**
   * `runAsUser` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly runAsUser?: number;

  /**
   * `seLinuxOptions` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly seLinuxOptions?: SELinuxOptions;

  /**
   * `seccompProfile` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly seccompProfile?: SeccompProfile;

  /**
   * `windowsOptions` of a SecurityContext.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#securitycontext-v1-core
   */
  readonly windowsOptions?: WindowsSecurityContextOptions;
}

/**
 * Kubernetes' ServiceAccountTokenProjection.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#serviceaccounttokenprojection-v1-core
 */
export interface ServiceAccountTokenProjection {
  /**
   * `audience` of a ServiceAccountTokenProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#serviceaccounttokenprojection-v1-core
   */
  readonly audience?: string;

  /**
   * `expirationSeconds` of a ServiceAccountTokenProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#serviceaccounttokenprojection-v1-core
   */
  readonly expirationSeconds?: number;

  /**
   * `path` of a ServiceAccountTokenProjection.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#serviceaccounttokenprojection-v1-core
   */
  readonly path: string;

  /**
   * `user` of a ServiceAccountTokenProjection. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#serviceaccounttokenprojection-v1-core
   */
  readonly user?: number;
}

/**
 * Kubernetes' SleepAction.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#sleepaction-v1-core
 */
export interface SleepAction {
  /**
   * `seconds` of a SleepAction.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#sleepaction-v1-core
   */
  readonly seconds: number;
}

/**
 * Kubernetes' StorageOSVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#storageosvolumesource-v1-core
 */
export interface StorageOSVolumeSource {
  /**
   * `fsType` of a StorageOSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#storageosvolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `readOnly` of a StorageOSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#storageosvolumesource-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `secretRef` of a StorageOSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#storageosvolumesource-v1-core
   */
  readonly secretRef?: LocalObjectReference;

  /**
   * `volumeName` of a StorageOSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#storageosvolumesource-v1-core
   */
  readonly volumeName?: string;

  /**
   * `volumeNamespace` of a StorageOSVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#storageosvolumesource-v1-core
   */
  readonly volumeNamespace?: string;
}

/**
 * Kubernetes' Sysctl.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#sysctl-v1-core
 */
export interface Sysctl {
  /**
   * `name` of a Sysctl.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#sysctl-v1-core
   */
  readonly name: string;

  /**
   * `value` of a Sysctl.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#sysctl-v1-core
   */
  readonly value: string;
}

/**
 * Kubernetes' TCPSocketAction.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#tcpsocketaction-v1-core
 */
export interface TCPSocketAction {
  /**
   * `host` of a TCPSocketAction.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#tcpsocketaction-v1-core
   */
  readonly host?: string;

  /**
   * `port` of a TCPSocketAction.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#tcpsocketaction-v1-core
   */
  readonly port: IntOrString;
}

/**
 * Kubernetes' Toleration.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#toleration-v1-core
 */
export interface Toleration {
  /**
   * `effect` of a Toleration.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#toleration-v1-core
   */
  readonly effect?: string;

  /**
   * `key` of a Toleration.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#toleration-v1-core
   */
  readonly key?: string;

  /**
   * `operator` of a Toleration.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#toleration-v1-core
   */
  readonly operator?: string;

  /**
   * `tolerationSeconds` of a Toleration.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#toleration-v1-core
   */
  readonly tolerationSeconds?: number;

  /**
   * `value` of a Toleration.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#toleration-v1-core
   */
  readonly value?: string;
}

/**
 * Kubernetes' TopologySpreadConstraint.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#topologyspreadconstraint-v1-core
 */
export interface TopologySpreadConstraint {
  /**
   * `labelSelector` of a TopologySpreadConstraint.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#topologyspreadconstraint-v1-core
   */
  readonly labelSelector?: LabelSelector;

  /**
   * `matchLabelKeys` of a TopologySpreadConstraint.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#topologyspreadconstraint-v1-core
   */
  readonly matchLabelKeys?: string[];

  /**
   * `maxSkew` of a TopologySpreadConstraint.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#topologyspreadconstraint-v1-core
   */
  readonly maxSkew: number;

  /**
   * `minDomains` of a TopologySpreadConstraint.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#topologyspreadconstraint-v1-core
   */
  readonly minDomains?: number;

  /**
   * `nodeAffinityPolicy` of a TopologySpreadConstraint.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#topologyspreadconstraint-v1-core
   */
  readonly nodeAffinityPolicy?: string;

  /**
   * `nodeTaintsPolicy` of a TopologySpreadConstraint.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#topologyspreadconstraint-v1-core
   */
  readonly nodeTaintsPolicy?: string;

  /**
   * `topologyKey` of a TopologySpreadConstraint.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#topologyspreadconstraint-v1-core
   */
  readonly topologyKey: string;

  /**
   * `whenUnsatisfiable` of a TopologySpreadConstraint.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#topologyspreadconstraint-v1-core
   */
  readonly whenUnsatisfiable: string;
}

/**
 * Kubernetes' TypedLocalObjectReference.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#typedlocalobjectreference-v1-core
 */
export interface TypedLocalObjectReference {
  /**
   * `apiGroup` of a TypedLocalObjectReference.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#typedlocalobjectreference-v1-core
   */
  readonly apiGroup?: string;

  /**
   * `kind` of a TypedLocalObjectReference.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#typedlocalobjectreference-v1-core
   */
  readonly kind: string;

  /**
   * `name` of a TypedLocalObjectReference.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#typedlocalobjectreference-v1-core
   */
  readonly name: string;
}

/**
 * Kubernetes' TypedObjectReference.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#typedobjectreference-v1-core
 */
export interface TypedObjectReference {
  /**
   * `apiGroup` of a TypedObjectReference.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#typedobjectreference-v1-core
   */
  readonly apiGroup?: string;

  /**
   * `kind` of a TypedObjectReference.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#typedobjectreference-v1-core
   */
  readonly kind: string;

  /**
   * `name` of a TypedObjectReference.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#typedobjectreference-v1-core
   */
  readonly name: string;

  /**
   * `namespace` of a TypedObjectReference.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#typedobjectreference-v1-core
   */
  readonly namespace?: string;
}

/**
 * Kubernetes' Volume.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
 */
export interface Volume {
  /**
   * `awsElasticBlockStore` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly awsElasticBlockStore?: AWSElasticBlockStoreVolumeSource;

  /**
   * `azureDisk` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly azureDisk?: AzureDiskVolumeSource;

  /**
   * `azureFile` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly azureFile?: AzureFileVolumeSource;

  /**
   * `cephfs` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly cephfs?: CephFSVolumeSource;

  /**
   * `cinder` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly cinder?: CinderVolumeSource;

  /**
   * `configMap` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly configMap?: ConfigMapVolumeSource;

  /**
   * `csi` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly csi?: CSIVolumeSource;

  /**
   * `downwardAPI` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly downwardAPI?: DownwardAPIVolumeSource;

  /**
   * `emptyDir` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly emptyDir?: EmptyDirVolumeSource;

  /**
   * `ephemeral` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly ephemeral?: EphemeralVolumeSource;

  /**
   * `fc` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly fc?: FCVolumeSource;

  /**
   * `flexVolume` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly flexVolume?: FlexVolumeSource;

  /**
   * `flocker` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly flocker?: FlockerVolumeSource;

  /**
   * `gcePersistentDisk` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly gcePersistentDisk?: GCEPersistentDiskVolumeSource;

  /**
   * `gitRepo` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly gitRepo?: GitRepoVolumeSource;

  /**
   * `glusterfs` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly glusterfs?: GlusterfsVolumeSource;

  /**
   * `hostPath` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly hostPath?: HostPathVolumeSource;

  /**
   * `image` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly image?: ImageVolumeSource;

  /**
   * `iscsi` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly iscsi?: ISCSIVolumeSource;

  /**
   * `name` of a Volume.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly name: string;

  /**
   * `nfs` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly nfs?: NFSVolumeSource;

  /**
   * `persistentVolumeClaim` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly persistentVolumeClaim?: PersistentVolumeClaimVolumeSource;

  /**
   * `photonPersistentDisk` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly photonPersistentDisk?: PhotonPersistentDiskVolumeSource;

  /**
   * `portworxVolume` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly portworxVolume?: PortworxVolumeSource;

  /**
   * `projected` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly projected?: ProjectedVolumeSource;

  /**
   * `quobyte` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly quobyte?: QuobyteVolumeSource;

  /**
   * `rbd` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly rbd?: RBDVolumeSource;

  /**
   * `scaleIO` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly scaleIO?: ScaleIOVolumeSource;

  /**
   * `secret` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly secret?: SecretVolumeSource;

  /**
   * `storageos` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly storageos?: StorageOSVolumeSource;

  /**
   * `vsphereVolume` of a Volume.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volume-v1-core
   */
  readonly vsphereVolume?: VsphereVirtualDiskVolumeSource;
}

/**
 * Kubernetes' VolumeDevice.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumedevice-v1-core
 */
export interface VolumeDevice {
  /**
   * `devicePath` of a VolumeDevice.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumedevice-v1-core
   */
  readonly devicePath: string;

  /**
   * `name` of a VolumeDevice.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumedevice-v1-core
   */
  readonly name: string;
}

/**
 * Kubernetes' VolumeMount.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumemount-v1-core
 */
export interface VolumeMount {
  /**
   * `bindMountOptions` of a VolumeMount. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumemount-v1-core
   */
  readonly bindMountOptions?: string[];

  /**
   * `mountPath` of a VolumeMount.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumemount-v1-core
   */
  readonly mountPath: string;

  /**
   * `mountPropagation` of a VolumeMount.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumemount-v1-core
   */
  readonly mountPropagation?: string;

  /**
   * `name` of a VolumeMount.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumemount-v1-core
   */
  readonly name: string;

  /**
   * `readOnly` of a VolumeMount.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumemount-v1-core
   */
  readonly readOnly?: boolean;

  /**
   * `recursiveReadOnly` of a VolumeMount.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumemount-v1-core
   */
  readonly recursiveReadOnly?: string;

  /**
   * `subPath` of a VolumeMount.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumemount-v1-core
   */
  readonly subPath?: string;

  /**
   * `subPathExpr` of a VolumeMount.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumemount-v1-core
   */
  readonly subPathExpr?: string;
}

/**
 * Kubernetes' VolumeProjection.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumeprojection-v1-core
 */
export interface VolumeProjection {
  /**
   * `clusterTrustBundle` of a VolumeProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumeprojection-v1-core
   */
  readonly clusterTrustBundle?: ClusterTrustBundleProjection;

  /**
   * `configMap` of a VolumeProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumeprojection-v1-core
   */
  readonly configMap?: ConfigMapProjection;

  /**
   * `downwardAPI` of a VolumeProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumeprojection-v1-core
   */
  readonly downwardAPI?: DownwardAPIProjection;

  /**
   * `podCertificate` of a VolumeProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumeprojection-v1-core
   */
  readonly podCertificate?: PodCertificateProjection;

  /**
   * `secret` of a VolumeProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumeprojection-v1-core
   */
  readonly secret?: SecretProjection;

  /**
   * `serviceAccountToken` of a VolumeProjection.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumeprojection-v1-core
   */
  readonly serviceAccountToken?: ServiceAccountTokenProjection;
}

/**
 * Kubernetes' VolumeResourceRequirements.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumeresourcerequirements-v1-core
 */
export interface VolumeResourceRequirements {
  /**
   * `limits` of a VolumeResourceRequirements.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumeresourcerequirements-v1-core
   */
  readonly limits?: { [key: string]: Quantity };

  /**
   * `requests` of a VolumeResourceRequirements.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#volumeresourcerequirements-v1-core
   */
  readonly requests?: { [key: string]: Quantity };
}

/**
 * Kubernetes' VsphereVirtualDiskVolumeSource.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#vspherevirtualdiskvolumesource-v1-core
 */
export interface VsphereVirtualDiskVolumeSource {
  /**
   * `fsType` of a VsphereVirtualDiskVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#vspherevirtualdiskvolumesource-v1-core
   */
  readonly fsType?: string;

  /**
   * `storagePolicyID` of a VsphereVirtualDiskVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#vspherevirtualdiskvolumesource-v1-core
   */
  readonly storagePolicyID?: string;

  /**
   * `storagePolicyName` of a VsphereVirtualDiskVolumeSource.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#vspherevirtualdiskvolumesource-v1-core
   */
  readonly storagePolicyName?: string;

  /**
   * `volumePath` of a VsphereVirtualDiskVolumeSource.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#vspherevirtualdiskvolumesource-v1-core
   */
  readonly volumePath: string;
}

/**
 * Kubernetes' WeightedPodAffinityTerm.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#weightedpodaffinityterm-v1-core
 */
export interface WeightedPodAffinityTerm {
  /**
   * `podAffinityTerm` of a WeightedPodAffinityTerm.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#weightedpodaffinityterm-v1-core
   */
  readonly podAffinityTerm: PodAffinityTerm;

  /**
   * `weight` of a WeightedPodAffinityTerm.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#weightedpodaffinityterm-v1-core
   */
  readonly weight: number;
}

/**
 * Kubernetes' WindowsSecurityContextOptions.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#windowssecuritycontextoptions-v1-core
 */
export interface WindowsSecurityContextOptions {
  /**
   * `gmsaCredentialSpec` of a WindowsSecurityContextOptions.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#windowssecuritycontextoptions-v1-core
   */
  readonly gmsaCredentialSpec?: string;

  /**
   * `gmsaCredentialSpecName` of a WindowsSecurityContextOptions.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#windowssecuritycontextoptions-v1-core
   */
  readonly gmsaCredentialSpecName?: string;

  /**
   * `hostProcess` of a WindowsSecurityContextOptions.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#windowssecuritycontextoptions-v1-core
   */
  readonly hostProcess?: boolean;

  /**
   * `runAsUserName` of a WindowsSecurityContextOptions.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#windowssecuritycontextoptions-v1-core
   */
  readonly runAsUserName?: string;
}

/**
 * Kubernetes' WorkloadReference.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#workloadreference-v1-core
 */
export interface WorkloadReference {
  /**
   * `name` of a WorkloadReference. Agent Sandbox v0.3.10 to v0.5.0.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.35/#workloadreference-v1-core
   */
  readonly name: string;

  /**
   * `podGroup` of a WorkloadReference. Agent Sandbox v0.3.10 to v0.5.0.
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.35/#workloadreference-v1-core
   */
  readonly podGroup: string;

  /**
   * `podGroupReplicaKey` of a WorkloadReference. Agent Sandbox v0.3.10 to v0.5.0.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.35/#workloadreference-v1-core
   */
  readonly podGroupReplicaKey?: string;
}

/**
 * What can be said of a container besides its name.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
 */
export interface ContainerOptions {
  /**
   * `args` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly args?: string[];

  /**
   * `command` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly command?: string[];

  /**
   * `env` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly env?: EnvVar[];

  /**
   * `envFrom` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly envFrom?: EnvFromSource[];

  /**
   * `image` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly image?: string;

  /**
   * `imagePullPolicy` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly imagePullPolicy?: string;

  /**
   * `lifecycle` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly lifecycle?: Lifecycle;

  /**
   * `livenessProbe` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly livenessProbe?: Probe;

  /**
   * `ports` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly ports?: ContainerPort[];

  /**
   * `readinessProbe` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly readinessProbe?: Probe;

  /**
   * `resizePolicy` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly resizePolicy?: ContainerResizePolicy[];

  /**
   * `resources` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly resources?: ResourceRequirements;

  /**
   * `restartPolicy` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly restartPolicy?: string;

  /**
   * `restartPolicyRules` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly restartPolicyRules?: ContainerRestartRule[];

  /**
   * `securityContext` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly securityContext?: SecurityContext;

  /**
   * `startupProbe` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly startupProbe?: Probe;

  /**
   * `stdin` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly stdin?: boolean;

  /**
   * `stdinOnce` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly stdinOnce?: boolean;

  /**
   * `terminationMessagePath` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly terminationMessagePath?: string;

  /**
   * `terminationMessagePolicy` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly terminationMessagePolicy?: string;

  /**
   * `tty` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly tty?: boolean;

  /**
   * `volumeDevices` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly volumeDevices?: VolumeDevice[];

  /**
   * `volumeMounts` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly volumeMounts?: VolumeMount[];

  /**
   * `workingDir` of a Container.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#container-v1-core
   */
  readonly workingDir?: string;
}

/**
 * What can be said of a pod besides its containers.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
 */
export interface PodSpecOptions {
  /**
   * `activeDeadlineSeconds` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly activeDeadlineSeconds?: number;

  /**
   * `affinity` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly affinity?: Affinity;

  /**
   * `automountServiceAccountToken` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly automountServiceAccountToken?: boolean;

  /**
   * `dnsConfig` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly dnsConfig?: PodDNSConfig;

  /**
   * `dnsPolicy` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly dnsPolicy?: string;

  /**
   * `enableServiceLinks` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly enableServiceLinks?: boolean;

  /**
   * `ephemeralContainers` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly ephemeralContainers?: EphemeralContainer[];

  /**
   * `evictionResponders` of a PodSpec. From Agent Sandbox v1.0.2.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly evictionResponders?: EvictionResponder[];

  /**
   * `hostAliases` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostAliases?: HostAlias[];

  /**
   * `hostIPC` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostIPC?: boolean;

  /**
   * `hostNetwork` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostNetwork?: boolean;

  /**
   * `hostPID` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostPID?: boolean;

  /**
   * `hostUsers` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostUsers?: boolean;

  /**
   * `hostname` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostname?: string;

  /**
   * `hostnameOverride` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly hostnameOverride?: string;

  /**
   * `imagePullSecrets` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly imagePullSecrets?: LocalObjectReference[];

  /**
   * `nodeName` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly nodeName?: string;

  /**
   * `nodeSelector` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly nodeSelector?: { [key: string]: string };

  /**
   * `os` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly os?: PodOS;

  /**
   * `overhead` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly overhead?: { [key: string]: Quantity };

  /**
   * `preemptionPolicy` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly preemptionPolicy?: string;

  /**
   * `priority` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly priority?: number;

  /**
   * `priorityClassName` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly priorityClassName?: string;

  /**
   * `readinessGates` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly readinessGates?: PodReadinessGate[];

  /**
   * `resourceClaims` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly resourceClaims?: PodResourceClaim[];

  /**
   * `resources` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly resources?: ResourceRequirements;

  /**
   * `restartPolicy` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly restartPolicy?: string;

  /**
   * `runtimeClassName` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly runtimeClassName?: string;

  /**
   * `schedulerName` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly schedulerName?: string;

  /**
   * `schedulingGates` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly schedulingGates?: PodSchedulingGate[];

  /**
   * `schedulingGroup` of a PodSpec. From Agent Sandbox v0.5.1.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly schedulingGroup?: PodSchedulingGroup;

  /**
   * `securityContext` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly securityContext?: PodSecurityContext;

  /**
   * `serviceAccount` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly serviceAccount?: string;

  /**
   * `serviceAccountName` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly serviceAccountName?: string;

  /**
   * `setHostnameAsFQDN` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly setHostnameAsFQDN?: boolean;

  /**
   * `shareProcessNamespace` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly shareProcessNamespace?: boolean;

  /**
   * `subdomain` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly subdomain?: string;

  /**
   * `terminationGracePeriodSeconds` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * `tolerations` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly tolerations?: Toleration[];

  /**
   * `topologySpreadConstraints` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly topologySpreadConstraints?: TopologySpreadConstraint[];

  /**
   * `volumes` of a PodSpec.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.37/#podspec-v1-core
   */
  readonly volumes?: Volume[];

  /**
   * `workloadRef` of a PodSpec. Agent Sandbox v0.3.10 to v0.5.0.
   * @default - none in the schema; see the reference
   * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.35/#podspec-v1-core
   */
  readonly workloadRef?: WorkloadReference;
}
