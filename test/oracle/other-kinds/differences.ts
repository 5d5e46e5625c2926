/** Where the API server and the validators of `@kubernetes-models/*` differ, and why. We are with the API server. */
import { NOT_ASKED_FOR } from '../../../src/kubernetes/types/other-kinds';
import { StructuralSchema } from '../../../src/kubernetes/types/structural-schema';

/** A place at which one of both complains. */
export interface Difference {
  readonly object: unknown;
  readonly schema: StructuralSchema;
  readonly path: readonly string[];
  readonly isOurs: boolean;
}

interface Placed {
  readonly value: any;
  readonly schema: StructuralSchema | undefined;
  readonly name: string;
  readonly path: readonly string[];
  readonly isOurs: boolean;
}

/** Each by what the API server does. */
export const EXPLANATIONS: Readonly<Record<string, (placed: Placed) => boolean>> = {
  // The Go types say required; the CustomResourceDefinition has a default, or does not ask.
  'fields that need not be given': ({ name, value, isOurs }) =>
    !isOurs && value === undefined && NOT_REQUIRED.has(name),
  // The packages take a field of this name for the description of a schema.
  'descriptions are texts': ({ name, value, isOurs }) =>
    isOurs && name === 'description' && typeof value !== 'string',
  'bytes are not empty': ({ schema, value, isOurs }) => isOurs && schema?.format === 'byte' && value === '',
  'a list passes for a text with a format': ({ schema, value, isOurs }) =>
    !isOurs && schema?.type === 'string' && schema.format !== undefined && Array.isArray(value),
  // RFC 3339 in three implementations: Go's strfmt, which we follow, knows no leap second.
  'times as strfmt reads them': ({ schema, value }) => schema?.format === 'date-time' && typeof value === 'string',
  // Quantities of Go, in a CustomResourceDefinition: an integer, or a text by a pattern.
  'amounts are integers or texts': ({ schema, value, isOurs }) =>
    isOurs && isQuantity(schema) && typeof value === 'number' && !Number.isInteger(value),
  'amounts have the suffixes of Kubernetes': ({ schema, value, isOurs }) =>
    isOurs && isQuantity(schema) && typeof value === 'string' && /[YZhdcuypfaz]$/.test(value),
  // The package is older than the field of Flux's Kustomization.
  'fields that came since': ({ path: [spec, field], isOurs }) => isOurs && spec === 'spec' && field === 'ignore',
  'unknown fields do not count': ({ schema, value, isOurs }) =>
    isOurs && schema?.minProperties !== undefined && Object.keys(value).length >= schema.minProperties,
};

const NOT_REQUIRED = new Set([...NOT_ASKED_FOR].map((field) => field.split('.')[1]));

function isQuantity(schema: StructuralSchema | undefined): boolean {
  return schema?.['x-kubernetes-int-or-string'] === true && schema.pattern !== undefined;
}

/** The name of what explains a difference. */
export function explanation({ object, schema, path, isOurs }: Difference): string | undefined {
  let value: any = object;
  let at: StructuralSchema | undefined = schema;
  for (const name of path) {
    value = value?.[name];
    at = at?.items ?? at?.properties?.[name] ?? at?.additionalProperties;
  }
  const placed = { value, schema: at, name: path.at(-1)!, path, isOurs };
  return Object.keys(EXPLANATIONS).find((name) => EXPLANATIONS[name](placed));
}
