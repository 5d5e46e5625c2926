import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';
import type { ManifestSide } from '../compare/side';

/** A volume that the controller makes a PersistentVolumeClaim for. */
export interface SandboxVolume {
  readonly name: string;
  /** The size that is asked for. */
  readonly size?: string;
  /** The storage class that it names. */
  readonly storageClass?: string;
}

/** The volumes that each sandbox of an object has of its own. */
export function volumesOf(object: KubeObject | undefined): SandboxVolume[] {
  return inList(object?.spec, 'volumeClaimTemplates').flatMap(({ metadata, spec }) => {
    const { name } = inObject(metadata);
    const { storage } = inObject(spec, 'resources', 'requests');
    const { storageClassName } = inObject(spec);
    return typeof name === 'string' ? [{
      name,
      ...(storage !== undefined && { size: String(storage) }),
      ...(typeof storageClassName === 'string' && { storageClass: storageClassName }),
    }] : [];
  });
}

/** `volume 'home' (10Gi)`, or `volumes 'home' (10Gi) and 'cache' (1Gi)`. */
export function volumesText(volumes: readonly SandboxVolume[]): string {
  const texts = volumes.map(({ name, size }) => `'${name}'${size ? ` (${size})` : ''}`);
  const all = texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : texts[0];
  return `volume${texts.length > 1 ? 's' : ''} ${all}`;
}

/** Whether the data of volumes stay when their claims are deleted, as far as the classes are among the manifests. */
export function areRetained(volumes: readonly SandboxVolume[], side: ManifestSide): boolean {
  const retaining = new Set(side.ofKind('StorageClass')
    .filter(({ object }) => object.reclaimPolicy === 'Retain').map(({ object }) => object.metadata.name));
  return volumes.length > 0
    && volumes.every(({ storageClass }) => storageClass !== undefined && retaining.has(storageClass));
}

/** What is said, and how dangerous it is, of claims whose volumes stay. */
export const RETAINED = {
  text: '; their storage class retains the data, in PersistentVolumes that nothing uses any more',
  level: 'disruption',
} as const;
