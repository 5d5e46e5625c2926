import { Duration } from 'cdk8s';

/** How a toleration compares. */
export enum TolerationOperator {
  /** The taint has the key, with any value. */
  EXISTS = 'Exists',
  /** The taint has the key and the value. */
  EQUAL = 'Equal',
}

/** The effect of a taint on pods that do not tolerate it. */
export enum TaintEffect {
  /** No new pods. */
  NO_SCHEDULE = 'NoSchedule',
  /** No new pods if there is another node. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** No pods, running ones leave. */
  NO_EXECUTE = 'NoExecute',
}

/**
 * A taint that a pod may run in spite of.
 *
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
 */
export interface Toleration {
  /**
   * Key of the taint.
   * @default - any, which needs the operator EXISTS
   */
  readonly key?: string;

  /**
   * How key and value compare.
   * @default TolerationOperator.EQUAL with a value, else TolerationOperator.EXISTS
   */
  readonly operator?: TolerationOperator;

  /**
   * Value of the taint.
   * @default - any
   */
  readonly value?: string;

  /**
   * Effect of the taint.
   * @default - any
   */
  readonly effect?: TaintEffect;

  /**
   * How long a taint with the effect NO_EXECUTE is tolerated; in whole seconds.
   * @default - for ever
   */
  readonly tolerationSeconds?: Duration;
}
