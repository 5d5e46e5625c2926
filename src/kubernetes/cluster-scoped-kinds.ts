/** Kinds without a namespace: those of Kubernetes, and those of network policies for whole clusters. */
export const CLUSTER_SCOPED_KINDS: ReadonlySet<string> = new Set([
  'Namespace', 'Node', 'PersistentVolume', 'StorageClass', 'VolumeAttachment', 'CSIDriver', 'CSINode', 'IngressClass',
  'RuntimeClass', 'PriorityClass', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'APIService',
  'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'FlowSchema',
  'PriorityLevelConfiguration', 'CertificateSigningRequest', 'ClusterTrustBundle', 'DeviceClass', 'ResourceSlice',
  'ServiceCIDR', 'IPAddress', 'ClusterNetworkPolicy', 'AdminNetworkPolicy', 'BaselineAdminNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
]);
