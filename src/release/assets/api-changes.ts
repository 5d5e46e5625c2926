/** What changed in the CRDs from one release to the next, as the steps of a record. */
import { fieldOf, limitsOf, withoutDescriptions } from './fields';
import { Crd, CrdVersion } from './observed';
import * as step from '../../api/changes';
import { evolve } from '../../api/evolve';
import { Field, schemaOf } from '../../api/fields';
import { ApiVersion, Kind } from '../../api/kinds';
import { ApiModel } from '../../api/model';
import { canonicalJson } from '../../kubernetes/types/canonical-json';
import { CoreTypes, KUBERNETES_MINORS } from '../../kubernetes/types/core-types';
import { StructuralSchema } from '../../kubernetes/types/structural-schema';

const GENERATOR = 'controller-gen.kubebuilder.io/version';

/** Changes of the API, and the fields that they leave out. */
export interface ApiReading {
  readonly changes: step.ApiChange[];
  readonly unknownFields: readonly string[];
}

/**
 * The changes, for the Kubernetes minor whose pods the CRDs embed. When no minor of `imports/` has them, the nearest
 * one stands for it, and the fields that it lacks are named.
 */
export function apiChanges(before: ApiModel, crds: ReadonlyMap<string, Crd>): ApiReading {
  const minors = [before.kubernetes, ...KUBERNETES_MINORS.filter((minor) => minor !== before.kubernetes)];
  let best: ApiReading | undefined;
  for (const minor of minors) {
    const reading = changesFor(minor, before, crds);
    if (reading.unknownFields.length === 0) { return reading; }
    // Of two that lack as many, the newer one is more likely to have what comes next.
    if (!best || reading.unknownFields.length <= best.unknownFields.length) { best = reading; }
  }
  return best!;
}

function changesFor(minor: string, before: ApiModel, crds: ReadonlyMap<string, Crd>): ApiReading {
  const unknownFields: string[] = [];
  const [first] = crds.values();
  const generator = first.metadata.annotations?.[GENERATOR] ?? before.generator;
  const conversion = first.spec.conversion?.strategy ?? 'None';
  const versions = first.spec.versions.map(({ name }) => name as ApiVersion);
  const was = before.versions.map(({ name }) => name);
  const outline = [
    ...(minor === before.kubernetes ? [] : [step.kubernetes(minor)]),
    ...(generator === before.generator ? [] : [step.generator(generator)]),
    ...versions.filter((name) => !was.includes(name)).map((name) => step.introduce(name, was[0])),
    ...was.filter((name) => !versions.includes(name)).map((name) => step.drop(name)),
    ...first.spec.versions
      .filter(({ name, deprecated }) => deprecated && !before.versions.find((each) => each.name === name)?.deprecated)
      .map(({ name }) => step.deprecate(name as ApiVersion)),
    ...(conversion === before.conversion ? [] : [step.conversion(conversion)]),
  ];
  const model = evolve(before, outline);
  const perVersion = versions.map((name) => changesOf(name, model, crds, unknownFields));
  const everywhere = perVersion[0].filter((change) => perVersion.every((list) => has(list, change)));
  const changes = [
    ...outline,
    ...everywhere,
    ...versions.flatMap((name, index) =>
      step.only(name, ...perVersion[index].filter((change) => !has(everywhere, change)))),
  ];
  return { changes, unknownFields: [...new Set(unknownFields)] };
}

function has(changes: readonly step.ApiChange[], wanted: step.ApiChange): boolean {
  return changes.some((change) => canonicalJson(change) === canonicalJson(wanted));
}

/** The changes of one API version. */
function changesOf(
  name: ApiVersion,
  model: ApiModel,
  crds: ReadonlyMap<string, Crd>,
  unknownFields: string[],
): step.ApiChange[] {
  const { kinds } = model.versions.find((version) => version.name === name)!;
  return [...crds].flatMap(([kind, { spec }]) => {
    const version = spec.versions.find((each) => each.name === name);
    if (!version) { throw new Error(`the CRD of ${kind} does not serve ${name}, which others serve`); }
    const known = kinds[kind as Kind];
    if (!known) {
      unknownFields.push(kind);
      return [];
    }
    return [
      ...new FieldDiff(model.kubernetes, unknownFields)
        .ofRoot(kind, known.root, withoutDescriptions(version.schema.openAPIV3Schema)),
      ...presentation(kind as Kind, known.presentation, version),
    ];
  });
}

/** Columns and subresources, as far as they differ. */
function presentation(kind: Kind, before: step.Presentation, version: CrdVersion): step.ApiChange[] {
  const { status, scale } = version.subresources ?? {};
  const now: step.Presentation = {
    columns: version.additionalPrinterColumns?.map(({ name, type, jsonPath, priority }) => (
      { name, type, jsonPath, ...(priority && { priority }) })),
    status: status !== undefined,
    scale,
  };
  const was: step.Presentation = { ...before, status: before.status ?? false };
  const keys = (Object.keys(now) as Array<keyof step.Presentation>)
    .filter((key) => canonicalJson(now[key] ?? null) !== canonicalJson(was[key] ?? null));
  return keys.length === 0 ? [] : [step.present(kind, Object.fromEntries(keys.map((key) => [key, now[key]])))];
}

/** Compares fields with schemas, at one Kubernetes minor. */
class FieldDiff {
  private readonly changes: step.ApiChange[] = [];

  constructor(private readonly minor: string, private readonly unknownFields: string[]) {}

  ofRoot(kind: string, { fields }: Field, { properties = {}, required }: StructuralSchema): step.ApiChange[] {
    const { apiVersion: _, kind: __, metadata: ___, ...own } = properties;
    this.children(kind, fields!, own, required);
    return this.changes;
  }

  private children(
    path: string,
    fields: Readonly<Record<string, Field>>,
    properties: Readonly<Record<string, StructuralSchema>>,
    required: readonly string[] = [],
  ): void {
    for (const name of Object.keys(fields)) {
      if (!(name in properties)) { this.changes.push(step.remove(`${path}.${name}`)); }
    }
    for (const [name, schema] of Object.entries(properties)) {
      const isRequired = required.includes(name);
      if (!(name in fields)) {
        this.add(`${path}.${name}`, schema, isRequired);
      } else {
        this.child(`${path}.${name}`, fields[name], schema, isRequired);
      }
    }
  }

  private child(path: string, field: Field, schema: StructuralSchema, isRequired: boolean): void {
    const patch = {
      ...((field.required ?? false) !== isRequired && { required: isRequired }),
      ...patchOf(field, schema),
    };
    const inner = contents(field, schema);
    const isSame = canonicalJson(this.schema(field)) === canonicalJson(schema);
    if (!isSame && !inner && !isScalar(field, schema)) {
      if (field.type === 'core') {
        this.unknownFields.push(...newFields(path, this.schema(field), schema));
      } else {
        this.add(path, schema, isRequired, step.remove(path));
      }
      return;
    }
    if (Object.keys(patch).length > 0) { this.changes.push(step.change(path, patch)); }
    if (!isSame && inner) { this.children(path + inner.suffix, ...inner.parts); }
  }

  /** Adds a field, if there is a way to express it. */
  private add(path: string, schema: StructuralSchema, isRequired: boolean, ...first: step.ApiChange[]): void {
    const field = fieldOf(schema, this.minor, isRequired);
    if (field) { this.changes.push(...first, step.add(path, field)); } else { this.unknownFields.push(path); }
  }

  private schema(field: Field): StructuralSchema {
    return schemaOf(field, { core: (type) => CoreTypes.of(this.minor).schema(type) });
  }
}

function isScalar(field: Field, schema: StructuralSchema): boolean {
  return field.type === schema.type && !['object', 'array'].includes(field.type);
}

/** The fields inside both, where both are objects or lists of objects; what else they say must be equal. */
function contents(field: Field, schema: StructuralSchema): {
  suffix: string;
  parts: [Readonly<Record<string, Field>>, Readonly<Record<string, StructuralSchema>>, readonly string[] | undefined];
} | undefined {
  if (field.type === 'array' && schema.type === 'array' && field.items?.type === 'object') {
    const inner = contents(field.items, schema.items!);
    const isSameList = field.listType === schema['x-kubernetes-list-type'];
    return inner && isSameList && inner.suffix === '' ? { ...inner, suffix: '[]' } : undefined;
  }
  if (field.type !== 'object' || schema.type !== 'object' || schema.additionalProperties) { return undefined; }
  return { suffix: '', parts: [field.fields ?? {}, schema.properties ?? {}, schema.required] };
}

/** Limits and rules that differ; one that is gone is undefined. */
function patchOf(field: Field, schema: StructuralSchema): step.FieldPatch {
  const now = { ...limitsOf(schema), rules: schema['x-kubernetes-validations'] } as Record<string, unknown>;
  const was = { ...field.limits, rules: field.rules } as Record<string, unknown>;
  if (field.type === 'core') { return {}; }
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])]
    .filter((key) => canonicalJson(now[key] ?? null) !== canonicalJson(was[key] ?? null));
  return Object.fromEntries(keys.map((key) => [key, now[key]]));
}

/** The paths of fields that only the second schema has; the path itself when they differ in something else. */
function newFields(path: string, known: StructuralSchema, now: StructuralSchema): string[] {
  const inner = (a?: StructuralSchema, b?: StructuralSchema): string[] => {
    if (!a || !b || canonicalJson(a) === canonicalJson(b)) { return []; }
    return newFields(path, a, b);
  };
  const fields = Object.entries(now.properties ?? {}).flatMap(([name, each]) => {
    const was = known.properties?.[name];
    if (!was) { return [`${path}.${name}`]; }
    return canonicalJson(was) === canonicalJson(each) ? [] : newFields(`${path}.${name}`, was, each);
  });
  const all = [
    ...fields,
    ...inner(known.items, now.items),
    ...inner(known.additionalProperties, now.additionalProperties),
  ];
  return all.length > 0 ? all : [path];
}
