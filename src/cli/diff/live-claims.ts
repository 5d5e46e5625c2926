/** Claims that a cluster has and no manifest: programs made them. */
import { KINDS } from '../../api/kinds';
import type { Comparable } from '../../change/compare-manifests';
import type { GivenObject } from '../../judge/manifests/context-objects';
import { identityOf } from '../../judge/manifests/object-keys';
import { apiGroupOf } from '../../kubernetes/api-group';
import { inObject } from '../../kubernetes/read-json';

/** The claims of a dump that neither side has, and that are not being deleted. */
export function liveClaims(
  dump: readonly GivenObject[],
  { before, after }: { readonly before: Comparable; readonly after: Comparable },
): GivenObject[] {
  const known = new Set([...before.objects, ...after.objects].map(({ object }) => identityOf(object)));
  return dump.filter(({ object }) => (
    object.kind === 'SandboxClaim' && apiGroupOf(object.apiVersion) === KINDS.SandboxClaim.group
    && inObject(object.metadata).deletionTimestamp === undefined && !known.has(identityOf(object))
  ));
}

/** A side with what is there whatever its manifests say. */
export function withLive<T extends Comparable>(side: T, live: readonly GivenObject[]): T {
  return live.length === 0 ? side : { ...side, objects: [...side.objects, ...live] };
}
