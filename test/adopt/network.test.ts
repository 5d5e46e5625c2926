import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, Dns, EgressDestination, IngressSource, NetworkPolicyEngine, Sandbox, SandboxCluster,
  SandboxEgress, SandboxIngress, SandboxNetworkProps, SandboxTemplate,
} from '../../src';
import { importObjects } from '../../src/adopt';
import { Catalogue } from '../../src/release/catalogue';

const https = kplus.NetworkPolicyPort.tcp(443);
const containers = [{ image: 'registry.example.com/python:3.14' }];

function printed(
  kind: typeof Sandbox | typeof SandboxTemplate,
  props: SandboxNetworkProps & { isolate?: boolean },
): any[] {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'agents' });
  SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5 });
  new kind(chart, 'Dev', { containers, ...props });
  return chart.toJson();
}

function imported(objects: any[]): string {
  const { text, differences } = importObjects(objects, undefined, Catalogue.standard());
  expect(differences).toEqual([]);
  return text;
}

/** Intents, and how the program gives them. */
const INTENTS: ReadonlyArray<readonly [SandboxNetworkProps, string]> = [
  [{ egress: SandboxEgress.none() }, 'egress: SandboxEgress.none(),'],
  [{ egress: SandboxEgress.internetOnly() }, 'egress: SandboxEgress.internetOnly(),'],
  [
    { egress: SandboxEgress.internetOnly({ ports: [https], ipv6: false, dns: Dns.nodeLocal() }) },
    'egress: SandboxEgress.internetOnly({\n    ports: [kplus.NetworkPolicyPort.tcp(443)],\n    ipv6: false,\n' +
      '    dns: Dns.nodeLocal(),\n  }),',
  ],
  [
    { egress: SandboxEgress.to([EgressDestination.cidr('203.0.113.0/24')], { dns: Dns.nameservers(['9.9.9.9']) }) },
    "egress: SandboxEgress.to([EgressDestination.cidr('203.0.113.0/24')], { dns: Dns.nameservers(['9.9.9.9']) }),",
  ],
  [
    { egress: SandboxEgress.to([EgressDestination.pods({ podLabels: { app: 'db' }, allNamespaces: true })]) },
    "egress: SandboxEgress.to([EgressDestination.pods({ podLabels: { app: 'db' }, allNamespaces: true })]),",
  ],
  [{ egress: SandboxEgress.none(), ingress: SandboxIngress.none() }, 'ingress: SandboxIngress.none(),'],
  [
    {
      egress: SandboxEgress.none(),
      ingress: SandboxIngress.of([IngressSource.cidr('192.0.2.0/24', { ports: [https] })]),
    },
    "IngressSource.cidr('192.0.2.0/24', { ports: [kplus.NetworkPolicyPort.tcp(443)] })",
  ],
];

describe.each([['Sandbox', Sandbox], ['SandboxTemplate', SandboxTemplate]] as const)('%s', (_, kind) => {
  test.each(INTENTS)('an intent comes back: %#', (props, code) => {
    const text = imported(printed(kind, props));
    expect(text).toContain(code);
    expect(text).not.toMatch(/ApiObject|leaveOut|podSpec|networkPolicy:/);
  });

  test('isolate comes back', () => {
    expect(imported(printed(kind, { isolate: true }))).toContain('isolate: true,');
  });
});

test('a policy that no intent gives stays as it is', () => {
  const objects = printed(Sandbox, { egress: SandboxEgress.internetOnly() });
  objects.find((each) => each.kind === 'NetworkPolicy').spec.egress[0].to[0].ipBlock.except.pop();
  const text = imported(objects);
  expect(text).not.toContain('SandboxEgress');
  expect(text).toContain("kind: 'NetworkPolicy',");
});

const DOMAINS = [
  EgressDestination.domain('*.example.com', { ports: [https] }),
  EgressDestination.domain('example.org', { ports: [https] }),
  EgressDestination.cidr('203.0.113.0/24'),
  EgressDestination.pods({ podLabels: { app: 'db' }, namespaces: ['data'] }),
];

const { CILIUM, GKE_DATAPLANE_V2 } = NetworkPolicyEngine;

describe.each([CILIUM, GKE_DATAPLANE_V2])('engine %s', (networkPolicyEngine) => {
  const isCilium = networkPolicyEngine === NetworkPolicyEngine.CILIUM;
  const engine = `networkPolicyEngine: NetworkPolicyEngine.${isCilium ? 'CILIUM' : 'GKE_DATAPLANE_V2'},`;

  test.each([['Sandbox', Sandbox], ['SandboxTemplate', SandboxTemplate]] as const)('domains of a %s', (_, kind) => {
    for (const dns of [Dns.cluster(), Dns.nodeLocal()]) {
      const text = imported(printed(kind, { networkPolicyEngine, egress: SandboxEgress.to(DOMAINS, { dns }) }));
      expect(text).toContain(engine);
      expect(text).toContain("domain('*.example.com', { ports: [kplus.NetworkPolicyPort.tcp(443)] }),");
      expect(text).not.toMatch(/ApiObject|leaveOut|podSpec|networkPolicy:|UNMANAGED/);
    }
  });

  test('a policy that no intent gives stays as it is', () => {
    const objects = printed(Sandbox, { networkPolicyEngine, egress: SandboxEgress.to(DOMAINS) });
    objects.find((each) => /^(?:Cilium|FQDN)/.test(each.kind)).spec.egress[0].extra = true;
    const text = imported(objects);
    expect(text).not.toContain('domain(');
  });
});

const LOOKUPS = [['*'], ['*.corp.example', 'corp.example']];

test.each(LOOKUPS)('names that may be looked up besides domains: %s', (...lookups) => {
  const networkPolicyEngine = NetworkPolicyEngine.CILIUM;
  const egress = SandboxEgress.to(DOMAINS, { lookups });
  const text = imported(printed(SandboxTemplate, { networkPolicyEngine, egress }));
  expect(text).toContain(`lookups: [${lookups.map((each) => `'${each}'`).join(', ')}]`);
  expect(text).not.toMatch(/ApiObject|leaveOut|podSpec/);
});

test('no domains under Cilium, and isolation', () => {
  const networkPolicyEngine = NetworkPolicyEngine.CILIUM;
  expect(imported(printed(Sandbox, { networkPolicyEngine, egress: SandboxEgress.internetOnly() })))
    .toContain('egress: SandboxEgress.internetOnly(),');
  expect(imported(printed(SandboxTemplate, { networkPolicyEngine, isolate: true }))).toContain('isolate: true,');
});
