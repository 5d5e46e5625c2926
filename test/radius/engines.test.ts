/** What policies of each engine let code in a sandbox reach: each row is a pod, and the policies around it. */
import { container, networkPolicy, object, radius, sandbox, template, texts } from './support';
import { nameHash } from '../../src/api/name-hash';
import type { KubeObject } from '../../src/kubernetes/kube-object';

const CLOSED = networkPolicy({ policyTypes: ['Egress'] });
const NAMED_DATA = { matchLabels: { 'kubernetes.io/metadata.name': 'data' } };
const admin = (egress: object[]) => object('policy.networking.k8s.io/v1alpha2', 'ClusterNetworkPolicy', 'all', {
  spec: { tier: 'Admin', priority: 1, subject: { namespaces: {} }, egress },
});
const cilium = (kind: string, endpoint: object) => object('cilium.io/v2', kind, 'c', {
  spec: { endpointSelector: {}, egress: [{ toEndpoints: [endpoint] }] },
}, kind === 'CiliumNetworkPolicy' ? 'research' : undefined);

test.each<readonly [why: string, objects: readonly KubeObject[], reached: readonly string[]]>([
  ['a range that a ClusterNetworkPolicy accepts within one that is denied', [sandbox(), CLOSED, admin([
    { action: 'Accept', to: [{ networks: ['10.20.0.0/16', '2001:db8:7::/48'] }] },
  ])], [
    'network: 10.20.0.0/16', 'network: 2001:db8:7::/48', 'network: the DNS of the cluster ?',
    "network: pods of its namespace 'research' ?", 'network: pods of other namespaces ?',
  ]],
  ['pods and domains that a ClusterNetworkPolicy accepts', [sandbox(), CLOSED, admin([{
    action: 'Accept',
    to: [
      { domainNames: ['pypi.org'] },
      { pods: { namespaceSelector: NAMED_DATA, podSelector: { matchLabels: { app: 'db' } } } },
    ],
  }])], ['network: pypi.org', "network: pods with app=db of namespace 'data'"]],
  ['endpoints of Cilium by expressions', [sandbox(), cilium('CiliumNetworkPolicy', {
    matchExpressions: [{ key: 'k8s:app', operator: 'In', values: ['db'] }],
  })], ['network: pods with app In (db) of its namespace ?']],
  ['endpoints of Cilium in namespaces with a label', [sandbox(), cilium('CiliumNetworkPolicy', {
    matchLabels: { 'k8s:io.cilium.k8s.namespace.labels.team': 'data', 'app': 'db' },
  })], ['network: pods with app=db of namespaces with team=data ?']],
  ['endpoints of a policy of Cilium for all namespaces', [sandbox(), cilium('CiliumClusterwideNetworkPolicy', {
    matchLabels: { app: 'db' },
  })], ['network: pods with app=db of all namespaces ?']],
  ['a Sandbox that is known and lets it in, by its labels', [
    sandbox(),
    networkPolicy({
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 80 }] }],
    }),
    networkPolicy({ policyTypes: ['Ingress'] }, 'research', 'deny'),
    sandbox({}, 'db', 'research', { app: 'db' }),
    networkPolicy({
      podSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': nameHash('db') } },
      ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }],
    }, 'research', 'db'),
  ], ['network: pods with app=db of its namespace ?']],
  ['other sandboxes of the template, by the name of a port', [
    template({ containers: [container({ ports: [{ name: 'web', containerPort: 8080 }] })] }, {
      networkPolicy: { ingress: [{}], egress: [{ to: [{ podSelector: {} }], ports: [{ port: 'web' }] }] },
    }),
  ], [
    'network: other sandboxes of its template', "network: pods of its namespace 'research' ?",
    'network: all pods of its namespace ?',
  ]],
])('%s', (_, objects, reached) => {
  expect(texts(radius(objects))).toEqual(reached);
});
