import { claimEffects } from './claim';
import { catalogueEffects } from './classes/catalogue';
import { configEffects } from './config';
import type { EffectsOf, EffectContext } from './context';
import { deletionEffects } from './deleted';
import { guardrailEffects } from './guardrails';
import { installEffects } from './install';
import { leftEffects } from './left';
import { orderEffects } from './order';
import { permissionEffects } from './permissions';
import { poolEffects } from './pool';
import { errorsOfUsers, refusalsOf } from './refusals';
import { runtimeEffects } from './runtime';
import { sandboxEffects } from './sandbox';
import { storageEffects } from './storage';
import { templateEffects } from './template';
import { workloadEffects } from './workloads';
import type { Pair } from '../change';
import type { Effect } from '../effect';
import type { EffectRuleId } from '../effect-rules';

const EFFECTS_OF_ALL: readonly EffectsOf[] = [
  errorsOfUsers, deletionEffects, installEffects, permissionEffects, guardrailEffects, runtimeEffects,
  workloadEffects, configEffects, catalogueEffects, storageEffects, orderEffects, leftEffects,
];

const EFFECTS_BY_KIND: Readonly<Record<string, EffectsOf>> = {
  Sandbox: sandboxEffects,
  SandboxTemplate: templateEffects,
  SandboxWarmPool: poolEffects,
  SandboxClaim: claimEffects,
};

/** Effects of an object that works. */
const STARTS: readonly EffectRuleId[] = ['sandbox-starts', 'claim-starts', 'pool-grows'];

/** What follows from a change. Nothing else follows from one that is refused. */
export function effectsOf(pair: Pair, context: EffectContext): Effect[] {
  const { refused, neverReady } = refusalsOf(pair, context);
  if (refused.length > 0) { return [...refused]; }
  const { kind } = (pair.after ?? pair.before)!.object;
  const ofKind = Object.hasOwn(EFFECTS_BY_KIND, kind) ? [EFFECTS_BY_KIND[kind]] : [];
  const others = [...ofKind, ...EFFECTS_OF_ALL].flatMap((of) => of(pair, context));
  // Of an object that is wrong no pod comes.
  const isWrong = neverReady.length > 0;
  return [...neverReady, ...isWrong ? others.filter(({ rule }) => !STARTS.includes(rule)) : others];
}
