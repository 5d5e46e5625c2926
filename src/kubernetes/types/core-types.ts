import { ATOMIC_MAPS, ATOMIC_TYPES, DEFAULTS, LIMITS, LIST_TYPES, QUANTITIES } from './markers';
import { StructuralSchema } from './structural-schema';

/** The types of one Kubernetes minor as `imports/` holds them: type, then field (`!` = required), then type. */
export interface CoreData {
  readonly kubernetes: string;
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

// Literal require calls: a bundler follows them, and each file is read when its minor is first asked for.
/* eslint-disable @typescript-eslint/no-require-imports */
const FILES = new Map<string, () => CoreData>([
  ['1.34', () => require('../../../imports/core-1.34.json')],
  ['1.35', () => require('../../../imports/core-1.35.json')],
  ['1.36', () => require('../../../imports/core-1.36.json')],
  ['1.37', () => require('../../../imports/core-1.37.json')],
]);
/* eslint-enable @typescript-eslint/no-require-imports */

/** The Kubernetes minors whose core types are known, oldest first. */
export const KUBERNETES_MINORS: readonly string[] = [...FILES.keys()];

/**
 * The types of one minor as they stand in `imports/`.
 *
 * @throws when the minor is not among KUBERNETES_MINORS
 */
export function coreData(minor: string): CoreData {
  const load = FILES.get(minor);
  if (!load) { throw new Error(`no core types for Kubernetes ${minor}; known: ${KUBERNETES_MINORS.join(', ')}`); }
  return load();
}

const NUMBER = '(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))';
const INT_OR_STRING: StructuralSchema = {
  'anyOf': [{ type: 'integer' }, { type: 'string' }],
  'x-kubernetes-int-or-string': true,
};
/** The form of an amount, as CRDs have it. */
export const QUANTITY_PATTERN =
  `^(\\+|-)?${NUMBER}(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?${NUMBER}))?$`;
const QUANTITY: StructuralSchema = { ...INT_OR_STRING, pattern: QUANTITY_PATTERN };

/** The types that the notation of `imports/` takes for granted. */
const PRIMITIVES: Readonly<Record<string, StructuralSchema>> = {
  'string': { type: 'string' },
  'boolean': { type: 'boolean' },
  'int32': { type: 'integer', format: 'int32' },
  'int64': { type: 'integer', format: 'int64' },
  'date-time': { type: 'string', format: 'date-time' },
  'IntOrString': INT_OR_STRING,
  // CRDs embed no metadata below the root: the API server prunes what is in it.
  'ObjectMeta': { type: 'object' },
};

const META_TYPES: ReadonlySet<string> = new Set([
  'Condition',
  'LabelSelector',
  'LabelSelectorRequirement',
  'ObjectMeta',
]);

/** The core types of one Kubernetes minor as structural schemas. */
export class CoreTypes {
  /**
   * @param minor for example `1.36`
   * @throws when the minor is not among KUBERNETES_MINORS
   */
  static of(minor: string): CoreTypes {
    let types = CoreTypes.cache.get(minor);
    if (!types) { CoreTypes.cache.set(minor, types = new CoreTypes(coreData(minor))); }
    return types;
  }

  private static readonly cache = new Map<string, CoreTypes>();
  private readonly schemas = new Map<string, StructuralSchema>();
  private readonly names = new Map<StructuralSchema['properties'], string>();

  private constructor(private readonly data: CoreData) {}

  /** The schema of a type by its Kubernetes name, such as `PodSpec`. Built once: do not change what is returned. */
  schema(type: string): StructuralSchema {
    let schema = this.schemas.get(type);
    if (!schema) { this.schemas.set(type, schema = this.build(type)); }
    return schema;
  }

  /** The Kubernetes name of the type that a schema describes, if it is one of these. */
  typeOf({ properties }: StructuralSchema): string | undefined {
    // What a field says besides its type makes a copy of the schema, which shares the fields of the type.
    return this.names.get(properties);
  }

  private build(type: string): StructuralSchema {
    const fields = this.data.types[type];
    if (!Object.hasOwn(this.data.types, type)) {
      throw new Error(`Kubernetes ${this.data.kubernetes} has no type '${type}' in imports/`);
    }
    const properties: Record<string, StructuralSchema> = {};
    const required: string[] = [];
    for (const [key, notation] of Object.entries(fields)) {
      const name = bare(key);
      if (name !== key) { required.push(name); }
      properties[name] = this.field(`${type}.${name}`, notation);
    }
    this.names.set(properties, type);
    return {
      type: 'object',
      properties,
      ...(required.length > 0 && { required: required.sort() }),
      ...(ATOMIC_TYPES.has(type) && { 'x-kubernetes-map-type': 'atomic' }),
    };
  }

  private field(path: string, notation: string): StructuralSchema {
    return {
      ...this.notation(path, notation),
      ...(path in DEFAULTS && { default: DEFAULTS[path] }),
      ...LIMITS[path],
    };
  }

  private notation(path: string, notation: string): StructuralSchema {
    if (notation.startsWith('[')) {
      return { type: 'array', items: this.notation(path, notation.slice(1, -1)), ...listType(path) };
    }
    if (notation.startsWith('{')) {
      return {
        type: 'object',
        additionalProperties: this.notation(path, notation.slice(1, -1)),
        ...(ATOMIC_MAPS.has(path) && { 'x-kubernetes-map-type': 'atomic' }),
      };
    }
    if (QUANTITIES.has(path)) { return QUANTITY; }
    return PRIMITIVES[notation] ?? this.schema(notation);
  }
}

/** URL of the documentation of a type. */
export function coreReference(type: string, kubernetes: string): string {
  const group = /^NetworkPolicy|^IPBlock/.test(type) ? 'networking-k8s-io' : META_TYPES.has(type) ? 'meta' : 'core';
  const page = `https://kubernetes.io/docs/reference/generated/kubernetes-api/v${kubernetes}`;
  return `${page}/#${type.toLowerCase()}-v1-${group}`;
}

function listType(path: string): Partial<StructuralSchema> {
  const keys = LIST_TYPES[path];
  if (!keys) { return { 'x-kubernetes-list-type': 'atomic' }; }
  if (keys === 'set') { return { 'x-kubernetes-list-type': 'set' }; }
  return { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': keys };
}

/** The name of a field without the mark that it is required. */
export function bare(key: string): string {
  return key.endsWith('!') ? key.slice(0, -1) : key;
}
