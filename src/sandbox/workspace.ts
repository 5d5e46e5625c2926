import { Construct } from 'constructs';
import { VolumeClaimOptions } from './volume-claim-options';
import { ClaimTemplate, claimTemplate } from './volume-claim-template';
import { atConstruct } from '../app/construct-errors';
import { nameOfId } from '../app/names';
import { Container, IStorage, Volume } from '../kubernetes/kplus';

/** A volume that outlives the pod, and its mount. */
export interface WorkspaceOptions extends VolumeClaimOptions {
  /**
   * The container that mounts it; others mount the Workspace that `addWorkspace` returns.
   * @default - the first container of the pod
   */
  readonly container?: Container;

  /**
   * A path in the volume to mount in place of its root.
   * @default - the root
   */
  readonly subPath?: string;

  /**
   * Whether the container may only read it.
   * @default false
   */
  readonly readOnly?: boolean;

  /**
   * Whether a pod that names no `fsGroup` gets one for this volume: the `group` of its `securityContext`, else 1000.
   * Containers that are not root may then write to it. OpenShift refuses pods with a group, and gives them that of
   * their namespace: false.
   * @default true; without effect for containers that may be root, in pods of Windows or of OpenShift's runtimes, and
   * for volumes of several nodes
   */
  readonly givesGroup?: boolean;
}

/**
 * A volume of a sandbox that outlives its pod: kept while the sandbox is suspended, deleted with the sandbox.
 *
 * Further containers mount it as any storage: `sidecar.mount('/work', workspace)`.
 */
export class Workspace extends Construct implements IStorage {
  /**
   * Made by `addWorkspace`.
   * @internal
   */
  public static _in(pod: Construct, id: string, options: VolumeClaimOptions, givesGroup = true): Workspace {
    return new Workspace(pod, id, options, givesGroup);
  }

  /** Name of the volume in the pod. The PersistentVolumeClaim is named `<name>-<sandbox>`. */
  public readonly name: string;

  /**
   * The claim template as JSON.
   * @internal
   */
  public readonly _claimTemplate: ClaimTemplate;

  private volume?: Volume;

  /**
   * Whether the pod may get a group for it.
   * @internal
   */
  public readonly _isGivenToGroup: boolean;

  private constructor(pod: Construct, id: string, options: VolumeClaimOptions, givesGroup: boolean) {
    super(pod, id);
    this.name = atConstruct(this, () => nameOfId(id));
    this._isGivenToGroup = givesGroup;
    this._claimTemplate = atConstruct(this, () => claimTemplate(this.name, options));
  }

  /**
   * Whether a volume of cdk8s-plus was made for it. Most sandboxes mount it once and need none.
   * @internal
   */
  public get _hasVolume(): boolean {
    return this.volume !== undefined;
  }

  /** The volume that further containers mount. It stands for the claim, and is not among the volumes of the pod. */
  public asVolume(): Volume {
    return this.volume ??= Volume.fromEmptyDir(this, 'Volume', this.name);
  }
}
