import { Chart, Duration } from 'cdk8s';
import {
  AgentSandboxVersion, Disruption, DisruptionOptions, Sandbox, SandboxTemplate, WarmPool,
} from '../../../src';
import { nameHash } from '../../../src/api/name-hash';
import { Loose } from '../../support/install';
import { chartOf, CONTAINER, errorsOf, printed, untyped } from '../../support/workloads';

const SAFE = 'cluster-autoscaler.kubernetes.io/safe-to-evict';
const KARPENTER = 'karpenter.sh/do-not-disrupt';
const ALL = 2 ** 31 - 1;
const RELEASES = AgentSandboxVersion.values();

function objects(compose: (chart: Chart) => void, version = AgentSandboxVersion.LATEST): Loose[] {
  const chart = chartOf(version);
  compose(chart);
  return printed(chart) as Loose[];
}

const budgetIn = (all: Loose[]): Loose => all.find(({ kind }) => kind === 'PodDisruptionBudget')!;
const podIn = (all: Loose[]): Loose => all.find(({ spec }) => spec?.podTemplate)!.spec.podTemplate;
const sandboxes = (chart: Chart, disruption: Disruption, more = {}) =>
  new Sandbox(chart, 'Dev', { containers: [CONTAINER], disruption, ...more });
const templates = (chart: Chart, disruption: Disruption, more = {}) =>
  new SandboxTemplate(chart, 'Python', { containers: [CONTAINER], disruption, ...more });

describe('of a Sandbox', () => {
  test('never is a budget that allows nothing, and both annotations', () => {
    const all = objects((chart) => { sandboxes(chart, Disruption.never()); });
    expect(podIn(all).metadata.annotations).toEqual({ [SAFE]: 'false', [KARPENTER]: 'true' });
    expect(budgetIn(all)).toEqual({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'dev-sandbox-budget', namespace: 'research' },
      spec: {
        minAvailable: ALL,
        selector: { matchLabels: { 'agents.x-k8s.io/sandbox-name-hash': nameHash('dev') } },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
    expect(all.map(({ kind }) => kind)).toEqual(['PodDisruptionBudget', 'Sandbox']);
  });

  test('allowed is an annotation, and no budget', () => {
    const all = objects((chart) => { sandboxes(chart, Disruption.allowed()); });
    expect(podIn(all).metadata.annotations).toEqual({ [SAFE]: 'true' });
    expect(budgetIn(all)).toBeUndefined();
  });

  test('without it nothing is said', () => {
    const all = objects((chart) => { new Sandbox(chart, 'Dev', { containers: [CONTAINER] }); });
    expect(podIn(all)).not.toHaveProperty('metadata');
    expect(budgetIn(all)).toBeUndefined();
  });

  test('its annotations stand beside those given', () => {
    const all = objects((chart) => {
      sandboxes(chart, Disruption.never(), { podAnnotations: { note: 'x', [SAFE]: 'false' } });
    });
    expect(podIn(all).metadata.annotations).toEqual({ note: 'x', [SAFE]: 'false', [KARPENTER]: 'true' });
  });
});

describe('of a template', () => {
  test.each(RELEASES)('%s: the budgets select all pods, or those that no pool has', (version) => {
    const bears = version._release.controller.podsBearTemplateHash;
    const selectorOf = (disruption: Disruption) => {
      const chart = chartOf(version);
      templates(chart, disruption);
      if (!bears) {
        expect(errorsOf(chart)).toContain('ASB506');
        return undefined;
      }
      expect(errorsOf(chart)).toBe('');
      return budgetIn(printed(chart) as Loose[]).spec;
    };
    const never = selectorOf(Disruption.never());
    const claimed = selectorOf(Disruption.untilClaimed());
    if (!bears) { return; }
    const matchLabels = { 'agents.x-k8s.io/sandbox-template-ref-hash': nameHash('python') };
    expect(never).toMatchObject({ minAvailable: ALL, selector: { matchLabels } });
    expect(never.selector).not.toHaveProperty('matchExpressions');
    const isOld = !version._release.controller.poolPodsHaveNameHash;
    expect(claimed).toMatchObject({
      minAvailable: ALL,
      selector: {
        matchLabels,
        matchExpressions: [{
          key: `agents.x-k8s.io/${isOld ? 'pool' : 'warm-pool-sandbox'}`, operator: 'DoesNotExist',
        }],
      },
    });
  });

  test('untilClaimed leaves the annotations to the controller', () => {
    const all = objects((chart) => { templates(chart, Disruption.untilClaimed()); });
    expect(podIn(all)).not.toHaveProperty('metadata');
    expect(budgetIn(all).metadata.name).toBe('python-template-budget');
  });
});

describe('of a pool', () => {
  test.each(RELEASES)('%s: the budget keeps so many of those that wait', (version) => {
    const all = objects((chart) => {
      const template = new SandboxTemplate(chart, 'Python', { containers: [CONTAINER] });
      template.addWarmPool('Pool', { replicas: 6, disruption: Disruption.keeping(4) });
    }, version);
    const isOld = !version._release.controller.poolPodsHaveNameHash;
    expect(budgetIn(all)).toMatchObject({
      metadata: { name: 'pool-pool-budget', namespace: 'research' },
      spec: {
        minAvailable: 4,
        selector: {
          matchLabels: { [`agents.x-k8s.io/${isOld ? 'pool' : 'warm-pool-sandbox'}`]: nameHash('pool') },
        },
      },
    });
  });
});

describe('options', () => {
  test('the grace period is that of the pod', () => {
    const options = { terminationGracePeriod: Duration.minutes(10) };
    for (const disruption of [Disruption.never(options), Disruption.allowed(options)]) {
      const all = objects((chart) => { sandboxes(chart, disruption); });
      expect(podIn(all).spec.terminationGracePeriodSeconds).toBe(600);
    }
  });

  test('pods that are not ready stay if that is asked for', () => {
    const all = objects((chart) => { sandboxes(chart, Disruption.never({ evictUnready: false })); });
    expect(budgetIn(all).spec).not.toHaveProperty('unhealthyPodEvictionPolicy');
  });

  test('an intent says its name', () => {
    expect(String(Disruption.keeping(3))).toBe('Disruption.keeping(3)');
    expect(String(Disruption.untilClaimed())).toBe('Disruption.untilClaimed()');
  });
});

describe('fails if', () => {
  const pool = (chart: Chart, disruption: unknown) => new WarmPool(chart, 'Pool', untyped({
    template: SandboxTemplate.fromSandboxTemplateName(chart, 'Template', 'python'), disruption,
  }));
  const MADE: ReadonlyArray<readonly [string, (chart: Chart) => unknown, string]> = [
    ['a Sandbox is until it is claimed', (chart) => sandboxes(chart, Disruption.untilClaimed()),
      "research/Dev: 'disruption' of a Sandbox is Disruption.untilClaimed(); give Disruption.never(), "
      + 'Disruption.allowed(): a Sandbox is one pod, which nobody claims'],
    ['a template keeps some', (chart) => templates(chart, Disruption.keeping(2)),
      "'disruption' of a template is Disruption.keeping(2); give"],
    ['a pool has annotations', (chart) => pool(chart, Disruption.allowed()),
      "'disruption' of a pool is Disruption.allowed(); give Disruption.keeping(2): its pods follow its template"],
    ['it is no Disruption', (chart) => sandboxes(chart, untyped('never')),
      "'disruption' is 'never'; give Disruption.never(), Disruption.allowed()"],
    ['it is null', (chart) => pool(chart, null), "'disruption' is null; give Disruption.keeping(2)"],
    ['an annotation says otherwise',
      (chart) => sandboxes(chart, Disruption.never(), { podAnnotations: { [SAFE]: 'true' } }),
      `'podAnnotations' has '${SAFE}': 'true', and 'disruption' is Disruption.never(); remove one`],
    ['there are two grace periods', (chart) => sandboxes(
      chart, Disruption.never({ terminationGracePeriod: Duration.seconds(5) }),
      { terminationGracePeriod: Duration.seconds(5) },
    ), "'terminationGracePeriod' is given twice"],
    ['so many are kept that are no number', () => Disruption.keeping(0),
      "'ready' of Disruption.keeping is 0; give a whole number of at least 1"],
    ['the grace period is a number', () => Disruption.never(untyped<DisruptionOptions>({ terminationGracePeriod: 5 })),
      "'terminationGracePeriod' is 5; give a Duration"],
    ['the options are none', () => Disruption.never(untyped('soon')), "the options of Disruption.never are 'soon'"],
    ['a budget is asked for that there is not', () => Disruption.allowed({ evictUnready: true }),
      "'evictUnready' is about a budget"],
  ];
  test.each(MADE)('%s', (_, make, message) => {
    expect(() => make(chartOf(AgentSandboxVersion.LATEST))).toThrow(message);
  });
});
