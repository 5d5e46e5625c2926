import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import {
  AgentSandboxVersion, EgressDestination, SandboxEgress, NetworkPolicyEngine, NetworkPolicyManagement, NetworkReport,
  NetworkTarget, Sandbox, SandboxClaim, SandboxCluster, SandboxTemplate, WarmPool,
} from '../../../src';
import { POD } from '../../support/workloads';
import { xmlErrorOf } from '../../support/xml';

const HTTPS = kplus.NetworkPolicyPort.tcp(443);
const PROXY = kplus.NetworkPolicyPort.tcp(8888);
const INTERNET = NetworkTarget.address('1.1.1.1');

function chartOf(version = AgentSandboxVersion.V1_0_5, namespace = 'research'): Chart {
  const app = new App();
  SandboxCluster.declare(app, { version });
  return new Chart(app, namespace, { namespace });
}

describe('mayReach', () => {
  test("reads the controller's policy of a template", () => {
    const template = new SandboxTemplate(chartOf(), 'Python', POD);
    const report = NetworkReport.of(template);
    const open = report.mayReach(template, INTERNET, HTTPS);
    expect([open.allowed, open.isKnown]).toEqual([true, true]);
    expect(open.reasons).toEqual([
      "egress: the controller's NetworkPolicy 'research/python-network-policy' allows it by spec.egress[0].to[0]: " +
        '0.0.0.0/0',
    ]);
    expect(String(report.mayReach(template, NetworkTarget.address('10.0.0.1'), HTTPS))).toBe(
      "no (egress: the controller's NetworkPolicy 'research/python-network-policy' " +
        "isolates sandboxes of template 'research/python', " +
        'and no rule allows it (spec.egress[0].to[0]: 0.0.0.0/0 excepts it))',
    );
  });

  test('reads it as the release of the cluster makes it', () => {
    const open = (version: AgentSandboxVersion) => {
      const template = new SandboxTemplate(chartOf(version), 'Python', POD);
      return NetworkReport.of(template).mayReach(template, NetworkTarget.address('fe80::1'), HTTPS).allowed;
    };
    expect([AgentSandboxVersion.V0_4_6, AgentSandboxVersion.V0_5_1, AgentSandboxVersion.V1_0_5].map(open)).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('answers for a pool and a claim by the policy of their template', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Python', POD);
    const pool = template.addWarmPool('Pool', { replicas: 2 });
    const claim = pool.addClaim('Claim');
    const report = NetworkReport.of(chart);
    const answers = (source: IConstruct) => [INTERNET, NetworkTarget.address('10.0.0.1'), NetworkTarget.pods(pool)]
      .map((to) => report.mayReach(source, to, HTTPS)).map(({ allowed, isKnown }) => [allowed, isKnown]);
    for (const source of [template, pool, claim]) {
      expect(answers(source)).toEqual([[true, true], [false, true], [false, true]]);
    }
  });

  test.each<[string, AgentSandboxVersion, boolean]>([
    ['not known of', AgentSandboxVersion.V1_0_5, false],
    ['as if there were none, as it selects no pod, of', AgentSandboxVersion.V0_5_1, true],
    ['as if there were none, as no release before v0.2.1 makes one, of', AgentSandboxVersion.V0_1_0, true],
  ])('the policy of a template is %s one that is not in the app: %s', (_, version, isOpen) => {
    const chart = chartOf(version);
    const template = SandboxTemplate.fromSandboxTemplateName(chart, 'Elsewhere', 'elsewhere');
    const pool = new WarmPool(chart, 'Pool', { template, replicas: 1 });
    const report = NetworkReport.of(chart);
    for (const source of [template, pool, WarmPool.fromWarmPoolName(chart, 'Other', 'other')]) {
      const { allowed, isKnown, reasons } = report.mayReach(source, INTERNET, HTTPS);
      expect([allowed, isKnown]).toEqual([isOpen, isOpen]);
      if (!isOpen) { expect(reasons[0]).toContain('their template, which says what is in it, is not in the app'); }
    }
  });

  test('a claim of a pool that is not in the app is one whose policy is not known', () => {
    const chart = chartOf();
    const claim = new SandboxClaim(chart, 'Claim', { warmPool: WarmPool.fromWarmPoolName(chart, 'Other', 'other') });
    expect(NetworkReport.of(chart).mayReach(claim, INTERNET, HTTPS).isKnown).toBe(false);
  });

  test('reads policies of cdk8s-plus and plain objects, and patches', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', POD);
    expect(NetworkReport.of(chart).mayReach(dev, INTERNET, HTTPS).allowed).toBe(true);
    const policy = new kplus.NetworkPolicy(chart, 'Closed', {
      selector: dev,
      egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    });
    expect(NetworkReport.of(chart).mayReach(dev, INTERNET, HTTPS).reasons).toEqual([
      expect.stringContaining(`NetworkPolicy 'research/${policy.name}' isolates sandbox 'research/dev'`),
    ]);
    const plain = new ApiObject(chart, 'Plain', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      spec: { podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: '1.0.0.0/8' } }] }] },
    });
    expect(NetworkReport.of(chart).mayReach(dev, INTERNET, HTTPS).allowed).toBe(true);
    plain.addJsonPatch(JsonPatch.replace('/spec/egress/0/to/0/ipBlock/cidr', '2.0.0.0/8'));
    expect(NetworkReport.of(chart).mayReach(dev, INTERNET, HTTPS).allowed).toBe(false);
  });

  test.each([NetworkPolicyEngine.KUBERNETES, NetworkPolicyEngine.CILIUM])(
    'knows that the policy of a sandbox is not about those of a template beside it, under %s',
    (networkPolicyEngine) => {
      const chart = chartOf();
      const template = new SandboxTemplate(chart, 'Python', {
        ...POD,
        egress: SandboxEgress.internetOnly(),
        networkPolicyEngine,
      });
      const dev = new Sandbox(chart, 'Dev', {
        ...POD,
        egress: SandboxEgress.to([EgressDestination.cidr('198.51.100.0/24')]),
        networkPolicyEngine,
      });
      const elsewhere = NetworkTarget.address('198.51.100.7');
      expect(NetworkReport.of(chart).mayReach(dev, elsewhere, HTTPS).allowed).toBe(true);
      expect(NetworkReport.of(chart).mayReach(template, elsewhere, HTTPS)).toMatchObject({
        allowed: false,
        isKnown: true,
      });
      // Of a name that is not in the app it is not known whether a claim has it.
      const other = Sandbox.fromSandboxName(chart, 'Other', 'other');
      new ApiObject(chart, 'OfOther', {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        spec: {
          podSelector: { matchLabels: other.selectorLabels },
          egress: [{ to: [{ ipBlock: { cidr: '198.51.100.0/24' } }] }],
        },
      });
      expect(NetworkReport.of(chart).mayReach(template, elsewhere, HTTPS).isKnown).toBe(false);
    },
  );

  test('reads what a SandboxEgress becomes', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Python', { ...POD, egress: SandboxEgress.internetOnly() });
    const report = NetworkReport.of(chart);
    const reaches = (address: string) => report.mayReach(template, NetworkTarget.address(address), HTTPS).allowed;
    expect(reaches('1.1.1.1')).toBe(true);
    expect(
      ['10.0.0.1', '100.64.0.1', '168.63.129.16', '100.100.100.200', '169.254.169.254', 'fd00:ec2::254'].filter(
        reaches,
      ),
    ).toEqual([]);
  });

  test('two tenants in two namespaces do not reach each other, and neither does the other sandboxes of its own', () => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.V1_0_5 });
    const [one, two] = ['red', 'blue'].map(
      (namespace) => new SandboxTemplate(new Chart(app, namespace, { namespace }), 'Python', POD),
    );
    const report = NetworkReport.of(app);
    const answer = report.mayReach(one, NetworkTarget.pods(two), PROXY);
    expect([answer.allowed, answer.isKnown]).toEqual([false, true]);
    expect(answer.reasons[1]).toBe(
      "ingress: the controller's NetworkPolicy 'blue/python-network-policy' " +
        "isolates sandboxes of template 'blue/python', and no rule allows it",
    );
    expect(report.mayReach(one, NetworkTarget.pods(one), PROXY).allowed).toBe(false);
  });

  test('asks both ends', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Python', POD);
    const router = new kplus.Deployment(chart, 'Router', {
      containers: [{ image: 'router' }],
      podMetadata: { labels: { app: 'sandbox-router' } },
    });
    expect(NetworkReport.of(chart).mayReach(router, NetworkTarget.pods(template), PROXY).reasons).toEqual([
      expect.stringMatching(/^egress: no policy is about it at pods of Deployment 'research\//),
      expect.stringContaining("ingress: the controller's NetworkPolicy 'research/python-network-policy' isolates"),
    ]);
    expect(
      NetworkReport.of(chart).mayReach(
        template,
        NetworkTarget.podsWithLabels('agent-sandbox-system', { app: 'sandbox-router' }),
        PROXY,
      ).isKnown,
    ).toBe(false);
  });

  test('knows pods of pools and claims by the labels of their own', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Python', {
      ...POD,
      networkPolicyManagement: NetworkPolicyManagement.UNMANAGED,
    });
    const pool = template.addWarmPool('Pool');
    const claim = pool.addClaim('Nightly', { podLabels: { 'sandbox.users.io/team': 'red' } });
    new kplus.NetworkPolicy(chart, 'Team', {
      selector: kplus.Pods.select(chart, 'Red', { labels: { 'sandbox.users.io/team': 'red' } }),
      egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    });
    const report = NetworkReport.of(chart);
    expect(report.mayReach(claim, INTERNET, HTTPS)).toMatchObject({ allowed: false, isKnown: true });
    // Some claim may give the label, and this pool has sandboxes that nobody has claimed.
    expect(report.mayReach(template, INTERNET, HTTPS)).toMatchObject({ allowed: false, isKnown: false });
    expect(report.mayReach(pool, INTERNET, HTTPS).reasons[0]).toContain("sandboxes of pool 'research/");
  });

  test('takes ranges for those of pods only where pods have such addresses', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Python', POD);
    const others = NetworkTarget.podsWithLabels('default', {});
    expect(NetworkReport.of(chart).mayReach(template, others, HTTPS).isKnown).toBe(false);
    expect(NetworkReport.of(chart, { podCidrs: ['10.244.0.0/16'] }).mayReach(template, others, HTTPS)).toMatchObject({
      allowed: false,
      isKnown: true,
    });
    expect(NetworkReport.of(chart, { podCidrs: ['100.64.0.0/16'] }).mayReach(template, others, HTTPS).isKnown).toBe(
      false,
    );
  });

  test('knows labels of namespaces that the app makes', () => {
    const chart = chartOf();
    const dev = new Sandbox(chart, 'Dev', POD);
    new ApiObject(chart, 'Plain', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      spec: { podSelector: {}, egress: [{ to: [{ namespaceSelector: { matchLabels: { team: 'data' } } }] }] },
    });
    const db = NetworkTarget.podsWithLabels('data', { app: 'db' });
    expect(NetworkReport.of(chart).mayReach(dev, db, HTTPS).isKnown).toBe(false);
    new kplus.Namespace(chart, 'Data', { metadata: { name: 'data', labels: { team: 'data' } } });
    expect(NetworkReport.of(chart).mayReach(dev, db, HTTPS)).toMatchObject({ allowed: true, isKnown: true });
  });

  test('sees the objects of its cluster alone', () => {
    const app = new App();
    const [staging, production] = ['staging', 'production'].map((id) => new Chart(app, id, { namespace: 'agents' }));
    SandboxCluster.declare(staging, { version: AgentSandboxVersion.V0_5_1 });
    SandboxCluster.declare(production, { version: AgentSandboxVersion.V1_0_5 });
    const [one, two] = [staging, production].map((chart) => new SandboxTemplate(chart, 'Python', POD));
    const metadata = NetworkTarget.address('169.254.169.254');
    expect(NetworkReport.of(staging).mayReach(one, metadata, HTTPS).allowed).toBe(true);
    expect(NetworkReport.of(production).mayReach(two, metadata, HTTPS).allowed).toBe(false);
    expect(() => NetworkReport.of(staging).mayReach(two, metadata, HTTPS)).not.toThrow();
  });

  test('judges nothing', () => {
    const chart = chartOf();
    const template = new SandboxTemplate(chart, 'Python', POD);
    const render = jest.spyOn(ApiObject.of(template) as never, '_render');
    NetworkReport.of(chart).toMarkdown();
    expect(render).toHaveBeenCalledTimes(1);
  });
});

describe('refusals', () => {
  const chart = chartOf();
  const template = new SandboxTemplate(chart, 'Python', POD);
  const report = NetworkReport.of(chart);

  test('fails if the release is not known', () => {
    expect(() => NetworkReport.of(new Chart(new App(), 'chart'))).toThrow('no release of Agent Sandbox is known');
  });

  test.each<[string, () => unknown, string]>([
    [
      'the port is a range',
      () => report.mayReach(template, INTERNET, kplus.NetworkPolicyPort.tcpRange(1, 9)),
      'the port is several ports',
    ],
    [
      'the port is all ports',
      () => report.mayReach(template, INTERNET, kplus.NetworkPolicyPort.allTcp()),
      'the port is several ports',
    ],
    [
      'the construct has no pods',
      () => report.mayReach(chart, INTERNET, HTTPS),
      "'research' has no pods in this cluster",
    ],
    [
      'the target is a text',
      () => report.mayReach(template, '1.1.1.1' as never, HTTPS),
      "the target is '1.1.1.1'; give one such as NetworkTarget.address",
    ],
    ['an address is none', () => NetworkTarget.address('pkg.example'), "'pkg.example' is not an IP address"],
    ['a domain is an address', () => NetworkTarget.domain('1.1.1.1'), "give NetworkTarget.address('1.1.1.1')"],
    [
      'a domain is that of a Service',
      () => NetworkTarget.domain('db.data.svc.cluster.local'),
      'policies see the pods behind it',
    ],
    [
      'a range of pods is none',
      () => NetworkReport.of(chart, { podCidrs: ['10.244.0.0'] }),
      "'10.244.0.0' is not a range of addresses",
    ],
  ])('fails if %s', (_, act, message) => {
    expect(act).toThrow(message);
  });
});

describe('the tables', () => {
  const chart = chartOf();
  new SandboxTemplate(chart, 'Python', POD);
  new SandboxTemplate(chart, 'Node', POD);
  new SandboxTemplate(chart, 'Closed', { ...POD, isolate: true });
  new Sandbox(chart, 'Dev', POD);
  const report = NetworkReport.of(chart);

  test('have those together that may reach the same', () => {
    const [head, , ...rows] = report.toMarkdown().split('\n');
    expect(head).toBe(
      "|  | sandboxes of template 'research/python', " +
        "sandboxes of template 'research/node' | sandboxes of " +
        "template 'research/closed' | sandbox 'research/dev' |",
    );
    expect(rows.slice(0, 8)).toEqual([
      '| internet, IPv4 | yes | no | yes |',
      '| internet, IPv6 | yes | no | yes |',
      '| private networks (RFC 1918) | no | no | yes |',
      '| shared by carriers (100.64.0.0/10) | yes | no | yes |',
      '| metadata of AWS | no | no | yes |',
      '| metadata of GCP | no | no | yes |',
      '| metadata of Azure | some | no | yes |',
      '| metadata of Alibaba | some | no | yes |',
    ]);
    expect(rows).toContain('| from the router | yes | no | yes |');
  });

  test('as Mermaid have an arrow for what may be reached', () => {
    const text = report.toMermaid();
    expect(text).toContain('flowchart LR\n');
    expect(text).toContain("  s1[\"sandboxes of template 'research/closed'\"]\n");
    expect(text).not.toMatch(/s1 -/);
    expect(text).toMatch(/s0 -\. some \.-> t6/);
    expect(text).toMatch(/t12 --> s0/);
  });

  test('as Mermaid have the peers that an egress names, but not the internet and the DNS of the cluster', () => {
    const named = chartOf();
    const db = new kplus.Deployment(named, 'Db', {
      metadata: { name: 'db' }, containers: [{ image: 'db', portNumber: 5432 }], podMetadata: { labels: { app: 'db' } },
    });
    new SandboxTemplate(named, 'Python', {
      ...POD,
      networkPolicyEngine: NetworkPolicyEngine.CILIUM,
      egress: SandboxEgress.to([
        EgressDestination.pods({ podLabels: { app: 'db' } }),
        EgressDestination.cidr('203.0.113.0/24'),
        EgressDestination.domain('*.pkg.example'),
        EgressDestination.internet(),
      ]),
    });
    const text = NetworkReport.of(named).toMermaid();
    expect(text.split('\n').filter((line) => /\bn\d/.test(line))).toEqual([
      '  n0(["pods with app=db of its namespace"])',
      '  n1(["203.0.113.0/24"])',
      '  n2(["*.pkg.example"])',
      // Pods with the label may be sandboxes, whose policy lets in the router alone.
      '  s0 -. unknown .-> n0',
      '  s0 --> n1',
      '  s0 --> n2',
    ]);
    expect(db.name).toBe('db');
    new ApiObject(named, 'Wall', {
      apiVersion: 'policy.networking.k8s.io/v1alpha2',
      kind: 'ClusterNetworkPolicy',
      spec: {
        tier: 'Admin',
        priority: 1,
        subject: { namespaces: {} },
        egress: [{ action: 'Deny', to: [{ networks: ['203.0.113.0/24'] }] }],
      },
    });
    expect(NetworkReport.of(named).toMermaid()).not.toContain('203.0.113.0/24');
  });

  test('as Mermaid have sandboxes apart that name other peers', () => {
    const apart = chartOf();
    for (const app of ['a', 'b']) {
      new Sandbox(apart, app, { ...POD, egress: SandboxEgress.to([EgressDestination.pods({ podLabels: { app } })]) });
    }
    expect(NetworkReport.of(apart).toMermaid()).toMatch(/s0 --> n0\n {2}s1 --> n1/);
    expect(NetworkReport.of(apart).toMarkdown()).toMatch(/^\| {2}\| sandbox 'research\/a', sandbox 'research\/b' \|/);
  });

  test('as SVG have a part for each group, with allowed, unknown and denied targets, and named peers', () => {
    const drawn = chartOf();
    new SandboxTemplate(drawn, 'Python', {
      ...POD,
      egress: SandboxEgress.to([EgressDestination.cidr('203.0.113.0/24')]),
    });
    new Sandbox(drawn, 'Bare', POD);
    const svg = NetworkReport.of(drawn).toSvg();
    expect(xmlErrorOf(svg)).toBeUndefined();
    expect(svg.match(/class="panel"/g)).toHaveLength(2);
    const textsIn = (part: string) => [...part.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text);
    const [python, bare] = svg.split('class="panel"').slice(1);
    expect(textsIn(python).slice(0, 3)).toEqual(['sandboxes of template', 'research/python', '203.0.113.0/24']);
    expect([...python.matchAll(/a-(\w+)/g)].map(([, style]) => style).filter((style) => style === 'shut').length)
      .toBeGreaterThan(3);
    // A sandbox without policies reaches everybody.
    expect(textsIn(bare).slice(0, 9)).toEqual([
      'sandbox', 'research/bare', 'internet', 'private networks (RFC 1918)', 'shared by carriers (100.64.0.0/10)',
      'metadata of clouds', 'DNS of the cluster', 'other pods', 'router',
    ]);
    expect(NetworkReport.of(drawn).toSvg()).toBe(svg);
    expect(NetworkReport.of(drawn).toDot()).toMatch(/^digraph "Who reaches whom" \{\n/);
  });

  test('as SVG have 1,000 equal sandboxes in one box, and count groups beyond two dozen', () => {
    const many = chartOf();
    for (let index = 0; index < 1000; index++) { new Sandbox(many, `W${index}`, POD); }
    expect(NetworkReport.of(many).toSvg()).toMatch(/>× 1,000<[\s\S]*>research\/w0<[\s\S]*>and 996 more</);
    const apart = chartOf();
    for (let index = 0; index < 30; index++) {
      new Sandbox(apart, `W${index}`, {
        ...POD,
        egress: SandboxEgress.to([EgressDestination.cidr(`203.0.${index}.0/24`)]),
      });
    }
    expect(NetworkReport.of(apart).toSvg()).toContain('>and 7 more groups<');
    expect(NetworkReport.of(new Chart(many.node.root as App, 'empty')).toSvg()).toContain(
      '>There are no sandboxes and no templates.<',
    );
  });

  test('are the same each time', () => {
    expect(NetworkReport.of(chart).toMarkdown()).toBe(report.toMarkdown());
  });

  test('are of the scope alone', () => {
    expect(NetworkReport.of(chart.node.findChild('Dev')).toMarkdown()).toMatch(
      /^\| {2}\| sandbox 'research\/dev' \|\n/,
    );
    expect(NetworkReport.of(new Chart(chart.node.root as App, 'empty')).toMarkdown()).toBe(
      'There are no sandboxes and no templates.\n',
    );
  });
});
