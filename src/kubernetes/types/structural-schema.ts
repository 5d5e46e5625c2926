/**
 * A structural schema: the subset of OpenAPI v3 that a CustomResourceDefinition may use.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
 */
export interface StructuralSchema {
  readonly 'type'?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly 'description'?: string;
  readonly 'properties'?: Readonly<Record<string, StructuralSchema>>;
  readonly 'additionalProperties'?: StructuralSchema;
  readonly 'items'?: StructuralSchema;
  readonly 'required'?: readonly string[];
  readonly 'default'?: JsonValue;
  readonly 'enum'?: ReadonlyArray<string | number>;
  readonly 'format'?: string;
  readonly 'pattern'?: string;
  readonly 'minimum'?: number;
  readonly 'maximum'?: number;
  readonly 'minLength'?: number;
  readonly 'maxLength'?: number;
  readonly 'minItems'?: number;
  readonly 'maxItems'?: number;
  readonly 'minProperties'?: number;
  readonly 'maxProperties'?: number;
  readonly 'anyOf'?: ReadonlyArray<{ readonly type: string }>;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  /** Whether a value without a type may be any. */
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
  readonly 'x-kubernetes-validations'?: readonly ValidationRule[];
}

/** A rule in the Common Expression Language. One that names `oldSelf` runs on updates only. */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
}

/** Any value of JSON. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** The value limits that a field and its schema share. */
export type Limits = Pick<
  StructuralSchema,
  'enum' | 'format' | 'pattern' | 'minimum' | 'maximum' | 'minLength' | 'maxLength' | 'default'
>;
