/** Volumes that a runtime does not handle as others do. */
import type { Trouble } from '../../../findings/trouble';
import type { PathSegment } from '../../../kubernetes/json-path';
import { inList, Loose } from '../../../kubernetes/read-json';
import { RuntimeTechnology } from '../../../runtime/enums';
import type { PodRuntime } from '../../../runtime/facts';

const NOTHING: Trouble[] = [];
const LISTS = ['initContainers', 'containers'];

/** What is known of the runtime of a pod; asked for only where something may be found. */
type RuntimeOf = () => PodRuntime | undefined;

/** An item of a list of a container, such as a mount. */
interface Place {
  readonly container: Loose;
  readonly item: Loose;
  readonly path: readonly PathSegment[];
}

/** The items of a list of all containers. */
function itemsOf(pod: Loose, field: string): Place[] {
  return LISTS.flatMap((list) => inList(pod, list).flatMap((container, at) => (
    inList(container, field).map((item, index): Place => ({ container, item, path: [list, at, field, index] }))
  )));
}

/** Volumes that the runtime fills itself, once, and of which nothing is written back. */
const FILLED = ['emptyDir', 'configMap', 'secret', 'projected', 'downwardAPI', 'image'];

/** Whether a volume keeps, on the node or elsewhere, what is written to it. */
function isKept(volume: Loose): boolean {
  const sources = Object.keys(volume).filter((name) => name !== 'name' && volume[name]);
  return sources.length > 0 && !sources.some((source) => FILLED.includes(source));
}

/**
 * Virtual machines that share no file system with their node: they get copies of files.
 *
 * @param claimed the volumes that the pod has besides, of claim templates
 * @see https://github.com/kata-containers/kata-containers/pull/3814
 * @see https://github.com/kata-containers/runtime/issues/1071
 * @see https://www.redhat.com/en/blog/persistent-volume-support-peer-pods-solution-overview
 */
export function unsharedVolumes(pod: Loose, runtimeOf: RuntimeOf, claimed: readonly string[]): Trouble[] {
  const kept = new Set([
    ...claimed, ...inList(pod, 'volumes').filter(isKept).map(({ name }) => name as string),
  ]);
  if (kept.size === 0) { return NOTHING; }
  const mounts = itemsOf(pod, 'volumeMounts').filter(({ item }) => kept.has(item.name as string));
  if (mounts.length === 0 || !runtimeOf()?.sharesNoFiles) { return NOTHING; }
  return mounts.map(({ container, item, path }) => ({
    message:
      `container '${String(container.name)}' mounts volume '${String(item.name)}', and the virtual machine of ` +
      `RuntimeClass '${String(pod.runtimeClassName)}' shares no file system with its node: it gets copies of the ` +
      'files, and what it writes stays in it',
    remedy:
      "give the container a block device ('volumeDevices', of a claim with 'volumeMode: Block'), or use a runtime " +
      "that shares files, such as 'kata-qemu'",
    path,
  }));
}

/**
 * gVisor passes on devices that it knows, such as GPUs, and no others.
 *
 * @see https://github.com/google/gvisor/issues/9140#issuecomment-1621074331
 */
export function rawDevices(pod: Loose, runtimeOf: RuntimeOf): Trouble[] {
  const devices = itemsOf(pod, 'volumeDevices');
  if (devices.length === 0 || runtimeOf()?.technology !== RuntimeTechnology.GVISOR) { return NOTHING; }
  return devices.map(({ container, item, path }) => ({
    message:
      `container '${String(container.name)}' has volume '${String(item.name)}' as a block device, and gVisor, the ` +
      `runtime of RuntimeClass '${String(pod.runtimeClassName)}', passes on no device files of volumes`,
    remedy: "mount it as a file system ('volumeMounts', of a claim with 'volumeMode: Filesystem')",
    path,
  }));
}

const OWN_KERNEL: readonly RuntimeTechnology[] = [RuntimeTechnology.GVISOR, RuntimeTechnology.KATA];

/**
 * Mounts that a container makes are known to the kernel that it runs on, and to no other.
 *
 * @see https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation
 */
export function keptMounts(pod: Loose, runtimeOf: RuntimeOf): Trouble[] {
  const mounts = itemsOf(pod, 'volumeMounts').filter(({ item }) => item.mountPropagation === 'Bidirectional');
  const runtime = mounts.length === 0 ? undefined : runtimeOf();
  if (!runtime || !OWN_KERNEL.includes(runtime.technology)) { return NOTHING; }
  return mounts.map(({ container, item, path }) => ({
    message:
      `container '${String(container.name)}' wants mounts in volume '${String(item.name)}' to reach its node, and ` +
      `the runtime of RuntimeClass '${String(pod.runtimeClassName)}' runs it on a kernel of its own, which keeps them`,
    remedy: "remove 'mountPropagation', or run what mounts for others without this runtime",
    path: [...path, 'mountPropagation'],
  }));
}

const GKE_SANDBOX = 'sandbox.gke.io/runtime';

/**
 * GKE Sandbox has no volumes of paths of the node.
 *
 * @see https://cloud.google.com/kubernetes-engine/docs/concepts/sandbox-pods#limitations
 */
export function nodePathsOnGke(pod: Loose, runtimeOf: RuntimeOf): Trouble[] {
  const volumes = inList(pod, 'volumes').map((volume, index) => ({ volume, index }))
    .filter(({ volume }) => volume.hostPath);
  if (volumes.length === 0) { return NOTHING; }
  const runtime = runtimeOf();
  const isGke = runtime?.technology === RuntimeTechnology.GVISOR && [runtime.nodeSelector, pod.nodeSelector as Loose]
    .some((selector) => selector?.[GKE_SANDBOX] !== undefined);
  return !isGke ? NOTHING : volumes.map(({ volume, index }) => ({
    message: `volume '${String(volume.name)}' is a path of the node, which GKE Sandbox does not support`,
    remedy: 'use a claim or an emptyDir, or run the pod without this runtime',
    path: ['volumes', index, 'hostPath'],
  }));
}
