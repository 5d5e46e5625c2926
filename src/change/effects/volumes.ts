import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject } from '../../kubernetes/read-json';

/** A volume that the controller makes a PersistentVolumeClaim for. */
export interface SandboxVolume {
  readonly name: string;
  /** The size that is asked for. */
  readonly size?: string;
}

/** The volumes that each sandbox of an object has of its own. */
export function volumesOf(object: KubeObject | undefined): SandboxVolume[] {
  return inList(object?.spec, 'volumeClaimTemplates').flatMap(({ metadata, spec }) => {
    const { name } = inObject(metadata);
    const { storage } = inObject(spec, 'resources', 'requests');
    return typeof name === 'string' ? [{ name, ...(storage !== undefined && { size: String(storage) }) }] : [];
  });
}

/** `volume 'home' (10Gi)`, or `volumes 'home' (10Gi) and 'cache' (1Gi)`. */
export function volumesText(volumes: readonly SandboxVolume[]): string {
  const texts = volumes.map(({ name, size }) => `'${name}'${size ? ` (${size})` : ''}`);
  const all = texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : texts[0];
  return `volume${texts.length > 1 ? 's' : ''} ${all}`;
}
