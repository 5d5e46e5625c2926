import * as kplus from 'cdk8s-plus-28';
import { ingressRulesOf as intoOf } from './support';
import {
  IngressSource, RouterAuth, RouterImplementation, Sandbox, SandboxIngress, SandboxRouter,
} from '../../src';
import { chartOf, POD, untyped } from '../support/workloads';

const https = [kplus.NetworkPolicyPort.tcp(443)];

describe('SandboxIngress', () => {
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

  test.each<[SandboxIngress, string]>([
    [SandboxIngress.none(), 'from nowhere'],
    [
      SandboxIngress.router({ ports: https }),
      "from pods with app=sandbox-router of namespace 'agent-sandbox-system' on TCP 443",
    ],
    [
      SandboxIngress.of([
        IngressSource.cidr('203.0.113.0/24', { ports: [kplus.NetworkPolicyPort.tcpRange(8000, 8010)] }),
        IngressSource.pods(),
      ]),
      'from 203.0.113.0/24 on TCP 8000-8010; from all pods of its namespace on all ports',
    ],
  ])('is in words %s', (ingress, text) => {
    expect(String(ingress)).toBe(text);
  });

  test('keeps the sources that it was given', () => {
    const sources = [IngressSource.router()];
    const ingress = SandboxIngress.of(sources);
    sources.push(IngressSource.cidr('0.0.0.0/0'));
    expect(intoOf(ingress)).toEqual([{ from: [ROUTER] }]);
  });

  test.each<[string, () => unknown, string]>([
    [
      'the sources are not a list',
      () => SandboxIngress.of(untyped(IngressSource.router())),
      "'sources' is an IngressSource; give a list such as [IngressSource.router()]",
    ],
    [
      'an option is mistyped',
      () => IngressSource.cidr('203.0.113.0/24', untyped({ port: https })),
      "the options of IngressSource.cidr have 'port', which is not an option; use 'ports'",
    ],
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
