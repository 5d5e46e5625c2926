import { definitions, wrap } from './plain-text';
import { ExplainedField } from './resolve-path';
import { Kind, KINDS } from '../../api/kinds';
import { schemaFor } from '../../judge/schema';
import { coreReference, CoreTypes } from '../../kubernetes/types/core-types';
import { fieldAt, fieldsIn, innermost } from '../../kubernetes/types/field-at';
import { StructuralSchema } from '../../kubernetes/types/structural-schema';
import { Catalogue } from '../../release/catalogue';
import { Release } from '../../release/release';

/** Longest line of the list of fields. */
const LINE = 110;

/** Text that explains a field: its type, releases, meaning and fields. */
export function fieldText(field: ExplainedField, release: Release, catalogue: Catalogue): string {
  const { kind, path, version, schema, required } = field;
  const core = CoreTypes.of(release.api.kubernetes);
  const type = isMetadata(path) ? 'ObjectMeta' : core.typeOf(innermost(schema));
  const holder = field.parent && core.typeOf(innermost(field.parent));
  const documented = type ?? holder;
  const facts: Array<[string, string]> = [
    ['API version', `${KINDS[kind].group}/${version}, as ${release.id} serves it`],
    ...labelled('Required', path.length > 0 ? [required ? 'yes' : 'no'] : []),
    ...labelled('Default', schema.default === undefined ? [] : [JSON.stringify(schema.default)]),
    ...labelled('Allowed', limitsOf(schema)),
    ...labelled('Releases', historyOf(kind, path, catalogue)),
    ...labelled('Reference', documented ? [coreReference(documented, release.api.kubernetes)] : []),
  ];
  const parts = [
    `${[kind, ...path].join('.')}  ${isMetadata(path) ? 'ObjectMeta' : typeText(schema, core)}\n`,
    wrap(meaning(field, type, holder)),
    definitions(facts),
    ...fieldList(schema, core),
  ];
  return parts.filter((part) => part.trim() !== '').join('\n');
}

function labelled(label: string, lines: readonly string[]): Array<[string, string]> {
  return lines.map((line, index) => [index === 0 ? label : '', line]);
}

function isMetadata(path: readonly string[]): boolean {
  return path.length === 1 && path[0] === 'metadata';
}

function meaning(
  { kind, path, schema: { description } }: ExplainedField,
  type: string | undefined,
  holder: string | undefined,
): string {
  const said = path.length === 0 ? MEANINGS[kind] : (description ?? COMMON[path.join('.')]);
  if (type) {
    return `${said ? `${said} ` : ''}Of Kubernetes' own type ${type}.`;
  }
  return said ?? (holder ? `A field of Kubernetes' own type ${holder}.` : '');
}

const MEANINGS: Readonly<Record<Kind, string>> = {
  Sandbox: 'One pod with a stable name and volumes of its own, which can be suspended and resumed.',
  SandboxClaim: 'Asks for a sandbox made from a template, ready from a warm pool if one waits there.',
  SandboxTemplate: 'What sandboxes that are claimed are made from, and what may be added to them.',
  SandboxWarmPool: 'Keeps sandboxes of a template running, so that claims need not wait for a pod.',
};

/** Descriptions of the fields of all objects, which the schemas of kinds do not have. */
const COMMON: Readonly<Record<string, string>> = {
  apiVersion: 'Group and version in which the object is written.',
  kind: 'What the object is.',
  metadata: 'Name, namespace, labels and annotations, as every object has them.',
};

function fieldList(schema: StructuralSchema, core: CoreTypes): string[] {
  const fields = Object.entries(fieldsIn(schema));
  if (fields.length === 0) { return []; }
  const needed = innermost(schema).required ?? [];
  const types = fields.map(([, field]) => typeText(field, core));
  const [names, column] = [
    Math.max(...fields.map(([name]) => name.length)),
    Math.max(...types.map((type) => type.length)),
  ];
  const rows = fields.map(([name, field], index) => {
    const said = [needed.includes(name) ? 'Required.' : '', firstSentence(field.description ?? COMMON[name] ?? '')]
      .filter(Boolean)
      .join(' ');
    return `  ${cut(`${name.padEnd(names)}  ${types[index].padEnd(column)}  ${said}`.trimEnd())}\n`;
  });
  return [`Fields:\n${rows.join('')}`];
}

function firstSentence(text: string): string {
  return /^.*?\.(?= [A-Z]|$)/.exec(text)?.[0] ?? text;
}

function cut(text: string): string {
  return text.length <= LINE ? text : `${text.slice(0, LINE - 4).replace(/\s+\S*$/, '')} ...`;
}

/** A type in Go's notation, as kubectl prints types. */
function typeText(schema: StructuralSchema, core: CoreTypes): string {
  if (schema.items) { return `[]${typeText(schema.items, core)}`; }
  if (schema.additionalProperties) { return `map[string]${typeText(schema.additionalProperties, core)}`; }
  if (schema['x-kubernetes-int-or-string']) { return schema.pattern ? 'Quantity' : 'IntOrString'; }
  return core.typeOf(schema) ?? (schema.type === 'object' ? 'Object' : schema.format ?? schema.type ?? 'any');
}

function limitsOf(schema: StructuralSchema): string[] {
  const {
    minimum,
    maximum,
    minLength,
    maxLength,
    pattern,
    enum: values,
    'x-kubernetes-validations': rules = [],
  } = schema;
  const keys = schema['x-kubernetes-list-map-keys'];
  return [
    ...(values ? [values.map((value) => (value === '' ? '""' : value)).join(', ')] : []),
    ...range(minimum, maximum, ''),
    ...range(minLength, maxLength, ' characters'),
    ...(pattern && !schema['x-kubernetes-int-or-string'] ? [`matches ${pattern}`] : []),
    ...(pattern && schema['x-kubernetes-int-or-string']
      ? ['a number, or a number with a suffix, such as 500m or 2Gi']
      : []),
    ...(keys ? [`no two with the same ${keys.join(' and ')}`] : []),
    ...(schema['x-kubernetes-list-type'] === 'set' ? ['no two the same'] : []),
    ...rules.map(({ rule, message }) => message ?? rule),
  ];
}

function range(minimum: number | undefined, maximum: number | undefined, unit: string): string[] {
  if (minimum !== undefined && maximum !== undefined) { return [`${minimum} to ${maximum}${unit}`]; }
  if (minimum !== undefined) { return [`at least ${minimum}${unit}`]; }
  return maximum !== undefined ? [`at most ${maximum}${unit}`] : [];
}

/** The releases that have the field, by API version, newest first. */
function historyOf(kind: Kind, path: readonly string[], catalogue: Catalogue): string[] {
  const releases = catalogue.all();
  const versions = [
    ...new Set(releases.flatMap(({ api }) => [...api.versions].reverse().map(({ name }) => name))),
  ].reverse();
  return versions.flatMap((version) => {
    const has = releases.map(
      (release) =>
        fieldAt(schemaFor(release, `${KINDS[kind].group}/${version}`, kind) ?? {}, path) !== undefined &&
        release.api.versions.some(({ name, kinds }) => name === version && kinds[kind] !== undefined),
    );
    const texts = has.flatMap((it, first) => {
      if (!it || has[first - 1]) { return []; }
      const gap = has.indexOf(false, first);
      const last = (gap < 0 ? has.length : gap) - 1;
      return [first === last ? releases[first].id : `${releases[first].id} to ${releases[last].id}`];
    });
    return texts.length > 0 ? [`${version}: ${texts.join(', ')}${has.at(-1) ? ', the newest known' : ''}`] : [];
  });
}
