import { App, Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandbox, AgentSandboxProps, AgentSandboxVersion, CapacityReport, CapacityReportOptions, ClaimRate, Findings,
  IsolatedRuntime, SandboxTemplate, SandboxTemplateProps,
} from '../../src';
import { quietly } from '../support/stderr';
import { chartOf, CONTAINER, untyped } from '../support/workloads';

const OPTIONS: CapacityReportOptions = {
  arrivals: ClaimRate.perHour(1000),
  hold: Duration.minutes(15),
  startup: Duration.seconds(6),
};

const NODES = { cpu: kplus.Cpu.units(15), memory: Size.gibibytes(56), pricePerHour: 0.8 };

const REQUESTS = {
  cpu: { request: kplus.Cpu.millis(500) },
  memory: { request: Size.gibibytes(1) },
};

function poolOf(chart: Chart, replicas: number, props: Partial<SandboxTemplateProps> = {}, id = 'Python') {
  return new SandboxTemplate(chart, id, { containers: [{ ...CONTAINER, resources: REQUESTS }], ...props })
    .addWarmPool(`${id}Pool`, { replicas });
}

/** The report of one pool, in an app with an install. */
function reportOf(
  replicas: number,
  options: Partial<CapacityReportOptions> = {},
  { version = AgentSandboxVersion.V1_0_5, ...install }: Partial<AgentSandboxProps> = {},
): CapacityReport {
  const app = new App();
  new AgentSandbox(new Chart(app, 'install'), 'AgentSandbox', { version, ...install });
  const chart = new Chart(app, 'research', { namespace: 'research' });
  poolOf(chart, replicas);
  return CapacityReport.of(app, { ...OPTIONS, ...options });
}

describe('a pool', () => {
  test('has waits, cold starts and the replicas that it needs', () => {
    const [pool] = reportOf(4).pools;
    expect(pool).toMatchObject({ pool: 'research/python-pool', replicas: 4, replicasNeeded: 6, isEnough: false });
    expect(pool.coldStarts).toBeGreaterThan(0.01);
    expect(pool.waitP50.toMilliseconds()).toBe(0);
    expect(pool.waitP99.toMilliseconds()).toBeGreaterThan(6000);
    const enough = reportOf(6).pools[0];
    expect([enough.isEnough, enough.waitP99.toMilliseconds() <= 1000]).toEqual([true, true]);
  });

  test('needs nothing where a cold start is fast enough', () => {
    expect(reportOf(0, { target: { wait: Duration.seconds(10) } }).pools[0]).toMatchObject({
      replicas: 0, replicasNeeded: 0, isEnough: true, coldStarts: 1,
    });
  });

  test('counts at the maximum of its autoscaler', () => {
    const chart = chartOf();
    const pool = new SandboxTemplate(chart, 'Python', { containers: [CONTAINER] }).addWarmPool('Pool');
    new kplus.HorizontalPodAutoscaler(chart, 'Scaling', {
      target: pool, minReplicas: 2, maxReplicas: 40, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.value(1))],
    });
    expect(CapacityReport.of(chart, OPTIONS).pools[0].replicas).toBe(40);
  });

  test.each(['v0.4.6', 'v0.5.5', 'v0.5.6', 'v1.0.5'])('of %s is asked as its controller does', (id) => {
    const [{ coldStarts, waitP99 }] = reportOf(2, {}, { version: AgentSandboxVersion.of(id) }).pools;
    // Before v0.5.6 a claim takes what starts, and waits for the rest of it: nothing is cold.
    expect([coldStarts === 0, waitP99.toMilliseconds() <= 6000]).toEqual(id < 'v0.5.6' ? [true, true] : [false, false]);
  });

  test('an address before the pod is ready saves cold starts', () => {
    const late = reportOf(2).pools[0].coldStarts;
    expect(reportOf(2, { podAddress: Duration.seconds(2) }).pools[0].coldStarts).toBeLessThan(late / 4);
  });

  test('claims with variables of their own are cold', () => {
    const [pool] = reportOf(20, { customizedShare: 0.25 }).pools;
    expect(pool.coldStarts).toBeCloseTo(0.25, 3);
    expect(pool.replicasNeeded).toBeUndefined();
    expect(reportOf(20, { customizedShare: 0.25, target: { percentile: 70 } }).pools[0].isEnough).toBe(true);
  });

  test('a burst needs as many more, and ends after a start where there are fewer', () => {
    const [pool] = reportOf(50, { burst: 200 }).pools;
    expect(pool).toMatchObject({ replicasNeeded: 206, isEnough: false, burstColdStarts: 0.75 });
    expect(pool.burstWait!.toMilliseconds()).toBeGreaterThan(8000);
    expect(reportOf(206, { burst: 200 }).pools[0]).toMatchObject({ isEnough: true, burstColdStarts: 0 });
    // The workers for claims take their time.
    expect(reportOf(206, { burst: 200 }).pools[0].burstWait!.toMilliseconds()).toBe(2200);
  });

  test('several pools have loads of their own, by name or with the namespace', () => {
    const chart = chartOf();
    poolOf(chart, 4);
    poolOf(chart, 4, {}, 'Node');
    const report = CapacityReport.of(chart, {
      ...OPTIONS, pools: { 'node-pool': { arrivals: ClaimRate.perMinute(60) }, 'research/python-pool': { burst: 3 } },
    });
    expect(report.pool('node-pool').claimsPerSecond).toBe(1);
    expect(report.pool('research/python-pool')).toMatchObject({ claimsPerSecond: 1000 / 3600, replicasNeeded: 9 });
    expect(() => report.pool('x')).toThrow(
      "the report has no pool 'x'; it has 'research/python-pool', 'research/node-pool'",
    );
  });
});

describe('nodes', () => {
  test('carry the sandboxes and headroom, with the overhead of the runtime', () => {
    const chart = chartOf();
    const kata = IsolatedRuntime.custom(chart, 'Kata', {
      runtimeClassName: 'kata', handler: 'kata', overhead: { cpu: kplus.Cpu.millis(250), memory: Size.mebibytes(160) },
    });
    poolOf(chart, 6, { runtime: kata });
    const report = CapacityReport.of(chart, { ...OPTIONS, nodes: NODES });
    const [pool] = report.pools;
    expect(pool).toMatchObject({ cpu: '750m', memory: '1184Mi', sandboxesPerNode: 20 });
    // 250 are claimed at a time, on average.
    expect(pool.sandboxes).toBeGreaterThan(256 + 3 * Math.sqrt(250) - 1);
    expect(pool.sandboxes).toBeLessThan(256 + 4 * Math.sqrt(250));
    expect(pool.nodes).toBe(Math.ceil((pool.sandboxes + pool.headroom) / 20));
    expect([report.nodes, report.costPerHour]).toEqual([pool.nodes, pool.nodes! * 0.8]);
    expect(pool.idleCostPerHour).toBeCloseTo((6 / 20) * 0.8);
  });

  test('are not counted where none is given', () => {
    const report = reportOf(6);
    expect([report.nodes, report.costPerHour, report.pools[0].nodes]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the controller', () => {
  test('its flags follow the load', () => {
    const report = reportOf(1000, { arrivals: ClaimRate.perSecond(80) });
    expect(report.flags).toMatchObject({ 'sandbox-claim-concurrent-workers': '88', 'kube-api-qps': '-1' });
    expect(report.requestsPerSecond).toBeGreaterThan(800);
    expect(report.apiServerSeats).toBeGreaterThan(80);
    expect(reportOf(6).flags['sandbox-claim-concurrent-workers']).toBe('50');
  });

  test('a release has its own flags and defaults', () => {
    const version = AgentSandboxVersion.V0_4_6;
    const { flags, stages } = reportOf(20, { arrivals: ClaimRate.perSecond(5) }, { version });
    expect(flags).toEqual({
      'sandbox-claim-concurrent-workers': '6',
      'sandbox-concurrent-workers': '5',
      'sandbox-warm-pool-concurrent-workers': '1',
      'kube-api-qps': '-1',
    });
    expect(stages[0]).toMatchObject({ name: 'workers for claims', used: 5 });
  });

  test('a burst takes a seat for each worker at most', () => {
    expect(reportOf(6, { burst: 5000 }).apiServerSeats).toBe(151);
  });
});

describe('findings', () => {
  const codesOf = (report: CapacityReport) => report.findings.map(({ code }) => code);

  test('there are none where the pool is enough', () => {
    expect(reportOf(6, { nodes: NODES }).findings).toEqual([]);
  });

  test('a pool that is too small', () => {
    expect(reportOf(4).findings).toEqual([expect.objectContaining({
      code: 'ASB450',
      message: expect.stringMatching(/^pool 'research\/python-pool' keeps 4 sandboxes, and 1000\/h claims need 6 for/),
      remedy: expect.stringContaining("set 'replicas' to 6"),
      path: 'research/Python/PythonPool',
    })]);
  });

  test('a target that no size meets', () => {
    const target = { coldStarts: 0.1 };
    const paced = reportOf(6, { target }, { sandboxWarmPoolMaxRefillRate: 0.2 });
    expect(paced.findings).toContainEqual(expect.objectContaining({
      code: 'ASB451',
      message: expect.stringContaining('1000/h claims come, and --sandbox-warm-pool-max-refill-rate lets the '
        + 'controller create 0.2/s'),
    }));
    const own = reportOf(6, { target, customizedShare: 0.5 });
    expect(own.findings).toEqual([expect.objectContaining({
      code: 'ASB451', message: expect.stringContaining('50.0 % of its claims have variables or volumes of their own'),
    })]);
    expect(codesOf(reportOf(7, {}, { sandboxWarmPoolMaxRefillRate: 2 }))).toEqual([]);
  });

  test('a delay of the refill, which claims put off again and again', () => {
    expect(reportOf(6, {}, { sandboxWarmPoolReplenishDelay: Duration.seconds(20) })).toMatchObject({
      findings: [{ code: 'ASB450' }],
      flags: { 'sandbox-warm-pool-replenish-delay': '0' },
      pools: [{ coldStarts: expect.closeTo(0.55, 1) }],
    });
  });

  test('a sandbox that fits on no node, and one that requests nothing', () => {
    const small = { ...NODES, cpu: kplus.Cpu.millis(400) };
    expect(codesOf(reportOf(6, { nodes: small }))).toEqual(['ASB452']);
    const chart = chartOf();
    poolOf(chart, 6, { containers: [CONTAINER] });
    const report = CapacityReport.of(chart, { ...OPTIONS, nodes: NODES });
    expect([codesOf(report), report.pools[0].sandboxesPerNode]).toEqual([['ASB454'], 100]);
  });

  test('a stage with more to do than it does', () => {
    const [first] = reportOf(4000, { arrivals: ClaimRate.perSecond(100) }).findings;
    expect(first).toMatchObject({ code: 'ASB453' });
    expect(first.path).toBeUndefined();
    expect(first.message).toMatch(/ask more of the \S.* than it does: \S+ of \S+ \S+$/);
  });

  test('are recorded on demand', () => {
    const chart = chartOf();
    poolOf(chart, 4);
    const report = CapacityReport.of(chart, OPTIONS);
    const codes = () => Findings.of(chart).list().map(({ code }) => code);
    expect(codes()).not.toContain('ASB450');
    report.recordFindings();
    expect(codes()).toContain('ASB450');
  });
});

describe('printed', () => {
  const report = () => reportOf(4, { nodes: NODES, burst: 20 });

  test('as text, Markdown and SVG', () => {
    expect(report().toText()).toMatchSnapshot();
    expect(report().toMarkdown()).toMatchSnapshot();
    expect(report().toSvg()).toMatchSnapshot();
  });

  test('the same each time', () => {
    expect(report().toSvg()).toBe(report().toSvg());
  });

  test('an app without pools', () => {
    const empty = CapacityReport.of(chartOf(), OPTIONS);
    expect(empty.toText()).toContain('There are no pools.');
    expect(empty.toMarkdown()).toContain('| Pool |');
    expect(empty.toSvg()).toContain('<svg');
  });
});

test.each<[string, object, RegExp]>([
  ['no options', untyped(undefined), /the options of CapacityReport.of are undefined; give an object/],
  ['none that no app says', { arrivals: ClaimRate.perHour(1), hold: Duration.minutes(1) }, /have no 'startup'/],
  ['a number of claims', { ...OPTIONS, arrivals: 5 }, /'arrivals' is 5; give a ClaimRate/],
  ['a mistyped option', { ...OPTIONS, node: NODES }, /'node'.*use 'nodes'/],
  ['an address after the start', { ...OPTIONS, podAddress: Duration.seconds(7) }, /'podAddress' is 7 s, longer than/],
  ['no start', { ...OPTIONS, startup: Duration.seconds(0) }, /'startup' is 0/],
  ['half a burst', { ...OPTIONS, burst: 1.5 }, /'burst' is 1.5; give a whole number/],
  ['a share above one', { ...OPTIONS, customizedShare: 2 }, /'customizedShare' is 2; give a share from 0 to 1/],
  ['a percentile', { ...OPTIONS, target: { percentile: 100 } }, /'target.percentile' is 100/],
  ['null', { ...OPTIONS, target: null }, /'?target'? is null/],
  ['nodes without memory', { ...OPTIONS, nodes: { cpu: kplus.Cpu.units(4) } }, /'nodes' need 'cpu' and 'memory'/],
  ['a price', { ...OPTIONS, nodes: { ...NODES, pricePerHour: -1 } }, /'nodes.pricePerHour' is -1/],
  [
    'another pool', { ...OPTIONS, pools: { 'python-poole': {} } },
    /has 'python-poole', which is no pool here; use 'python-pool'/,
  ],
  ['a text', { ...OPTIONS, pools: { 'python-pool': { hold: '5m' } } }, /'pools\['python-pool'\].hold' is '5m'/],
])('fails if given %s', (_, options, message) => {
  const chart = chartOf();
  poolOf(chart, 4);
  expect(() => quietly(() => CapacityReport.of(chart, options as CapacityReportOptions))).toThrow(message);
});

test.each([-1, NaN, Infinity, '5', null])('fails if claims are %s', (claims) => {
  expect(() => ClaimRate.perHour(claims as number)).toThrow(/^the claims are .*; give a number of at least 0$/);
});
