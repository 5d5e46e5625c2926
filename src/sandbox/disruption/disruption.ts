import type { Duration } from 'cdk8s';
import type { Budget, BudgetScope } from './budget';
import { DO_NOT_DISRUPT, SAFE_TO_EVICT } from '../../api/labels';
import { checkCount, milliseconds } from '../../checks/forms';
import { checkShapes } from '../../checks/shapes';

/** More pods than there are: with fewer, no eviction is allowed. The highest count that Kubernetes takes. */
const ALL = 2 ** 31 - 1;

/** Options of what may end the pods of sandboxes. */
export interface DisruptionOptions {
  /**
   * Time between the request to end, SIGTERM, and SIGKILL; whole seconds. Not together with `terminationGracePeriod` of
   * the pod.
   * @default - that of the pod
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Whether the budget lets pods be evicted that are not ready. If not, one that never becomes ready keeps its node
   * from being drained.
   * @default true
   * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy
   */
  readonly evictUnready?: boolean;
}

/**
 * What may end running sandboxes besides their owner: drains of nodes, the cluster autoscaler and Karpenter. One
 * intent becomes a PodDisruptionBudget and the annotations of the pods.
 *
 * None of it holds for the deletion of a sandbox or a pod, a node that fails or runs out of memory, or preemption by
 * pods of higher priority.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
 *
 * @example
 * new Sandbox(chart, 'Dev', {
 *   containers: [{ image: 'registry.example.com/devbox:2.4' }],
 *   disruption: Disruption.never(),
 * });
 */
export class Disruption {
  /**
   * No pod is evicted while it is ready, and no autoscaler takes its node. A node with such a pod is drained when the
   * sandbox is suspended or ends. For sandboxes and templates; the budget of a template is for the waiting pods of its
   * pools too, which never end by themselves (ASB431).
   *
   * @param options grace period, and pods that are not ready
   * @throws when an option is malformed
   */
  public static never(options: DisruptionOptions = {}): Disruption {
    return new Disruption('never', options, ALL, 'all', { [SAFE_TO_EVICT]: 'false', [DO_NOT_DISRUPT]: 'true' });
  }

  /**
   * Pods that wait in pools may be evicted, and those that are claimed may not. For templates. Pods have no annotation
   * of ours: the controller marks those that wait from v0.5.0 on. Autoscalers and drains see the budget.
   *
   * @param options grace period, and pods that are not ready
   * @throws when an option is malformed
   */
  public static untilClaimed(options: DisruptionOptions = {}): Disruption {
    return new Disruption('untilClaimed', options, ALL, 'claimed', {});
  }

  /**
   * Pods may be evicted as long as so many that are ready wait in the pool. For pools.
   *
   * @param ready how many stay: fewer than the pool has, or no node with its pods is ever drained (ASB431)
   * @throws when it is no whole number of at least 1
   */
  public static keeping(ready: number): Disruption {
    checkCount("'ready' of Disruption.keeping", ready, 1);
    return new Disruption('keeping', {}, ready, 'waiting', {});
  }

  /**
   * Pods may be evicted at any time: the cluster autoscaler is told so, as it spares pods whose owner it does not know.
   * For sandboxes and templates.
   *
   * @param options grace period
   * @throws when an option is malformed, or is about a budget, which there is none of
   */
  public static allowed(options: DisruptionOptions = {}): Disruption {
    checkShapes('the options of Disruption.allowed', options, {});
    if (options.evictUnready !== undefined) {
      throw new Error("'evictUnready' is about a budget, and Disruption.allowed has none; remove it");
    }
    return new Disruption('allowed', options, undefined, 'all', { [SAFE_TO_EVICT]: 'true' });
  }

  /**
   * The name of the factory.
   * @internal
   */
  public readonly _intent: string;

  /**
   * The budget, if there is one.
   * @internal
   */
  public readonly _budget?: Budget;

  /**
   * Annotations of the pods.
   * @internal
   */
  public readonly _annotations: Readonly<Record<string, string>>;

  /**
   * The grace period, if the intent has one.
   * @internal
   */
  public readonly _gracePeriod?: Duration;

  private constructor(
    intent: string,
    options: DisruptionOptions,
    minAvailable: number | undefined,
    scope: BudgetScope,
    annotations: Readonly<Record<string, string>>,
  ) {
    checkShapes(`the options of Disruption.${intent}`, options, { evictUnready: 'boolean' });
    const { terminationGracePeriod, evictUnready = true } = options;
    if (terminationGracePeriod !== undefined) { milliseconds("'terminationGracePeriod'", terminationGracePeriod); }
    this._intent = intent;
    this._budget = minAvailable === undefined ? undefined : { scope, minAvailable, evictUnready };
    this._annotations = annotations;
    this._gracePeriod = terminationGracePeriod;
  }

  /** The intent in words. */
  public toString(): string {
    return `Disruption.${this._intent}(${this._intent === 'keeping' ? this._budget!.minAvailable : ''})`;
  }
}
