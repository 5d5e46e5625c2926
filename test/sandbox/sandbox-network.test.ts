import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, EgressDestination, Dns, SandboxEgress, SandboxIngress, NetworkPolicyEngine,
  NetworkPolicyManagement, Sandbox, SandboxCluster, SandboxPodProps, SandboxTemplate, SandboxTemplateProps,
  IngressSource,
} from '../../src';
import { nameHash } from '../../src/api/name-hash';
import { faultsOf } from '../support/validity';
import { chartOf, codesOf, errorsOf, POD, podOf, printed, specOf, untyped } from '../support/workloads';

const { KUBERNETES, CILIUM, GKE_DATAPLANE_V2 } = NetworkPolicyEngine;
const { MANAGED, UNMANAGED } = NetworkPolicyManagement;
const RELEASES = AgentSandboxVersion.values().map((version): [string, AgentSandboxVersion] => [version.id, version]);

const ROUTER = {
  podSelector: { matchLabels: { app: 'sandbox-router' } },
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'agent-sandbox-system' } },
};
const https = [kplus.NetworkPolicyPort.tcp(443)];
const domain = SandboxEgress.to([EgressDestination.domain('pkg.example', { ports: https })]);

/** The objects of a chart with one construct, by kind. */
function kindsOf(make: (chart: Chart) => unknown, version?: AgentSandboxVersion): Record<string, any> {
  const chart = chartOf(version);
  make(chart);
  return Object.fromEntries(printed(chart).map((object) => [object.kind, object]));
}

const template = (props: Partial<SandboxTemplateProps>) => (chart: Chart) =>
  new SandboxTemplate(chart, 'Python', { ...POD, ...props });
const sandbox = (props: Partial<SandboxPodProps>) => (chart: Chart) => new Sandbox(chart, 'Dev', { ...POD, ...props });

function db(chart: Chart): kplus.Pod {
  return new kplus.Pod(chart, 'Db', {
    metadata: { name: 'db' },
    containers: [{ image: 'registry.example.com/db:17', portNumber: 5432 }],
  });
}

describe('the policy of a template', () => {
  test('is the one that the controller keeps', () => {
    const objects = kindsOf(
      template({
        egress: SandboxEgress.to([EgressDestination.cidr('203.0.113.0/24')]),
        ingress: SandboxIngress.none(),
      }),
    );
    expect(Object.keys(objects)).toEqual(['SandboxTemplate']);
    expect(objects.SandboxTemplate.spec).toMatchObject({
      networkPolicyManagement: 'Managed',
      networkPolicy: {
        egress: [
          { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] },
          { to: [{ podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }] },
        ],
      },
    });
    expect(objects.SandboxTemplate.spec.networkPolicy).not.toHaveProperty('ingress');
  });

  test('lets the router in where only egress is said, and the internet out where only ingress is', () => {
    expect(specOf(template({ egress: SandboxEgress.none() })(chartOf())).networkPolicy).toEqual({
      ingress: [{ from: [ROUTER] }],
    });
    const { egress, ingress } = specOf(template({ ingress: SandboxIngress.none() })(chartOf())).networkPolicy;
    expect(ingress).toBeUndefined();
    expect(egress.map(({ to }: any) => to[0].ipBlock.cidr)).toEqual(['0.0.0.0/0', '2000::/3', '8.8.8.8/32']);
  });

  test('is a NetworkPolicy beside it where the controller keeps none', () => {
    const { SandboxTemplate: made, NetworkPolicy: policy } = kindsOf(
      template({ egress: SandboxEgress.none(), networkPolicyManagement: UNMANAGED }),
    );
    expect(made.spec.networkPolicyManagement).toBe('Unmanaged');
    expect(made.spec).not.toHaveProperty('networkPolicy');
    expect(policy).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'python-template-policy', namespace: 'research' },
      spec: {
        podSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': nameHash('python') } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [ROUTER] }],
      },
    });
  });

  test('is a CiliumNetworkPolicy, and the controller keeps none, with the engine CILIUM', () => {
    const { SandboxTemplate: made, CiliumNetworkPolicy: policy } = kindsOf(
      template({ egress: domain, networkPolicyEngine: CILIUM }),
    );
    expect(made.spec).toMatchObject({ networkPolicyManagement: 'Unmanaged' });
    expect(made.spec).not.toHaveProperty('networkPolicy');
    expect(policy).toMatchObject({
      apiVersion: 'cilium.io/v2',
      metadata: { name: 'python-template-policy', namespace: 'research' },
      spec: {
        endpointSelector: { matchLabels: { 'k8s:agents.x-k8s.io/sandbox-template-ref-hash': nameHash('python') } },
        egress: [{ toFQDNs: [{ matchName: 'pkg.example' }] }, { toEndpoints: [{}] }],
      },
    });
  });

  test('is the controller\'s and an FQDNNetworkPolicy with GKE', () => {
    const { SandboxTemplate: made, FQDNNetworkPolicy: policy } = kindsOf(
      template({ egress: domain, networkPolicyEngine: GKE_DATAPLANE_V2 }),
    );
    expect(made.spec).toMatchObject({
      networkPolicyManagement: 'Managed',
      networkPolicy: { ingress: [{ from: [ROUTER] }], egress: [{}] },
    });
    expect(policy).toEqual({
      apiVersion: 'networking.gke.io/v1alpha1',
      kind: 'FQDNNetworkPolicy',
      metadata: { name: 'python-template-policy', namespace: 'research' },
      spec: {
        podSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-template-ref-hash': nameHash('python') } },
        egress: [{ matches: [{ name: 'pkg.example' }], ports: [{ protocol: 'TCP', port: 443 }] }],
      },
    });
  });

  test.each([KUBERNETES, CILIUM, GKE_DATAPLANE_V2])(
    "is the controller's own, as it was, where nothing is said, with the engine %s",
    (networkPolicyEngine) => {
      expect(kindsOf(template({ networkPolicyEngine }))).toEqual(kindsOf(template({})));
    },
  );

  test.each(RELEASES)('is printed for %s, and valid, or refused where it would hold for no pod', (id, version) => {
    const chart = chartOf(version);
    new SandboxTemplate(chart, 'Python', { ...POD, egress: SandboxEgress.internetOnly() }).connections.allowFrom(
      db(chart),
    );
    new SandboxTemplate(chart, 'Isolated', { ...POD, isolate: true });
    if (!version._release.controller.podsBearTemplateHash) {
      expect(['v0.5.0', 'v0.5.1']).toContain(id);
      return expect(codesOf(chart).filter((code) => code === 'ASB320')).toHaveLength(2);
    }
    const objects = printed(chart);
    for (const object of objects) { expect(faultsOf(object, version)).toEqual([]); }
    const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy').map(({ metadata }) => metadata.name);
    expect(policies).toEqual(id === 'v0.1.0' ? ['python-template-policy', 'isolated-template-policy'] : []);
  });
});

test('fails if the release becomes known late and has no field for the policy left to the controller', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'research');
  new SandboxTemplate(chart, 'Python', { ...POD, egress: SandboxEgress.none() });
  SandboxCluster.declare(app, { version: AgentSandboxVersion.V0_1_0 });
  expect(errorsOf(chart)).toContain('v0.1.0 does not have spec.networkPolicy; it came in v0.1.1');
});

describe('the policy of a Sandbox', () => {
  test('is a NetworkPolicy that selects its pod', () => {
    const { NetworkPolicy: policy } = kindsOf(
      sandbox({
        egress: SandboxEgress.none(),
        ingress: SandboxIngress.of([IngressSource.cidr('198.51.100.0/24', { ports: https })]),
      }),
    );
    expect(policy).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'dev-sandbox-policy', namespace: 'research' },
      spec: {
        podSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': nameHash('dev') } },
        policyTypes: ['Ingress', 'Egress'],
        ingress: [{ from: [{ ipBlock: { cidr: '198.51.100.0/24' } }], ports: [{ protocol: 'TCP', port: 443 }] }],
      },
    });
  });

  test('is none where nothing is said', () => {
    expect(Object.keys(kindsOf(sandbox({})))).toEqual(['Sandbox']);
  });

  test('lets nothing through with isolate, and leaves names to the cluster', () => {
    const { Sandbox: made, NetworkPolicy: policy } = kindsOf(sandbox({ isolate: true }));
    expect(policy.spec).toEqual({
      podSelector: { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': nameHash('dev') } },
      policyTypes: ['Ingress', 'Egress'],
    });
    expect(made.spec.podTemplate.spec).not.toHaveProperty('dnsPolicy');
  });

  test.each<[string, (chart: Chart) => unknown]>([
    ['from props', sandbox({ egress: SandboxEgress.internetOnly() })],
    ['by a connection, later', (chart) => sandbox({})(chart).connections.allowTo(db(chart))],
    ['of a template', template({ egress: SandboxEgress.internetOnly(), networkPolicyManagement: UNMANAGED })],
  ])('is printed before what starts the pod: %s', (_, make) => {
    const chart = chartOf();
    make(chart);
    const kinds = printed(chart)
      .map(({ kind }) => kind)
      .filter((kind) => /^(?:Sandbox|SandboxTemplate|NetworkPolicy)$/.test(kind));
    expect(kinds).toEqual(['NetworkPolicy', expect.stringMatching(/^Sandbox/)]);
  });

  test('is a CiliumNetworkPolicy or has an FQDNNetworkPolicy beside it, as the cluster has', () => {
    const kinds = (networkPolicyEngine: NetworkPolicyEngine) => {
      const chart = chartOf(undefined, { cluster: { networkPolicyEngine } });
      sandbox({ egress: domain })(chart);
      return printed(chart).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    };
    expect(kinds(CILIUM)).toEqual(['CiliumNetworkPolicy dev-sandbox-policy', 'Sandbox dev']);
    expect(kinds(GKE_DATAPLANE_V2)).toEqual([
      'NetworkPolicy dev-sandbox-policy',
      'FQDNNetworkPolicy dev-sandbox-policy',
      'Sandbox dev',
    ]);
  });

  test('stands in the namespace of the sandbox, and does not clash with that of a template of the same name', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Python', { ...POD, isolate: true, metadata: { namespace: 'elsewhere' } });
    new SandboxTemplate(chart, 'PythonTemplate', {
      ...POD,
      egress: SandboxEgress.none(),
      networkPolicyManagement: UNMANAGED,
      metadata: { name: 'python', namespace: 'elsewhere' },
    });
    expect(errorsOf(chart)).toBe('');
    expect(printed(chart).map(({ metadata }) => metadata.namespace)).toEqual(new Array(4).fill('elsewhere'));
  });
});

describe('whom the pod asks for names', () => {
  test.each<[string, Partial<SandboxPodProps>, object]>([
    [
      'public resolvers with internetOnly',
      { egress: SandboxEgress.internetOnly() },
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['8.8.8.8', '1.1.1.1'] } },
    ],
    ['the cluster with peers', { egress: SandboxEgress.cluster([]) }, { dnsPolicy: 'ClusterFirst' }],
    [
      'nobody with none',
      { egress: SandboxEgress.none() },
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['127.0.0.1'] } },
    ],
    [
      'public resolvers where only ingress is said',
      { ingress: SandboxIngress.none() },
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['8.8.8.8', '1.1.1.1'] } },
    ],
    [
      'the servers that are given, with searches of the pod',
      { egress: SandboxEgress.internetOnly({ dns: Dns.nameservers(['9.9.9.9']) }), dns: { searches: ['example.com'] } },
      { dnsPolicy: 'None', dnsConfig: { nameservers: ['9.9.9.9'], searches: ['example.com'] } },
    ],
  ])('is %s', (_, props, resolver) => {
    for (const make of [sandbox, template]) {
      const { dnsPolicy, dnsConfig } = podOf(make(props)(chartOf()));
      expect({ dnsPolicy, ...(dnsConfig && { dnsConfig }) }).toEqual(resolver);
    }
  });

  test.each<[string, Partial<SandboxPodProps>, string]>([
    [
      'a policy in dns',
      { dns: { policy: kplus.DnsPolicy.DEFAULT } },
      "whom the pod asks for names is 'Default' by 'dns' or 'podSpec'",
    ],
    ['servers in dns', { dns: { nameservers: ['9.9.9.9'] } }, 'whom the pod asks for names is ["9.9.9.9"]'],
    [
      'a policy in podSpec',
      { podSpec: { dnsPolicy: 'ClusterFirst' } },
      "'ClusterFirst' by 'dns' or 'podSpec', and the policy lets the way to those through that 'egress' names",
    ],
    [
      'servers in podSpec',
      { podSpec: { dnsConfig: { nameservers: ['9.9.9.9'] } } },
      "give it there: SandboxEgress.internetOnly({ dns: Dns.nameservers(['9.9.9.9']) })",
    ],
  ])('fails if there is %s', (_, props, message) => {
    for (const make of [sandbox, template]) {
      expect(() => make({ ...props, egress: SandboxEgress.internetOnly() })(chartOf())).toThrow(message);
      const chart = chartOf();
      expect(() => make(props)(chart).connections.allowTo(db(chart))).toThrow(message);
      expect(() => make({ ...props, isolate: true })(chartOf())).not.toThrow();
    }
  });

  test('fails if servers are added later', () => {
    const chart = chartOf();
    sandbox({ egress: SandboxEgress.internetOnly() })(chart).dns.addNameserver('9.9.9.9');
    expect(errorsOf(chart)).toContain(
      "name servers '9.9.9.9' were added to 'dns', and the policy does not let them through",
    );
  });
});

describe('connections', () => {
  test('add to what an isolated sandbox lets through: ports of the peer out, ports of its own in', () => {
    const chart = chartOf();
    const peer = db(chart);
    const agent = new Sandbox(chart, 'Dev', {
      containers: [{ image: 'registry.example.com/a:1', portNumber: 8080 }],
      isolate: true,
    });
    agent.connections.allowTo(peer);
    agent.connections.allowFrom(peer);
    agent.connections.allowTo(kplus.NetworkPolicyIpBlock.anyIpv4(chart, 'Any'), { ports: https });
    agent.addContainer({ name: 'late', image: 'registry.example.com/b:1', portNumber: 9090 });
    const selected = {
      podSelector: { matchLabels: peer.toPodSelectorConfig().labelSelector._toKube().matchLabels },
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'research' } },
    };
    const { spec } = printed(chart).find(({ kind }) => kind === 'NetworkPolicy') as any;
    expect(spec.egress[0]).toEqual({ to: [selected], ports: [{ protocol: 'TCP', port: 5432 }] });
    expect(spec.ingress).toEqual([
      {
        from: [selected],
        ports: [
          { protocol: 'TCP', port: 8080 },
          { protocol: 'TCP', port: 9090 },
        ],
      },
    ]);
    expect(spec.egress[1].to[0].ipBlock.except).toEqual(
      expect.arrayContaining(['169.254.169.254/32', '168.63.129.16/32']),
    );
  });

  test('make the one policy of a template that says nothing else, with names of the cluster', () => {
    const chart = chartOf();
    const made = new SandboxTemplate(chart, 'Python', POD);
    made.connections.allowTo(db(chart));
    const { networkPolicy } = specOf(made);
    expect(networkPolicy.egress).toHaveLength(4);
    expect(networkPolicy.ingress).toEqual([{ from: [ROUTER] }]);
    expect(podOf(made).dnsPolicy).toBe('ClusterFirst');
    expect(printed(chart).map(({ kind }) => kind)).toEqual(['SandboxTemplate', 'Pod']);
  });

  test('make the one policy of a Sandbox that says nothing else', () => {
    const chart = chartOf();
    const made = new Sandbox(chart, 'Dev', POD);
    const peer = db(chart);
    made.connections.allowFrom(peer);
    made.connections.allowFrom(peer, { ports: https });
    const policies = printed(chart).filter(({ kind }) => kind === 'NetworkPolicy') as any[];
    expect(policies).toHaveLength(1);
    expect(policies[0].spec.ingress).toHaveLength(3);
  });

  test('of a peer that calls stay its own', () => {
    const chart = chartOf();
    const peer = db(chart);
    const made = new SandboxTemplate(chart, 'Python', { ...POD, egress: SandboxEgress.none() });
    peer.connections.allowFrom(made, { isolation: kplus.PodConnectionsIsolation.POD });
    expect(printed(chart).filter(({ kind }) => kind === 'NetworkPolicy')).toHaveLength(1);
    expect(specOf(made).networkPolicy).toEqual({ ingress: [{ from: [ROUTER] }] });
  });

  test.each<[string, (chart: Chart) => unknown, string]>([
    [
      'the policy is given field by field',
      (chart) => template({ networkPolicy: {} })(chart).connections.allowTo(db(chart)),
      "'networkPolicy' says field by field what is let through, so 'egress', 'ingress' and connections cannot add to "
        + 'it; remove it, or them',
    ],
    [
      'nothing of a range remains',
      (chart) =>
        sandbox({ isolate: true })(chart).connections.allowTo(
          kplus.NetworkPolicyIpBlock.ipv4(chart, 'Metadata', '169.254.169.254/32'),
        ),
      "the address '169.254.169.254/32' is allowed, and '169.254.169.254/32'",
    ],
    [
      'a peer is none',
      (chart) => sandbox({})(chart).connections.allowFrom(untyped('db')),
      "the peer is 'db'; give pods, namespaces or a range",
    ],
    [
      'ports are none',
      (chart) => sandbox({})(chart).connections.allowFrom(db(chart), { ports: [] }),
      "'ports' is empty",
    ],
    [
      'the pod is in the network of its node',
      (chart) => sandbox({ hostNetwork: true })(chart).connections.allowTo(db(chart)),
      "'hostNetwork' is true, and no network policy holds",
    ],
  ])('fail if %s', (_, make, message) => {
    expect(() => make(chartOf())).toThrow(message);
  });
});

describe('fails if', () => {
  test.each<[string, Partial<SandboxTemplateProps>, string]>([
    [
      'egress is beside a policy',
      { networkPolicy: {}, egress: SandboxEgress.none() },
      "'networkPolicy' says field by field what is let through, so 'egress', 'ingress' and connections cannot add to "
        + 'it; remove it, or them',
    ],
    [
      'ingress is beside a policy',
      { networkPolicy: {}, ingress: SandboxIngress.none() },
      "'networkPolicy' says field by field what is let through",
    ],
    [
      'the controller is to keep a policy for Cilium',
      { networkPolicyEngine: CILIUM, egress: SandboxEgress.none(), networkPolicyManagement: MANAGED },
      "'networkPolicyManagement' is MANAGED, and the controller keeps no policies for the engine CILIUM; leave it out",
    ],
  ])('%s', (_, props, message) => {
    expect(() => template(props)(chartOf())).toThrow(message);
  });

  test.each<[string, Partial<SandboxPodProps>, string]>([
    [
      'it is isolated beside egress',
      { isolate: true, egress: SandboxEgress.none() },
      "'isolate' denies everything, and 'egress' says otherwise; remove one",
    ],
    [
      'it is isolated beside ingress',
      { isolate: true, ingress: SandboxIngress.none() },
      "'isolate' denies everything, and 'ingress' says otherwise; remove one",
    ],
    [
      'a domain is given to an engine without domains',
      { egress: domain },
      "is more than the engine 'kubernetes' can say: a NetworkPolicy knows no domain names, and 'pkg.example' is one; "
        + '' +
        'if the cluster has another engine, declare it: SandboxCluster.declare(app, { networkPolicyEngine: '
          + 'NetworkPolicyEngine.CILIUM }), or GKE_DATAPLANE_V2',
    ],
    [
      'GKE is asked for other name servers with a domain',
      {
        networkPolicyEngine: GKE_DATAPLANE_V2,
        egress: SandboxEgress.to([EgressDestination.domain('pkg.example')], { dns: Dns.publicResolvers() }),
      },
      "is more than the engine 'gke-dataplane-v2' can say: GKE learns the addresses of domains from the DNS of the "
        + 'cluster alone',
    ],
    [
      'Cilium sees no lookups of a domain',
      {
        networkPolicyEngine: CILIUM,
        egress: SandboxEgress.to([EgressDestination.domain('pkg.example')], { dns: Dns.none() }),
      },
      "is more than the engine 'cilium' can say",
    ],
    [
      'the pod is in the network of its node',
      { hostNetwork: true, egress: SandboxEgress.none() },
      "'hostNetwork' is true, and no network policy holds for a pod in the network of its node",
    ],
    ['podSpec puts it there', { podSpec: { hostNetwork: true }, isolate: true }, "'hostNetwork' is true"],
    [
      'egress is a destination',
      { egress: untyped(EgressDestination.internet()) },
      "'egress' is an EgressDestination; give a SandboxEgress such as SandboxEgress.internetOnly()",
    ],
    [
      'ingress is a list',
      { ingress: untyped([IngressSource.router()]) },
      'give a SandboxIngress such as SandboxIngress.router()',
    ],
    [
      'the engine is none',
      { networkPolicyEngine: untyped('calico') },
      "'networkPolicyEngine' is 'calico'; give one of 'kubernetes', 'cilium', 'gke-dataplane-v2'",
    ],
  ])('%s', (_, props, message) => {
    for (const make of [sandbox, template]) {
      expect(() => make(props)(chartOf())).toThrow(message);
    }
  });

  test('the cluster is declared with another engine after the sandbox', () => {
    const chart = chartOf();
    sandbox({ egress: SandboxEgress.none() })(chart);
    SandboxCluster.declare(chart, { version: AgentSandboxVersion.LATEST, networkPolicyEngine: CILIUM });
    expect(errorsOf(chart)).toContain(
      "the policy was made for the engine 'kubernetes', and the cluster is declared with 'cilium'; declare the "
        + 'cluster before its sandboxes',
    );
  });

  test('the engine of a cluster is none', () => {
    expect(() => chartOf(undefined, { cluster: { networkPolicyEngine: untyped('calico') } })).toThrow(
      "'networkPolicyEngine' is 'calico'",
    );
  });
});
