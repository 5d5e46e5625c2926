/** Rules about what is around sandboxes, which `around.test.ts` has rows for. */
import type { EffectRuleId } from '../../src/change/effect-rules';

export const AROUND: readonly EffectRuleId[] = [
  'quota-exceeded', 'namespace-refuses', 'apply-order', 'left-without-prune', 'left-behind', 'reclaim-deletes',
  'default-class', 'env-stale', 'optional-missing',
];
