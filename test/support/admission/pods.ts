/** The pods that rows of the tables differ from, and the policies that they are put to. */
import { JsonPatch } from 'cdk8s';
import { CloudIdentity, TaintEffect, TolerationOperator } from '../../../src';
import { DEFAULT_SETTINGS, AdmissionSettings } from '../../../src/admission/admission-settings';
import { KubeObject } from '../../../src/kubernetes/kube-object';

type Json = Record<string, unknown>;

export const NAMESPACE = 'research';

const DIGEST = `@sha256:${'0f'.repeat(32)}`;

const HARDENED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

const LIMITS = { limits: { cpu: '2', memory: '4Gi' }, requests: { cpu: '500m', memory: '1Gi' } };

function container(name: string, image: string, volume: string): Json {
  return { name, image, securityContext: HARDENED, volumeMounts: [{ name: volume, mountPath: `/${volume}` }] };
}

function pod(digest = ''): Json {
  return {
    runtimeClassName: 'gvisor',
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    initContainers: [
      { ...container('prepare', `registry.example.com/prepare:1${digest}`, 'prepared'), resources: LIMITS },
    ],
    containers: [
      {
        ...container('main', `registry.example.com/python:3.14${digest}`, 'work'),
        resources: LIMITS,
        ports: [{ containerPort: 8888 }],
      },
    ],
    volumes: [
      { name: 'work', emptyDir: {} },
      { name: 'prepared', emptyDir: {} },
      { name: 'dump', emptyDir: {} },
      { name: 'config', projected: { sources: [{ configMap: { name: 'config' } }] } },
    ],
  };
}

/** What the admission policies of the tables allow, as props. */
export const ALLOWED = {
  allowedPodAnnotations: ['example.com/', 'io.katacontainers.config.hypervisor.default_vcpus'],
  serviceAccounts: ['sandbox', 'default'],
  allowedNodeLabels: { 'example.com/pool': 'sandboxes' },
  allowedTolerations: [
    { key: 'sandboxes', operator: TolerationOperator.EXISTS },
    { key: 'example.com/team', value: 'research', effect: TaintEffect.NO_SCHEDULE },
  ],
  allowedExtendedResources: ['nvidia.com/gpu'],
  allowedPriorityClasses: ['batch'],
  allowedSchedulers: ['bin-packer'],
  storageClasses: ['standard'],
};

const STANDARD: AdmissionSettings = {
  ...DEFAULT_SETTINGS,
  runtimes: ['gvisor', 'kata-qemu'],
  registries: ['registry.example.com/'],
  maxLimits: { 'cpu': '8', 'memory': '32Gi', 'ephemeral-storage': '20Gi' },
  podAnnotations: [...DEFAULT_SETTINGS.podAnnotations, ...ALLOWED.allowedPodAnnotations],
  serviceAccounts: ['sandbox', 'default'],
  nodeLabels: Object.fromEntries(Object.entries(ALLOWED.allowedNodeLabels).map(([key, value]) => [key, [value]])),
  tolerations: [
    ...DEFAULT_SETTINGS.tolerations,
    { key: 'sandboxes', operator: 'Exists' },
    { key: 'example.com/team', operator: 'Equal', value: 'research', effect: 'NoSchedule' },
  ],
  extendedResources: ALLOWED.allowedExtendedResources,
  priorityClasses: ALLOWED.allowedPriorityClasses,
  schedulers: [...DEFAULT_SETTINGS.schedulers, ...ALLOWED.allowedSchedulers],
  storageClasses: ALLOWED.storageClasses,
};

/** The identities of the base `identified`. */
export const IDENTITIES = [
  CloudIdentity.irsa({ roleArn: 'arn:aws:iam::111122223333:role/sandbox', region: 'eu-west-1' }),
  CloudIdentity.azure({ clientId: '00000000-0000-0000-0000-000000000001', serviceAccountName: 'azure' }),
];

/** What a row starts from: a pod that passes everything, and the policy of its namespace. */
export const BASES = {
  plain: { spec: pod(), settings: STANDARD },
  /** While somebody debugs it. */
  debugged: {
    spec: { ...pod(), ephemeralContainers: [container('debug', 'registry.example.com/debug:1', 'dump')] },
    settings: { ...STANDARD, allowEphemeralContainers: true },
  },
  digested: { spec: pod(DIGEST), settings: { ...STANDARD, requireDigests: true } },
  /** With identities of clouds, for which webhooks add tokens of an audience. */
  identified: {
    spec: { ...pod(), serviceAccountName: 'sandbox-identity' },
    settings: {
      ...STANDARD,
      serviceAccounts: [...STANDARD.serviceAccounts!, 'sandbox-identity', 'azure'],
      tokenAudiences: ['sts.amazonaws.com', 'api://AzureADTokenExchange'],
    },
  },
} satisfies Record<string, { spec: Json; settings: AdmissionSettings }>;

export type Base = keyof typeof BASES;

/** A change of the pod. */
export interface Operation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: unknown;
}

export const add = (path: string, value: unknown): Operation => ({ op: 'add', path, value });
export const replace = (path: string, value: unknown): Operation => ({ op: 'replace', path, value });
export const remove = (path: string): Operation => ({ op: 'remove', path });

/** A base with changes, as a Pod. Paths begin at the pod: `/spec/...` or `/metadata/...`. */
export function podWith(base: Base, changes: readonly Operation[]): KubeObject {
  const { spec } = BASES[base];
  const changed = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'case', namespace: NAMESPACE, annotations: {} },
    spec,
  };
  const operations = changes.map(({ op, path, value }) =>
    op === 'remove'
      ? JsonPatch.remove(path)
      : op === 'add'
        ? JsonPatch.add(path, value)
        : JsonPatch.replace(path, value),
  );
  return JsonPatch.apply(JSON.parse(JSON.stringify(changed)), ...operations);
}

/** The kinds that hold a pod. */
export const HOLDERS = ['Pod', 'Sandbox', 'SandboxTemplate'] as const;

export type Holder = typeof HOLDERS[number];

/** The same pod in an object of a kind. */
export function held(kind: typeof HOLDERS[number], { metadata, spec }: KubeObject): KubeObject {
  const { annotations, labels } = metadata;
  if (kind === 'Pod') { return { apiVersion: 'v1', kind, metadata, spec }; }
  const group = kind === 'Sandbox' ? 'agents.x-k8s.io' : 'extensions.agents.x-k8s.io';
  return {
    apiVersion: `${group}/v1beta1`,
    kind,
    metadata: { name: 'case', namespace: NAMESPACE },
    spec: { podTemplate: { metadata: { annotations, ...(labels && { labels }) }, spec } },
  };
}
