import type { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from '../kubernetes/kplus';
import type * as k8s from '../l1';

/** A volume that outlives the pod, as far as its claim goes. */
export interface VolumeClaimOptions {
  /** How much it holds. */
  readonly size: Size;

  /**
   * The storage class.
   * @default - that of the cluster
   */
  readonly storageClassName?: string;

  /**
   * How it may be mounted.
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
   * Anything else of the claim, such as a data source. What is given here stands over the options above.
   * @default - nothing else
   * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#persistentvolumeclaims
   */
  readonly claimSpec?: k8s.PersistentVolumeClaimSpec;
}
