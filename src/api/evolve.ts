import { ApiChange, FieldPatch } from './changes';
import { Field, object } from './fields';
import { ApiVersion, Kind } from './kinds';
import { ApiModel, KindModel, parsePath, VersionModel } from './model';
import { KUBERNETES_MINORS } from '../kubernetes/types/core-types';

/**
 * The API after a release's changes, which apply in order.
 *
 * @throws when a change does not fit what is there, as a mistake in a record would
 */
export function evolve(model: ApiModel, changes: readonly ApiChange[]): ApiModel {
  return changes.reduce(apply, model);
}

function apply(model: ApiModel, step: ApiChange): ApiModel {
  switch (step.op) {
    case 'kubernetes':
      if (!KUBERNETES_MINORS.includes(step.minor)) {
        throw new Error(`imports/ has no Kubernetes ${step.minor}; it has ${KUBERNETES_MINORS.join(', ')}`);
      }
      return { ...model, kubernetes: step.minor };
    case 'generator': return { ...model, generator: step.version };
    case 'conversion': return { ...model, conversion: step.strategy };
    case 'introduce': return introduced(model, step.version, step.from);
    case 'drop': {
      served(model, step.version);
      return { ...model, versions: model.versions.filter(({ name }) => name !== step.version) };
    }
    case 'deprecate': return inVersions(model, step.version, (version) => ({ ...version, deprecated: true }));
    default: return inVersions(model, step.only, (version) => inVersion(version, step));
  }
}

function introduced(model: ApiModel, name: ApiVersion, from?: ApiVersion): ApiModel {
  if (model.versions.some((version) => version.name === name)) { throw new Error(`${name} is served already`); }
  const kinds = from ? served(model, from).kinds : {};
  return { ...model, versions: [{ name, deprecated: false, kinds }, ...model.versions] };
}

/** Changes the version of the name, or all that are served. */
function inVersions(
  model: ApiModel,
  only: ApiVersion | undefined,
  changed: (version: VersionModel) => VersionModel,
): ApiModel {
  if (only) {
    served(model, only);
  }
  return {
    ...model,
    versions: model.versions.map((version) => (only && only !== version.name ? version : changed(version))),
  };
}

function served(model: ApiModel, name: ApiVersion): VersionModel {
  const version = model.versions.find((each) => each.name === name);
  if (!version) { throw new Error(`${name} is not served`); }
  return version;
}

type KindStep = Extract<ApiChange, { op: 'kind' | 'present' | 'add' | 'remove' | 'change' }>;
type FieldStep = Extract<KindStep, { path: string }>;

function inVersion(version: VersionModel, step: KindStep): VersionModel {
  if (step.op === 'kind') {
    if (version.kinds[step.kind]) { throw new Error(`${version.name} has kind '${step.kind}' already`); }
    return withKind(version, step.kind, { root: object('', step.fields), presentation: {} });
  }
  if (step.op === 'present') {
    const before = kindOf(version, step.kind);
    return withKind(version, step.kind, { ...before, presentation: { ...before.presentation, ...step.presentation } });
  }
  const { kind, segments } = parsePath(step.path);
  if (segments.length === 0) { throw new Error(`'${step.path}' names no field`); }
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

/** A copy of the field tree in which the step is done at the end of the path. */
function edit(of: Field, path: readonly string[], step: FieldStep): Field {
  if (of.items) { return { ...of, items: edit(of.items, path, step) }; }
  if (!of.fields) {
    throw new Error(`cannot ${step.op} '${step.path}': a ${of.core ?? of.type} has no fields of ours`);
  }
  const [name, ...rest] = path;
  const { [name]: child, ...others } = of.fields;
  const adds = step.op === 'add' && rest.length === 0;
  if (adds === (child !== undefined)) {
    throw new Error(`cannot ${step.op} '${step.path}': ${adds ? 'it is there already' : `there is no '${name}'`}`);
  }
  if (rest.length > 0) { return { ...of, fields: { ...of.fields, [name]: edit(child, rest, step) } }; }
  if (step.op === 'remove') { return { ...of, fields: others }; }
  return { ...of, fields: { ...of.fields, [name]: step.op === 'add' ? step.field : patched(child, step.patch) } };
}

/** The field with what the patch says; a limit patched to undefined is gone. */
function patched(
  field: Field,
  { required = field.required, listType = field.listType, rules = field.rules, ...patch }: FieldPatch,
): Field {
  const limits = Object.fromEntries(
    Object.entries({ ...field.limits, ...patch }).filter(([, value]) => value !== undefined),
  );
  const { required: _, ...rest } = field;
  return {
    ...rest,
    ...(required && { required }),
    ...(listType && { listType }),
    ...(rules && { rules }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
}
