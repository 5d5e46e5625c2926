import { ApiChange, FieldPatch, Presentation } from './changes';
import { CoreTypes } from './core-types';
import { Field, FieldOptions, object } from './fields';
import { ApiVersion, Kind, KIND_NAMES } from './kinds';
import { StructuralSchema } from './structural-schema';

/** A kind in one API version: its fields and how it presents itself. */
export interface KindModel {
  /** An object with the fields `spec` and, mostly, `status`. */
  readonly root: Field;
  readonly presentation: Presentation;
}

/** One API version of all kinds. */
export interface VersionModel {
  readonly name: ApiVersion;
  readonly deprecated: boolean;
  readonly kinds: Readonly<Partial<Record<Kind, KindModel>>>;
}

/** The Agent Sandbox API as one release serves it. */
export interface ApiModel {
  /** The Kubernetes minor whose core types are embedded. */
  readonly kubernetes: string;
  readonly generator: string;
  readonly conversion: 'None' | 'Webhook';
  /** The served versions; the first is the stored one. */
  readonly versions: readonly VersionModel[];
}

/** Before the first release. */
export const NO_API: ApiModel = { kubernetes: '', generator: '', conversion: 'None', versions: [] };

/** The API after a release's changes, which apply in order. */
export function evolve(model: ApiModel, changes: readonly ApiChange[]): ApiModel {
  return changes.reduce(apply, model);
}

function apply(model: ApiModel, step: ApiChange): ApiModel {
  switch (step.op) {
    case 'kubernetes': return { ...model, kubernetes: step.minor };
    case 'generator': return { ...model, generator: step.version };
    case 'conversion': return { ...model, conversion: step.strategy };
    case 'introduce': {
      const from = model.versions.find((version) => version.name === step.from);
      return { ...model, versions: [{ name: step.version, deprecated: false, kinds: from?.kinds ?? {} }, ...model.versions] };
    }
    case 'drop': return { ...model, versions: model.versions.filter((version) => version.name !== step.version) };
    case 'deprecate': return {
      ...model,
      versions: model.versions.map((version) => (version.name === step.version ? { ...version, deprecated: true } : version)),
    };
    default: return {
      ...model,
      versions: model.versions.map((version) => (step.only && step.only !== version.name ? version : inVersion(version, step))),
    };
  }
}

type KindStep = Extract<ApiChange, { op: 'kind' | 'present' | 'add' | 'remove' | 'change' }>;

function inVersion(version: VersionModel, step: KindStep): VersionModel {
  if (step.op === 'kind') { return withKind(version, step.kind, { root: object('', step.fields), presentation: {} }); }
  if (step.op === 'present') {
    const before = kindOf(version, step.kind);
    return withKind(version, step.kind, { ...before, presentation: { ...before.presentation, ...step.presentation } });
  }
  const { kind, segments } = parsePath(step.path);
  const before = kindOf(version, kind);
  return withKind(version, kind, { ...before, root: edit(before.root, segments, step) });
}

function kindOf(version: VersionModel, kind: Kind): KindModel {
  const model = version.kinds[kind];
  if (!model) { throw new Error(`${version.name} has no kind '${kind}'`); }
  return model;
}

function withKind(version: VersionModel, kind: Kind, model: KindModel): VersionModel {
  return { ...version, kinds: { ...version.kinds, [kind]: model } };
}

/** The kind and the field names of a path; items of lists and maps need no segment of their own. */
export function parsePath(path: string): { kind: Kind; segments: string[] } {
  const [kind, ...segments] = path.replace(/\[\]/g, '').split('.');
  if (!KIND_NAMES.includes(kind as Kind)) {
    throw new Error(`'${path}' starts with no kind of Agent Sandbox; kinds: ${KIND_NAMES.join(', ')}`);
  }
  return { kind: kind as Kind, segments };
}

/** A copy of the field tree in which the step is done at the end of the path. */
function edit(of: Field, [name, ...rest]: readonly string[], step: Extract<KindStep, { path: string }>): Field {
  if (of.items) { return { ...of, items: edit(of.items, [name, ...rest], step) }; }
  const { [name]: child, ...others } = of.fields ?? {};
  const adds = step.op === 'add' && rest.length === 0;
  if (adds === (child !== undefined)) { throw new Error(`cannot ${step.op} '${step.path}': ${adds ? 'it is there already' : `there is no '${name}'`}`); }
  if (rest.length > 0) { return { ...of, fields: { ...of.fields, [name]: edit(child, rest, step) } }; }
  if (step.op === 'remove') { return { ...of, fields: others }; }
  return { ...of, fields: { ...of.fields, [name]: step.op === 'add' ? step.field : patched(child, step.patch) } };
}

function patched(field: Field, { required, listType, rules, ...limits }: FieldPatch & FieldOptions): Field {
  return {
    ...field,
    ...(required !== undefined && { required }),
    ...(listType && { listType }),
    ...(rules && { rules }),
    ...(Object.keys(limits).length > 0 && { limits: { ...field.limits, ...limits } }),
  };
}

/** Whether a served version of the API has the field, in its own part or inside an embedded core type. */
export function hasField(model: ApiModel, path: string, version?: ApiVersion): boolean {
  const { kind, segments } = parsePath(path);
  return model.versions.some(({ name, kinds }) => {
    const root = kinds[kind]?.root;
    return (!version || version === name) && root !== undefined && found(root, segments, model.kubernetes);
  });
}

function found(of: Field, segments: readonly string[], kubernetes: string): boolean {
  if (segments.length === 0) { return true; }
  if (of.items) { return found(of.items, segments, kubernetes); }
  if (of.core) { return inSchema(CoreTypes.of(kubernetes).schema(of.core), segments); }
  const [name, ...rest] = segments;
  const next = of.fields?.[name];
  return next !== undefined && found(next, rest, kubernetes);
}

function inSchema(schema: StructuralSchema, segments: readonly string[]): boolean {
  if (segments.length === 0) { return true; }
  if (schema.items) { return inSchema(schema.items, segments); }
  const [name, ...rest] = segments;
  const next = schema.properties?.[name];
  return next !== undefined && inSchema(next, rest);
}
