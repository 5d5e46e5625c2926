/** What follows from edits of quotas, limits, namespaces, classes and configuration, and the order of applying. */
import { AROUND } from './around';
import { effectsOf, leftBehind, POOL, SANDBOX, TEMPLATE } from './support';

const object = (apiVersion: string, kind: string, name: string, rest: string, namespace = 'research') => [
  `apiVersion: ${apiVersion}`, `kind: ${kind}`,
  `metadata: { name: ${name}${namespace && `, namespace: ${namespace}`} }`, rest,
].join('\n');

const QUOTA = (pods: number) => object('v1', 'ResourceQuota', 'q', `spec: { hard: { pods: ${pods} } }`);
const LIMITS = (cpu: string) => object(
  'v1', 'LimitRange', 'l', `spec: { limits: [{ type: Container, max: { cpu: ${cpu} } }] }`,
);
const NAMESPACE = object('v1', 'Namespace', 'research', '', '');
const RESTRICTED = NAMESPACE.replace(
  'research', 'research, labels: { pod-security.kubernetes.io/enforce: restricted }',
);
const SETTINGS = (value: string) => object('v1', 'ConfigMap', 'settings', `data: { A: ${value} }`);
const SECRET = object('v1', 'Secret', 's', 'stringData: { a: x }');
const withEnv = (from: string) => (
  SANDBOX.replace('resources:', `env: [{ name: A, valueFrom: { ${from} } }], resources:`)
);
const CONFIG = (optional = '') => withEnv(`configMapKeyRef: { name: settings, key: A${optional} }`);
const MOUNTED = SANDBOX.replace(
  'containers:', 'volumes: [{ name: v, configMap: { name: settings } }]\n      containers:',
);
const OPTIONAL_SECRET = withEnv('secretKeyRef: { name: s, key: a, optional: true }');
const CLASS = (isDefault: boolean, rest = '') => object(
  'storage.k8s.io/v1', 'StorageClass', 'fast', `provisioner: example.com/disk\n${rest}`, '',
).replace('fast', `fast, annotations: { storageclass.kubernetes.io/is-default-class: "${isDefault}" }`);
const volume = (storageClass: string) => [
  '  volumeClaimTemplates:', '  - metadata: { name: home }',
  `    spec: { ${storageClass}accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }`, '',
].join('\n');
const VOLUME = (policy: string) => object(
  'v1', 'PersistentVolume', 'pv', `spec: { persistentVolumeReclaimPolicy: ${policy} }`, '',
);
const SET = (when: string) => object('apps/v1', 'StatefulSet', 'set', [
  'spec:', '  serviceName: s', '  selector: { matchLabels: { app: a } }',
  `  persistentVolumeClaimRetentionPolicy: { whenDeleted: ${when}, whenScaled: Retain }`,
  '  template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: main, image: a }] } }',
].join('\n'));
const CRD = object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'sandboxes.agents.x-k8s.io', [
  'spec:', '  group: agents.x-k8s.io', '  scope: Namespaced', '  names: { kind: Sandbox, plural: sandboxes }',
  '  versions: [{ name: v1beta1, served: true, storage: true }]',
].join('\n'), '');
const CONVERTED = `${CRD}
  conversion:
    strategy: Webhook
    webhook:
      conversionReviewVersions: [v1]
      clientConfig: { service: { namespace: agent-sandbox-system, name: hook } }`;
const RUNTIME = object('node.k8s.io/v1', 'RuntimeClass', 'gvisor', 'handler: runsc', '');
const ISOLATED = SANDBOX.replace('containers:', 'runtimeClassName: gvisor\n      containers:');
const POD = object('v1', 'Pod', 'p', 'spec: { runtimeClassName: gvisor, containers: [{ name: main, image: a }] }');
const HOOK = (policy: string) => object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'h', [
  'webhooks:', `- { name: a.example.com, failurePolicy: ${policy}, sideEffects: None, admissionReviewVersions: [v1],`,
  '    clientConfig: { service: { namespace: x, name: hook } } }',
].join('\n'), '');
const JOB = (annotations: string, spec = 'backoffLimit: 1') => object('batch/v1', 'Job', 'j', [
  `spec: { ${spec},`,
  '  template: { spec: { restartPolicy: Never, containers: [{ name: main, image: a }] } } }',
].join('\n')).replace('{ name: j', `{ annotations: ${annotations}, name: j`);
const controller = (tag: string) => object('apps/v1', 'Deployment', 'agent-sandbox-controller', [
  'spec:', '  selector: { matchLabels: { app: agent-sandbox-controller } }', '  template:',
  '    metadata: { labels: { app: agent-sandbox-controller } }',
  '    spec: { containers: [{ name: agent-sandbox-controller, '
    + `image: registry.k8s.io/agent-sandbox/agent-sandbox-controller:${tag} }] }`,
].join('\n'), 'agent-sandbox-system');

type Row = readonly [name: string, before: readonly string[], after: readonly string[], rules: readonly string[]];

const ROWS: readonly Row[] = [
  ['a pool that grows beyond a quota', [QUOTA(2), TEMPLATE, POOL], [
    QUOTA(2), TEMPLATE, POOL.replace('replicas: 2', 'replicas: 3'),
  ], ['quota-exceeded']],
  ['a pool that grows within a quota', [QUOTA(3), TEMPLATE, POOL], [
    QUOTA(3), TEMPLATE, POOL.replace('replicas: 2', 'replicas: 3'),
  ], []],
  ['a quota that gets too small', [QUOTA(2), TEMPLATE, POOL], [QUOTA(1), TEMPLATE, POOL], ['quota-exceeded']],
  ['a quota that was too small before', [QUOTA(1), TEMPLATE, POOL], [
    QUOTA(1), TEMPLATE.replace(':1"', ':2"'), POOL,
  ], []],
  ['a limit that gets lower than containers have', [LIMITS('2'), SANDBOX], [LIMITS('500m'), SANDBOX], [
    'namespace-refuses',
  ]],
  ['a limit that is lower, and not too low', [LIMITS('2'), SANDBOX], [LIMITS('1'), SANDBOX], []],
  ['Pod Security that pods do not meet', [NAMESPACE, SANDBOX], [RESTRICTED, SANDBOX], ['namespace-refuses']],
  ['variables of a ConfigMap that changes', [SETTINGS('a'), CONFIG()], [SETTINGS('b'), CONFIG()], ['env-stale']],
  ['files of a ConfigMap that changes', [SETTINGS('a'), MOUNTED], [SETTINGS('b'), MOUNTED], []],
  ['variables of an optional ConfigMap that comes', [CONFIG(', optional: true')], [
    SETTINGS('a'), CONFIG(', optional: true'),
  ], ['env-stale']],
  ['an optional Secret that goes', [SECRET, OPTIONAL_SECRET], [OPTIONAL_SECRET], [
    'left-without-prune', 'optional-missing',
  ]],
  ['a class that is the default now', [CLASS(false), SANDBOX], [CLASS(true), SANDBOX], ['default-class']],
  ['a volume that is reclaimed', [VOLUME('Retain')], [VOLUME('Delete')], ['reclaim-deletes']],
  ['a volume that is retained', [VOLUME('Delete')], [VOLUME('Retain')], []],
  ['claims that go with a StatefulSet', [SET('Retain')], [SET('Delete')], ['reclaim-deletes']],
  ['a Namespace after what is in it', [], [SANDBOX, NAMESPACE], ['apply-order']],
  ['a Namespace before what is in it', [], [NAMESPACE, SANDBOX], []],
  ['a CRD with objects of it', [], [CRD, SANDBOX], ['apply-order']],
  ['a CRD alone', [], [CRD], []],
  ['a conversion', [CRD], [CONVERTED], ['apply-order']],
  ['a class after a Sandbox', [], [ISOLATED, RUNTIME], ['apply-order']],
  ['a class before a Sandbox', [], [RUNTIME, ISOLATED], []],
  ['a webhook that must answer', [], [HOOK('Fail')], ['apply-order']],
  ['a webhook that may fail', [], [HOOK('Ignore')], []],
  ['an object that goes', [SANDBOX], [], ['left-without-prune']],
  ['an object that goes with its Namespace', [NAMESPACE, SANDBOX], [], ['left-without-prune']],
  ['a Job that ends by itself', [JOB('{}', 'ttlSecondsAfterFinished: 60')], [], []],
  ['a hook of Argo CD that it deletes', [JOB('{ argocd.argoproj.io/hook-delete-policy: HookSucceeded }')], [], []],
  ['a Job that stays', [JOB('{}')], [], ['left-without-prune']],
  ['a controller that made a Secret', [controller('v0.5.6')], [controller('v1.0.5')], ['left-behind']],
];

const around = (before: readonly string[], after: readonly string[], release = 'v1.0.5') => (
  effectsOf(before, after, release).filter(({ rule }) => AROUND.includes(rule))
);

test.each(ROWS.filter(([, , , rules]) => !rules.includes('left-behind')))('%s', (_, before, after, rules) => {
  expect(around(before, after).map(({ rule }) => rule).sort()).toEqual([...rules].sort());
});

test('every rule about what is around sandboxes has a row', () => {
  const inRows = new Set(ROWS.flatMap(([, , , rules]) => rules));
  expect(AROUND.filter((rule) => !inRows.has(rule))).toEqual([]);
});

test('a Secret of a controller that goes is told by name', () => {
  const [, before, after] = ROWS.at(-1)!;
  expect(around(before, after, 'v0.5.6')).toEqual([]);
  expect(leftBehind(['v0.5.6', before], ['v1.0.5', after])).toEqual([
    "the controller of v0.5.6 made Secret 'agent-sandbox-webhook-certs', which is in no manifest, and v1.0.5 does not "
      + 'read it: kubectl delete secret/agent-sandbox-webhook-certs --namespace agent-sandbox-system',
  ]);
});

test('a Pod is refused for good, a Sandbox until its class is there', () => {
  const levels = (pod: string) => around([], [pod, RUNTIME]).map(({ level }) => level);
  expect([levels(POD), levels(ISOLATED)]).toEqual([['break'], ['note']]);
});

test('how an object is deleted by hand is told as a command', () => {
  expect(around([SANDBOX], [])[0].message).toContain(
    'kubectl delete sandbox.agents.x-k8s.io/dev --namespace research',
  );
});

test.each([
  ['deletes', 'reclaimPolicy: Delete', 'data-loss'],
  ['retains', 'reclaimPolicy: Retain', 'disruption'],
])('a Sandbox goes with a volume of a class that %s data', (_, policy, level) => {
  const sandbox = SANDBOX + volume('storageClassName: fast, ');
  const [found] = effectsOf([CLASS(false, policy), sandbox], [CLASS(false, policy)])
    .filter(({ rule }) => rule === 'sandbox-volumes-deleted');
  expect([found.level, found.message.includes('retains the data')]).toEqual([level, level === 'disruption']);
});

test('a class that goes is missed by volumes that name it', () => {
  const sandbox = SANDBOX + volume('storageClassName: fast, ');
  const missing = (...objects: string[]) => (
    effectsOf([CLASS(false), ...objects], objects).filter(({ rule }) => rule === 'reference-missing')
  );
  expect([missing(sandbox), missing(SANDBOX + volume(''))].map(({ length }) => length)).toEqual([1, 0]);
});

test('another class of a claim template means nothing for what exists, before v0.5.3', () => {
  const [fast, slow] = ['fast', 'slow'].map((name) => SANDBOX + volume(`storageClassName: ${name}, `));
  expect(effectsOf([fast], [slow], 'v0.5.2').map(({ rule }) => rule)).toEqual(['claim-templates-ignored']);
  expect(effectsOf([fast], [slow]).map(({ rule }) => rule)).toEqual(['refused']);
});
