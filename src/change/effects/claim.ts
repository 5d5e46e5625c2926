import { blueprintChange } from './blueprint';
import { EffectContext, EffectsOf } from './context';
import { isPast, lifetimeOf, ofLifetime } from './lifetime';
import { areRetained, RETAINED, SandboxVolume, volumesOf, volumesText } from './volumes';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { inObject } from '../../kubernetes/read-json';
import { isSame } from '../compare/same-value';
import { nameWithin, ManifestSide } from '../compare/side';
import { Effect, effect } from '../effect';

/** What becomes of the sandbox of a claim that comes, goes or changes. */
export const claimEffects: EffectsOf = ({ verb, before, after }, context) => {
  if (verb === 'changed') { return ofChanged(before!, after!, context); }
  return [
    ...(before ? ofDeleted(before, verb === 'renamed', context) : []),
    ...(after ? ofCreated(after, context) : []),
  ];
};

function ofDeleted(claim: GivenObject, isRenamed: boolean, { before, now }: EffectContext): Effect[] {
  if (isPast(lifetimeOf(claim.object).end, now)) { return []; }
  const renamed = isRenamed ? 'Kubernetes knows no renaming: the old claim is deleted, and ' : '';
  const volumes = volumesOfClaim(claim, before);
  const pods = { ended: 1 };
  if (volumes.length === 0) { return [effect('claim-ends', { message: `${renamed}its sandbox ends`, pods })]; }
  const isRetained = areRetained(volumes, before);
  return [effect('claim-volumes-deleted', {
    ...(isRetained && { level: RETAINED.level }),
    message: `${renamed}its sandbox is deleted, with ${volumesText(volumes)}${isRetained ? RETAINED.text : ''}`,
    remedy: 'take a snapshot or a copy first',
    pods,
    volumes: { ended: volumes.length },
  })];
}

function ofCreated(claim: GivenObject, { after, now }: EffectContext): Effect[] {
  if (isPast(lifetimeOf(claim.object).end, now)) { return []; }
  return [effect('claim-starts', {
    // Whether it takes one that waits, which is replaced, or starts its own: one pod more.
    message: 'it gets a sandbox: one more pod starts',
    pods: { created: 1 },
    volumes: { created: volumesOfClaim(claim, after).length },
  })];
}

/** Fields that are read when the sandbox of a claim is made. */
const READ_ONCE = ['sandboxTemplateRef', 'warmpool', 'warmPoolRef', 'env', 'volumeClaimTemplates'];

function ofChanged(before: GivenObject, after: GivenObject, context: EffectContext): Effect[] {
  const [old, now] = [inObject(before.object.spec), inObject(after.object.spec)];
  // API versions name the pool in fields of their own.
  const isConverted = before.object.apiVersion !== after.object.apiVersion;
  const unread = READ_ONCE.filter((field) => !isSame(old[field], now[field], [field]))
    .filter((field) => !isConverted || field === 'env' || field === 'volumeClaimTemplates');
  return [
    ...unread.map((field) => effect('claim-unread', {
      message: `'${field}' is read when the sandbox is made: one that is there stays as it is`,
      remedy: 'delete the claim and create it anew, or create another',
      path: ['spec', field],
    })),
    ...ofLifetime(before.object, after.object, volumesOfClaim(after, context.after), context.now),
  ];
}

/** The effect on the claims of a template that changes: the sandboxes that they have stay as they are. */
export function staleClaims(before: GivenObject, after: GivenObject, context: EffectContext): Effect[] {
  const change = blueprintChange(before.object, after.object, context);
  if (change === undefined) { return []; }
  const had = new Set(context.before.claimsOf(before).map(({ object }) => nameWithin(object)));
  const kept = context.after.ofNames('SandboxClaim', had)
    .filter(({ object }) => !isPast(lifetimeOf(object).end, context.now));
  const { length } = kept;
  if (length === 0) { return []; }
  return [effect('claim-stale', {
    message: `${length} claimed ${length === 1 ? 'sandbox keeps its' : 'sandboxes keep their'} old spec (${change})`,
    pods: { stale: length },
  })];
}

function volumesOfClaim(claim: GivenObject, side: ManifestSide): SandboxVolume[] {
  const own = volumesOf(claim.object);
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...volumesOf(side.templateOf(claim)?.object).filter(({ name }) => !names.has(name))];
}
