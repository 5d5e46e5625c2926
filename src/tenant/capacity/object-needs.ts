import { most, Needs, sum, times, whole } from './needs';
import { claimNeeds, PodContext, podNeeds } from './pod-needs';
import type { KubeObject } from '../../kubernetes/kube-object';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/** Names that a ResourceQuota has for objects of our kinds. */
export const SANDBOXES = 'count/sandboxes.agents.x-k8s.io';
export const CLAIMS = 'count/sandboxclaims.extensions.agents.x-k8s.io';

/** What one object makes at most. */
export interface Part {
  /** Of what it is, such as `SandboxWarmPool python`. */
  readonly what: string;
  readonly needs: Needs;
  /** What is not known and would have to be, such as a template elsewhere. */
  readonly unknown?: string;
}

/** The objects of a namespace, and what counts with their pods. */
export interface NamespaceContents extends PodContext {
  readonly objects: readonly KubeObject[];
}

/**
 * What the objects of a namespace need at most, each for itself: pools at the most replicas of their autoscaler, claims
 * besides the pool that is refilled behind them, suspended sandboxes as if they ran.
 */
export function partsOf(contents: NamespaceContents): Part[] {
  const find = finder(contents.objects);
  return contents.objects.flatMap((object) => {
    const part = PARTS[object.kind]?.(object, { ...contents, find });
    return part ? [{ ...part, what: `${object.kind} ${object.metadata?.name}` }] : [];
  });
}

/** Kinds of which something is counted, or that say how much of others is. */
export const COUNTED_KINDS: ReadonlySet<string> = new Set([
  'Sandbox', 'SandboxTemplate', 'SandboxWarmPool', 'SandboxClaim', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Pod',
  'HorizontalPodAutoscaler', 'ScaledObject',
]);

/** What so many claims need that are made later, of whichever pool costs most: their sandboxes leave it, and others take their place. */
export function claimedNeeds(claims: number, contents: NamespaceContents): Needs {
  if (claims === 0) { return {}; }
  const around = { ...contents, find: finder(contents.objects) };
  const single = contents.objects
    .filter(({ kind }) => kind === 'SandboxWarmPool')
    .map((object) => around.find('SandboxTemplate', inObject(object, 'spec', 'sandboxTemplateRef').name))
    .flatMap((template) => (template ? [sandboxes(1, template, around)] : []));
  return times(claims, sum([{ [CLAIMS]: whole(1) }, most(single)]));
}

interface Around extends NamespaceContents {
  find(kind: string, name: unknown): KubeObject | undefined;
}

type Counted = Pick<Part, 'needs' | 'unknown'>;

const PARTS: Readonly<Record<string, (object: KubeObject, around: Around) => Counted | undefined>> = {
  Sandbox: (object, around) => ({ needs: sandboxes(1, object, around) }),
  SandboxWarmPool: pool,
  SandboxClaim: claim,
  Deployment: (object, around) => replicated(object, around),
  ReplicaSet: (object, around) => replicated(object, around),
  StatefulSet: (object, around) => replicated(object, around),
  DaemonSet: () => ({ needs: {}, unknown: 'how many nodes it runs on' }),
  Job: (object, around) => ({ needs: pods(countOf(inObject(object, 'spec').parallelism, 1), inObject(object, 'spec', 'template', 'spec'), [], around) }),
  CronJob: (object, around) => {
    const job = inObject(object, 'spec', 'jobTemplate', 'spec');
    return { needs: pods(countOf(job.parallelism, 1), inObject(job, 'template', 'spec'), [], around) };
  },
  Pod: (object, around) => ({ needs: pods(1, object.spec, [], around) }),
};

function pool(object: KubeObject, around: Around): Counted {
  const { name } = inObject(object, 'spec', 'sandboxTemplateRef');
  const { replicas, updateStrategy } = inObject(object, 'spec');
  // A pool that says nothing has one, which an autoscaler may change.
  const count = mostReplicas(object, countOf(replicas, 1), around);
  if (count === 0) { return { needs: {} }; }
  const template = around.find('SandboxTemplate', name);
  if (!template) { return { needs: {}, unknown: `SandboxTemplate ${String(name)}` }; }
  // Replaced at once, the old ones still count until they have ended.
  const strategy = typeof updateStrategy === 'object' ? inObject(updateStrategy).type : updateStrategy;
  return { needs: sandboxes(strategy === 'Recreate' ? 2 * count : count, template, around) };
}

function claim(object: KubeObject, around: Around): Counted {
  const { sandboxTemplateRef, warmPoolRef, volumeClaimTemplates } = inObject(object, 'spec');
  const poolName = inObject(warmPoolRef).name;
  const from = sandboxTemplateRef ?? inObject(around.find('SandboxWarmPool', poolName), 'spec').sandboxTemplateRef;
  const template = from ? around.find('SandboxTemplate', inObject(from).name) : undefined;
  const claims = { [CLAIMS]: whole(1) };
  if (!template) { return { needs: claims, unknown: from ? `SandboxTemplate ${String(inObject(from).name)}` : `SandboxWarmPool ${String(poolName)}` }; }
  return { needs: sum([claims, sandboxes(1, template, around, Array.isArray(volumeClaimTemplates) ? inList(object, 'spec', 'volumeClaimTemplates') : undefined)]) };
}

/** What so many sandboxes of a Sandbox or a SandboxTemplate need. */
function sandboxes(count: number, object: KubeObject, around: Around, claimTemplates = inList(object, 'spec', 'volumeClaimTemplates')): Needs {
  return sum([{ [SANDBOXES]: whole(count) }, pods(count, inObject(object, 'spec', 'podTemplate', 'spec'), claimTemplates, around)]);
}

function replicated(object: KubeObject, around: Around): Counted {
  const spec = inObject(object, 'spec');
  const count = mostReplicas(object, countOf(spec.replicas, 1), around);
  return { needs: pods(count, inObject(spec, 'template', 'spec'), inList(spec, 'volumeClaimTemplates'), around) };
}

function pods(count: number, spec: unknown, claimTemplates: readonly Loose[], around: Around): Needs {
  return times(count, sum([podNeeds(spec, around), claimNeeds(spec, claimTemplates)]));
}

/** An autoscaler may go to its maximum, whatever the object says. */
function mostReplicas(object: KubeObject, replicas: number, { objects }: Around): number {
  const scalers = objects.filter(({ kind, spec }) => {
    const target = inObject(spec, 'scaleTargetRef');
    return (kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject') && target.kind === object.kind && target.name === object.metadata.name;
  });
  const maxima = scalers.map(({ kind, spec }) => (kind === 'ScaledObject' ? countOf(inObject(spec).maxReplicaCount, KEDA_MAXIMUM) : countOf(inObject(spec).maxReplicas, 0)));
  return Math.max(replicas, ...maxima);
}

/** @see https://keda.sh/docs/latest/reference/scaledobject-spec/#maxreplicacount */
const KEDA_MAXIMUM = 100;

function countOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise;
}

function finder(objects: readonly KubeObject[]): Around['find'] {
  const byName = new Map(objects.map((object) => [`${object.kind} ${object.metadata?.name}`, object]));
  return (kind, name) => byName.get(`${kind} ${String(name)}`);
}
