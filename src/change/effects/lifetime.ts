import { SandboxVolume, volumesText } from './volumes';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inObject } from '../../kubernetes/read-json';
import { Effect, effect } from '../effect';

/** When a Sandbox or the sandbox of a claim ends, and what is left of it. */
export interface Lifetime {
  readonly end?: string;
  readonly policy: string;
}

export function lifetimeOf({ kind, spec }: KubeObject): Lifetime {
  const { shutdownTime, shutdownPolicy } = kind === 'SandboxClaim' ? inObject(spec, 'lifecycle') : inObject(spec);
  return {
    ...(typeof shutdownTime === 'string' && { end: shutdownTime }),
    policy: typeof shutdownPolicy === 'string' ? shutdownPolicy : 'Retain',
  };
}

/** Whether a Sandbox is to have a pod at a moment. */
export function isRunning(object: KubeObject, now: Date | undefined): boolean {
  const { operatingMode, replicas } = inObject(object.spec);
  return operatingMode !== 'Suspended' && replicas !== 0 && !isPast(lifetimeOf(object).end, now);
}

export function isPast(time: string | undefined, now: Date | undefined): boolean {
  return time !== undefined && now !== undefined && Date.parse(time) <= now.getTime();
}

/** Policies that keep nothing of a sandbox. A claim that is kept at its end has no sandbox any more, either. */
function deletesVolumes({ kind }: KubeObject, { policy }: Lifetime): boolean {
  return kind === 'SandboxClaim' || policy !== 'Retain';
}

/** What follows from another end or another policy of a Sandbox or a claim that stays. */
export function ofLifetime(
  before: KubeObject,
  after: KubeObject,
  volumes: readonly SandboxVolume[],
  now: Date | undefined,
): Effect[] {
  const [old, given] = [lifetimeOf(before), lifetimeOf(after)];
  if (given.end === undefined || (old.end === given.end && old.policy === given.policy)) { return []; }
  const ends = isPast(given.end, now) && !isPast(old.end, now);
  const when = ends ? `${given.end}, which is past: at once` : given.end;
  const path = [...after.kind === 'SandboxClaim' ? ['spec', 'lifecycle'] : ['spec'], 'shutdownTime'];
  const pods = { ended: ends ? 1 : 0 };
  if (volumes.length > 0 && deletesVolumes(after, given)) {
    return [effect('volumes-end-with-sandbox', {
      message: `its sandbox and its ${volumesText(volumes)} are deleted at ${when}`,
      path,
      pods,
      volumes: { ended: ends ? volumes.length : 0 },
    })];
  }
  if (old.end === given.end) { return []; }
  const rule = after.kind === 'SandboxClaim' ? 'claim-ends' : 'sandbox-ends';
  return [effect(rule, { message: `its pod ends at ${when}`, path, pods })];
}
