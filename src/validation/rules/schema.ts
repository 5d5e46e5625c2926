import { NOTHING, Trouble, World } from './rule';
import { KIND_NAMES, Kind } from '../../api/kinds';
import { Catalogue } from '../../release/catalogue';
import type { KubeObject } from '../../release/objects/kube-object';
import { formatPath, servedKind, Violation, walk } from '../structural';

/** What the schema of a release says of an object, apart from fields that the release does not have. */
export interface SchemaVerdict {
  /** Fields that the API server refuses or drops. */
  readonly unknown: Trouble[];
  /** Values that the API server refuses. */
  readonly refused: Trouble[];
}

const FINE: SchemaVerdict = { unknown: NOTHING, refused: NOTHING };

/** Judges an object of one of our kinds by the CRD of a release. */
export function judgeBySchema(object: KubeObject, { release }: World): SchemaVerdict {
  const served = servedKind(release, object.apiVersion, object.kind);
  if (!served) {
    const versions = release.api.versions.map(({ name }) => name).join(' and ');
    return { unknown: NOTHING, refused: [{ message: `${release.id} does not serve ${object.kind} in ${object.apiVersion}`, remedy: `write it in ${versions}` }] };
  }
  const { violations } = walk(object, served.schema, { root: true, subresources: served.subresources });
  if (violations.length === 0) { return FINE; }
  const isUnknown = ({ kind }: Violation) => kind === 'unknownField';
  return {
    unknown: violations.filter(isUnknown).map((violation) => absence(object.kind as Kind, violation, release)),
    refused: violations.filter((violation) => !isUnknown(violation)).map(({ path, message }) => ({ message: `${formatPath(path)}: ${message}` })),
  };
}

/** A field that the release lacks: misspelt, or of other releases, which are then named. */
function absence(kind: Kind, { path, message }: Violation, release: World['release']): Trouble {
  const feature = [kind, ...path.filter((segment) => typeof segment === 'string')].join('.');
  if (KIND_NAMES.includes(kind) && Catalogue.standard().span(feature)) {
    return { message: `${release.id} does not have ${formatPath(path)}`, remedy: Catalogue.standard().explainAbsence(feature, release) };
  }
  return { message: `${formatPath(path)}: ${message}`, remedy: 'remove it: the API server would refuse or drop it' };
}
