/** A platform that nothing is wrong with, and one with an object for each cause that a control plane can provoke. */
import { SANDBOX_LABEL } from '../../../src/api/labels';
import { nameHash } from '../../../src/api/name-hash';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { EXTENSIONS, install, namespace, POD, readingOnly } from '../rehearsal/platforms';

const SANDBOX = 'agents.x-k8s.io/v1beta1';
const SYSTEM = 'agent-sandbox-system';

type Metadata = Partial<KubeObject['metadata']> & { readonly finalizers?: readonly string[] };

/** @param path its name, with its namespace before it */
function object(
  apiVersion: string, kind: string, path: string, rest: object = {}, metadata: Metadata = {},
): KubeObject {
  const [name, space] = path.split('/').reverse();
  return { apiVersion, kind, metadata: { name, ...(space && { namespace: space }), ...metadata }, ...rest };
}

function sandbox(path: string, pod: object = {}, spec: object = {}, metadata: Metadata = {}): KubeObject {
  return object(SANDBOX, 'Sandbox', path, { spec: { podTemplate: { spec: { ...POD, ...pod } }, ...spec } }, metadata);
}

function template(path: string, image = POD.containers[0].image): KubeObject {
  const spec = { containers: [{ name: 'main', image }] };
  return object(EXTENSIONS, 'SandboxTemplate', path, { spec: { podTemplate: { spec } } });
}

function pool(path: string, replicas: number, of = 'python'): KubeObject {
  return object(EXTENSIONS, 'SandboxWarmPool', path, { spec: { replicas, sandboxTemplateRef: { name: of } } });
}

function claim(path: string, spec: object = {}, of = 'python'): KubeObject {
  return object(EXTENSIONS, 'SandboxClaim', path, { spec: { warmPoolRef: { name: of }, ...spec } });
}

/** What the cluster has before: checks take effect some time after they are stored. */
export function existing(): KubeObject[] {
  const matches = {
    matchConstraints: {
      resourceRules: [{
        apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'],
      }],
    },
  };
  return [
    namespace('guarded', { guarded: 'yes' }),
    object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'runtimes', {
      spec: {
        ...matches, validations: [{ expression: 'has(object.spec.runtimeClassName)' }],
      },
    }),
    object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', 'runtimes', {
      spec: {
        policyName: 'runtimes',
        validationActions: ['Deny'],
        matchResources: { namespaceSelector: { matchLabels: { guarded: 'yes' } } },
      },
    }),
  ];
}

export function healthyPlatform(release: string): KubeObject[] {
  return [
    ...install(release),
    namespace('agents'),
    sandbox('agents/dev'),
    sandbox('agents/asleep', {}, { operatingMode: 'Suspended' }),
    template('agents/python'),
    pool('agents/python', 2),
    claim('agents/nightly'),
  ];
}

export function illPlatform(release: string): KubeObject[] {
  return [
    ...install(release).map((each) => readingOnly(each, 'services')),
    namespace('agents'),
    sandbox('agents/dev'),
    template('agents/python', 'registry.example.com/python:3.15'),
    pool('agents/python', 2),
    claim('agents/nightly'),
    namespace('small'),
    object('v1', 'ResourceQuota', 'small/few', { spec: { hard: { pods: '1' } } }),
    template('small/python'),
    pool('small/python', 3),
    namespace('strict', { 'pod-security.kubernetes.io/enforce': 'restricted' }),
    sandbox('strict/refused'),
    sandbox('agents/runtimeless', { runtimeClassName: 'kata' }),
    sandbox('agents/priorityless', { priorityClassName: 'urgent' }),
    sandbox('agents/accountless', { serviceAccountName: 'runner' }),
    sandbox('guarded/denied'),
    namespace('bounded'),
    object('v1', 'LimitRange', 'bounded/most', { spec: { limits: [{ type: 'Container', max: { memory: '1Gi' } }] } }),
    sandbox('bounded/large', {
      containers: [{ ...POD.containers[0], resources: { limits: { memory: '4Gi' }, requests: { memory: '1Gi' } } }],
    }),
    sandbox('agents/invalid', { containers: [{ ...POD.containers[0], ports: [{ containerPort: 70000 }] }] }),
    namespace('hooked', { hooked: 'yes' }),
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'gone', {
      webhooks: [{
        name: 'gone.example.com',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        namespaceSelector: { matchLabels: { hooked: 'yes' } },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        clientConfig: { service: { name: 'gone', namespace: 'agents' } },
      }],
    }),
    sandbox('hooked/unasked'),
    sandbox('agents/served', {}, { service: true }),
    sandbox('agents/gated', { schedulingGates: [{ name: 'example.com/queue' }] }),
    pool('agents/templateless', 1, 'nowhere'),
    claim('agents/poolless', {}, 'nowhere'),
    claim('agents/unfit', { env: [{ name: 'A', value: 'b' }] }),
    claim('agents/mislabelled', { additionalPodMetadata: { labels: { team: 'a' } } }),
    object('v1', 'Pod', 'agents/taken', { spec: POD }),
    sandbox('agents/taken'),
    object('v1', 'PersistentVolumeClaim', 'agents/home-old', {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    }, { labels: { [SANDBOX_LABEL]: nameHash('old') } }),
    ...release.startsWith('v1.')
      ? [object('v1', 'Service', `${SYSTEM}/agent-sandbox-webhook-service`, { spec: { ports: [{ port: 443 }] } })]
      : [],
    sandbox('agents/held', {}, {}, { finalizers: ['example.com/backup'] }),
  ];
}

/** What is to be found: code, object, message. */
export const PROVOKED: ReadonlyArray<readonly [string, string, RegExp]> = [
  ['ASB601', 'SandboxWarmPool small/python', /^1 of 3 sandboxes is ready: quota 'few' does not suffice \(pods=1 is /],
  ['ASB602', 'Sandbox strict/refused', /^it has no pod: Pod Security refuses the pod by level 'restricted'/],
  ['ASB603', 'Sandbox agents/runtimeless', /^it has no pod: there is no RuntimeClass 'kata'$/],
  ['ASB603', 'Sandbox agents/priorityless', /^it has no pod: there is no PriorityClass 'urgent'$/],
  ['ASB604', 'Sandbox agents/accountless', /^it has no pod: there is no ServiceAccount 'runner'$/],
  ['ASB605', 'Sandbox guarded/denied', /^it has no pod: admission policy 'runtimes' refuses it$/],
  ['ASB606', 'Sandbox bounded/large', /^it has no pod: a LimitRange .*maximum memory usage per Container is 1Gi/],
  ['ASB607', 'Sandbox agents/invalid', /^it has no pod: the API server finds it invalid \(spec\.containers\[0\]\.ports/],
  ['ASB608', 'Sandbox hooked/unasked', /^it has no pod: webhook 'gone\.example\.com' does not answer$/],
  ['ASB609', 'Sandbox agents/served', /agent-sandbox-controller may not create services$/],
  ['ASB612', 'Sandbox agents/gated', /^its pod is not ready: the pod has scheduling gates \(example\.com\/queue\)/],
  ['ASB621', 'SandboxWarmPool agents/templateless', /there is no SandboxTemplate 'nowhere' in namespace 'agents'$/],
  ['ASB621', 'SandboxClaim agents/poolless', /there is no SandboxWarmPool 'nowhere' in namespace 'agents'$/],
  ['ASB622', 'SandboxClaim agents/unfit', /the controller refuses its `env`/],
  ['ASB622', 'SandboxClaim agents/mislabelled', /the controller refuses its `additionalPodMetadata`/],
  ['ASB623', 'Sandbox agents/taken', /the Pod 'taken' exists already, and the Sandbox does not own it$/],
  ['ASB626', 'SandboxWarmPool agents/python', /containers\[name=main\]\.image of the pod differ from template 'python'$/],
  ['ASB632', 'Sandbox agents/held', /^it is deleted and does not end: it waits for its finalizers \(example\.com\/backup\)$/],
  ['ASB633', 'PersistentVolumeClaim agents/home-old', /^it belongs to no Sandbox/],
  ['ASB634', `Service ${SYSTEM}/agent-sandbox-webhook-service`, /v0\.5\.6 has it/],
];
