/** What a team tries to act as another identity than its own. */
import { TEAMS } from './teams';
import { SANDBOX_LABEL } from '../../../src/api/labels';
import type { KubeObject } from '../../../src/kubernetes/kube-object';

export interface HostileIdentity {
  readonly team: keyof typeof TEAMS;
  /** Pods are sent by who may create them, all else by the pipeline of the team. */
  readonly object: KubeObject;
  /** What the server says. */
  readonly says: RegExp;
  /** The nearest object that is accepted. */
  readonly neighbour?: KubeObject;
}

const FORBIDDEN = /is forbidden: User "system:serviceaccount:argocd:[-a-z]+-deployer" cannot patch resource/;
const by = (code: string) => new RegExp(`ValidatingAdmissionPolicy .*${code}`);

const HARDENED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const SPEC = {
  runtimeClassName: 'gvisor',
  automountServiceAccountToken: false,
  serviceAccountName: 'sandbox-identity',
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [{
    name: 'main',
    image: 'registry.example.com/python:3.14',
    securityContext: HARDENED,
    resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m', memory: '1Gi' } },
  }],
};

type Namespace = keyof typeof TEAMS;
interface Metadata { readonly annotations?: object; readonly labels?: object }

const EXTENSIONS = 'extensions.agents.x-k8s.io/v1beta1';

const sandbox = (namespace: Namespace, spec: object, metadata: Metadata = {}) => ({
  apiVersion: 'agents.x-k8s.io/v1beta1',
  kind: 'Sandbox',
  metadata: { name: 'own', namespace },
  spec: { podTemplate: { metadata, spec: { ...SPEC, ...spec } } },
}) as unknown as KubeObject;

const template = (namespace: Namespace, metadata: Metadata, spec: object = {}) => ({
  apiVersion: EXTENSIONS,
  kind: 'SandboxTemplate',
  metadata: { name: 'own', namespace },
  spec: { podTemplate: { metadata, spec: SPEC }, ...spec },
}) as unknown as KubeObject;

const claim = (namespace: Namespace, annotations: object) => ({
  apiVersion: EXTENSIONS,
  kind: 'SandboxClaim',
  metadata: { name: 'own', namespace },
  spec: { warmPoolRef: { name: 'pool' }, additionalPodMetadata: { annotations } },
}) as unknown as KubeObject;

const pod = (namespace: Namespace, spec: object, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'own', namespace, labels: { [SANDBOX_LABEL]: 'x', ...labels } },
  spec: { ...SPEC, ...spec },
}) as unknown as KubeObject;

const account = (namespace: Namespace, annotations: object, name = 'sandbox-identity') => ({
  apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, annotations },
}) as unknown as KubeObject;

const token = (audience?: string) => ({
  volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token', audience } }] } }],
});

const AWS = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::999999999999:role/admin' };
const GOOGLE = { 'iam.gke.io/gcp-service-account': 'admin@other.iam.gserviceaccount.com' };
const AZURE = { 'azure.workload.identity/client-id': '00000000-0000-0000-0000-00000000beef' };
const USE = { 'azure.workload.identity/use': 'true' };
const [STS, EKS, ENTRA] = (['irsa', 'pod-identity', 'azure'] as const).map((team) => TEAMS[team].audience);

const to = (cidr: string, port: number) => (
  { networkPolicy: { egress: [{ to: [{ ipBlock: { cidr } }], ports: [{ protocol: 'TCP', port }] }] } }
);

export const HOSTILE: Readonly<Record<string, HostileIdentity>> = {
  'a foreign role on the account': { team: 'irsa', object: account('irsa', AWS), says: FORBIDDEN },
  'a foreign service account of Google on the account': {
    team: 'google', object: account('google', GOOGLE), says: FORBIDDEN,
  },
  'a foreign client on the account': { team: 'azure', object: account('azure', AZURE), says: FORBIDDEN },
  'a role on the account of all sandboxes': {
    team: 'irsa', object: account('irsa', AWS, 'sandbox'), says: FORBIDDEN,
  },
  'an account of its own with a role': { team: 'irsa', object: account('irsa', AWS, 'own'), says: FORBIDDEN },
  'a role on the pods of a template': {
    team: 'irsa', object: template('irsa', { annotations: AWS }), says: by('ASB373'),
  },
  'a client on the pods of a template': {
    team: 'azure', object: template('azure', { annotations: AZURE }), says: by('ASB373'),
  },
  'a proxy of Azure in the pods of a template': {
    team: 'azure',
    object: template('azure', { annotations: { 'azure.workload.identity/inject-proxy-sidecar': 'true' } }),
    says: by('ASB373'),
    neighbour: template('azure', { labels: USE }),
  },
  'a service account of Google on the pods of a claim': {
    team: 'google', object: claim('google', GOOGLE), says: by('ASB373'), neighbour: claim('google', {}),
  },
  'a token for the API server': {
    team: 'irsa', object: sandbox('irsa', token()), says: by('ASB358'), neighbour: sandbox('irsa', token(STS)),
  },
  'a token for another audience': {
    team: 'pod-identity',
    object: sandbox('pod-identity', token('vault')),
    says: by('ASB358'),
    neighbour: sandbox('pod-identity', token(EKS)),
  },
  'a token for another cloud': {
    team: 'azure',
    object: sandbox('azure', token(STS)),
    says: by('ASB358'),
    neighbour: sandbox('azure', token(ENTRA)),
  },
  'an audience that only begins like that of the identity': {
    team: 'irsa', object: sandbox('irsa', token(`${STS}.cn`)), says: by('ASB358'),
  },
  'a token where an agent gives out credentials': {
    team: 'google', object: sandbox('google', token(STS)), says: by('ASB358'), neighbour: sandbox('google', {}),
  },
  'another account': {
    team: 'irsa', object: sandbox('irsa', { serviceAccountName: 'deployer' }), says: by('ASB375'),
  },
  'the label of Azure in a tenant of AWS': {
    team: 'irsa',
    object: pod('irsa', { serviceAccountName: 'sandbox' }, USE),
    says: by('ASB358'),
    neighbour: pod('irsa', { serviceAccountName: 'sandbox' }),
  },
  'the label of Azure where no token is known': {
    team: 'google', object: pod('google', {}, USE), says: by('ASB358'), neighbour: pod('google', {}),
  },
  'the way to the agent of EKS in a tenant that has a role by a token': {
    team: 'irsa', object: template('irsa', {}, to('169.254.170.23/32', 80)), says: by('ASB383'),
  },
  'the metadata of the node beside the agent of EKS': {
    team: 'pod-identity',
    object: template('pod-identity', {}, to('169.254.169.254/32', 80)),
    says: by('ASB383'),
    neighbour: template('pod-identity', {}, to('169.254.170.23/32', 80)),
  },
};
