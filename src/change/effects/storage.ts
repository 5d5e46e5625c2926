import { counted, EffectsOf } from './context';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject, inObjectAt } from '../../kubernetes/read-json';
import type { Pair } from '../change';
import { storageClassesOf } from '../compare/references';
import type { ManifestSide } from '../compare/side';
import { Effect, effect } from '../effect';

/** What becomes of volumes by their class, and by what is said to be done with them at their end. */
export const storageEffects: EffectsOf = (pair, { after }) => {
  switch ((pair.after ?? pair.before)!.object.kind) {
    case 'StorageClass': return ofDefaultClass(pair, after);
    case 'PersistentVolume': return ofReclaiming(pair, ['spec'], 'persistentVolumeReclaimPolicy');
    case 'StatefulSet': return ['whenDeleted', 'whenScaled'].flatMap((when) => (
      ofReclaiming(pair, ['spec', 'persistentVolumeClaimRetentionPolicy'], when)
    ));
    default: return [];
  }
};

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';

function isDefault(object: KubeObject | undefined): boolean {
  return inObject(object?.metadata, 'annotations')[DEFAULT] === 'true';
}

function ofDefaultClass({ before, after: now }: Pair, side: ManifestSide): Effect[] {
  const [was, is] = [isDefault(before?.object), isDefault(now?.object)];
  if (was === is) { return []; }
  const users = side.objects.filter(({ object }) => storageClassesOf(object).includes(undefined)).length;
  return [effect('default-class', {
    message: `it is ${is ? 'the default class now' : 'the default class no more'}: volume claims that name no class `
      + `and are made from now on get ${is ? 'it, and so do those that wait for one' : 'another one, or none'}`
      + `${users > 0 ? ` (${counted(users, 'object')} here)` : ''}; those that have one stay in it`,
    path: ['metadata', 'annotations', DEFAULT],
  })];
}

/** A policy that kept data, and deletes them from now on. */
function ofReclaiming({ verb, before, after }: Pair, path: readonly string[], field: string): Effect[] {
  if (verb !== 'changed') { return []; }
  const [old, now] = [before, after].map((given) => inObjectAt(given!.object, path)[field]);
  if (now !== 'Delete' || old === 'Delete') { return []; }
  return [effect('reclaim-deletes', {
    message: `'${field}' is Delete now: ${after!.object.kind === 'PersistentVolume'
      ? 'its data are deleted with the claim that has it'
      : 'the claims of its pods are deleted with it'}`,
    remedy: "leave it 'Retain'",
    path: [...path, field],
  })];
}
