/**
 * The budgets of the API server for the expressions of one policy, each time that it judges an object for one binding
 * and one parameter. They are the same from Kubernetes 1.30 to 1.37. Nothing is estimated when a policy is created.
 */

/** The cost of all match conditions together, `RuntimeCELCostBudgetMatchConditions`. */
export const MATCH_CONDITIONS_BUDGET = 2_500_000;

/**
 * The cost of all validations together with the variables that they read, `RuntimeCELCostBudget`. Expressions of
 * messages get what is left of it.
 */
export const VALIDATIONS_BUDGET = 10_000_000;

/** What the expressions of a policy have cost. */
export class Spending {
  private total = 0;

  /** @param limit the budget */
  constructor(private readonly limit: number) {}

  /** Takes the cost of an evaluation, also of one that failed. */
  readonly charge = (cost: number): void => { this.total += cost; };

  get spent(): number {
    return this.total;
  }

  /** Whether the API server gives up. */
  get isOver(): boolean {
    return this.total > this.limit;
  }

  /** @param what the expressions */
  complaint(what: string): string {
    return `${what} together cost more than ${this.limit}, the limit of the API server for one policy and object`;
  }
}
