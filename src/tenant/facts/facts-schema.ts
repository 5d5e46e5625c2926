import { FACTS_FORMAT } from './facts-document';
import { NetworkPolicyEngine } from '../../kubernetes/network-policy-engine';
import type { StructuralSchema } from '../../kubernetes/types/structural-schema';
import { OperatingSystem, RuntimeTechnology } from '../../runtime/enums';
import { ClaimShutdownPolicy } from '../../sandbox/enums';

const TEXT: StructuralSchema = { type: 'string', minLength: 1 };
const LABEL: StructuralSchema = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 };
const DOMAIN: StructuralSchema = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$', maxLength: 253 };
const MINOR: StructuralSchema = { type: 'string', pattern: '^[0-9]+\\.[0-9]+$' };
const QUANTITY: StructuralSchema = {
  type: 'string', pattern: '^[0-9]+(\\.[0-9]+)?([eE][0-9]+|m|k|[MGTPE]|[KMGTPE]i)?$',
};
const COUNT: StructuralSchema = { type: 'integer', minimum: 0 };
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
  matchExpressions: list(members({ key: TEXT, operator: TEXT }, { values: list({ type: 'string' }) })),
});

const NETWORK_RULES = list(members({
  peers: list(members({}, {
    ipBlock: members({ cidr: TEXT }, { except: list(TEXT) }), namespaceSelector: SELECTOR, podSelector: SELECTOR,
  })),
  ports: list(members({}, { protocol: TEXT, port: COUNT, endPort: COUNT })),
}));

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
  registries: { ...list(TEXT), minItems: 1 },
  maxVolumeSize: QUANTITY,
  maxPoolReplicas: COUNT,
  maxLifetime: COUNT,
  maxTimeToLive: COUNT,
  serviceAccounts: list(DOMAIN),
  storageClasses: list(DOMAIN),
  maxTotalVolumeSize: QUANTITY,
  podSecurity: { type: 'string', enum: ['baseline', 'restricted'] },
});

/** The shape of the file. Fields that it does not have are refused: who does not know them would judge by less. */
export const FACTS_SCHEMA: StructuralSchema = members({
  tenantFacts: { type: 'integer', minimum: FACTS_FORMAT, maximum: FACTS_FORMAT },
  namespace: LABEL,
  serviceAccount: DOMAIN,
  labels: TEXTS,
  cluster: members({
    release: { type: 'string', pattern: '^v?[0-9]+\\.[0-9]+\\.[0-9]+' },
    clusterDomain: DOMAIN,
    networkPolicyEngine: words(NetworkPolicyEngine),
    allowedLabelDomains: list(DOMAIN),
    priorityClasses: list(DOMAIN),
  }, {
    kubernetesVersion: MINOR,
    dns: members({}, {
      pods: members({ namespace: LABEL, podLabels: TEXTS }, { port: COUNT }), addresses: list(TEXT),
    }),
  }),
  podSecurityVersion: MINOR,
  runtimes: {
    ...list(members({ runtimeClassName: DOMAIN }, {
      technology: words(RuntimeTechnology),
      operatingSystem: words(OperatingSystem),
      overhead: members({}, { cpu: QUANTITY, memory: QUANTITY }),
      podNodeSelector: TEXTS,
      podTolerations: list(TOLERATION),
    })),
    minItems: 1,
  },
  quota: members({
    byPriority: list(members({ className: DOMAIN, hard: QUANTITIES })),
    allowOtherPriorities: FLAG,
  }, { hard: QUANTITIES }),
  limits: members(
    { defaults: members({ requests: QUANTITIES, limits: QUANTITIES }), maxima: QUANTITIES },
    { maxVolumeSize: QUANTITY },
  ),
  admission: ADMISSION,
  deploys: list(members({ kind: TEXT, resource: TEXT }, { apiGroup: TEXT })),
}, {
  claimDefaults: members({}, { ttlSecondsAfterFinished: COUNT, shutdownPolicy: words(ClaimShutdownPolicy) }),
});
