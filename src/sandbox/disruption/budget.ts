/** The pods that a budget is for. */
export type BudgetScope = 'all' | 'claimed' | 'waiting';

/** A PodDisruptionBudget, without its selector. */
export interface Budget {
  readonly scope: BudgetScope;
  readonly minAvailable: number;
  readonly evictUnready: boolean;
}
