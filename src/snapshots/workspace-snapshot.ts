import { ApiObject, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { SnapshotReference } from './snapshot-reference';
import { checkSource, sizeOf, SNAPSHOT_API, snapshotSpec } from './snapshot-source';
import { VolumeSnapshotReferenceOptions, WorkspaceSnapshotProps } from './workspace-snapshot-props';
import { atConstruct } from '../app/construct-errors';
import { objectName } from '../app/names';
import { ScopedApiObject } from '../app/scoped-api-object';
import type { IVolumeSnapshot } from '../sandbox/references';

/**
 * A VolumeSnapshot of a workspace, taken when it is applied. Another workspace is restored from it with `restoreFrom`.
 *
 * What is written while it is taken may be torn: suspend the sandbox before, or have its programs recover as after a
 * power failure.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volume-snapshots/
 *
 * @example
 * const dev = new Sandbox(chart, 'Dev', { containers: [{ image: 'registry.example.com/devbox:2.4' }] });
 * const home = dev.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(50) });
 * const snapshot = new WorkspaceSnapshot(chart, 'BeforeUpgrade', { sandbox: dev, workspace: home.name });
 * const copy = new Sandbox(chart, 'Copy', { containers: [{ image: 'registry.example.com/devbox:2.5' }] });
 * copy.addWorkspace('Home', '/home/dev', { size: Size.gibibytes(50), restoreFrom: snapshot });
 */
export class WorkspaceSnapshot extends Construct implements IVolumeSnapshot {
  /**
   * A VolumeSnapshot that exists, in the namespace of the chart.
   *
   * @param scope a chart or a construct in one
   * @param id of the construct
   * @param name of the VolumeSnapshot
   * @param options what is known of it
   */
  public static fromVolumeSnapshotName(
    scope: Construct, id: string, name: string, options: VolumeSnapshotReferenceOptions = {},
  ): IVolumeSnapshot {
    return new SnapshotReference(scope, id, name, options);
  }

  /** Name of the VolumeSnapshot. */
  public readonly volumeSnapshotName: string;

  /** Its namespace, that of the sandbox. */
  public readonly namespace?: string;

  /** The size of the workspace, if it is known. */
  public readonly size?: Size;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the VolumeSnapshot is made
   * @param props sandbox and workspace
   * @throws when a prop is malformed
   */
  public constructor(scope: Construct, id: string, props: WorkspaceSnapshotProps) {
    super(scope, id);
    atConstruct(this, () => { checkSource(props); });
    const { metadata, sandbox: { namespace } } = props;
    const object: ApiObject = new ScopedApiObject(this, 'Resource', {
      apiVersion: SNAPSHOT_API,
      kind: 'VolumeSnapshot',
      metadata: { namespace, ...metadata, name: objectName(this, metadata?.name) },
      spec: snapshotSpec(props),
    });
    this.volumeSnapshotName = object.name;
    this.namespace = object.metadata.namespace;
    this.size = sizeOf(props);
  }
}
