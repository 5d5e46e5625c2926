/** What follows from an edit, by rule: each row is two manifests that differ in one thing. */
import { AROUND } from './around';
import { effectsOf, SANDBOX, TEMPLATE, POOL, CLAIM, rulesOf } from './support';
import { EFFECT_RULES } from '../../src/change/effect-rules';

const HOME = '  volumeClaimTemplates:\n'
  + '  - metadata: { name: home }\n'
  + '    spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } }\n';
const PLATFORM = [TEMPLATE, POOL, CLAIM];

const role = (verbs: string) => [
  'apiVersion: rbac.authorization.k8s.io/v1',
  'kind: Role',
  'metadata: { name: r, namespace: research }',
  `rules: [{ apiGroups: [""], resources: [pods], verbs: [${verbs}] }]`,
].join('\n');

const binding = (subjects: string, ref = 'a') => [
  'apiVersion: rbac.authorization.k8s.io/v1',
  'kind: RoleBinding',
  'metadata: { name: r, namespace: research }',
  `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${ref} }`,
  `subjects: [${subjects}]`,
].join('\n');

const OWN_BINDING = binding('{ kind: ServiceAccount, name: default, namespace: research }', 'r');

const namespace = (level?: string) => [
  'apiVersion: v1',
  'kind: Namespace',
  `metadata: { name: research${level ? `, labels: { pod-security.kubernetes.io/enforce: ${level} }` : ''} }`,
].join('\n');

const quota = (hard: string) => [
  'apiVersion: v1', 'kind: ResourceQuota', 'metadata: { name: q, namespace: research }', `spec: { hard: { ${hard} } }`,
].join('\n');

const deployment = (image: string, app = 'x') => [
  'apiVersion: apps/v1',
  'kind: Deployment',
  'metadata: { name: d, namespace: research }',
  'spec:',
  '  replicas: 3',
  `  selector: { matchLabels: { app: ${app} } }`,
  '  template:',
  `    metadata: { labels: { app: ${app} } }`,
  `    spec: { containers: [{ name: main, image: "${image}" }] }`,
].join('\n');

const controller = (tag: string) => [
  'apiVersion: apps/v1',
  'kind: Deployment',
  'metadata: { name: agent-sandbox-controller, namespace: agent-sandbox-system }',
  'spec:',
  '  selector: { matchLabels: { app: agent-sandbox-controller } }',
  '  template:',
  '    metadata: { labels: { app: agent-sandbox-controller } }',
  '    spec:',
  '      containers:',
  '      - name: agent-sandbox-controller',
  `        image: registry.k8s.io/agent-sandbox/agent-sandbox-controller:${tag}`,
].join('\n');

const crd = (versions: string) => [
  'apiVersion: apiextensions.k8s.io/v1',
  'kind: CustomResourceDefinition',
  'metadata: { name: sandboxes.agents.x-k8s.io }',
  'spec:',
  '  group: agents.x-k8s.io',
  '  scope: Namespaced',
  '  names: { kind: Sandbox, plural: sandboxes }',
  `  versions: [${versions}]`,
].join('\n');
const V1BETA1 = '{ name: v1beta1, served: true, storage: true }';
const V1ALPHA1 = '{ name: v1alpha1, served: true, storage: false }';

const vapBinding = (action: string) => [
  'apiVersion: admissionregistration.k8s.io/v1',
  'kind: ValidatingAdmissionPolicyBinding',
  'metadata: { name: b }',
  `spec: { policyName: p, validationActions: [${action}] }`,
].join('\n');

const secret = (value: string, more = '') => [
  'apiVersion: v1', 'kind: Secret', 'metadata: { name: s, namespace: research }', `stringData: { a: ${value} }`, more,
].join('\n');

const classOf = (handler: string) => [
  'apiVersion: node.k8s.io/v1', 'kind: RuntimeClass', 'metadata: { name: gvisor }', `handler: ${handler}`,
].join('\n');

const PVC = [
  'apiVersion: v1', 'kind: PersistentVolumeClaim', 'metadata: { name: data, namespace: research }',
  'spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }',
].join('\n');

const policy = (egress: string) => [
  'apiVersion: networking.k8s.io/v1',
  'kind: NetworkPolicy',
  'metadata: { name: dev, namespace: research }',
  `spec: { podSelector: {}, policyTypes: [Egress], egress: [${egress}] }`,
].join('\n');

type Row = readonly [name: string, before: readonly string[], after: readonly string[], rules: readonly string[]];

const inPod = (field: string) => (text: string) => text.replace('containers:', `${field}\n      containers:`);

const labelled = (text: string) => text.replace('podTemplate:', 'podTemplate:\n    metadata: { labels: { a: b } }');

const ROWS: readonly Row[] = [
  ['nothing', PLATFORM, PLATFORM, []],
  ['the order of documents', PLATFORM, [CLAIM, POOL, TEMPLATE], []],
  ['a default that is written', [SANDBOX], [`${SANDBOX}  operatingMode: Running\n`], []],
  ['an amount in another unit', [SANDBOX.replace('cpu: 1', 'cpu: 1000m')], [SANDBOX], []],
  ['an empty field that says nothing', [SANDBOX], [
    inPod('securityContext: {}')(SANDBOX.replace('podTemplate:', 'podTemplate:\n    metadata: {}')),
  ], []],
  ['an empty field that says something', [SANDBOX], [inPod('volumes: [{ name: v, emptyDir: {} }]')(SANDBOX)], [
    'pod-stale',
  ]],
  ['what the API server writes', [SANDBOX], [
    `${SANDBOX.replace('namespace:', 'uid: x, generation: 3, namespace:')}status: { serviceFQDN: x }\n`,
  ], []],
  ['a Sandbox that is created', [], [SANDBOX], ['sandbox-starts']],
  ['a Sandbox that is deleted', [SANDBOX], [], ['sandbox-ends']],
  ['one with a volume that is deleted', [SANDBOX + HOME], [], ['sandbox-volumes-deleted']],
  ['one that is renamed', [SANDBOX + HOME], [SANDBOX.replace('dev', 'dev2') + HOME], [
    'sandbox-volumes-deleted', 'sandbox-starts',
  ]],
  ['one that moves to another namespace', [SANDBOX], [SANDBOX.replace('research', 'other')], [
    'sandbox-ends', 'sandbox-starts',
  ]],
  ['suspending', [SANDBOX], [`${SANDBOX}  operatingMode: Suspended\n`], ['sandbox-ends']],
  ['resuming', [`${SANDBOX}  operatingMode: Suspended\n`], [SANDBOX], ['sandbox-starts']],
  ['an image', [SANDBOX], [SANDBOX.replace(':1"', ':2"')], ['pod-stale']],
  ['a label of the pod', [SANDBOX], [labelled(SANDBOX)], ['pod-metadata']],
  ['a claim template that is added', [SANDBOX], [SANDBOX + HOME], ['refused']],
  ['an end', [SANDBOX], [`${SANDBOX}  shutdownTime: "2090-01-01T00:00:00Z"\n`], ['sandbox-ends']],
  ['an end that deletes a volume', [SANDBOX + HOME], [
    `${SANDBOX}${HOME}  shutdownTime: "2090-01-01T00:00:00Z"\n  shutdownPolicy: Delete\n`,
  ], ['volumes-end-with-sandbox']],
  ['a Service that goes', [`${SANDBOX}  service: true\n`], [`${SANDBOX}  service: false\n`], ['service-deleted']],
  ['an unknown field', [SANDBOX], [`${SANDBOX}  replica: 1\n`], ['never-ready']],
  ['a value that is refused', [SANDBOX], [`${SANDBOX}  shutdownPolicy: Never\n`], ['refused']],
  ['a pod that is refused', [SANDBOX], [SANDBOX.replace('name: main', 'name: My_Main')], ['never-ready', 'pod-stale']],
  ['a fault that was there before', [SANDBOX.replace('name: main', 'name: My_Main')], [
    SANDBOX.replace('name: main', 'name: My_Main').replace(':1"', ':2"'),
  ], ['pod-stale']],
  ['a runtime that goes', [inPod('runtimeClassName: gvisor')(TEMPLATE)], [TEMPLATE], ['isolation-lowered']],
  ['another runtime', [inPod('runtimeClassName: gvisor')(TEMPLATE)], [inPod('runtimeClassName: kata')(TEMPLATE)], [
    'isolation-lowered',
  ]],
  ['image of a template, OnReplenish', PLATFORM, [TEMPLATE.replace(':1"', ':2"'), POOL, CLAIM], [
    'pool-stale', 'claim-stale',
  ]],
  ['image of a template, Recreate', [TEMPLATE, `${POOL}  updateStrategy: { type: Recreate }\n`], [
    TEMPLATE.replace(':1"', ':2"'), `${POOL}  updateStrategy: { type: Recreate }\n`,
  ], ['pool-replaced']],
  ['label of a template, Recreate', [TEMPLATE, `${POOL}  updateStrategy: { type: Recreate }\n`], [
    labelled(TEMPLATE),
    `${POOL}  updateStrategy: { type: Recreate }\n`,
  ], []],
  ['a pool that grows', [TEMPLATE, POOL], [TEMPLATE, POOL.replace('replicas: 2', 'replicas: 3')], ['pool-grows']],
  ['a pool that shrinks', [TEMPLATE, POOL], [TEMPLATE, POOL.replace('replicas: 2', 'replicas: 1')], ['pool-shrinks']],
  ['a pool that goes before its claims', PLATFORM, [TEMPLATE, CLAIM], ['pool-missing', 'pool-shrinks']],
  ['a template that goes before its pools', PLATFORM, [POOL, CLAIM], ['template-missing', 'policy-goes-with-template']],
  ['a claim that comes', [TEMPLATE, POOL], PLATFORM, ['claim-starts']],
  ['a claim that goes', PLATFORM, [TEMPLATE, POOL], ['claim-ends']],
  ['a claim of a volume that goes', [TEMPLATE + HOME, POOL, CLAIM], [TEMPLATE + HOME, POOL], ['claim-volumes-deleted']],
  ['another pool of a claim', PLATFORM, [TEMPLATE, POOL, CLAIM.replace('name: pool', 'name: other')], ['claim-unread']],
  ['a claim that ends with its volume', [TEMPLATE + HOME, POOL, CLAIM], [
    TEMPLATE + HOME, POOL, `${CLAIM}  lifecycle: { shutdownTime: "2090-01-01T00:00:00Z" }\n`,
  ], ['volumes-end-with-sandbox']],
  ['a Namespace', [namespace()], [], ['namespace-deleted']],
  ['a CRD', [crd(V1BETA1)], [], ['crd-deleted']],
  ['a version of a CRD', [crd(`${V1BETA1}, ${V1ALPHA1}`)], [crd(V1BETA1)], ['version-removed']],
  ['a PersistentVolumeClaim', [PVC], [], ['volume-claim-deleted']],
  ['more verbs', [role('get')], [role('get, create')], ['permissions-gained']],
  ['fewer verbs', [role('get, create')], [role('get')], ['permissions-lost']],
  ['verbs in another order', [role('get, create')], [role('create, get')], []],
  ['another subject', [binding('{ kind: User, name: a }')], [binding('{ kind: User, name: b }')], [
    'permissions-gained', 'permissions-lost',
  ]],
  ['another role of a binding', [binding('')], [binding('', 'b')], ['immutable-field']],
  ['a lower level of Pod Security', [namespace('restricted')], [namespace('baseline')], ['pod-security-lowered']],
  ['no level of Pod Security', [namespace('restricted')], [namespace()], ['pod-security-lowered']],
  ['a higher level of Pod Security', [namespace()], [namespace('baseline')], ['guardrail-raised']],
  ['a larger quota', [quota('pods: 1')], [quota('pods: 2')], ['guardrail-lowered']],
  ['a smaller quota', [quota('pods: 2')], [quota('pods: 1')], ['guardrail-raised']],
  ['an equal quota', [quota('requests.cpu: 1')], [quota('requests.cpu: 1000m')], []],
  ['a quota that goes', [quota('pods: 1')], [], ['guardrail-lowered']],
  ['a policy that only warns', [vapBinding('Deny')], [vapBinding('Warn')], ['guardrail-lowered']],
  ['the image of a Deployment', [deployment('x:1')], [deployment('x:2')], ['rollout']],
  ['the selector of a Deployment', [deployment('x:1')], [deployment('x:1', 'y')], ['immutable-field']],
  ['the handler of a RuntimeClass', [classOf('runsc')], [classOf('kata')], ['immutable-field']],
  ['a RuntimeClass that pods name', [classOf('runsc'), inPod('runtimeClassName: gvisor')(TEMPLATE)], [
    inPod('runtimeClassName: gvisor')(TEMPLATE),
  ], ['reference-missing']],
  ['a RuntimeClass that no pod names', [classOf('runsc'), TEMPLATE], [TEMPLATE], []],
  ['a Secret that pods name', [secret('x'), inPod('imagePullSecrets: [{ name: s }]')(TEMPLATE)], [
    inPod('imagePullSecrets: [{ name: s }]')(TEMPLATE),
  ], ['reference-missing']],
  ['an immutable Secret', [secret('x', 'immutable: true')], [secret('y', 'immutable: true')], ['immutable-field']],
  ['a policy that lets more through', [SANDBOX, policy('')], [SANDBOX, policy('{}')], [
    'reach-gained', 'radius-gained',
  ]],
  ['a policy that lets less through', [SANDBOX, policy('{}')], [SANDBOX, policy('')], ['reach-lost', 'radius-lost']],
  ['a policy that goes', [SANDBOX, policy('')], [SANDBOX], ['reach-gained', 'radius-gained']],
  ['more verbs of an account whose token is mounted', [SANDBOX, role('get'), OWN_BINDING], [
    SANDBOX, role('get, create'), OWN_BINDING,
  ], ['permissions-gained', 'radius-gained']],
  ['a policy that selects nothing of ours', [policy('{}')], [policy('')], []],
  ['a template that lets more through', [TEMPLATE], [
    `${TEMPLATE}  networkPolicy: { egress: [{}] }\n`,
  ], ['reach-gained', 'reach-lost', 'radius-gained']],
  ['a template whose pod is privileged', [TEMPLATE], [
    TEMPLATE.replace('containers: [{', 'containers: [{ securityContext: { privileged: true },'),
  ], ['radius-gained']],
  ['the controller', [controller('v1.0.5')], [], ['controller-deleted']],
  ['a newer controller', [controller('v1.0.3')], [controller('v1.0.5')], ['release-changes', 'rollout']],
  ['an older controller', [controller('v1.0.5')], [controller('v1.0.3')], ['release-jump', 'rollout']],
  ['a controller two lines ahead', [controller('v0.4.6')], [controller('v1.0.5')], ['release-jump', 'rollout']],
];

test.each(ROWS)('%s', (_, before, after, rules) => {
  // Of each object that goes, it is said how to delete it: see around.test.ts.
  expect(rulesOf(before, after).filter((rule) => rule !== 'left-without-prune').sort()).toEqual([...rules].sort());
});

test('every rule has a row, but for those that other tests have', () => {
  const inRows = new Set(ROWS.flatMap(([, , , rules]) => rules));
  const ofClasses = ['class-removed', 'class-dropped', 'class-deprecated', 'class-ended'];
  const others = ['claim-templates-ignored', ...AROUND, ...ofClasses];
  expect(Object.keys(EFFECT_RULES).filter((rule) => !inRows.has(rule) && !others.includes(rule))).toEqual([]);
});

test('before v0.5.3 claim templates of a Sandbox may change, and do little', () => {
  const effects = effectsOf([SANDBOX], [SANDBOX + HOME], 'v0.5.2');
  expect(effects.map(({ rule, volumes }) => [rule, volumes])).toEqual([['claim-templates-ignored', { created: 1 }]]);
});

test('a past end is an end at once', () => {
  const ended = `${SANDBOX}  shutdownTime: "2020-01-01T00:00:00Z"\n`;
  const podsAt = (now?: Date) => effectsOf([SANDBOX], [ended], 'v1.0.5', now).map(({ pods }) => pods);
  expect([podsAt(new Date('2026-01-01')), podsAt()]).toEqual([[{ ended: 1 }], [{ ended: 0 }]]);
});

test('a pool that an autoscaler holds has no number', () => {
  const scaler = [
    'apiVersion: autoscaling/v2', 'kind: HorizontalPodAutoscaler', 'metadata: { name: h, namespace: research }',
    'spec:', '  maxReplicas: 9',
    '  scaleTargetRef: { apiVersion: extensions.agents.x-k8s.io/v1beta1, kind: SandboxWarmPool, name: pool }',
  ].join('\n');
  const pool = POOL.replace('  replicas: 2\n', '');
  const [{ message, pods }] = effectsOf([TEMPLATE, pool, scaler], [TEMPLATE.replace(':1"', ':2"'), pool, scaler]);
  expect(message).toContain('the sandboxes that wait stay as they are');
  expect(pods).toEqual({ stale: undefined });
});
