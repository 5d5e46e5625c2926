import { Subresources } from './subresources';
import { kindSchema } from '../../api/crd';
import { KIND_NAMES, KINDS } from '../../api/kinds';
import { StructuralSchema } from '../../kubernetes/types/structural-schema';
import { Release } from '../../release/release';

/** A kind in an API version, as a release serves it. */
export interface ServedKind {
  readonly schema: StructuralSchema;
  readonly subresources: Subresources;
}

/** By API version and kind. */
type ServedKinds = ReadonlyMap<string, ReadonlyMap<string, ServedKind>>;

const known = new WeakMap<Release, ServedKinds>();

/**
 * A kind that a release serves; undefined when it does not serve it.
 *
 * @param apiVersion with its group, such as `agents.x-k8s.io/v1beta1`
 */
export function servedKind(release: Release, apiVersion: string, kind: string): ServedKind | undefined {
  let kinds = known.get(release);
  if (!kinds) { known.set(release, kinds = kindsOf(release)); }
  return kinds.get(apiVersion)?.get(kind);
}

/** The schema alone. */
export function schemaFor(release: Release, apiVersion: string, kind: string): StructuralSchema | undefined {
  return servedKind(release, apiVersion, kind)?.schema;
}

/** Each schema is built on first use, because few files have objects of all kinds. */
function kindsOf({ api }: Release): ServedKinds {
  const served = new Map<string, Map<string, ServedKind>>();
  for (const version of api.versions) {
    for (const kind of KIND_NAMES) {
      const model = version.kinds[kind];
      if (!model) { continue; }
      let schema: StructuralSchema | undefined;
      const apiVersion = `${KINDS[kind].group}/${version.name}`;
      const kinds = served.get(apiVersion) ?? new Map<string, ServedKind>();
      served.set(apiVersion, kinds.set(kind, {
        get schema() { return schema ??= kindSchema(model, api.kubernetes); },
        subresources: { status: model.presentation.status, scale: model.presentation.scale },
      }));
    }
  }
  return served;
}
