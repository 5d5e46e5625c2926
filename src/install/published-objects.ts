import { isDeepStrictEqual } from 'node:util';
import { mergeThree } from './merge-three';
import type { InstallSettings } from './settings';
import { NAMESPACE } from '../api/controller-names';
import { InstallObject, KubeObject } from '../kubernetes/kube-object';

/** What the files of a release have besides what its record expresses. */
export interface PublishedObjects {
  /**
   * Objects with what the files have otherwise, as far as nothing here sets it, and the objects that only they have.
   */
  readonly objects: readonly InstallObject[];
  /** Paths that the files and the install have otherwise, such as `Deployment ... spec.replicas`. */
  readonly conflicts: readonly string[];
}

/**
 * Objects of an install with what the published files of its release have otherwise than the library prints them: what
 * changed from `base` to the files is taken over where the install has what `base` has.
 *
 * @param mine objects of the install
 * @param base all objects that the library prints with upstream's profile
 */
export function withPublished(
  mine: readonly InstallObject[],
  base: readonly InstallObject[],
  { release: { files }, extensions, namespace }: Pick<InstallSettings, 'release' | 'extensions' | 'namespace'>,
): PublishedObjects {
  const published = files!.objects(extensions).map((object) => inNamespace(object, namespace));
  const theirs = new Map(published.map((object) => [keyOf(object), object]));
  const known = new Map(base.map((each) => [each.id, each.object]));
  const conflicts: string[] = [];
  const objects = mine.map(({ id, object }): InstallObject => {
    const [before, now] = [known.get(id), theirs.get(keyOf(object))];
    if (!before || !now) {
      if (before && id !== 'Controller') { conflicts.push(`${keyOf(object)}, which is not in the files`); }
      if (now && !isDeepStrictEqual(now, object)) { conflicts.push(`${keyOf(object)}, which is another one here`); }
      return { id, object };
    }
    if (isDeepStrictEqual(before, now)) { return { id, object }; }
    const merged = mergeThree(before, now, object, (path) => { conflicts.push(`${keyOf(object)} ${path}`); });
    return { id, object: merged as KubeObject };
  });
  return { objects, conflicts };
}

/**
 * The objects that only the files have.
 *
 * @param known objects that the library prints, here or for another install
 */
export function addedByFiles(
  known: readonly InstallObject[],
  { release: { files }, extensions, namespace }: Pick<InstallSettings, 'release' | 'extensions' | 'namespace'>,
): InstallObject[] {
  const keys = new Set(known.map(({ object }) => keyOf(object)));
  return files!.objects(extensions)
    .filter((object) => !keys.has(keyOf(object)))
    .map((object) => ({ id: `${object.kind}-${object.metadata.name}`, object: inNamespace(object, namespace) }));
}

function keyOf({ kind, metadata: { name } }: KubeObject): string {
  return `${kind} ${name}`;
}

/** An object of the files in the namespace of the install. */
function inNamespace<T>(value: T, namespace: string): T {
  if (namespace === NAMESPACE) { return value; }
  if (value === NAMESPACE) { return namespace as T; }
  if (typeof value !== 'object' || value === null) { return value; }
  if (Array.isArray(value)) { return value.map((each) => inNamespace<unknown>(each, namespace)) as T; }
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inNamespace(each, namespace)])) as T;
}
