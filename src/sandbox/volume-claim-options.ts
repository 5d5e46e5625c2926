import type { Size } from 'cdk8s';
import type { IVolumeSnapshot } from './references';
import { PersistentVolumeAccessMode } from '../kubernetes/kplus';
import type * as k8s from '../l1';

/** The claim of a volume that outlives the pod. */
export interface VolumeClaimOptions {
  /** The size of the volume. */
  readonly size: Size;

  /**
   * The storage class.
   * @default - that of the cluster
   */
  readonly storageClassName?: string;

  /**
   * The access modes of the volume.
   * @default [ReadWriteOnce]
   */
  readonly accessModes?: PersistentVolumeAccessMode[];

  /**
   * Labels of the PersistentVolumeClaim.
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the PersistentVolumeClaim.
   * @default - none
   */
  readonly annotations?: { [key: string]: string };

  /**
   * A VolumeSnapshot of the same namespace whose data the volume begins with. `size` may not be less than its size.
   * @default - an empty volume
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#volume-snapshot-and-restore-volume-from-snapshot-support
   */
  readonly restoreFrom?: IVolumeSnapshot;

  /**
   * Further fields of the claim, such as a data source. They override the options above.
   * @default - nothing else
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims
   */
  readonly claimSpec?: k8s.PersistentVolumeClaimSpec;
}
