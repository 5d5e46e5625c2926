/** Cilium, GKE and the tiers of the network policy API: answers worked out by hand from their documentation. */
import { ccnp, cnp, fqdn, np, other, pod, SANDBOX, testRows, tiered } from './support';

const PEER = pod('agents', { app: 'db' }, { title: 'the peer', ports: [{ name: 'sql', protocol: 'TCP', port: 5432 }] });
const ON_NODE = pod('other', {}, { title: 'the daemon', hostNetwork: true });
const DNS = pod('kube-system', { 'k8s-app': 'kube-dns' }, { title: 'the DNS' });
const ports = (...list: string[]) => [
  { ports: list.map((each) => ({ protocol: each.split(' ')[0], port: each.split(' ')[1] })) },
];
const DENY_ALL = np({ policyTypes: ['Ingress', 'Egress'] }, 'deny-all');
const LOOKUPS = {
  toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
  toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], rules: { dns: [{ matchPattern: '*' }] } }],
};
const LABELS = { matchLabels: { 'k8s:app': 'sandbox' } };

describe('Cilium', () => {
  testRows([
    {
      why: 'an empty rule isolates and allows nobody',
      policies: [cnp({ egress: [{}] })],
      to: '1.1.1.1',
      is: 'no',
      reason: "CiliumNetworkPolicy 'agents/c' isolates the pod, and no rule allows it",
    },
    {
      why: 'an empty list says nothing of its direction',
      policies: [cnp({ egress: [], ingress: [{}] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'labels may bear their source',
      policies: [cnp({ endpointSelector: LABELS, egress: [{}] })],
      to: '1.1.1.1',
      is: 'no',
      reason: 'isolates the pod',
    },
    {
      why: 'other pods are not selected',
      policies: [cnp({ endpointSelector: { matchLabels: { 'any:app': 'web' } }, egress: [{}] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'a policy of another namespace selects none here',
      policies: [cnp({ egress: [{}] }, 'c', 'other')],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'one of the cluster does',
      policies: [ccnp({ egress: [{}] })],
      to: '1.1.1.1',
      is: 'no',
      reason: "CiliumClusterwideNetworkPolicy 'w' isolates",
    },
    {
      why: 'but not where it is about nodes',
      policies: [ccnp({ endpointSelector: undefined, nodeSelector: {}, egress: [{}] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'the world is all outside',
      policies: [cnp({ egress: [{ toEntities: ['world'] }] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'spec.egress[0].toEntities[0]: entity world',
    },
    {
      why: 'and so is metadata',
      policies: [cnp({ egress: [{ toEntities: ['world'] }] })],
      to: '169.254.169.254',
      on: 'TCP 80',
      is: 'yes',
      reason: 'entity world',
    },
    {
      why: 'but no pod',
      policies: [cnp({ egress: [{ toEntities: ['world'] }] })],
      to: PEER,
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'the cluster is pods',
      policies: [cnp({ egress: [{ toEntities: ['cluster'] }] })],
      to: DNS,
      is: 'yes',
      reason: 'entity cluster',
    },
    {
      why: 'and nothing outside',
      policies: [cnp({ egress: [{ toEntities: ['cluster'] }] })],
      to: '10.0.0.1',
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'the API server may be anywhere',
      policies: [cnp({ egress: [{ toEntities: ['kube-apiserver'] }] })],
      to: '10.0.0.1',
      on: 'TCP 6443',
      is: 'unknown',
      reason: 'it is not known whether the API server is there',
    },
    {
      why: 'the world of IPv4',
      policies: [cnp({ egress: [{ toEntities: ['world-ipv4'] }] })],
      to: '2606:4700::1',
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'ranges have exceptions',
      policies: [cnp({ egress: [{ toCIDRSet: [{ cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] }] }] })],
      to: '10.9.9.9',
      is: 'no',
      reason: 'spec.egress[0].toCIDRSet[0]: 0.0.0.0/0 excepts it',
    },
    {
      why: 'or none',
      policies: [cnp({ egress: [{ toCIDR: ['2001:4860::/32'] }] })],
      to: '2001:4860:4860::8888',
      is: 'yes',
      reason: 'toCIDR[0]: 2001:4860::/32',
    },
    {
      why: 'and never mean pods',
      policies: [cnp({ egress: [{ toCIDR: ['0.0.0.0/0'] }] })],
      to: PEER,
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'endpoints are those of the namespace',
      policies: [cnp({ egress: [{ toEndpoints: [{ matchLabels: { app: 'db' } }] }] })],
      to: PEER,
      is: 'yes',
      reason: 'it selects the peer',
    },
    {
      why: 'unless a selector says otherwise',
      policies: [cnp({ egress: [LOOKUPS] })],
      to: DNS,
      on: 'UDP 53',
      is: 'yes',
      reason: 'spec.egress[0].toEndpoints[0]: it selects the DNS',
    },
    {
      why: 'which it must',
      policies: [cnp({ egress: [{ toEndpoints: [{ matchLabels: { 'k8s-app': 'kube-dns' } }] }] })],
      to: DNS,
      on: 'UDP 53',
      is: 'no',
      reason: 'it is about another namespace than that of the DNS',
    },
    {
      why: 'labels of namespaces',
      policies: [
        cnp({ egress: [{ toEndpoints: [{ matchLabels: { 'io.cilium.k8s.namespace.labels.team': 'kube-system' } }] }] }),
      ],
      to: DNS,
      is: 'yes',
      reason: 'it selects the DNS',
    },
    {
      why: 'clusterwide selectors mean all namespaces',
      policies: [ccnp({ egress: [{ toEndpoints: [{ matchLabels: { 'k8s-app': 'kube-dns' } }] }] })],
      to: DNS,
      is: 'yes',
      reason: 'it selects the DNS',
    },
    {
      why: 'a rule with ports alone is about everybody',
      policies: [cnp({ egress: [{ toPorts: ports('TCP 443') }] })],
      to: '10.0.0.1',
      is: 'yes',
      reason: 'it is about all peers',
    },
    {
      why: 'on these ports',
      policies: [cnp({ egress: [{ toPorts: ports('TCP 443') }] })],
      to: '10.0.0.1',
      on: 'TCP 80',
      is: 'no',
      reason: 'it is about TCP 443 only',
    },
    {
      why: 'ports of ANY protocol',
      policies: [cnp({ egress: [{ toPorts: ports('ANY 53') }] })],
      to: '10.0.0.1',
      on: 'SCTP 53',
      is: 'yes',
      reason: 'allows it',
    },
    {
      why: 'port 0 is all of a protocol',
      policies: [cnp({ egress: [{ toPorts: ports('UDP 0') }] })],
      to: '10.0.0.1',
      on: 'UDP 999',
      is: 'yes',
      reason: 'allows it',
    },
    {
      why: 'ports by name',
      policies: [cnp({ egress: [{ toEndpoints: [{}], toPorts: ports('TCP sql') }] })],
      to: PEER,
      on: 'TCP 5432',
      is: 'yes',
      reason: 'allows it',
    },
    {
      why: 'ICMP is no connection',
      policies: [cnp({ egress: [{ toEntities: ['world'], icmps: [{ fields: [{ type: 8 }] }] }] })],
      to: '1.1.1.1',
      is: 'no',
      reason: 'it is about ICMP only',
    },
    {
      why: 'what is denied nobody allows',
      policies: [cnp({ egress: [{ toEntities: ['all'] }], egressDeny: [{ toCIDR: ['169.254.0.0/16'] }] })],
      to: '169.254.169.254',
      on: 'TCP 80',
      is: 'no',
      reason: 'denies it by spec.egressDeny[0].toCIDR[0]: 169.254.0.0/16',
    },
    {
      why: 'not even a NetworkPolicy',
      policies: [np({ egress: [{}] }), ccnp({ egressDeny: [{ toEntities: ['world'] }] })],
      to: '1.1.1.1',
      is: 'no',
      reason: "CiliumClusterwideNetworkPolicy 'w' denies it",
    },
    {
      why: 'what is not denied is isolated',
      policies: [cnp({ egressDeny: [{ toCIDR: ['169.254.0.0/16'] }] })],
      to: '1.1.1.1',
      is: 'no',
      reason: 'isolates the pod',
    },
    {
      why: 'unless the policy says it isolates nothing',
      policies: [cnp({ enableDefaultDeny: { egress: false }, egressDeny: [{ toCIDR: ['169.254.0.0/16'] }] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'it adds up with NetworkPolicies',
      policies: [DENY_ALL, cnp({ egress: [{ toCIDR: ['1.1.1.0/24'] }] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: "CiliumNetworkPolicy 'agents/c' allows it",
    },
    {
      why: 'several specs',
      policies: [
        {
          ...cnp({}),
          spec: undefined,
          specs: [
            { endpointSelector: {}, egress: [{}] },
            { endpointSelector: {}, egress: [{ toCIDR: ['1.1.1.0/24'] }] },
          ],
        },
      ],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'specs[1].egress[0].toCIDR[0]',
    },
    {
      why: 'a domain whose lookup Cilium sees',
      policies: [cnp({ egress: [LOOKUPS, { toFQDNs: [{ matchName: 'api.github.com' }] }] })],
      to: 'api.github.com',
      is: 'yes',
      reason: 'spec.egress[1].toFQDNs[0]: api.github.com',
    },
    {
      why: 'one that it does not',
      policies: [cnp({ egress: [{ toFQDNs: [{ matchName: 'api.github.com' }] }] })],
      to: 'api.github.com',
      is: 'no',
      reason: "no rule with 'rules.dns' lets Cilium see lookups of api.github.com",
    },
    {
      why: 'another domain',
      policies: [cnp({ egress: [LOOKUPS, { toFQDNs: [{ matchName: 'api.github.com' }] }] })],
      to: 'github.com',
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'a star is one level',
      policies: [cnp({ egress: [LOOKUPS, { toFQDNs: [{ matchPattern: '*.github.com' }] }] })],
      to: 'a.b.github.com',
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'two are any',
      policies: [cnp({ egress: [LOOKUPS, { toFQDNs: [{ matchPattern: '**.github.com' }] }] })],
      to: 'a.b.github.com',
      is: 'yes',
      reason: '**.github.com',
    },
    {
      why: 'a public address may be that of a domain',
      policies: [cnp({ egress: [LOOKUPS, { toFQDNs: [{ matchName: 'api.github.com' }] }] })],
      to: '140.82.112.3',
      is: 'unknown',
      reason: 'it is not known whether api.github.com has the address',
    },
    {
      why: 'a private one is not',
      policies: [cnp({ egress: [LOOKUPS, { toFQDNs: [{ matchName: 'api.github.com' }] }] })],
      to: '10.0.0.1',
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'services stand for what is not known',
      policies: [cnp({ egress: [{ toServices: [{ k8sService: { serviceName: 'db' } }] }] })],
      to: PEER,
      is: 'unknown',
      reason: "'toServices' is not read",
    },
    {
      why: 'connections come in from endpoints',
      policies: [cnp({ endpointSelector: { matchLabels: { app: 'db' } }, ingress: [{ fromEndpoints: [LABELS] }] })],
      to: PEER,
      is: 'yes',
      reason: 'ingress: CiliumNetworkPolicy',
    },
    {
      why: 'not from others',
      policies: [cnp({ endpointSelector: { matchLabels: { app: 'db' } }, ingress: [{ fromEntities: ['world'] }] })],
      to: PEER,
      is: 'no',
      reason: "ingress: CiliumNetworkPolicy 'agents/c' isolates the peer",
    },
  ]);
});

describe('Cilium and pods in the network of their node', () => {
  const denied = (rule: object, to: typeof PEER | string = ON_NODE) => (
    { policies: [cnp({ egress: [{ toEntities: ['all'] }], egressDeny: [rule] })], to }
  );
  testRows([
    {
      why: 'entities',
      ...denied({ toEntities: ['remote-node'] }),
      is: 'unknown',
      reason: 'selects the node of the daemon',
    },
    {
      why: 'nodes',
      ...denied({ toNodes: [{}] }),
      is: 'unknown',
      reason: 'whether toNodes selects the node of the daemon',
    },
    {
      why: 'the API server',
      ...denied({ toEntities: ['kube-apiserver'] }),
      is: 'unknown',
      reason: 'perhaps denies it',
    },
    { why: 'ranges', ...denied({ toCIDR: ['203.0.113.0/24'] }), is: 'unknown', reason: 'the address of the node' },
    {
      why: 'endpoints of the namespace are not nodes',
      ...denied({ toEndpoints: [{}] }),
      is: 'yes',
      reason: 'entity all',
    },
    {
      why: 'but reserved labels are',
      ...denied({ toEndpoints: [{ matchLabels: { 'reserved:host': '' } }] }),
      is: 'unknown',
      reason: 'it is not known whether it selects more than pods',
    },
    {
      why: 'and those of addresses',
      ...denied({ toEndpoints: [{ matchLabels: { 'reserved:world': '' } }] }, '1.1.1.1'),
      is: 'unknown',
      reason: 'it is not known whether it selects more than pods',
    },
    {
      why: 'a policy for nodes may select them',
      policies: [ccnp({ endpointSelector: undefined, nodeSelector: {}, egress: [{ toEntities: ['none'] }] })],
      from: ON_NODE,
      to: '1.1.1.1',
      is: 'unknown',
      reason: 'the network plugin decides whether policies apply to it',
    },
    {
      why: 'what is required of one rule is required of all',
      policies: [cnp({ egress: [{ toEndpoints: [{}] }] }), cnp({ egress: [{ toRequires: [{}] }] }, 'requires')],
      to: PEER,
      is: 'unknown',
      reason: "'toRequires' is not read",
    },
    {
      why: 'but not of addresses',
      policies: [cnp({ egress: [{ toEntities: ['world'] }] }), cnp({ egress: [{ toRequires: [{}] }] }, 'requires')],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'entity world',
    },
  ]);
});

describe('FQDNNetworkPolicy of GKE', () => {
  const github = fqdn({
    egress: [
      { matches: [{ name: 'api.github.com' }, { pattern: '*.pkg.example' }], ports: [{ protocol: 'TCP', port: 443 }] },
    ],
  });
  testRows([
    {
      why: 'its domains',
      policies: [DENY_ALL, github],
      to: 'api.github.com',
      is: 'yes',
      reason: "FQDNNetworkPolicy 'agents/f' allows it by spec.egress[0].matches[0]: api.github.com",
    },
    {
      why: 'case and the dot at the end do not matter',
      policies: [DENY_ALL, github],
      to: 'API.GitHub.com',
      is: 'yes',
      reason: 'matches[0]',
    },
    {
      why: 'its patterns',
      policies: [github],
      to: 'files.pkg.example',
      is: 'yes',
      reason: 'matches[1]: *.pkg.example',
    },
    {
      why: 'a star has no dots',
      policies: [github],
      to: 'a.files.pkg.example',
      is: 'no',
      reason: "FQDNNetworkPolicy 'agents/f' isolates the pod",
    },
    { why: 'nor nothing before a dot', policies: [github], to: 'pkg.example', is: 'no', reason: 'no rule allows it' },
    {
      why: 'its ports',
      policies: [github],
      to: 'api.github.com',
      on: 'TCP 22',
      is: 'no',
      reason: 'it is about TCP 443 only',
    },
    {
      why: 'it only adds',
      policies: [github, np({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] })],
      to: '10.0.0.1',
      is: 'yes',
      reason: "NetworkPolicy 'agents/p' allows it",
    },
    {
      why: 'connections come in all the same',
      policies: [github],
      from: PEER,
      to: SANDBOX,
      is: 'no',
      reason: "egress: FQDNNetworkPolicy 'agents/f' isolates the peer",
    },
  ]);
});

describe('ClusterNetworkPolicy', () => {
  const rule = (action: string, networks: string[], more: object = {}) => ({ action, to: [{ networks }], ...more });
  const open = np({ egress: [{}] });
  testRows([
    {
      why: 'Admin goes before NetworkPolicies',
      policies: [open, tiered('Admin', 10, { egress: [rule('Deny', ['169.254.0.0/16'])] })],
      to: '169.254.169.254',
      on: 'TCP 80',
      is: 'no',
      reason: "ClusterNetworkPolicy 't' denies it by spec.egress[0].to[0]: 169.254.0.0/16",
    },
    {
      why: 'also to accept',
      policies: [DENY_ALL, tiered('Admin', 10, { egress: [rule('Accept', ['1.1.1.1/32'])] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: "ClusterNetworkPolicy 't' allows it",
    },
    {
      why: 'it isolates nothing',
      policies: [tiered('Admin', 10, { egress: [rule('Accept', ['1.1.1.1/32'])] })],
      to: '1.0.0.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'the lower priority goes first',
      policies: [
        tiered('Admin', 20, { egress: [rule('Deny', ['0.0.0.0/0'])] }, 'late'),
        tiered('Admin', 10, { egress: [rule('Accept', ['1.1.1.1/32'])] }, 'early'),
      ],
      to: '1.1.1.1',
      is: 'yes',
      reason: "'early' allows it",
    },
    {
      why: 'the upper rule goes first',
      policies: [tiered('Admin', 10, { egress: [rule('Deny', ['1.0.0.0/8']), rule('Accept', ['1.1.1.1/32'])] })],
      to: '1.1.1.1',
      is: 'no',
      reason: 'spec.egress[0]',
    },
    {
      why: 'Pass skips the rest of its tier',
      policies: [
        DENY_ALL,
        tiered('Admin', 10, { egress: [rule('Pass', ['1.1.1.1/32']), rule('Accept', ['0.0.0.0/0'])] }),
      ],
      to: '1.1.1.1',
      is: 'no',
      reason: "'agents/deny-all' isolates the pod",
    },
    {
      why: 'and comes to Baseline where no NetworkPolicy is',
      policies: [
        tiered('Admin', 10, { egress: [rule('Pass', ['1.1.1.1/32'])] }),
        tiered('Baseline', 10, { egress: [rule('Deny', ['0.0.0.0/0'])] }, 'base'),
      ],
      to: '1.1.1.1',
      is: 'no',
      reason: "'base' denies it",
    },
    {
      why: 'a NetworkPolicy overrides Baseline',
      policies: [open, tiered('Baseline', 10, { egress: [rule('Deny', ['0.0.0.0/0'])] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: "NetworkPolicy 'agents/p' allows it",
    },
    {
      why: 'equals that do not agree',
      policies: [
        tiered('Admin', 10, { egress: [rule('Deny', ['1.0.0.0/8'])] }, 'one'),
        tiered('Admin', 10, { egress: [rule('Accept', ['1.1.1.1/32'])] }, 'two'),
      ],
      to: '1.1.1.1',
      is: 'unknown',
      reason: 'policies of one priority differ',
    },
    {
      why: 'who is no subject',
      policies: [
        tiered('Admin', 10, {
          subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: 'web' } } } },
          egress: [rule('Deny', ['0.0.0.0/0'])],
        }),
      ],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'ranges of both families mean all pods too',
      policies: [tiered('Admin', 10, { egress: [rule('Deny', ['0.0.0.0/0', '::/0'])] })],
      to: PEER,
      is: 'no',
      reason: 'denies it',
    },
    {
      why: 'of others it is not known',
      policies: [tiered('Admin', 10, { egress: [rule('Deny', ['10.0.0.0/8'])] })],
      to: PEER,
      is: 'unknown',
      reason: 'perhaps denies it',
    },
    {
      why: 'which does not matter where all comes to the same',
      policies: [np({ policyTypes: ['Egress'] }), tiered('Admin', 10, { egress: [rule('Deny', ['10.0.0.0/8'])] })],
      to: PEER,
      is: 'no',
      reason: 'isolates the pod',
    },
    {
      why: 'ports',
      policies: [
        tiered('Admin', 10, {
          egress: [
            rule('Deny', ['0.0.0.0/0'], {
              protocols: [{ tcp: { destinationPort: { range: { start: 1, end: 1023 } } } }],
            }),
          ],
        }),
      ],
      to: '1.1.1.1',
      on: 'TCP 1024',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'ports in the range',
      policies: [
        tiered('Admin', 10, {
          egress: [
            rule('Deny', ['0.0.0.0/0'], { protocols: [{ tcp: { destinationPort: { number: 25 } } }, { udp: {} }] }),
          ],
        }),
      ],
      to: '1.1.1.1',
      on: 'UDP 9',
      is: 'no',
      reason: 'denies it',
    },
    {
      why: 'ports by name',
      policies: [
        tiered('Admin', 10, {
          ingress: [{ action: 'Deny', from: [{ namespaces: {} }], protocols: [{ destinationNamedPort: 'sql' }] }],
        }),
      ],
      to: PEER,
      on: 'TCP 5432',
      is: 'no',
      reason: "ingress: ClusterNetworkPolicy 't' denies it",
    },
    {
      why: 'domains, of one level or more',
      policies: [
        tiered('Admin', 10, {
          egress: [{ action: 'Accept', to: [{ domainNames: ['*.github.com'] }] }, rule('Deny', ['0.0.0.0/0', '::/0'])],
        }),
      ],
      to: 'a.b.github.com',
      is: 'yes',
      reason: '*.github.com',
    },
    {
      why: 'the domain itself is no such',
      policies: [
        tiered('Admin', 10, {
          egress: [{ action: 'Accept', to: [{ domainNames: ['*.github.com'] }] }, rule('Deny', ['0.0.0.0/0', '::/0'])],
        }),
      ],
      to: 'github.com',
      is: 'no',
      reason: 'spec.egress[1]',
    },
    {
      why: 'a peer of a kind that is not known may accept',
      policies: [DENY_ALL, tiered('Admin', 10, { egress: [{ action: 'Accept', to: [{ galaxies: {} }] }] })],
      to: '1.1.1.1',
      is: 'unknown',
      reason: "perhaps allows it by spec.egress[0].to[0]: 'galaxies' is not read",
    },
    {
      why: 'and may deny',
      policies: [tiered('Admin', 10, { egress: [{ action: 'Deny', to: [{ galaxies: {} }] }] })],
      to: '1.1.1.1',
      is: 'unknown',
      reason: "perhaps denies it by spec.egress[0].to[0]: 'galaxies' is not read",
    },
    {
      why: 'and what it is to pass on may be denied',
      policies: [tiered('Admin', 10, { egress: [{ action: 'Pass', to: [{ galaxies: {} }] }] })],
      to: '1.1.1.1',
      is: 'unknown',
      reason: 'perhaps denies it',
    },
    {
      why: 'nodes are not ordinary pods',
      policies: [tiered('Admin', 10, { egress: [{ action: 'Deny', to: [{ nodes: {} }] }] })],
      to: PEER,
      is: 'yes',
      reason: 'no policy is about it at the pod',
    },
    {
      why: 'they may be those of pods in their network',
      policies: [tiered('Admin', 10, { egress: [{ action: 'Deny', to: [{ nodes: {} }] }] })],
      to: ON_NODE,
      is: 'unknown',
      reason: 'perhaps denies it by spec.egress[0].to[0]: it is not known whether it selects the node of the daemon',
    },
    {
      why: 'they may have private addresses',
      policies: [tiered('Admin', 10, { egress: [{ action: 'Deny', to: [{ nodes: { matchLabels: { a: 'b' } } }] }] })],
      to: '10.0.0.1',
      is: 'unknown',
      reason: 'it is not known whether 10.0.0.1 is the address of a node',
    },
    {
      why: 'public addresses outside of the cluster are not theirs',
      policies: [tiered('Admin', 10, { egress: [{ action: 'Deny', to: [{ nodes: {} }] }] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'a range may have the address of the node of a pod in its network',
      policies: [tiered('Admin', 10, { egress: [rule('Deny', ['203.0.113.0/24'])] })],
      to: ON_NODE,
      is: 'unknown',
      reason: 'it is not known whether 203.0.113.0/24 has the address of the node of the daemon',
    },
  ]);
});

describe('policies that are not read', () => {
  testRows([
    {
      why: 'a kind that is named as they are',
      policies: [other('example.com/v1', 'FancyNetworkPolicy')],
      to: '1.1.1.1',
      is: 'unknown',
      reason: "FancyNetworkPolicy 'x' may apply to the pod",
    },
    {
      why: 'one that is only tried out',
      policies: [other('projectcalico.org/v3', 'StagedGlobalNetworkPolicy')],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'a firewall of OVN-Kubernetes',
      policies: [other('k8s.ovn.org/v1', 'EgressFirewall', 'agents')],
      to: '1.1.1.1',
      is: 'unknown',
      reason: "EgressFirewall 'agents/x' may apply to the pod",
    },
    {
      why: 'one of the cluster may say anything',
      policies: [DENY_ALL, other('crd.projectcalico.org/v1', 'GlobalNetworkPolicy')],
      to: '1.1.1.1',
      is: 'unknown',
      reason: "GlobalNetworkPolicy 'x' may apply to the pod, and its kind is not read here",
    },
    {
      why: 'one of another namespace does not apply',
      policies: [DENY_ALL, other('crd.projectcalico.org/v1', 'NetworkPolicy', 'other')],
      to: '1.1.1.1',
      is: 'no',
      reason: 'isolates the pod',
    },
    {
      why: 'an older API of the tiers',
      policies: [other('policy.networking.k8s.io/v1alpha1', 'AdminNetworkPolicy')],
      to: '1.1.1.1',
      is: 'unknown',
      reason: 'AdminNetworkPolicy',
    },
  ]);
});
