import type { Duration, Size } from 'cdk8s';
import type { ClaimRate } from './claim-rate';
import type { Cpu } from '../kubernetes/kplus';

/** What is expected of a pool and its claims. */
export interface PoolExpectation {
  /**
   * Claims of the pool in its busiest hour.
   * @default - that of the report
   */
  readonly arrivals?: ClaimRate;

  /**
   * How long a claim keeps its sandbox, on average.
   * @default - that of the report
   */
  readonly hold?: Duration;

  /**
   * From the creation of a sandbox until it is ready, on a node that has room: with the pull of images, where nodes do
   * not have them.
   * @default - that of the report
   */
  readonly startup?: Duration;

  /**
   * From the creation of a sandbox until its pod has an address, which from v0.5.6 on a claim waits for. Kubelets tell
   * it when the containers have started, so what is left is the time until they are ready.
   * @default - that of the report
   */
  readonly podAddress?: Duration;

  /**
   * Claims that may come at once, beside `arrivals`.
   * @default - that of the report
   */
  readonly burst?: number;

  /**
   * The share of claims, from 0 to 1, with variables or volume claims of their own: they start cold whatever the pool
   * keeps.
   * @default - that of the report
   */
  readonly customizedShare?: number;
}

/** What claims of a pool are promised. */
export interface CapacityTarget {
  /**
   * How long a claim waits until its sandbox is ready, at the percentile.
   * @default Duration.seconds(1)
   */
  readonly wait?: Duration;

  /**
   * The percentile, above 0 and below 100.
   * @default 99
   */
  readonly percentile?: number;

  /**
   * The share of claims that may start cold, from 0 to 1.
   * @default - any that the wait allows
   */
  readonly coldStarts?: number;
}

/** The nodes that sandboxes run on: one kind. */
export interface CapacityNodes {
  /** CPU of a node that pods may request: `status.allocatable`, less the pods of DaemonSets. */
  readonly cpu: Cpu;

  /** Memory of a node that pods may request. */
  readonly memory: Size;

  /**
   * Sandboxes that a node may run.
   * @default 110, of which 10 are left to others
   */
  readonly pods?: number;

  /**
   * From when a pod finds no room until a new node runs it.
   * @default Duration.minutes(2)
   */
  readonly provisioning?: Duration;

  /**
   * The price of a node for an hour.
   * @default - there is no cost in the report
   */
  readonly pricePerHour?: number;

  /**
   * The currency of the price.
   * @default 'USD'
   */
  readonly currency?: string;
}

/** What an app does not say of its load and its nodes. */
export interface CapacityReportOptions {
  /** Claims of each pool in its busiest hour. */
  readonly arrivals: ClaimRate;

  /** How long a claim keeps its sandbox, on average. */
  readonly hold: Duration;

  /** From the creation of a sandbox until it is ready, on a node that has room. */
  readonly startup: Duration;

  /**
   * From the creation of a sandbox until its pod has an address. Kubelets tell it when containers have started.
   * @default - `startup`
   */
  readonly podAddress?: Duration;

  /**
   * Claims of each pool that may come at once, beside `arrivals`.
   * @default 0
   */
  readonly burst?: number;

  /**
   * The share of claims, from 0 to 1, with variables or volume claims of their own, which always start cold.
   * @default 0
   */
  readonly customizedShare?: number;

  /**
   * What claims are promised.
   * @default - a sandbox within a second for 99 of 100 claims
   */
  readonly target?: CapacityTarget;

  /**
   * The nodes of the sandboxes.
   * @default - the report counts sandboxes alone
   */
  readonly nodes?: CapacityNodes;

  /**
   * What differs for some pools, by their name or by `namespace/name`.
   * @default - all pools are alike
   */
  readonly pools?: { readonly [pool: string]: PoolExpectation };

  /**
   * How long the API server takes for a write of the controller.
   * @default Duration.millis(50)
   */
  readonly apiLatency?: Duration;
}
