/** Rules of the volumes of a pod. */
import { ABSENT, alike, LABEL, LABEL_VALUES, MODES, QUALIFIED, Rule, rule, SUBDOMAIN } from './rule';
import { Entry } from '../entries';

const VOLUMES = 'spec.volumes.+';

/** A volume `v` of one source, and a rule of a field of it. */
function source(
  kind: string, valid: object, field: string, refused: readonly unknown[], accepted: readonly unknown[],
): Rule {
  return rule(`spec.volumes.-.${kind}${field && `.${field}`}`, refused, accepted, [
    VOLUMES,
    { name: 'v', [kind]: valid },
  ]);
}

/** Volumes that differ in one field. */
function volumes(make: (value: any) => object, refused: readonly unknown[], accepted: readonly unknown[]): Rule {
  return rule(VOLUMES, refused.map(make), accepted.map(make));
}

const files = (file: (value: any) => object, refused: readonly unknown[], accepted: readonly unknown[]): Rule[] =>
  alike(
    [volumes((value) => ({ name: 'v', secret: { secretName: 's', items: [file(value)] } }), refused, accepted)],
    [volumes((value) => ({ name: 'v', configMap: { name: 's', items: [file(value)] } }), refused, accepted)],
    ...['secret', 'configMap'].map((kind) => [
      volumes(
        (value) => ({ name: 'v', projected: { sources: [{ [kind]: { name: 's', items: [file(value)] } }] } }),
        refused,
        accepted,
      ),
    ]),
  );

const downward = (
  file: (value: any) => object, refused: readonly unknown[], accepted: readonly unknown[],
): Rule[] => alike(
  [volumes((value) => ({ name: 'v', downwardAPI: { items: [file(value)] } }), refused, accepted)],
  [volumes((value) => ({ name: 'v', projected: { sources: [{ downwardAPI: { items: [file(value)] } }] } }),
    refused, accepted)],
);

const NAME = { fieldRef: { fieldPath: 'metadata.name' } };
const ABSOLUTE = { refused: ['/a', '/'], accepted: ['a', 'a/b/', 'a//b'] };
const BACKSTEPS = { refused: ['a/../b', '../a', 'a/..', '..'], accepted: ['a/..b', 'a../b', 'a/.../b'] };

const CLAIM = {
  accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } },
};
const claim = (make: (value: any) => object, refused: readonly unknown[], accepted: readonly unknown[]): Rule =>
  volumes((value) => ({ name: 'v', ephemeral: { volumeClaimTemplate: { spec: { ...CLAIM, ...make(value) } } } }),
    refused, accepted);
const claimMetadata = (refused: readonly unknown[], accepted: readonly unknown[]): Rule =>
  volumes((metadata) => ({ name: 'v', ephemeral: { volumeClaimTemplate: { metadata, spec: CLAIM } } }),
    refused, accepted);
const SNAPSHOT = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 's' };
const PVC = { kind: 'PersistentVolumeClaim', name: 's' };
const OTHER_SOURCE: Entry[] = [[VOLUMES, { name: 'v', emptyDir: {} }]];
const token = (refused: readonly unknown[], accepted: readonly unknown[], name: string): Rule => volumes(
  (value) => ({ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 'p', [name]: value } }] } }),
  refused, accepted,
);
const projection = (refused: readonly unknown[], accepted: readonly unknown[]): Rule =>
  volumes((sources) => ({ name: 'v', projected: { sources } }), refused, accepted);
const item = (path: string) => ({ items: [{ key: 'k', path }] });

export const VOLUME_RULES: readonly Rule[] = [
  volumes((name) => ({ name }), ['', ABSENT], ['a']),
  volumes((name) => ({ name }), LABEL.refused, LABEL.accepted),
  rule(VOLUMES, [{ name: 'v' }], [{ name: 'w' }], ...OTHER_SOURCE),
  rule('spec.volumes.-', [
    { name: 'v', emptyDir: {}, hostPath: { path: '/a' } }, { name: 'v', configMap: { name: 'c' }, emptyDir: {} },
    { name: 'v', nfs: { server: 'a', path: '/' }, csi: { driver: 'a' } },
    { name: 'v', downwardAPI: {}, secret: { secretName: 's' } },
    { name: 'v', cephfs: { monitors: ['a'] }, emptyDir: {} },
    { name: 'v', gcePersistentDisk: { pdName: 'a' }, emptyDir: {} },
  ], [{ name: 'v', emptyDir: {} }, { name: 'v', configMap: { name: 'c' } }], ...OTHER_SOURCE),
  source('emptyDir', {}, 'sizeLimit', ['-1', '-1Gi', -1, '-1n'], ['0', '1Gi', ABSENT, 1, '-0']),
  source('hostPath', {}, 'path', ['', ABSENT], ['a', '/']),
  source('hostPath', {}, 'path', BACKSTEPS.refused, [...BACKSTEPS.accepted, '/a']),
  source('hostPath', { path: '/a' }, 'type', ['Dir', 'directory', 'Link'],
    ['', 'Socket', 'File', 'BlockDevice', ABSENT]),
  source('gitRepo', {}, 'repository', ['', ABSENT], ['a', ' ']),
  source('gitRepo', { repository: 'a' }, 'directory', ABSOLUTE.refused, [...ABSOLUTE.accepted, '']),
  source('gitRepo', { repository: 'a' }, 'directory', BACKSTEPS.refused, BACKSTEPS.accepted),
  source('gcePersistentDisk', {}, 'pdName', ['', ABSENT], ['a']),
  source('gcePersistentDisk', { pdName: 'a' }, 'partition', [-1, 256], [0, 255]),
  source('awsElasticBlockStore', {}, 'volumeID', ['', ABSENT], ['a']),
  source('awsElasticBlockStore', { volumeID: 'a' }, 'partition', [-1, 256], [0, 255]),
  source('secret', {}, 'secretName', ['', ABSENT], ['a', 'A b']),
  source('secret', { secretName: 'a' }, 'defaultMode', MODES.refused, MODES.accepted),
  source('configMap', {}, 'name', ['', ABSENT], ['a', 'A b']),
  source('configMap', { name: 'a' }, 'defaultMode', MODES.refused, MODES.accepted),
  source('nfs', { path: '/a' }, 'server', ['', ABSENT], ['a']),
  source('nfs', { server: 'a' }, 'path', ['', ABSENT, 'a', './a'], ['/', '/../a']),
  source('persistentVolumeClaim', {}, 'claimName', ['', ABSENT], ['a', 'A b']),
  source('downwardAPI', {}, 'defaultMode', MODES.refused, MODES.accepted),
  source('projected', { sources: [] }, 'defaultMode', MODES.refused, MODES.accepted),
  ...files((key) => ({ key, path: 'p' }), ['', ABSENT], ['a', 'A b/c']),
  ...files((path) => ({ key: 'k', path }), ['', ABSENT], ['a']),
  ...files((path) => ({ key: 'k', path }), ABSOLUTE.refused, ABSOLUTE.accepted),
  ...files((path) => ({ key: 'k', path }), BACKSTEPS.refused, BACKSTEPS.accepted),
  ...files((path) => ({ key: 'k', path }), ['..a', '...', '..a/b'], ['.a', 'a..']),
  ...files((mode) => ({ key: 'k', path: 'p', mode }), MODES.refused, [...MODES.accepted, ABSENT]),
  ...downward((path) => ({ path, ...NAME }), ['', ABSENT], ['a']),
  ...downward((path) => ({ path, ...NAME }), [...ABSOLUTE.refused, ...BACKSTEPS.refused, '..a'],
    [...ABSOLUTE.accepted, ...BACKSTEPS.accepted, '.a']),
  ...downward((mode) => ({ path: 'p', ...NAME, mode }), MODES.refused, MODES.accepted),
  ...downward((more) => ({ path: 'p', ...more }), [{}], [NAME]),
  ...downward((more) => ({ path: 'p', ...NAME, ...more }),
    [{ resourceFieldRef: { containerName: 'main', resource: 'limits.cpu' } }], [{}]),
  ...downward((ref) => ({ path: 'p', resourceFieldRef: { resource: 'limits.cpu', ...ref } }),
    [{}, { containerName: '' }], [{ containerName: 'main' }, { containerName: 'nope' }]),
  ...downward((fieldPath) => ({ path: 'p', fieldRef: { fieldPath } }),
    ['spec.nodeName', 'status.podIP', 'spec.host', 'nope'],
    ['metadata.name', 'metadata.labels', 'metadata.uid', 'metadata.annotations', 'metadata.namespace']),
  projection([[{ secret: { name: '' } }], [{ secret: {} }]], [[{ secret: { name: 'a' } }], [{}], []]),
  projection([[{ configMap: { name: '' } }], [{ configMap: {} }]], [[{ configMap: { name: 'a' } }]]),
  projection(
    [
      [{ secret: { name: 'a', ...item('p') } }, { configMap: { name: 'a', ...item('p') } }],
      [{ secret: { name: 'a', items: [{ key: 'k', path: 'p' }, { key: 'l', path: 'p' }] } }],
      [{ configMap: { name: 'a', ...item('p') } }, { downwardAPI: { items: [{ path: 'p', ...NAME }] } }],
    ],
    [
      [{ secret: { name: 'a', ...item('p') } }, { configMap: { name: 'a', ...item('q') } }],
      [{ secret: { name: 'a', ...item('p') } }, { serviceAccountToken: { path: 'q' } }],
      [{ serviceAccountToken: { path: 'q' } }, { secret: { name: 'a', ...item('q') } }],
      [{ serviceAccountToken: { path: 'q' } }, { serviceAccountToken: { path: 'q' } }],
    ],
  ),
  projection([[{ secret: { name: 'a' }, configMap: { name: 'b' } }]],
    [[{ secret: { name: 'a' } }, { configMap: { name: 'b' } }]]),
  token([599, 0, -1, 4294967297], [600, 4294967296, ABSENT], 'expirationSeconds'),
  token(['', ABSENT], ['a'], 'path'),
  token([...ABSOLUTE.refused, ...BACKSTEPS.refused, '..a'], [...ABSOLUTE.accepted, '.a'], 'path'),
  source('csi', {}, 'driver', ['', ABSENT], ['a']),
  source('csi', {}, 'driver', ['a b', '-a', 'a_b', 'a'.repeat(64)], ['A.b', 'a'.repeat(63)]),
  source('csi', { driver: 'a' }, 'nodePublishSecretRef', [{}, { name: '' }], [{ name: 'a' }]),
  source('csi', { driver: 'a' }, 'nodePublishSecretRef', SUBDOMAIN.refused.map((name) => ({ name })),
    SUBDOMAIN.accepted.map((name) => ({ name }))),
  source('image', {}, 'reference', ['', ABSENT], ['a', 'A b']),
  source('image', { reference: 'a' }, 'pullPolicy', ['always', 'Sometimes'], ['Always', 'Never', 'IfNotPresent', '']),
  source('ephemeral', {}, 'volumeClaimTemplate', [ABSENT], [{ spec: CLAIM }]),
  claimMetadata([{ name: 'a' }, { finalizers: ['a/b'] }, { namespace: 'a' }, { generateName: 'a' }, { uid: 'a' }],
    [{}, ABSENT, { labels: { a: 'b' } }, { annotations: { A: 'b' } }, { name: '' }]),
  claimMetadata([{ labels: { a: 'b c' } }, { labels: { 'a b': '' } }, { annotations: { 'a b': '' } }],
    [{ labels: { a: 'b.c' } }]),
  claim((accessModes) => ({ accessModes }), [[], ABSENT], [['ReadWriteOnce']]),
  claim((accessModes) => ({ accessModes }), [['RWO'], ['ReadWriteOnce', ''], ['readWriteOnce']],
    [['ReadWriteMany', 'ReadOnlyMany'], ['ReadWriteOncePod']]),
  claim((accessModes) => ({ accessModes }), [['ReadWriteOncePod', 'ReadWriteOnce']],
    [['ReadWriteOncePod', 'ReadWriteOncePod'], ['ReadWriteMany', 'ReadWriteOnce']]),
  claim((requests) => ({ resources: { requests } }), [{}, ABSENT, { cpu: '1' }], [{ storage: 1 }]),
  claim((resources) => ({ resources }), [{}, ABSENT], [CLAIM.resources]),
  claim((storage) => ({ resources: { requests: { storage } } }), ['0', '-1', 0, '-1Gi', '0Gi'],
    ['1', '1Ti', 1, '1n', '1e3']),
  claim((storageClassName) => ({ storageClassName }), SUBDOMAIN.refused, [...SUBDOMAIN.accepted, '', ABSENT]),
  claim((volumeMode) => ({ volumeMode }), ['block', '', 'File'], ['Block', 'Filesystem', ABSENT]),
  claim((selector) => ({ selector }),
    [{ matchLabels: { 'a b': '' } }, { matchExpressions: [{ key: 'a', operator: 'In' }] }],
    [{ matchLabels: { a: '' } }, {}]),
  claim((dataSource) => ({ dataSource }), [{ ...PVC, name: '' }, { kind: PVC.kind }], [PVC]),
  claim((dataSource) => ({ dataSource }), [{ ...SNAPSHOT, kind: '' }, { ...SNAPSHOT, kind: ABSENT }], [SNAPSHOT]),
  claim((dataSource) => ({ dataSource }), [{ ...SNAPSHOT, apiGroup: '' }, { ...PVC, kind: 'Other' }],
    [SNAPSHOT, PVC, { ...PVC, apiGroup: '' }]),
  claim((dataSource) => ({ dataSource }), [{ ...SNAPSHOT, apiGroup: 'A' }, { ...PVC, apiGroup: 'a b' }],
    [{ ...SNAPSHOT, apiGroup: 'a' }]),
  claim((dataSourceRef) => ({ dataSourceRef }), LABEL.refused.map((namespace) => ({ ...SNAPSHOT, namespace })),
    LABEL.accepted.map((namespace) => ({ ...SNAPSHOT, namespace }))),
  claim((dataSourceRef) => ({ dataSource: PVC, dataSourceRef }), [SNAPSHOT, { ...PVC, name: 't' }],
    [PVC, ABSENT]),
  claim((dataSourceRef) => ({ dataSource: PVC, dataSourceRef }), [{ ...PVC, namespace: 'a' }, { ...PVC, apiGroup: '' }],
    [{ ...PVC, namespace: '' }]),
  claim((volumeAttributesClassName) => ({ volumeAttributesClassName }), SUBDOMAIN.refused,
    [...SUBDOMAIN.accepted, '', ABSENT]),
  rule('spec.volumes.-.name', ['a'.repeat(60)], ['a'.repeat(2)],
    ['metadata.name', 'a'.repeat(250)], [VOLUMES, { name: 'v', ephemeral: { volumeClaimTemplate: { spec: CLAIM } } }]),
  rule(VOLUMES, [{ name: 'c', persistentVolumeClaim: { claimName: 'web-v' } }],
    [{ name: 'c', persistentVolumeClaim: { claimName: 'web-w' } }],
    ['metadata.name', 'web'], [VOLUMES, { name: 'v', ephemeral: { volumeClaimTemplate: { spec: CLAIM } } }]),
  claimMetadata(QUALIFIED.refused.map((key) => ({ labels: { [key]: '' } })),
    LABEL_VALUES.accepted.map((x) => ({ labels: { x } }))),

  source('glusterfs', { path: 'a' }, 'endpoints', ['', ABSENT], ['a']),
  source('glusterfs', { endpoints: 'a' }, 'path', ['', ABSENT], ['a']),
  source('flocker', {}, '', [{}, { datasetName: 'a', datasetUUID: 'a' }], [{ datasetName: 'a' }, { datasetUUID: 'a' }]),
  source('flocker', {}, 'datasetName', ['a/b', '/'], ['a', '-']),
  source('rbd', { image: 'a' }, 'monitors', [[], ABSENT], [['a'], ['']]),
  source('rbd', { monitors: ['a'] }, 'image', ['', ABSENT], ['a']),
  source('cinder', {}, 'volumeID', ['', ABSENT], ['a']),
  source('cinder', { volumeID: 'a' }, 'secretRef', [{}, { name: '' }], [{ name: 'a' }, ABSENT]),
  source('cephfs', {}, 'monitors', [[], ABSENT], [['a']]),
  source('quobyte', { volume: 'v' }, 'registry', ['', ABSENT], ['a:1']),
  source('quobyte', { volume: 'v' }, 'registry',
    ['a', 'a:1,b', 'a:1:2', '[::1:2', '::1:2', ',', 'a]:1', 'a:1]'], ['a:1', ':', 'a:', '[::1]:2,b:c', '[]:1']),
  source('quobyte', { volume: 'v', registry: 'a:1' }, 'tenant', ['a'.repeat(65)], ['a'.repeat(64), '']),
  source('quobyte', { registry: 'a:1' }, 'volume', ['', ABSENT], ['a']),
  source('fc', {}, '', [{}, { targetWWNs: ['a'], wwids: ['b'], lun: 0 }, { targetWWNs: [], lun: 1 }],
    [{ targetWWNs: ['a'], lun: 0 }, { wwids: ['a'] }, { wwids: ['a'], lun: 256 }]),
  source('fc', { targetWWNs: ['a'] }, 'lun', [ABSENT], [0]),
  source('fc', { targetWWNs: ['a'] }, 'lun', [-1, 256], [0, 255]),
  source('flexVolume', {}, 'driver', ['', ABSENT], ['a']),
  source('flexVolume', { driver: 'a' }, 'options',
    [{ 'kubernetes.io/a': '' }, { 'a.k8s.io/b': '' }, { 'k8s.io': '' }, { 'A.Kubernetes.IO/a': '' }],
    [{ 'ak8s.io/a': '' }, { 'k8s.io.a/b': '' }, { 'a/k8s.io': '' }, { kubernetes: '' }]),
  source('azureFile', { shareName: 'a' }, 'secretName', ['', ABSENT], ['a']),
  source('azureFile', { secretName: 'a' }, 'shareName', ['', ABSENT], ['a']),
  source('vsphereVolume', {}, 'volumePath', ['', ABSENT], ['a']),
  source('photonPersistentDisk', {}, 'pdID', ['', ABSENT], ['a']),
  source('portworxVolume', {}, 'volumeID', ['', ABSENT], ['a']),
  source('azureDisk', { diskURI: 'https://a' }, 'diskName', ['', ABSENT], ['a']),
  source('azureDisk', { diskName: 'a' }, 'diskURI', ['', ABSENT], ['https://a']),
  source('azureDisk', { diskName: 'a' }, 'diskURI', ['http://a', '/subscriptions/a', 'HTTPS://a'], ['https://']),
  source('azureDisk', { diskName: 'a', kind: 'Managed' }, 'diskURI', ['https://a', '/subscriptions'],
    ['/subscriptions/']),
  source('azureDisk', { diskName: 'a', diskURI: 'https://a' }, 'kind', ['', 'shared', 'Other'],
    ['Shared', 'Dedicated', ABSENT]),
  source('azureDisk', { diskName: 'a', diskURI: 'https://a' }, 'cachingMode', ['', 'none', 'Read'],
    ['None', 'ReadOnly', 'ReadWrite', ABSENT]),
  source('storageos', {}, 'volumeName', ['', ABSENT], ['a']),
  source('storageos', {}, 'volumeName', LABEL.refused, LABEL.accepted),
  source('storageos', { volumeName: 'a' }, 'volumeNamespace', LABEL.refused, [...LABEL.accepted, '']),
  source('storageos', { volumeName: 'a' }, 'secretRef', [{}, { name: '' }], [{ name: 'a' }]),
  source('scaleIO', { system: 'a', volumeName: 'a', secretRef: { name: 'a' } }, 'gateway', ['', ABSENT], ['a']),
  source('scaleIO', { gateway: 'a', volumeName: 'a', secretRef: { name: 'a' } }, 'system', ['', ABSENT], ['a']),
  source('scaleIO', { gateway: 'a', system: 'a', secretRef: { name: 'a' } }, 'volumeName', ['', ABSENT], ['a']),
  source('iscsi', { iqn: 'iqn.2015-02.a:b', lun: 0 }, 'targetPortal', ['', ABSENT], ['a']),
  source('iscsi', { targetPortal: 'a', lun: 0 }, 'iqn', ['', ABSENT], ['iqn.2015-02.a:b']),
  source('iscsi', { targetPortal: 'a', lun: 0 }, 'iqn',
    ['iqn.2015.a:b', 'iqn.2015-02.a', 'nope', 'eui.0123', 'naa.0123', 'iqn.2015-02.a:b c', 'eui', 'IQN.2015-02.a:b'],
    ['iqn.2015-02.a:b', 'eui.0123456789abcdef', `naa.${'0'.repeat(32)}`, 'iqn.2015-02.a.b-c:d:e']),
  source('iscsi', { targetPortal: 'a', iqn: 'iqn.2015-02.a:b' }, 'lun', [-1, 256], [0, 255]),
  source('iscsi', { targetPortal: 'a', iqn: 'iqn.2015-02.a:b', lun: 0 }, 'chapAuthSession', [true], [false, ABSENT]),
  source('iscsi', { targetPortal: 'a', iqn: 'iqn.2015-02.a:b', lun: 0 }, 'chapAuthDiscovery', [true], [false, ABSENT]),
  source('iscsi', { targetPortal: 'a', iqn: 'iqn.2015-02.a:b', lun: 0 }, 'initiatorName', ['', 'nope', 'iqn.a'],
    ['iqn.2015-02.a:c', ABSENT]),
  rule('spec.volumes.-.iscsi.targetPortal', ['a'.repeat(63)], ['a'.repeat(62)],
    [VOLUMES, { name: 'v', iscsi: { iqn: 'iqn.2015-02.a:b', lun: 0, initiatorName: 'iqn.2015-02.a:c' } }]),
];
