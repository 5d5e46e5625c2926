import { ApiObject, ApiObjectProps, App, Chart } from 'cdk8s';
import {
  AgentSandboxVersion, Cloud, Dns, EgressDestination, Findings, NetworkPolicyEngine, NetworkReport, NetworkTarget,
  Sandbox, SandboxCluster, SandboxClusterProps, SandboxEgress, SandboxTemplate,
} from '../../src';
import { judgeStructure } from '../../src/judge/other-projects';
import * as kplus from '../../src/kubernetes/kplus';
import { quietly } from '../support/stderr';

const containers = [{ image: 'registry.example.com/tools:1' }];
const AUTO = Cloud.eks({ version: '1.36', autoMode: true, networkPolicy: true, dnsAddress: '172.20.0.10' });
const https = kplus.NetworkPolicyPort.tcp(443);

function chartIn(props: SandboxClusterProps = { cloud: AUTO }): Chart {
  const app = new App();
  SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST, ...props });
  return new Chart(app, 'chart', { namespace: 'research' });
}

function printed(chart: Chart, kind: string): any[] {
  return quietly(() => chart.toJson()).filter((each: { kind: string }) => each.kind === kind);
}

const EGRESS = () => SandboxEgress.to([
  EgressDestination.domain('pkg.example', { ports: [https] }),
  EgressDestination.domain('*.pkg.example', { ports: [https] }),
  EgressDestination.cidr('203.0.113.0/24'),
]);

test('all of an intent becomes one ApplicationNetworkPolicy', () => {
  const chart = chartIn();
  new Sandbox(chart, 'Dev', { containers, egress: EGRESS() });
  const [policy] = printed(chart, 'ApplicationNetworkPolicy');
  expect(policy.apiVersion).toBe('networking.k8s.aws/v1alpha1');
  expect(policy.spec.policyTypes).toEqual(['Ingress', 'Egress']);
  expect(policy.spec.egress).toEqual([
    { to: [{ domainNames: ['pkg.example', '*.pkg.example'] }], ports: [{ protocol: 'TCP', port: 443 }] },
    { to: [{ ipBlock: { cidr: '203.0.113.0/24' } }] },
    {
      to: [{ ipBlock: { cidr: '172.20.0.10/32' } }],
      ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
    },
  ]);
  expect(judgeStructure(policy)).toEqual([]);
  expect(printed(chart, 'NetworkPolicy')).toEqual([]);
  expect(Findings.of(chart).list().map(({ code }) => code)).not.toContain('ASB347');
});

test('the controller keeps no policy of a template then', () => {
  const chart = chartIn();
  new SandboxTemplate(chart, 'Python', { containers, egress: EGRESS() });
  const [template] = printed(chart, 'SandboxTemplate');
  expect(template.spec.networkPolicyManagement).toBe('Unmanaged');
  expect(template.spec.networkPolicy).toBeUndefined();
  expect(printed(chart, 'ApplicationNetworkPolicy')[0].metadata.name).toBe(`${template.metadata.name}-template-policy`);
});

describe('reachability', () => {
  const asked = (to: NetworkTarget, port = https, egress = EGRESS()) => {
    const chart = chartIn();
    const dev = new Sandbox(chart, 'Dev', { containers, egress });
    return NetworkReport.of(chart).mayReach(dev, to, port).allowed;
  };

  test.each([
    ['a domain', NetworkTarget.domain('pkg.example'), true],
    ['one below it', NetworkTarget.domain('www.pkg.example'), true],
    ['one two below it', NetworkTarget.domain('a.b.pkg.example'), true],
    ['another', NetworkTarget.domain('attacker.example'), false],
    ['one that ends alike', NetworkTarget.domain('evilpkg.example'), false],
    ['a range', NetworkTarget.address('203.0.113.7'), true],
    ['private addresses', NetworkTarget.address('10.0.0.1'), false],
    ['the metadata', NetworkTarget.address('169.254.169.254'), false],
  ])('%s', (_, target, expected) => {
    expect(asked(target)).toBe(expected);
  });

  test('a domain by another port', () => {
    expect(asked(NetworkTarget.domain('pkg.example'), kplus.NetworkPolicyPort.tcp(80))).toBe(false);
  });

  test('rules with domains alone are not about all peers', () => {
    const egress = SandboxEgress.to([EgressDestination.domain('pkg.example')]);
    expect(asked(NetworkTarget.address('10.0.0.1'), https, egress)).toBe(false);
  });
});

describe('the structure', () => {
  const judged = (spec: object) => judgeStructure({
    apiVersion: 'networking.k8s.aws/v1alpha1', kind: 'ApplicationNetworkPolicy', metadata: { name: 'names' }, spec,
  } as never).map(({ finding: { code, message } }) => `${code} ${message}`);
  const peer = (to: object) => ({ podSelector: {}, egress: [{ to: [to] }] });

  test.each([
    [peer({ domainNames: ['pkg.example', '*.pkg.example'] })],
    [{ podSelector: {}, policyTypes: ['Egress'], ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 'a' }] }] }],
  ])('%j is right', (spec) => {
    expect(judged(spec)).toEqual([]);
  });

  test.each([
    [{}, 'ASB102', 'podSelector'],
    [peer({ domainNames: [] }), 'ASB102', 'domainNames'],
    [peer({ domainNames: ['*'] }), 'ASB102', 'domainNames'],
    [peer({ domainNames: ['pkg.*.example'] }), 'ASB102', 'domainNames'],
    [peer({ domainName: ['pkg.example'] }), 'ASB101', 'domainName'],
    [peer({ ipBlock: { except: [] } }), 'ASB102', 'cidr'],
    [{ podSelector: {}, ingress: [{ from: [{ domainNames: ['pkg.example'] }] }] }, 'ASB101', 'domainNames'],
  ])('fails if it is %j', (spec, code, field) => {
    const found = judged(spec);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toMatch(new RegExp(`^${code} .*${field}`));
  });
});

test('ASB424: domains of a policy where EKS is not in Auto Mode', () => {
  const found = (cloud: Cloud, to: object) => {
    const chart = chartIn({ cloud });
    new ApiObject(chart, 'Names', {
      apiVersion: 'networking.k8s.aws/v1alpha1',
      kind: 'ApplicationNetworkPolicy',
      metadata: { name: 'names' },
      spec: { podSelector: {}, egress: [{ to: [to] }] },
    } as ApiObjectProps);
    quietly(() => (chart.node.root as App).synthYaml());
    return Findings.of(chart).list().filter(({ code }) => code === 'ASB424').map(({ message }) => message);
  };
  const names = { domainNames: ['pkg.example'] };
  const standard = Cloud.eks({ version: '1.36', networkPolicy: true });
  expect(found(standard, names)).toEqual([expect.stringContaining('nodes of Auto Mode alone filter')]);
  expect(found(standard, { podSelector: {} })).toEqual([]);
  expect(found(AUTO, names)).toEqual([]);
});

describe('what it cannot say', () => {
  test.each([
    [
      SandboxEgress.to([EgressDestination.domain('pkg.example')], { dns: Dns.nameservers(['9.9.9.9']) }),
      'EKS learns the addresses of domains from the DNS of the cluster alone',
    ],
    [
      SandboxEgress.to([EgressDestination.domain('pkg.example', {
        ports: [
          kplus.NetworkPolicyPort.of({ protocol: kplus.NetworkProtocol.SCTP, port: 5 }),
        ],
      })]),
      "EKS filters domains of TCP and UDP, and SCTP is to reach 'pkg.example'",
    ],
  ])('fails if %#', (egress, message) => {
    expect(() => new Sandbox(chartIn(), 'Dev', { containers, egress })).toThrow(message);
  });

  test.each([
    [Cloud.eks({ version: '1.36', networkPolicy: true }), 'nodes of Auto Mode alone filter domain names'],
    [Cloud.gke({ version: '1.36' }), 'which EKS alone has'],
  ])('fails if the cluster is %s', (cloud, message) => {
    expect(() => chartIn({ cloud, networkPolicyEngine: NetworkPolicyEngine.EKS_AUTO_MODE })).toThrow(message);
  });

  test('fails if Cilium on AKS filters no domains', () => {
    const egress = SandboxEgress.to([EgressDestination.domain('pkg.example')]);
    const cloud = (fqdnFiltering: boolean) =>
      Cloud.aks({ version: '1.36', networkPolicy: 'cilium' as never, fqdnFiltering });
    expect(() => new Sandbox(chartIn({ cloud: cloud(false) }), 'Dev', { containers, egress }))
      .toThrow("set 'fqdnFiltering' of Cloud.aks where they are on");
    new Sandbox(chartIn({ cloud: cloud(true) }), 'Dev', { containers, egress });
  });
});
