import type { ApiObjectMetadata, Cron, Size } from 'cdk8s';
import type { ISandbox } from '../sandbox/references';

/** What a VolumeSnapshot is taken of. */
export interface WorkspaceSnapshotProps {
  /** The sandbox that has the workspace. */
  readonly sandbox: ISandbox;

  /** Name of the workspace: that of its volume in the pod. */
  readonly workspace: string;

  /**
   * The VolumeSnapshotClass, which also decides whether what was taken outlives the object.
   * @default - that of the cluster
   */
  readonly volumeSnapshotClassName?: string;

  /**
   * Name, labels, annotations. It is in the namespace of the sandbox.
   * @default - named after the id of the construct
   */
  readonly metadata?: ApiObjectMetadata;
}

/** Snapshots of a workspace that are taken again and again. */
export interface WorkspaceSnapshotScheduleProps extends WorkspaceSnapshotProps {
  /**
   * An image with `kubectl` and `sh` on its path, such as `registry.example.com/kubectl:1.36`. This library names none.
   */
  readonly image: string;

  /**
   * Names of Secrets to pull the image with, in the namespace of the sandbox.
   * @default - those of the SandboxCluster
   */
  readonly imagePullSecrets?: string[];

  /** When they are taken. */
  readonly schedule: Cron;

  /**
   * The zone of the schedule by its name in the IANA database, such as `Europe/Berlin`.
   * @default - UTC
   */
  readonly timeZone?: string;

  /**
   * How many are kept; older ones of this schedule are deleted.
   * @default 7
   */
  readonly keep?: number;
}

/** What is known of a VolumeSnapshot that exists. */
export interface VolumeSnapshotReferenceOptions {
  /**
   * The size of the volume that it was taken of. A workspace that is restored from it may not be smaller.
   * @default - not known
   */
  readonly size?: Size;
}
