import * as kplus from 'cdk8s-plus-28';
import { EgressDestination, Dns, SandboxEgress } from '../../../src';
import type { Intent } from '../../../src/network/intent/intent';
import { beyondGke, fqdnNetworkPolicySpec } from '../../../src/network/policies/fqdn-network-policy';
import { networkPolicyRules } from '../../../src/network/policies/network-policy';

const LABELS = { 'agents.x-k8s.io/sandbox-name-hash': '0572d487' };
const intentOf = (egress: SandboxEgress): Intent => ({ ingress: [], egress: egress._intent });

test('domains go to the FQDNNetworkPolicy, all the rest to the NetworkPolicy', () => {
  const intent = intentOf(
    SandboxEgress.to([
      EgressDestination.domain('pkg.example', {
        ports: [kplus.NetworkPolicyPort.tcp(443), kplus.NetworkPolicyPort.allUdp()],
      }),
      EgressDestination.domain('*.files.example'),
      EgressDestination.cidr('203.0.113.0/24'),
    ]),
  );
  expect(fqdnNetworkPolicySpec(intent, LABELS)).toEqual({
    podSelector: { matchLabels: LABELS },
    egress: [
      { matches: [{ name: 'pkg.example' }], ports: [{ protocol: 'TCP', port: 443 }, { protocol: 'UDP' }] },
      { matches: [{ pattern: '*.files.example' }] },
    ],
  });
  expect(networkPolicyRules(intent).egress).toEqual([
    { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] },
    {
      to: [
        {
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
        },
      ],
      ports: [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    },
  ]);
  expect(beyondGke(intent)).toBeUndefined();
});

test('domains on the same ports are one rule, in the place of the first', () => {
  const on = (name: string, ...ports: number[]) =>
    EgressDestination.domain(name, { ports: ports.map((port) => kplus.NetworkPolicyPort.tcp(port)) });
  const intent = intentOf(
    SandboxEgress.to([
      on('pkg.example', 443),
      on('github.com', 22, 443),
      EgressDestination.cidr('203.0.113.0/24'),
      on('*.files.example', 443),
      on('npm.example', 443),
    ]),
  );
  expect(fqdnNetworkPolicySpec(intent, LABELS)).toMatchObject({
    egress: [
      {
        matches: [{ name: 'pkg.example' }, { pattern: '*.files.example' }, { name: 'npm.example' }],
        ports: [{ protocol: 'TCP', port: 443 }],
      },
      {
        matches: [{ name: 'github.com' }],
        ports: [
          { protocol: 'TCP', port: 22 },
          { protocol: 'TCP', port: 443 },
        ],
      },
    ],
  });
});

test('there is none without domains', () => {
  expect(fqdnNetworkPolicySpec(intentOf(SandboxEgress.internetOnly()), LABELS)).toBeUndefined();
  expect(beyondGke(intentOf(SandboxEgress.internetOnly()))).toBeUndefined();
});

test.each<[string, SandboxEgress, string]>([
  [
    'others than the cluster resolve names',
    SandboxEgress.to([EgressDestination.domain('pkg.example')], { dns: Dns.publicResolvers() }),
    'GKE learns the addresses of domains from the DNS of the cluster alone',
  ],
  [
    'nobody resolves names',
    SandboxEgress.to([EgressDestination.domain('pkg.example')], { dns: Dns.none() }),
    "so they want Dns.cluster() or Dns.nodeLocal() as 'dns'",
  ],
  [
    'a domain has a range of ports',
    SandboxEgress.to([EgressDestination.domain('pkg.example', { ports: [kplus.NetworkPolicyPort.tcpRange(1, 9)] })]),
    "ports 1 to 9 are to reach 'pkg.example'",
  ],
  [
    'a domain has a port of SCTP',
    SandboxEgress.to([
      EgressDestination.domain('pkg.example', {
        ports: [kplus.NetworkPolicyPort.of({ protocol: kplus.NetworkProtocol.SCTP, port: 7 })],
      }),
    ]),
    "knows no SCTP, which is to reach 'pkg.example'",
  ],
])('fails if %s', (_, egress, message) => {
  expect(beyondGke(intentOf(egress))).toContain(message);
});
