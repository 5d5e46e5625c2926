import { CLAIM_SHAPES, POD_SHAPES, ValueShape } from '../../judge/values';
import { CoreTypes } from '../../kubernetes/types/core-types';
import { StructuralSchema } from '../../kubernetes/types/structural-schema';

/** What is asked of the fields of Kubernetes' types, by type and field. */
export type PodForms = ReadonlyMap<string, ReadonlyMap<string, object>>;

/**
 * What Kubernetes' validation of pods and claims wants beyond the schema, as far as JSON Schema can say it: the shapes
 * of the tables in `judge/values`. A type that stands in several places gets what all of them ask.
 */
export function podForms(core: CoreTypes): PodForms {
  const found = new Map<string, Map<string, string | undefined>>();
  // These types are judged by other rules, or by none, in the policies of templates.
  visit('NetworkPolicyPeer', core.schema('NetworkPolicyPeer'), []);
  visit('PodSpec', core.schema('PodSpec'), POD_SHAPES.flatMap(({ fields }) => fields?.spec ?? []));
  visit('PersistentVolumeClaimSpec', core.schema('PersistentVolumeClaimSpec'), CLAIM_SHAPES);
  return new Map([...found].map(([type, fields]) => [
    type,
    new Map([...fields].flatMap(([field, text]) => (text === undefined ? [] : [[field, JSON.parse(text) as object]]))),
  ]));

  function visit(type: string, schema: StructuralSchema, shapes: readonly ValueShape[]): void {
    const fields = found.get(type) ?? new Map<string, string | undefined>();
    found.set(type, fields);
    for (const [name, of] of Object.entries(schema.properties ?? {})) {
      // No pod is made with these.
      if (name === 'ephemeralContainers') { continue; }
      const own = shapes.flatMap((shape) => shape.fields?.[name] ?? []);
      const form = formOf(of, own);
      const text = form === undefined ? undefined : JSON.stringify(form);
      fields.set(name, fields.has(name) && fields.get(name) !== text ? undefined : text);
      below(of, own);
    }
  }

  function below(schema: StructuralSchema, shapes: readonly ValueShape[]): void {
    const type = core.typeOf(schema);
    if (type !== undefined) {
      visit(type, schema, shapes);
    } else if (schema.items) {
      below(schema.items, shapes.flatMap(({ items = [] }) => items));
    }
  }
}

/** What is asked of a value itself, or of the items of a list; undefined without anything. */
function formOf({ type, items }: StructuralSchema, shapes: readonly ValueShape[]): object | undefined {
  const isRequired = shapes.some((shape) => shape.isRequired);
  const ofItems = items && formOf(items, shapes.flatMap((shape) => shape.items ?? []));
  const forms = [
    ...shapes.flatMap((shape) => formsOf(shape, isRequired)),
    ...(ofItems ? [{ items: ofItems }] : []),
    ...(isRequired && type === 'string' ? [{ minLength: 1 }] : []),
    ...(isRequired && type === 'array' ? [{ minItems: 1 }] : []),
  ];
  if (forms.length === 0) { return undefined; }
  const keys = forms.flatMap((form) => Object.keys(form));
  return new Set(keys).size === keys.length ? Object.assign({}, ...forms) as object : { allOf: forms };
}

function formsOf(
  { values, pattern, remedy, longest, mayBeEmpty, minimum, maximum }: ValueShape,
  isRequired: boolean,
): object[] {
  const least = isRequired && minimum === 0 ? 1 : minimum;
  const number = { ...finite('minimum', least), ...finite('maximum', maximum) };
  const text = {
    ...(values && { enum: values }),
    ...(pattern && {
      pattern: mayBeEmpty && !isRequired ? `^$|${pattern.source}` : pattern.source,
      patternErrorMessage: remedy,
    }),
    ...finite('maxLength', longest),
  };
  return [
    ...(Object.keys(number).length > 0 ? [number] : []),
    // Not as one of the values: editors would offer it.
    ...(Object.keys(text).length > 0 ? [values && mayBeEmpty ? { anyOf: [text, { maxLength: 0 }] } : text] : []),
  ];
}

function finite(name: string, value: number | undefined): object {
  return value !== undefined && Number.isFinite(value) ? { [name]: value } : {};
}
