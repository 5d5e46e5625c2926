import { most, Needs, sum, times, whole } from './needs';
import { claimNeeds, PodContext, podNeeds } from './pod-needs';
import { crdName } from '../../api/kinds';
import type { KubeObject } from '../../kubernetes/kube-object';
import { podSpecOf } from '../../kubernetes/pod-templates';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/** Names of Sandboxes and SandboxClaims in a ResourceQuota. */
export const SANDBOXES = `count/${crdName('Sandbox')}`;
export const CLAIMS = `count/${crdName('SandboxClaim')}`;

/** The highest needs of one object. */
export interface ObjectNeeds {
  /** Kind and name of the object, such as `SandboxWarmPool python`. */
  readonly object: string;
  readonly needs: Needs;
  /** An object that its needs depend on and that is not known, such as a template outside the app. */
  readonly unknown?: string;
}

/** The objects of a namespace, and what is added to their pods. */
export interface NamespaceContents extends PodContext {
  readonly objects: readonly KubeObject[];
}

/**
 * The highest needs of each object of a namespace: pools at the maximum of their autoscaler, claims in addition to the
 * pool, which is refilled, and suspended sandboxes as if they ran.
 */
export function needsOfObjects(contents: NamespaceContents): ObjectNeeds[] {
  const find = finder(contents.objects);
  return contents.objects.flatMap((object) => {
    const counted = COUNTERS[object.kind]?.(object, { ...contents, find });
    return counted ? [{ ...counted, object: `${object.kind} ${object.metadata?.name}` }] : [];
  });
}

/** Kinds that have needs, or that change those of other objects. */
export const COUNTED_KINDS: ReadonlySet<string> = new Set([
  'Sandbox',
  'SandboxTemplate',
  'SandboxWarmPool',
  'SandboxClaim',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Pod',
  'HorizontalPodAutoscaler',
  'ScaledObject',
]);

/**
 * The needs of claims that are created later, each from the most expensive pool, which is refilled after each claim.
 */
export function claimedNeeds(claims: number, contents: NamespaceContents): Needs {
  if (claims === 0) { return {}; }
  const context = { ...contents, find: finder(contents.objects) };
  const single = contents.objects
    .filter(({ kind }) => kind === 'SandboxWarmPool')
    .map((object) => context.find('SandboxTemplate', inObject(object, 'spec', 'sandboxTemplateRef').name))
    .flatMap((template) => (template ? [sandboxes(1, template, context)] : []));
  return times(claims, sum([{ [CLAIMS]: whole(1) }, most(single)]));
}

/** The needs of claims of known pools that are created later; the pools are refilled after each. */
export function expectedNeeds(
  expected: ReadonlyArray<{ readonly pool: { readonly name: string }; readonly count: number }>,
  contents: NamespaceContents,
): ObjectNeeds[] {
  if (expected.length === 0) { return []; }
  const context = { ...contents, find: finder(contents.objects) };
  return expected.map(({ pool: { name }, count }) => {
    const claimed = context.find('SandboxWarmPool', name);
    const template = context.find('SandboxTemplate', inObject(claimed, 'spec', 'sandboxTemplateRef').name);
    return {
      object: `${count} claims of SandboxWarmPool ${name}`,
      needs: sum([{ [CLAIMS]: whole(count) }, ...template ? [sandboxes(count, template, context)] : []]),
      ...!template && { unknown: `SandboxWarmPool ${name}` },
    };
  });
}

interface CountingContext extends NamespaceContents {
  find(kind: string, name: unknown): KubeObject | undefined;
}

type Counted = Pick<ObjectNeeds, 'needs' | 'unknown'>;

const COUNTERS: Readonly<Record<string, (object: KubeObject, context: CountingContext) => Counted | undefined>> = {
  Sandbox: (object, context) => ({ needs: sandboxes(1, object, context) }),
  SandboxWarmPool: pool,
  SandboxClaim: claim,
  Deployment: (object, context) => replicated(object, context),
  ReplicaSet: (object, context) => replicated(object, context),
  StatefulSet: (object, context) => replicated(object, context),
  DaemonSet: () => ({ needs: {}, unknown: 'how many nodes it runs on' }),
  Job: (object, context) => ({
    needs: pods(
      countOf(inObject(object, 'spec').parallelism, 1),
      podSpecOf(object),
      [],
      context,
    ),
  }),
  CronJob: (object, context) => {
    const { parallelism } = inObject(object, 'spec', 'jobTemplate', 'spec');
    return { needs: pods(countOf(parallelism, 1), podSpecOf(object), [], context) };
  },
  Pod: (object, context) => ({ needs: pods(1, podSpecOf(object), [], context) }),
};

function pool(object: KubeObject, context: CountingContext): Counted {
  const { name } = inObject(object, 'spec', 'sandboxTemplateRef');
  const { replicas, updateStrategy } = inObject(object, 'spec');
  // The default is one replica, which an autoscaler may change.
  const count = mostReplicas(object, countOf(replicas, 1), context);
  if (count === 0) { return { needs: {} }; }
  const template = context.find('SandboxTemplate', name);
  if (!template) { return { needs: {}, unknown: `SandboxTemplate ${String(name)}` }; }
  // With Recreate the old sandboxes count until they have ended.
  const strategy = typeof updateStrategy === 'object' ? inObject(updateStrategy).type : updateStrategy;
  return { needs: sandboxes(strategy === 'Recreate' ? 2 * count : count, template, context) };
}

function claim(object: KubeObject, context: CountingContext): Counted {
  const { sandboxTemplateRef, warmPoolRef, volumeClaimTemplates } = inObject(object, 'spec');
  const poolName = inObject(warmPoolRef).name;
  const from = sandboxTemplateRef ?? inObject(context.find('SandboxWarmPool', poolName), 'spec').sandboxTemplateRef;
  const template = from ? context.find('SandboxTemplate', inObject(from).name) : undefined;
  const claims = { [CLAIMS]: whole(1) };
  if (!template) {
    return {
      needs: claims,
      unknown: from ? `SandboxTemplate ${String(inObject(from).name)}` : `SandboxWarmPool ${String(poolName)}`,
    };
  }
  return {
    needs: sum([
      claims,
      sandboxes(
        1,
        template,
        context,
        Array.isArray(volumeClaimTemplates) ? inList(object, 'spec', 'volumeClaimTemplates') : undefined,
      ),
    ]),
  };
}

/** The needs of a number of sandboxes of a Sandbox or a SandboxTemplate. */
function sandboxes(
  count: number,
  object: KubeObject,
  context: CountingContext,
  claimTemplates = inList(object, 'spec', 'volumeClaimTemplates'),
): Needs {
  return sum([
    { [SANDBOXES]: whole(count) },
    pods(count, podSpecOf(object), claimTemplates, context),
  ]);
}

function replicated(object: KubeObject, context: CountingContext): Counted {
  const spec = inObject(object, 'spec');
  const count = mostReplicas(object, countOf(spec.replicas, 1), context);
  return { needs: pods(count, podSpecOf(object), inList(spec, 'volumeClaimTemplates'), context) };
}

function pods(count: number, spec: unknown, claimTemplates: readonly Loose[], context: CountingContext): Needs {
  return times(count, sum([podNeeds(spec, context), claimNeeds(spec, claimTemplates)]));
}

/** The replicas of the object, or the maximum of its autoscaler if that is higher. */
function mostReplicas(object: KubeObject, replicas: number, { objects }: CountingContext): number {
  const scalers = objects.filter(({ kind, spec }) => {
    const target = inObject(spec, 'scaleTargetRef');
    return (
      (kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject') &&
      target.kind === object.kind &&
      target.name === object.metadata.name
    );
  });
  const maxima = scalers.map(({ kind, spec }) =>
    kind === 'ScaledObject'
      ? countOf(inObject(spec).maxReplicaCount, KEDA_MAXIMUM)
      : countOf(inObject(spec).maxReplicas, 0),
  );
  return Math.max(replicas, ...maxima);
}

/** @see https://keda.sh/docs/latest/reference/scaledobject-spec/#maxreplicacount */
const KEDA_MAXIMUM = 100;

function countOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : otherwise;
}

function finder(objects: readonly KubeObject[]): CountingContext['find'] {
  const byName = new Map(objects.map((object) => [`${object.kind} ${object.metadata?.name}`, object]));
  return (kind, name) => byName.get(`${kind} ${String(name)}`);
}
