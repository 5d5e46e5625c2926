import { App, Chart, Cron, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, DemandScalingOptions, PoolAutoscaler, PoolScaler, SandboxTemplate, WarmPool,
} from '../../../src';
import { judgeStructure } from '../../../src/judge/other-projects';
import { find, Loose } from '../../support/install';
import { expectValid } from '../../support/other-kinds';
import { chartOf, errorsOf, findingsOf, linesOf, POD, pooled, printed, untyped } from '../../support/workloads';

const { V0_2_1, V0_3_10, V0_5_0, V0_5_1, V1_0_5 } = AgentSandboxVersion;

const KEDA = PoolScaler.keda({ serverAddress: 'http://prometheus.monitoring:9090' });
const METRIC = PoolScaler.externalMetric('claims_per_second');
const DEMAND: DemandScalingOptions = {
  claimsPerSecond: 0.5, startup: Duration.seconds(20), maximum: 60, scaler: KEDA,
};
const DAYS: Omit<Parameters<typeof Cron.schedule>[0], 'hour'> = { minute: '0', weekDay: '1-5' };
const OFFICE = {
  start: Cron.schedule({ ...DAYS, hour: '8' }),
  end: Cron.schedule({ ...DAYS, hour: '18' }),
  timeZone: 'Europe/Berlin',
  minimum: 10,
};

function scaled(options: Partial<DemandScalingOptions> = {}, version?: AgentSandboxVersion) {
  const made = pooled({}, {}, chartOf(version));
  return { ...made, autoscaler: made.pool.scaleOnDemand({ ...DEMAND, ...options }) };
}

const objectOf = (chart: Chart): Loose =>
  printed(chart).find(({ kind }) => kind === 'ScaledObject' || kind === 'HorizontalPodAutoscaler')!;

describe('a ScaledObject', () => {
  test('asks for what the load needs, keeps hours, and says what it comes from', () => {
    const { chart, autoscaler } = scaled({ minimum: 0, schedule: [OFFICE] });
    const object = objectOf(chart);
    expect(object).toMatchSnapshot();
    expectValid(untyped(object));
    expect(linesOf(chart)).toEqual([]);
    const { minReplicas, maxReplicas, wantedReplicas, target, name } = autoscaler;
    expect({ minReplicas, maxReplicas, wantedReplicas, target: target.name, name }).toEqual({
      minReplicas: 0, maxReplicas: 60, wantedReplicas: 19, target: 'pool', name: 'pool',
    });
    expect(find(printed(chart), 'SandboxWarmPool').spec).not.toHaveProperty('replicas');
  });

  test('takes authentication, times and further triggers', () => {
    const { chart } = scaled({
      scaleDownAfter: Duration.minutes(10),
      scaler: PoolScaler.keda({
        serverAddress: 'https://prometheus.example.com',
        authentication: 'prometheus',
        authModes: 'bearer',
        window: Duration.minutes(5),
        pollingInterval: Duration.seconds(15),
        triggers: [{ type: 'kafka', metadata: { topic: 'jobs' }, authentication: 'kafka' }],
      }),
    });
    const object = objectOf(chart);
    expectValid(untyped(object));
    const { triggers: [claims, kafka], advanced, ...spec } = object.spec;
    const { behavior } = advanced.horizontalPodAutoscalerConfig;
    expect(spec).toMatchObject({ pollingInterval: 15, cooldownPeriod: 600 });
    expect(behavior.scaleDown.stabilizationWindowSeconds).toBe(600);
    expect(claims).toMatchObject({
      authenticationRef: { name: 'prometheus' },
      metadata: { authModes: 'bearer', query: expect.stringContaining('[300s]') },
    });
    expect(kafka).toEqual({ type: 'kafka', metadata: { topic: 'jobs' }, authenticationRef: { name: 'kafka' } });
  });
});

describe('a HorizontalPodAutoscaler', () => {
  test('divides the rate by the claims for each sandbox', () => {
    const { chart } = scaled({ scaler: METRIC, minimum: 2 });
    const object = objectOf(chart);
    expect(object).toMatchSnapshot();
    expect(judgeStructure(untyped(object))).toEqual([]);
    expect(linesOf(chart)).toEqual([]);
  });

  test.each<[string, PoolScaler, object]>([
    ['GKE', PoolScaler.managedPrometheus(), {
      external: {
        metric: {
          name: 'prometheus.googleapis.com|agent_sandbox_claim_creation_total|counter',
          selector: {
            matchLabels: { 'metric.labels.exported_namespace': 'research', 'metric.labels.warmpool_name': 'pool' },
          },
        },
        target: { type: 'AverageValue', averageValue: '27m' },
      },
      type: 'External',
    }],
    ['labels of your own', PoolScaler.externalMetric('claims', { labels: { pool: 'a' }, per: Duration.minutes(1) }), {
      external: {
        metric: { name: 'claims', selector: { matchLabels: { pool: 'a' } } },
        target: { type: 'AverageValue', averageValue: '1579m' },
      },
      type: 'External',
    }],
    ['no labels', PoolScaler.externalMetric('claims', { labels: {} }), {
      external: { metric: { name: 'claims' }, target: { type: 'AverageValue', averageValue: '27m' } },
      type: 'External',
    }],
    ['pods', PoolScaler.podsMetric('claims'), {
      pods: { metric: { name: 'claims' }, target: { type: 'AverageValue', averageValue: '27m' } },
      type: 'Pods',
    }],
  ])('by a metric of %s', (_, scaler, metric) => {
    const object = objectOf(scaled({ scaler }).chart);
    expect(object.spec.metrics).toEqual([metric]);
    expect(judgeStructure(untyped(object))).toEqual([]);
  });
});

describe('the releases', () => {
  test.each([
    [V0_3_10, 'v1alpha1', 'exported_namespace="research",sandbox_template="python"'],
    [V0_5_0, 'v1beta1', 'exported_namespace="research",sandbox_template="python"'],
    [V0_5_1, 'v1beta1', 'exported_namespace="research",warmpool_name="pool"'],
    [V1_0_5, 'v1beta1', 'exported_namespace="research",warmpool_name="pool"'],
  ])('%s counts claims by labels of its own', (version, api, labels) => {
    const { spec } = objectOf(scaled({}, version).chart);
    expect(spec.scaleTargetRef.apiVersion).toBe(`extensions.agents.x-k8s.io/${api}`);
    expect(spec.triggers[0].metadata.query).toContain(`{${labels}}[120s]`);
  });

  test.each(AgentSandboxVersion.values())('%s scales pools, or says why not', (version) => {
    const { chart } = scaled({}, version);
    if (version.isAtLeast(V0_3_10)) {
      expect(errorsOf(chart)).toBe('');
      const { metadata: { query } } = objectOf(chart).spec.triggers[0];
      const [, name, labels] = /(agent_sandbox\w+)\{(.*?)\}/.exec(query)!;
      const own = version._release.metrics.get(name)!.labels;
      const asked = [...labels.matchAll(/(\w+)=/g)].map(([, label]) => label.replace('exported_', ''));
      expect(own).toEqual(expect.arrayContaining(asked));
    } else {
      expect(errorsOf(chart)).toContain(
        `pools of ${version.id} do not tell which pods are theirs, which autoscalers ask for, so nothing would scale `
          + "'pool'; use v0.3.10 or newer",
      );
    }
  });

  test('before v0.5.1 every pool states a count: the minimum, of which a finding tells', () => {
    const { chart } = scaled({ minimum: 3 }, V0_5_0);
    expect(find(printed(chart), 'SandboxWarmPool').spec.replicas).toBe(3);
    expect(findingsOf(chart).map(({ code }) => code)).toContain('ASB210');
  });

  test('before v0.5.1 the template of an existing pool has to be known', () => {
    const made = (version: AgentSandboxVersion, template?: string) => {
      const chart = chartOf(version);
      const known = template === undefined
        ? {}
        : { template: SandboxTemplate.fromSandboxTemplateName(chart, 'Template', template) };
      const pool = WarmPool.fromWarmPoolName(chart, 'Pool', 'python', known);
      new PoolAutoscaler(chart, 'Scaling', { ...DEMAND, pool });
      return chart;
    };
    expect(errorsOf(made(V1_0_5))).toBe('');
    expect(errorsOf(made(V0_5_0, 'python'))).toBe('');
    expect(errorsOf(made(V0_5_0))).toContain(
      "v0.5.0 counts claims by their template, and that of pool 'python' is not known; "
        + 'give it: WarmPool.fromWarmPoolName(scope, id, name, { template }), or use v0.5.1 or newer',
    );
    expect(errorsOf(made(V0_2_1, 'python'))).toContain('use v0.3.10 or newer');
  });

  test('before v0.5.1 pools of one template are told of: each would be as large as all of them', () => {
    const make = (version: AgentSandboxVersion) => {
      const { chart, template } = scaled({}, version);
      template.addWarmPool('Other', { replicas: 1 });
      return linesOf(chart).filter((line) => line.includes('ASB444'));
    };
    expect(make(V0_5_0)).toHaveLength(1);
    expect(make(V1_0_5)).toEqual([]);
  });
});

test('a maximum below what the load needs is told of, and what it costs can be acknowledged', () => {
  const { chart, autoscaler } = scaled({ maximum: 12 });
  expect(autoscaler.wantedReplicas).toBe(19);
  expect(linesOf(chart)).toEqual([
    "warning ASB443 research/Python/Pool/Autoscaler: 0.5 claims in a second need 19 ready sandboxes, and 'maximum' is "
      + "12: when so many are made, more of them wait than is asked for; raise 'maximum' to 19, shorten the start-up "
      + '(ImagePrePull), or acknowledge the limit',
  ]);
  expect(objectOf(chart).spec.fallback.replicas).toBe(12);
  expectValid(untyped(objectOf(chart)));
});

test('fails if the pool has a count, or another owner', () => {
  const made = (options: object) => () => pooled({}, options).pool.scaleOnDemand(DEMAND);
  expect(made({ replicas: 3 })).toThrow("warm pool 'research/Python/Pool' has replicas 3 and an autoscaler");
  expect(made({ scaledExternally: true })).toThrow("is 'scaledExternally'; remove one");
  const { pool } = pooled();
  new kplus.HorizontalPodAutoscaler(pool, 'Scaling', { target: pool, maxReplicas: 4, metrics: [] });
  expect(() => pool.scaleOnDemand(DEMAND)).toThrow('has two autoscalers; remove one');
});

test('fails if the namespace of the pool is not known', () => {
  const chart = new Chart(new App(), 'team');
  const pool = WarmPool.fromWarmPoolName(chart, 'Pool', 'python');
  expect(() => new PoolAutoscaler(chart, 'Bad', { ...DEMAND, pool })).toThrow(
    "team/Bad: the namespace of pool 'python' is not known",
  );
});

test.each<[string, Partial<Record<keyof DemandScalingOptions, unknown>>, string]>([
  ['no claims', { claimsPerSecond: 0 }, "'claimsPerSecond' is 0; give a number above 0, and at most 10,000"],
  ['a text', { claimsPerSecond: '1' }, "'claimsPerSecond' is '1'; give a number"],
  ['nothing', { claimsPerSecond: undefined }, "'claimsPerSecond' is missing; give it"],
  ['no start-up', { startup: Duration.seconds(0) }, "'startup' is 0s; give the time from creation to readiness"],
  ['a number as start-up', { startup: 20 }, "'startup' is 20; give a Duration"],
  [
    'a long wait',
    { targetWait: Duration.seconds(20) },
    "'targetWait' is 20s, and a sandbox is ready 20s after a claim",
  ],
  ['all waiting', { waitingLonger: 1 }, "'waitingLonger' is 1; give a share between 0 and 1, such as 0.01"],
  ['null', { minimum: null }, "'minimum' is null; give a number"],
  ['a minimum above the maximum', { minimum: 61 }, "'maximum' is 60; give a whole number of at least 61"],
  ['no maximum', { maximum: 0 }, "'maximum' is 0; give a whole number of at least 1"],
  ['a long look back', { scaleDownAfter: Duration.hours(2) }, "'scaleDownAfter' is 7200s; give at most an hour"],
  [
    'half a second',
    { scaleDownAfter: Duration.millis(500) },
    "'scaleDownAfter' is 0.5s; give whole seconds, 1 or more",
  ],
  ['no scaler', { scaler: undefined }, "'scaler' is undefined; give a PoolScaler, such as PoolScaler.keda({ ... })"],
  ['a text as scaler', { scaler: 'keda' }, "'scaler' is 'keda'; give a PoolScaler, such as PoolScaler.keda({ ... })"],
  ['0 without KEDA', { scaler: METRIC, minimum: 0 }, "'minimum' is 0, which a HorizontalPodAutoscaler cannot do"],
  [
    'hours without KEDA',
    { scaler: METRIC, schedule: [OFFICE] },
    "'schedule' is given, which a HorizontalPodAutoscaler",
  ],
  [
    'rare claims',
    { scaler: METRIC, claimsPerSecond: 0.0009 },
    '0.0009 claims in a second for 2 sandboxes are less than',
  ],
  ['one moment', { schedule: [{ ...OFFICE, end: OFFICE.start }] }, "'schedule[0]' starts and ends at '0 8 * * 1-5'"],
  [
    'a text as time',
    { schedule: [{ ...OFFICE, start: '0 8 * * *' }] },
    "'schedule[0].start' is '0 8 * * *'; give a Cron",
  ],
  [
    'no zone',
    { schedule: [{ ...OFFICE, timeZone: 'my zone' }] },
    "'schedule[0].timeZone' is 'my zone'; give a name of",
  ],
  [
    'few in hours',
    { schedule: [{ ...OFFICE, minimum: 1 }] },
    "'schedule[0].minimum' is 1; give more than 'minimum', 1",
  ],
  ['many in hours', { schedule: [{ ...OFFICE, minimum: 61 }] }, "and at most 'maximum', 60"],
])('fails if there is %s', (_, options, message) => {
  expect(() => scaled(untyped(options))).toThrow(message);
});

test.each<[string, () => unknown, string]>([
  [
    'address',
    () => PoolScaler.keda({ serverAddress: 'prometheus:9090' }),
    "'serverAddress' is 'prometheus:9090'; give a URL",
  ],
  ['no address', () => PoolScaler.keda(untyped({})), "'serverAddress' is undefined; give a string"],
  [
    'name',
    () => PoolScaler.keda({ serverAddress: 'http://a', authentication: 'A b' }),
    "'authentication' 'A b' is not a",
  ],
  ['window', () => PoolScaler.keda({ serverAddress: 'http://a', window: Duration.millis(1) }), "'window' is 0.001s"],
  [
    'trigger',
    () => PoolScaler.keda({ serverAddress: 'http://a', triggers: untyped([{ type: 'kafka' }]) }),
    "'triggers[0].metadata' is missing",
  ],
  ['metric', () => PoolScaler.externalMetric('a b'), "the name of the metric is 'a b'; give text without spaces"],
  ['label', () => PoolScaler.podsMetric('a', { labels: { 'a b': 'c' } }), "'labels' has label key 'a b'"],
  ['time', () => PoolScaler.podsMetric('a', { per: Duration.millis(1500) }), "'per' is 1.5s; give whole seconds"],
])('fails if the %s of a scaler is malformed', (_, make, message) => {
  expect(make).toThrow(message);
});

test('a template that is made elsewhere is named by the pool', () => {
  const chart = chartOf(V0_5_0);
  const template = new SandboxTemplate(chart, 'Python', POD);
  new WarmPool(chart, 'Pool', { template }).scaleOnDemand(DEMAND);
  expect(objectOf(chart).spec.triggers[0].metadata.query).toContain('sandbox_template="python"');
});
