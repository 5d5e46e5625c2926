import { ApiObject, Chart } from 'cdk8s';
import {
  AgentSandboxVersion, EgressDestination, Findings, NetworkPolicyEngine, Sandbox, SandboxCluster, SandboxEgress,
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
    expect(foundIn(policyIn([DOMAIN, LOOKUP('*')]))).toHaveLength(1);
  });

  test.each([
    ['names on a list', [DOMAIN, LOOKUP('pypi.*')]],
    ['no list of domains', [{ toEndpoints: [{}] }, LOOKUP('*')]],
    ['a list of all domains', [{ toFQDNs: [{ matchPattern: '*' }] }, LOOKUP('*')]],
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
