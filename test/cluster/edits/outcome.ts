/** What an edit does to the pods and volumes of a running platform: foretold, and seen. */
import type { Edit } from './edit';
import { compareManifests } from '../../../src/change/compare-manifests';
import type { GivenObject } from '../../../src/judge/manifests/context-objects';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { sandboxPod } from '../../../src/kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../../src/kubernetes/read-json';
import type { Client } from '../../../src/rehearsal/cluster/client';
import type { Release } from '../../../src/release/release';
import { NAMESPACE } from '../controlled';

interface Live {
  readonly metadata: { readonly name: string; readonly uid: string; readonly deletionTimestamp?: string };
  readonly spec: Loose;
}

/** The pods and volume claims that exist at a moment. */
export interface Snapshot {
  readonly pods: readonly Live[];
  readonly volumes: readonly Live[];
}

export async function snapshot(client: Client): Promise<Snapshot> {
  const list = async (plural: string): Promise<Live[]> =>
    (await client.get(`/api/v1/namespaces/${NAMESPACE}/${plural}`)).body.items;
  return { pods: await list('pods'), volumes: await list('persistentvolumeclaims') };
}

/** `+1 -1 ~2`: created, ended, and those that stay as they were although new ones would differ. */
interface Outcome {
  readonly pods: string;
  readonly volumes: string;
  readonly refused: boolean;
}

/** The outcome by what `diff` says. */
export function foretold(before: readonly KubeObject[], after: readonly KubeObject[], release: Release): Outcome {
  const side = (objects: readonly KubeObject[]) => ({ objects: objects.map(asGiven), release });
  const { changes, pods, volumes } = compareManifests({ before: side(before), after: side(after), now: new Date() });
  return {
    pods: `+${pods.created} -${pods.ended} ~${pods.stale}`,
    volumes: `+${volumes.created} -${volumes.ended}`,
    refused: changes.some(({ effects }) => effects.some(({ rule }) => rule === 'refused')),
  };
}

export function asGiven(object: KubeObject): GivenObject {
  const source = { value: object, notes: [], position: () => ({ line: 1, column: 1 }), around: () => [] };
  return { file: 'edit.yaml', object, source };
}

/** The outcome that is seen between two snapshots, of the objects whose names begin with that of an edit. */
export function seen(
  edit: Edit,
  prefix: string,
  [before, now]: readonly [Snapshot, Snapshot],
  after: readonly KubeObject[],
  expected: Outcome,
  refused: boolean,
): Outcome {
  const compare = (name: keyof Snapshot) => {
    const of = ({ [name]: list }: Snapshot) => list.filter((each) => each.metadata.name.includes(prefix));
    const [old, live] = [of(before), of(now)];
    const had = new Set(old.map(({ metadata: { uid } }) => uid));
    const has = new Set(live.map(({ metadata: { uid } }) => uid));
    return {
      created: live.filter(({ metadata: { uid } }) => !had.has(uid)).length,
      ended: old.filter(({ metadata: { uid } }) => !has.has(uid)).length,
      kept: live.filter(({ metadata: { uid } }) => had.has(uid)),
    };
  };
  const [pods, volumes] = [compare('pods'), compare('volumes')];
  const stale = refused ? 0 : pods.kept.filter((pod) => isOutdated(pod, after)).length;
  return {
    pods: `+${pods.created} -${pods.ended} ~${edit.isStaleUnseen ? expected.pods.split('~')[1] : stale}`,
    volumes: `+${volumes.created} -${volumes.ended}`,
    refused,
  };
}

/** Whether a pod differs from what its Sandbox or template would make now. */
function isOutdated({ metadata: { name }, spec }: Live, after: readonly KubeObject[]): boolean {
  const maker = after.find(({ kind, metadata }) => kind === 'Sandbox' && metadata.name === name)
    ?? after.find(({ kind }) => kind === 'SandboxTemplate');
  return maker !== undefined && traitsOf(sandboxPod(maker), claimNames(maker)) !== traitsOf(spec, volumeNames(spec));
}

function claimNames({ spec }: KubeObject): unknown[] {
  return inList(spec, 'volumeClaimTemplates').map(({ metadata }) => inObject(metadata).name);
}

function volumeNames(pod: Loose): unknown[] {
  return inList(pod, 'volumes').filter((volume) => volume.persistentVolumeClaim !== undefined).map(({ name }) => name);
}

function traitsOf(pod: Loose, volumes: readonly unknown[]): string {
  const [{ image, env = [], resources }] = inList(pod, 'containers');
  const { runtimeClassName = null } = pod;
  return JSON.stringify([image, env, inObject(resources, 'limits').memory ?? null, runtimeClassName, volumes]);
}
