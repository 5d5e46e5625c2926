import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, IIsolatedRuntime, ISandbox, ISandboxTemplate, IsolatedRuntime, IWarmPool, Sandbox,
  SandboxClaim, SandboxTemplate, WarmPool,
} from '../../src';
import { find } from '../support/install';
import { chartOf, errorsOf, POD, printed, specOf, untyped } from '../support/workloads';

const NAME = 'my-template';
const HASH = 'aeae83fc';

type Make = (chart: Chart) => ISandbox | ISandboxTemplate | IWarmPool;

/** What exists already, and what we make, of one name each, and the labels that both stand for. */
const ROWS: Array<[string, Make, Make, string]> = [
  [
    'Sandbox',
    (chart) => Sandbox.fromSandboxName(chart, 'Known', NAME),
    (chart) => new Sandbox(chart, 'Made', { ...POD, metadata: { name: NAME } }),
    'sandbox-name-hash',
  ],
  [
    'SandboxTemplate',
    (chart) => SandboxTemplate.fromSandboxTemplateName(chart, 'Known', NAME),
    (chart) => new SandboxTemplate(chart, 'Made', { ...POD, metadata: { name: NAME } }),
    'sandbox-template-ref-hash',
  ],
  [
    'WarmPool',
    (chart) => WarmPool.fromWarmPoolName(chart, 'Known', NAME),
    (chart) =>
      new WarmPool(chart, 'Made', {
        template: SandboxTemplate.fromSandboxTemplateName(chart, 'Of', 'python'),
        metadata: { name: NAME },
      }),
    'warm-pool-sandbox',
  ],
];

describe.each(ROWS)('a %s that exists', (_, known, made, label) => {
  const labels = { [`agents.x-k8s.io/${label}`]: HASH };

  test('has the name and the labels of one that we make', () => {
    const reference = known(chartOf());
    expect([reference.name, reference.selectorLabels]).toEqual([NAME, labels]);
    expect(made(chartOf()).selectorLabels).toEqual(labels);
  });

  test('makes no object', () => {
    const chart = chartOf();
    known(chart);
    expect(printed(chart)).toEqual([]);
  });

  test.each([['known', known], ['made', made]])('selects pods in Services, policies and as a peer (%s)', (__, get) => {
    const chart = chartOf();
    const it = get(chart);
    new kplus.Service(chart, 'Web', { selector: it, ports: [{ port: 80 }] });
    new kplus.NetworkPolicy(chart, 'Policy', { selector: it, ingress: { rules: [{ peer: it }] } });
    const objects = printed(chart);
    expect(find(objects, 'Service').spec.selector).toEqual(labels);
    expect(find(objects, 'NetworkPolicy').spec).toMatchObject({
      podSelector: { matchLabels: labels },
      ingress: [
        {
          from: [
            {
              podSelector: { matchLabels: labels },
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'research' } },
            },
          ],
        },
      ],
    });
    expect(errorsOf(chart)).toBe('');
  });

  test('is in the namespace of its chart', () => {
    expect(known(chartOf()).toPodSelectorConfig().namespaces?.names).toEqual(['research']);
    expect(known(chartOf(undefined, { namespace: undefined })).toPodSelectorConfig().namespaces).toBeUndefined();
  });
});

describe('a Sandbox that exists', () => {
  test('is reached as one of ours', () => {
    const chart = chartOf(undefined, { cluster: { clusterDomain: 'corp.example' } });
    const known = Sandbox.fromSandboxName(chart, 'Known', 'dev');
    const made = new Sandbox(chart, 'Dev', { ...POD, service: true });
    for (const each of [known, made]) {
      expect([each.hostname, each.serviceName, each.fqdn(), each.fqdn('other.example')]).toEqual([
        'dev',
        'dev',
        'dev.research.svc.corp.example',
        'dev.research.svc.other.example',
      ]);
    }
  });

  test('fails if its name in DNS is asked for and the namespace is not known', () => {
    expect(() => Sandbox.fromSandboxName(chartOf(undefined, { namespace: undefined }), 'Known', 'dev').fqdn()).toThrow(
      "the namespace of 'research/Known' is not known, so neither is its name in DNS; set 'namespace' of its chart",
    );
  });
});

describe('a SandboxTemplate that exists', () => {
  test('has pools as one of ours', () => {
    const chart = chartOf();
    const specs = [
      SandboxTemplate.fromSandboxTemplateName(chart, 'Known', 'python'),
      new SandboxTemplate(chart, 'Python', POD),
    ].map((template, index) => specOf(new WarmPool(chart, `Pool${index}`, { template })));
    expect(specs[0]).toEqual({
      replicas: 1,
      sandboxTemplateRef: { name: 'python' },
      updateStrategy: { type: 'OnReplenish' },
    });
    expect(specs[1]).toEqual(specs[0]);
    expect(errorsOf(chart)).toBe('');
  });
});

describe('a WarmPool that exists', () => {
  test('is claimed from as one of ours', () => {
    const chart = chartOf();
    const known = WarmPool.fromWarmPoolName(chart, 'Known', 'pool');
    const specs = [known, new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool')].map((warmPool, index) =>
      specOf(new SandboxClaim(chart, `Claim${index}`, { warmPool })),
    );
    expect(specs[0]).toEqual({ lifecycle: { shutdownPolicy: 'Retain' }, warmPoolRef: { name: 'pool' } });
    expect(specs[1]).toEqual(specs[0]);
    expect([known.templateName, known.namespace]).toEqual([undefined, 'research']);
    expect(errorsOf(chart)).toBe('');
  });

  test('tells its template, made here or elsewhere', () => {
    const chart = chartOf(AgentSandboxVersion.V0_4_6);
    const templates = [
      new SandboxTemplate(chart, 'Python', POD),
      SandboxTemplate.fromSandboxTemplateName(chart, 'Other', 'other'),
    ];
    expect(
      templates.map(
        (template, index) => WarmPool.fromWarmPoolName(chart, `Pool${index}`, 'pool', { template }).templateName,
      ),
    ).toEqual(['python', 'other']);
  });

  test('is served by a pool that another chart of the app makes', () => {
    const chart = chartOf();
    new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool');
    const claims = new Chart(chart.node.root as App, 'claims', { namespace: 'research' });
    new SandboxClaim(claims, 'Nightly', {
      warmPool: WarmPool.fromWarmPoolName(claims, 'Pool', 'pool'),
      env: [{ name: 'A', value: '1' }],
    });
    // Known by its name, so that the template's policy is known too.
    expect(errorsOf(chart)).toContain(
      'error ASB204 at claims/Nightly (SandboxClaim research/nightly): the claim brings environment variables, which '
        + "template 'python' disallows",
    );
  });
});

const subdomain =
  'is not a DNS subdomain; give lower-case letters, digits, dashes and dots, with a letter or digit at both ends of '
    + 'each part';
describe.each<[string, (chart: Chart, name: string) => unknown]>([
  ['Sandbox', (chart, name) => Sandbox.fromSandboxName(chart, 'Known', name)],
  ['SandboxTemplate', (chart, name) => SandboxTemplate.fromSandboxTemplateName(chart, 'Known', name)],
  ['SandboxWarmPool', (chart, name) => WarmPool.fromWarmPoolName(chart, 'Known', name)],
])('the name of a %s', (kind, make) => {
  test.each([
    ['is empty', ''],
    ['has capitals', 'Dev'],
    ['has a slash', 'a/b'],
    ['is too long', 'a'.repeat(254)],
  ])('fails if it %s', (_, name) => {
    expect(() => make(chartOf(), name)).toThrow(`name of a ${kind} '${name}' ${subdomain}`);
  });

  test.each([['null', null], ['missing', undefined], ['a number', 5]])('fails if it is %s', (_, name) => {
    expect(() => make(chartOf(), untyped(name))).toThrow(`name of a ${kind} ${name} ${subdomain}`);
  });

  test('may have dots', () => {
    expect(make(chartOf(), 'team.a-1')).toMatchObject({ name: 'team.a-1' });
  });
});

test.each([
  ['null', null, 'the options are null; give an object'],
  [
    'a template by name',
    { template: 'python' },
    "'template' is 'python'; give a SandboxTemplate, or SandboxTemplate.fromSandboxTemplateName(...)",
  ],
])('fails if what is known of a pool is %s', (_, options, message) => {
  expect(() => WarmPool.fromWarmPoolName(chartOf(), 'Known', 'pool', untyped(options))).toThrow(message);
});

describe('a reference of another kind', () => {
  const chart = chartOf();
  const template = new SandboxTemplate(chart, 'Python', POD);
  const pool = template.addWarmPool('Pool');
  const box = new Sandbox(chart, 'Box', POD);
  const runtime = IsolatedRuntime.gvisor(chart, 'Gvisor');

  const claim = (warmPool: IWarmPool) => () => new SandboxClaim(chartOf(), 'Claim', { warmPool });
  const poolOf = (of: ISandboxTemplate) => () => new WarmPool(chartOf(), 'Of', { template: of });
  const known = (of: ISandboxTemplate) => () =>
    WarmPool.fromWarmPoolName(chartOf(), 'Known', 'known', { template: of });
  const under = (of: IIsolatedRuntime) => () => new Sandbox(chartOf(), 'Under', { ...POD, runtime: of });

  const aPool = 'give a WarmPool, such as template.addWarmPool(...) or WarmPool.fromWarmPoolName(...)';
  const aTemplate = 'give a SandboxTemplate, or SandboxTemplate.fromSandboxTemplateName(...)';
  const aRuntime = 'give an IsolatedRuntime, such as IsolatedRuntime.fromRuntimeClassName(...)';

  // The compiler refuses each, too: it fails on a directive without an error.
  test.each<[string, () => unknown, string]>([
    // @ts-expect-error a template is no pool
    ['a template as the pool of a claim', claim(template), `'warmPool' is a SandboxTemplate; ${aPool}`],
    // @ts-expect-error a sandbox is no pool
    ['a sandbox as the pool of a claim', claim(box), `'warmPool' is a Sandbox; ${aPool}`],
    // @ts-expect-error a name is no pool
    ['a name as the pool of a claim', claim({ name: 'pool' }), `'warmPool' is {"name":"pool"}; ${aPool}`],
    // @ts-expect-error a pool is no template
    ['a pool as the template of a pool', poolOf(pool), `'template' is a WarmPool; ${aTemplate}`],
    // @ts-expect-error a sandbox is no template
    ['a sandbox as the template of a pool', poolOf(box), `'template' is a Sandbox; ${aTemplate}`],
    // @ts-expect-error a pool is no template
    ['a pool as the template of a known pool', known(pool), `'template' is a WarmPool; ${aTemplate}`],
    // @ts-expect-error a template is no runtime
    ['a template as a runtime', under(template), `'runtime' is a SandboxTemplate; ${aRuntime}`],
    // @ts-expect-error a name is no runtime
    ['a name as a runtime', under({ runtimeClassName: 'x' }), `'runtime' is {"runtimeClassName":"x"}; ${aRuntime}`],
  ])('fails if it is %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test('does not pass for one in types', () => {
    // @ts-expect-error a template is no sandbox
    const first: ISandbox = template;
    // @ts-expect-error a reference to a pool is no reference to a template
    const second: ISandboxTemplate = WarmPool.fromWarmPoolName(chart, 'KnownPool', 'pool');
    // @ts-expect-error a reference to a template is no reference to a pool
    const third: IWarmPool = SandboxTemplate.fromSandboxTemplateName(chart, 'KnownTemplate', 'python');
    // @ts-expect-error a reference to a sandbox is no runtime
    const fourth: IIsolatedRuntime = Sandbox.fromSandboxName(chart, 'KnownSandbox', 'box');
    expect([first, second, third, fourth].map(({ node: { id } }) => id)).toEqual([
      'Python',
      'KnownPool',
      'KnownTemplate',
      'KnownSandbox',
    ]);
  });

  test('has a name of its own kind', () => {
    expect([box.sandboxName, template.sandboxTemplateName, pool.warmPoolName, runtime.runtimeClassName]).toEqual([
      'box',
      'python',
      'pool',
      'gvisor',
    ]);
    const other = chartOf();
    expect([
      Sandbox.fromSandboxName(other, 'A', 'a').sandboxName,
      SandboxTemplate.fromSandboxTemplateName(other, 'B', 'b').sandboxTemplateName,
      WarmPool.fromWarmPoolName(other, 'C', 'c').warmPoolName,
      IsolatedRuntime.fromRuntimeClassName(other, 'D', 'd').runtimeClassName,
    ]).toEqual(['a', 'b', 'c', 'd']);
  });
});
