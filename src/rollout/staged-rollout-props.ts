import { Duration } from 'cdk8s';

/** Whose claims move to the second pool, and when. Nothing in the cluster moves them: claims name their pool. */
export enum RolloutClaims {
  /**
   * All new claims change over in the step `claims`, when the second pool is full. Until then they name the first pool,
   * which keeps the minimum for them.
   */
  AT_ONCE = 'at-once',

  /**
   * Whoever makes claims lets a share of them name the second pool, as each step says. The first pool shrinks by what
   * the second one has ready, so the two pools together keep the minimum.
   */
  BY_SHARE = 'by-share',
}

/** A template change in steps. */
export interface StagedRolloutProps {
  /** Namespace of both pools and templates. */
  readonly namespace: string;

  /** Name of the pool that claims name before the rollout. */
  readonly fromPool: string;

  /** Name of the pool that claims name after it. */
  readonly toPool: string;

  /**
   * How many sandboxes wait for claims before and after the rollout: the size of the first pool. The steps own the
   * sizes of both pools, so there is no autoscaler while the rollout is walked; give the size that it had.
   */
  readonly capacity: number;

  /**
   * How many sandboxes are ready at any time while no claim takes one: in the pool that claims name, or in both pools
   * together with `RolloutClaims.BY_SHARE`. A lower one needs less room for sandboxes besides.
   * @default - `capacity`
   */
  readonly minimumReady?: number;

  /**
   * The parts of `capacity` that the second pool has after each step, in whole percent, rising to 100. Parts of a
   * sandbox are rounded up.
   * @default [10, 50, 100]
   */
  readonly percentages?: number[];

  /**
   * Whose claims move to the second pool, and when.
   * @default RolloutClaims.AT_ONCE
   */
  readonly claims?: RolloutClaims;

  /**
   * The beginning of the ids of steps, and so of their charts and files.
   * @default - `toPool`
   */
  readonly name?: string;

  /**
   * How long the pools may take to get ready after a step; in whole seconds.
   * @default Duration.minutes(10)
   */
  readonly timeout?: Duration;
}

/** Something that is true when a step has been walked, and before the next one is begun. */
export interface RolloutCondition {
  /** Name of the pool. */
  readonly pool: string;

  /** The number in `status.readyReplicas` of the pool. */
  readonly readyReplicas: number;

  /** The arguments of `kubectl` that wait for it. */
  readonly kubectl: string[];
}
