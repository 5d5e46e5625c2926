/** What became of pods and volumes between two moments, and what is not as it should be at the second. */
import type { Fault } from './fault';
import { blueprintOf, isReady, Live, LiveState, ownerOf, readyCondition, waitingIn } from './live-state';
import { nameOfObject } from '../kubernetes/object-name';

/** How many pods or volumes came, went, or stayed although new ones would differ. */
export interface PodCounts {
  readonly created: number;
  readonly ended: number;
  readonly stale: number;
}

/** What became of the pods of sandboxes, and of volume claims. */
export interface LiveOutcome {
  readonly pods: PodCounts;
  readonly volumes: PodCounts;
  readonly faults: readonly Fault[];
}

export function outcomeOf(before: LiveState, after: LiveState): LiveOutcome {
  const sandboxPods = (state: LiveState) => state.pods.filter((pod) => isOfSandbox(pod));
  const [old, now] = [sandboxPods(before), sandboxPods(after)];
  const outdated = kept(old, now).filter((pod) => {
    const was = blueprintOf(old.find((each) => isSame(each, pod))!, before);
    const is = blueprintOf(pod, after);
    return was !== undefined && is !== undefined && was !== is;
  });
  const lost = gone(before.volumes, after.volumes);
  return {
    pods: { created: gone(now, old).length, ended: gone(old, now).length, stale: outdated.length },
    volumes: { created: gone(after.volumes, before.volumes).length, ended: lost.length, stale: 0 },
    faults: [
      ...staleFaults(outdated, after),
      ...lost.map((claim): Fault => (
        { kind: 'lost-volume', object: nameOfLive(claim), message: 'it is deleted, and its data by most classes' }
      )),
    ],
  };
}

/** Sandboxes, pools and claims that are not ready, and kinds that cannot be read. */
export function unreadyFaults(state: LiveState): Fault[] {
  const pools = state.SandboxWarmPool.flatMap((pool) => {
    const wanted = Number(pool.spec.replicas ?? 1);
    const waiting = waitingIn(pool, state);
    const ready = waiting.filter(({ sandbox, pod }) => pod && isReady(sandbox)).length;
    if (ready >= wanted) { return []; }
    const reason = waiting.find(({ sandbox }) => !isReady(sandbox))?.sandbox;
    return [notReady(pool, `${ready} of ${wanted} sandboxes are ready`, reason)];
  });
  const others = [...state.Sandbox, ...state.SandboxClaim].filter((live) => (
    !isReady(live) && live.spec.operatingMode !== 'Suspended' && live.spec.replicas !== 0
      && !ownerOf(live, [...state.SandboxWarmPool, ...state.SandboxClaim])
      && live.metadata.deletionTimestamp === undefined
      && !['SandboxExpired', 'ClaimExpired'].includes(String(readyCondition(live).reason))
  ));
  return [
    ...pools,
    ...others.map((live) => notReady(live, 'it does not become ready', live)),
    ...state.unreadable.map((message): Fault => (
      { kind: 'webhook', object: message.split(':')[0], message: `its objects cannot be read: ${message}` }
    )),
  ];
}

/** How many sandboxes with a pod that is ready wait in a pool. */
export function readyIn(pool: Live, state: LiveState): number {
  return waitingIn(pool, state).filter(({ sandbox, pod }) => pod && isReady(sandbox)).length;
}

/** `SandboxWarmPool research/python`. */
export function nameOfLive(live: Live): string {
  return nameOfObject({ apiVersion: '', ...live });
}

function notReady(live: Live, what: string, because?: Live): Fault {
  const { reason, message } = because ? readyCondition(because) : {} as Record<string, unknown>;
  const why = [reason, message].filter(Boolean).join(': ');
  return { kind: 'not-ready', object: nameOfLive(live), message: why ? `${what}: ${why}` : what };
}

function staleFaults(outdated: readonly Live[], state: LiveState): Fault[] {
  const byMaker = new Map<string, number>();
  for (const pod of outdated) {
    const sandbox = ownerOf(pod, state.Sandbox)!;
    const maker = ownerOf(sandbox, [...state.SandboxWarmPool, ...state.SandboxClaim]) ?? sandbox;
    byMaker.set(nameOfLive(maker), (byMaker.get(nameOfLive(maker)) ?? 0) + 1);
  }
  return [...byMaker].map(([object, count]) => (
    { kind: 'stale', object, message: `${count} ${count === 1 ? 'pod keeps its' : 'pods keep their'} old spec` }
  ));
}

function isOfSandbox({ metadata: { ownerReferences = [] } }: Live): boolean {
  return ownerReferences.some(({ kind }) => kind === 'Sandbox');
}

function isSame(one: Live, other: Live): boolean {
  return one.metadata.uid === other.metadata.uid;
}

function kept(old: readonly Live[], now: readonly Live[]): Live[] {
  return now.filter((each) => old.some((other) => isSame(each, other)));
}

function gone(old: readonly Live[], now: readonly Live[]): Live[] {
  return old.filter((each) => !now.some((other) => isSame(each, other)));
}
