/** An operator asks for volumes: paths of the node, of others, or more than the tenant may have. */
import { Attack, attacksOf, by, gap, partLater } from '../attack';
import { sandbox, template, the, volumeClaim } from '../objects';
import { create, jsonPatch, mergePatch } from '../requests';

const volume = (source: object) => ({ spec: { volumes: [{ name: 'x', ...source }] } });
const sized = (storage: string) => ({ resources: { requests: { storage } } });
const claims = (...volumeClaimTemplates: object[]) => create(sandbox({}, { volumeClaimTemplates }));
const ephemeral = (spec: Readonly<Record<string, unknown>>) => {
  const { spec: claim } = volumeClaim('x', spec);
  return { ephemeral: { volumeClaimTemplate: { spec: claim } } };
};

const MOUNT_ROOT = {
  op: 'add', path: '/spec/podTemplate/spec/volumes', value: [{ name: 'x', hostPath: { path: '/' } }],
} as const;
/** Each is as large as the tenant allows; together they exceed its quota. */
const SIX_LARGE = Array.from({ length: 6 }, (_, index) => volumeClaim(`v${index}`, sized('9Gi')));

const SNAPSHOT = { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'yesterday' };

/** The row about Secrets and volume claims of the namespace. */
const SECRETS = 'Secrets that a pod mounts, and claims that bring environment variables';

export const VOLUMES: readonly Attack[] = attacksOf(
  'operator',
  [
    'mounts the root of the node',
    create(sandbox(volume({ hostPath: { path: '/' } }))), by('admission', 'ASB353'),
    create(sandbox(volume({ emptyDir: { sizeLimit: '1Gi' } }))),
  ],
  [
    'mounts the socket of containerd',
    create(template(volume({ hostPath: { path: '/run/containerd/containerd.sock' } }))), by('admission', 'ASB353'),
  ],
  ['adds a path of the node later', jsonPatch(the('Sandbox', 'dev'), [MOUNT_ROOT]), by('admission', 'ASB353')],
  [
    'asks for a volume of 100Ti',
    claims(volumeClaim('big', sized('100Ti'))), by('admission', 'ASB371'), claims(volumeClaim('home', sized('10Gi'))),
  ],
  [
    'asks for it as the second of two',
    claims(volumeClaim('home'), volumeClaim('big', sized('11Gi'))), by('admission', 'ASB371'),
    claims(volumeClaim('home'), volumeClaim('work')),
  ],
  [
    'asks for it in a template',
    create(template({}, { volumeClaimTemplates: [volumeClaim('big', sized('100Ti'))] })), by('admission', 'ASB371'),
    create(template({}, { volumeClaimTemplates: [volumeClaim('home')] })),
  ],
  [
    'asks for it later',
    mergePatch(the('Sandbox', 'dev'), { spec: { volumeClaimTemplates: [volumeClaim('big', sized('100Ti'))] } }),
    by('schema', 'volumeClaimTemplates'),
  ],
  ['asks for a volume of size 0', claims(volumeClaim('zero', sized('0'))), by('admission', 'ASB371')],
  ['asks for a volume of a negative size', claims(volumeClaim('zero', sized('-1Gi'))), by('admission', 'ASB371')],
  [
    'creates a volume claim',
    create({ ...the('PersistentVolumeClaim', 'attack'), ...volumeClaim('attack') } as never),
    by('RBAC', 'cannot create resource "persistentvolumeclaims"'),
  ],
  [
    'resizes a volume claim',
    mergePatch(the('PersistentVolumeClaim', 'x'), { spec: sized('100Ti') }),
    by('RBAC', 'cannot patch resource "persistentvolumeclaims"'),
  ],
  [
    'mounts an ephemeral volume of 100Ti',
    create(sandbox(volume(ephemeral(sized('100Ti'))))), by('admission', 'ASB371'),
    create(sandbox(volume(ephemeral({})))),
  ],
  [
    'asks for more storage than the quota by many volumes',
    create(sandbox({}, { volumeClaimTemplates: SIX_LARGE }, { name: 'hoard' })),
    partLater('quota', 'requests.storage=9Gi'),
    claims(volumeClaim('home', sized('10Gi')), volumeClaim('work', sized('10Gi'))),
  ],
  [
    'mounts memory without a size',
    create(sandbox(volume({ emptyDir: { medium: 'Memory' } }))), by('admission', 'ASB378'),
    create(sandbox(volume({ emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } }))),
  ],
  [
    'takes the volume of another tenant by its name',
    claims(volumeClaim('x', { volumeName: 'pvc-of-another' })), by('admission', 'ASB377'),
  ],
  [
    'selects the volume of another tenant by labels',
    claims(volumeClaim('x', { selector: { matchLabels: { tenant: 'other' } } })), by('admission', 'ASB377'),
  ],
  [
    'asks for a storage class of the platform',
    claims(volumeClaim('x', { storageClassName: 'expensive' })), by('admission', 'ASB379'),
  ],
  [
    'asks for a raw block device',
    claims(volumeClaim('x', { volumeMode: 'Block' })), gap('Volumes that are not counted'),
  ],
  [
    'clones the volume of another tenant',
    claims(volumeClaim('x', { dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'x', namespace: 'neighbour' } })),
    by('admission', 'ASB387'),
  ],
  [
    'clones a snapshot in a template',
    create(template({}, { volumeClaimTemplates: [volumeClaim('x', { dataSource: SNAPSHOT })] })),
    by('admission', 'ASB387'),
  ],
  [
    'mounts any claim of the namespace',
    create(sandbox(volume({ persistentVolumeClaim: { claimName: 'work-of-another' } }))), gap(SECRETS),
  ],
  [
    'mounts any Secret of the namespace',
    create(sandbox(volume({ secret: { secretName: 'model-key' } }))), gap(SECRETS),
  ],
  [
    'mounts a volume of a driver with options',
    create(sandbox(volume({ csi: { driver: 'secrets-store.csi.k8s.io', volumeAttributes: { x: 'y' } } }))),
    gap('Volumes that are not counted'),
  ],
);
