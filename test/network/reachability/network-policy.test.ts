/** NetworkPolicy: questions whose answers were worked out by hand from the documentation of Kubernetes. */
import { np, pod, SANDBOX, testRows } from './support';

const block = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, ...(except.length > 0 && { except }) } });
const tcp = (port: number | string, endPort?: number) => ({ protocol: 'TCP', port, ...(endPort && { endPort }) });
const egress = (...rules: object[]) => np({ policyTypes: ['Egress'], egress: rules });
const ingress = (...rules: object[]) => np({ policyTypes: ['Ingress'], ingress: rules });
const DENY_ALL = np({ policyTypes: ['Ingress', 'Egress'] }, 'deny-all');
const PUBLIC = egress({
  to: [
    block('0.0.0.0/0', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'),
    block('::/0', 'fc00::/7', 'fe80::/10'),
  ],
});
const DNS = pod('kube-system', { 'k8s-app': 'kube-dns' }, { title: 'the DNS' });
const PEER = pod('agents', { app: 'db' }, { title: 'the peer', ports: [{ name: 'sql', protocol: 'TCP', port: 5432 }] });
const STRANGER = pod('other', { app: 'db' }, { title: 'the stranger' });

describe('who is selected', () => {
  testRows([
    {
      why: 'nothing selects the pod, so all passes',
      policies: [],
      to: '10.0.0.1',
      is: 'yes',
      reason: 'egress: no policy is about it at the pod',
    },
    {
      why: 'the policy is of another namespace',
      policies: [np({ policyTypes: ['Egress'] }, 'p', 'other')],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'an empty selector selects all pods of its namespace',
      policies: [DENY_ALL],
      to: '1.1.1.1',
      is: 'no',
      reason: "NetworkPolicy 'agents/deny-all' isolates the pod, and no rule allows it",
    },
    {
      why: 'a label that the pod lacks',
      policies: [np({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'In with the value of the pod',
      policies: [
        np({
          podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'sandbox'] }] },
          policyTypes: ['Egress'],
        }),
      ],
      to: '1.1.1.1',
      is: 'no',
      reason: 'isolates the pod',
    },
    {
      why: 'NotIn also selects pods without the label',
      policies: [
        np({
          podSelector: { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] },
          policyTypes: ['Egress'],
        }),
      ],
      to: '1.1.1.1',
      is: 'no',
      reason: 'isolates the pod',
    },
    {
      why: 'NotIn with the value of the pod',
      policies: [
        np({
          podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['sandbox'] }] },
          policyTypes: ['Egress'],
        }),
      ],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'Exists',
      policies: [
        np({ podSelector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, policyTypes: ['Egress'] }),
      ],
      to: '1.1.1.1',
      is: 'no',
      reason: 'isolates the pod',
    },
    {
      why: 'DoesNotExist of a label that the pod has',
      policies: [
        np({ podSelector: { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, policyTypes: ['Egress'] }),
      ],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'without policyTypes and rules for egress only ingress is isolated',
      policies: [np({ ingress: [] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'without policyTypes, but with a rule for egress, it is isolated too',
      policies: [np({ egress: [{ to: [block('10.0.0.0/8')] }] })],
      to: '1.1.1.1',
      is: 'no',
      reason: 'isolates the pod',
    },
    {
      why: 'rules for egress count for nothing where policyTypes leave it out',
      policies: [np({ policyTypes: ['Ingress'], egress: [{}] }), DENY_ALL],
      to: '1.1.1.1',
      is: 'no',
      reason: "'agents/deny-all' isolates the pod",
    },
  ]);
});

describe('addresses', () => {
  testRows([
    {
      why: 'a public address in the range',
      policies: [PUBLIC],
      to: '140.82.112.3',
      is: 'yes',
      reason: "NetworkPolicy 'agents/p' allows it by spec.egress[0].to[0]: 0.0.0.0/0",
    },
    {
      why: 'an exception of it',
      policies: [PUBLIC],
      to: '10.1.2.3',
      is: 'no',
      reason: '(spec.egress[0].to[0]: 0.0.0.0/0 excepts it)',
    },
    {
      why: 'the last address of an exception',
      policies: [PUBLIC],
      to: '172.31.255.255',
      is: 'no',
      reason: 'excepts it',
    },
    { why: 'the first after it', policies: [PUBLIC], to: '172.32.0.0', is: 'yes', reason: '0.0.0.0/0' },
    {
      why: 'metadata of most clouds is link-local',
      policies: [PUBLIC],
      to: '169.254.169.254',
      on: 'TCP 80',
      is: 'no',
      reason: 'excepts it',
    },
    {
      why: 'the wire server of Azure has a public address',
      policies: [PUBLIC],
      to: '168.63.129.16',
      on: 'TCP 80',
      is: 'yes',
      reason: '0.0.0.0/0',
    },
    {
      why: 'addresses that carriers share are not excepted',
      policies: [PUBLIC],
      to: '100.64.1.1',
      is: 'yes',
      reason: '0.0.0.0/0',
    },
    {
      why: 'metadata of Alibaba is among these',
      policies: [PUBLIC],
      to: '100.100.100.200',
      on: 'TCP 80',
      is: 'yes',
      reason: '0.0.0.0/0',
    },
    {
      why: 'IPv6 has a rule of its own',
      policies: [PUBLIC],
      to: '2606:4700:4700::1111',
      is: 'yes',
      reason: 'spec.egress[0].to[1]: ::/0',
    },
    {
      why: 'unique local addresses are excepted',
      policies: [PUBLIC],
      to: 'fd00:ec2::254',
      on: 'TCP 80',
      is: 'no',
      reason: 'spec.egress[0].to[1]: ::/0 excepts it',
    },
    { why: 'link-local addresses of IPv6', policies: [PUBLIC], to: 'fe80::1', is: 'no', reason: '::/0 excepts it' },
    {
      why: 'a range of IPv4 has no address of IPv6',
      policies: [egress({ to: [block('0.0.0.0/0')] })],
      to: '2606:4700::1',
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'one address',
      policies: [egress({ to: [block('203.0.113.7/32')] })],
      to: '203.0.113.7',
      is: 'yes',
      reason: '203.0.113.7/32',
    },
    {
      why: 'its neighbour',
      policies: [egress({ to: [block('203.0.113.7/32')] })],
      to: '203.0.113.8',
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'Kubernetes takes ranges with bits beyond their prefix',
      policies: [egress({ to: [block('203.0.113.77/24')] })],
      to: '203.0.113.8',
      is: 'yes',
      reason: '203.0.113.77/24',
    },
    {
      why: 'pods are no addresses outside',
      policies: [egress({ to: [{ podSelector: {} }] })],
      to: '10.1.2.3',
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'a rule without peers is about everybody',
      policies: [egress({ ports: [tcp(443)] })],
      to: '10.1.2.3',
      is: 'yes',
      reason: 'spec.egress[0]: it is about all peers',
    },
    {
      why: 'an empty list of peers is too',
      policies: [egress({ to: [] })],
      to: 'fe80::1',
      is: 'yes',
      reason: 'it is about all peers',
    },
  ]);
});

describe('pods in the network of their node', () => {
  testRows([
    {
      why: 'the plugin decides whether selectors match them',
      policies: [egress({ to: [{ podSelector: {} }] })],
      to: pod('agents', {}, { title: 'the daemon', hostNetwork: true }),
      is: 'unknown',
      reason: 'the daemon shares the network of its node, and the network plugin decides whether selectors match it',
    },
    {
      why: 'their node may have any address',
      policies: [egress({ to: [block('203.0.113.0/24')] })],
      to: pod('agents', {}, { title: 'the daemon', hostNetwork: true }),
      is: 'unknown',
      reason: 'it is not known whether 203.0.113.0/24 has the address of the node of the daemon',
    },
  ]);
});

describe('policies add up', () => {
  testRows([
    {
      why: 'what one denies by default another allows',
      policies: [DENY_ALL, PUBLIC],
      to: '1.1.1.1',
      is: 'yes',
      reason: "'agents/p' allows it",
    },
    {
      why: 'an exception of one is in the range of another',
      policies: [PUBLIC, egress({ to: [block('10.1.0.0/16')] })],
      to: '10.1.2.3',
      is: 'yes',
      reason: 'spec.egress[0].to[0]: 10.1.0.0/16',
    },
    {
      why: 'both are named where neither allows it',
      policies: [DENY_ALL, PUBLIC],
      to: '10.0.0.1',
      is: 'no',
      reason:
        "NetworkPolicy 'agents/deny-all' and NetworkPolicy 'agents/p' isolate the pod, " +
        "and no rule allows it (spec.egress[0].to[0] of NetworkPolicy 'agents/p': 0.0.0.0/0 excepts it)",
    },
    {
      why: 'the second rule of a policy',
      policies: [egress({ to: [block('10.0.0.0/8')] }, { to: [block('1.0.0.0/8')] })],
      to: '1.1.1.1',
      is: 'yes',
      reason: 'spec.egress[1].to[0]',
    },
  ]);
});

describe('ports', () => {
  const web = egress({ to: [block('0.0.0.0/0')], ports: [tcp(443), tcp(8000, 8010)] });
  testRows([
    { why: 'the port', policies: [web], to: '1.1.1.1', on: 'TCP 443', is: 'yes', reason: 'allows it' },
    {
      why: 'another port',
      policies: [web],
      to: '1.1.1.1',
      on: 'TCP 80',
      is: 'no',
      reason: '(spec.egress[0]: it is about TCP 443, TCP 8000-8010 only)',
    },
    {
      why: 'the port by another protocol (QUIC)',
      policies: [web],
      to: '1.1.1.1',
      on: 'UDP 443',
      is: 'no',
      reason: 'it is about TCP 443',
    },
    { why: 'the last of a range', policies: [web], to: '1.1.1.1', on: 'TCP 8010', is: 'yes', reason: 'allows it' },
    {
      why: 'after the last of a range',
      policies: [web],
      to: '1.1.1.1',
      on: 'TCP 8011',
      is: 'no',
      reason: 'it is about',
    },
    {
      why: 'without a protocol it is TCP',
      policies: [egress({ ports: [{ port: 53 }] })],
      to: '1.1.1.1',
      on: 'UDP 53',
      is: 'no',
      reason: 'it is about TCP 53 only',
    },
    {
      why: 'a protocol without a port is all its ports',
      policies: [egress({ ports: [{ protocol: 'UDP' }] })],
      to: '1.1.1.1',
      on: 'UDP 4789',
      is: 'yes',
      reason: 'allows it',
    },
    {
      why: 'SCTP',
      policies: [egress({ ports: [{ protocol: 'SCTP', port: 132 }] })],
      to: '1.1.1.1',
      on: 'SCTP 132',
      is: 'yes',
      reason: 'allows it',
    },
    {
      why: 'a name is a port of the pod that is connected to',
      policies: [egress({ ports: [tcp('sql')] })],
      to: PEER,
      on: 'TCP 5432',
      is: 'yes',
      reason: 'allows it',
    },
    {
      why: 'and no other port of it',
      policies: [egress({ ports: [tcp('sql')] })],
      to: PEER,
      on: 'TCP 5433',
      is: 'no',
      reason: 'it is about TCP sql only',
    },
    {
      why: 'addresses have no names of ports',
      policies: [egress({ ports: [tcp('sql')] })],
      to: '1.1.1.1',
      on: 'TCP 5432',
      is: 'unknown',
      reason: "port 'sql' is a name",
    },
    {
      why: 'in a rule for ingress it is a port of the pod itself',
      policies: [ingress({ ports: [tcp('sql')] })],
      from: SANDBOX,
      to: PEER,
      on: 'TCP 5432',
      is: 'yes',
      reason: 'ingress: NetworkPolicy',
    },
  ]);
});

describe('pods', () => {
  const system = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };
  const open = pod(
    'agents',
    {},
    {
      title: 'the peer',
      namespaceLabels: { known: { 'kubernetes.io/metadata.name': 'agents' }, hides: () => 'maybe' },
    },
  );
  testRows([
    {
      why: 'a pod selector alone means pods of the namespace',
      policies: [egress({ to: [{ podSelector: { matchLabels: { app: 'db' } } }] })],
      to: PEER,
      is: 'yes',
      reason: 'egress: NetworkPolicy',
    },
    {
      why: 'and none elsewhere',
      policies: [egress({ to: [{ podSelector: { matchLabels: { app: 'db' } } }] })],
      to: STRANGER,
      is: 'no',
      reason: 'it is about another namespace than that of the stranger',
    },
    {
      why: 'a namespace selector alone means all pods there',
      policies: [egress({ to: [{ namespaceSelector: { matchLabels: { team: 'other' } } }] })],
      to: STRANGER,
      is: 'yes',
      reason: 'it selects the stranger',
    },
    {
      why: 'both in one peer: and',
      policies: [egress({ to: [{ ...system, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }] })],
      to: DNS,
      on: 'UDP 53',
      is: 'yes',
      reason: 'it selects the DNS',
    },
    {
      why: 'both in one peer, of which one fails',
      policies: [egress({ to: [{ ...system, podSelector: { matchLabels: { app: 'db' } } }] })],
      to: DNS,
      on: 'UDP 53',
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'each in a peer of its own: or',
      policies: [egress({ to: [system, { podSelector: { matchLabels: { app: 'db' } } }] })],
      to: DNS,
      is: 'yes',
      reason: 'spec.egress[0].to[0]',
    },
    {
      why: 'an empty namespace selector means all',
      policies: [egress({ to: [{ namespaceSelector: {} }] })],
      to: STRANGER,
      is: 'yes',
      reason: 'it selects the stranger',
    },
    {
      why: 'the other end must agree',
      policies: [np({ policyTypes: ['Ingress'] }, 'closed', 'other')],
      to: STRANGER,
      is: 'no',
      reason: "ingress: NetworkPolicy 'other/closed' isolates the stranger",
    },
    {
      why: 'the other end agrees with this pod',
      policies: [
        np(
          {
            ingress: [
              {
                from: [
                  {
                    namespaceSelector: { matchLabels: { team: 'agents' } },
                    podSelector: { matchLabels: { app: 'sandbox' } },
                  },
                ],
              },
            ],
          },
          'some',
          'other',
        ),
      ],
      to: STRANGER,
      is: 'yes',
      reason: "ingress: NetworkPolicy 'other/some' allows it by spec.ingress[0].from[0]",
    },
    {
      why: 'whether a range means pods is up to the plugin',
      policies: [egress({ to: [block('10.0.0.0/8')] })],
      to: PEER,
      is: 'unknown',
      reason: 'the network plugin decides whether 10.0.0.0/8 selects pods with such addresses',
    },
    {
      why: 'and does not matter where a selector decides',
      policies: [egress({ to: [block('10.0.0.0/8'), { podSelector: {} }] })],
      to: PEER,
      is: 'yes',
      reason: 'spec.egress[0].to[1]',
    },
    {
      why: 'nor where the other end denies',
      policies: [egress({ to: [block('10.0.0.0/8')] }), np({ policyTypes: ['Ingress'] }, 'closed', 'other')],
      to: STRANGER,
      is: 'no',
      reason: "ingress: NetworkPolicy 'other/closed'",
    },
    {
      why: 'no pod has an address of documentation',
      policies: [egress({ to: [block('203.0.113.0/24')] })],
      to: PEER,
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'labels of a namespace that the app does not have',
      policies: [egress({ to: [{ namespaceSelector: { matchLabels: { team: 'agents' } } }] })],
      to: open,
      is: 'unknown',
      reason: 'it is not known whether the labels of the namespace of the peer match',
    },
    {
      why: 'its name is known all the same',
      policies: [egress({ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agents' } } }] })],
      to: open,
      is: 'yes',
      reason: 'it selects the peer',
    },
    {
      why: 'a pod on the network of its node',
      policies: [DENY_ALL],
      from: pod('agents', {}, { hostNetwork: true }),
      to: '1.1.1.1',
      is: 'unknown',
      reason: 'shares the network of its node',
    },
  ]);
});

describe('labels that are not known', () => {
  const hidden = pod('agents', {});
  const from = {
    ...hidden,
    labels: {
      known: {},
      hides: (key: string) =>
        key === 'claimed' ? ('maybe' as const) : key === 'hash' ? ('yes' as const) : ('no' as const),
    },
  };
  const isolate = (selector: object) => np({ podSelector: selector, policyTypes: ['Egress'] });
  testRows([
    {
      why: 'the policy may select the pod, and would deny',
      policies: [isolate({ matchLabels: { claimed: 'a' } })],
      from,
      to: '1.1.1.1',
      is: 'unknown',
      reason: "it is not known whether NetworkPolicy 'agents/p' selects the pod",
    },
    {
      why: 'one that surely selects it decides',
      policies: [isolate({ matchLabels: { claimed: 'a' } }), isolate({})],
      from,
      to: '1.1.1.1',
      is: 'no',
      reason: 'isolates the pod',
    },
    {
      why: 'one that may select it and allows, with none that denies',
      policies: [np({ podSelector: { matchLabels: { claimed: 'a' } }, egress: [{}] })],
      from,
      to: '1.1.1.1',
      is: 'yes',
      reason: 'no policy is about it',
    },
    {
      why: 'one that may select it and allows, beside one that isolates',
      policies: [np({ podSelector: { matchLabels: { claimed: 'a' } }, egress: [{}] }), DENY_ALL],
      from,
      to: '1.1.1.1',
      is: 'unknown',
      reason: 'perhaps allows it',
    },
    {
      why: 'a label that is there with any value exists',
      policies: [isolate({ matchExpressions: [{ key: 'hash', operator: 'Exists' }] })],
      from,
      to: '1.1.1.1',
      is: 'no',
      reason: 'isolates the pod',
    },
  ]);
});

describe('domains', () => {
  testRows([
    {
      why: 'all public addresses are those of any domain',
      policies: [PUBLIC],
      to: 'pkg.example',
      is: 'yes',
      reason: '0.0.0.0/0, all public addresses of IPv4',
    },
    {
      why: 'some public addresses may be',
      policies: [egress({ to: [block('151.101.0.0/16')] })],
      to: 'pkg.example',
      is: 'unknown',
      reason: 'it is not known whether 151.101.0.0/16 has the addresses of pkg.example',
    },
    {
      why: 'private addresses are not',
      policies: [egress({ to: [block('10.0.0.0/8')] })],
      to: 'pkg.example',
      is: 'no',
      reason: 'no rule allows it',
    },
    {
      why: 'a range that leaves out a public one',
      policies: [egress({ to: [block('0.0.0.0/0', '151.101.0.0/16')] })],
      to: 'pkg.example',
      is: 'unknown',
      reason: 'it is not known',
    },
  ]);
});
