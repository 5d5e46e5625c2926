import type { Container } from '../../kubernetes/kplus';
import { OPENSHIFT_KATA, OPENSHIFT_PEER_PODS } from '../../runtime/catalogue';
import { OperatingSystem } from '../../runtime/enums';
import type { SandboxPodProps } from '../sandbox-pod-props';
import type { Workspace } from '../workspace';

/** Where admission of the platform gives pods the group of their namespace. */
const GIVEN_BY_PLATFORM: ReadonlySet<string | undefined> =
  new Set([OPENSHIFT_KATA.className, OPENSHIFT_PEER_PODS.className]);

/** Access modes with which the kubelet gives a volume to the group of the pod. */
const OF_ONE_NODE: readonly unknown[] = ['ReadWriteOnce', 'ReadWriteOncePod'];

/** The group of pods that name none: any but that of root would do. */
const GROUP = 1000;

/** A workspace in a pod. */
export interface GroupedMount {
  readonly workspace: Workspace;
  /** The container that mounts it; by default the first. */
  readonly container?: Container;
}

/**
 * The group to which the volumes of a pod belong, where the pod names none and a container that mounts one is not root:
 * it could not write to new volumes otherwise, which belong to root.
 *
 * @param first the first container of the pod
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export function volumeGroup(
  { securityContext = {}, podSpec, runtime }: SandboxPodProps,
  mounts: readonly GroupedMount[],
  first: Container | undefined,
): number | undefined {
  const { user, group, fsGroup = podSpec?.securityContext?.fsGroup } = securityContext;
  const isWanted = mounts.some(({ workspace, container = first }) => (
    isGivenToGroup(workspace) && !mayBeRoot(container?.securityContext, user)
  ));
  if (!isWanted || fsGroup !== undefined) { return undefined; }
  if (runtime?.operatingSystem === OperatingSystem.WINDOWS || GIVEN_BY_PLATFORM.has(runtime?.runtimeClassName)) {
    return undefined;
  }
  return group || GROUP;
}

function mayBeRoot(own: Container['securityContext'] | undefined, ofPod: number | undefined): boolean {
  const user = own?.user ?? ofPod;
  return user === undefined ? own?.ensureNonRoot === false : user === 0;
}

function isGivenToGroup({ _isGivenToGroup: isGiven, _claimTemplate: { spec } }: Workspace): boolean {
  const { accessModes, volumeMode } = spec;
  return isGiven && volumeMode !== 'Block'
    && Array.isArray(accessModes) && accessModes.every((mode) => OF_ONE_NODE.includes(mode));
}
