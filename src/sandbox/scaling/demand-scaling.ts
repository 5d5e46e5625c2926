import type { ApiObjectMetadata, Cron, Duration } from 'cdk8s';
import type { PoolScaler } from './pool-scaler';
import type { IWarmPool } from '../references';

/** Hours in which a pool keeps more sandboxes, whatever is claimed. */
export interface ScalingWindow {
  /** When it begins, such as `Cron.schedule({ minute: '0', hour: '8', weekDay: '1-5' })`. */
  readonly start: Cron;

  /** When it ends; not the same as `start`. */
  readonly end: Cron;

  /** The zone of both by its name in the IANA database, such as `Europe/Berlin`. */
  readonly timeZone: string;

  /** The least number of sandboxes meanwhile, at most `maximum`. */
  readonly minimum: number;
}

/** What a pool is for, and what scales it. */
export interface DemandScalingOptions {
  /** Claims in a second, on average, when most are made. */
  readonly claimsPerSecond: number;

  /** From the creation of a sandbox until it is ready, on average, at a size that the nodes have room for. */
  readonly startup: Duration;

  /**
   * How long a claim may wait for a ready sandbox; shorter than `startup`.
   * @default - no time: a claim finds a ready one
   */
  readonly targetWait?: Duration;

  /**
   * The share of claims that may wait longer, between 0 and 1.
   * @default 0.01
   */
  readonly waitingLonger?: number;

  /**
   * The least number of sandboxes. 0 needs KEDA: the first claim after a pause then starts cold.
   * @default 1
   */
  readonly minimum?: number;

  /** The greatest number of sandboxes, at least 1. */
  readonly maximum: number;

  /**
   * Hours with a greater minimum. They need KEDA.
   * @default - none
   */
  readonly schedule?: ScalingWindow[];

  /**
   * How long claims must have been fewer before the pool shrinks: whole seconds, at most an hour.
   * @default - 5 minutes
   */
  readonly scaleDownAfter?: Duration;

  /** What scales the pool, and by which metric. */
  readonly scaler: PoolScaler;

  /**
   * Name, labels, annotations of the autoscaler. It is in the namespace of the pool.
   * @default - named as the pool
   */
  readonly metadata?: ApiObjectMetadata;
}

/** An autoscaler of a pool. */
export interface PoolAutoscalerProps extends DemandScalingOptions {
  /** The pool. One of this app has no `replicas`, and is not `scaledExternally`. */
  readonly pool: IWarmPool;
}
