import type { Duration } from 'cdk8s';

/** What the arithmetic says of one pool. */
export interface PoolCapacity {
  /** `namespace/name`, or the name alone where no namespace is known. */
  readonly pool: string;

  /** Sandboxes that it keeps: its `replicas`, or the most that its autoscaler may give it. */
  readonly replicas: number;

  /** Claims in a second. */
  readonly claimsPerSecond: number;

  /** The share of claims that start a sandbox of their own, from 0 to 1. */
  readonly coldStarts: number;

  /** How long the median claim waits until its sandbox is ready. */
  readonly waitP50: Duration;

  /** The wait that one claim in a hundred exceeds. */
  readonly waitP99: Duration;

  /**
   * How long the last claim of a burst waits.
   * @default - no burst is expected
   */
  readonly burstWait?: Duration;

  /**
   * The share of claims of a burst that start a sandbox of their own: replacements come too late for them.
   * @default - no burst is expected
   */
  readonly burstColdStarts?: number;

  /**
   * The least `replicas` that meet the target, burst included.
   * @default - none do
   */
  readonly replicasNeeded?: number;

  /** Whether it meets the target. */
  readonly isEnough: boolean;

  /** Sandboxes at once, claimed ones included, that are exceeded one time in a thousand. */
  readonly sandboxes: number;

  /** Sandboxes for which there should be room on nodes in advance, as new nodes take their time. */
  readonly headroom: number;

  /** CPU of a sandbox, as a quantity: the requests of its containers and the overhead of its runtime. */
  readonly cpu: string;

  /** Memory of a sandbox, as a quantity: the requests of its containers and the overhead of its runtime. */
  readonly memory: string;

  /**
   * Sandboxes that fit on a node.
   * @default - no nodes are given, or none fits
   */
  readonly sandboxesPerNode?: number;

  /**
   * Nodes for `sandboxes` and `headroom`.
   * @default - no nodes are given, or no sandbox fits on one
   */
  readonly nodes?: number;

  /**
   * What the nodes cost in an hour.
   * @default - no price is given
   */
  readonly costPerHour?: number;

  /**
   * What the part of it costs that waits for claims: the pool itself.
   * @default - no price is given
   */
  readonly idleCostPerHour?: number;
}

/** A stage that all claims pass, and how much of it they use. */
export interface CapacityStage {
  /** What it is, such as `scheduler`. */
  readonly name: string;

  /** What the claims of all pools ask of it in a second. */
  readonly used: number;

  /** What it does in a second. */
  readonly limit: number;

  /** What is counted, such as `pods`. */
  readonly unit: string;

  /** What raises the limit. */
  readonly remedy: string;
}
