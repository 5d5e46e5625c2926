/** A claimer creates, changes and deletes claims, and sees nothing else. */
import { Attack, attacksOf, by, forbidden, gap, later, partLater } from '../attack';
import {
  claim, FULL, IN_AN_HOUR, inNamespace, OWNER, pod, pool, sandbox, template, TEN_YEARS, the, volumeClaim,
} from '../objects';
import {
  apply, create, dryRun, impersonating, jsonPatch, list, mergePatch, post, read, remove, removeAll, update,
} from '../requests';

const NIGHTLY = the('SandboxClaim', 'nightly');
const DEV = the('Sandbox', 'dev');
const POD = the('Pod', 'dev');

const SECRET = { secretKeyRef: { name: 'model-key', key: 'key' } };
const OPEN = { warmPoolRef: { name: 'open-pool' } };

const sized = (storage: string) => volumeClaim('x', { resources: { requests: { storage } } });

/** A claim with metadata for its pod. */
const annotated = (annotations: object) => create(claim({ additionalPodMetadata: { annotations } }));
const labelled = (labels: object, name = 'attack') => create(claim({ additionalPodMetadata: { labels } }, { name }));

export const CLAIMER: readonly Attack[] = [
  ...forbidden(
    'claimer',
    ['creates a Sandbox', create(sandbox()), 'create sandboxes', create(claim())],
    ['creates a Sandbox by server-side apply', apply(sandbox()), 'patch sandboxes', apply(claim())],
    ['creates a SandboxTemplate', create(template()), 'create sandboxtemplates'],
    [
      'opens the network of a template',
      mergePatch(the('SandboxTemplate', 'python'), { spec: { networkPolicy: { egress: [{}] } } }),
      'patch sandboxtemplates',
    ],
    ['creates a SandboxWarmPool', create(pool()), 'create sandboxwarmpools'],
    [
      'points a pool to another template',
      mergePatch(the('SandboxWarmPool', 'python-pool'), { spec: { sandboxTemplateRef: { name: 'open' } } }),
      'patch sandboxwarmpools',
    ],
    [
      'scales a pool',
      mergePatch(the('SandboxWarmPool', 'python-pool'), { spec: { replicas: 3 } }, 'scale'),
      'patch sandboxwarmpools/scale',
    ],
    ['changes the Sandbox of another', mergePatch(DEV, { spec: { operatingMode: 'Suspended' } }), 'patch sandboxes'],
    ['deletes the Sandbox of another', remove(DEV), 'delete sandboxes', remove(NIGHTLY)],
    ['reads a Sandbox', read(DEV), 'get sandboxes', read(NIGHTLY)],
    ['lists pods', list(POD), 'list pods', list(NIGHTLY)],
    ['creates a pod', create(pod()), 'create pods'],
    ['runs a command in a pod', post(POD, 'exec?command=sh'), 'create pods/exec'],
    ['reads the log of a pod', read(POD, 'log'), 'get pods/log'],
    ['reads a Secret', read(the('Secret', 'model-key')), 'get secrets'],
    [
      'replaces a claim',
      update(NIGHTLY, [{ op: 'add', path: '/metadata/labels', value: { x: 'y' } }]), 'update sandboxclaims',
      mergePatch(NIGHTLY, { metadata: { labels: { x: 'y' } } }),
    ],
    ['deletes all claims', removeAll(NIGHTLY), 'deletecollection sandboxclaims'],
    [
      'reports that a claim is served',
      mergePatch(NIGHTLY, { status: { sandbox: { name: 'dev' } } }, 'status'), 'patch sandboxclaims/status',
    ],
    [
      'asks for a token of the sandboxes\' account',
      post(the('ServiceAccount', 'sandbox'), 'token', { spec: {} }), 'create serviceaccounts/token',
    ],
    ['claims a sandbox of another tenant', create(inNamespace('neighbour', claim())), 'create sandboxclaims'],
  ),
  ...attacksOf(
    'claimer',
    [
      'exceeds the number of claims',
      create(inNamespace(FULL, claim())), by('quota', 'count/sandboxclaims.extensions.agents.x-k8s.io=1'),
      create(claim()),
    ],
    [
      'exceeds it with a generated name',
      create(inNamespace(FULL, claim({}, { name: undefined, generateName: 'x-' }))),
      by('quota', 'exceeded quota: sandbox-quota'),
      create(claim({}, { name: undefined, generateName: 'x-' })),
    ],
    [
      'exceeds it by server-side apply',
      apply(inNamespace(FULL, claim())), by('quota', 'exceeded quota: sandbox-quota'),
    ],
    [
      'exceeds it in a dry run',
      dryRun(create(inNamespace(FULL, claim()))), by('quota', 'exceeded quota: sandbox-quota'),
    ],
    [
      'acts as an operator',
      impersonating('system:serviceaccount:people:operator', create(sandbox())), by('RBAC', 'cannot impersonate'),
    ],
    [
      'brings a pod spec of its own',
      create(claim({ podTemplate: { spec: { hostPID: true } } })), by('schema', 'unknown field "spec.podTemplate"'),
    ],
    [
      'names a pool of another namespace',
      create(claim({ warmPoolRef: { name: 'python-pool', namespace: 'neighbour' } })),
      by('schema', 'unknown field "spec.warmPoolRef.namespace"'),
      create(claim()),
    ],
    ['names no pool', create(claim({ warmPoolRef: undefined })), by('schema', 'spec.warmPoolRef: Required value')],
    [
      'sends a claim for another namespace',
      { ...create(inNamespace('neighbour', claim())), target: NIGHTLY },
      by('API', 'the namespace of the provided object does not match'),
    ],
    [
      'brings a volume larger than the tenant allows',
      create(claim({ volumeClaimTemplates: [sized('100Ti')] })), by('admission', 'ASB371'),
      create(claim({ volumeClaimTemplates: [volumeClaim('small')] })),
    ],
    ['brings a volume of size 0', create(claim({ volumeClaimTemplates: [sized('0')] })), by('admission', 'ASB371')],
    [
      'enlarges the volume of a claim later',
      mergePatch(NIGHTLY, { spec: { volumeClaimTemplates: [sized('100Ti')] } }), by('admission', 'ASB371'),
    ],
  ),
  ...attacksOf(
    'claimer',
    [
      'sets a variable that the template does not allow',
      create(claim({ env: [{ name: 'LD_PRELOAD', value: '/tmp/x.so' }] }, { name: 'seeded' })),
      later('controller', 'EnvVarsInjectionRejected'),
      create(claim({ ...OPEN, env: [{ name: 'SEED', value: '7' }] })),
    ],
    [
      'reads a Secret by a variable',
      create(claim({ ...OPEN, env: [{ name: 'KEY', valueFrom: SECRET }] })),
      by('schema', 'unknown field "spec.env[0].valueFrom"'),
    ],
    [
      'adds a volume that the template does not allow',
      create(claim({ volumeClaimTemplates: [volumeClaim('small')] }, { name: 'voluminous' })),
      later('controller', 'VolumeClaimTemplatesError'),
    ],
    [
      'claims from a pool that does not exist',
      create(claim({ warmPoolRef: { name: 'none' } }, { name: 'lost' })), later('controller', 'WarmPoolNotFound'),
    ],
    [
      'takes over a Sandbox by its name',
      create(claim(OPEN, { name: 'dev' })), partLater('controller', 'is not controlled by claim'),
    ],
    ['takes the pod label of the router', labelled({ app: 'sandbox-router' }, 'routing'), by('admission', 'ASB374')],
    [
      'takes the pod label that Services select by',
      labelled({ 'agents.x-k8s.io/sandbox-name-hash': 'deadbeef' }, 'hijack'), by('admission', 'ASB374'),
    ],
    [
      'takes the pod label of a pool',
      labelled({ 'agents.x-k8s.io/warm-pool-sandbox': 'deadbeef' }, 'pooled'), by('admission', 'ASB374'),
    ],
    [
      'takes a pod label of Kubernetes',
      labelled({ 'app.kubernetes.io/name': 'sandbox-router' }, 'named'), later('controller', 'InvalidMetadata'),
    ],
  ),
  ...attacksOf(
    'claimer',
    [
      'chooses the hypervisor of Kata by an annotation',
      annotated({ 'io.katacontainers.config.hypervisor.path': '/tmp/qemu' }), by('admission', 'ASB373'),
    ],
    [
      'joins another network of Multus by an annotation',
      annotated({ 'k8s.v1.cni.cncf.io/networks': 'kube-system/host' }), by('admission', 'ASB373'),
    ],
    [
      'turns on the host network of gVisor by an annotation',
      annotated({ 'dev.gvisor.flag.network': 'host' }), by('admission', 'ASB373'),
    ],
    [
      'takes a cloud role of kube2iam by an annotation',
      annotated({ 'iam.amazonaws.com/role': 'admin' }), by('admission', 'ASB373'),
    ],
    [
      'sets an option of CRI-O by an annotation',
      annotated({ 'io.kubernetes.cri-o.userns-mode': 'host' }), by('admission', 'ASB373'),
    ],
    [
      'turns off AppArmor by an annotation',
      annotated({ 'container.apparmor.security.beta.kubernetes.io/main': 'unconfined' }), by('admission', 'ASB373'),
    ],
    [
      'keeps a claim from being deleted by a finalizer',
      create(claim({}, { finalizers: ['example.com/keep'] })), by('admission', 'ASB382'),
    ],
    [
      'adds a finalizer to a claim later',
      jsonPatch(NIGHTLY, [{ op: 'add', path: '/metadata/finalizers', value: ['example.com/keep'] }]),
      by('admission', 'ASB382'),
    ],
    [
      'ties a claim to an object of its choice by an owner reference',
      create(claim({}, { ownerReferences: [OWNER] })), gap('Owner references'),
    ],
    ['keeps a claim forever', create(claim({ lifecycle: undefined })), by('admission', 'ASB372'), create(claim())],
    ['keeps a claim forever later', mergePatch(NIGHTLY, { spec: { lifecycle: null } }), by('admission', 'ASB372')],
    [
      'extends a claim later',
      mergePatch(NIGHTLY, { spec: { lifecycle: { shutdownTime: TEN_YEARS } } }), by('admission', 'ASB384'),
      mergePatch(NIGHTLY, { spec: { lifecycle: { shutdownTime: IN_AN_HOUR } } }),
    ],
    [
      'dates a claim in the future',
      create(claim({ lifecycle: { shutdownTime: TEN_YEARS } }, { creationTimestamp: TEN_YEARS })),
      by('admission', 'ASB384'),
    ],
    [
      'keeps a claim for ten years',
      create(claim({ lifecycle: { shutdownTime: TEN_YEARS } })), by('admission', 'ASB384'),
    ],
  ),
];
