import { ApiObject, ApiObjectMetadataDefinition, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { Disruption } from './disruption';
import { ScopedApiObject } from '../../app/scoped-api-object';
import { shown } from '../../checks/forms';

/** What has a budget. */
interface BudgetOwner extends Construct {
  readonly name: string;
  readonly metadata: ApiObjectMetadataDefinition;
}

/** What a class of constructs may say of disruption, and what it calls its budgets. */
export interface Disruptable {
  /** What messages call it. */
  readonly what: string;
  /** The names of the factories that make sense for it. */
  readonly intents: readonly string[];
  /** The end of the names of its budgets. */
  readonly suffix: string;
  /** What to do with another intent. */
  readonly remedy: string;
}

export const SANDBOX: Disruptable = {
  what: 'a Sandbox',
  intents: ['never', 'allowed'],
  suffix: 'sandbox-budget',
  remedy: 'a Sandbox is one pod, which nobody claims',
};

export const TEMPLATE: Disruptable = {
  what: 'a template',
  intents: ['never', 'untilClaimed', 'allowed'],
  suffix: 'template-budget',
  remedy: 'give Disruption.keeping to a pool',
};

export const POOL: Disruptable = {
  what: 'a pool',
  intents: ['keeping'],
  suffix: 'pool-budget',
  remedy: 'its pods follow its template, so give the others there',
};

/** @throws unless it is a Disruption that makes sense for the class of constructs */
export function checkDisruption(given: Disruption | undefined, { what, intents, remedy }: Disruptable): void {
  if (given === undefined) { return; }
  const allowed = intents.map((each) => `Disruption.${each}(${each === 'keeping' ? '2' : ''})`).join(', ');
  if (!(given instanceof Disruption)) { throw new Error(`'disruption' is ${shown(given)}; give ${allowed}`); }
  if (!intents.includes(given._intent)) {
    throw new Error(`'disruption' of ${what} is ${String(given)}; give ${allowed}: ${remedy}`);
  }
}

/**
 * The PodDisruptionBudget of an intent. `minAvailable` is a count: for the other forms the disruption controller asks
 * the owner of each pod for its scale, and a Sandbox has none from v0.5.0 on: it would allow no eviction at all.
 *
 * @param selector of the pods, made when the budget is printed: it differs by release
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors
 */
export function addBudget(
  owner: BudgetOwner, disruption: Disruption | undefined, { suffix }: Disruptable, selector: () => object,
): void {
  const budget = disruption?._budget;
  if (!budget) { return; }
  const { namespace } = owner.metadata;
  const object = new ScopedApiObject(owner, 'DisruptionBudget', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: `${owner.name}-${suffix}`, ...(namespace && { namespace }) },
    spec: Lazy.any({
      produce: () => ({
        minAvailable: budget.minAvailable,
        selector: selector(),
        ...(budget.evictUnready && { unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
      }),
    }),
  });
  // As a network policy, it is there before its pods.
  ApiObject.of(owner).addDependency(object);
}
