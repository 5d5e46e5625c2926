import type { Size } from 'cdk8s';
import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { VolumeSnapshotReferenceOptions } from './workspace-snapshot-props';
import { atConstruct } from '../app/construct-errors';
import { checkForm } from '../checks/forms';
import { checkShapes } from '../checks/shapes';
import type { IVolumeSnapshot } from '../sandbox/references';

/** A VolumeSnapshot that exists already. */
export class SnapshotReference extends Construct implements IVolumeSnapshot {
  public readonly volumeSnapshotName: string;
  public readonly namespace?: string;
  public readonly size?: Size;

  constructor(scope: Construct, id: string, name: string, options: VolumeSnapshotReferenceOptions) {
    super(scope, id);
    atConstruct(this, () => {
      checkForm('name of a VolumeSnapshot', name, 'DNS subdomain');
      checkShapes('the options', options, { size: 'size' });
    });
    this.volumeSnapshotName = name;
    this.namespace = Chart.of(this).namespace;
    this.size = options.size;
  }
}
