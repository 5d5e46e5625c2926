import type { RolloutCondition } from './staged-rollout-props';

/** What a rollout says of a step. */
type RolloutStepFacts = { readonly [Fact in keyof RolloutStep]: RolloutStep[Fact] };

/** A step of a rollout: the sizes of both pools, and what is true when it has been walked. */
export class RolloutStep {
  /** @internal */
  public static _of(facts: RolloutStepFacts): RolloutStep {
    return new RolloutStep(facts);
  }

  /** From 1 on. */
  public readonly number: number;

  /** Such as `python-next-2-10-percent`: the id for the chart of the step, so that files are in order. */
  public readonly id: string;

  /** What it does, in a few words. */
  public readonly title: string;

  /** Namespace of both pools. */
  public readonly namespace: string;

  /** Name of the first pool. */
  public readonly fromPool: string;

  /** Replicas of the first pool. */
  public readonly fromReplicas: number;

  /** Name of the second pool. */
  public readonly toPool: string;

  /** Replicas of the second pool. */
  public readonly toReplicas: number;

  /** The part of new claims that names the second pool in this step, in percent: as many as are ready there. */
  public readonly claimsPercent: number;

  /** What must be true before the next step is begun. */
  public readonly conditions: RolloutCondition[];

  /**
   * Whether the first pool shrinks while claims name it, here or in another step.
   *
   * @internal
   */
  public readonly _shrinksNamedPool: boolean;

  private constructor(facts: RolloutStepFacts) {
    this.number = facts.number;
    this.id = facts.id;
    this.title = facts.title;
    this.namespace = facts.namespace;
    this.fromPool = facts.fromPool;
    this.fromReplicas = facts.fromReplicas;
    this.toPool = facts.toPool;
    this.toReplicas = facts.toReplicas;
    this.claimsPercent = facts.claimsPercent;
    this.conditions = facts.conditions;
    this._shrinksNamedPool = facts._shrinksNamedPool;
  }
}
