/** The sandboxes of a control plane with their pods and volumes. */
import { Kind, KIND_NAMES, KINDS } from '../api/kinds';
import type { Client } from './cluster/client';
import { inList, inObject, Loose } from '../kubernetes/read-json';
import { conditionIn, ownerUids } from '../kubernetes/status';

/** A live object. */
export interface Live {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly deletionTimestamp?: string;
    readonly ownerReferences?: ReadonlyArray<{ readonly kind: string; readonly uid: string }>;
  };
  readonly spec: Loose;
  readonly status?: Loose;
}

/** What there is at a moment. */
export interface LiveState extends Readonly<Record<Kind, readonly Live[]>> {
  readonly pods: readonly Live[];
  readonly volumes: readonly Live[];
  /** Why objects of a kind cannot be read. */
  readonly unreadable: readonly string[];
}

export async function liveState(client: Client): Promise<LiveState> {
  const unreadable: string[] = [];
  const list = async (path: string, kind: string): Promise<Live[]> => {
    const { status, body } = await client.get(path);
    if (status >= 500) { unreadable.push(`${kind}: ${body?.message ?? status}`); }
    return (body?.items ?? []).map((each: Live) => ({ ...each, kind }));
  };
  const ours = await Promise.all(KIND_NAMES.map(async (kind) => {
    const { group, plural } = KINDS[kind];
    const { version } = (await client.get(`/apis/${group}`)).body?.preferredVersion ?? {};
    return [kind, version === undefined ? [] : await list(`/apis/${group}/${version}/${plural}`, kind)] as const;
  }));
  return {
    ...Object.fromEntries(ours) as Record<Kind, Live[]>,
    pods: await list('/api/v1/pods', 'Pod'),
    volumes: await list('/api/v1/persistentvolumeclaims', 'PersistentVolumeClaim'),
    unreadable,
  };
}

/** Of several objects the one that owns another. */
export function ownerOf(live: Live | undefined, all: readonly Live[]): Live | undefined {
  const owners = ownerUids(live);
  return all.find(({ metadata: { uid } }) => owners.includes(uid));
}

/** The condition Ready of an object. */
export function readyCondition(live: Live): Loose {
  return conditionIn(live, 'Ready');
}

export function isReady(live: Live): boolean {
  return live.metadata.deletionTimestamp === undefined && readyCondition(live).status === 'True';
}

/** The sandboxes that wait in a pool, with their pods. */
export function waitingIn(pool: Live, { Sandbox, pods }: LiveState): Array<{ sandbox: Live; pod?: Live }> {
  return Sandbox.filter((each) => ownerOf(each, [pool])).map((sandbox) => (
    { sandbox, pod: pods.find((pod) => ownerOf(pod, [sandbox])) }
  ));
}

/** What the pod of a sandbox is made from, as a text that differs when new pods would differ. */
export function blueprintOf(pod: Live, state: LiveState): string | undefined {
  const sandbox = ownerOf(pod, state.Sandbox);
  const template = sandbox && templateOf(sandbox, state);
  if (!template) { return sandbox && JSON.stringify([inObject(sandbox.spec, 'podTemplate').spec, claims(sandbox)]); }
  return JSON.stringify([template.metadata.name, template.spec.podTemplate, claims(template)]);
}

function claims({ spec }: Live): unknown[] {
  return inList(spec, 'volumeClaimTemplates').map(({ metadata }) => inObject(metadata).name);
}

/** The template of a sandbox of a pool or a claim; undefined if it is of its own, or the template is gone. */
function templateOf(sandbox: Live, state: LiveState): Live | undefined {
  const claim = ownerOf(sandbox, state.SandboxClaim);
  const pool = claim
    ? named(state.SandboxWarmPool, claim, inObject(claim.spec, 'warmPoolRef').name)
    : ownerOf(sandbox, state.SandboxWarmPool);
  const maker = pool ?? claim;
  return maker && named(state.SandboxTemplate, maker, inObject(maker.spec, 'sandboxTemplateRef').name);
}

function named(all: readonly Live[], { metadata: { namespace } }: Live, name: unknown): Live | undefined {
  return all.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
}
