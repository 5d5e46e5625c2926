import { Presentation } from './changes';
import { Field } from './fields';
import { ApiVersion, Kind, KIND_NAMES } from './kinds';
import { CoreTypes } from '../kubernetes/types/core-types';
import { StructuralSchema } from '../kubernetes/types/structural-schema';

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

/** The kind and the field names of a path; items of lists and maps need no segment of their own. */
export function parsePath(path: string): { kind: Kind; segments: string[] } {
  const [kind, ...segments] = path.replace(/\[\]/g, '').split('.');
  if (!KIND_NAMES.includes(kind as Kind)) {
    throw new Error(`'${path}' starts with no kind of Agent Sandbox; kinds: ${KIND_NAMES.join(', ')}`);
  }
  return { kind: kind as Kind, segments };
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
  return of.fields !== undefined && Object.hasOwn(of.fields, name) && found(of.fields[name], rest, kubernetes);
}

function inSchema(schema: StructuralSchema, segments: readonly string[]): boolean {
  if (segments.length === 0) { return true; }
  if (schema.items) { return inSchema(schema.items, segments); }
  const [name, ...rest] = segments;
  const { properties } = schema;
  return properties !== undefined && Object.hasOwn(properties, name) && inSchema(properties[name], rest);
}
