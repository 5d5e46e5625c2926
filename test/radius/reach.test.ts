/** What objects let code in a sandbox reach: each row is a pod, and what is around it. */
import { container, granted, networkPolicy, object, radius, sandbox, template, texts } from './support';
import type { KubeObject } from '../../src/kubernetes/kube-object';

const CLOSED = networkPolicy({ policyTypes: ['Egress'] });
const RBAC = 'rbac.authorization.k8s.io/v1';
const account = (more: object, annotations: object = {}) => ({
  ...object('v1', 'ServiceAccount', 'default', more), metadata: { name: 'default', namespace: 'research', annotations },
}) as KubeObject;
const SILENT = { automountServiceAccountToken: undefined };
const TOKEN = { automountServiceAccountToken: true };
const PODS = { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] };
const SECRETS = { apiGroups: [''], resources: ['secrets'], verbs: ['get'] };
const volumes = (source: object, mount: object = {}) => ({
  volumes: [{ name: 'v', ...source }],
  containers: [container({ volumeMounts: [{ name: 'v', mountPath: '/v', ...mount }] })],
});
const pvc = (accessModes: string[]) => (
  object('v1', 'PersistentVolumeClaim', 'data', { spec: { accessModes } }, 'research')
);
const CLAIM = volumes({ persistentVolumeClaim: { claimName: 'data' } });
const deployment = (pod: object, namespace = 'research', name = 'web') => object('apps/v1', 'Deployment', name, {
  spec: { template: { spec: { containers: [container()], ...pod } } },
}, namespace);
const runtime = (handler: string, more: object = {}) => (
  object('node.k8s.io/v1', 'RuntimeClass', 'mine', { handler, ...more })
);
const ON_OWN_NODES = {
  nodeSelector: { pool: 'a' }, tolerations: [{ key: 'a', operator: 'Exists', effect: 'NoSchedule' }],
};

type Row = readonly [why: string, objects: readonly KubeObject[], reached: readonly string[]];

const ROWS: readonly Row[] = [
  ['a closed template', [template()], []],
  ['a closed Sandbox', [sandbox(), CLOSED], []],

  // The network.
  ['a Sandbox without a policy', [sandbox()], [
    'network: every address of IPv4, metadata services too', 'network: every address of IPv6, metadata services too',
    'network: the DNS of the cluster', "network: pods of its namespace 'research'", 'network: pods of other namespaces',
    'identity: one that EKS associates with its ServiceAccount, if there is one ?',
    'identity: its ServiceAccount in GKE, if that is granted anything ?',
    'identity: that of its node, where the cloud does not hide it from pods',
  ]],
  ['a range', [sandbox(), networkPolicy({
    egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }], policyTypes: ['Egress'],
  })], ['network: 203.0.113.0/24']],
  ['a range without a part of it', [sandbox(), networkPolicy({
    egress: [{ to: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] } }] }], policyTypes: ['Egress'],
  })], ['network: 203.0.113.0/25']],
  ['a metadata service', [sandbox(), networkPolicy({
    egress: [{ to: [{ ipBlock: { cidr: '169.254.170.23/32' } }] }], policyTypes: ['Egress'],
  })], [
    'network: metadata service 169.254.170.23 (AWS)',
    'identity: one that EKS associates with its ServiceAccount, if there is one ?',
  ]],
  ['pods by labels, of its namespace and of another', [sandbox(), networkPolicy({
    egress: [{
      to: [
        { podSelector: { matchLabels: { app: 'db' } } },
        { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } }, podSelector: {} },
      ],
    }],
    policyTypes: ['Egress'],
  })], ['network: pods with app=db of its namespace', "network: all pods of namespace 'data'"]],
  ['pods that let nobody in', [sandbox(), networkPolicy({
    egress: [{ to: [{ podSelector: {} }] }], policyTypes: ['Egress', 'Ingress'],
  })], []],
  ['pods of the same template', [template({}, {
    networkPolicy: {
      egress: [{ to: [{ podSelector: { matchLabels: { app: 'x' } } }] }], ingress: [{}],
    },
  })], ['network: pods with app=x of its namespace']],
  ['the DNS of the cluster', [sandbox(), networkPolicy({
    egress: [{
      to: [{
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      }],
      ports: [{ port: 53, protocol: 'UDP' }],
    }],
    policyTypes: ['Egress'],
  })], ['network: the DNS of the cluster']],
  ['domains, and not the addresses that they may have', [sandbox(), object('cilium.io/v2', 'CiliumNetworkPolicy', 'c', {
    spec: {
      endpointSelector: {},
      egress: [
        { toFQDNs: [{ matchName: 'pypi.org' }, { matchPattern: '*.pythonhosted.org' }] },
        {
          toEndpoints: [{
            matchLabels: { 'k8s:k8s-app': 'kube-dns', 'k8s:io.kubernetes.pod.namespace': 'kube-system' },
          }],
          toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
        },
      ],
    },
  }, 'research')], ['network: pypi.org', 'network: *.pythonhosted.org', 'network: the DNS of the cluster']],
  ['a policy of a kind that is not read', [sandbox(), CLOSED, object(
    'crd.projectcalico.org/v1', 'GlobalNetworkPolicy', 'g', { spec: {} },
  )], [
    'network: every address of IPv4, metadata services too ?',
    'network: every address of IPv6, metadata services too ?',
    'network: the DNS of the cluster ?', "network: pods of its namespace 'research' ?",
    'network: pods of other namespaces ?',
    'identity: one that EKS associates with its ServiceAccount, if there is one ?',
    'identity: its ServiceAccount in GKE, if that is granted anything ?',
    'identity: that of its node, where the cloud does not hide it from pods ?',
  ]],

  // The API server.
  ['verbs, with a token', [sandbox(TOKEN), CLOSED, ...granted(PODS)], [
    "api: get, list on pods in namespace 'research'",
  ]],
  ['verbs, without a token', [sandbox(), CLOSED, ...granted(PODS)], []],
  ['a Sandbox that says nothing has a token', [sandbox(SILENT), CLOSED, ...granted(PODS)], [
    "api: get, list on pods in namespace 'research'",
  ]],
  ['a template that says nothing has none', [template(SILENT), ...granted(PODS)], []],
  ['an account that says no', [
    sandbox({ automountServiceAccountToken: undefined }), CLOSED, ...granted(PODS),
    account({ automountServiceAccountToken: false }),
  ], []],
  ['a token by a volume', [sandbox({
    volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
  }), CLOSED, ...granted(PODS)], ["api: get, list on pods in namespace 'research'"]],
  ['verbs of another account', [sandbox(TOKEN), CLOSED, ...granted(PODS, 'other')], []],
  ['verbs in the whole cluster', [sandbox(TOKEN), CLOSED, ...granted(PODS, 'default', false)], [
    'api: get, list on pods in the whole cluster',
  ]],
  ['cluster-admin', [sandbox(TOKEN), CLOSED, object(RBAC, 'ClusterRoleBinding', 'b', {
    roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'Group', name: 'system:serviceaccounts:research' }],
  })], [
    'api: all verbs on everything in the whole cluster', 'api: all verbs on path *',
    'secrets: all of all namespaces, by the API',
  ]],
  ['a role that is not there', [sandbox(TOKEN), CLOSED, object(RBAC, 'RoleBinding', 'b', {
    roleRef: { kind: 'ClusterRole', name: 'edit' }, subjects: [{ kind: 'ServiceAccount', name: 'default' }],
  }, 'research')], [
    "api: all of ClusterRole 'edit' in namespace 'research', whose rules are not known here ?",
    "secrets: all of namespace 'research', by the API",
  ]],
  ['verbs of everybody, without a token', [sandbox(), CLOSED, ...granted(PODS), object(RBAC, 'RoleBinding', 'all', {
    roleRef: { kind: 'Role', name: 'r' }, subjects: [{ kind: 'Group', name: 'system:unauthenticated' }],
  }, 'research')], ["api: get, list on pods in namespace 'research'"]],
  ['a role of roles', [sandbox(TOKEN), CLOSED,
    object(RBAC, 'ClusterRoleBinding', 'b', {
      roleRef: { kind: 'ClusterRole', name: 'sum' },
      subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'research' }],
    }),
    object(RBAC, 'ClusterRole', 'sum', { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] } }),
    { ...object(RBAC, 'ClusterRole', 'part', { rules: [PODS] }), metadata: { name: 'part', labels: { a: 'b' } } },
    { ...object(RBAC, 'ClusterRole', 'not', { rules: [SECRETS] }), metadata: { name: 'not', labels: { a: 'c' } } }], [
    'api: get, list on pods in the whole cluster',
  ]],

  ['a role of all roles', [sandbox(TOKEN), CLOSED,
    object(RBAC, 'ClusterRole', 'all', { aggregationRule: { clusterRoleSelectors: [{}] } }),
    object(RBAC, 'RoleBinding', 'b', {
      roleRef: { kind: 'ClusterRole', name: 'all' }, subjects: [{ kind: 'ServiceAccount', name: 'default' }],
    }, 'research')], [
    "api: all verbs on everything in namespace 'research'", "secrets: all of namespace 'research', by the API",
  ]],
  ['a role of roles of roles, which select each other', [sandbox(TOKEN), CLOSED,
    ...['a', 'b'].map((name) => ({
      ...object(RBAC, 'ClusterRole', name, {
        aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: 'sum', operator: 'Exists' }] }] },
      }),
      metadata: { name, labels: { sum: '' } },
    })),
    { ...object(RBAC, 'ClusterRole', 'part', { rules: [PODS] }), metadata: { name: 'part', labels: { sum: '' } } },
    object(RBAC, 'RoleBinding', 'b', {
      roleRef: { kind: 'ClusterRole', name: 'a' }, subjects: [{ kind: 'ServiceAccount', name: 'default' }],
    }, 'research')], ["api: get, list on pods in namespace 'research'"]],

  // Secrets.
  ['variables and volumes', [template({
    containers: [container({
      env: [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'one', key: 'k' } } }],
      envFrom: [{ secretRef: { name: 'two' } }],
    })],
    volumes: [
      { name: 'a', secret: { secretName: 'three' } },
      {
        name: 'b',
        projected: {
          sources: [
            { secret: { name: 'four' } }, { serviceAccountToken: { audience: 'vault', path: 't' } },
          ],
        },
      },
    ],
    imagePullSecrets: [{ name: 'five' }],
  })], [
    "secrets: 'one'", "secrets: 'two'", "secrets: 'three'", "secrets: 'four'", 'secrets: token for vault',
    "secrets: 'five'",
  ]],
  ['pull secrets of the account', [template(), account({ imagePullSecrets: [{ name: 'six' }] })], ["secrets: 'six'"]],
  ['Secrets by the API', [sandbox(TOKEN), CLOSED, ...granted({ ...SECRETS, resourceNames: ['key'] })], [
    "api: get on secrets 'key' in namespace 'research'", "secrets: 'key' of namespace 'research', by the API",
  ]],

  // Identities.
  ['an IAM role', [template(), account({}, { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/x' })], [
    'identity: AWS role arn:aws:iam::1:role/x',
  ]],
  ['a Google account', [template(), account({}, { 'iam.gke.io/gcp-service-account': 'x@y.iam.gserviceaccount.com' })], [
    'identity: Google service account x@y.iam.gserviceaccount.com',
  ]],
  ['an Azure client that the pod does not use', [
    template(), account({}, { 'azure.workload.identity/client-id': 'id' }),
  ], []],
  ['an Azure client', [sandbox({}, 'dev', 'research', { 'azure.workload.identity/use': 'true' }), CLOSED,
    account({}, { 'azure.workload.identity/client-id': 'id' })], ['identity: Azure client id']],
  ['an association of EKS', [template(), object('eks.services.k8s.aws/v1alpha1', 'PodIdentityAssociation', 'a', {
    spec: { namespace: 'research', serviceAccount: 'default', roleARN: 'arn:r' },
  })], ['identity: AWS role arn:r']],

  // Volumes.
  ['a claim of a template, which all its sandboxes mount', [template(CLAIM)], ['volumes: writes data']],
  ['a claim that is read', [template(volumes({ persistentVolumeClaim: { claimName: 'data' } }, { readOnly: true }))], [
    'volumes: reads data',
  ]],
  ['a claim of one Sandbox alone', [sandbox(CLAIM), CLOSED, pvc(['ReadWriteOnce'])], []],
  ['a claim that many may mount', [sandbox(CLAIM), CLOSED, pvc(['ReadWriteMany'])], ['volumes: writes data']],
  ['a claim of two', [sandbox(CLAIM), CLOSED, deployment(CLAIM)], ['volumes: writes data']],
  ['a file server', [template(volumes({ nfs: { server: 'nas', path: '/x', readOnly: true } }))], [
    'volumes: reads nfs nas:/x',
  ]],

  // The node.
  ['no runtime', [template({ runtimeClassName: undefined })], ['nodes: the kernel of its node']],
  ['a runtime that is not known', [template({ runtimeClassName: 'mine' })], ['nodes: the kernel of its node ?']],
  ['a class of Kata', [template({ runtimeClassName: 'mine' }), runtime('kata-qemu')], []],
  ['a class of runc', [template({ runtimeClassName: 'mine' }), runtime('runc')], ['nodes: the kernel of its node']],
  ['namespaces, privileges, capabilities, ports and paths of the node', [template({
    hostPID: true,
    hostIPC: true,
    ...volumes({ hostPath: { path: '/var/log' } }),
    containers: [container({
      securityContext: { privileged: true, capabilities: { add: ['CAP_NET_ADMIN'] } },
      ports: [{ containerPort: 80, hostPort: 80 }],
      volumeMounts: [{ name: 'v', mountPath: '/v' }],
    })],
  })], [
    'nodes: the processes, IPC of its node', 'nodes: all devices and capabilities of its node',
    'nodes: capability NET_ADMIN',
    'nodes: port 80 of its node', 'nodes: writes /var/log of its node',
  ]],
  ['nodes with pods of others', [template(), deployment({}, 'other')], [
    'nodes: nodes that pods of other namespaces run on',
  ]],
  ['nodes of its own', [template(ON_OWN_NODES), deployment({}, 'other')], []],
  ['nodes of a pool that others select, too', [template(ON_OWN_NODES), deployment(ON_OWN_NODES, 'other')], [
    'nodes: nodes that pods of other namespaces run on',
  ]],
  ['nodes that the runtime selects', [
    template({ runtimeClassName: 'mine' }), runtime('runsc', { scheduling: ON_OWN_NODES }), deployment({}, 'other'),
  ], []],
];

test.each(ROWS)('%s', (_, objects, reached) => {
  expect(texts(radius(objects))).toEqual(reached);
});

test('of a pool and of a claim, what their template lets them reach', () => {
  const objects = [template(CLAIM)];
  const pool = object('extensions.agents.x-k8s.io/v1beta1', 'SandboxWarmPool', 'pool', {
    spec: { sandboxTemplateRef: { name: 'python' } },
  }, 'research');
  const claim = object('extensions.agents.x-k8s.io/v1beta1', 'SandboxClaim', 'claim', {
    spec: { warmPoolRef: { name: 'pool' } },
  }, 'research');
  expect(radius([pool, ...objects])).toMatchObject({ title: "sandboxes of pool 'research/pool'" });
  expect(texts(radius([pool, ...objects]))).toEqual(['volumes: writes data']);
  expect(texts(radius([claim, pool, ...objects]))).toEqual(['volumes: writes data']);
  expect(radius([claim])).toBeUndefined();
});

test('a token that is not mounted is told with what it would allow', () => {
  const { hasToken, withToken } = radius([sandbox(), CLOSED, ...granted(PODS)]);
  expect([hasToken, withToken.map(({ verb, text }) => `${verb} ${text}`)]).toEqual([
    false, ["get pods in namespace 'research'", "list pods in namespace 'research'"],
  ]);
});
