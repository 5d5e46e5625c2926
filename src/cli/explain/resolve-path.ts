import { kindSchema } from '../../api/crd';
import { ApiVersion, Kind, KIND_NAMES, KINDS } from '../../api/kinds';
import { nearest } from '../../checks/nearest';
import { fieldAt, fieldsIn, PlacedField } from '../../kubernetes/types/field-at';
import { StructuralSchema } from '../../kubernetes/types/structural-schema';
import { Catalogue } from '../../release/catalogue';
import { Release } from '../../release/release';
import { UsageError } from '../command';

/** A requested field, in the API version that explains it. */
export interface ExplainedField extends PlacedField {
  readonly kind: Kind;
  readonly path: readonly string[];
  readonly version: ApiVersion;
  /** Schema of the object that has the field. */
  readonly parent?: StructuralSchema;
}

/** A requested kind or field, by the names of the API. */
export interface FieldPath {
  readonly kind: Kind;
  readonly path: readonly string[];
}

/** @throws UsageError when the text does not start with a kind of Agent Sandbox */
export function parseFieldPath(text: string): FieldPath {
  const [name, ...path] = text.replace(/\[[^\]]*\]/g, '').split('.').filter((part) => part !== '');
  const word = (name ?? '').toLowerCase();
  const kind = KIND_NAMES.find((each) =>
    [each.toLowerCase(), KINDS[each].plural, KINDS[each].shortName].includes(word),
  );
  if (kind) { return { kind, path }; }
  const meant = nearest(word, KIND_NAMES);
  throw new UsageError(
    `'${name ?? ''}' is not a kind of Agent Sandbox${meant ? `, did you mean ${meant}?` : ''}; ` +
      `kinds are ${KIND_NAMES.join(', ')}, findings are codes such as ASB203`,
  );
}

/**
 * The field in a release: in the requested API version, else in the first that has it.
 *
 * @throws when the release has no such field, with the nearest one
 */
export function explained(
  { kind, path }: FieldPath,
  release: Release,
  wanted: string | undefined,
  catalogue: Catalogue,
): ExplainedField {
  const having = schemasOf(kind, release).flatMap(({ version, schema }) => {
    const field = fieldAt(schema, path);
    const parent = path.length > 0 ? fieldAt(schema, path.slice(0, -1))?.schema : undefined;
    return field ? [{ kind, path, version, parent, ...field }] : [];
  });
  const found = having.find(({ version }) => wanted === undefined || version === wanted);
  if (found) {
    return found;
  }
  if (having.length > 0) {
    const versions = having.map(({ version }) => version).join(' and ');
    throw new Error(
      `${release.id} has no ${[kind, ...path].join('.')} in API version '${wanted}'; it is in ${versions}`,
    );
  }
  throw new Error(absence({ kind, path }, release, catalogue));
}

/** The schemas of a kind with their descriptions, by API version, the stored one first. */
export function schemasOf(kind: Kind, { api }: Release): Array<{ version: ApiVersion; schema: StructuralSchema }> {
  return api.versions.flatMap(({ name, kinds }) => {
    const model = kinds[kind];
    return model ? [{ version: name, schema: kindSchema(model, api.kubernetes, { descriptions: true }) }] : [];
  });
}

function absence({ kind, path }: FieldPath, release: Release, catalogue: Catalogue): string {
  const asked = [kind, ...path].join('.');
  if (catalogue.span(asked)) {
    return `${release.id} does not have ${asked}; ${catalogue.explainAbsence(asked, release)}`;
  }
  // The first part of the path that the release does not have.
  const known = path.findIndex((_, index) => !existsAt({ kind, path: path.slice(0, index + 1) }, release));
  const [parent, name, rest] = [path.slice(0, known), path[known], path.slice(known + 1)];
  const parentField = [kind, ...parent].join('.');
  const names = namesAt({ kind, path: parent }, release);
  const meant =
    [
      nearest(name, names) ??
        nearest(
          name,
          catalogue.all().flatMap((each) => namesAt({ kind, path: parent }, each)),
        ),
    ]
      .flatMap((near) => near ?? [])
      .map((near) => [...parent, near])[0] ?? deeper({ kind, path: parent }, name, release);
  if (!meant) {
    const { id } = release;
    const fields = names.length > 0 ? `; ${id} has ${names.join(', ')}` : `, which has no fields in ${id}`;
    return `no release has a field '${name}' in ${parentField}${fields}`;
  }
  const whole = existsAt({ kind, path: [...meant, ...rest] }, release) ? [...meant, ...rest] : meant;
  const suggestion = [kind, ...whole].join('.');
  const elsewhere = existsAt({ kind, path: whole }, release)
    ? ''
    : ` ${release.id} does not have that either: ${catalogue.explainAbsence(suggestion, release)}`;
  return `no release has a field '${name}' in ${parentField}; did you mean ${suggestion}?${elsewhere}`;
}

function existsAt({ kind, path }: FieldPath, release: Release): boolean {
  return schemasOf(kind, release).some(({ schema }) => fieldAt(schema, path) !== undefined);
}

function namesAt({ kind, path }: FieldPath, release: Release): string[] {
  return [
    ...new Set(
      schemasOf(kind, release).flatMap(({ schema }) => Object.keys(fieldsIn(fieldAt(schema, path)?.schema ?? {}))),
    ),
  ];
}

/** The shallowest field of a name below a path, for a path that leaves out parts between. */
function deeper({ kind, path }: FieldPath, name: string, release: Release): string[] | undefined {
  for (const { schema } of schemasOf(kind, release)) {
    let level: Array<readonly [path: string[], schema: StructuralSchema]> = [
      [[...path], fieldAt(schema, path)?.schema ?? {}],
    ];
    while (level.length > 0) {
      level = level.flatMap(([above, of]) =>
        Object.entries(fieldsIn(of)).map(([below, inner]) => [[...above, below], inner] as const),
      );
      const found = level.find(([each]) => each.at(-1) === name);
      if (found) { return found[0]; }
    }
  }
  return undefined;
}
