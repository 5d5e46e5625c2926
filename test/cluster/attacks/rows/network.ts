/** An operator opens the network of the tenant, or draws the traffic of others to itself. */
import { Attack, attacksOf, by, forbidden, gap, partLater } from '../attack';
import { object, pod, sandbox, template, the } from '../objects';
import { apply, create, jsonPatch, mergePatch, post, read, remove, removeAll, update } from '../requests';

const PYTHON = the('SandboxTemplate', 'python');
const DENY_ALL = the('NetworkPolicy', 'deny-all');
const POD = the('Pod', 'dev');

const OPEN = { egress: [{}], ingress: [{}] };
const METADATA = { egress: [{ to: [{ ipBlock: { cidr: '169.254.169.254/32' } }] }] };
const egressTo = (...ipBlocks: readonly object[]) => (
  create(template({}, { networkPolicy: { egress: [{ to: ipBlocks.map((ipBlock) => ({ ipBlock })) }] } }))
);
const ingressFrom = (podSelector: object) => (
  create(template({}, { networkPolicy: { ingress: [{ from: [{ podSelector }] }] } }))
);
/** A range of public addresses. */
const PUBLIC = egressTo({ cidr: '140.82.112.0/20' });
const SERVICE = { selector: { app: 'x' }, ports: [{ port: 443 }] };

export const NETWORK: readonly Attack[] = [
  ...attacksOf(
    'operator',
    [
      'opens its network by a template',
      create(template({}, { networkPolicy: OPEN })), by('admission', 'ASB383'), create(template()),
    ],
    [
      'opens its network by a template later',
      mergePatch(PYTHON, { spec: { networkPolicy: OPEN } }), by('admission', 'ASB383'),
    ],
    [
      'opens egress by a JSON patch',
      jsonPatch(PYTHON, [{ op: 'add', path: '/spec/networkPolicy', value: { egress: [{}] } }]),
      by('admission', 'ASB383'),
    ],
    [
      'lets a template reach the metadata service',
      create(template({}, { networkPolicy: METADATA })), by('admission', 'ASB383'),
    ],
    [
      'lets a template reach private addresses',
      create(template({}, { networkPolicy: { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] } })),
      by('admission', 'ASB383'),
    ],
    [
      'lets a template reach all namespaces',
      create(template({}, { networkPolicy: { egress: [{ to: [{ namespaceSelector: {} }] }] } })),
      by('admission', 'ASB383'),
    ],
    [
      'lets anybody reach a template',
      create(template({}, { networkPolicy: { ingress: [{}] } })), by('admission', 'ASB383'),
    ],
    ['reaches any address', egressTo({ cidr: '0.0.0.0/0' }), by('admission', 'ASB383'), PUBLIC],
    [
      'excludes a part of the private addresses only',
      egressTo({ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }), by('admission', 'ASB383'),
    ],
    [
      // By Kubernetes 1.31's containsCIDR(), 0.0.0.0/0 holds no range but this.
      'excludes nothing but the range that begins like the one of all addresses',
      egressTo({ cidr: '0.0.0.0/0', except: ['0.0.0.0/8'] }), by('admission', 'ASB383'),
    ],
    [
      'reaches any address by two halves',
      egressTo({ cidr: '0.0.0.0/1' }, { cidr: '128.0.0.0/1' }), by('admission', 'ASB383'),
    ],
    ['reaches any address of IPv6', egressTo({ cidr: '::/0' }), by('admission', 'ASB383')],
    ['reaches private addresses in the form of NAT64', egressTo({ cidr: '64:ff9b::/96' }), by('admission', 'ASB383')],
    [
      'reaches the metadata service in the form of 6to4',
      egressTo({ cidr: '2002:a9fe:a9fe::/48' }), by('admission', 'ASB383'),
    ],
    [
      'reaches the metadata service in the form of an IPv4 address in IPv6',
      egressTo({ cidr: '::ffff:169.254.169.254/128' }), by('admission', 'ASB383'),
    ],
    ['reaches a subnet of the link-local addresses', egressTo({ cidr: '169.254.169.0/24' }), by('admission', 'ASB383')],
    [
      'reaches all pods of its namespace',
      create(template({}, { networkPolicy: { egress: [{ to: [{ podSelector: {} }] }] } })), by('admission', 'ASB383'),
    ],
    [
      'reaches any host on one port',
      create(template({}, { networkPolicy: { egress: [{ ports: [{ port: 443 }] }] } })), by('admission', 'ASB383'),
    ],
    ['lets all pods of its namespace in', ingressFrom({}), by('admission', 'ASB383')],
    [
      'lets a router of its own namespace in',
      ingressFrom({ matchLabels: { app: 'sandbox-router' } }), by('admission', 'ASB383'),
    ],
    [
      'opens its network by server-side apply',
      apply(template({}, { networkPolicy: OPEN }, { name: 'python' })), by('admission', 'ASB383'),
    ],
    [
      'opens its network by replacing the template',
      update(PYTHON, [{ op: 'add', path: '/spec/networkPolicy', value: OPEN }]), by('admission', 'ASB383'),
    ],
    [
      'takes the pod label of the router',
      create(sandbox({ labels: { app: 'sandbox-router' } })), by('admission', 'ASB374'),
    ],
    [
      'takes the pod label of the router in a template',
      create(template({ labels: { app: 'sandbox-router' } })), by('admission', 'ASB374'),
    ],
    ['takes the pod label of DNS', create(sandbox({ labels: { 'k8s-app': 'kube-dns' } })), gap('Pod labels')],
    [
      'writes hosts into the pod',
      create(sandbox({ spec: { hostAliases: [{ ip: '10.0.0.1', hostnames: ['registry.example.com'] }] } })),
      gap('DNS and hosts in a pod'),
    ],
    [
      'asks another DNS server',
      create(sandbox({ spec: { dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.1'] } } })),
      gap('DNS and hosts in a pod'),
    ],
  ),
  ...forbidden(
    'operator',
    [
      'creates a NetworkPolicy',
      create(object('NetworkPolicy', { spec: { podSelector: {}, egress: [{}], policyTypes: ['Egress'] } })),
      'create networkpolicies',
    ],
    [
      'opens the policy that denies everything',
      mergePatch(DENY_ALL, { spec: { egress: [{}] } }), 'patch networkpolicies',
    ],
    ['deletes the policy that denies everything', remove(DENY_ALL), 'delete networkpolicies'],
    ['deletes all NetworkPolicies', removeAll(DENY_ALL), 'deletecollection networkpolicies'],
    ['reads the policies', read(DENY_ALL), 'get networkpolicies'],
    [
      'creates a Service with the address of another',
      create(object('Service', { spec: { ...SERVICE, externalIPs: ['10.0.0.10'] } })), 'create services',
    ],
    [
      'creates a Service that is another host',
      create(object('Service', { spec: { type: 'ExternalName', externalName: 'kubernetes.default.svc' } })),
      'create services',
    ],
    [
      'opens a port of the nodes',
      create(object('Service', { spec: { ...SERVICE, type: 'NodePort' } })), 'create services',
    ],
    [
      'points the Service of a Sandbox elsewhere',
      mergePatch(the('Service', 'dev'), { spec: { selector: { app: 'x' } } }), 'patch services',
    ],
    [
      'writes Endpoints',
      create(object('Endpoints', { subsets: [{ addresses: [{ ip: '10.0.0.10' }], ports: [{ port: 443 }] }] })),
      'create endpoints',
    ],
    [
      'creates an Ingress',
      create(object('Ingress', { spec: { defaultBackend: { service: { name: 'dev', port: { number: 80 } } } } })),
      'create ingresses',
    ],
    [
      'relabels the pod of a Sandbox',
      mergePatch(POD, { metadata: { labels: { app: 'sandbox-router' } } }), 'patch pods',
    ],
    ['forwards a port of a pod', post(POD, 'portforward'), 'create pods/portforward', read(POD)],
    ['sends a request through the proxy of a pod', read(POD, 'proxy/'), 'get pods/proxy'],
    ['sends a request through the proxy of a Service', read(the('Service', 'dev'), 'proxy/'), 'get services/proxy'],
    ['creates a pod on the network of the node', create(pod({ spec: { hostNetwork: true } })), 'create pods'],
  ),
  ...attacksOf(
    'operator',
    [
      'takes over a Service that is not for adoption',
      create(sandbox({}, { service: true }, { name: 'kept' })), partLater('controller', 'ReconcilerError'),
      create(sandbox({}, { service: true })),
    ],
  ),
];
