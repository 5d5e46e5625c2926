import { claimSpec } from './claim-spec';
import { fileMode, form, isDnsSubdomain, pathWithoutBacksteps, relativePath } from './forms';
import { templateMetadata } from './metadata';
import { downwardFile, keyToPath, projected } from './projected-volumes';
import { iscsiNameLength, retiredSources } from './retired-volumes';
import { all, each, field, object, wanted } from './table';
import { fieldsOf, itemsOf, shaped, shapesOf } from './value-shape';
import { between, Check, has, oneOf, oneOfOrEmpty, PodVisit, required, text } from './visit';
import { parseQuantity, signOf } from '../../kubernetes/quantity';
import { Loose } from '../../kubernetes/read-json';
import { shown } from '../schema/violation';

const HOST_PATH_TYPES = [
  '',
  'DirectoryOrCreate',
  'Directory',
  'FileOrCreate',
  'File',
  'Socket',
  'CharDevice',
  'BlockDevice',
];
const LONGEST_DRIVER = 63;

const driver: Check<string | undefined> = (name, visit) => {
  if (!name) {
    visit.refuse('is required', 'name the driver');
  } else if (name.length > LONGEST_DRIVER || !isDnsSubdomain(name.toLowerCase())) {
    visit.refuse(`${shown(name)} is not the name of a driver`, "use at most 63 letters, digits, '-' and '.'");
  }
};

const sizeLimit: Check = (value, visit) => {
  const amount = value === undefined ? undefined : parseQuantity(value);
  if (amount && signOf(amount) < 0) { visit.refuse('is negative', 'use 0 or more'); }
};

const hostPath: Check<Loose> = all(field('path', pathWithoutBacksteps), field('type', oneOf(...HOST_PATH_TYPES)));

/** Sources of volumes in the order in which Kubernetes looks for them: the first counts, each other one is too many. */
const SOURCES: Readonly<Record<string, Check>> = {
  emptyDir: object(field('sizeLimit', sizeLimit)),
  hostPath: object(shaped<Check<Loose>>((source, visit) => {
    if (text(source.path) === '') {
      visit.refuse('is required', 'give the path of the node', 'path');
    } else {
      hostPath(source, visit);
    }
  }, ...shapesOf(hostPath))),
  gitRepo: object(wanted('repository', required()), field('directory', relativePath)),
  gcePersistentDisk: object(wanted('pdName', required()), field('partition', between(0, 255))),
  awsElasticBlockStore: object(wanted('volumeID', required()), field('partition', between(0, 255))),
  secret: object(
    wanted('secretName', required('name the Secret')),
    field('defaultMode', fileMode),
    field('items', each(keyToPath)),
  ),
  nfs: object(wanted('server', required()), wanted('path', (path: string | undefined, visit) => {
    if (!path?.startsWith('/')) {
      visit.refuse(`${shown(path ?? '')} is not an absolute path`, 'use an absolute path');
    }
  })),
  iscsi: retiredSources.iscsi,
  glusterfs: retiredSources.glusterfs,
  flocker: retiredSources.flocker,
  persistentVolumeClaim: object(wanted('claimName', required('name the PersistentVolumeClaim'))),
  rbd: retiredSources.rbd,
  cinder: retiredSources.cinder,
  cephfs: retiredSources.cephfs,
  quobyte: retiredSources.quobyte,
  downwardAPI: object(field('defaultMode', fileMode), field('items', each(downwardFile))),
  fc: retiredSources.fc,
  flexVolume: retiredSources.flexVolume,
  configMap: object(
    wanted('name', required('name the ConfigMap')),
    field('defaultMode', fileMode),
    field('items', each(keyToPath)),
  ),
  azureFile: object(wanted('secretName', required()), wanted('shareName', required())),
  vsphereVolume: object(wanted('volumePath', required())),
  photonPersistentDisk: object(wanted('pdID', required())),
  portworxVolume: object(wanted('volumeID', required())),
  azureDisk: retiredSources.azureDisk,
  storageos: retiredSources.storageos,
  projected,
  scaleIO: object(wanted('gateway', required()), wanted('system', required()), wanted('volumeName', required())),
  csi: object(
    wanted('driver', driver),
    field('nodePublishSecretRef', object(wanted('name', required(), form('dnsSubdomain')))),
  ),
  ephemeral: object((source: Loose, visit: PodVisit) => {
    if (!has(source, 'volumeClaimTemplate')) {
      visit.refuse('is required', 'give the claim', 'volumeClaimTemplate');
    }
  }, field('volumeClaimTemplate', all(wanted('metadata', templateMetadata), wanted('spec', claimSpec)))),
  image: object(
    wanted('reference', required('give the image')),
    field('pullPolicy', oneOfOrEmpty('Always', 'IfNotPresent', 'Never')),
  ),
};

const SOURCE_NAMES = Object.keys(SOURCES);
const SOURCE_CHECKS = new Map(Object.entries(SOURCES));

/** One source; without any it is an emptyDir. */
const oneSource = shaped<Check<Loose>>((volume, visit) => {
  const given = Object.keys(volume).filter((name) => SOURCE_CHECKS.has(name) && has(volume, name));
  if (given.length === 0) { return; }
  const [first, ...others] = given.length === 1 ? given : SOURCE_NAMES.filter((name) => given.includes(name));
  visit.enter(first, volume[first], SOURCE_CHECKS.get(first)!);
  for (const other of others) { visit.refuse(`is set beside '${first}'`, 'keep one kind of volume', other); }
}, fieldsOf(SOURCES));

/** The name of the claim that an ephemeral volume makes. */
const derivedClaim: Check<Loose> = (volume, visit) => {
  if (!has(volume, 'ephemeral')) { return; }
  const { name: pod } = visit.pod;
  const name = text(volume.name);
  if (!pod || name === '') { return; }
  if (!isDnsSubdomain(`${pod}-${name}`)) {
    visit.refuse(`the claim of this volume cannot be named ${shown(`${pod}-${name}`)}`, 'use a shorter name', 'name');
  }
};

const ofEveryVolume: Check<Loose> = all(
  oneSource,
  iscsiNameLength,
  derivedClaim,
  wanted('name', required('name the volume'), form('dnsLabel')),
);

/** The volumes of a pod, each with a name of its own. */
export const volumes = shaped<Check<readonly Loose[] | undefined>>((list, visit) => {
  const names = new Set<string>();
  const ephemeral = (list ?? []).filter((volume) => has(volume, 'ephemeral'));
  const claims = new Set(ephemeral.map(({ name }) => `${visit.pod.name}-${String(name)}`));
  visit.items(list, (given: Loose) => {
    const before = visit.problems.length;
    ofEveryVolume(given, visit);
    const name = text(given.name);
    if (names.has(name)) { visit.refuse(`two volumes are named ${shown(name)}`, 'name each once', 'name'); }
    if (visit.problems.length === before) { names.add(name); }
    const claim = text((given.persistentVolumeClaim as Loose | undefined)?.claimName);
    if (claim !== '' && claims.has(claim) && visit.pod.name) {
      visit.refuse(
        `${shown(claim)} is the claim of an ephemeral volume`,
        'mount that volume',
        'persistentVolumeClaim',
        'claimName',
      );
    }
  });
}, itemsOf(ofEveryVolume));

