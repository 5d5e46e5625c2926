import { mapped, most, Needs, sum, thousandths, whole } from './needs';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/** Defaults of a LimitRange for containers, as quantities by resource. */
export interface ContainerDefaults {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}

/** What the namespace and the runtime add to the resources of a pod. */
export interface PodContext {
  readonly defaults: ContainerDefaults;
  /** The overhead of a RuntimeClass for each pod, as quantities by resource. */
  overhead(runtimeClassName: string): Readonly<Record<string, string>> | undefined;
}

/**
 * Priority classes of Kubernetes itself: their pods preempt others.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/
 */
export const SYSTEM_PRIORITIES: readonly string[] = ['system-cluster-critical', 'system-node-critical'];

/** Name for pods of these priorities, which a separate quota counts. */
export const SYSTEM_PODS = 'pods of system priority';

/**
 * The needs of a pod in a quota: the sum of its containers and sidecars, or an init container with the sidecars
 * before it, whichever is higher, and the overhead of its runtime.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#resource-sharing-within-containers
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/
 */
export function podNeeds(spec: unknown, { defaults, overhead }: PodContext): Needs {
  const { runtimeClassName, resources, priorityClassName } = inObject(spec);
  let sidecars: Needs = {};
  let atStart: Needs = {};
  for (const container of inList(spec, 'initContainers')) {
    const own = containerNeeds(container, defaults);
    if (container.restartPolicy === 'Always') { sidecars = sum([sidecars, own]); }
    atStart = most([atStart, container.restartPolicy === 'Always' ? sidecars : sum([sidecars, own])]);
  }
  const running = sum([
    sidecars,
    ...inList(spec, 'containers').map((container) => containerNeeds(container, defaults)),
  ]);
  const ofContainers = most([running, atStart]);
  // Resources of the pod as a whole replace those of its containers.
  const ofPod = { ...ofContainers, ...(resources ? containerNeeds({ resources }, {}) : {}) };
  const added = typeof runtimeClassName === 'string' ? overhead(runtimeClassName) ?? {} : {};
  const ofSystem: Needs = SYSTEM_PRIORITIES.includes(priorityClassName as string) ? { [SYSTEM_PODS]: whole(1) } : {};
  return { pods: whole(1), ...ofSystem, ...withOverhead(ofPod, added) };
}

/** Overhead is added to requests, and to limits where there are any. */
function withOverhead(needs: Needs, overhead: Readonly<Record<string, string>>): Needs {
  const extra = Object.fromEntries(
    Object.entries(overhead).map(([resource, quantity]) => [resource, thousandths(quantity) ?? 0n]),
  );
  const requested = Object.fromEntries(
    Object.entries(extra).map(([resource, amount]) => [`requests.${resource}`, amount]),
  );
  const limited = mapped(
    needs,
    (amount, name) => amount + (name.startsWith('limits.') ? (extra[name.slice('limits.'.length)] ?? 0n) : 0n),
  );
  return sum([limited, requested]);
}

function containerNeeds(container: Loose, defaults: ContainerDefaults): Needs {
  const limits = inObject(container, 'resources', 'limits');
  // A limit without a request counts as a request too, before the defaults of a LimitRange apply.
  const requests = { ...limits, ...inObject(container, 'resources', 'requests') };
  return {
    ...prefixed('requests', { ...defaults.requests, ...requests }),
    ...prefixed('limits', { ...defaults.limits, ...limits }),
  };
}

function prefixed(side: string, amounts: Readonly<Record<string, unknown>>): Needs {
  return Object.fromEntries(Object.entries(amounts).flatMap(([resource, quantity]) => {
    const amount = thousandths(quantity);
    return amount === undefined ? [] : [[`${side}.${resource}`, amount]];
  }));
}

/** The volume claims that are created for each pod, and their storage. */
export function claimNeeds(spec: unknown, claimTemplates: readonly Loose[]): Needs {
  const ephemeral = inList(spec, 'volumes')
    .map(({ ephemeral: volume }) => inObject(volume, 'volumeClaimTemplate'))
    .filter(({ spec: asked }) => asked);
  const all = [...claimTemplates, ...ephemeral];
  if (all.length === 0) { return {}; }
  return {
    'persistentvolumeclaims': whole(all.length),
    'requests.storage': all.reduce(
      (total, claim) => total + (thousandths(inObject(claim, 'spec', 'resources', 'requests').storage) ?? 0n),
      0n,
    ),
  };
}
