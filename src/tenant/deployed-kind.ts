/** A kind of objects that the pipeline of a tenant's team may apply. */
export interface DeployedKind {
  /**
   * Group of its API, such as `keda.sh`.
   * @default - that of Kubernetes' core, which has no name
   */
  readonly apiGroup?: string;

  /** Name of the kind, such as `ScaledObject`. */
  readonly kind: string;

  /** The resource, as roles name it: `scaledobjects`. */
  readonly resource: string;
}
