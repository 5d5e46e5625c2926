import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion,
  Dns,
  EgressDestination,
  Findings,
  MetadataService,
  NetworkPolicyEngine,
  NetworkPolicyManagement,
  Sandbox,
  SandboxCluster,
  SandboxEgress,
  SandboxTemplate,
} from '../../../src';
import { stderrOf } from '../../support/stderr';
import { chartOf, findingsOf, POD } from '../../support/workloads';

const DENY = kplus.NetworkPolicyTrafficDefault.DENY;
const ALLOW = kplus.NetworkPolicyTrafficDefault.ALLOW;
const V4 = (cidr: string, ...except: string[]) => ({ ipBlock: { cidr, ...(except.length > 0 && { except }) } });

/** The findings of a code. */
function found(chart: Chart, code: string) {
  return Findings.of(chart.node.root).list().filter((finding) => finding.code === code);
}

function policy(chart: Chart, id: string, spec: object): ApiObject {
  return new ApiObject(chart, id, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: id.toLowerCase() },
    spec,
  });
}

/** Rules that select a template, or a sandbox, by the label of its own. */
function selecting({ selectorLabels }: { selectorLabels: object }) {
  return { podSelector: { matchLabels: selectorLabels } };
}

describe('ASB340: nothing restricts what a sandbox reaches', () => {
  test('of a bare sandbox', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', POD);
    expect(found(chart, 'ASB340')).toEqual([
      expect.objectContaining({
        path: 'research/Dev',
        severity: 'warning',
        message: expect.stringContaining("no network policy is about what sandbox 'research/dev' may reach"),
      }),
    ]);
  });

  test('of a template whose policy nobody keeps, and of those of v0.5.1, whose policy selects no pod', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', { ...POD, networkPolicyManagement: NetworkPolicyManagement.UNMANAGED });
    expect(found(chart, 'ASB340')).toHaveLength(1);
    const old = chartOf(AgentSandboxVersion.V0_5_1);
    new SandboxTemplate(old, 'Python', POD);
    expect(found(old, 'ASB340')).toHaveLength(1);
  });

  test('is not of one that a policy selects, whatever made it', () => {
    const chart = chartOf();
    new kplus.NetworkPolicy(chart, 'Policy', { selector: new Sandbox(chart, 'Dev', POD), egress: { default: DENY } });
    new Sandbox(chart, 'Open', { ...POD, egress: SandboxEgress.internetOnly() });
    new SandboxTemplate(chart, 'Python', POD);
    expect(found(chart, 'ASB340')).toEqual([]);
  });

  test('is of one whose policies are about ingress alone', () => {
    const chart = chartOf();
    new kplus.NetworkPolicy(chart, 'Policy', { selector: new Sandbox(chart, 'Dev', POD), ingress: { default: DENY } });
    expect(found(chart, 'ASB340')).toHaveLength(1);
  });

  test('is one line for a fleet, and none once it is acknowledged', () => {
    const chart = chartOf();
    for (let index = 0; index < 500; index += 1) { new Sandbox(chart, `Dev${index}`, POD); }
    expect(found(chart, 'ASB340').map(({ path, message }) => [path, message.slice(0, 150)])).toEqual([
      [
        'research',
        expect.stringContaining(
          "sandbox 'research/dev0', sandbox 'research/dev1', sandbox 'research/dev2' and 497 more",
        ),
      ],
    ]);
    Findings.of(chart).acknowledge('ASB340', 'Cilium policies come with the cluster');
    expect(stderrOf(() => (chart.node.root as App).synthYaml())).toBe('');
  });

  test('is silent where policies are of a kind that is not read', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', POD);
    new ApiObject(chart, 'Calico', { apiVersion: 'projectcalico.org/v3', kind: 'GlobalNetworkPolicy' });
    expect(findingsOf(chart).filter(({ code }) => code.startsWith('ASB34'))).toEqual([]);
  });

  test('goes once a policy is added after findings were listed', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', POD);
    expect(found(chart, 'ASB340')).toHaveLength(1);
    new kplus.NetworkPolicy(chart, 'Policy', { selector: dev, egress: { default: DENY } });
    expect(stderrOf(() => (chart.node.root as App).synthYaml())).toBe('');
  });
});

describe('ASB341: policies add up to more', () => {
  test('than a template with rules of its own allows', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', { ...POD, isolate: true });
    policy(chart, 'Everyone', { podSelector: {}, egress: [{}] });
    expect(found(chart, 'ASB341')).toEqual([
      expect.objectContaining({
        path: 'research/Everyone',
        message:
          "NetworkPolicy 'research/everyone' opens what the policies of " +
          "sandboxes of template 'research/python' deny, as policies add up: " +
          'the internet (1.1.1.1), the internet by IPv6 (2606:4700:4700::1111), ' +
          'private networks (10.0.0.1), metadata of the cloud (169.254.169.254)',
      }),
    ]);
  });

  test('than the default does, also for who comes in', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', POD);
    policy(chart, 'Namespace', { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] });
    expect(found(chart, 'ASB341')[0].message).toContain(
      'deny, as policies add up: connections from all pods of the namespace',
    );
  });

  test('is not of a policy for the template itself, nor of one that opens nothing more', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Python', POD);
    policy(chart, 'Database', { ...selecting(template), egress: [{ to: [V4('10.20.0.0/16')] }] });
    policy(chart, 'Closed', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    policy(chart, 'Internet', { podSelector: {}, egress: [{ to: [V4('0.0.0.0/0', '10.0.0.0/8', '169.254.0.0/16')] }] });
    new kplus.NetworkPolicy(chart, 'Other', {
      selector: new kplus.Pod(chart, 'Web', { containers: [{ image: 'web' }] }),
      egress: { default: ALLOW },
    });
    expect(found(chart, 'ASB341')).toEqual([]);
  });
});

describe('ASB342: a policy restricts nothing', () => {
  test('as the default allows all that it does', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Python', POD);
    policy(chart, 'Github', { ...selecting(template), egress: [{ to: [V4('140.82.112.0/20')] }] });
    expect(found(chart, 'ASB342')).toEqual([
      expect.objectContaining({
        path: 'research/Github',
        message:
          "NetworkPolicy 'research/github' lets nothing out that the controller's default " +
          "policy of template 'python' does not, and as policies add up it restricts nothing",
      }),
    ]);
  });

  test('as it denies what the default allows', () => {
    const chart = chartOf();
    new kplus.NetworkPolicy(chart, 'Closed', {
      selector: new SandboxTemplate(chart, 'Python', POD),
      egress: { default: DENY },
    });
    expect(found(chart, 'ASB342')).toHaveLength(1);
  });

  test.each<[string, object[], NetworkPolicyManagement | undefined]>([
    ['it adds private addresses', [{ to: [V4('10.0.0.0/8')] }], undefined],
    ['it adds pods', [{ to: [{ podSelector: {} }] }], undefined],
    ['it adds everybody', [{}], undefined],
    ['nobody keeps the default', [{ to: [V4('140.82.112.0/20')] }], NetworkPolicyManagement.UNMANAGED],
  ])('is not where %s', (_, egress, networkPolicyManagement) => {
    const chart = chartOf();
    policy(chart, 'Policy', {
      ...selecting(new SandboxTemplate(chart, 'Python', { ...POD, networkPolicyManagement })),
      egress,
    });
    expect(found(chart, 'ASB342')).toEqual([]);
  });

  test('is not that of a sandbox beside the template, whose name no other sandbox has', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', POD);
    new Sandbox(chart, 'Dev', { ...POD, egress: SandboxEgress.internetOnly() });
    expect(found(chart, 'ASB342')).toEqual([]);
  });

  test('is one about a sandbox that a claim makes', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', POD);
    policy(chart, 'Github', {
      ...selecting(Sandbox.fromSandboxName(chart, 'Claimed', 'nightly')),
      egress: [{ to: [V4('140.82.112.0/20')] }],
    });
    expect(found(chart, 'ASB342')).toHaveLength(1);
  });

  test('depends on what the default of the release allows', () => {
    const of = (version: AgentSandboxVersion) => {
      const chart = chartOf(version);
      policy(chart, 'Policy', {
        ...selecting(new SandboxTemplate(chart, 'Python', POD)),
        egress: [{ to: [V4('fe80::/64')] }],
      });
      return found(chart, 'ASB342').length;
    };
    expect([of(AgentSandboxVersion.V0_4_6), of(AgentSandboxVersion.V1_0_5)]).toEqual([1, 0]);
  });
});

describe('ASB343: no name is resolved', () => {
  const closed = { podSelector: {}, egress: [{ to: [V4('140.82.112.0/20')], ports: [{ port: 443 }] }] };

  test('as policies let out, but not to the DNS of the cluster', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', POD);
    policy(chart, 'Web', closed);
    expect(found(chart, 'ASB343').map(({ path }) => path)).toEqual(['research/Dev']);
  });

  test('nor to name servers of its own', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', { ...POD, dns: { policy: kplus.DnsPolicy.NONE, nameservers: ['9.9.9.9'] } });
    policy(chart, 'Web', closed);
    expect(found(chart, 'ASB343')).toHaveLength(1);
  });

  test.each<[string, object]>([
    [
      'to pods of the DNS',
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
        ports: [{ port: 53, protocol: 'UDP' }],
      },
    ],
    ['to NodeLocal DNSCache', { to: [V4('169.254.20.10/32')] }],
    ['to ranges that pods may have addresses in', { to: [V4('10.0.0.0/8')] }],
    [
      'to namespaces that may be those of the DNS',
      { to: [{ namespaceSelector: { matchLabels: { role: 'system' } } }] },
    ],
  ])('is not where another policy lets it out %s', (_, rule) => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', POD);
    policy(chart, 'Web', closed);
    policy(chart, 'Names', { podSelector: {}, egress: [rule] });
    expect(found(chart, 'ASB343')).toEqual([]);
  });

  test('is not where nothing is let out at all, nor of a SandboxEgress', () => {
    const chart = chartOf();
    new kplus.NetworkPolicy(chart, 'Policy', { selector: new Sandbox(chart, 'Dev', POD), egress: { default: DENY } });
    new Sandbox(chart, 'Open', { ...POD, egress: SandboxEgress.internetOnly() });
    new Sandbox(chart, 'Named', { ...POD, egress: SandboxEgress.internetOnly({ dns: Dns.cluster() }) });
    expect(found(chart, 'ASB343')).toEqual([]);
  });
});

describe('ASB344: a router does not come in', () => {
  function withRouter(
    version: AgentSandboxVersion,
    namespace: string,
    labels: { [key: string]: string } = { app: 'sandbox-router' },
  ): Chart {
    const chart = chartOf(version);
    new SandboxTemplate(chart, 'Python', POD);
    const elsewhere = new Chart(chart.node.root as App, 'router', { namespace });
    new kplus.Deployment(elsewhere, 'Router', { containers: [{ image: 'router' }], podMetadata: { labels } });
    return chart;
  }

  test.each<[string, AgentSandboxVersion, string, { [key: string]: string } | undefined, number]>([
    ['elsewhere than in the namespace of the controller', AgentSandboxVersion.V1_0_5, 'research', undefined, 1],
    [
      'with the labels of the Go router',
      AgentSandboxVersion.V1_0_5,
      'agent-sandbox-system',
      { 'app.kubernetes.io/name': 'sandbox-router' },
      1,
    ],
    ['there, with the label', AgentSandboxVersion.V1_0_5, 'agent-sandbox-system', undefined, 0],
    ['in the namespace of the template, before v0.5.0', AgentSandboxVersion.V0_4_6, 'research', undefined, 0],
    ['elsewhere, before v0.5.0', AgentSandboxVersion.V0_4_6, 'agent-sandbox-system', undefined, 1],
    ['anywhere, where the policy selects no pod', AgentSandboxVersion.V0_5_1, 'research', undefined, 0],
  ])('%s', (_, version, namespace, labels, count) => {
    const told = found(withRouter(version, namespace, labels), 'ASB344');
    expect(told).toHaveLength(count);
    for (const { path, message } of told) {
      expect(path).toBe('router/Router');
      expect(message).toContain("the router cannot reach sandboxes of template 'research/python'");
    }
  });
});

describe('ASB345: metadata of clouds', () => {
  test('that rules of a template reach', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', {
      ...POD,
      networkPolicy: { egress: [{ to: [V4('0.0.0.0/0', '10.0.0.0/8', '169.254.0.0/16')] }] },
    });
    expect(found(chart, 'ASB345')[0].message).toBe(
      "policies let sandboxes of template 'research/python' reach the metadata of clouds, " +
        'which gives out credentials of the node: 168.63.129.16, 100.100.100.200, 192.0.0.192',
    );
  });

  test('that a policy lets a sandbox reach, by IPv6', () => {
    const chart = chartOf();
    policy(chart, 'Policy', { ...selecting(new Sandbox(chart, 'Dev', POD)), egress: [{ to: [V4('::/0')] }] });
    expect(found(chart, 'ASB345')[0].message).toContain('fd00:ec2::254');
  });

  test.each([NetworkPolicyEngine.KUBERNETES, NetworkPolicyEngine.GKE_DATAPLANE_V2, NetworkPolicyEngine.CILIUM])(
    'is not what a SandboxEgress names, under %s',
    (networkPolicyEngine) => {
      const chart = chartOf();
      const named = [
        MetadataService.EKS_POD_IDENTITY,
        MetadataService.EKS_POD_IDENTITY_IPV6,
        MetadataService.GKE_DATAPLANE_V2,
      ];
      const egress = SandboxEgress.to(named.map((service) => EgressDestination.metadata(service)));
      new SandboxTemplate(chart, 'Python', { ...POD, egress, networkPolicyEngine });
      new Sandbox(chart, 'Dev', { ...POD, egress, networkPolicyEngine });
      expect(found(chart, 'ASB345')).toEqual([]);
    },
  );

  test('is what a range has besides the address that another rule names', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', {
      ...POD,
      networkPolicy: { egress: [{ to: [V4('169.254.170.23/32'), V4('169.254.170.0/24')] }] },
    });
    expect(found(chart, 'ASB345')[0].message).toMatch(/: 169\.254\.170\.2$/);
  });

  test.each([AgentSandboxVersion.V0_1_1, AgentSandboxVersion.V1_0_5])(
    'is about the template that has the rules, not about another of its namespace, in $id',
    (version) => {
      const chart = chartOf(version);
      const template = (id: string, cidr: string) =>
        new SandboxTemplate(chart, id, { ...POD, networkPolicy: { egress: [{ to: [V4(cidr)] }] } });
      template('Closed', '203.0.113.0/24');
      template('Open', '0.0.0.0/0');
      template('Shut', '203.0.113.0/24');
      expect(found(chart, 'ASB345').map(({ path }) => path)).toEqual(['research/Open']);
    },
  );

  test('is about what one of several policies in an object of Cilium selects', () => {
    const chart = chartOf();
    const specs = Object.entries({ Closed: '203.0.113.0/24', Open: '0.0.0.0/0', Shut: '203.0.113.0/24' }).map(
      ([id, cidr]) => ({
        endpointSelector: { matchLabels: new Sandbox(chart, id, POD).selectorLabels },
        egress: [{ toCIDR: [cidr] }],
      }),
    );
    new ApiObject(chart, 'Policy', {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'policy' },
      specs,
    });
    expect(found(chart, 'ASB345').map(({ path }) => path)).toEqual(['research/Open']);
  });

  test('is not what the default allows, which its docs tell, nor a SandboxEgress', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Default', POD);
    new SandboxTemplate(chart, 'Python', { ...POD, egress: SandboxEgress.internetOnly() });
    new Sandbox(chart, 'Dev', { ...POD, egress: SandboxEgress.internetOnly() });
    expect(found(chart, 'ASB345')).toEqual([]);
  });
});

test('clusters of one app are judged apart', () => {
  const app = new App();
  const [staging, production] = ['staging', 'production'].map((id) => new Chart(app, id, { namespace: 'agents' }));
  SandboxCluster.declare(staging, { version: AgentSandboxVersion.V1_0_5 });
  SandboxCluster.declare(production, { version: AgentSandboxVersion.V1_0_5 });
  new Sandbox(staging, 'Dev', POD);
  new Sandbox(production, 'Dev', POD);
  policy(staging, 'Policy', { podSelector: {}, policyTypes: ['Egress'] });
  expect(Findings.of(app).list().filter(({ code }) => code !== 'ASB311').map(({ code, path }) => [code, path]))
    .toEqual([['ASB340', 'production/Dev']]);
});

test('policies are rendered as often for an app of many charts as for one of few', () => {
  const renderings = (charts: number) => {
    const chart = chartOf();
    const closed = policy(chart, 'Policy', { podSelector: {}, policyTypes: ['Egress'] });
    const render = jest.spyOn(closed, 'toJson');
    for (let index = 0; index < charts; index += 1) {
      new Sandbox(new Chart(chart.node.root as App, `chart${index}`, { namespace: 'research' }), 'Dev', {
        ...POD,
        metadata: { name: `dev${index}` },
      });
    }
    (chart.node.root as App).synthYaml();
    return render.mock.calls.length;
  };
  expect(renderings(8)).toBe(renderings(2));
});

describe('ASB346: forms of IPv6 of what is denied', () => {
  const PRIVATE = [
    '10.0.0.0/8',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '169.254.0.0/16',
    '168.63.129.16/32',
    '100.64.0.0/10',
  ];
  const withRules = (...blocks: object[]) => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', {
      ...POD,
      networkPolicy: { egress: blocks.map((block) => ({ to: [block] })) },
    });
    return found(chart, 'ASB346').map(({ message }) => message);
  };

  test('by any range of IPv6, through translators and tunnels', () => {
    const [message] = withRules(V4('0.0.0.0/0', ...PRIVATE), V4('::/0', 'fc00::/7', 'fd00::/8'));
    expect(message).toBe(
      "policies deny sandboxes of template 'research/python' addresses of IPv4, and allow them in forms of IPv6 " +
        'that translators and tunnels take: 169.254.169.254 as 64:ff9b::a9fe:a9fe, ' +
        '168.63.129.16 as 64:ff9b::a83f:8110, ' +
        '100.100.100.200 as 64:ff9b::6464:64c8, 10.0.0.1 as 64:ff9b::a00:1, 172.16.0.1 as 64:ff9b::ac10:1, ' +
        '192.168.0.1 as 64:ff9b::c0a8:1',
    );
  });

  test.each([
    ['2002::/16', '10.0.0.1 as 2002:a00:1::'],
    ['64:ff9b:1::/48', '10.0.0.1 as 64:ff9b:1::a00:1'],
    ['64:ff9b:1:abcd::/96', '10.0.0.1 as 64:ff9b:1:abcd::a00:1'],
  ])('by %s', (cidr, form) => {
    expect(withRules(V4(cidr))[0]).toContain(form);
  });

  test('by a range that a destination names: metadata is left out, private networks are not', () => {
    const chart = chartOf();
    new Sandbox(chart, 'Dev', {
      ...POD,
      egress: SandboxEgress.to([EgressDestination.cidr('64:ff9b::/96', {
        ports: [kplus.NetworkPolicyPort.tcp(5432)],
      })]),
    });
    expect(found(chart, 'ASB346')[0].message).toMatch(/: 10\.0\.0\.1 as 64:ff9b::a00:1, 172.*192/);
    expect(found(chart, 'ASB346')[0].message).not.toContain('169.254');
  });

  test('not where translators and tunnels are left out, nor where IPv4 is allowed as such, nor of the default', () => {
    expect(
      withRules(V4('0.0.0.0/0', ...PRIVATE), V4('::/0', 'fc00::/7', '64:ff9b::/96', '64:ff9b:1::/48', '2002::/16')),
    ).toEqual([]);
    expect(withRules(V4('0.0.0.0/0'), V4('::/0'))).toEqual([]);
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', POD);
    new Sandbox(chart, 'Dev', { ...POD, egress: SandboxEgress.internetOnly() });
    expect(found(chart, 'ASB346')).toEqual([]);
  });
});
