/**
 * Requests about objects of Agent Sandbox, hostile ones and their legitimate neighbours: what admission policies ask
 * besides the spec of a pod.
 */
import { PLATFORM_USER } from './engines';
import { BASES, held, NAMESPACE, podWith } from './pods';
import { SandboxEgress, SandboxIngress } from '../../../src';
import { AdmissionSettings } from '../../../src/admission/admission-settings';
import { networkBound } from '../../../src/admission/resolve-network';
import { KubeObject } from '../../../src/kubernetes/kube-object';

const SETTINGS: AdmissionSettings = {
  ...BASES.plain.settings,
  maxLifetime: 7200,
  maxPoolReplicas: 5,
  maxVolumeSize: '10Gi',
  maxVolumeClaims: 3,
  maxTotalVolumeSize: '20Gi',
};

/** Accounts to which fields are held. */
export const OWNERS = {
  timer: 'system:serviceaccount:timers:idle-timer',
  autoscaler: 'system:serviceaccount:kube-system:horizontal-pod-autoscaler',
  group: 'platform-admins',
};

/** The admission policies that the rows are put to. */
export const OBJECT_SETTINGS = {
  standard: SETTINGS,
  /** The network of a tenant that gives no bound. */
  tenant: { ...SETTINGS, network: networkBound({ hasDefaultDeny: true }) },
  /** Fields that others own: the mode of all Sandboxes, the count of one pool. */
  held: {
    ...SETTINGS,
    heldFields: [
      { field: 'operatingMode', users: [OWNERS.timer], groups: [OWNERS.group] },
      { field: 'poolReplicas', users: [OWNERS.autoscaler], groups: [], names: ['case', 'other'] },
    ],
  },
  /** Claims that end after their pod, and are deleted then. */
  ending: { ...SETTINGS, maxTimeToLive: 3600, requireClaimDeletion: true },
  /** A network that is narrower than the controller's default. */
  narrow: {
    ...SETTINGS,
    network: networkBound({
      maxEgress: SandboxEgress.internetOnly({ ipv6: false }), maxIngress: SandboxIngress.none(), hasDefaultDeny: true,
    }),
  },
} satisfies Record<string, AdmissionSettings>;

export interface ObjectRow {
  readonly name: string;
  readonly object: KubeObject;
  readonly oldObject?: KubeObject;
  /** Who sends it, if not somebody without rights. */
  readonly user?: string;
  /** Groups of the sender. */
  readonly groups?: readonly string[];
  readonly settings: keyof typeof OBJECT_SETTINGS;
  /** The code by which it is refused; legitimate rows have none. */
  readonly code?: string;
  /** Synth cannot know it, or only warns. */
  readonly isOnlyInCluster?: boolean;
}

export const CONTROLLER_USER = 'system:serviceaccount:agent-sandbox-system:agent-sandbox-controller';

const CREATED = '2026-11-29T10:00:00Z';
const [AFTER_2H, AFTER_20H] = ['2026-11-29T12:00:00Z', '2026-11-30T06:00:00Z'];

/** `SandboxScale` stands for the object of the subresource, which the API server calls `Scale`. */
type Kind = 'Sandbox' | 'SandboxScale' | 'SandboxTemplate' | 'SandboxWarmPool' | 'SandboxClaim';

const METADATA = { name: 'case', namespace: NAMESPACE, creationTimestamp: CREATED };

const { spec: { podTemplate } } = held('Sandbox', podWith('plain', [])) as unknown as { spec: { podTemplate: object } };

const SPECS: Record<Kind, object> = {
  Sandbox: { podTemplate, shutdownTime: AFTER_2H },
  SandboxScale: {},
  SandboxTemplate: { podTemplate },
  SandboxWarmPool: { sandboxTemplateRef: { name: 'python' }, replicas: 1 },
  SandboxClaim: { warmPoolRef: { name: 'python' }, lifecycle: { shutdownTime: AFTER_2H } },
};

function object(kind: Kind, spec: object = {}, metadata: object = {}): KubeObject {
  return {
    apiVersion: kind === 'Sandbox' ? 'agents.x-k8s.io/v1beta1' : 'extensions.agents.x-k8s.io/v1beta1',
    kind,
    metadata: { ...METADATA, ...metadata },
    spec: { ...SPECS[kind], ...spec },
  };
}

const claim = (storage: string, rest: object = {}) => ({
  metadata: { name: `v-${storage.toLowerCase()}` },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...rest },
});
const owned = {
  ownerReferences: [{ apiVersion: 'x/v1', kind: 'SandboxWarmPool', name: 'pool', uid: 'a', controller: true }],
};
const labelled = {
  podTemplate: { ...podTemplate, metadata: { labels: { 'agents.x-k8s.io/sandbox-template-ref-hash': 'deadbeef' } } },
};
const to = (...peers: object[]) => ({ networkPolicy: { egress: [{ to: peers }] } });
const from = (...peers: object[]) => ({ networkPolicy: { ingress: [{ from: peers }] } });
const block = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, ...(except.length > 0 && { except }) } });
const DNS = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};
const ROUTER = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agent-sandbox-system' } },
  podSelector: { matchLabels: { app: 'sandbox-router' } },
};
const template = (spec: object) => object('SandboxTemplate', spec);

type Row = Omit<ObjectRow, 'settings'> & Partial<Pick<ObjectRow, 'settings'>>;

const rows = (...all: Row[]): ObjectRow[] => all.map((row) => ({ settings: 'standard', ...row }));
const refused = (
  code: string,
  ...all: ReadonlyArray<readonly [name: string, object: KubeObject, rest?: Partial<ObjectRow>]>
) => all.map(([name, each, rest]): ObjectRow => ({ name, object: each, settings: 'standard', code, ...rest }));

const TENANT = { settings: 'tenant' } as const;
const NARROW = { settings: 'narrow' } as const;
const HELD = { settings: 'held' } as const;
const ENDING = { settings: 'ending' } as const;

const lifecycle = (of: object) => object('SandboxClaim', { lifecycle: { shutdownTime: AFTER_2H, ...of } });

const suspended = object('Sandbox', { operatingMode: 'Suspended' });
const running = object('Sandbox', { operatingMode: 'Running' });
/** A Sandbox of v1alpha1, whose count says whether it runs. */
const counted = (replicas: number) => ({ ...object('Sandbox', { replicas }), apiVersion: 'agents.x-k8s.io/v1alpha1' });

export const HOSTILE_OBJECTS: readonly ObjectRow[] = [
  ...refused(
    'ASB369',
    ['a pool that is too large', object('SandboxWarmPool', { replicas: 6 })],
  ),
  ...refused(
    'ASB371',
    ['a volume claim that is too large', object('SandboxClaim', { volumeClaimTemplates: [claim('11Gi')] })],
    ['a volume claim of size 0', object('SandboxTemplate', { volumeClaimTemplates: [claim('0')] })],
  ),
  ...refused(
    'ASB372',
    ['a claim without an end', object('SandboxClaim', { lifecycle: {} })],
    [
      'a claim that ends only when it is finished',
      object('SandboxClaim', { lifecycle: { ttlSecondsAfterFinished: 60 } }),
    ],
    ['a Sandbox without an end', object('Sandbox', { shutdownTime: undefined })],
    ['a Sandbox without an end that claims an owner', object('Sandbox', { shutdownTime: undefined }, owned)],
    [
      'a Sandbox whose end is removed',
      object('Sandbox', { shutdownTime: undefined }),
      { oldObject: object('Sandbox') },
    ],
  ),
  ...refused(
    'ASB373',
    [
      'an annotation of Kata by a claim',
      object('SandboxClaim', {
        additionalPodMetadata: { annotations: { 'io.katacontainers.config.hypervisor.path': '/x' } },
      }),
    ],
    [
      'an annotation that is on no list by a claim',
      object('SandboxClaim', { additionalPodMetadata: { annotations: { 'prometheus.io/scrape': 'true' } } }),
    ],
    [
      'an annotation by a Sandbox that claims an owner',
      object(
        'Sandbox',
        { podTemplate: { ...podTemplate, metadata: { annotations: { 'prometheus.io/scrape': 'true' } } } },
        owned,
      ),
    ],
  ),
  ...refused(
    'ASB374',
    [
      'the label of the router by a claim',
      object('SandboxClaim', { additionalPodMetadata: { labels: { app: 'sandbox-router' } } }),
    ],
    [
      'a label of the controller by a claim',
      object('SandboxClaim', { additionalPodMetadata: { labels: { 'agents.x-k8s.io/claim-uid': 'x' } } }),
    ],
    ['a label of the controller by a Sandbox that claims an owner', object('Sandbox', labelled, owned)],
    [
      'the label of the router as the controller',
      object('Sandbox', { podTemplate: { ...podTemplate, metadata: { labels: { app: 'sandbox-router' } } } }, owned),
      { user: CONTROLLER_USER },
    ],
  ),
  ...refused(
    'ASB377',
    [
      'a volume of another tenant by a claim',
      object('SandboxClaim', { volumeClaimTemplates: [claim('1Gi', { volumeName: 'pv-sales' })] }),
    ],
    ['a volume by labels', object('Sandbox', { volumeClaimTemplates: [claim('1Gi', { selector: {} })] })],
  ),
  ...refused(
    'ASB392',
    ['a Sandbox that is created suspended', suspended, HELD],
    ['a Sandbox that somebody suspends', suspended, { ...HELD, oldObject: running }],
    ['a Sandbox that an apply wakes', running, { ...HELD, oldObject: suspended }],
    ['a Sandbox whose mode is removed', object('Sandbox'), { ...HELD, oldObject: suspended }],
    ['a Sandbox that another account suspends', suspended, {
      ...HELD, oldObject: running, user: 'system:serviceaccount:research:idle-timer',
    }],
    ['a Sandbox that a member of another group suspends', suspended, {
      ...HELD, oldObject: running, groups: ['system:authenticated', 'platform'],
    }],
    ['a Sandbox that the controller suspends without owning it', suspended, {
      ...HELD, oldObject: running, user: CONTROLLER_USER,
    }],
    ['a Sandbox of v1alpha1 that somebody suspends', counted(0), { ...HELD, oldObject: counted(1) }],
    ['a Sandbox of v1alpha1 that is created suspended', counted(0), HELD],
    ['a Sandbox that is scaled to 0, which is then not set', object('SandboxScale'), {
      ...HELD, oldObject: object('SandboxScale', { replicas: 1 }),
    }],
    ['a Sandbox that is scaled to 1', object('SandboxScale', { replicas: 1 }), {
      ...HELD, oldObject: object('SandboxScale'),
    }],
    ['a pool that is created with a count', object('SandboxWarmPool', { replicas: 3 }), HELD],
    ['a pool that somebody scales', object('SandboxWarmPool', { replicas: 3 }), {
      ...HELD, oldObject: object('SandboxWarmPool'),
    }],
    ['a pool that somebody scales to 0', object('SandboxWarmPool', { replicas: 0 }), {
      ...HELD, oldObject: object('SandboxWarmPool'),
    }],
    ['a pool that the owner of another field scales', object('SandboxWarmPool', { replicas: 2 }), {
      ...HELD, oldObject: object('SandboxWarmPool'), user: OWNERS.timer, groups: [OWNERS.group],
    }],
  ),
  ...refused('ASB379', [
    'another storage class',
    object('SandboxTemplate', { volumeClaimTemplates: [claim('1Gi', { storageClassName: 'premium' })] }),
  ]),
  ...refused(
    'ASB380',
    [
      'too many volume claims',
      object('Sandbox', { volumeClaimTemplates: ['1Gi', '2Gi', '3Gi', '4Gi'].map((size) => claim(size)) }),
    ],
    [
      'too much storage in sum',
      object('SandboxClaim', { volumeClaimTemplates: [claim('10Gi'), claim('9Gi'), claim('2Gi')] }),
    ],
  ),
  ...refused(
    'ASB382',
    ...(['Sandbox', 'SandboxTemplate', 'SandboxWarmPool', 'SandboxClaim'] as const).map((kind) => (
      [`a finalizer of a ${kind}`, object(kind, {}, { finalizers: ['example.com/keep'] })] as const
    )),
    [
      'a finalizer that is added later',
      object('SandboxClaim', {}, { finalizers: ['orphan', 'example.com/keep'] }),
      { oldObject: object('SandboxClaim', {}, { finalizers: ['orphan'] }) },
    ],
  ),
  ...refused(
    'ASB383',
    ['any egress', template({ networkPolicy: { egress: [{}] } }), TENANT],
    ['egress to an empty list, which is any', template({ networkPolicy: { egress: [{ to: [] }] } }), TENANT],
    ['any ingress', template({ networkPolicy: { ingress: [{}] } }), TENANT],
    ['all addresses', template(to(block('0.0.0.0/0'))), TENANT],
    ['all addresses but some', template(to(block('0.0.0.0/0', '10.0.0.0/8'))), TENANT],
    ['private addresses', template(to(block('10.0.0.0/8'))), TENANT],
    ['a part of the private addresses', template(to(block('10.96.0.0/12'))), TENANT],
    ['the metadata of the cloud', template(to(block('169.254.169.254/32'))), TENANT],
    ['the metadata of the cloud through NAT64', template(to(block('64:ff9b::a9fe:a9fe/128'))), TENANT],
    ['half of all addresses', template(to(block('0.0.0.0/1'))), TENANT],
    ['a range that is none', template(to(block('internet'))), TENANT],
    [
      'pods of another namespace',
      template(to({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'sales' } } })),
      TENANT,
    ],
    ['all pods', template(to({ namespaceSelector: {} })), TENANT],
    ['pods of its namespace', template(to({ podSelector: {} })), TENANT],
    ['all pods of kube-system', template(to({ namespaceSelector: DNS.namespaceSelector })), TENANT],
    ['the DNS of the cluster on all ports', template(to(DNS)), TENANT],
    [
      'the DNS of the cluster on other ports',
      template({ networkPolicy: { egress: [{ to: [DNS], ports: [{ port: 53, endPort: 9153 }] }] } }),
      TENANT,
    ],
    ['ingress from everywhere', template(from(block('0.0.0.0/0'))), TENANT],
    [
      'ingress from a label in any namespace',
      template(from({ namespaceSelector: {}, podSelector: ROUTER.podSelector })),
      TENANT,
    ],
    ['one rule too many', template({ networkPolicy: { egress: [{ to: [block('8.8.8.8/32')] }, {}] } }), TENANT],
    ['no policy of the controller, where nothing else denies', template({ networkPolicyManagement: 'Unmanaged' })],
    ['the default of the controller, where that is too wide', template({}), NARROW],
    ['the internet of IPv6, where only IPv4 is allowed', template(to(block('2000::/3'))), NARROW],
    ['the router, where nobody is let in', template(from(ROUTER)), NARROW],
    [
      'a wider network later',
      template({ networkPolicy: { egress: [{}] } }),
      { ...TENANT, oldObject: template({ networkPolicy: {} }) },
    ],
    ['no policy of its own later', template({}), { ...NARROW, oldObject: template({ networkPolicy: {} }) }],
  ).map((row) => ({ ...row, isOnlyInCluster: true })),
  ...refused(
    'ASB387',
    [
      'a claim that copies the volume of another tenant',
      object('SandboxClaim', {
        volumeClaimTemplates: [
          claim('1Gi', { dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'work', namespace: 'sales' } }),
        ],
      }),
    ],
    [
      'a Sandbox with a volume of a snapshot',
      object('Sandbox', {
        volumeClaimTemplates: [
          claim('1Gi', { dataSource: { apiGroup: 'snapshot.storage.k8s.io', kind: 'VolumeSnapshot', name: 'x' } }),
        ],
      }),
    ],
  ),
  ...refused(
    'ASB384',
    ['a claim of twenty hours', object('SandboxClaim', { lifecycle: { shutdownTime: AFTER_20H } })],
    ['a Sandbox of twenty hours', object('Sandbox', { shutdownTime: AFTER_20H })],
    ['an end far away', object('Sandbox', { shutdownTime: '9999-12-31T23:59:59Z' })],
    [
      'a claim that is extended',
      object('SandboxClaim', { lifecycle: { shutdownTime: '2026-11-29T12:00:01Z' } }),
      { oldObject: object('SandboxClaim') },
    ],
  ),
  ...refused(
    'ASB393',
    ['a claim without a time to live', lifecycle({ shutdownPolicy: 'Delete' }), ENDING],
    ['a claim that outlives its pod', lifecycle({ shutdownPolicy: 'Delete', ttlSecondsAfterFinished: 3601 }), ENDING],
  ),
  ...refused(
    'ASB394',
    ['a claim that stays', lifecycle({ shutdownPolicy: 'Retain', ttlSecondsAfterFinished: 60 }), ENDING],
    ['a claim that stays by default', lifecycle({ ttlSecondsAfterFinished: 60 }), ENDING],
  ),
];

export const LEGITIMATE_OBJECTS: readonly ObjectRow[] = rows(
  ...(Object.keys(SPECS) as Kind[]).filter((kind) => kind !== 'SandboxScale').map((kind) => ({ name: `a ${kind}`, object: object(kind) })),
  ...['Delete', 'DeleteForeground'].map((shutdownPolicy) => ({
    name: `a claim that ends by ${shutdownPolicy}`,
    object: lifecycle({ shutdownPolicy, ttlSecondsAfterFinished: 3600 }),
    ...ENDING,
  })),
  { name: 'a Sandbox whose mode nobody gives', object: object('Sandbox'), ...HELD },
  { name: 'a Sandbox in the mode that it gets anyway', object: running, isOnlyInCluster: true, ...HELD },
  { name: 'a Sandbox that its timer suspends', object: suspended, oldObject: running, user: OWNERS.timer, ...HELD },
  { name: 'a Sandbox that its timer creates suspended', object: suspended, user: OWNERS.timer, ...HELD },
  {
    name: 'a Sandbox that a member of the group wakes',
    object: running,
    oldObject: suspended,
    groups: ['system:authenticated', OWNERS.group],
    ...HELD,
  },
  {
    name: 'a suspended Sandbox that gets a new end',
    object: object('Sandbox', { operatingMode: 'Suspended', shutdownTime: '2026-11-29T11:00:00Z' }),
    oldObject: suspended,
    ...HELD,
  },
  {
    name: 'a Sandbox of a claim that the controller suspends',
    object: object('Sandbox', { operatingMode: 'Suspended' }, owned),
    oldObject: object('Sandbox', { operatingMode: 'Running' }, owned),
    user: CONTROLLER_USER,
    ...HELD,
  },
  { name: 'a Sandbox of v1alpha1 that stays suspended', object: counted(0), oldObject: counted(0), ...HELD },
  {
    name: 'a Sandbox that its timer scales to 0',
    object: object('SandboxScale'),
    oldObject: object('SandboxScale', { replicas: 1 }),
    user: OWNERS.timer,
    ...HELD,
  },
  {
    name: 'a Sandbox that stays scaled to 0',
    object: object('SandboxScale'),
    oldObject: object('SandboxScale'),
    ...HELD,
  },
  { name: 'a pool whose count nobody gives', object: object('SandboxWarmPool', { replicas: undefined }), ...HELD },
  {
    name: 'a pool that its autoscaler scales',
    object: object('SandboxWarmPool', { replicas: 3 }),
    oldObject: object('SandboxWarmPool'),
    user: OWNERS.autoscaler,
    ...HELD,
  },
  {
    name: 'a pool that keeps its count',
    object: object('SandboxWarmPool', { replicas: 3, updateStrategy: { type: 'Recreate' } }),
    oldObject: object('SandboxWarmPool', { replicas: 3 }),
    ...HELD,
  },
  {
    name: 'a pool of another name',
    object: object('SandboxWarmPool', { replicas: 3 }, { name: 'free' }),
    oldObject: object('SandboxWarmPool', {}, { name: 'free' }),
    ...HELD,
  },
  { name: 'a pool at its maximum', object: object('SandboxWarmPool', { replicas: 5 }) },
  {
    name: 'volume claims that fit exactly',
    object: object('SandboxClaim', {
      volumeClaimTemplates: [claim('10Gi'), claim('8Gi', { storageClassName: 'standard' }), claim('2Gi')],
    }),
  },
  {
    name: 'a volume claim without a size',
    object: object('SandboxClaim', { volumeClaimTemplates: [{ metadata: { name: 'work' }, spec: {} }] }),
  },
  {
    name: 'annotations and labels of users',
    object: object('SandboxClaim', {
      additionalPodMetadata: {
        annotations: { 'example.com/run': '7' },
        labels: { 'sandbox.users.io/run': '7', 'app': 'evals' },
      },
    }),
  },
  {
    name: 'a Sandbox that the controller makes for a pool',
    object: object('Sandbox', { ...labelled, shutdownTime: undefined }, owned),
    user: CONTROLLER_USER,
  },
  {
    name: 'such a Sandbox that is suspended',
    object: object('Sandbox', { ...labelled, shutdownTime: undefined, operatingMode: 'Suspended' }, owned),
    oldObject: object('Sandbox', { ...labelled, shutdownTime: undefined }, owned),
  },
  {
    name: 'a finalizer of the garbage collector',
    object: object('SandboxClaim', {}, { finalizers: ['foregroundDeletion'] }),
  },
  {
    name: 'a finalizer that was there',
    object: object('SandboxClaim', { env: [] }, { finalizers: ['example.com/keep'] }),
    oldObject: object('SandboxClaim', {}, { finalizers: ['example.com/keep'] }),
  },
  {
    name: 'an end that is brought forward',
    object: object('SandboxClaim', { lifecycle: { shutdownTime: '2026-11-29T11:00:00Z' } }),
    oldObject: object('SandboxClaim'),
  },
  { name: 'a template with the default of the controller', object: template({}), ...TENANT },
  {
    name: 'a template without a policy, where another denies',
    object: template({ networkPolicyManagement: 'Unmanaged' }),
    ...TENANT,
  },
  { name: 'a template that reaches nobody', object: template({ networkPolicy: {} }), ...NARROW },
  { name: 'an address of the internet', object: template(to(block('203.0.112.0/24'), block('8.8.8.8/32'))), ...TENANT },
  { name: 'the internet of IPv6', object: template(to(block('2600::/12'))), ...TENANT },
  {
    name: 'half of all addresses without the private ones',
    object: template(to(block('128.0.0.0/2', '169.254.0.0/16', '172.16.0.0/12', '168.63.129.16/32'))),
    ...TENANT,
  },
  {
    name: 'the DNS of the cluster',
    object: template({
      networkPolicy: { egress: [{ to: [DNS], ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] }] },
    }),
    ...TENANT,
  },
  {
    name: 'the router',
    object: template(
      from({ ...ROUTER, podSelector: { matchLabels: { ...ROUTER.podSelector.matchLabels, tier: 'one' } } }),
    ),
    ...TENANT,
  },
  {
    name: 'any network by an account that may create network policies',
    object: template({ networkPolicy: { egress: [{}], ingress: [{}] } }),
    user: PLATFORM_USER,
    ...TENANT,
  },
  {
    name: 'a change of a template whose network is wide',
    object: template({ networkPolicy: { egress: [{}] }, service: true }),
    oldObject: template({ networkPolicy: { egress: [{}] } }),
    ...TENANT,
  },
);
