import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, BlastArea, BlastBudget, BlastRadius, Dns, EgressDestination, Findings, IsolatedRuntime,
  Manifests, Sandbox, SandboxCluster, SandboxEgress, SandboxTemplate, WarmPool,
} from '../../src';
import type { Reached } from '../../src/radius/reach/reached';
import { radiusSarif } from '../../src/radius/report/reports';
import { Catalogue } from '../../src/release/catalogue';
import { stderrOf } from '../support/stderr';

const CONTAINERS = [{ image: 'registry.example.com/python:3.14' }];

function chartOf(version = AgentSandboxVersion.V1_0_5): Chart {
  const app = Testing.app();
  SandboxCluster.declare(app, { version });
  return new Chart(app, 'agents', { namespace: 'agents' });
}

function closed(chart: Chart, id = 'Python', egress = SandboxEgress.none()): SandboxTemplate {
  const runtime = IsolatedRuntime.fromRuntimeClassName(chart, `Runtime${id}`, 'gvisor');
  return new SandboxTemplate(chart, id, { runtime, egress, containers: CONTAINERS });
}

const toRange = () => SandboxEgress.to([EgressDestination.cidr('10.20.0.0/16')], { dns: Dns.none() });

/** What a synthesis says. */
function saidOf(chart: Chart): string {
  let thrown = '';
  const printed = stderrOf(() => {
    try { (chart.node.root as App).synth(); } catch (error) { thrown = (error as Error).message; }
  });
  return printed + thrown;
}

/** A sandbox whose account may read pods, with its token. */
function withToken(chart: Chart): Sandbox {
  const runner = new kplus.ServiceAccount(chart, 'Runner');
  const role = new kplus.Role(chart, 'Reader');
  role.allowRead(kplus.ApiResource.PODS);
  role.bind(runner);
  return new Sandbox(chart, 'Dev', {
    containers: CONTAINERS,
    serviceAccount: runner,
    automountServiceAccountToken: true,
    egress: SandboxEgress.none(),
    runtime: IsolatedRuntime.fromRuntimeClassName(chart, 'RuntimeDev', 'gvisor'),
  });
}

describe('a synthesis', () => {
  test('goes on within a budget, and fails from the moment that it is exceeded', () => {
    const within = chartOf();
    BlastRadius.of(closed(within)).expect({ isolated: true });
    expect(saidOf(within)).toBe('');

    const beyond = chartOf();
    BlastRadius.of(closed(beyond, 'Python', toRange())).expect({ isolated: true });
    expect(saidOf(beyond)).toContain('error ASB455 at agents/Python: code in sandboxes of template ');
    expect(saidOf(beyond)).toContain('more by its network than its blast budget allows: 10.20.0.0/16; ');
    expect(saidOf(beyond)).toContain("; 'podCidrs' of the BlastRadius tells whether a range means pods");

    const onNode = chartOf();
    BlastRadius.of(new Sandbox(onNode, 'Dev', { containers: CONTAINERS, hostNetwork: true })).expect({ network: {} });
    expect(saidOf(onNode)).not.toContain('podCidrs');
  });

  test('fails by what another object adds after the budget was given', () => {
    const chart = chartOf();
    const dev = withToken(chart);
    BlastRadius.of(dev).expect({ api: { allow: [{ verbs: ['get', 'list', 'watch'], resources: ['pods'] }] } });
    expect(saidOf(chart)).toBe('');
    const secrets = new kplus.Role(chart, 'Secrets');
    secrets.allowRead(kplus.ApiResource.SECRETS);
    secrets.bind(chart.node.findChild('Runner') as kplus.ServiceAccount);
    const said = saidOf(chart);
    expect(said).toContain('error ASB456 at agents/Dev: ');
    expect(said).toContain("get, list, watch on secrets in namespace 'agents'");
  });

  test('names every area that is exceeded, each with all that is too much', () => {
    const chart = chartOf();
    BlastRadius.of(new Sandbox(chart, 'Bare', { containers: CONTAINERS })).expect({ isolated: true });
    const said = saidOf(chart);
    expect([...said.matchAll(/error (ASB\d+)/g)].map(([, code]) => code)).toEqual(['ASB455', 'ASB458', 'ASB464']);
    expect(said).toContain('every address of IPv4, metadata services too; every address of IPv6, ');
  });

  test('says the same as a test of Manifests, and can be lowered with a reason', () => {
    const chart = chartOf();
    const template = closed(chart, 'Python', toRange());
    BlastRadius.of(template).expect({ network: {} });
    expect(Manifests.fromApp(chart.node.root as App).findings.map(({ code }) => code)).toContain('ASB455');
    Findings.of(template).downgrade('ASB455', 'it is on its way out');
    expect(saidOf(chart)).toMatch(/^warning ASB455 /);
  });

  test('goes on after the excess is taken away, in the same app', () => {
    const chart = chartOf();
    const template = closed(chart);
    BlastRadius.of(template).expect({ network: {} });
    const policy = new kplus.NetworkPolicy(chart, 'Open', {
      selector: template, egress: { rules: [{ peer: kplus.NetworkPolicyIpBlock.ipv4(chart, 'Ip', '10.0.0.0/8') }] },
    });
    expect(saidOf(chart)).toContain('10.0.0.0/8');
    chart.node.tryRemoveChild(policy.node.id);
    expect(saidOf(chart)).toBe('');
  });

  test.each(Catalogue.standard().all().map(({ id }) => [id, AgentSandboxVersion.of(id)] as const))(
    'of %s: the policy of a template is that of its release', (id, version) => {
      const chart = chartOf(version);
      let template: SandboxTemplate;
      try { template = closed(chart, 'Python', toRange()); } catch { return; }
      // Policies of these two select no pod.
      const isOpen = ['v0.5.0', 'v0.5.1'].includes(id);
      expect(BlastRadius.of(template).items[0].text).toBe(
        isOpen ? 'every address of IPv4, metadata services too' : '10.20.0.0/16',
      );
    },
  );
});

describe('a unit test', () => {
  test('throws with all that is too much', () => {
    const radius = BlastRadius.of(withToken(chartOf()));
    expect(() => { radius.staysWithin({ isolated: true }); }).toThrow(
      "code in sandbox 'agents/dev' reaches more than its blast budget allows:\n"
      + "  api: get, list, watch on pods in namespace 'agents'",
    );
    radius.staysWithin({ isolated: true, api: { allow: [{ verbs: ['*'], resources: ['pods'] }] } });
    expect(radius.excesses({})).toEqual([]);
    expect(radius.hasToken).toBe(true);
  });
});

test('isolated bounds the areas that are not given', () => {
  const radius = BlastRadius.of(new Sandbox(chartOf(), 'Bare', { containers: CONTAINERS }));
  const areas = (budget: BlastBudget) => [...new Set(radius.excesses(budget).map(({ area }) => area))];
  expect(areas({ isolated: true })).toEqual([BlastArea.NETWORK, BlastArea.IDENTITY, BlastArea.NODES]);
  expect(areas({ isolated: true, nodes: { kernel: true } })).toEqual([BlastArea.NETWORK, BlastArea.IDENTITY]);
  expect(areas({ isolated: false, nodes: {} })).toEqual([BlastArea.NODES]);
});

describe('budgets allow what they name', () => {
  const base = () => chartOf();
  type Make = (chart: Chart) => Sandbox | SandboxTemplate;
  type Case = readonly [why: string, make: Make, within: BlastBudget, beyond: BlastBudget];
  test.each<Case>([
    ['a range within another', (chart) => closed(chart, 'T', toRange()), {
      network: { cidrs: ['10.0.0.0/8'], namespaces: ['*'], dns: true, ownPods: true },
    },
    { network: { cidrs: ['10.20.0.0/17'], namespaces: ['*'] } }],
    ['verbs in a namespace', withToken, {
      api: { allow: [{ verbs: ['*'], resources: ['*'], namespaces: ['agents'] }] },
    },
    { api: { allow: [{ verbs: ['*'], resources: ['*'], namespaces: ['other'] }] } }],
    ['single verbs', withToken, { api: { allow: [{ verbs: ['get', 'list', 'watch'], resources: ['pods'] }] } },
      { api: { allow: [{ verbs: ['get', 'list'], resources: ['pods'] }] } }],
    ['the kernel', (chart) => new SandboxTemplate(chart, 'T', { containers: CONTAINERS }), {
      nodes: { kernel: true },
    }, { nodes: {} }],
  ])('%s', (_, make, within, beyond) => {
    const radius = BlastRadius.of(make(base()));
    expect(radius.excesses(within)).toEqual([]);
    expect(radius.excesses(beyond)).not.toEqual([]);
  });

  test('of a range that is allowed in part, the rest is too much', () => {
    const radius = BlastRadius.of(closed(chartOf(), 'T', toRange()), { podCidrs: ['192.168.0.0/16'] });
    expect(radius.excesses({ network: { cidrs: ['10.20.0.0/17'] } })).toEqual([
      { area: BlastArea.NETWORK, text: '10.20.128.0/17', isCertain: true },
    ]);
  });
});

describe('constructs', () => {
  test('a pool and a claim have the radius of their template', () => {
    const chart = chartOf();
    const pool = closed(chart, 'Python', toRange()).addWarmPool('Pool');
    const claim = pool.addClaim('Claim');
    expect([pool, claim].map((each) => BlastRadius.of(each).subject)).toEqual([
      "sandboxes of pool 'agents/pool'", "sandbox of claim 'agents/claim'",
    ]);
    expect(BlastRadius.of(claim).items.map(({ text }) => text)).toContain('10.20.0.0/16');
  });

  test('allOf has each Sandbox and template of a scope', () => {
    const chart = chartOf();
    closed(chart);
    withToken(chart);
    closed(new Chart(chart.node.root, 'other'), 'Other');
    expect(BlastRadius.allOf(chart).map(({ subject }) => subject)).toEqual([
      "sandboxes of template 'agents/python'", "sandbox 'agents/dev'",
    ]);
    expect(BlastRadius.allOf(chart.node.root)).toHaveLength(3);
    BlastRadius.allOf(chart)[1].expect({ api: {} });
    expect(saidOf(chart)).toContain('error ASB456 at agents/Dev: ');
  });

  test('fails if no pods are known of it', () => {
    const chart = chartOf();
    expect(() => BlastRadius.of(undefined as any)).toThrow('the construct is undefined; give a sandbox');
    expect(() => BlastRadius.of(chart).items).toThrow("no pods are known of 'agents'; give a sandbox");
    const pool = WarmPool.fromWarmPoolName(chart, 'Pool', 'elsewhere');
    expect(() => BlastRadius.of(pool).items).toThrow("no pods are known of 'agents/Pool'");
  });
});

test.each<[string, unknown]>([
  ["'network' of the budget have 'internt', which is not an option; use 'internet'", { network: { internt: true } }],
  ["the budget has 'everything'; give any of network, api,", { everything: true }],
  ["'isolated' is 'yes'; give true or false", { isolated: 'yes' }],
  ["'internet' is 'yes'; give true or false", { network: { internet: 'yes' } }],
  ["'10.0.0.1/8' has bits set beyond its prefix", { network: { cidrs: ['10.0.0.1/8'] } }],
  ["'names[0]' is 1; give a string", { secrets: { names: [1] } }],
  ["'verbs' is undefined; give a list", { api: { allow: [{ resources: ['pods'] }] } }],
  ["'allow' is 'pods'; give a list of objects", { api: { allow: 'pods' } }],
  ['the budget are null; give an object', null],
])('fails if a budget is malformed: %s', (message, budget) => {
  const radius = BlastRadius.of(closed(chartOf()));
  expect(() => { radius.expect(budget as any); }).toThrow(message);
  expect(() => { radius.staysWithin(budget as any); }).toThrow(message);
});

test('fails if an option is malformed', () => {
  const template = closed(chartOf());
  expect(() => BlastRadius.of(template, { podCidrs: ['10.244.0.0'] })).toThrow("'10.244.0.0' is not a range");
  expect(() => BlastRadius.of(template, { podCidrs: '10.0.0.0/8' } as any)).toThrow("'podCidrs' is '10.0.0.0/8'");
});

const secret = (index: number): Reached => ({
  area: BlastArea.SECRETS, text: `'s${index}'`, isCertain: true, fact: { is: 'secret', name: `s${index}` },
});

describe('prints', () => {
  const radius = BlastRadius.of(withToken(chartOf()));
  const budget = { isolated: true };

  test('text', () => {
    expect(radius.toText(budget).replace(/RoleBinding '[^']*'/, 'a RoleBinding')).toBe([
      "sandbox 'agents/dev'",
      '  network: nothing',
      '  API server',
      "    ! get, list, watch on pods in namespace 'agents'  (a RoleBinding)",
      '    a token of its ServiceAccount is mounted',
      '  Secrets: nothing',
      '  identity: nothing',
      '  shared volumes: nothing',
      '  node: nothing',
      '  beyond its budget by what is marked with !',
      '',
    ].join('\n'));
    expect(BlastRadius.of(closed(chartOf())).toText(budget)).toContain('\n  within its budget\n');
  });

  test('JSON', () => {
    const { version, subjects: [{ items, excess, ...subject }] } = JSON.parse(radius.toJson(budget));
    expect([version, subject]).toEqual([1, {
      subject: "sandbox 'agents/dev'",
      kind: 'Sandbox',
      namespace: 'agents',
      name: 'dev',
      path: 'agents/Dev',
      token: true,
    }]);
    expect(items).toEqual(radius.items);
    expect(excess).toEqual(radius.excesses(budget));
  });

  test('SARIF', () => {
    const { runs: [{ results, tool: { driver: { rules } } }] } = JSON.parse(radius.toSarif(budget));
    expect(results.map(({ ruleId, level }: any) => `${ruleId} ${level}`)).toEqual(['blast-api note', 'ASB456 error']);
    expect(rules.map(({ id }: any) => id)).toEqual(['ASB456', 'blast-api']);
    expect(results[1].locations[0].logicalLocations).toEqual([{ fullyQualifiedName: 'agents/Dev' }]);
  });

  test('SARIF with no more results than code hosts take, errors first', () => {
    const full = {
      radius: {
        title: 'x',
        object: { kind: 'Sandbox', name: 'x' },
        ranges: [],
        reached: [secret(0), secret(1)],
        withToken: [],
        hasToken: true,
      },
      excess: radius.excesses(budget),
    };
    const { runs: [{ results, invocations }] } = JSON.parse(radiusSarif(new Array(10_000).fill(full)));
    expect(results).toHaveLength(25_000);
    expect(results.filter(({ level }: any) => level === 'error')).toHaveLength(10_000);
    expect(results[9_999].level).toBe('error');
    expect(invocations[0].toolExecutionNotifications[0].message.text).toBe(
      '5000 results are left out, notes first: code hosts take 25000',
    );
  });

  test('pictures', () => {
    expect(radius.toSvg()).toMatch(/^<svg [\s\S]*Blast radius/);
    expect(radius.toMermaid()).toMatch(/^flowchart LR\n/);
    expect(radius.toDot()).toMatch(/^digraph/);
  });
});
