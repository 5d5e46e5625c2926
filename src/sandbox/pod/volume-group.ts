import { OPENSHIFT_KATA, OPENSHIFT_PEER_PODS } from '../../runtime/catalogue';
import { OperatingSystem } from '../../runtime/enums';
import type { SandboxPodProps } from '../sandbox-pod-props';
import type { Workspace } from '../workspace';

/** Where admission of the platform gives pods the group of their namespace. */
const GIVEN_BY_PLATFORM: ReadonlySet<string | undefined> = new Set([OPENSHIFT_KATA.className, OPENSHIFT_PEER_PODS.className]);

/** Access modes with which the kubelet gives a volume to the group of the pod. */
const OF_ONE_NODE: readonly unknown[] = ['ReadWriteOnce', 'ReadWriteOncePod'];

/** The group of pods that name none: any but that of root would do. */
const GROUP = 1000;

/**
 * The group to which the volumes of a pod belong, where the pod names none and is not root: otherwise its containers
 * could not write to new volumes, which belong to root.
 *
 * @param workspaces of the pod
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export function volumeGroup(
  { securityContext = {}, podSpec, runtime }: SandboxPodProps,
  workspaces: readonly Workspace[],
): number | undefined {
  if (!workspaces.some(isGivenToGroup)) { return undefined; }
  if (runtime?.operatingSystem === OperatingSystem.WINDOWS || GIVEN_BY_PLATFORM.has(runtime?.runtimeClassName)) {
    return undefined;
  }
  const { user, group, ensureNonRoot = true, fsGroup = podSpec?.securityContext?.fsGroup } = securityContext;
  const mayBeRoot = user === undefined ? !ensureNonRoot : user === 0;
  return fsGroup !== undefined || mayBeRoot ? undefined : group || GROUP;
}

function isGivenToGroup({ _isGivenToGroup: isGiven, _claimTemplate: { spec } }: Workspace): boolean {
  const { accessModes, volumeMode } = spec;
  return isGiven && volumeMode !== 'Block'
    && Array.isArray(accessModes) && accessModes.every((mode) => OF_ONE_NODE.includes(mode));
}
