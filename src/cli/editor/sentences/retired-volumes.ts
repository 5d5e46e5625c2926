import { FieldSentences } from './field-sentences';

const READ_ONLY = 'Whether the volume cannot be written.';
const FILE_SYSTEM = 'File system of the volume, such as ext4.';
const PARTITION = 'Number of the partition; the whole disk without one.';
const LUN = 'Number of the logical unit.';

/** Fields of volumes of one storage system each. */
export const RETIRED_VOLUMES: FieldSentences = {
  AWSElasticBlockStoreVolumeSource: {
    fsType: FILE_SYSTEM,
    partition: PARTITION,
    readOnly: READ_ONLY,
    volumeID: 'Identifier of the disk.',
  },
  AzureDiskVolumeSource: {
    cachingMode: 'Cache of the node: None, ReadOnly or ReadWrite.',
    diskName: 'Name of the disk.',
    diskURI: 'Address of the disk, or its resource identifier if it is managed.',
    fsType: FILE_SYSTEM,
    kind: 'Kind of the disk: Shared, Dedicated or Managed.',
    readOnly: READ_ONLY,
  },
  AzureFileVolumeSource: {
    readOnly: READ_ONLY,
    secretName: 'Secret with the name and the key of the storage account.',
    shareName: 'Name of the file share.',
  },
  CephFSVolumeSource: {
    monitors: 'Addresses of the monitors.',
    path: 'Path in the file system; its root without one.',
    readOnly: READ_ONLY,
    secretFile: 'File of the node with the key.',
    secretRef: 'Secret with the key.',
    user: 'User of Ceph.',
  },
  CinderVolumeSource: {
    fsType: FILE_SYSTEM,
    readOnly: READ_ONLY,
    secretRef: 'Secret with credentials for OpenStack.',
    volumeID: 'Identifier of the disk.',
  },
  FCVolumeSource: {
    fsType: FILE_SYSTEM,
    lun: LUN,
    readOnly: READ_ONLY,
    targetWWNs: 'World-wide names of the targets, beside a logical unit.',
    wwids: 'World-wide identifiers of the volume, in place of targets.',
  },
  FlexVolumeSource: {
    driver: 'Name of the driver.',
    fsType: FILE_SYSTEM,
    options: 'Settings of the driver.',
    readOnly: READ_ONLY,
    secretRef: 'Secret that the driver gets.',
  },
  FlockerVolumeSource: {
    datasetName: 'Name of the dataset.',
    datasetUUID: 'Identifier of the dataset, in place of its name.',
  },
  GCEPersistentDiskVolumeSource: {
    fsType: FILE_SYSTEM,
    partition: PARTITION,
    pdName: 'Name of the disk.',
    readOnly: READ_ONLY,
  },
  GitRepoVolumeSource: {
    directory: 'Directory of the clone in the volume.',
    repository: 'Address of the repository.',
    revision: 'Commit that is checked out.',
  },
  GlusterfsVolumeSource: {
    endpoints: 'Endpoints object with the addresses of the servers.',
    path: 'Name of the volume.',
    readOnly: READ_ONLY,
  },
  ISCSIVolumeSource: {
    chapAuthDiscovery: 'Whether discovery is authenticated by CHAP.',
    chapAuthSession: 'Whether the session is authenticated by CHAP.',
    fsType: FILE_SYSTEM,
    initiatorName: 'Name of the initiator, in place of that of the node.',
    iqn: 'Name of the target.',
    iscsiInterface: 'Transport of the initiator; tcp without one.',
    lun: LUN,
    portals: 'More addresses of the target.',
    readOnly: READ_ONLY,
    secretRef: 'Secret with the credentials of CHAP.',
    targetPortal: 'Address of the target, with a port unless it is 3260.',
  },
  PhotonPersistentDiskVolumeSource: {
    fsType: FILE_SYSTEM,
    pdID: 'Identifier of the disk.',
  },
  PortworxVolumeSource: {
    fsType: FILE_SYSTEM,
    readOnly: READ_ONLY,
    volumeID: 'Identifier of the volume.',
  },
  QuobyteVolumeSource: {
    group: 'Group that the files appear to have.',
    readOnly: READ_ONLY,
    registry: 'Hosts and ports of the registry, separated by commas.',
    tenant: 'Tenant that owns the volume.',
    user: 'User that the files appear to have.',
    volume: 'Name of the volume.',
  },
  RBDVolumeSource: {
    fsType: FILE_SYSTEM,
    image: 'Name of the image.',
    keyring: 'File of the node with the key.',
    monitors: 'Addresses of the monitors.',
    pool: 'Name of the pool.',
    readOnly: READ_ONLY,
    secretRef: 'Secret with the key, before the file.',
    user: 'User of Ceph.',
  },
  ScaleIOVolumeSource: {
    fsType: FILE_SYSTEM,
    gateway: 'Address of the API.',
    protectionDomain: 'Name of the protection domain.',
    readOnly: READ_ONLY,
    secretRef: 'Secret with the credentials.',
    sslEnabled: 'Whether the API is called by TLS.',
    storageMode: 'Whether storage is thick or thin.',
    storagePool: 'Name of the storage pool.',
    system: 'Name of the storage system.',
    volumeName: 'Name of the volume.',
  },
  StorageOSVolumeSource: {
    fsType: FILE_SYSTEM,
    readOnly: READ_ONLY,
    secretRef: 'Secret with the credentials.',
    volumeName: 'Name of the volume.',
    volumeNamespace: 'Namespace of the volume in StorageOS; that of the pod without one.',
  },
  VsphereVirtualDiskVolumeSource: {
    fsType: FILE_SYSTEM,
    storagePolicyID: 'Identifier of the storage policy.',
    storagePolicyName: 'Name of the storage policy.',
    volumePath: 'Path of the disk.',
  },
};
