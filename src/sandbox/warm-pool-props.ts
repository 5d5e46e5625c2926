import type { ApiObjectMetadata } from 'cdk8s';
import type { Disruption } from './disruption/disruption';
import type { WarmPoolUpdateStrategy } from './enums';
import type { ISandboxTemplate } from './references';

/** Options of a pool. */
export interface WarmPoolOptions {
  /**
   * Name, labels, annotations.
   * @default - named after the id of the construct
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * How many sandboxes wait to be claimed. A pool of 0 is cold: its claims start their sandboxes on demand. Beside
   * `scaledExternally` it is the count to start with, printed only for releases that want one in every pool.
   * @default 1, unless an autoscaler or another owner has the count
   */
  readonly replicas?: number;

  /**
   * The treatment of waiting sandboxes when the template changes. From v0.4.0.
   * @default WarmPoolUpdateStrategy.ON_REPLENISH
   */
  readonly updateStrategy?: WarmPoolUpdateStrategy;

  /**
   * Whether something outside this app has the count, such as KEDA, so that no count is printed. Before v0.5.1 one must
   * be: give `replicas` to start with.
   * @default false
   */
  readonly scaledExternally?: boolean;

  /**
   * How many waiting pods drains leave at least: a PodDisruptionBudget, with `Disruption.keeping`. What else may end
   * its pods is said by the template.
   * @default - no budget
   */
  readonly disruption?: Disruption;
}

/** A SandboxWarmPool. */
export interface WarmPoolProps extends WarmPoolOptions {
  /** The template of its sandboxes, in the namespace of the pool. */
  readonly template: ISandboxTemplate;
}
