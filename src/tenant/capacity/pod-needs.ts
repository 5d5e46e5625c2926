import { mapped, most, Needs, sum, thousandths, whole } from './needs';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/** What a LimitRange gives to containers that say none, as quantities by resource. */
export interface ContainerDefaults {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}

/** What stands around a pod and counts with it. */
export interface PodContext {
  readonly defaults: ContainerDefaults;
  /** What a RuntimeClass adds to each of its pods, as quantities by resource. */
  overhead(runtimeClassName: string): Readonly<Record<string, string>> | undefined;
}

/**
 * Priority classes of Kubernetes itself: such a pod drives others off their nodes.
 *
 * @see https://kubernetes.io/docs/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/
 */
export const SYSTEM_PRIORITIES: readonly string[] = ['system-cluster-critical', 'system-node-critical'];

/** Pods of these priorities, which a quota of their own counts. */
export const SYSTEM_PODS = 'pods of system priority';

/**
 * What a pod counts for in a quota: its containers and sidecars together, or an init container beside the sidecars before
 * it, whichever is more; and the overhead of its runtime.
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
  const running = sum([sidecars, ...inList(spec, 'containers').map((container) => containerNeeds(container, defaults))]);
  const ofContainers = most([running, atStart]);
  // Resources of the pod as a whole stand in the place of those of its containers.
  const ofPod = { ...ofContainers, ...(resources ? containerNeeds({ resources }, {}) : {}) };
  const added = typeof runtimeClassName === 'string' ? overhead(runtimeClassName) ?? {} : {};
  const ofSystem: Needs = SYSTEM_PRIORITIES.includes(priorityClassName as string) ? { [SYSTEM_PODS]: whole(1) } : {};
  return { pods: whole(1), ...ofSystem, ...withOverhead(ofPod, added) };
}

/** Overhead counts as requested, and as a limit where there is one. */
function withOverhead(needs: Needs, overhead: Readonly<Record<string, string>>): Needs {
  const extra = Object.fromEntries(Object.entries(overhead).map(([resource, quantity]) => [resource, thousandths(quantity) ?? 0n]));
  const requested = Object.fromEntries(Object.entries(extra).map(([resource, amount]) => [`requests.${resource}`, amount]));
  const limited = mapped(needs, (amount, name) => amount + (name.startsWith('limits.') ? extra[name.slice('limits.'.length)] ?? 0n : 0n));
  return sum([limited, requested]);
}

function containerNeeds(container: Loose, defaults: ContainerDefaults): Needs {
  const limits = inObject(container, 'resources', 'limits');
  // A limit without a request is requested too; what a LimitRange gives comes after that.
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

/** Volume claims that are made for each pod, and what they ask for. */
export function claimNeeds(spec: unknown, claimTemplates: readonly Loose[]): Needs {
  const ephemeral = inList(spec, 'volumes').map(({ ephemeral: volume }) => inObject(volume, 'volumeClaimTemplate')).filter(({ spec: asked }) => asked);
  const all = [...claimTemplates, ...ephemeral];
  if (all.length === 0) { return {}; }
  return {
    'persistentvolumeclaims': whole(all.length),
    'requests.storage': all.reduce((total, claim) => total + (thousandths(inObject(claim, 'spec', 'resources', 'requests').storage) ?? 0n), 0n),
  };
}
