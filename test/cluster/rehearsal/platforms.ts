/** A platform without a fault, and one with ten. */
import { App, Chart } from 'cdk8s';
import { AgentSandbox, AgentSandboxVersion, Sandbox, SandboxCluster, SandboxTemplate } from '../../../src';
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import { itemsOf } from '../items';

export const POD = { containers: [{ name: 'main', image: 'registry.example.com/python:3.14' }] };
const SANDBOX = 'agents.x-k8s.io/v1beta1';
export const EXTENSIONS = 'extensions.agents.x-k8s.io/v1beta1';

export function object(apiVersion: string, kind: string, name: string, space?: string, rest: object = {}): KubeObject {
  return { apiVersion, kind, metadata: { name, ...(space && { namespace: space }) }, ...rest };
}

export function namespace(name: string, labels?: Readonly<Record<string, string>>): KubeObject {
  const made = object('v1', 'Namespace', name);
  return labels ? { ...made, metadata: { name, labels } } : made;
}

/** A Sandbox whose pod has a field of its own. */
export function sandbox(name: string, space: string, pod: object = {}, spec: object = {}): KubeObject {
  return object(SANDBOX, 'Sandbox', name, space, { spec: { podTemplate: { spec: { ...POD, ...pod } }, ...spec } });
}

const VOLUME = {
  volumeClaimTemplates: [{
    metadata: { name: 'home' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  }],
};

/** The install of a release. */
export function install(release: string): KubeObject[] {
  const app = new App();
  new AgentSandbox(new Chart(app, 'platform'), 'AgentSandbox', { version: AgentSandboxVersion.of(release) });
  return itemsOf(app).map((each) => each.object);
}

/** A template with a pool of two and a claim, and a sandbox, as the library prints them. */
function workloads(release: string, image: string): KubeObject[] {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.of(release) });
  const chart = new Chart(app, 'agents', { namespace: 'agents' });
  const template = new SandboxTemplate(chart, 'Python', { containers: [{ image }] });
  template.addWarmPool('Pool', { replicas: 2, metadata: { name: 'python' } }).addClaim('Nightly');
  new Sandbox(chart, 'Dev', { containers: [{ image: 'registry.example.com/python:3.14' }] });
  return itemsOf(app).map((each) => each.object);
}

const KEPT = object('v1', 'ConfigMap', 'kept', 'agents');

/** A platform without a fault. */
export function goodPlatform(release: string): KubeObject[] {
  return [
    ...install(release),
    namespace('agents'),
    ...workloads(release, 'registry.example.com/python:3.14'),
    { ...KEPT, metadata: { ...KEPT.metadata, finalizers: ['example.com/keeps'] } } as KubeObject,
    sandbox('stateful', 'agents', {}, VOLUME),
  ];
}

/** The same with a fault of each kind, in namespaces that tell it. */
export function faultyPlatform(release: string): KubeObject[] {
  return [
    ...install(release).map((each) => readingOnly(each, 'networkpolicies')),
    namespace('agents'),
    ...workloads(release, 'registry.example.com/python:3.15'),
    namespace('strict', { 'pod-security.kubernetes.io/enforce': 'restricted' }),
    sandbox('refused', 'strict'),
    object('v1', 'Secret', 'drifts', 'agents', { stringData: { token: 'x' } }),
    sandbox('classless', 'agents', { runtimeClassName: 'kata' }),
    object('v1', 'ConfigMap', 'early', 'late'),
    namespace('late'),
    namespace('small'),
    object('v1', 'ResourceQuota', 'few', 'small', { spec: { hard: { pods: '1' } } }),
    object(EXTENSIONS, 'SandboxTemplate', 'python', 'small', { spec: { podTemplate: { spec: POD } } }),
    object(EXTENSIONS, 'SandboxWarmPool', 'python', 'small', {
      spec: { replicas: 3, sandboxTemplateRef: { name: 'python' } },
    }),
    sandbox('waits', 'agents', {
      containers: [{ ...POD.containers[0], envFrom: [{ secretRef: { name: 'nowhere' } }] }],
    }),
    sandbox('misspelt', 'agents', { contaners: [] }),
    namespace('hooked', { hooked: 'yes' }),
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'gone', undefined, {
      webhooks: [{
        name: 'gone.example.com',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        namespaceSelector: { matchLabels: { hooked: 'yes' } },
        rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        clientConfig: { service: { name: 'gone', namespace: 'agents' } },
      }],
    }),
    sandbox('hooked', 'hooked'),
  ];
}

interface Rule {
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** The role of the controller, which may read a resource and make none of it; other objects as they are. */
export function readingOnly(each: KubeObject, resource: string): KubeObject {
  if (each.kind !== 'ClusterRole') { return each; }
  const { rules } = each as unknown as { rules: readonly Rule[] };
  return {
    ...each,
    rules: rules.flatMap((rule) => (rule.resources.includes(resource)
      ? [
        { ...rule, resources: rule.resources.filter((other) => other !== resource) },
        { ...rule, resources: [resource], verbs: ['get', 'list', 'watch'] },
      ].filter(({ resources }) => resources.length > 0)
      : [rule])),
  };
}
