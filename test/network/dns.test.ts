import { egressRulesOf as outOf } from './support';
import { Dns } from '../../src';
import { untyped } from '../support/workloads';

describe('Dns', () => {
  const KUBE_DNS = {
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  };
  const ports = [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }];

  test.each<[string, Dns, object | undefined, object]>([
    ['cluster()', Dns.cluster(), [{ to: [KUBE_DNS], ports }], { dnsPolicy: 'ClusterFirst' }],
    [
      'nodeLocal()',
      Dns.nodeLocal(),
      [
        { to: [KUBE_DNS], ports },
        { to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports },
      ],
      { dnsPolicy: 'ClusterFirst' },
    ],
    [
      'publicResolvers()',
      Dns.publicResolvers(),
      [{ to: [{ ipBlock: { cidr: '8.8.8.8/32' } }, { ipBlock: { cidr: '1.1.1.1/32' } }], ports }],
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['8.8.8.8', '1.1.1.1'] } },
    ],
    [
      'nameservers(...)',
      Dns.nameservers(['169.254.169.254', '2620:FE::FE']),
      [
        { to: [{ ipBlock: { cidr: '169.254.169.254/32' } }], ports },
        { to: [{ ipBlock: { cidr: '2620:fe::fe/128' } }], ports },
      ],
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['169.254.169.254', '2620:fe::fe'] } },
    ],
    ['none()', Dns.none(), undefined, { dnsPolicy: 'None', dnsConfig: { nameservers: ['127.0.0.1'] } }],
  ])('%s lets the pod reach whom it is told to ask', (_, dns, rules, resolver) => {
    expect(outOf([], { dns })).toEqual(rules);
    expect(dns._resolver).toEqual(resolver);
  });

  test.each<[Dns, string]>([
    [Dns.cluster(), 'the DNS of the cluster'],
    [Dns.nodeLocal(), 'NodeLocal DNSCache at 169.254.20.10 and the DNS of the cluster'],
    [Dns.publicResolvers(), 'name servers 8.8.8.8, 1.1.1.1'],
    [Dns.nameservers(['9.9.9.9']), 'name server 9.9.9.9'],
    [Dns.none(), 'no name server'],
  ])('is in words %s', (dns, text) => {
    expect(String(dns)).toBe(text);
  });

  test('keeps the labels that it was given', () => {
    const podLabels: Record<string, string> = { app: 'dns' };
    const dns = Dns.cluster({ podLabels });
    podLabels.app = 'other';
    expect(outOf([], { dns })[0].to[0].podSelector.matchLabels).toEqual({ app: 'dns' });
  });

  test('knows where the DNS of other clusters runs', () => {
    expect(
      outOf([], {
        dns: Dns.cluster({
          namespace: 'openshift-dns',
          podLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' },
          port: 5353,
        }),
      }),
    ).toEqual([
      {
        to: [
          {
            podSelector: { matchLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' } },
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'openshift-dns' } },
          },
        ],
        ports: [
          { protocol: 'UDP', port: 5353 },
          { protocol: 'TCP', port: 5353 },
        ],
      },
    ]);
  });

  test.each<[string, () => unknown, string]>([
    [
      'there is no name server',
      () => Dns.nameservers([]),
      "'addresses' is []; give one to 3 name servers, such as ['9.9.9.9']",
    ],
    [
      'there are four',
      () => Dns.nameservers(['9.9.9.9', '9.9.9.10', '9.9.9.11', '9.9.9.12']),
      'give one to 3 name servers',
    ],
    [
      'one is a name',
      () => Dns.nameservers(['dns.example.com']),
      "'dns.example.com' is not an IP address; give one such as '203.0.113.7' or '2001:db8::7'",
    ],
    [
      'the cache is nowhere',
      () => Dns.nodeLocal({ address: '169.254.20.10/32' }),
      "'169.254.20.10/32' is not an IP address",
    ],
    [
      'the namespace is not a DNS label',
      () => Dns.cluster({ namespace: 'Kube' }),
      "'namespace' of the DNS 'Kube' is not a DNS label",
    ],
    [
      'the port is not a port',
      () => Dns.cluster({ port: 70000 }),
      "'port' of the DNS 70000 is not valid; use 1 to 65535",
    ],
    [
      'the port is text',
      () => Dns.cluster({ port: untyped('53') }),
      "'port' of the DNS '53' is not valid; use 1 to 65535",
    ],
    ['the labels are empty', () => Dns.cluster({ podLabels: {} }), "'podLabels' is empty, which selects everything"],
    [
      'an option is mistyped',
      () => Dns.nodeLocal(untyped({ adress: '169.254.20.11' })),
      "the options of Dns.nodeLocal have 'adress', which is not an option; use 'address'",
    ],
    [
      'the options are text',
      () => Dns.cluster(untyped('kube-system')),
      "the options of Dns.cluster are 'kube-system'; give an object with any of namespace, podLabels, port",
    ],
  ])('fails if %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
