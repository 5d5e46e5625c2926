import { FACTS_FORMAT, FIRST_FORMAT } from './facts-document';
import { ImageRegistryLayout } from '../../air-gap/image-registry-layout';
import { GitOpsTool } from '../../kubernetes/gitops-tool';
import { NetworkPolicyEngine } from '../../kubernetes/network-policy-engine';
import type { StructuralSchema } from '../../kubernetes/types/structural-schema';
import { OperatingSystem, RuntimeTechnology } from '../../runtime/enums';
import { ClaimShutdownPolicy } from '../../sandbox/enums';

const TEXT: StructuralSchema = { type: 'string', minLength: 1 };
const LABEL: StructuralSchema = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 };
const DOMAIN: StructuralSchema = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$', maxLength: 253 };
const MINOR: StructuralSchema = { type: 'string', pattern: '^1\\.[0-9]{1,3}$' };
const QUANTITY: StructuralSchema = {
  type: 'string', pattern: '^[0-9]{1,30}(\\.[0-9]{1,9})?([eE][0-9]{1,2}|m|k|[MGTPE]|[KMGTPE]i)?$',
};
const COUNT: StructuralSchema = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };
const PORT: StructuralSchema = { type: 'integer', minimum: 1, maximum: 65535 };
const PROTOCOL: StructuralSchema = { type: 'string', enum: ['TCP', 'UDP', 'SCTP'] };
/** With its slash, as without one it is the beginning of other hosts. */
const REGISTRY: StructuralSchema = { type: 'string', pattern: '^[a-z0-9][^\\s]*/$' };
const FLAG: StructuralSchema = { type: 'boolean' };

const list = (items: StructuralSchema): StructuralSchema => ({ type: 'array', items });
const map = (additionalProperties: StructuralSchema): StructuralSchema => ({ type: 'object', additionalProperties });
const words = (values: object): StructuralSchema => ({ type: 'string', enum: Object.values(values) as string[] });

/** Members that must be there, and others. */
function members(
  required: Readonly<Record<string, StructuralSchema>>, others: Readonly<Record<string, StructuralSchema>> = {},
): StructuralSchema {
  return { type: 'object', properties: { ...required, ...others }, required: Object.keys(required) };
}

const TEXTS = map({ type: 'string' });
const QUANTITIES = map(QUANTITY);

const TOLERATION = members({}, {
  key: TEXT,
  operator: { type: 'string', enum: ['Exists', 'Equal'] },
  value: { type: 'string' },
  effect: { type: 'string', enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
  tolerationSeconds: COUNT,
});

const SELECTOR = members({}, {
  matchLabels: TEXTS,
  matchExpressions: list(members({
    key: TEXT, operator: { type: 'string', enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
  }, { values: list({ type: 'string' }) })),
});

const PORTS = list(members({}, { protocol: PROTOCOL, port: PORT, endPort: PORT }));

const NETWORK_RULES = list(members({
  peers: list(members({}, {
    ipBlock: members({ cidr: TEXT }, { except: list(TEXT) }), namespaceSelector: SELECTOR, podSelector: SELECTOR,
  })),
  ports: PORTS,
}));

/** What is checked of an identity besides is checked by its factory. */
const IDENTITY = members({ type: TEXT, serviceAccountName: DOMAIN }, {
  createServiceAccount: FLAG,
  ...Object.fromEntries([
    'roleArn', 'region', 'oidcIssuer', 'audience', 'clusterName', 'workloadPool', 'projectNumber',
    'googleServiceAccount', 'clientId', 'tenantId',
  ].map((prop) => [prop, TEXT])),
  tokenService: members({
    targets: {
      ...list(members({}, {
        cidr: TEXT,
        except: list(TEXT),
        isNamed: FLAG,
        isOptional: FLAG,
        title: TEXT,
        domain: TEXT,
        podSelector: SELECTOR,
        namespaceSelector: SELECTOR,
      })),
      minItems: 1,
    },
    ports: PORTS,
  }),
});

const ADMISSION = members({
  policy: DOMAIN,
  isEnforced: FLAG,
  runtimes: { ...list(DOMAIN), minItems: 1 },
  requireDigests: FLAG,
  allowServiceAccountTokens: FLAG,
  allowEphemeralContainers: FLAG,
  requireLimits: FLAG,
  hasDefaultLimits: FLAG,
  maxLimits: QUANTITIES,
  requireShutdownTime: FLAG,
  requireClaimDeletion: FLAG,
  heldFields: list(members(
    { field: { type: 'string', enum: ['operatingMode', 'poolReplicas'] }, users: list(TEXT), groups: list(TEXT) },
    { names: list(TEXT) },
  )),
  network: members({
    egress: NETWORK_RULES, ingress: NETWORK_RULES, isGiven: FLAG, isDefaultWithin: FLAG, mayBeUnmanaged: FLAG,
  }),
  podAnnotations: list(TEXT),
  finalizers: list(TEXT),
  allowNodeChoice: FLAG,
  nodeLabels: map(list({ type: 'string' })),
  tolerations: list(TOLERATION),
  extendedResources: list(TEXT),
  allowResourceClaims: FLAG,
  priorityClasses: list(DOMAIN),
  schedulers: list(DOMAIN),
  allowVolumeDataSources: FLAG,
  maxVolumeClaims: COUNT,
}, {
  registries: { ...list(REGISTRY), minItems: 1 },
  tokenAudiences: list(TEXT),
  maxVolumeSize: QUANTITY,
  maxPoolReplicas: COUNT,
  maxLifetime: COUNT,
  maxTimeToLive: COUNT,
  serviceAccounts: list(DOMAIN),
  storageClasses: list(DOMAIN),
  maxTotalVolumeSize: QUANTITY,
  podSecurity: { type: 'string', enum: ['baseline', 'restricted'] },
});

const CLUSTER = members({
  release: { type: 'string', pattern: '^v?[0-9]+\\.[0-9]+\\.[0-9]+' },
  clusterDomain: DOMAIN,
  networkPolicyEngine: words(NetworkPolicyEngine),
  allowedLabelDomains: list(DOMAIN),
  priorityClasses: list(DOMAIN),
}, {
  cloud: TEXT,
  isEngineGiven: FLAG,
  kubernetesVersion: MINOR,
  dns: members({}, {
    pods: members({ namespace: LABEL, podLabels: TEXTS }, { port: PORT }), addresses: list(TEXT),
  }),
  imageRegistry: TEXT,
  imageRegistryLayout: words(ImageRegistryLayout),
  mirrorAllImages: FLAG,
  imagePullSecrets: list(DOMAIN),
  caBundle: members({
    kind: { type: 'string', enum: ['ConfigMap', 'Secret'] }, name: DOMAIN, key: TEXT, mountPath: TEXT,
  }),
});

const RUNTIME = members({ runtimeClassName: DOMAIN }, {
  technology: words(RuntimeTechnology),
  operatingSystem: words(OperatingSystem),
  overhead: members({}, { cpu: QUANTITY, memory: QUANTITY }),
  podNodeSelector: TEXTS,
  podTolerations: list(TOLERATION),
});

/** A member with a sentence, which editors show. */
const about = (description: string, schema: StructuralSchema): StructuralSchema => ({ ...schema, description });

const FIRST: Readonly<Record<string, StructuralSchema>> = {
  namespace: about('The namespace of the tenant.', LABEL),
  serviceAccount: about('The account of its sandboxes.', DOMAIN),
  labels: about('Labels of all its objects.', TEXTS),
  cluster: about('The cluster that it is in.', CLUSTER),
  podSecurityVersion: about('The minor whose Pod Security Standard is enforced.', MINOR),
  runtimes: about('The RuntimeClasses of its pods.', { ...list(RUNTIME), minItems: 1 }),
  quota: about('Amounts, those of single priorities, and whether pods of others are let in.', members({
    byPriority: list(members({ className: DOMAIN, hard: QUANTITIES })),
    allowOtherPriorities: FLAG,
  }, { hard: QUANTITIES })),
  limits: about('Defaults and maxima of containers and volumes.', members(
    { defaults: members({}, { requests: QUANTITIES, limits: QUANTITIES }), maxima: QUANTITIES },
    { maxVolumeSize: QUANTITY },
  )),
  admission: about('The settings of its admission policy.', ADMISSION),
  deploys: about('The kinds that its pipeline may apply.', list(
    members({ kind: TEXT, resource: TEXT }, { apiGroup: { type: 'string' } }),
  )),
};

/** Members that files of the first format do not have. */
const SINCE: Readonly<Record<string, StructuralSchema>> = {
  identities: about('Who its pods may be in a cloud.', list(IDENTITY)),
  digest: about('Of all else.', { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' }),
};

const OTHERS: Readonly<Record<string, StructuralSchema>> = {
  $schema: about('The JSON Schema of this file.', { type: 'string' }),
  appliedBy: about('What applies the objects of its team.', list(words(GitOpsTool))),
  claimDefaults: about('What claims have that do not say otherwise.', members(
    {}, { ttlSecondsAfterFinished: COUNT, shutdownPolicy: words(ClaimShutdownPolicy) },
  )),
};

/** The shape of the file. Fields that it does not have are refused: who does not know them would judge by less. */
export function factsSchema(format = FACTS_FORMAT): StructuralSchema {
  const tenantFacts = about('The format.', { type: 'integer', minimum: format, maximum: format });
  return members({ tenantFacts, ...FIRST, ...(format > FIRST_FORMAT && SINCE) }, OTHERS);
}
