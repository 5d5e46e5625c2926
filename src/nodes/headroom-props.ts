import type { ApiObjectMetadata } from 'cdk8s';
import type { Toleration } from '../kubernetes/toleration';
import type { SandboxTemplate } from '../sandbox/sandbox-template';
import type { PoolCapacity } from '../sizing/pool-capacity';

/** How room is kept on nodes. */
export enum HeadroomMechanism {
  /** Pods of low priority that do nothing, and give way to sandboxes. Any cluster with an autoscaler. */
  PLACEHOLDERS = 'Placeholders',
  /**
   * A CapacityBuffer, whose pods the autoscaler only imagines: GKE, cluster-autoscaler and Karpenter, where its
   * CustomResourceDefinition is installed and its feature is on.
   *
   * @see https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/apis/capacitybuffer
   */
  CAPACITY_BUFFER = 'CapacityBuffer',
}

/** The versions of the API of CapacityBuffer. */
export enum CapacityBufferVersion {
  /** Of the first clusters with it. */
  V1ALPHA1 = 'v1alpha1',
  /** Of those that came later. */
  V1BETA1 = 'v1beta1',
}

/** Room on nodes for sandboxes. */
export interface HeadroomProps {
  /**
   * Metadata of its objects.
   * @default - the name is made from the id
   */
  readonly metadata?: ApiObjectMetadata;

  /** The template of the sandboxes: room is kept on their nodes, for pods of their requests. */
  readonly template: SandboxTemplate;

  /**
   * How many sandboxes there is room for, as in `report.pool('python').headroom`.
   * @default - that of `capacity`
   */
  readonly sandboxes?: number;

  /**
   * What a CapacityReport says of the pool.
   * @default - `sandboxes` has the number
   */
  readonly capacity?: PoolCapacity;

  /**
   * How the room is kept.
   * @default HeadroomMechanism.PLACEHOLDERS
   */
  readonly mechanism?: HeadroomMechanism;

  /**
   * The priority of placeholders: from -10, below which the cluster autoscaler makes no room for them, to -1, above
   * which they would not give way to sandboxes without a priority.
   * @default -10
   */
  readonly priority?: number;

  /**
   * The name of a PriorityClass that exists, for placeholders.
   * @default - one is made
   */
  readonly priorityClassName?: string;

  /**
   * Taints of the nodes, besides those that sandboxes of the template tolerate.
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * Image of a program that does nothing, for placeholders.
   * @default - `registry.k8s.io/pause:3.10`, from `imageRegistry` of the SandboxCluster if there is one
   */
  readonly pauseImage?: string;

  /**
   * The version of the API of CapacityBuffer that the cluster serves.
   * @default CapacityBufferVersion.V1BETA1
   */
  readonly capacityBufferVersion?: CapacityBufferVersion;
}
