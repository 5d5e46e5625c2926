import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, Manifests, PlatformDiff, JobHook, RolloutClaims, RolloutPools, RolloutPoolsProps,
  SandboxCluster, SandboxTemplate, StagedRollout, StagedRolloutProps,
} from '../../src';
import { Loose } from '../support/install';
import { quietly } from '../support/stderr';
import { chartOf, codesOf, errorsOf, printed, untyped } from '../support/workloads';

const { V0_1_0, V0_1_1, V0_3_10, V0_4_6, V0_5_6, LATEST } = AgentSandboxVersion;
const POOLS = { namespace: 'research', fromPool: 'python', toPool: 'python-next', capacity: 20 };
const IMAGE = 'registry.example.com/kubectl:1.36';

interface Step {
  readonly chart: Chart;
  readonly pools: RolloutPools;
}

/** The objects of each step, in an app of its own, as a team composes them. */
function stepsOf(
  props: Partial<StagedRolloutProps & RolloutPoolsProps> = {},
  version = LATEST,
  more: (step: Step) => void = () => {},
): Step[] {
  return new StagedRollout({ ...POOLS, ...props }).steps.map((step) => {
    const chart = chartOf(version);
    const [fromTemplate, toTemplate] = ['3.13', '3.14'].map((tag) => new SandboxTemplate(chart, `Python${tag}`, {
      containers: [{
        image: `registry.example.com/python:${tag}`,
        portNumber: 8888,
        readiness: kplus.Probe.fromTcpSocket({ port: 8888 }),
      }],
    }));
    const made = { chart, pools: new RolloutPools(chart, 'Pools', { step, fromTemplate, toTemplate, ...props }) };
    more(made);
    return made;
  });
}

describe('the pools of a step', () => {
  test('have the sizes of the step, and templates of their own', () => {
    const { chart } = stepsOf({ minimumReady: 18 })[1];
    const pool = (name: string, replicas: number, template: string) => ({
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxWarmPool',
      metadata: { name, namespace: 'research' },
      spec: { replicas, sandboxTemplateRef: { name: template }, updateStrategy: { type: 'OnReplenish' } },
    });
    expect(printed(chart).slice(2)).toEqual([
      pool('python', 18, 'python3-13'), pool('python-next', 2, 'python3-14'),
    ]);
    expect([errorsOf(chart), codesOf(chart)]).toEqual(['', []]);
  });

  test.each([V0_1_1, V0_3_10, V0_4_6, V0_5_6, LATEST])('are without errors in each step for %s', (version) => {
    const claims = (step: Step) => { step.pools.claimed.addClaim('Nightly'); };
    for (const { chart } of stepsOf({ claimsConfigMap: 'claims', check: { image: IMAGE } }, version, claims)) {
      expect([errorsOf(chart), codesOf(chart)]).toEqual(['', []]);
    }
  });

  test('are the same objects in each step: nothing has to be pruned, on the way there and back', () => {
    const names = stepsOf({ claimsConfigMap: 'claims', check: { image: IMAGE } }).map(({ chart }) => (
      printed(chart).filter(({ kind }) => kind !== 'Job').map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    ));
    expect(names).toHaveLength(6);
    for (const each of names) { expect(each).toEqual(names[0]); }
  });

  test('serve claims in Git from the first pool, and in the step of claims from the second', () => {
    const named = (props: Partial<StagedRolloutProps>, version?: AgentSandboxVersion) => (
      stepsOf(props, version, ({ pools }) => { pools.claimed.addClaim('Nightly'); })
        .map(({ chart }) => {
          const { lifecycle: _, ...spec } = printed(chart).find(({ kind }) => kind === 'SandboxClaim')!.spec as Loose;
          return spec;
        })
    );
    const [from, to] = ['python', 'python-next'].map((name) => ({ warmPoolRef: { name } }));
    expect(named({})).toEqual([from, from, from, from, to, to]);
    expect(named({ claims: RolloutClaims.BY_SHARE })).toEqual([from, from, from, from, to, to]);
    // Before v0.5.0 claims name the template, and from v0.3.10 the pool too.
    expect(named({}, V0_4_6).slice(3, 5)).toEqual([
      { sandboxTemplateRef: { name: 'python3-13' }, warmpool: 'python' },
      { sandboxTemplateRef: { name: 'python3-14' }, warmpool: 'python-next' },
    ]);
  });

  test('tell programs which pool new claims name, and which part of them the second one', () => {
    const data = stepsOf({ claims: RolloutClaims.BY_SHARE, claimsConfigMap: 'python-claims' }).map(({ chart }) => (
      printed(chart).find(({ kind }) => kind === 'ConfigMap')!.data
    ));
    const of = (pool: string, template: string, nextPercent: string) => ({
      pool, template, nextPool: 'python-next', nextTemplate: 'python3-14', nextPercent,
    });
    const [from, to] = [['python', 'python3-13'] as const, ['python-next', 'python3-14'] as const];
    expect(data).toEqual([
      of(...from, '0'), of(...from, '0'), of(...from, '10'), of(...from, '50'), of(...to, '100'), of(...to, '100'),
    ]);
  });

  test('stand beside those of other steps in one app, each in a cluster of its own', () => {
    const app = new App();
    for (const step of new StagedRollout(POOLS).steps) {
      const chart = new Chart(app, step.id, { namespace: 'research' });
      SandboxCluster.declare(chart, { version: LATEST });
      new RolloutPools(chart, 'Pools', {
        step,
        fromTemplate: SandboxTemplate.fromSandboxTemplateName(chart, 'From', 'python-313'),
        toTemplate: SandboxTemplate.fromSandboxTemplateName(chart, 'To', 'python-314'),
      });
    }
    expect(errorsOf(app)).toBe('');
  });
});

describe('from each step to the next one, diff', () => {
  /** What happens to each object that changes, and how many pods come and go. */
  const walked = (props: Partial<StagedRolloutProps>, direction: (steps: Step[]) => Step[] = (steps) => steps) => {
    const steps = direction(stepsOf({ claimsConfigMap: 'claims', ...props }, LATEST, ({ pools }) => {
      pools.claimed.addClaim('Nightly');
    }));
    const sides = steps.map(({ chart }) => quietly(() => Manifests.fromChart(chart)));
    return sides.slice(1).map((after, index) => {
      const { objects, pods } = PlatformDiff.between(sides[index], after);
      return [
        objects.map(({ object, effects }) => (
          [object, ...effects.map(({ level, rule, message }) => [level, rule, message])]
        )),
        pods,
      ];
    });
  };

  test('says which pool shrinks and which grows, and that claims keep their sandboxes', () => {
    expect(walked({ minimumReady: 18 })).toMatchSnapshot();
  });

  test('says the reverse on the way back', () => {
    expect(walked({ minimumReady: 18 }, (steps) => steps.reverse()).map(([, pods]) => pods))
      .toEqual([
        { created: 18, ended: 0, stale: 0 },
        { created: 0, ended: 0, stale: 0 },
        { created: 0, ended: 10, stale: 0 },
        { created: 0, ended: 8, stale: 0 },
        { created: 2, ended: 2, stale: 0 },
      ]);
  });
});

describe('the Job of a step', () => {
  const jobOf = (index: number, hook?: JobHook) => (
    printed(stepsOf({ check: { image: IMAGE, hook } })[index].chart).find(({ kind }) => kind === 'Job') as any
  );

  test('waits for each pool that is not empty, one after another', () => {
    const { metadata, spec: { template: { spec } } } = jobOf(1);
    expect(metadata).toEqual({ name: 'python-next-2-10-percent-ready', namespace: 'research' });
    const [first] = spec.initContainers;
    const [second] = spec.containers;
    expect([spec.initContainers.length, spec.containers.length, spec.serviceAccountName])
      .toEqual([1, 1, 'python-next-rollout']);
    const { steps } = new StagedRollout(POOLS);
    expect([first.args, second.args]).toEqual(steps[1].conditions.map(({ kubectl }) => kubectl));
    expect([first.image, first.command]).toEqual([IMAGE, ['kubectl']]);
    expect(jobOf(0).spec.template.spec.initContainers).toBeUndefined();
  });

  test('is started by the tool', () => {
    expect(jobOf(0, JobHook.ARGO_CD).metadata.annotations).toEqual({
      'argocd.argoproj.io/hook': 'PostSync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded',
    });
    expect(jobOf(0, JobHook.FLUX).metadata.annotations).toEqual({
      'kustomize.toolkit.fluxcd.io/force': 'enabled',
    });
  });

  test('may read these two pools and nothing else', () => {
    const role = printed(stepsOf({ check: { image: IMAGE } })[1].chart).find(({ kind }) => kind === 'Role')!;
    expect(role.rules).toEqual([{
      apiGroups: ['extensions.agents.x-k8s.io'],
      resources: ['sandboxwarmpools'],
      resourceNames: ['python', 'python-next'],
      verbs: ['get', 'list', 'watch'],
    }]);
  });
});

describe('the pools of a step are refused', () => {
  const made = (props: Partial<RolloutPoolsProps>, version = LATEST, namespace = 'research') => {
    const chart = chartOf(version, { namespace });
    const [fromTemplate, toTemplate] = ['From', 'To'].map((id) => new SandboxTemplate(chart, id, {
      containers: [{ image: 'registry.example.com/python:3.14' }],
    }));
    const step = new StagedRollout(POOLS).steps[1];
    const pools = new RolloutPools(chart, 'Pools', { step, fromTemplate, toTemplate, ...props });
    return { chart, pools, fromTemplate, toTemplate };
  };

  test('fails if both templates are one', () => {
    const chart = chartOf();
    const fromTemplate = new SandboxTemplate(chart, 'Python', {
      containers: [{ image: 'registry.example.com/python:3.14' }],
    });
    const step = new StagedRollout(POOLS).steps[1];
    expect(() => new RolloutPools(chart, 'Pools', { step, fromTemplate, toTemplate: fromTemplate }))
      .toThrow("research/Pools: 'fromTemplate' and 'toTemplate' are both 'python', so both pools would have the same");
  });

  test('fails if an autoscaler has the size of one', () => {
    const { chart, pools } = made({});
    expect(() => new kplus.HorizontalPodAutoscaler(chart, 'Scaling', {
      target: pools.fromPool,
      maxReplicas: 40,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
    })).toThrow(/has an autoscaler, and the steps of the rollout own its size: .* remove the autoscaler until/);
  });

  test('are warned of if another autoscaler of the app has the size of one', () => {
    const { chart, pools } = made({});
    const { kind, apiVersion, name } = pools.toPool;
    new ApiObject(chart, 'Scaler', {
      apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', spec: { scaleTargetRef: { kind, apiVersion, name } },
    });
    expect(codesOf(chart)).toContain('ASB210');
  });

  test('fails if the namespace is not that of the rollout', () => {
    expect(() => made({}, LATEST, 'other'))
      .toThrow(/the pool is in namespace 'research', and its template is in 'other'/);
  });

  test('fails if pools of the release do not tell what is ready', () => {
    expect(errorsOf(made({}, V0_1_0).chart)).toMatch(
      /pools of v0.1.0 do not tell how many of their sandboxes are ready, .* upgrade to v0.1.1 or later first/,
    );
    expect(errorsOf(made({}, V0_1_1).chart)).toBe('');
  });

  test('fails if the first pool would shrink while claims name it, before pools count what they delete', () => {
    const message = /a pool of v0\.5\.3 that shrinks may lose more .*; leave out 'minimumReady' and .* or upgrade to v0\.5\.4/;
    for (const props of [{ minimumReady: 18 }, { claims: RolloutClaims.BY_SHARE }]) {
      for (const { chart } of stepsOf(props, AgentSandboxVersion.V0_5_3)) { expect(errorsOf(chart)).toMatch(message); }
      for (const { chart } of stepsOf(props, AgentSandboxVersion.V0_5_4)) { expect(errorsOf(chart)).toBe(''); }
    }
    expect(errorsOf(stepsOf({}, AgentSandboxVersion.V0_5_3).at(-1)!.chart)).toBe('');
  });

  test('fails if two steps are in one cluster', () => {
    const { chart, fromTemplate, toTemplate } = made({});
    const step = new StagedRollout(POOLS).steps[2];
    new RolloutPools(chart, 'Others', { step, fromTemplate, toTemplate });
    expect(errorsOf(chart)).toMatch(/two objects are SandboxWarmPool 'research\/python'/);
  });

  test.each<[what: string, props: Partial<RolloutPoolsProps>, message: RegExp]>([
    ['no step', { step: untyped(undefined) }, /'step' is undefined; give an object/],
    ['a step that is none', { step: untyped({ number: 1 }) }, /'step' is no step of a rollout; give one of the 'steps'/],
    ['no first template', { fromTemplate: untyped(undefined) }, /'fromTemplate' is undefined; give a SandboxTemplate/],
    ['no second template', { toTemplate: untyped({}) }, /'toTemplate' is {}; give a SandboxTemplate/],
    ['a ConfigMap without a name', { claimsConfigMap: 'A b' }, /'claimsConfigMap' 'A b' is not a DNS subdomain/],
    ['a Job without an image', { check: untyped({}) }, /'check.image' is undefined; give the reference of an image/],
    ['an unknown hook', { check: untyped({ image: IMAGE, hook: 'jenkins' }) }, /'check.hook' is 'jenkins'; give one of/],
  ])('fails if there is %s', (_, props, message) => {
    expect(() => made(props)).toThrow(message);
  });
});
