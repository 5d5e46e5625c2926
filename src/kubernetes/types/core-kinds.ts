/**
 * The kinds of Kubernetes itself, as its API server decodes them. Unlike in CRDs nothing has a default here or is
 * unique in a list: that is said by code of the API server, and not by types.
 */
import { CoreData, coreData, KUBERNETES_MINORS } from './core-types';
import { QUANTITIES } from './markers';
import { StructuralSchema } from './structural-schema';
import { collectionSchema, TypeReader, typeSchema } from './typed-schema';

interface KindData extends CoreData {
  /** The type of each kind, by `apps/v1 Deployment`. */
  readonly kinds: Readonly<Record<string, string>>;
}

/** The Kubernetes minor whose kinds are known. */
export const KINDS_MINOR = '1.36';

let data: KindData | undefined;

/** Read when it is first asked for: few programs do. */
function kindData(): KindData {
  // A literal require call: a bundler follows it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return data ??= require('../../../imports/kinds-1.36.json') as KindData;
}

/**
 * Fields that Kubernetes' types call required although the API server takes objects without them, as nothing is a value
 * that it allows, or as it does not look.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go
 */
export const UNENFORCED: ReadonlySet<string> = new Set([
  'ClusterTrustBundleProjection.path',
  'CustomResourceDefinitionVersion.served',
  'CustomResourceDefinitionVersion.storage',
  'EvictionResponder.priority',
  'HTTPHeader.value',
  'ISCSIPersistentVolumeSource.lun',
  'ISCSIVolumeSource.lun',
  'LimitRangeSpec.limits',
  'PodFailurePolicy.rules',
  'PreferredSchedulingTerm.preference',
  'ScaleIOPersistentVolumeSource.secretRef',
  'ScaleIOVolumeSource.secretRef',
  'SleepAction.seconds',
  'Sysctl.value',
]);

const ANY: StructuralSchema = { 'x-kubernetes-preserve-unknown-fields': true };

/** The types that the notation of `imports/` takes for granted, as they are decoded. */
const PRIMITIVES: Readonly<Record<string, StructuralSchema>> = {
  'string': { type: 'string' },
  'boolean': { type: 'boolean' },
  'int32': { type: 'integer', format: 'int32' },
  'int64': { type: 'integer', format: 'int64' },
  'number': { type: 'number' },
  'date-time': { type: 'string', format: 'decoded-time' },
  'micro-time': { type: 'string', format: 'decoded-micro-time' },
  'bytes': { type: 'string', format: 'decoded-bytes' },
  'object': { type: 'object' },
  'any': ANY,
  'IntOrString': { 'x-kubernetes-int-or-string': true, 'minimum': -(2 ** 31), 'maximum': 2 ** 31 - 1 },
  'Quantity': { ...ANY, anyOf: [{ type: 'number' }, { type: 'string' }], format: 'decoded-quantity' },
};

/** The schemas of kinds, with the types that pods embed as one minor has them. */
class CoreKinds {
  private readonly reader: TypeReader;

  constructor(minor: string) {
    const embedded: CoreData = coreData(minor);
    this.reader = {
      known: new Map(),
      optional: UNENFORCED,
      fieldsOf: (type) => {
        const fields = kindData().types[type] ?? embedded.types[type];
        if (!fields) { throw new Error(`imports/ has no type '${type}'`); }
        return fields;
      },
      read: (path, notation) => this.notation(path, notation),
    };
  }

  schema(type: string): StructuralSchema {
    return typeSchema(type, this.reader);
  }

  private notation(path: string, notation: string): StructuralSchema {
    return collectionSchema(notation, (inner) => this.notation(path, inner))
      ?? PRIMITIVES[QUANTITIES.has(path) ? 'Quantity' : notation] ?? this.schema(notation);
  }
}

const byMinor = new Map<string, CoreKinds>();

/** Each kind that is known, as `apps/v1 Deployment`. */
export function coreKindNames(): string[] {
  return Object.keys(kindData().kinds);
}

/**
 * How the API server decodes a kind of Kubernetes itself, and which fields it requires; undefined when the kind is not
 * known. Do not change what is returned, nor walk it to its end: the schema of CustomResourceDefinition holds itself.
 *
 * @param kubernetes minor of the API server; of one that is not known, the newest that is
 */
export function coreKindSchema(apiVersion: string, kind: string, kubernetes?: string): StructuralSchema | undefined {
  const key = `${apiVersion} ${kind}`;
  const { kinds } = kindData();
  if (!Object.hasOwn(kinds, key)) { return undefined; }
  const minor =
    kubernetes !== undefined && KUBERNETES_MINORS.includes(kubernetes) ? kubernetes : KUBERNETES_MINORS.at(-1)!;
  let schemas = byMinor.get(minor);
  if (!schemas) { byMinor.set(minor, schemas = new CoreKinds(minor)); }
  return schemas.schema(kinds[key]);
}
