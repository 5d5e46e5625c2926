import type { EffectContext, EffectsOf } from './context';
import { isPast, isRunning, lifetimeOf, ofLifetime } from './lifetime';
import { changeBelow } from './pod-changes';
import { areRetained, RETAINED, SandboxVolume, volumesOf, volumesText } from './volumes';
import type { KubeObject } from '../../kubernetes/kube-object';
import { SANDBOX_POD, SANDBOX_POD_TEMPLATE } from '../../kubernetes/pod-templates';
import { inObject } from '../../kubernetes/read-json';
import type { Pair } from '../change';
import type { FieldChange } from '../compare/field-changes';
import { Effect, effect } from '../effect';

const POD_METADATA = [...SANDBOX_POD_TEMPLATE, 'metadata'];

/** What becomes of the pod, the volumes and the Service of a Sandbox. */
export const sandboxEffects: EffectsOf = (pair, context) => {
  const { verb, before, after, fields } = pair;
  return [
    ...(before && verb !== 'changed' ? ofDeleted(before.object, pair, context) : []),
    ...(after && verb !== 'changed' ? ofCreated(after.object, context) : []),
    ...(before && after && verb === 'changed' ? ofChanged(before.object, after.object, fields, context) : []),
  ];
};

function ofDeleted(sandbox: KubeObject, { verb }: Pair, { before, now }: EffectContext): Effect[] {
  const volumes = volumesOf(sandbox);
  const pods = { ended: isRunning(sandbox, now) ? 1 : 0 };
  const renamed = verb === 'renamed' ? 'Kubernetes knows no renaming: the old one is deleted, and ' : '';
  if (volumes.length > 0) {
    const isRetained = areRetained(volumes, before);
    return [effect('sandbox-volumes-deleted', {
      ...(isRetained && { level: RETAINED.level }),
      message: `${renamed}its ${volumesText(volumes)} is deleted with it${isRetained ? RETAINED.text : ''}`,
      remedy: 'take a snapshot or a copy first, or keep the Sandbox, suspended',
      pods,
      volumes: { ended: volumes.length },
    })];
  }
  if (pods.ended === 0) { return []; }
  return [effect('sandbox-ends', { message: `${renamed}its pod ends`, pods })];
}

function ofCreated(sandbox: KubeObject, { now }: EffectContext): Effect[] {
  const volumes = { created: volumesOf(sandbox).length };
  if (isRunning(sandbox, now)) {
    return [effect('sandbox-starts', { message: 'its pod starts', pods: { created: 1 }, volumes })];
  }
  return volumes.created > 0 ? [effect('sandbox-starts', { message: 'its volumes are made', volumes })] : [];
}

function ofChanged(
  before: KubeObject,
  after: KubeObject,
  fields: readonly FieldChange[],
  { now }: EffectContext,
): Effect[] {
  const [ran, runs] = [isRunning(before, now), isRunning(after, now)];
  const effects: Effect[] = [];
  const spec = changeBelow(SANDBOX_POD, fields);
  if (ran && !runs && !isPast(lifetimeOf(after).end, now)) {
    effects.push(effect('sandbox-ends', {
      message: 'it is suspended: its pod ends, and its volumes stay', path: ['spec'], pods: { ended: 1 },
    }));
  } else if (!ran && runs) {
    effects.push(effect('sandbox-starts', {
      message: 'it runs again: its pod starts', path: ['spec'], pods: { created: 1 },
    }));
  } else if (ran && runs && spec) {
    effects.push(effect('pod-stale', {
      message: `the pod that runs keeps its old spec (${spec})`,
      remedy: "suspend the Sandbox and let it run again ('operatingMode'), or delete its pod",
      path: SANDBOX_POD,
      pods: { stale: 1 },
    }));
  }
  const metadata = changeBelow(POD_METADATA, fields);
  if (ran && runs && metadata) {
    effects.push(effect('pod-metadata', {
      message: `the pod that runs gets them at once: ${metadata}`, path: POD_METADATA,
    }));
  }
  if (inObject(before.spec).service === true && inObject(after.spec).service === false) {
    effects.push(effect('service-deleted', {
      message: `its Service '${after.metadata.name}' is deleted, and its name resolves no more`,
      remedy: "leave 'service' out to keep the Service that is there",
      path: ['spec', 'service'],
    }));
  }
  return [
    ...effects,
    ...ofLifetime(before, after, volumesOf(after), now),
    ...ofClaimTemplates(volumesOf(before), volumesOf(after)),
  ];
}

/**
 * Before v0.5.3 claim templates may be changed: the controller makes those that are new, and reads no more. Later the
 * API server refuses the change, and this is not asked.
 */
function ofClaimTemplates(before: readonly SandboxVolume[], after: readonly SandboxVolume[]): Effect[] {
  const old = new Map(before.map((volume) => [volume.name, volume]));
  const added = after.filter(({ name }) => !old.has(name));
  const resized = after.filter(({ name, size, storageClass }) => {
    const was = old.get(name);
    return was && (was.size !== size || was.storageClass !== storageClass);
  });
  return [
    ...(added.length > 0 ? [effect('claim-templates-ignored', {
      message: `${volumesText(added)} is made, and mounted by the next pod only`,
      path: ['spec', 'volumeClaimTemplates'],
      volumes: { created: added.length },
    })] : []),
    ...(resized.length > 0 ? [effect('claim-templates-ignored', {
      message: `${volumesText(resized)} stays as it is: the controller does not change volumes that exist`,
      path: ['spec', 'volumeClaimTemplates'],
    })] : []),
  ];
}
