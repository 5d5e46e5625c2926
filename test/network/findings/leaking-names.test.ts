import { ApiObject, App, Chart } from 'cdk8s';
import {
  AgentSandboxVersion, EgressDestination, Findings, IsolatedRuntime, NetworkPolicyEngine, Sandbox, SandboxCluster,
  SandboxEgress, SandboxTemplate, SandboxTenant, TenantQuota,
} from '../../../src';
import { chartOf, POD } from '../../support/workloads';

const PACKAGES = EgressDestination.domain('pypi.org');

function engineOf(networkPolicyEngine: NetworkPolicyEngine): Chart {
  const chart = chartOf();
  SandboxCluster.declare(chart, { version: AgentSandboxVersion.V1_0_5, networkPolicyEngine });
  return chart;
}

const foundIn = (chart: Chart) => Findings.of(chart.node.root).list().filter(({ code }) => code === 'ASB347');

function policyIn(egress: object[]): Chart {
  const chart = engineOf(NetworkPolicyEngine.CILIUM);
  new Sandbox(chart, 'Dev', { ...POD, egress: SandboxEgress.none() });
  new ApiObject(chart, 'Packages', {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'packages' },
    spec: { endpointSelector: {}, egress },
  });
  return chart;
}

const LOOKUP = (matchPattern: string) => ({
  toPorts: [{ ports: [{ port: '53' }], rules: { dns: [{ matchPattern }] } }],
});
const DOMAIN = { toFQDNs: [{ matchName: 'pypi.org' }] };

describe('ASB347: any name may be looked up beside a list of domains', () => {
  test('if the egress says so', () => {
    const chart = engineOf(NetworkPolicyEngine.CILIUM);
    new Sandbox(chart, 'Dev', { ...POD, egress: SandboxEgress.to([PACKAGES], { lookups: ['*'] }) });
    expect(foundIn(chart)).toEqual([expect.objectContaining({
      severity: 'warning',
      path: 'research/Dev/CiliumNetworkPolicy',
      message: expect.stringContaining('allows a list of domains and the lookup of any name'),
    })]);
  });

  test('under an engine that limits no lookups', () => {
    const chart = engineOf(NetworkPolicyEngine.GKE_DATAPLANE_V2);
    new Sandbox(chart, 'Dev', { ...POD, egress: SandboxEgress.to([PACKAGES]) });
    expect(foundIn(chart)).toHaveLength(1);
  });

  test('if a policy of the user says so', () => {
    for (const any of ['*', '**', '*.', '***.']) {
      expect(foundIn(policyIn([DOMAIN, LOOKUP(any)]))).toHaveLength(1);
    }
  });

  test.each([
    ['names on a list', [DOMAIN, LOOKUP('pypi.*')]],
    ['no list of domains', [{ toEndpoints: [{}] }, LOOKUP('*')]],
    ['a list of all domains', [{ toFQDNs: [{ matchPattern: '*' }] }, LOOKUP('*')]],
    ['a list of all domains in other words', [{ toFQDNs: [{ matchPattern: '**.' }] }, LOOKUP('*')]],
    ['the internet', [DOMAIN, { toCIDRSet: [{ cidr: '0.0.0.0/0' }] }, LOOKUP('*')]],
    ['the internet of IPv6', [DOMAIN, { toCIDR: ['2000::/3'] }, LOOKUP('*')]],
    ['the world', [DOMAIN, { toEntities: ['world'] }, LOOKUP('*')]],
  ])('not with %s', (_, egress) => {
    expect(foundIn(policyIn(egress))).toEqual([]);
  });

  test('not of a policy that is about no sandbox', () => {
    const chart = policyIn([]);
    new ApiObject(chart, 'Other', {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'other', namespace: 'elsewhere' },
      spec: { endpointSelector: {}, egress: [DOMAIN, LOOKUP('*')] },
    });
    expect(foundIn(chart)).toEqual([]);
  });

  test('not by default, nor with the internet', () => {
    const chart = engineOf(NetworkPolicyEngine.CILIUM);
    new Sandbox(chart, 'Dev', { ...POD, egress: SandboxEgress.to([PACKAGES]) });
    new Sandbox(chart, 'Open', { ...POD, egress: SandboxEgress.to([PACKAGES, EgressDestination.internet()]) });
    expect(foundIn(chart)).toEqual([]);
  });
});

describe('ASB347: another policy lets the same pods look up any name', () => {
  const DNS_PODS = { matchLabels: { 'k8s-app': 'kube-dns' } };
  const kubernetes = (egress: object[], podSelector: object = {}) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'dns' },
    spec: { podSelector, policyTypes: ['Egress'], egress },
  });
  const cilium = (egress: object[], more: object = {}) => ({
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'dns' },
    spec: { endpointSelector: {}, egress, ...more },
  });
  const toKubeDns = {
    to: [{ namespaceSelector: {}, podSelector: DNS_PODS }], ports: [{ port: 53, protocol: 'UDP' }],
  };
  const toCiliumDns = (rules?: object) => ({
    toEndpoints: [{ matchLabels: { 'k8s:io.kubernetes.pod.namespace': 'kube-system', 'k8s:k8s-app': 'kube-dns' } }],
    toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }], ...(rules && { rules }) }],
  });
  const clusterwide = (egress: object[]) => ({
    ...cilium(egress), kind: 'CiliumClusterwideNetworkPolicy', metadata: { name: 'dns' },
  });
  const found = (...others: object[]) => {
    const chart = engineOf(NetworkPolicyEngine.CILIUM);
    new Sandbox(chart, 'Dev', { ...POD, egress: SandboxEgress.to([PACKAGES]) });
    others.forEach((other, index) => new ApiObject(chart, `Other${index}`, other as any));
    return foundIn(chart).map(({ path, message }) => `${path}: ${message}`);
  };
  const SAID = /^research\/Other0: .*Policy '(research\/)?dns' lets the pods of CiliumNetworkPolicy '.*' look up/;

  test.each<[string, object]>([
    ['a NetworkPolicy for the DNS of the cluster', kubernetes([toKubeDns])],
    ['a NetworkPolicy for a whole namespace', kubernetes([{ to: [{ namespaceSelector: {} }] }])],
    ['a NetworkPolicy for port 53 of all', kubernetes([{ ports: [{ port: 53, protocol: 'UDP' }] }])],
    ['a NetworkPolicy for a name server elsewhere', kubernetes([
      { to: [{ ipBlock: { cidr: '10.0.0.53/32' } }], ports: [{ port: 53, protocol: 'TCP' }] },
    ])],
    ['a CiliumNetworkPolicy without names', cilium([toCiliumDns()])],
    ['a CiliumNetworkPolicy for the cluster', cilium([{ toEntities: ['cluster'] }])],
    ['a clusterwide one', clusterwide([toCiliumDns()])],
  ])('%s', (_, other) => {
    expect(found(other)).toEqual([expect.stringMatching(SAID)]);
  });

  test.each<[string, object[]]>([
    ['one for other pods', [kubernetes([toKubeDns], { matchLabels: { app: 'other' } })]],
    ['one of another namespace', [{ ...kubernetes([toKubeDns]), metadata: { name: 'dns', namespace: 'other' } }]],
    ['one with names', [cilium([toCiliumDns({ dns: [{ matchName: 'git.example.com' }] })])]],
    ['one for another port', [kubernetes([{ ...toKubeDns, ports: [{ port: 443, protocol: 'TCP' }] }])]],
    ['one that another one overrules', [cilium([toCiliumDns()]), {
      ...cilium([], { egressDeny: [toCiliumDns()] }), metadata: { name: 'deny' },
    }]],
    ['one about what comes in', [{
      ...kubernetes([]), spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] },
    }]],
    ['one that opens the internet besides', [kubernetes([{}])]],
  ])('not %s', (_, others) => {
    expect(found(...others)).toEqual([]);
  });

  test('the guardrails of a tenant leave sandboxes out', () => {
    const app = new App();
    SandboxCluster.declare(app, {
      version: AgentSandboxVersion.V1_0_5, networkPolicyEngine: NetworkPolicyEngine.CILIUM,
    });
    const tenant = new SandboxTenant(app, 'research', {
      runtimes: [IsolatedRuntime.fromRuntimeClassName(app, 'Gvisor', 'gvisor')], quota: TenantQuota.none(),
    });
    new SandboxTemplate(tenant, 'Python', { ...POD, egress: SandboxEgress.to([PACKAGES]) });
    expect(foundIn(tenant)).toEqual([]);
  });
});

describe('the resolver of a pod whose lookups are limited', () => {
  const dnsOf = (engine: NetworkPolicyEngine, egress: SandboxEgress, options?: object[]): any => {
    const chart = engineOf(engine);
    const podSpec = options && { dnsConfig: { options } };
    const sandbox = new Sandbox(chart, 'Dev', { ...POD, egress, ...(podSpec && { podSpec }) });
    return ApiObject.of(sandbox).toJson().spec.podTemplate.spec.dnsConfig;
  };

  test('asks for whole names first, as a refusal ends the search of some resolvers', () => {
    const ndots = { options: [{ name: 'ndots', value: '1' }] };
    expect(dnsOf(NetworkPolicyEngine.CILIUM, SandboxEgress.to([PACKAGES]))).toEqual(ndots);
    expect(dnsOf(NetworkPolicyEngine.CILIUM, SandboxEgress.to([PACKAGES], { lookups: ['*'] }))).toBeUndefined();
    expect(dnsOf(NetworkPolicyEngine.GKE_DATAPLANE_V2, SandboxEgress.to([PACKAGES]))).toBeUndefined();
  });

  test('is as the user says', () => {
    const options = [{ name: 'ndots', value: '3' }, { name: 'edns0' }];
    expect(dnsOf(NetworkPolicyEngine.CILIUM, SandboxEgress.to([PACKAGES]), options).options)
      .toEqual(expect.arrayContaining(options));
    expect(dnsOf(NetworkPolicyEngine.CILIUM, SandboxEgress.to([PACKAGES]), options).options).toHaveLength(2);
  });
});
