import * as kplus from 'cdk8s-plus-28';
import { EgressDestination, Dns, SandboxEgress, SandboxIngress, MetadataService, IngressSource } from '../../../src';
import { beyondCilium, ciliumNetworkPolicySpec } from '../../../src/network/policies/cilium-network-policy';
import { chartOf } from '../../support/workloads';

const LABELS = { 'agents.x-k8s.io/sandbox-name-hash': '0572d487' };
const https = [kplus.NetworkPolicyPort.tcp(443)];

function specOf(egress: SandboxEgress, ingress = SandboxIngress.none()): any {
  return ciliumNetworkPolicySpec({ egress: egress._intent, ingress: ingress._rules }, LABELS);
}

const KUBE_DNS = { matchLabels: { 'k8s:k8s-app': 'kube-dns', 'k8s:io.kubernetes.pod.namespace': 'kube-system' } };
const LOOKUPS = [{ port: '53', protocol: 'UDP' }, { port: '53', protocol: 'TCP' }];

test('selects endpoints by labels of Kubernetes', () => {
  expect(specOf(SandboxEgress.none()).endpointSelector).toEqual({
    matchLabels: { 'k8s:agents.x-k8s.io/sandbox-name-hash': '0572d487' },
  });
});

test('denies a direction by one rule without a peer, as a list without rules says nothing', () => {
  expect(specOf(SandboxEgress.none())).toMatchObject({ ingress: [{}], egress: [{}] });
  expect(specOf(SandboxEgress.none())).not.toHaveProperty('egressDeny');
});

test('allows domains, has the agent see their lookups, and denies what a domain may not resolve to', () => {
  const domains = [
    EgressDestination.domain('pkg.example', { ports: https }),
    EgressDestination.domain('*.files.example', { ports: https }),
  ];
  const { egress, egressDeny } = specOf(SandboxEgress.to(domains, { blocked: ['10.0.0.0/8'] }));
  const toPorts = [{ ports: [{ port: '443', protocol: 'TCP' }] }];
  expect(egress).toEqual([
    { toFQDNs: [{ matchName: 'pkg.example' }, { matchPattern: '*.files.example' }], toPorts },
    {
      toEndpoints: [KUBE_DNS],
      toPorts: [{
        ports: LOOKUPS,
        rules: { dns: [{ matchName: 'pkg.example' }, { matchPattern: '*.files.example' }] },
      }],
    },
  ]);
  expect(egressDeny).toHaveLength(1);
  expect(egressDeny[0].toCIDRSet).toEqual(
    expect.arrayContaining([{ cidr: '169.254.169.254/32' }, { cidr: '10.0.0.0/8' }, { cidr: 'fd00:ec2::254/128' }]),
  );
});

test('does not deny what is named beside domains', () => {
  const { egressDeny } = specOf(
    SandboxEgress.to([
      EgressDestination.domain('pkg.example'),
      EgressDestination.metadata(MetadataService.EKS_POD_IDENTITY),
    ]),
  );
  const denied = egressDeny[0].toCIDRSet.map(({ cidr }: { cidr: string }) => cidr);
  expect(denied).toContain('169.254.169.254/32');
  expect(denied).not.toContain('169.254.170.23/32');
});

describe('the names that may be looked up beside a list of domains', () => {
  const namesOf = (egress: SandboxEgress): string[] =>
    specOf(egress).egress.at(-1).toPorts[0].rules.dns.map((each: any) => each.matchName ?? each.matchPattern);
  const domain = EgressDestination.domain('pkg.example', { ports: https });
  const pods = EgressDestination.pods({ podLabels: { app: 'db' } });

  test.each<[string, SandboxEgress, string[]]>([
    ['are the domains', SandboxEgress.to([domain]), ['pkg.example']],
    ['and those given', SandboxEgress.to([domain], { lookups: ['*.corp.example'] }), ['pkg.example', '*.corp.example']],
    ['or all', SandboxEgress.to([domain], { lookups: ['*'] }), ['*']],
    ['with pods, Services as well', SandboxEgress.to([domain, pods]), [
      'pkg.example', '*.*.svc.cluster.local', '*.*.*.svc.cluster.local',
    ]],
    ['not by servers that know no Services', SandboxEgress.to([domain, pods], { dns: Dns.nameservers(['9.9.9.9']) }), [
      'pkg.example',
    ]],
    ['with a range, the domains', SandboxEgress.to([domain, EgressDestination.cidr('10.0.0.0/8')]), ['pkg.example']],
    ['with the internet, all', SandboxEgress.to([domain, EgressDestination.internet()]), ['*']],
  ])('%s', (_, egress, names) => {
    expect(namesOf(egress)).toEqual(names);
  });

  test.each<[string, () => SandboxEgress, RegExp]>([
    ['no domain', () => SandboxEgress.to([pods], { lookups: ['a.example'] }), /'lookups' is given, and lookups are only/],
    ['the internet', () => SandboxEgress.to([domain, EgressDestination.internet()], { lookups: ['*'] }), /'lookups'/],
    ['an address', () => SandboxEgress.to([domain], { lookups: ['10.0.0.1'] }), /domain '10\.0\.0\.1' is not valid/],
    ['a text', () => SandboxEgress.to([domain], { lookups: 'a.example' as any }), /'lookups' is 'a\.example'; give a list/],
  ])('are refused: %s', (_, make, message) => {
    expect(make).toThrow(message);
  });
});

test('does not look into lookups without domains', () => {
  expect(specOf(SandboxEgress.cluster([])).egress).toEqual([
    { toEndpoints: [KUBE_DNS], toPorts: [{ ports: LOOKUPS }] },
  ]);
});

test('leads lookups to the pods of NodeLocal DNSCache', () => {
  const { egress } = specOf(SandboxEgress.to([EgressDestination.domain('pkg.example')], { dns: Dns.nodeLocal() }));
  expect(egress[1].toEndpoints).toEqual([
    KUBE_DNS,
    { matchLabels: { 'k8s:k8s-app': 'node-local-dns', 'k8s:io.kubernetes.pod.namespace': 'kube-system' } },
  ]);
  expect(egress[2]).toMatchObject({ toCIDRSet: [{ cidr: '169.254.20.10/32' }] });
});

test('allows ranges with what they leave out, each family in the rule of its range', () => {
  const { egress } = specOf(
    SandboxEgress.to([EgressDestination.cidr('168.63.0.0/16'), EgressDestination.cidr('2001:db8::/32')], {
      dns: Dns.none(),
      blocked: ['168.63.1.0/24'],
    }),
  );
  expect(egress).toEqual([
    { toCIDRSet: [{ cidr: '168.63.0.0/16', except: ['168.63.1.0/24', '168.63.129.16/32'] }] },
    { toCIDRSet: [{ cidr: '2001:db8::/32' }] },
  ]);
});

test('tells peers by their labels and those of their namespaces', () => {
  const chart = chartOf();
  const expressions = [kplus.LabelExpression.in('tier', ['db', 'cache'])];
  const peers = [
    kplus.Pods.select(chart, 'Own', { labels: { app: 'db' } }),
    kplus.Pods.select(chart, 'Expressed', { expressions }),
    kplus.Pods.select(chart, 'Elsewhere', {
      labels: { app: 'db' },
      namespaces: kplus.Namespaces.select(chart, 'Team', { labels: { team: 'a' } }),
    }),
    kplus.Namespaces.select(chart, 'Named', { names: ['one', 'two'] }),
    kplus.Namespaces.all(chart, 'All'),
  ];
  const { ingress } = specOf(SandboxEgress.none(), SandboxIngress.of(peers.map((peer) => IngressSource.peer(peer))));
  expect(ingress.map(({ fromEndpoints }: any) => fromEndpoints)).toEqual([
    [{ matchLabels: { 'k8s:app': 'db' } }],
    [{ matchExpressions: [{ key: 'k8s:tier', operator: 'In', values: ['db', 'cache'] }] }],
    [{ matchLabels: { 'k8s:app': 'db', 'k8s:io.cilium.k8s.namespace.labels.team': 'a' } }],
    [
      { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'one' } },
      { matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'two' } },
    ],
    [{ matchExpressions: [{ key: 'k8s:io.kubernetes.pod.namespace', operator: 'Exists' }] }],
  ]);
});

test('writes ranges of ports, all of a protocol, and no more than 40 in a list', () => {
  const many = Array.from({ length: 40 }, (_, index) => kplus.NetworkPolicyPort.tcp(index + 1));
  const ports = [kplus.NetworkPolicyPort.tcpRange(8000, 8080), kplus.NetworkPolicyPort.allUdp(), ...many];
  const { toPorts } = specOf(
    SandboxEgress.to([EgressDestination.cidr('203.0.113.0/24', { ports })], { dns: Dns.none() }),
  ).egress[0];
  expect(toPorts.map((each: any) => each.ports.length)).toEqual([40, 2]);
  expect(toPorts[0].ports.slice(0, 3)).toEqual([
    { port: '8000', endPort: 8080, protocol: 'TCP' },
    { port: '0', protocol: 'UDP' },
    { port: '1', protocol: 'TCP' },
  ]);
});

test('fails if there are domains and no lookups to learn their addresses from', () => {
  const intent = {
    ingress: [],
    egress: SandboxEgress.to([EgressDestination.domain('pkg.example')], { dns: Dns.none() })._intent,
  };
  expect(beyondCilium(intent)).toBe(
    "Cilium learns the addresses of 'pkg.example' from lookups that it sees, " +
      'and there are none; give a Dns other than Dns.none()',
  );
  expect(beyondCilium({ ingress: [], egress: SandboxEgress.none()._intent })).toBeUndefined();
});
