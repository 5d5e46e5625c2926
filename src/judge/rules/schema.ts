import { NOTHING, RuleContext } from './rule';
import { Advice, adviceOn } from './unknown-fields';
import { unserved } from './unknown-fields/unserved';
import { Kind } from '../../api/kinds';
import { hasField } from '../../api/model';
import { Trouble } from '../../findings/trouble';
import type { KubeObject } from '../../kubernetes/kube-object';
import { StructuralSchema } from '../../kubernetes/types/structural-schema';
import { Catalogue } from '../../release/catalogue';
import { compareReleases } from '../../release/release-id';
import { formatPath, PathSegment, schemaFor, servedKind, Violation, walk, withPath } from '../schema';
import { absenceOf } from '../schema/violation';

/** The verdict of the schema of a release on an object. */
export interface SchemaVerdict {
  /** Fields that the API server refuses or drops. */
  readonly unknown: Trouble[];
  /** Values that the API server refuses. A field that is missing because it is misspelt is told once, as unknown. */
  readonly refused: Trouble[];
  /** Whether there is any value that the API server refuses. */
  readonly isRefused: boolean;
}

const FINE: SchemaVerdict = { unknown: NOTHING, refused: NOTHING, isRefused: false };

/** Judges an object of one of our kinds by the CRD of a release. */
export function judgeBySchema(object: KubeObject, { release }: RuleContext): SchemaVerdict {
  const served = servedKind(release, object.apiVersion, object.kind);
  if (!served) { return { unknown: NOTHING, refused: [unserved(object, release)], isRefused: true }; }
  const { violations } = walk(object, served.schema, { root: true, subresources: served.subresources });
  if (violations.length === 0) { return FINE; }
  const isUnknown = ({ kind }: Violation) => kind === 'unknownField';
  const refusals = violations.filter((violation) => !isUnknown(violation));
  const meant: Array<readonly PathSegment[]> = [];
  const unknown = violations.filter(isUnknown).map((violation) => {
    const advice = adviceOn(object.kind as Kind, violation, at(object, violation.path), served.schema);
    if (advice?.meant) { meant.push(advice.meant); }
    return absence(object, violation, advice, release);
  });
  return {
    unknown,
    refused: refusals
      .filter(({ kind, path }) => kind !== 'required' || !meant.some((field) => isAtOrAround(path, field)))
      .map((violation) => refusal(object, violation, release)),
    isRefused: refusals.length > 0,
  };
}

const REMOVE = 'remove it: the API server would refuse or drop it';

/** A field that the release lacks: misspelt, or of other releases, which are then named. */
function absence(
  object: KubeObject,
  violation: Violation,
  advice: Advice | undefined,
  release: RuleContext['release'],
): Trouble {
  const { path } = violation;
  // One that stands for many has no path.
  if (path.length === 0) { return { message: violation.message, path }; }
  const kind = object.kind as Kind;
  const catalogue = Catalogue.standard();
  const first = (below: readonly PathSegment[]) => catalogue.span(featureOf(kind, below))?.first;
  const others = release.api.versions.map(({ name }) => name).filter((name) => (
    hasField(release.api, featureOf(kind, path), name)
  ));
  if (others.length > 0) {
    return {
      message: `${object.apiVersion} does not have ${formatPath(path)}, which ${others.join(', ')} has`,
      remedy: advice?.remedy ?? `write the object in ${others.join(' or ')}, or remove the field`,
      path,
    };
  }
  if (first(path)) {
    // Of what is given inside the field, some may be newer than the field.
    let newest: readonly PathSegment[] = path;
    for (const member of membersBelow(at(object, path), path)) {
      if (first(member) && compareReleases(first(member)!, first(newest)!) > 0) { newest = member; }
    }
    return {
      message: `${release.id} does not have ${formatPath(newest)}`,
      remedy: advice?.remedy ?? catalogue.explainAbsence(featureOf(kind, newest), release),
      path: newest,
    };
  }
  return advice
    ? { message: absenceOf(path), remedy: advice.remedy, path }
    : { message: withPath(violation), remedy: REMOVE, path };
}

/** Whether a path leads to a field, or to what is around it. */
function isAtOrAround(path: readonly PathSegment[], field: readonly PathSegment[]): boolean {
  return path.length <= field.length && path.every((segment, index) => segment === field[index]);
}

/** A value that the release refuses; where other releases allow it, they are named. */
function refusal(given: KubeObject, violation: Violation, release: RuleContext['release']): Trouble {
  const { apiVersion, kind, ...object } = given;
  const { path, kind: keyword } = violation;
  const value = at(object, path);
  const span =
    keyword !== 'enum'
      ? undefined
      : Catalogue.standard().spanOf((each) =>
        each.api.versions.some(({ name }) =>
          schemaAt(schemaFor(each, `${apiVersion.split('/')[0]}/${name}`, kind), path)?.enum?.includes(
            value as string,
          ),
        ),
      );
  if (!span) { return { message: withPath(violation), path }; }
  const { first, last } = span;
  return {
    message: `${withPath(violation)} in ${release.id}`,
    remedy:
      `it came in ${first}; use ` +
      `${last === Catalogue.standard().latest.id ? `${first} or newer` : `${first} to ${last}`}`,
    path,
  };
}

function featureOf(kind: string, path: readonly PathSegment[]): string {
  return [kind, ...path.filter((segment) => typeof segment === 'string')].join('.');
}

/** Items of a list that are looked at: fields of further ones are most likely the same. */
const MOST_ITEMS = 100;

/** Paths of what is inside a value, which is at a path itself. */
function* membersBelow(value: unknown, path: readonly PathSegment[]): Generator<readonly PathSegment[]> {
  if (typeof value !== 'object' || value === null) { return; }
  const isList = Array.isArray(value);
  let left = MOST_ITEMS;
  for (const name of Object.keys(value)) {
    if (left-- === 0) { return; }
    const below = [...path, isList ? Number(name) : name];
    yield below;
    yield* membersBelow((value as Record<string, unknown>)[name], below);
  }
}

function at(value: unknown, path: readonly PathSegment[]): unknown {
  return path.reduce((of: unknown, segment) => (of as Record<PathSegment, unknown> | undefined)?.[segment], value);
}

function schemaAt(schema: StructuralSchema | undefined, path: readonly PathSegment[]): StructuralSchema | undefined {
  return path.reduce(
    (of: StructuralSchema | undefined, segment) =>
      typeof segment === 'number' ? of?.items : of?.properties?.[segment],
    schema,
  );
}
