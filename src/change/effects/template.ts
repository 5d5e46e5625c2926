import { staleClaims } from './claim';
import { counted, EffectContext, EffectsOf } from './context';
import { changedPool } from './pool';
import { POLICY_SUFFIX } from '../../api/controller-names';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { inObject } from '../../kubernetes/read-json';
import { nameWithin } from '../compare/side';
import { Effect, effect } from '../effect';

/** What becomes of pools, claims and policies of a template that goes or changes. */
export const templateEffects: EffectsOf = ({ verb, before, after }, context) => {
  if (verb === 'changed') {
    return [...ofUnchangedPools(before!, after!, context), ...staleClaims(before!, after!, context)];
  }
  return before ? ofDeleted(before, context) : [];
};

function ofDeleted(template: GivenObject, { before, after }: EffectContext): Effect[] {
  const { name } = template.object.metadata;
  const pools = after.ofKind('SandboxWarmPool').filter((pool) => (
    inObject(pool.object.spec, 'sandboxTemplateRef').name === name
    && pool.object.metadata.namespace === template.object.metadata.namespace && !after.templateOf(pool)
  ));
  const kept = new Set(after.ofKind('SandboxClaim').map(({ object }) => nameWithin(object)));
  const claims = before.claimsOf(template).filter((claim) => kept.has(nameWithin(claim.object)));
  const hasPolicy = inObject(template.object.spec).networkPolicyManagement !== 'Unmanaged';
  return [
    ...(pools.length > 0 ? [effect('template-missing', {
      message: `${counted(pools.length, 'pool')} ${pools.length === 1 ? 'names' : 'name'} it still, such as `
        + `'${nameWithin(pools[0].object)}': no new sandbox is made there`,
      remedy: 'give the pools another template first, or delete them too',
    })] : []),
    ...(claims.length > 0 && hasPolicy ? [effect('policy-goes-with-template', {
      message: `the controller's NetworkPolicy '${name}${POLICY_SUFFIX}' is deleted with it: `
        + `${counted(claims.length, 'claimed sandbox', 'claimed sandboxes')} ${claims.length === 1 ? 'has' : 'have'} `
        + 'no policy of it any more',
      remedy: 'delete the claims first, or keep the template',
    })] : []),
  ];
}

/** The effects on the pools that do not change themselves: of one that does, they are told there. */
function ofUnchangedPools(before: GivenObject, after: GivenObject, context: EffectContext): Effect[] {
  const old = new Map(context.before.poolsOf(before).map((pool) => [nameWithin(pool.object), pool]));
  return context.after.poolsOf(after).flatMap((pool) => {
    const was = old.get(nameWithin(pool.object));
    if (!was || context.isChanged(pool)) { return []; }
    return changedPool({ before: was, after: pool }, context).map((each): Effect => (
      { ...each, message: `pool '${pool.object.metadata.name}': ${each.message}`, path: ['spec'] }
    ));
  });
}
