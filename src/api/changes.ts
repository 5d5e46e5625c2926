import { Field } from './fields';
import { ApiVersion, Kind } from './kinds';
import { Limits, ValidationRule } from '../kubernetes/types/structural-schema';

/** A column of `kubectl get`. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date';
  readonly jsonPath: string;
  readonly priority?: number;
}

/** JSON paths of the numbers of the scale subresource. */
export interface Scale {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

/** Members of a kind besides its fields. */
export interface Presentation {
  readonly columns?: readonly PrinterColumn[];
  readonly status?: boolean;
  readonly scale?: Scale;
}

/** Members of a field that a change may replace. A limit given as undefined is removed. */
export interface FieldPatch extends Limits {
  readonly required?: boolean;
  readonly listType?: 'atomic';
  readonly rules?: readonly ValidationRule[];
}

/**
 * One step in the history of the API, as data.
 *
 * A path is a kind and the field's way down from the root, such as `Sandbox.spec.volumeClaimTemplates[].metadata`.
 * A step applies to every API version that is served, or to the one in `only`.
 */
export type ApiChange = { readonly only?: ApiVersion } & (
  | { readonly op: 'kind'; readonly kind: Kind; readonly fields: Readonly<Record<string, Field>> }
  | { readonly op: 'add'; readonly path: string; readonly field: Field }
  | { readonly op: 'remove'; readonly path: string }
  | { readonly op: 'change'; readonly path: string; readonly patch: FieldPatch }
  | { readonly op: 'present'; readonly kind: Kind; readonly presentation: Presentation }
  | { readonly op: 'introduce'; readonly version: ApiVersion; readonly from?: ApiVersion }
  | { readonly op: 'deprecate'; readonly version: ApiVersion }
  | { readonly op: 'drop'; readonly version: ApiVersion }
  | { readonly op: 'conversion'; readonly strategy: 'None' | 'Webhook' }
  | { readonly op: 'kubernetes'; readonly minor: string }
  | { readonly op: 'generator'; readonly version: string }
);

/** Starts a kind with its first fields. */
export function kind(name: Kind, fields: Readonly<Record<string, Field>>): ApiChange {
  return { op: 'kind', kind: name, fields };
}

/** Adds a field where there was none. */
export function add(path: string, field: Field): ApiChange {
  return { op: 'add', path, field };
}

/** Takes a field away. */
export function remove(path: string): ApiChange {
  return { op: 'remove', path };
}

/** Changes what a field says of itself. */
export function change(path: string, patch: FieldPatch): ApiChange {
  return { op: 'change', path, patch };
}

/** Sets columns or subresources; what is not named stays. */
export function present(name: Kind, presentation: Presentation): ApiChange {
  return { op: 'present', kind: name, presentation };
}

/** Serves a new API version, which starts as a copy of `from` and becomes the stored one. */
export function introduce(version: ApiVersion, from?: ApiVersion): ApiChange {
  return { op: 'introduce', version, from };
}

/** Keeps serving an API version, with a warning to its users. */
export function deprecate(version: ApiVersion): ApiChange {
  return { op: 'deprecate', version };
}

/** Stops serving an API version. */
export function drop(version: ApiVersion): ApiChange {
  return { op: 'drop', version };
}

/** How the API server converts between versions. */
export function conversion(strategy: 'None' | 'Webhook'): ApiChange {
  return { op: 'conversion', strategy };
}

/** The Kubernetes minor whose core types are embedded. */
export function kubernetes(minor: string): ApiChange {
  return { op: 'kubernetes', minor };
}

/** The controller-gen version that upstream's CRDs name in an annotation. */
export function generator(version: string): ApiChange {
  return { op: 'generator', version };
}

/** The changes, in one API version only. */
export function only(version: ApiVersion, ...changes: readonly ApiChange[]): ApiChange[] {
  return changes.map((step) => ({ ...step, only: version }));
}
