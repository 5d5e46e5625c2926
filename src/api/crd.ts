import { schemaOf } from './fields';
import { crdName, Kind, KINDS } from './kinds';
import { ApiModel, KindModel, VersionModel } from './model';
import { CoreTypes } from '../kubernetes/types/core-types';
import { StructuralSchema } from '../kubernetes/types/structural-schema';

/** The service that converts objects between API versions. */
export interface ConversionService {
  readonly name: string;
  readonly namespace: string;
  /** PEM, base64. @default - none; the controller or an injector adds it */
  readonly caBundle?: string;
}

export interface CrdOptions {
  /**
   * Whether Agent Sandbox's own fields carry descriptions, for `kubectl explain`.
   * @default false, as upstream's CRDs
   */
  readonly descriptions?: boolean;
  /** The Service of the conversion webhook, for releases that have one. @default - conversion strategy None */
  readonly conversion?: ConversionService;
}

/** A CustomResourceDefinition as JSON. */
export interface CrdManifest {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * The CustomResourceDefinition of a kind, as a release serves it.
 *
 * Schemas of core types are shared between calls: treat the result as read-only.
 */
export function crd(kind: Kind, model: ApiModel, options: CrdOptions = {}): CrdManifest {
  const { group, plural, shortName } = KINDS[kind];
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: crdName(kind), annotations: { 'controller-gen.kubebuilder.io/version': model.generator } },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, shortNames: [shortName], singular: kind.toLowerCase() },
      scope: 'Namespaced',
      versions: model.versions.map((version, index) => crdVersion(kind, version, model, index === 0, options)),
      ...conversionOf(model, options.conversion),
    },
  };
}

function crdVersion(
  kind: Kind,
  version: VersionModel,
  model: ApiModel,
  storage: boolean,
  options: CrdOptions,
): JsonObject {
  const { presentation } = version.kinds[kind]!;
  const { columns, status, scale } = presentation;
  return {
    ...(columns && { additionalPrinterColumns: columns }),
    ...(version.deprecated && {
      deprecated: true,
      deprecationWarning:
        `${KINDS[kind].group}/${version.name} ${kind} is deprecated; ` +
        `use ${KINDS[kind].group}/${model.versions[0].name} ${kind} instead`,
    }),
    name: version.name,
    schema: { openAPIV3Schema: kindSchema(version.kinds[kind]!, model.kubernetes, options) },
    served: true,
    storage,
    ...((status || scale) && { subresources: { ...(scale && { scale }), ...(status && { status: {} }) } }),
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The schema of a kind's objects, with the parts that every object has. */
export function kindSchema(
  kind: KindModel,
  kubernetes: string,
  options: Pick<CrdOptions, 'descriptions'> = {},
): StructuralSchema {
  const core = CoreTypes.of(kubernetes);
  const own = schemaOf(kind.root, { core: (type) => core.schema(type), descriptions: options.descriptions });
  return {
    ...own,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      ...own.properties,
    },
  };
}

function conversionOf(model: ApiModel, service?: ConversionService): JsonObject {
  if (model.conversion === 'None') { return {}; }
  if (!service) { return { conversion: { strategy: 'None' } }; }
  const { name, namespace, caBundle } = service;
  return {
    conversion: {
      strategy: 'Webhook',
      webhook: {
        conversionReviewVersions: ['v1', 'v1beta1'],
        clientConfig: { ...(caBundle && { caBundle }), service: { name, namespace, path: '/convert' } },
      },
    },
  };
}
