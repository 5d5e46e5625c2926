import { gateSentences, GateSentences } from './editor/gate-sentences';
import { podForms, PodForms } from './editor/pod-forms';
import { fieldSentence } from './editor/sentences';
import { snippets } from './editor/snippets';
import { kindSchema } from '../api/crd';
import { ApiVersion, Kind, KIND_NAMES, KINDS } from '../api/kinds';
import { OBJECT_META } from '../judge/schema/metadata';
import { coreReference, CoreTypes } from '../kubernetes/types/core-types';
import { StructuralSchema } from '../kubernetes/types/structural-schema';
import { Release } from '../release/release';

/** A JSON Schema of draft 7. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const DRAFT = 'http://json-schema.org/draft-07/schema#';
/** A file may hold empty documents. */
const MAYBE_EMPTY = { type: ['object', 'null'] };
/** Apart from the fields themselves: beside them, editors would offer both together as a second `apiVersion`. */
const TYPED = { required: ['apiVersion', 'kind'] };
const API_VERSION = 'API group and version of the object.';
const KIND = 'Kind of the object.';
const INT32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };

/** A kind in one API version. */
interface Served {
  readonly kind: Kind;
  readonly version: ApiVersion;
  readonly apiVersion: string;
  /** Name of its definition. */
  readonly name: string;
}

/** The JSON Schemas of a release by file name: one of each kind, in all API versions, and one of all kinds. */
export function jsonSchemas(release: Release): ReadonlyMap<string, JsonSchema> {
  const served = KIND_NAMES.flatMap((kind) =>
    release.api.versions
      .filter(({ kinds }) => kinds[kind])
      .map(({ name: version }): Served => ({
        kind,
        version,
        apiVersion: `${KINDS[kind].group}/${version}`,
        name: `${kind}.${version}`,
      })),
  );
  const kinds = KIND_NAMES.filter((kind) => served.some((each) => each.kind === kind));
  return new Map([
    ...kinds.map(
      (kind) =>
        [
          `${kind.toLowerCase()}.json`,
          ofKind(
            kind,
            served.filter((each) => each.kind === kind),
            release,
          ),
        ] as const,
    ),
    ['all.json', ofAll(served, release)],
  ]);
}

function ofKind(kind: Kind, served: readonly Served[], release: Release): JsonSchema {
  return {
    $schema: DRAFT,
    // Editors offer a title, and a type of the root, as a key.
    description: `${kind} of Agent Sandbox ${release.id}.`,
    properties: {
      apiVersion: { type: 'string', enum: served.map(({ apiVersion }) => apiVersion), description: API_VERSION },
      kind: { type: 'string', enum: [kind], description: KIND },
    },
    allOf: [MAYBE_EMPTY, TYPED, offered(snippetsOf(served[0], release)), ...served.map(byType)],
    definitions: definitions(served, release),
  };
}

/**
 * The schema of all kinds. Objects of other kinds pass, as a file may hold them too; in the groups of Agent Sandbox,
 * only kinds that the release serves pass.
 *
 * Conditions, not a `oneOf`: with them editors report the errors of the kind that is written.
 */
function ofAll(served: readonly Served[], release: Release): JsonSchema {
  const groups = [...new Set(served.map(({ kind }) => KINDS[kind].group))];
  const suggested = (values: readonly string[]) => ({ anyOf: [{ enum: [...new Set(values)] }, { type: 'string' }] });
  return {
    $schema: DRAFT,
    description: `Kinds of Agent Sandbox ${release.id}.`,
    properties: {
      apiVersion: { ...suggested(served.map(({ apiVersion }) => apiVersion)), description: API_VERSION },
      kind: { ...suggested(served.map(({ kind }) => kind)), description: KIND },
    },
    allOf: [
      MAYBE_EMPTY,
      TYPED,
      offered(KIND_NAMES.flatMap((kind) => {
        // The newest version: not all that older ones may say still works.
        const newest = served.find((each) => each.kind === kind);
        return newest ? snippetsOf(newest, release) : [];
      })),
      ...groups.map((group) => {
        const ours = served.filter(({ kind }) => KINDS[kind].group === group);
        return {
          if: {
            type: 'object',
            properties: { apiVersion: { type: 'string', pattern: `^${group.replace(/\./g, '\\.')}/` } },
            required: ['apiVersion'],
          },
          then: {
            properties: {
              apiVersion: { enum: [...new Set(ours.map(({ apiVersion }) => apiVersion))] },
              kind: { enum: [...new Set(ours.map(({ kind }) => kind))] },
            },
          },
        };
      }),
      ...served.map(byType),
    ],
    definitions: definitions(served, release),
  };
}

/** Whole objects, offered where no object has begun. */
function offered(defaultSnippets: object[]): JsonSchema {
  const begun = { type: 'object', anyOf: [{ required: ['apiVersion'] }, { required: ['kind'] }] };
  return { if: begun, else: { defaultSnippets } };
}

/** The snippets of a kind in an API version. */
function snippetsOf(served: Served, { api }: Release): object[] {
  const model = api.versions.find(({ name }) => name === served.version)!.kinds[served.kind]!;
  const fields = kindSchema(model, api.kubernetes).properties?.spec?.properties ?? {};
  return snippets(served, (name) => Object.hasOwn(fields, name));
}

function byType({ apiVersion, kind, name }: Served): JsonSchema {
  return {
    if: {
      type: 'object',
      properties: { apiVersion: { const: apiVersion }, kind: { const: kind } },
      required: ['apiVersion', 'kind'],
    },
    then: { $ref: `#/definitions/${name}` },
  };
}

/** Definitions of the kinds and of the Kubernetes types that they use. */
function definitions(served: readonly Served[], { api }: Release): JsonSchema {
  const core = CoreTypes.of(api.kubernetes);
  const context: TypeContext = { kubernetes: api.kubernetes, forms: podForms(core), gates: gateSentences(core) };
  const types = new Map<string, JsonSchema>();
  const translator: Translator = {
    refer: (schema) => {
      const type = core.typeOf(schema);
      if (type !== undefined && !types.has(type)) {
        types.set(type, {});
        const translated = translate(core.schema(type), { ...translator, isDefinition: true });
        types.set(type, explained(type, context, translated));
      }
      return type;
    },
  };
  const metadata = nullable(translate(OBJECT_META, translator), 'creationTimestamp');
  const objectMeta = explained('ObjectMeta', context, metadata);
  const kinds = served.map(({ kind, version, apiVersion, name }) => {
    const model = api.versions.find((each) => each.name === version)!.kinds[kind]!;
    const { properties, ...schema } = kindSchema(model, api.kubernetes, { descriptions: true });
    const own = translate(
      { ...schema, properties, required: [...new Set(['apiVersion', 'kind', 'metadata', ...(schema.required ?? [])])] },
      translator,
    );
    return [
      name,
      {
        ...own,
        properties: {
          ...(own.properties as object),
          apiVersion: { type: 'string', const: apiVersion, description: API_VERSION },
          kind: { type: 'string', const: kind, description: KIND },
          metadata: {
            description: 'Name, namespace, labels and annotations.',
            type: 'object',
            allOf: [{ $ref: '#/definitions/ObjectMeta' }],
          },
        },
      },
    ] as const;
  });
  return Object.fromEntries([...kinds, ['ObjectMeta', objectMeta], ...[...types].sort(([a], [b]) => (a < b ? -1 : 1))]);
}

/** What is known of Kubernetes' types besides their schemas. */
interface TypeContext {
  readonly kubernetes: string;
  readonly forms: PodForms;
  readonly gates: GateSentences;
}

/**
 * The fields of a type of Kubernetes with a sentence each, and with the values that its validation takes. The type
 * itself has none: editors would show it in place of the sentence of the field.
 */
function explained(
  type: string,
  { kubernetes, forms, gates }: TypeContext,
  schema: JsonSchema,
): JsonSchema {
  if (!schema.properties) { return schema; }
  const fields = Object.entries(schema.properties as Readonly<Record<string, JsonSchema>>).map(([name, field]) => {
    const { $ref, description: about, ...rest } = field;
    const reference = typeof $ref === 'string' ? coreReference($ref.split('/').at(-1)!, kubernetes) : undefined;
    const plain = {
      ...defined({
        description: [fieldSentence(type, name), gates.get(type)?.get(name), about, reference]
          .filter(Boolean).join(' ') || undefined,
      }),
      ...($ref === undefined ? rest : { type: 'object', allOf: [{ $ref }] }),
    };
    return [name, both(plain, forms.get(type)?.get(name))] as const;
  });
  return { ...schema, properties: Object.fromEntries(fields) };
}

/** A schema and what is asked besides. */
function both(schema: JsonSchema, form: object = {}): JsonSchema {
  const isApart = Object.keys(form).every((key) => !Object.hasOwn(schema, key));
  if (isApart) { return { ...schema, ...form }; }
  return { ...schema, allOf: [...(schema.allOf as object[] | undefined) ?? [], form] };
}

/** Tools print an unset time as null, which the API server drops. */
function nullable(schema: JsonSchema, field: string): JsonSchema {
  const properties = schema.properties as Readonly<Record<string, JsonSchema>>;
  return { ...schema, properties: { ...properties, [field]: { anyOf: [properties[field], { type: 'null' }] } } };
}

interface Translator {
  /** Name of the definition of a schema, if it has one. */
  readonly refer: (schema: StructuralSchema) => string | undefined;
  /** Whether the schema is the definition itself. */
  readonly isDefinition?: boolean;
}

/** A structural schema as JSON Schema. */
function translate(schema: StructuralSchema, { refer, isDefinition }: Translator): JsonSchema {
  const { type, description, properties, additionalProperties, items, required, format, pattern } = schema;
  const { minLength, maxLength, minimum, maximum, default: byDefault, enum: values, anyOf } = schema;
  const about = {
    ...defined({ description: [description, ...rules(schema)].filter(Boolean).join(' ') || undefined }),
    ...(byDefault !== undefined && { default: byDefault }),
  };
  const name = isDefinition ? undefined : refer(schema);
  if (name !== undefined) {
    const reference = { $ref: `#/definitions/${name}` };
    // Readers of draft 7 ignore members beside a $ref. Without a type, editors write the key and no colon.
    return Object.keys(about).length > 0 ? { ...about, type, allOf: [reference] } : reference;
  }
  const inner = (of: StructuralSchema) => translate(of, { refer });
  return {
    ...about,
    ...defined({ type: anyOf ? undefined : type, anyOf, enum: values, pattern, minLength, maxLength }),
    ...(format === 'int32' && INT32),
    ...defined({ minimum, maximum, format: format === 'date-time' ? format : undefined }),
    ...(items && { items: inner(items) }),
    ...(schema['x-kubernetes-list-type'] === 'set' && { uniqueItems: true }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, of]) => [key, inner(of)])),
    }),
    ...defined({ required: requiredFields(required, properties) }),
    // The API server refuses or drops fields that a schema does not name.
    ...(type === 'object' && { additionalProperties: additionalProperties ? inner(additionalProperties) : false }),
  };
}

/** Required fields without a default: the API server sets defaults before it checks what is required. */
function requiredFields(
  required: readonly string[] = [],
  properties: StructuralSchema['properties'] = {},
): string[] | undefined {
  const names = required.filter((name) => properties[name]?.default === undefined);
  return names.length > 0 ? names : undefined;
}

/** Rules that JSON Schema cannot express, as sentences. */
function rules(schema: StructuralSchema): string[] {
  const keys = schema['x-kubernetes-list-map-keys'];
  return [
    ...(keys ? [`No two items have the same ${keys.join(' and ')}.`] : []),
    ...(schema['x-kubernetes-validations'] ?? []).map(
      ({ rule, message }) => `The API server checks: ${message ?? rule}.`,
    ),
  ];
}

function defined(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
