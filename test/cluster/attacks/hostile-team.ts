/** What the pipeline of a hostile team tries beyond its tenant. */
import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  CloudIdentity, EgressDestination, ImportedTenant, IsolatedRuntime, Sandbox, SandboxEgress, SandboxProps,
  SandboxTemplate, WarmPool,
} from '../../../src';

export const IMAGE = [{ image: 'registry.example.com/python:3.14' }];

const pythonIn = (tenant: ImportedTenant) => SandboxTemplate.fromSandboxTemplateName(tenant, 'Of', 'python');

const plain = (apiVersion: string, kind: string, rest: object = {}, metadata: object = {}) => (
  (tenant: ImportedTenant) => new ApiObject(tenant, 'Own', {
    apiVersion, kind, metadata: { name: 'own', ...metadata }, ...rest,
  })
);

const sandboxWith = (tenant: ImportedTenant, props: Partial<SandboxProps>) => ApiObject.of(
  new Sandbox(tenant, 'Own', { runtime: tenant.runtimes[0], containers: IMAGE, ...props }),
);

export const ROLE = 'arn:aws:iam::111122223333:role/sandbox';
const RBAC = 'rbac.authorization.k8s.io/v1';
const ADMISSION = 'admissionregistration.k8s.io/v1';

/** What a team tries, and how it is refused. */
export interface Row {
  readonly code: string;
  /** What the server says. */
  readonly says: RegExp;
  /** Where it is applied, where the server has no such kind. */
  readonly path?: string;
  make(tenant: ImportedTenant): ApiObject;
}

export const FORBIDDEN = /is forbidden: User "system:serviceaccount:argocd:research-deployer" cannot patch resource/;

/** What a hostile team adds to its app. */
export const HOSTILE: Readonly<Record<string, Row>> = {
  'a template from a foreign registry': {
    code: 'ASB364',
    says: /ValidatingAdmissionPolicy .*ASB364/,
    make: (tenant) => ApiObject.of(new SandboxTemplate(tenant, 'Foreign', {
      runtime: tenant.runtimes[0], containers: [{ image: 'evil.example/miner:1' }],
    })),
  },
  'a sandbox of another runtime': {
    code: 'ASB350',
    says: /ValidatingAdmissionPolicy .*ASB350/,
    make: (tenant) => ApiObject.of(new Sandbox(tenant, 'Runc', {
      runtime: IsolatedRuntime.fromRuntimeClassName(tenant, 'RuncClass', 'runc'), containers: IMAGE,
    })),
  },
  'a template with a wider network': {
    code: 'ASB383',
    says: /ValidatingAdmissionPolicy .*ASB383/,
    make: (tenant) => ApiObject.of(new SandboxTemplate(tenant, 'Wide', {
      runtime: tenant.runtimes[0],
      containers: IMAGE,
      egress: SandboxEgress.to([EgressDestination.cidr('10.0.0.0/8')]),
    })),
  },
  'a pool of more replicas': {
    code: 'ASB369',
    says: /ValidatingAdmissionPolicy .*ASB369/,
    make: (tenant) => ApiObject.of(new WarmPool(tenant, 'Large', { template: pythonIn(tenant), replicas: 9 })),
  },
  'a bigger quota': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain('v1', 'ResourceQuota', { spec: { hard: { pods: '1000' } } }, { name: 'sandbox-quota' }),
  },
  'limits of its own': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain('v1', 'LimitRange', { spec: { limits: [] } }, { name: 'sandbox-limits' }),
  },
  'a sandbox in another namespace': {
    code: 'ASB417',
    says: FORBIDDEN,
    make: (tenant) => ApiObject.of(new Sandbox(tenant, 'Elsewhere', {
      runtime: tenant.runtimes[0], containers: IMAGE, metadata: { namespace: 'other' },
    })),
  },
  'a template in another namespace, by a patch': {
    code: 'ASB417',
    says: FORBIDDEN,
    make: (tenant) => {
      const template = ApiObject.of(new SandboxTemplate(tenant, 'Elsewhere', {
        runtime: tenant.runtimes[0], containers: IMAGE,
      }));
      template.addJsonPatch(JsonPatch.replace('/metadata/namespace', 'other'));
      return template;
    },
  },
  'a Namespace without its labels': {
    code: 'ASB418', says: FORBIDDEN, make: plain('v1', 'Namespace', {}, { name: 'research' }),
  },
  'an admission policy of its own': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain(ADMISSION, 'ValidatingAdmissionPolicy', { spec: { validations: [{ expression: 'true' }] } }),
  },
  'a binding of an admission policy': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain(ADMISSION, 'ValidatingAdmissionPolicyBinding', {
      spec: { policyName: 'own', validationActions: ['Warn'] },
    }),
  },
  'a NetworkPolicy that opens all': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain('networking.k8s.io/v1', 'NetworkPolicy', {
      spec: { podSelector: {}, egress: [{}], policyTypes: ['Egress'] },
    }),
  },
  'a role of its own': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain(RBAC, 'Role', { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] }),
  },
  'a binding to the administrator': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain(RBAC, 'RoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ kind: 'ServiceAccount', name: 'research-deployer', namespace: 'argocd' }],
    }),
  },
  'an account': { code: 'ASB418', says: FORBIDDEN, make: plain('v1', 'ServiceAccount') },
  'a token of an account': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain('v1', 'Secret', { type: 'kubernetes.io/service-account-token' }, {
      annotations: { 'kubernetes.io/service-account.name': 'sandbox' },
    }),
  },
  'a bare pod': {
    code: 'ASB418', says: FORBIDDEN, make: plain('v1', 'Pod', { spec: { containers: [{ name: 'a', ...IMAGE[0] }] } }),
  },
  'a sandbox as another account': {
    code: 'ASB375',
    says: /ValidatingAdmissionPolicy .*ASB375/,
    make: (tenant) => sandboxWith(tenant, {
      serviceAccount: kplus.ServiceAccount.fromServiceAccountName(tenant, 'Admin', 'admin'),
    }),
  },
  'an identity in a cloud of its own': {
    code: 'ASB375',
    says: /ValidatingAdmissionPolicy .*ASB375/,
    make: (tenant) => sandboxWith(tenant, {
      identity: CloudIdentity.podIdentity({
        roleArn: `${ROLE}-admin`, clusterName: 'prod', serviceAccountName: 'own', createServiceAccount: false,
      }),
    }),
  },
  'an account with a role in a cloud': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain('v1', 'ServiceAccount', {}, {
      name: 'sandbox', annotations: { 'eks.amazonaws.com/role-arn': `${ROLE}-admin` },
    }),
  },
  'a token of the API server': {
    code: 'ASB357',
    says: /ValidatingAdmissionPolicy .*ASB357/,
    make: (tenant) => sandboxWith(tenant, { automountServiceAccountToken: true }),
  },
  'the network of the node': {
    code: 'ASB352',
    says: /ValidatingAdmissionPolicy .*ASB352/,
    make: (tenant) => sandboxWith(tenant, { hostNetwork: true }),
  },
  'a node of its choice': {
    code: 'ASB376',
    says: /ValidatingAdmissionPolicy .*ASB376/,
    make: (tenant) => sandboxWith(tenant, { nodeSelector: { 'node-role.kubernetes.io/control-plane': '' } }),
  },
  'a priority above others': {
    code: 'ASB388',
    says: /ValidatingAdmissionPolicy .*ASB388/,
    make: (tenant) => sandboxWith(tenant, { priorityClassName: 'system-node-critical' }),
  },
  'an ephemeral container': {
    code: 'ASB368',
    says: /ValidatingAdmissionPolicy .*ASB3(?:55|56|68)/,
    make: (tenant) => sandboxWith(tenant, {
      podSpec: { ephemeralContainers: [{ name: 'debug', image: 'registry.example.com/debug:1' }] },
    }),
  },
  'another level of Pod Security': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain('v1', 'Namespace', {}, {
      name: 'research', labels: { 'pod-security.kubernetes.io/enforce': 'privileged' },
    }),
  },
  'rights to run programs in pods of others': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain(RBAC, 'ClusterRoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'edit' },
      subjects: [{ kind: 'ServiceAccount', name: 'research-deployer', namespace: 'argocd' }],
    }),
  },
  'a webhook that changes objects of others': {
    code: 'ASB418', says: FORBIDDEN, make: plain(ADMISSION, 'MutatingWebhookConfiguration', { webhooks: [] }),
  },
  'a kind of its own': {
    code: 'ASB418',
    says: FORBIDDEN,
    make: plain('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {}, { name: 'sandboxes.agents.x-k8s.io' }),
  },
  'an Application that applies what it likes': {
    code: 'ASB418',
    says: FORBIDDEN,
    path: '/apis/argoproj.io/v1alpha1/namespaces/research/applications/own',
    make: plain('argoproj.io/v1alpha1', 'Application', {
      spec: { project: 'default', destination: { server: 'https://kubernetes.default.svc', namespace: 'other' } },
    }),
  },
  'a RuntimeClass of its own': {
    code: 'ASB418', says: FORBIDDEN, make: plain('node.k8s.io/v1', 'RuntimeClass', { handler: 'runc' }),
  },
};
