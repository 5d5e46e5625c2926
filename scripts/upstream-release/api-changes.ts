/** What changed in the CRDs from one release to the next, as the steps of a record. */
import { fieldOf, limitsOf } from './fields';
import { Crd, CrdVersion } from './observed';
import * as step from '../../src/api/changes';
import { evolve } from '../../src/api/evolve';
import { Field, schemaOf } from '../../src/api/fields';
import { ApiVersion, Kind } from '../../src/api/kinds';
import { ApiModel } from '../../src/api/model';
import { canonicalJson } from '../../src/kubernetes/types/canonical-json';
import { CoreTypes, KUBERNETES_MINORS } from '../../src/kubernetes/types/core-types';
import { StructuralSchema } from '../../src/kubernetes/types/structural-schema';

const GENERATOR = 'controller-gen.kubebuilder.io/version';

/**
 * The changes, for the Kubernetes minor that needs the fewest.
 *
 * @throws when no minor of `imports/` has the pods that the CRDs embed
 */
export function apiChanges(before: ApiModel, crds: ReadonlyMap<string, Crd>): step.ApiChange[] {
  const minors = [before.kubernetes, ...KUBERNETES_MINORS.filter((minor) => minor !== before.kubernetes)];
  const tried = minors.map((minor) => {
    try { return changesFor(minor, before, crds); } catch (error) { return error as Error; }
  });
  const fitting = tried.filter((each): each is step.ApiChange[] => !(each instanceof Error));
  if (fitting.length === 0) {
    throw new Error(
      `the pods of these CRDs are those of no Kubernetes minor of imports/ (${minors.join(', ')}); ` +
        `add the minor first (CLIENTS or DELTAS in scripts/imports). With ${minors[0]}: ${(tried[0] as Error).message}`,
    );
  }
  return fitting.reduce((best, each) => (JSON.stringify(each).length < JSON.stringify(best).length ? each : best));
}

function changesFor(minor: string, before: ApiModel, crds: ReadonlyMap<string, Crd>): step.ApiChange[] {
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
  const perVersion = versions.map((name) => changesOf(name, model, crds));
  const everywhere = perVersion[0].filter((change) => perVersion.every((list) => has(list, change)));
  return [
    ...outline,
    ...everywhere,
    ...versions.flatMap((name, index) =>
      step.only(name, ...perVersion[index].filter((change) => !has(everywhere, change)))),
  ];
}

function has(changes: readonly step.ApiChange[], wanted: step.ApiChange): boolean {
  return changes.some((change) => canonicalJson(change) === canonicalJson(wanted));
}

/** The changes of one API version. */
function changesOf(name: ApiVersion, model: ApiModel, crds: ReadonlyMap<string, Crd>): step.ApiChange[] {
  const { kinds } = model.versions.find((version) => version.name === name)!;
  return [...crds].flatMap(([kind, { spec }]) => {
    const version = spec.versions.find((each) => each.name === name);
    if (!version) { throw new Error(`the CRD of ${kind} does not serve ${name}, which others serve`); }
    const known = kinds[kind as Kind];
    if (!known) { throw new Error(`${kind} is a kind that the library does not know: add it to src/api/kinds.ts`); }
    return [
      ...new FieldDiff(model.kubernetes).ofRoot(kind, known.root, version.schema.openAPIV3Schema),
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

  constructor(private readonly minor: string) {}

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
        this.changes.push(step.add(`${path}.${name}`, fieldOf(schema, this.minor, isRequired)));
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
      this.changes.push(step.remove(path), step.add(path, fieldOf(schema, this.minor, isRequired)));
      return;
    }
    if (Object.keys(patch).length > 0) { this.changes.push(step.change(path, patch)); }
    if (!isSame && inner) { this.children(path + inner.suffix, ...inner.parts); }
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
