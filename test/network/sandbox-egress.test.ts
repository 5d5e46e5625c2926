import * as kplus from 'cdk8s-plus-28';
import { egressRulesOf as outOf } from './support';
import { Dns, EgressDestination, EgressOptions, MetadataService, SandboxEgress } from '../../src';
import { networkPolicyRules } from '../../src/network/policies/network-policy';
import { chartOf, untyped } from '../support/workloads';

const https = [kplus.NetworkPolicyPort.tcp(443)];

describe('SandboxEgress', () => {
  test('lets out what is named, each kind of peer and each family in a rule of its own', () => {
    const pods = kplus.Pods.select(chartOf(), 'Db', { labels: { app: 'db' } });
    expect(
      outOf([
        EgressDestination.cidr('203.0.113.0/24', { ports: https }),
        EgressDestination.peer(pods),
        EgressDestination.internet(),
      ]),
    ).toEqual([
      { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }], ports: [{ protocol: 'TCP', port: 443 }] },
      { to: [{ podSelector: { matchLabels: { app: 'db' } } }] },
      {
        to: [
          {
            ipBlock: {
              cidr: '0.0.0.0/0',
              except: expect.arrayContaining(['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '168.63.129.16/32']),
            },
          },
        ],
      },
      { to: [{ ipBlock: { cidr: '2000::/3', except: expect.arrayContaining(['2001:db8::/32']) } }] },
    ]);
  });

  test('lets out nothing with none(), and tells the pod to ask itself for names', () => {
    expect(networkPolicyRules({ ingress: [], egress: SandboxEgress.none()._intent })).toEqual({});
    expect(SandboxEgress.none()._resolver).toEqual({ dnsPolicy: 'None', dnsConfig: { nameservers: ['127.0.0.1'] } });
  });

  test('cluster() is peers and the DNS of the cluster', () => {
    const db = new kplus.Pod(chartOf(), 'Db', {
      metadata: { name: 'db' },
      containers: [{ image: 'registry.example.com/db:17', portNumber: 5432 }],
    });
    const { rules, lookups } = SandboxEgress.cluster([db])._intent;
    expect(rules).toHaveLength(1);
    expect(rules[0].ports).toEqual([{ port: 5432, protocol: 'TCP' }]);
    expect(lookups?.servers).toBe('cluster');
    expect(SandboxEgress.cluster([db], { ports: https })._intent.rules[0].ports).toEqual([
      { port: 443, protocol: 'TCP' },
    ]);
  });

  test('keeps metadata out of every range that has it, and no other address', () => {
    expect(outOf([EgressDestination.cidr('169.254.170.0/24')])).toEqual([
      { to: [{ ipBlock: { cidr: '169.254.170.0/24', except: ['169.254.170.2/32', '169.254.170.23/32'] } }] },
    ]);
  });

  test('keeps forms of metadata out of ranges of IPv6: those of translators, tunnels and programs', () => {
    const exceptOf = (cidr: string): string[] => outOf([EgressDestination.cidr(cidr)])[0].to[0].ipBlock.except;
    const everything = exceptOf('::/0');
    expect(everything).toEqual(
      expect.arrayContaining([
        '::/80',
        '64:ff9b::a9fe:a9fe/128',
        '64:ff9b::a83f:8110/128',
        '64:ff9b:1::/48',
        '2002:a9fe:a9fe::/48',
        'fd00:ec2::254/128',
      ]),
    );
    expect(exceptOf('64:ff9b::/96')).toContain('64:ff9b::a9fe:a9fe/128');
    expect(exceptOf('2002::/16')).toContain('2002:a9fe:a9fe::/48');
    // A prefix that the network chose for its translator, of each length that RFC 6052 allows.
    expect(exceptOf('64:ff9b:1::/48')).toContain('64:ff9b:1:a9fe:a9:fe00::/88');
    expect(exceptOf('64:ff9b:1:ab00::/56')).toContain('64:ff9b:1:aba9:fe:a9fe::/96');
    expect(exceptOf('64:ff9b:1:abcd::/64')).toContain('64:ff9b:1:abcd:a9:fea9:fe00:0/104');
    expect(exceptOf('64:ff9b:1:abcd::/96')).toContain('64:ff9b:1:abcd::a9fe:a9fe/128');
  });

  test.each(['64:ff9b::a9fe:a9fe/128', '2002:a9fe:a9fe::/48', '2002:a9fe:a9fe::1/128', '64:ff9b:1:abcd::/128'])(
    'does not allow %s unless it is of no platform', (cidr) => {
      const make = () => SandboxEgress.to([EgressDestination.cidr(cidr)]);
      if (cidr.startsWith('64:ff9b:1:')) {
        expect(make).not.toThrow();
      } else {
        expect(make).toThrow(/blocks all of it/);
      }
    },
  );

  test('lets out to metadata that is named, on its ports', () => {
    expect(outOf([EgressDestination.metadata(MetadataService.GKE_DATAPLANE_V2)])).toEqual([
      {
        to: [{ ipBlock: { cidr: '169.254.169.254/32' } }],
        ports: [
          { protocol: 'TCP', port: 80 },
          { protocol: 'TCP', port: 8080 },
        ],
      },
    ]);
  });

  test('leaves out what is blocked', () => {
    expect(outOf([EgressDestination.cidr('10.0.0.0/8')], { blocked: ['10.9.0.0/16', '10.9.9.0/24', '192.168.0.0/16'] }))
      .toEqual([{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.9.0.0/16'] } }] }]);
  });

  test('writes all ports of a protocol without the port 0 of cdk8s-plus, which Kubernetes refuses', () => {
    expect(
      outOf([
        EgressDestination.cidr('203.0.113.0/24', {
          ports: [kplus.NetworkPolicyPort.allTcp(), kplus.NetworkPolicyPort.udpRange(7, 9)],
        }),
      ]),
    ).toEqual([
      {
        to: [{ ipBlock: { cidr: '203.0.113.0/24' } }],
        ports: [{ protocol: 'TCP' }, { protocol: 'UDP', port: 7, endPort: 9 }],
      },
    ]);
  });

  test('takes a range of cdk8s-plus as a peer, with what it leaves out', () => {
    const range = kplus.NetworkPolicyIpBlock.ipv4(chartOf(), 'Range', '169.254.0.0/16', ['169.254.8.0/24']);
    expect(outOf([EgressDestination.peer(range)])[0].to[0].ipBlock.except).toEqual(
      expect.arrayContaining(['169.254.8.0/24', '169.254.169.254/32']),
    );
  });

  const range = (cidr: string) => kplus.NetworkPolicyIpBlock.ipv4(chartOf(), 'Range', cidr);

  test.each<[SandboxEgress, string]>([
    [SandboxEgress.none(), 'to nowhere; names by no name server'],
    [
      SandboxEgress.internetOnly({ ports: https, blocked: ['203.0.113.0/24'] }),
      'to public addresses of IPv4, public addresses of IPv6 on TCP 443; never to 203.0.113.0/24; '
        + 'names by name servers 8.8.8.8, 1.1.1.1',
    ],
    [
      SandboxEgress.to([
        EgressDestination.metadata(MetadataService.EKS_POD_IDENTITY),
        EgressDestination.domain('*.pkg.example', { ports: [kplus.NetworkPolicyPort.allUdp()] }),
        EgressDestination.pods({ podLabels: { app: 'db', tier: 'data' }, namespaceLabels: { team: 'red' } }),
        EgressDestination.pods({ allNamespaces: true }),
      ]),
      'to 169.254.170.23 on TCP 80; to *.pkg.example on all ports of UDP; '
        + 'to pods with app=db and tier=data of namespaces with team=red on all ports; '
        + 'to all pods of all namespaces on all ports; names by the DNS of the cluster',
    ],
  ])('is in words %s', (egress, text) => {
    expect(String(egress)).toBe(text);
  });

  test('a destination that is a peer is in words what the peer selects now', () => {
    const chart = chartOf();
    const pods = kplus.Pods.select(chart, 'Db', {
      labels: { app: 'db' },
      expressions: [kplus.LabelExpression.in('tier', ['a', 'b'])],
      namespaces: kplus.Namespaces.select(chart, 'Data', { names: ['data'], labels: { team: 'red' } }),
    });
    expect(String(EgressDestination.peer(pods)))
      .toBe("pods with app=db and tier In (a, b) of namespace 'data' with team=red on all ports");
    const block = kplus.NetworkPolicyIpBlock.ipv4(chart, 'Range', '203.0.113.0/24', ['203.0.113.7/32']);
    expect(String(EgressDestination.peer(block))).toBe('203.0.113.0/24 without 203.0.113.7/32 on all ports');
    expect(String(MetadataService.GKE_CALICO)).toBe('169.254.169.252 on TCP 987, TCP 988');
  });

  test('keeps the lists that it was given', () => {
    const [blocked, destinations, ports] = [['203.0.113.0/24'], [EgressDestination.cidr('10.0.0.0/8')], [...https]];
    const options: EgressOptions = { blocked };
    const egress = SandboxEgress.to(destinations, options);
    const web = EgressDestination.cidr('10.0.0.0/8', { ports });
    blocked.push('10.9.0.0/16');
    destinations.push(EgressDestination.internet());
    ports.push(kplus.NetworkPolicyPort.tcp(80));
    expect(String(egress)).toBe(
      'to 10.0.0.0/8 on all ports; never to 203.0.113.0/24; names by the DNS of the cluster',
    );
    expect(String(web)).toBe('10.0.0.0/8 on TCP 443');
  });

  test.each<[string, () => unknown, string | RegExp]>([
    [
      'a range has bits beyond its prefix',
      () => EgressDestination.cidr('10.9.8.7/16'),
      "'10.9.8.7/16' has bits set beyond its prefix; give the range '10.9.0.0/16', or the one address '10.9.8.7/32'",
    ],
    [
      'a range of a peer has',
      () => SandboxEgress.to([EgressDestination.peer(range('10.9.8.7/16'))]),
      "'10.9.8.7/16' has bits set beyond its prefix; give the range '10.9.0.0/16', or the one address '10.9.8.7/32'",
    ],
    [
      'what is blocked has',
      () => SandboxEgress.internetOnly({ blocked: ['10.9.8.7/16'] }),
      "'10.9.8.7/16' has bits set beyond its prefix; give the range '10.9.0.0/16', or the one address '10.9.8.7/32'",
    ],
    [
      'a range is allowed and blocked',
      () => SandboxEgress.to([EgressDestination.cidr('10.9.0.0/16')], { blocked: ['10.0.0.0/8'] }),
      "the range '10.9.0.0/16' is allowed, and '10.0.0.0/8' blocks all of it; remove one",
    ],
    [
      'blocks together leave nothing of a range',
      () => SandboxEgress.to([EgressDestination.cidr('10.0.0.0/8')], { blocked: ['10.0.0.0/9', '10.128.0.0/9'] }),
      "the range '10.0.0.0/8' is allowed, and '10.0.0.0/9', '10.128.0.0/9' blocks all of it; remove one",
    ],
    [
      'a name server is blocked',
      () => SandboxEgress.internetOnly({ dns: Dns.nameservers(['9.9.9.9']), blocked: ['9.9.9.0/24'] }),
      "the address '9.9.9.9' is named, and '9.9.9.0/24' blocks it; remove one",
    ],
    [
      'metadata is given as a range',
      () => EgressDestination.cidr('169.254.169.254/32'),
      "'169.254.169.254/32' is instance metadata of AWS, which gives pods the credentials of their node; " +
        'if it is meant, give EgressDestination.metadata(MetadataService.of(...))',
    ],
    [
      'a domain is none',
      () => EgressDestination.domain('pypi'),
      "domain 'pypi' is not valid; give a name such as 'pkg.example', " +
        "or '*.pkg.example' for the names below it, in lower case without a dot at the end",
    ],
    [
      'a domain is an address',
      () => EgressDestination.domain('203.0.113.7'),
      /; for an address use EgressDestination\.cidr\(\.\.\.\)$/,
    ],
    ['a domain has a star inside', () => EgressDestination.domain('a.*.org'), "domain 'a.*.org' is not valid"],
    ['a domain ends in a dot', () => EgressDestination.domain('pkg.example.'), "domain 'pkg.example.' is not valid"],
    ['a domain is a star', () => EgressDestination.domain('*.org'), "domain '*.org' is not valid"],
    [
      'there are no ports in a list of them',
      () => EgressDestination.internet({ ports: [] }),
      "'ports' is empty, which Kubernetes reads as all ports; leave it out if you mean all, else name one",
    ],
    [
      'ports are numbers',
      () => EgressDestination.internet({ ports: untyped([443]) }),
      "'ports' is [443]; give a list such as [kplus.NetworkPolicyPort.tcp(443)]",
    ],
    [
      'a port is none',
      () => EgressDestination.internet({ ports: [kplus.NetworkPolicyPort.tcp(65536)] }),
      'port 65536 is not valid; use 1 to 65535',
    ],
    [
      'ports go backwards',
      () => EgressDestination.internet({ ports: [kplus.NetworkPolicyPort.tcpRange(9, 7)] }),
      'ports 9 to 7 are in descending order; give the lower one first',
    ],
    [
      'a peer is none',
      () => EgressDestination.peer(untyped('db')),
      "the peer is 'db'; give pods, namespaces or a range of cdk8s-plus, a sandbox, a template or a router",
    ],
    [
      'a destination is text',
      () => SandboxEgress.to(untyped(['pkg.example'])),
      "'destinations' has 'pkg.example'; give an EgressDestination such as EgressDestination.domain('pkg.example')",
    ],
    [
      'destinations are no list',
      () => SandboxEgress.to(untyped(EgressDestination.internet())),
      "'destinations' is an EgressDestination; give a list",
    ],
    [
      'the service is none',
      () => EgressDestination.metadata(untyped('gke')),
      "the service is 'gke'; give one such as MetadataService.EKS_POD_IDENTITY",
    ],
    [
      'a service is nowhere',
      () => MetadataService.of([], https),
      "'addresses' is []; give a list such as ['169.254.169.254']",
    ],
    [
      'a destination is missing',
      () => SandboxEgress.to(untyped([undefined])),
      "'destinations' has undefined; give an EgressDestination",
    ],
    [
      'an option is mistyped',
      () => EgressDestination.cidr('203.0.113.0/24', untyped({ port: https })),
      "the options of EgressDestination.cidr have 'port', which is not an option; use 'ports'",
    ],
    [
      'an option is in another case',
      () => SandboxEgress.internetOnly(untyped({ ipV6: false })),
      "the options of SandboxEgress.internetOnly have 'ipV6', which is not an option; use 'ipv6'",
    ],
    [
      'an option is text',
      () => SandboxEgress.internetOnly({ ipv6: untyped('false') }),
      "'ipv6' is 'false'; give true or false",
    ],
    [
      'blocked is text',
      () => SandboxEgress.internetOnly({ blocked: untyped('10.9.0.0/16') }),
      "'blocked' is '10.9.0.0/16'; give a list",
    ],
    [
      'a peer of cdk8s-plus names nothing',
      () => SandboxEgress.to([EgressDestination.peer(untyped({ toNetworkPolicyPeerConfig: () => ({}) }))]),
      'the peer selects neither pods nor a range; give pods, namespaces or a range of cdk8s-plus',
    ],
    [
      'dns is text',
      () => SandboxEgress.internetOnly({ dns: untyped('cluster') }),
      "'dns' is 'cluster'; give a Dns such as Dns.cluster()",
    ],
  ])('fails if %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
