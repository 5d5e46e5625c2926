import type { Duration } from 'cdk8s';
import type { ClaimShutdownPolicy } from './enums';

/** What claims of a namespace have, unless they say otherwise themselves. */
export interface ClaimDefaults {
  /**
   * Time after the end of its pod at which a claim expires; in whole seconds. Not printed for releases before v0.4.3,
   * which have no such field.
   * @default - for ever
   */
  readonly ttlAfterFinished?: Duration;

  /**
   * The objects that remain when a claim expires, of those that have a `shutdownTime` or a time to live.
   * @default ClaimShutdownPolicy.RETAIN
   */
  readonly shutdownPolicy?: ClaimShutdownPolicy;
}
