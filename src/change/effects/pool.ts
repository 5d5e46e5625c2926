import { counted, EffectContext, EffectsOf } from './context';
import { SandboxVolume, volumesOf } from './volumes';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { poolNameIn } from '../../judge/rules/claim-resolution';
import { inObject } from '../../kubernetes/read-json';
import type { ChangeVerb } from '../change';
import { Effect, effect } from '../effect';
import { outdatedBy } from './blueprint';
import { nameWithin, ManifestSide } from '../compare/side';

/** A pool on both sides of a change, which may be a change of its template alone. */
export interface PoolChange {
  readonly before: GivenObject;
  readonly after: GivenObject;
}

/** What becomes of the sandboxes that wait in a pool that comes, goes or changes. */
export const poolEffects: EffectsOf = ({ verb, before, after }, context) => {
  if (verb === 'changed') { return changedPool({ before: before!, after: after! }, context); }
  return [
    ...(before ? ofDeleted(before, verb, context) : []),
    ...(after ? ofCreated(after, context.after) : []),
  ];
};

function ofDeleted(pool: GivenObject, verb: ChangeVerb, { before, after }: EffectContext): Effect[] {
  const replicas = before.replicasOf(pool);
  const renamed = verb === 'renamed' ? 'Kubernetes knows no renaming: the old pool is deleted, and ' : '';
  const ended = replicas === 0 ? [] : [effect('pool-shrinks', {
    message: `${renamed}${waiting(replicas)} ${replicas === 1 ? 'ends' : 'end'}; claimed ones stay`,
    pods: { ended: replicas },
    volumes: { ended: volumesIn(replicas, before, pool).length },
  })];
  const left = after.ofKind('SandboxClaim').filter((claim) => names(claim, pool) && !after.poolOf(claim));
  return left.length === 0 ? ended : [...ended, effect('pool-missing', {
    message: `${counted(left.length, 'claim')} ${left.length === 1 ? 'names' : 'name'} it still, such as `
      + `'${nameWithin(left[0].object)}': one without a sandbox waits for ever`,
    remedy: 'keep the pool, with no replicas if need be, until the claims have gone',
  })];
}

/** Whether a claim names a pool that is no more. */
function names({ object: claim }: GivenObject, { object: pool }: GivenObject): boolean {
  return claim.metadata.namespace === pool.metadata.namespace && poolNameIn(claim.spec) === pool.metadata.name;
}

function ofCreated(pool: GivenObject, after: ManifestSide): Effect[] {
  const replicas = after.replicasOf(pool);
  if (replicas === 0) { return []; }
  return [effect('pool-grows', {
    message: `${counted(replicas, 'sandbox', 'sandboxes')} ${replicas === 1 ? 'starts' : 'start'}`,
    pods: { created: replicas },
    volumes: { created: volumesIn(replicas, after, pool).length },
  })];
}

/** The effects of another size, strategy or template. */
export function changedPool({ before, after }: PoolChange, context: EffectContext): Effect[] {
  const [had, has] = [context.before.replicasOf(before), context.after.replicasOf(after)];
  const outdated = outdatedBy({ before, after }, context);
  if (outdated === undefined) { return resized(had, has, { before, after }, context); }
  if (had === 0) { return resized(had, has, { before, after }, context); }
  if (inObject(after.object.spec, 'updateStrategy').type === 'Recreate') {
    const by = has === had ? '' : ` by ${has ?? 'as many as the autoscaler wants'}`;
    return [effect('pool-replaced', {
      message: `${outdated}: ${waiting(had)} ${had === 1 ? 'is' : 'are'} replaced${by} at once`,
      remedy: "set 'updateStrategy' to 'OnReplenish' to have claims take the old ones first",
      pods: { ended: had, created: has },
      volumes: {
        ended: volumesIn(had, context.before, before).length, created: volumesIn(has, context.after, after).length,
      },
    })];
  }
  const kept = had === undefined || has === undefined ? undefined : Math.min(had, has);
  const stay = kept === 1 ? 'stays as it is, and is' : 'stay as they are, and are';
  const stale = kept === 0 ? [] : [effect('pool-stale', {
    message: `${outdated}: ${waiting(kept)} ${stay} handed out so`,
    remedy: "set 'updateStrategy' to 'Recreate', or delete the sandboxes that wait",
    pods: { stale: kept },
  })];
  return [...stale, ...resized(had, has, { before, after }, context)];
}

function resized(
  had: number | undefined,
  has: number | undefined,
  { before, after }: PoolChange,
  context: EffectContext,
): Effect[] {
  if (had === has || had === undefined || has === undefined) { return []; }
  const path = ['spec', 'replicas'];
  if (has > had) {
    const created = has - had;
    return [effect('pool-grows', {
      message: `${counted(created, 'sandbox', 'sandboxes')} more ${created === 1 ? 'starts' : 'start'} `
        + `(${had} before, ${has} now)`,
      path,
      pods: { created },
      volumes: { created: volumesIn(created, context.after, after).length },
    })];
  }
  const ended = had - has;
  return [effect('pool-shrinks', {
    message: `${waiting(ended)} ${ended === 1 ? 'ends' : 'end'} (${had} before, ${has} now)`,
    path,
    pods: { ended },
    volumes: { ended: volumesIn(ended, context.before, before).length },
  })];
}

function waiting(count: number | undefined): string {
  return `${counted(count, 'sandbox', 'sandboxes')} that ${count === 1 ? 'waits' : 'wait'}`;
}

/** The volumes of so many sandboxes of a pool. */
function volumesIn(replicas: number | undefined, side: ManifestSide, pool: GivenObject): SandboxVolume[] {
  const each = volumesOf(side.templateOf(pool)?.object);
  return Array.from({ length: replicas ?? 0 }, () => each).flat();
}
