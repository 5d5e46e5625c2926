/**
 * Kinds of other projects that go with Agent Sandbox, as their CustomResourceDefinitions describe them. The status is
 * left out, as controllers alone write it, and rules in CEL are, too.
 */
import { StructuralSchema } from './structural-schema';
import { collectionSchema, TypeReader, typeSchema } from './typed-schema';

interface OtherKindData {
  /** The type of each kind, by `keda.sh/v1alpha1 ScaledObject`. */
  readonly kinds: Readonly<Record<string, string>>;
  /** Scalars that must be more than of their type, which is in the notation of fields. */
  readonly scalars: Readonly<Record<string, StructuralSchema & { readonly type: string }>>;
  /** The type of each field (`!` = required), with a range of the number of members: `[string] 1..16`. */
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The projects whose kinds are known, by the group of their API. */
const PROJECTS: ReadonlyMap<string, string> = new Map([
  ['argoproj.io', 'Argo CD'],
  ['cert-manager.io', 'cert-manager'],
  ['cloud.google.com', 'GKE'],
  ['gateway.networking.k8s.io', 'the Gateway API'],
  ['helm.toolkit.fluxcd.io', 'Flux'],
  ['karpenter.sh', 'Karpenter'],
  ['keda.sh', 'KEDA'],
  ['kustomize.toolkit.fluxcd.io', 'Flux'],
  ['monitoring.coreos.com', 'the Prometheus operator'],
  ['networking.k8s.aws', 'the VPC CNI of EKS'],
  ['source.toolkit.fluxcd.io', 'Flux'],
]);

let data: OtherKindData | undefined;

/** Read when an object of one of the groups is met. */
function kindData(): OtherKindData {
  // A literal require call: a bundler follows it.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return data ??= require('../../../imports/other-kinds.json') as OtherKindData;
}

const ANY: StructuralSchema = { 'x-kubernetes-preserve-unknown-fields': true };
const NUMBER = '(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))';

/** The types that the notation takes for granted. */
const PRIMITIVES: Readonly<Record<string, StructuralSchema>> = {
  'string': { type: 'string' },
  'boolean': { type: 'boolean' },
  'integer': { type: 'integer' },
  'int32': { type: 'integer', format: 'int32' },
  'int64': { type: 'integer', format: 'int64' },
  'number': { type: 'number' },
  'date-time': { type: 'string', format: 'date-time' },
  'bytes': { type: 'string', format: 'byte' },
  'object': { 'type': 'object', 'x-kubernetes-preserve-unknown-fields': true, 'additionalProperties': ANY },
  'any': ANY,
  'IntOrString': { 'x-kubernetes-int-or-string': true },
  'Quantity': {
    'x-kubernetes-int-or-string': true,
    'pattern': `^(\\+|-)?${NUMBER}(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?${NUMBER}))?$`,
  },
};

/**
 * Fields that the Go types call required although an object without them is taken: the CustomResourceDefinition has a
 * default for them, or does not ask for them.
 *
 * @see https://github.com/kubernetes-sigs/karpenter/blob/main/pkg/apis/crds/karpenter.sh_nodepools.yaml
 * @see https://github.com/fluxcd/source-controller/blob/main/config/crd/bases/source.toolkit.fluxcd.io_ocirepositories.yaml
 * @see https://github.com/fluxcd/kustomize-controller/blob/main/config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml
 */
export const NOT_ASKED_FOR: ReadonlySet<string> = new Set([
  'Budget.nodes',
  'CustomHealthCheck.kind',
  'HelmChartTemplateVerification.provider',
  'OCIRepositoryVerification.provider',
]);

/** The project of an API version, if kinds of it are known: `KEDA` of `keda.sh/v1alpha1`. */
export function projectOf(apiVersion: string): string | undefined {
  return PROJECTS.get(apiVersion.split('/')[0]);
}

/** Each kind that is known, as `keda.sh/v1alpha1 ScaledObject`. */
export function otherKindNames(): string[] {
  return Object.keys(kindData().kinds);
}

/**
 * Fields that came after the packages were made.
 *
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
const NEWER_FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  KustomizationSpec: { ignore: '[object]' },
};

/**
 * A kind of which no package has types, by its CustomResourceDefinition.
 *
 * @see https://github.com/aws/amazon-network-policy-controller-k8s/blob/main/api/v1alpha1/applicationnetworkpolicy_types.go
 */
const OWN_KINDS: Readonly<Record<string, string>> = {
  'networking.k8s.aws/v1alpha1 ApplicationNetworkPolicy': 'ApplicationNetworkPolicy',
};
const OWN_TYPES: OtherKindData['types'] = {
  ApplicationNetworkPolicy: { spec: 'ApplicationNetworkPolicySpec' },
  ApplicationNetworkPolicySpec: {
    'podSelector!': 'LabelSelector',
    'policyTypes': '[string]',
    'ingress': '[EksIngressRule]',
    'egress': '[EksEgressRule]',
  },
  EksIngressRule: { from: '[EksPeer]', ports: '[EksPort]' },
  EksEgressRule: { to: '[EksEgressPeer]', ports: '[EksPort]' },
  EksPeer: { podSelector: 'LabelSelector', namespaceSelector: 'LabelSelector', ipBlock: 'EksIpBlock' },
  EksEgressPeer: {
    podSelector: 'LabelSelector',
    namespaceSelector: 'LabelSelector',
    ipBlock: 'EksIpBlock',
    domainNames: '[EksDomainName] 1..',
  },
  EksIpBlock: { 'cidr!': 'string', 'except': '[string]' },
  EksPort: { protocol: 'string', port: 'IntOrString', endPort: 'int32' },
};

/** The pattern of the definition, less what a `z` in place of a `Z` lets through besides. */
const DOMAIN_NAME: StructuralSchema = {
  type: 'string',
  pattern: '^(\\*\\.)?([a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.)+[a-zA-Z0-9]([-a-zA-Z0-9_]*[a-zA-Z0-9])?\\.?$',
};

const schemas = new Map<string, StructuralSchema>();

/**
 * The schema of a kind of another project; undefined when the kind, or its version, is not known. Do not change what is
 * returned.
 */
export function otherKindSchema(apiVersion: string, kind: string): StructuralSchema | undefined {
  if (projectOf(apiVersion) === undefined) { return undefined; }
  const key = `${apiVersion} ${kind}`;
  const kinds = Object.hasOwn(OWN_KINDS, key) ? OWN_KINDS : kindData().kinds;
  if (!Object.hasOwn(kinds, key)) { return undefined; }
  let schema = schemas.get(key);
  if (!schema) {
    const { properties, ...rest } = typeSchema(kinds[key], READER);
    schemas.set(key, schema = { ...rest, properties: { ...properties, status: ANY } });
  }
  return schema;
}

const READER: TypeReader = {
  known: new Map(),
  optional: NOT_ASKED_FOR,
  fieldsOf: (type) => {
    const fields = OWN_TYPES[type] ?? kindData().types[type];
    if (!fields) { throw new Error(`imports/other-kinds.json has no type '${type}'`); }
    return NEWER_FIELDS[type] ? { ...fields, ...NEWER_FIELDS[type] } : fields;
  },
  read: (_, notation) => ofNotation(notation),
};

/** A notation with a range of the number of members behind it. */
const RANGED = /^(.+) (\d+)\.\.(\d*)$/;

function ofNotation(notation: string): StructuralSchema {
  if (notation === 'EksDomainName') { return DOMAIN_NAME; }
  const ranged = RANGED.exec(notation);
  if (ranged) { return { ...ofNotation(ranged[1]), ...limits(ranged[1], ranged[2], ranged[3]) }; }
  const collection = collectionSchema(notation, ofNotation);
  if (collection) { return collection; }
  const { scalars } = kindData();
  if (!Object.hasOwn(scalars, notation)) { return PRIMITIVES[notation] ?? typeSchema(notation, READER); }
  const { type, ...more } = scalars[notation];
  return { ...PRIMITIVES[type], ...more };
}

function limits(notation: string, min: string, max: string): StructuralSchema {
  const [least, most] = [min === '0' ? undefined : Number(min), max === '' ? undefined : Number(max)];
  return notation.startsWith('[')
    ? { ...(least !== undefined && { minItems: least }), ...(most !== undefined && { maxItems: most }) }
    : { ...(least !== undefined && { minProperties: least }), ...(most !== undefined && { maxProperties: most }) };
}
