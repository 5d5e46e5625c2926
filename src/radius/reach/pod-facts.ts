import type { PathSegment } from '../../kubernetes/json-path';
import { inList, inObject, Loose } from '../../kubernetes/read-json';

/** All containers of a pod. */
export function containersOf(pod: Loose): readonly Loose[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => inList(pod, list));
}

/** Members of a container that do not change what its pod reaches, whatever they are: what most changes change. */
const BEAR_ON_NOTHING: ReadonlySet<unknown> = new Set([
  'image', 'imagePullPolicy', 'command', 'args', 'workingDir', 'resources', 'livenessProbe', 'readinessProbe',
  'startupProbe', 'terminationMessagePath', 'terminationMessagePolicy',
]);

/** Whether what pods reach may depend on a field of the object that they come of. */
export function isFieldOfRadius(path: readonly PathSegment[]): boolean {
  const list = path.findIndex((segment) => segment === 'containers' || segment === 'initContainers');
  if (list < 0) { return true; }
  const [, field, , ofVariable] = path.slice(list + 1);
  // What a variable refers to has another path than its value.
  return !BEAR_ON_NOTHING.has(field) && !(field === 'env' && ofVariable === 'value');
}

/** The volumes that containers mount read-only, all of them. */
export function isWritten(pod: Loose, volume: unknown): boolean {
  const mounts = containersOf(pod).flatMap((container) => [
    ...inList(container, 'volumeMounts'), ...inList(container, 'volumeDevices'),
  ]).filter(({ name }) => name === volume);
  return mounts.some(({ readOnly }) => readOnly !== true);
}

/** The ServiceAccount of a pod. */
export function accountOf(pod: Loose): string {
  return typeof pod.serviceAccountName === 'string' && pod.serviceAccountName !== ''
    ? pod.serviceAccountName
    : 'default';
}

/** A member of an object that is a text. */
export function textAt(object: unknown, member: string): string | undefined {
  const value = inObject(object)[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
