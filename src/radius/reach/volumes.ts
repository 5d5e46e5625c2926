import { isWritten, textAt } from './pod-facts';
import type { Reached } from './reached';
import { givesSecrets } from './secrets';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';
import { BlastArea } from '../blast-item';

/** Who mounts claims, and how they may be mounted. */
export interface Claims {
  /** Titles of the objects whose pods mount a claim, by `namespace/name`. */
  readonly mountedBy: ReadonlyMap<string, readonly string[]>;
  readonly byName: ReadonlyMap<string, KubeObject>;
}

/** The claims that the volumes of a pod name. */
export function claimsOf(pod: Loose): string[] {
  return inList(pod, 'volumes').flatMap(({ persistentVolumeClaim: claim }) => textAt(claim, 'claimName') ?? []);
}

/** Servers of volumes without a claim: whoever has the address has the data. */
const SERVERS: Readonly<Record<string, (source: Loose) => unknown>> = {
  nfs: ({ server, path }) => `nfs ${String(server)}:${String(path)}`,
  cephfs: ({ monitors, path = '/' }) => `cephfs ${String(monitors)}:${String(path)}`,
  glusterfs: ({ endpoints, path }) => `glusterfs ${String(endpoints)}:${String(path)}`,
  azureFile: ({ shareName }) => `azureFile ${String(shareName)}`,
  csi: ({ driver, volumeAttributes }) => (
    `csi ${[driver, ...Object.values(inObject(volumeAttributes))].map(String).join(' ')}`
  ),
  rbd: ({ monitors, pool = 'rbd', image }) => `rbd ${String(monitors)}:${String(pool)}/${String(image)}`,
  iscsi: ({ targetPortal, iqn, lun }) => `iscsi ${[targetPortal, iqn, lun].map(String).join(' ')}`,
  fc: ({ targetWWNs, lun, wwids }) => `fc ${String(wwids ?? `${String(targetWWNs)} ${String(lun)}`)}`,
  flexVolume: ({ driver, options }) => (
    `flexVolume ${[driver, ...Object.values(inObject(options))].map(String).join(' ')}`
  ),
  ...Object.fromEntries(Object.entries({
    awsElasticBlockStore: 'volumeID',
    azureDisk: 'diskURI',
    cinder: 'volumeID',
    flocker: 'datasetName',
    gcePersistentDisk: 'pdName',
    photonPersistentDisk: 'pdID',
    portworxVolume: 'volumeID',
    quobyte: 'volume',
    scaleIO: 'volumeName',
    storageos: 'volumeName',
    vsphereVolume: 'volumePath',
  }).map(([kind, member]) => [kind, (source: Loose) => `${kind} ${String(source[member])}`])),
};

/**
 * Volumes of a pod that others have too. Claims that are made for each sandbox are its own.
 *
 * @param isMany whether several pods come of it
 */
export function volumesIn(pod: Loose, title: string, namespace: string, isMany: boolean, claims: Claims): Reached[] {
  return inList(pod, 'volumes').flatMap((volume): Reached[] => {
    const claim = textAt(volume.persistentVolumeClaim, 'claimName');
    const writes = isWritten(pod, volume.name);
    if (claim !== undefined) {
      const isReadOnly = inObject(volume.persistentVolumeClaim).readOnly === true;
      return claimItem(claim, writes && !isReadOnly, title, namespace, isMany, claims);
    }
    const own = inObject(volume.ephemeral, 'volumeClaimTemplate', 'spec');
    if (volume.ephemeral !== undefined) { return dataOf(own, writes, `volume '${String(volume.name)}'`); }
    for (const [kind, nameOf] of Object.entries(SERVERS)) {
      const source = volume[kind];
      if (source === undefined || (kind === 'csi' && givesSecrets(source))) { continue; }
      const isReadOnly = inObject(source).readOnly === true;
      return [item(String(nameOf(inObject(source))), writes && !isReadOnly, `volume '${String(volume.name)}'`)];
    }
    return [];
  });
}

/**
 * What a claim that is made for each sandbox has of others: the volume that it names, and the data that it begins with.
 *
 * @param spec of the claim
 */
export function dataOf(spec: Loose, writes: boolean, why: string): Reached[] {
  const { volumeName, dataSource, dataSourceRef = dataSource } = spec;
  const { kind, name, namespace } = inObject(dataSourceRef);
  return [
    ...(typeof volumeName === 'string' && volumeName !== '' ? [item(`volume ${volumeName}`, writes, why)] : []),
    ...(typeof name === 'string'
      ? [item(`a copy of ${String(kind)} ${namespace === undefined ? '' : `${String(namespace)}/`}${name}`, false, why)]
      : []),
  ];
}

function claimItem(
  name: string, writes: boolean, title: string, namespace: string, isMany: boolean, { mountedBy, byName }: Claims,
): Reached[] {
  const key = `${namespace}/${name}`;
  const others = (mountedBy.get(key) ?? []).filter((each) => each !== title);
  const modes = inObject(byName.get(key)?.spec).accessModes;
  const isOpen = Array.isArray(modes) && modes.some((mode) => /Many$/.test(String(mode)));
  const isShared = isMany || others.length > 0 || isOpen;
  if (!isShared) { return []; }
  const sharers = [...(isMany ? ['all its sandboxes'] : []), ...others.slice(0, 3),
    ...(others.length > 3 ? [`${others.length - 3} more`] : [])];
  const why = sharers.length > 0 ? `mounted by ${sharers.join(', ')}` : `its access mode is ${String(modes)}`;
  return [item(name, writes, why)];
}

function item(name: string, writes: boolean, why: string): Reached {
  return {
    area: BlastArea.VOLUMES,
    text: `${writes ? 'writes' : 'reads'} ${name}`,
    why,
    isCertain: true,
    fact: { is: 'volume', name, isWritten: writes },
  };
}
