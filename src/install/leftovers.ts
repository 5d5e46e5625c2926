import { objectsAfterCrds, objectsBeforeCrds } from './install-objects';
import type { LeftoverObject } from './leftover-clean-up';
import { resolveSettings } from './resolve-props';
import { NAMESPACE } from '../api/controller-names';
import type { KubeObject } from '../kubernetes/kube-object';
import type { Catalogue } from '../release/catalogue';
import type { Release } from '../release/release';

export interface LeftoverOptions {
  readonly extensions?: boolean;
  readonly namespace?: string;
}

/**
 * The objects that an install of one release leaves in the cluster when another one is applied over it: those that the
 * other does not have, and Secrets that only the controller of the first may write, by name.
 */
export function leftovers(
  from: Release,
  to: Release,
  catalogue: Catalogue,
  { extensions = true, namespace = NAMESPACE }: LeftoverOptions = {},
): LeftoverObject[] {
  const [before, after] = [from, to].map((release) => (
    [...installed(release, catalogue, extensions), ...secrets(release)].map((each) => ({
      ...each, ...(each.namespace !== undefined && { namespace }),
    }))
  ));
  const kept = new Set(after.map(keyOf));
  return before.filter((each) => !kept.has(keyOf(each)));
}

function installed(release: Release, catalogue: Catalogue, extensions: boolean): LeftoverObject[] {
  const settings = resolveSettings(release, { extensions }, catalogue);
  // The CRDs are those of the same four kinds in all releases, and take long to make.
  return [...objectsBeforeCrds(settings), ...objectsAfterCrds(settings)].map(({ object }) => objectName(object));
}

export function objectName({ apiVersion, kind, metadata: { namespace, name } }: KubeObject): LeftoverObject {
  return { apiVersion, kind, ...(namespace !== undefined && { namespace }), name };
}

/** The Secrets that the controller makes itself: no manifest has them, and its role names them. */
function secrets({ roles: { namespaced } }: Release): LeftoverObject[] {
  return namespaced.filter(({ resource }) => resource === 'secrets').flatMap(({ names = [] }) => (
    names.map((name) => ({ apiVersion: 'v1', kind: 'Secret', namespace: NAMESPACE, name }))
  ));
}

function keyOf({ apiVersion, kind, namespace = '', name }: LeftoverObject): string {
  return [apiVersion.split('/').at(-2) ?? '', kind, namespace, name].join(' ');
}
