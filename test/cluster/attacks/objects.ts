/** Objects of the attack tables: legitimate ones of the lab tenant, and the same with changes. */
import type { KubeObject } from '../../../src/kubernetes/kube-object';
import type { NamedObject } from '../../../src/rehearsal/cluster/client';

/** The tenant that is attacked: the namespace in which the suite plays the kubelet. */
export const LAB = 'agents';
/** Another tenant, whose operator attacks. */
export const NEIGHBOUR = 'neighbour';
/** A tenant whose quota of objects is used up. The roles of the lab hold there too. */
export const FULL = 'full';

/** What the policies of the tenants are called once they share them. */
export const SHARED = 'guardrails-tenants';

const GROUPS: Readonly<Record<string, string>> = {
  Sandbox: 'agents.x-k8s.io/v1beta1',
  SandboxTemplate: 'extensions.agents.x-k8s.io/v1beta1',
  SandboxWarmPool: 'extensions.agents.x-k8s.io/v1beta1',
  SandboxClaim: 'extensions.agents.x-k8s.io/v1beta1',
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  PodDisruptionBudget: 'policy/v1',
  Lease: 'coordination.k8s.io/v1',
  RuntimeClass: 'node.k8s.io/v1',
  PriorityClass: 'scheduling.k8s.io/v1',
  StorageClass: 'storage.k8s.io/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  ValidatingAdmissionPolicy: 'admissionregistration.k8s.io/v1',
  ValidatingAdmissionPolicyBinding: 'admissionregistration.k8s.io/v1',
  MutatingWebhookConfiguration: 'admissionregistration.k8s.io/v1',
  CertificateSigningRequest: 'certificates.k8s.io/v1',
  TokenReview: 'authentication.k8s.io/v1',
  SubjectAccessReview: 'authorization.k8s.io/v1',
  SelfSubjectAccessReview: 'authorization.k8s.io/v1',
};

/** An object of the lab by its name, for requests that need no more of it. */
export function the(kind: string, name: string, namespace = LAB): NamedObject {
  return { apiVersion: GROUPS[kind] ?? 'v1', kind, metadata: { name, namespace } };
}

type Json = Readonly<Record<string, unknown>>;

/** An object of the lab named `attack`, with other fields. */
export function object(kind: string, fields: Json = {}, metadata: Json = {}): KubeObject {
  const { apiVersion, metadata: { name, namespace } } = the(kind, 'attack');
  return { apiVersion, kind, metadata: { name, namespace, ...metadata }, ...fields } as KubeObject;
}

/** A binding of a pod of the lab to a node. */
export function binding(node: string): KubeObject {
  return object('Binding', { target: { kind: 'Node', name: node } }, { name: 'dev' });
}

/** A RoleBinding or ClusterRoleBinding to a role. */
export function roleBinding(kind: 'RoleBinding' | 'ClusterRoleBinding', role: 'Role' | 'ClusterRole', name: string) {
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: role, name };
  return object(kind, { roleRef, subjects: [{ kind: 'ServiceAccount', name: 'operator', namespace: 'people' }] });
}

/** An owner of the attacker's choice. */
export const OWNER: Json = {
  apiVersion: 'v1', kind: 'ConfigMap', name: 'settings', uid: 'b0b0b0b0-0000-4000-8000-000000000000',
};

/** A change of a namespace that turns Pod Security off. */
export const PRIVILEGED_NAMESPACE = { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } };

/** The metadata of reviews, which have no name. */
export const NAMELESS: Json = { name: undefined, namespace: undefined };

/** The question that each account may ask: its own permission in the lab. */
export function review(attributes: Json): KubeObject {
  const resourceAttributes = { namespace: LAB, ...attributes };
  return object('SelfSubjectAccessReview', { spec: { resourceAttributes } }, NAMELESS);
}

/** Times for the end of claims and sandboxes. The lab allows a week. */
export const IN_AN_HOUR = new Date(Date.now() + 3_600_000).toISOString();
export const TEN_YEARS = '2036-11-29T00:00:00Z';

const HARDENED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** A container that the lab admits. */
export const CONTAINER: Json = {
  name: 'main',
  image: 'registry.example.com/python:3.14',
  securityContext: HARDENED,
  resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m', memory: '256Mi' } },
};

/** The spec of a pod that the lab admits. */
export const POD_SPEC: Json = {
  runtimeClassName: 'gvisor',
  serviceAccountName: 'sandbox',
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [CONTAINER],
};

/** Changes of a legitimate pod. Maps are merged, lists replaced, and `undefined` removes a field. */
export interface PodChanges {
  readonly spec?: Json;
  /** Changes of the one container. */
  readonly container?: Json;
  readonly labels?: Json;
  readonly annotations?: Json;
}

function specWith({ spec = {}, container = {} }: PodChanges): Json {
  return merged({ ...POD_SPEC, containers: [merged(CONTAINER, container)] }, spec);
}

function merged(base: Json, changes: Json): Json {
  const all = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    const before = all[key];
    all[key] = isMap(before) && isMap(value) ? merged(before, value) : value;
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function metadataOf({ labels, annotations }: PodChanges): Json {
  return { ...(labels && { labels }), ...(annotations && { annotations }) };
}

function podTemplate(changes: PodChanges): Json {
  return { metadata: metadataOf(changes), spec: specWith(changes) };
}

/** A Pod, for accounts that may create pods. */
export function pod(changes: PodChanges = {}, metadata: Json = {}): KubeObject {
  return object('Pod', { spec: specWith(changes) }, { ...metadataOf(changes), ...metadata });
}

/** A Sandbox with a changed pod, and other fields of its spec. */
export function sandbox(changes: PodChanges = {}, spec: Json = {}, metadata: Json = {}): KubeObject {
  const full = { podTemplate: podTemplate(changes), shutdownTime: IN_AN_HOUR, ...spec };
  return object('Sandbox', { spec: full }, metadata);
}

/** A SandboxTemplate with a changed pod, and other fields of its spec. */
export function template(changes: PodChanges = {}, spec: Json = {}, metadata: Json = {}): KubeObject {
  return object('SandboxTemplate', { spec: { podTemplate: podTemplate(changes), ...spec } }, metadata);
}

/** A SandboxWarmPool of a template of the lab. */
export function pool(spec: Json = {}, metadata: Json = {}): KubeObject {
  const full = { replicas: 1, sandboxTemplateRef: { name: 'python' }, ...spec };
  return object('SandboxWarmPool', { spec: full }, metadata);
}

/** A SandboxClaim of a pool of the lab. */
export function claim(spec: Json = {}, metadata: Json = {}): KubeObject {
  const full = { warmPoolRef: { name: 'python-pool' }, lifecycle: { shutdownTime: IN_AN_HOUR }, ...spec };
  return object('SandboxClaim', { spec: full }, metadata);
}

/** The same object in another namespace. */
export function inNamespace(namespace: string, { metadata, ...rest }: KubeObject): KubeObject {
  return { ...rest, metadata: { ...metadata, namespace } } as KubeObject;
}

/** A template of volume claims of a Sandbox. */
export function volumeClaim(name: string, spec: Json = {}): Json {
  return {
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  };
}
