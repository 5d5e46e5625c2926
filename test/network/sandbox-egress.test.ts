import * as kplus from 'cdk8s-plus-28';
import {
  EgressDestination, Dns, SandboxEgress, EgressOptions, SandboxIngress, MetadataService, RouterAuth,
  RouterImplementation, Sandbox, SandboxRouter, IngressSource,
} from '../../src';
import { networkPolicyRules } from '../../src/network/policies/network-policy';
import { chartOf, POD, untyped } from '../support/workloads';

const https = [kplus.NetworkPolicyPort.tcp(443)];

/** What a NetworkPolicy lets out for an intent, without the way to name servers. */
function outOf(destinations: EgressDestination[], options: EgressOptions = {}): any {
  return networkPolicyRules({
    ingress: [],
    egress: SandboxEgress.to(destinations, { dns: Dns.none(), ...options })._intent,
  }).egress;
}

function intoOf(ingress: SandboxIngress): any {
  return networkPolicyRules({ ingress: ingress._rules, egress: SandboxEgress.none()._intent }).ingress;
}

describe('Egress', () => {
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
      "'169.254.169.254/32' is instance metadata of AWS, which hands pods what is the node's; if it is meant, give EgressDestination.metadata(MetadataService.of(...))",
    ],
    [
      'a domain is none',
      () => EgressDestination.domain('pypi'),
      "domain 'pypi' is not valid; give a name such as 'pkg.example', or '*.pkg.example' for those below it, in lower case without a dot at the end",
    ],
    [
      'a domain is an address',
      () => EgressDestination.domain('203.0.113.7'),
      /; for an address give EgressDestination\.cidr\(\.\.\.\)$/,
    ],
    ['a domain has a star inside', () => EgressDestination.domain('a.*.org'), "domain 'a.*.org' is not valid"],
    ['a domain ends in a dot', () => EgressDestination.domain('pkg.example.'), "domain 'pkg.example.' is not valid"],
    ['a domain is a star', () => EgressDestination.domain('*.org'), "domain '*.org' is not valid"],
    [
      'there are no ports in a list of them',
      () => EgressDestination.internet({ ports: [] }),
      "'ports' is empty, which Kubernetes takes for all ports; leave it out if you mean them, else name one",
    ],
    [
      'ports are numbers',
      () => EgressDestination.internet({ ports: untyped([443]) }),
      "'ports' is [443]; give a list such as [kplus.NetworkPolicyPort.tcp(443)]",
    ],
    [
      'a port is none',
      () => EgressDestination.internet({ ports: [kplus.NetworkPolicyPort.tcp(65536)] }),
      'port 65536 is none; give a whole number from 1 to 65535',
    ],
    [
      'ports go backwards',
      () => EgressDestination.internet({ ports: [kplus.NetworkPolicyPort.tcpRange(9, 7)] }),
      'ports 9 to 7 go backwards; give the lower one first',
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
      'dns is text',
      () => SandboxEgress.internetOnly({ dns: untyped('cluster') }),
      "'dns' is 'cluster'; give a Dns such as Dns.cluster()",
    ],
  ])('fails if %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

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
      'the namespace is none',
      () => Dns.cluster({ namespace: 'Kube' }),
      "'namespace' of the DNS 'Kube' is not a DNS label",
    ],
  ])('fails if %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

describe('Ingress', () => {
  const ROUTER = {
    podSelector: { matchLabels: { app: 'sandbox-router' } },
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agent-sandbox-system' } },
  };

  test('nobody() lets nobody in', () => {
    expect(intoOf(SandboxIngress.none())).toBeUndefined();
  });

  test('router() lets in the router where the controller expects it', () => {
    expect(intoOf(SandboxIngress.router())).toEqual([{ from: [ROUTER] }]);
  });

  test('router() lets in one that runs elsewhere, on some ports', () => {
    expect(
      intoOf(
        SandboxIngress.router({
          namespace: 'default',
          podLabels: { 'app.kubernetes.io/name': 'sandbox-router' },
          ports: [kplus.NetworkPolicyPort.tcp(8888)],
        }),
      ),
    ).toEqual([
      {
        from: [
          {
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'sandbox-router' } },
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } },
          },
        ],
        ports: [{ protocol: 'TCP', port: 8888 }],
      },
    ]);
  });

  test('from() lets in whoever is named, and takes no ports of theirs for its own', () => {
    const chart = chartOf();
    const client = new Sandbox(chart, 'Client', {
      containers: [{ image: 'registry.example.com/client:1', portNumber: 9000 }],
    });
    const namespace = kplus.Namespaces.select(chart, 'Monitoring', { labels: { team: 'monitoring' } });
    expect(
      intoOf(
        SandboxIngress.of([
          IngressSource.router(),
          IngressSource.peer(client),
          IngressSource.peer(namespace, { ports: https }),
          IngressSource.cidr('2001:db8::/32'),
        ]),
      ),
    ).toEqual([
      { from: [ROUTER] },
      {
        from: [
          {
            podSelector: { matchLabels: client.selectorLabels },
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'research' } },
          },
        ],
      },
      {
        from: [{ namespaceSelector: { matchLabels: { team: 'monitoring' } }, podSelector: {} }],
        ports: [{ protocol: 'TCP', port: 443 }],
      },
      { from: [{ ipBlock: { cidr: '2001:db8::/32' } }] },
    ]);
  });

  test('lets in a router that the app makes, which is where the default says', () => {
    const router = new SandboxRouter(chartOf(), 'Router', {
      implementation: RouterImplementation.GO,
      image: 'registry.example.com/sandbox-router:v1.0.5',
      auth: RouterAuth.unauthenticated(),
    });
    expect(router.selectorLabels).toMatchObject({ app: 'sandbox-router' });
    expect(intoOf(SandboxIngress.of([IngressSource.peer(router)]))[0].from[0].namespaceSelector).toEqual(
      ROUTER.namespaceSelector,
    );
  });

  test.each<[string, () => unknown, string]>([
    [
      'a source is text',
      () => SandboxIngress.of(untyped(['router'])),
      '\'sources\' is ["router"]; give a list such as [IngressSource.router()]',
    ],
    [
      'a range has bits beyond its prefix',
      () => IngressSource.cidr('10.9.8.7/16'),
      "'10.9.8.7/16' has bits set beyond its prefix",
    ],
    [
      'the namespace of the router is none',
      () => IngressSource.router({ namespace: '' }),
      "'namespace' of the router '' is not a DNS label",
    ],
    ['a peer is none', () => IngressSource.peer(untyped(POD)), 'give pods, namespaces or a range of cdk8s-plus'],
  ])('fails if %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});
