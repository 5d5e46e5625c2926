import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import {
  AgentSandboxVersion, SandboxCluster, SandboxTemplate, WarmPool, WarmPoolOptions, WarmPoolUpdateStrategy,
} from '../../src';
import { find, Loose } from '../support/install';
import { chartOf, codesOf, CONTAINER, errorsOf, findingsOf, POD, printed, specOf, untyped } from '../support/workloads';

const { V0_1_0, V0_3_10, V0_4_0, V0_4_6, V0_5_0, V0_5_1, LATEST } = AgentSandboxVersion;

/** A pool `pool` of a template `python`. */
function pooled(options: WarmPoolOptions = {}, version?: AgentSandboxVersion): { chart: Chart; pool: WarmPool } {
  const chart = chartOf(version);
  const template = new SandboxTemplate(chart, 'Python', {
    containers: [{ ...CONTAINER, resources: { cpu: { request: kplus.Cpu.millis(100) } } }],
  });
  return { chart, pool: template.addWarmPool('Pool', options) };
}

function scale(chart: Chart, target: kplus.IScalable, minReplicas?: number): kplus.HorizontalPodAutoscaler {
  return new kplus.HorizontalPodAutoscaler(chart, 'Scaling', {
    target,
    maxReplicas: 40,
    minReplicas,
    metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
  });
}

describe('a pool', () => {
  test('prints all its defaults, and nothing else', () => {
    const { chart } = pooled();
    expect(errorsOf(chart)).toBe('');
    expect(printed(chart)[1]).toEqual({
      apiVersion: 'extensions.agents.x-k8s.io/v1beta1',
      kind: 'SandboxWarmPool',
      metadata: { name: 'pool', namespace: 'research' },
      spec: { replicas: 1, sandboxTemplateRef: { name: 'python' }, updateStrategy: { type: 'OnReplenish' } },
    });
  });

  test.each([
    [V0_1_0, undefined],
    [V0_3_10, undefined],
    [V0_4_0, { type: 'OnReplenish' }],
    [V0_4_6, { type: 'OnReplenish' }],
    [LATEST, { type: 'OnReplenish' }],
  ])('prints for %s the strategy as far as the release has it', (version, updateStrategy) => {
    const { chart, pool } = pooled({}, version);
    expect(specOf(pool)).toEqual({
      replicas: 1,
      sandboxTemplateRef: { name: 'python' },
      ...(updateStrategy && { updateStrategy }),
    });
    expect(printed(chart)[1].apiVersion).toBe(`extensions.agents.x-k8s.io/${version.apiVersions[0]}`);
    expect(errorsOf(chart)).toBe('');
  });

  test('takes metadata, a count and a strategy', () => {
    const { chart, pool } = pooled({
      replicas: 7,
      updateStrategy: WarmPoolUpdateStrategy.RECREATE,
      metadata: { name: 'fast', labels: { team: 'a' } },
    });
    expect(specOf(pool)).toEqual({
      replicas: 7,
      sandboxTemplateRef: { name: 'python' },
      updateStrategy: { type: 'Recreate' },
    });
    expect(printed(chart)[1].metadata).toEqual({ name: 'fast', namespace: 'research', labels: { team: 'a' } });
    expect([pool.name, pool.namespace, pool.templateName, pool.resourceType]).toEqual([
      'fast',
      'research',
      'python',
      'sandboxwarmpools',
    ]);
  });

  test('may be cold', () => {
    const { chart, pool } = pooled({ replicas: 0 });
    expect(specOf(pool).replicas).toBe(0);
    expect(errorsOf(chart)).toBe('');
  });

  test('stands by itself, of a template made elsewhere', () => {
    const chart = chartOf();
    const pool = new WarmPool(chart, 'Pool', {
      template: SandboxTemplate.fromSandboxTemplateName(chart, 'Python', 'python'),
    });
    expect(specOf(pool).sandboxTemplateRef).toEqual({ name: 'python' });
    expect(pool.toScalingTarget().containers).toEqual([]);
    expect(errorsOf(chart)).toBe('');
  });

  test('a patch is applied last and never dropped', () => {
    const { chart, pool } = pooled();
    ApiObject.of(pool).addJsonPatch(
      JsonPatch.replace('/spec/replicas', 5),
      JsonPatch.add('/metadata/annotations', { a: 'b' }),
    );
    expect(printed(chart)[1]).toMatchObject({ metadata: { annotations: { a: 'b' } }, spec: { replicas: 5 } });
  });

  test.each([
    ['are negative', -1, '-1'],
    ['are a fraction', 1.5, '1.5'],
    ['are not a number', NaN, 'NaN'],
    ['are text', '3', "'3'"],
    ['are null', null, 'null'],
  ])('fails if replicas %s', (_, replicas, shown) => {
    expect(() => pooled({ replicas: untyped(replicas) })).toThrow(
      `'replicas' is ${shown}; give a whole number of at least 0`,
    );
  });

  test('fails if there are more replicas than Kubernetes counts', () => {
    expect(() => pooled({ replicas: 2 ** 31 })).toThrow(
      "'replicas' is 2147483648; give a whole number of at least 0 and at most 2147483647",
    );
  });

  test('fails if the strategy is asked of a release that lacks it', () => {
    expect(errorsOf(pooled({ updateStrategy: WarmPoolUpdateStrategy.RECREATE }, V0_3_10).chart)).toContain(
      'error ASB101 at research/Python/Pool (SandboxWarmPool research/pool): v0.3.10 does not have '
        + 'spec.updateStrategy; it came in v0.4.0; use v0.4.0 or newer',
    );
  });

  test('fails if the strategy is none', () => {
    expect(() => pooled({ updateStrategy: untyped('Rolling') }))
      .toThrow("'updateStrategy' is 'Rolling'; give one of 'Recreate', 'OnReplenish'");
  });

  const KNOWN = SandboxTemplate.fromSandboxTemplateName(chartOf(), 'Known', 'python');
  const wanted = "'template' is undefined; give a SandboxTemplate, or SandboxTemplate.fromSandboxTemplateName(...)";
  test.each<[string, unknown, string]>([
    ['there are no props', undefined, 'the props are undefined; give an object'],
    ['the props are null', null, 'the props are null; give an object'],
    ['there is no template', {}, wanted],
    [
      'the template is a name',
      { template: 'python' },
      "'template' is 'python'; give a SandboxTemplate, or SandboxTemplate.fromSandboxTemplateName(...)",
    ],
    [
      'the template is null',
      { template: null },
      "'template' is null; give a SandboxTemplate, or SandboxTemplate.fromSandboxTemplateName(...)",
    ],
    [
      'the owner is a name',
      { template: KNOWN, scaledExternally: 'keda' },
      "'scaledExternally' is 'keda'; give true or false",
    ],
    ['the metadata is a name', { template: KNOWN, metadata: 'pool' }, "'metadata' is 'pool'; give an object"],
  ])('fails if %s', (_, props, message) => {
    expect(() => new WarmPool(chartOf(), 'Pool', untyped(props))).toThrow(message);
  });
});

describe('an autoscaler', () => {
  test('has the count, and its target is the pool', () => {
    const { chart, pool } = pooled();
    expect(pool.hasAutoscaler).toBe(false);
    scale(chart, pool, 4);
    expect(pool.hasAutoscaler).toBe(true);
    expect(errorsOf(chart)).toBe('');
    expect(specOf(pool)).not.toHaveProperty('replicas');
    expect(find(printed(chart), 'HorizontalPodAutoscaler').spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'extensions.agents.x-k8s.io/v1beta1', kind: 'SandboxWarmPool', name: 'pool' },
      minReplicas: 4,
      maxReplicas: 40,
    });
    expect(codesOf(chart)).toEqual([]);
  });

  test('sees the containers of the template, for what it measures', () => {
    const { chart, pool } = pooled();
    expect(pool.toScalingTarget().containers).toEqual((pool.template as SandboxTemplate).containers);
    new kplus.HorizontalPodAutoscaler(chart, 'Scaling', { target: pool, maxReplicas: 5 });
    expect(errorsOf(chart)).toBe('');
  });

  test('targets the API version of the release, though that is declared later', () => {
    const app = new App();
    const chart = new Chart(app, 'research');
    scale(chart, new SandboxTemplate(chart, 'Python', POD).addWarmPool('Pool'));
    SandboxCluster.declare(app, { version: V0_4_6 });
    expect(find(printed(chart), 'HorizontalPodAutoscaler').spec.scaleTargetRef.apiVersion).toBe(
      'extensions.agents.x-k8s.io/v1alpha1',
    );
  });

  test.each([
    [V0_4_6, 4, 4],
    [V0_5_0, 1, undefined],
  ])('has its minimum printed for %s, with a warning that they will differ', (version, replicas, minimum) => {
    const { chart, pool } = pooled({}, version);
    scale(chart, pool, minimum);
    expect(specOf(pool).replicas).toBe(replicas);
    expect(errorsOf(chart)).toBe('');
    expect(findingsOf(chart)).toEqual([
      {
        code: 'ASB210',
        severity: 'warning',
        message: 'the count of the pool belongs to HorizontalPodAutoscaler research/research-scaling-c811559d, but '
          + `${version.id} wants one in every pool, so each apply of this manifest sets it back`,
        remedy: 'have your GitOps tool ignore spec.replicas of the pool, or use v0.5.1 or newer',
        path: 'research/Python/Pool',
        object: 'SandboxWarmPool research/pool',
      },
    ]);
  });

  test('no count is needed from v0.5.1 on', () => {
    const { chart, pool } = pooled({}, V0_5_1);
    scale(chart, pool);
    expect(specOf(pool)).not.toHaveProperty('replicas');
    expect(codesOf(chart)).toEqual([]);
  });

  test.each<[string, WarmPoolOptions, string]>([
    [
      'the pool has a fixed count',
      { replicas: 8 },
      "warm pool 'research/Python/Pool' has replicas 8 and an autoscaler; remove 'replicas' so that the autoscaler "
        + 'owns the count',
    ],
    [
      'the pool is cold',
      { replicas: 0 },
      "warm pool 'research/Python/Pool' has replicas 0 and an autoscaler; remove 'replicas' so that the autoscaler "
        + 'owns the count',
    ],
    [
      'the pool is scaled by others',
      { scaledExternally: true },
      "warm pool 'research/Python/Pool' has an autoscaler and is 'scaledExternally'; remove one",
    ],
  ])('fails if %s', (_, options, message) => {
    const { chart, pool } = pooled(options);
    expect(() => scale(chart, pool)).toThrow(new Error(message));
  });

  test('fails if there are two', () => {
    const { chart, pool } = pooled();
    scale(chart, pool);
    expect(() => new kplus.HorizontalPodAutoscaler(chart, 'Second', { target: pool, maxReplicas: 2 }))
      .toThrow(new Error("warm pool 'research/Python/Pool' has two autoscalers; remove one"));
  });
});

describe('a count that others own', () => {
  test('is not printed', () => {
    const { chart, pool } = pooled({ scaledExternally: true });
    expect(specOf(pool)).toEqual({ sandboxTemplateRef: { name: 'python' }, updateStrategy: { type: 'OnReplenish' } });
    expect(codesOf(chart)).toEqual([]);
    expect(specOf(pooled({ scaledExternally: true, replicas: 3 }).pool)).not.toHaveProperty('replicas');
    expect(specOf(pooled({ scaledExternally: false }).pool).replicas).toBe(1);
  });

  test('is printed to start with before v0.5.1, with a warning', () => {
    const { chart, pool } = pooled({ scaledExternally: true, replicas: 0 }, V0_5_0);
    expect(specOf(pool).replicas).toBe(0);
    expect(findingsOf(chart).map(({ code, message }) => [code, message])).toEqual([
      [
        'ASB210',
        'the count of the pool belongs to something outside this app, but v0.5.0 wants one in every pool, so each '
          + 'apply of this manifest sets it back',
      ],
    ]);
    expect(errorsOf(chart)).toBe('');
  });

  test('fails if it is not given before v0.5.1', () => {
    expect(errorsOf(pooled({ scaledExternally: true }, V0_5_0).chart)).toContain(
      "error ASB505 at research/Python/Pool: the pool is 'scaledExternally', but v0.5.0 wants a count in every pool; " +
        "give one to start with in 'replicas', or use v0.5.1 or newer",
    );
  });
});

describe('as a selector', () => {
  const LABELS = { 'agents.x-k8s.io/warm-pool-sandbox': 'aeae83fc' };

  test('stands for its pods that nobody has claimed', () => {
    const { chart, pool } = pooled({ metadata: { name: 'my-template' } });
    expect(pool.selectorLabels).toEqual(LABELS);
    expect(pool.toPodSelector()).toBe(pool);
    new kplus.Service(chart, 'Web', { selector: pool, ports: [{ port: 80 }] });
    new kplus.NetworkPolicy(chart, 'Policy', {
      selector: pool,
      egress: { rules: [{ peer: pool }, { peer: WarmPool.fromWarmPoolName(chart, 'Other', 'my-template') }] },
    });
    const objects = printed(chart);
    expect(find(objects, 'Service').spec.selector).toEqual(LABELS);
    const { podSelector, egress } = find(objects, 'NetworkPolicy').spec;
    expect(podSelector).toEqual({ matchLabels: LABELS });
    const peer = {
      podSelector: { matchLabels: LABELS },
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'research' } },
    };
    expect(egress.map(({ to }: Loose) => to)).toEqual([[peer], [peer]]);
    expect(errorsOf(chart)).toBe('');
  });
});

test('addClaim makes a claim of the pool, named after its own id', () => {
  const { chart, pool } = pooled();
  const claim = pool.addClaim('Nightly');
  expect(claim.node.path).toBe('research/Python/Pool/Nightly');
  expect(claim.warmPool).toBe(pool);
  expect(specOf(claim)).toEqual({ lifecycle: { shutdownPolicy: 'Retain' }, warmPoolRef: { name: 'pool' } });
  expect(errorsOf(chart)).toBe('');
});

test('fails if the pool and its template are known to be in different namespaces', () => {
  const { pool: { template } } = pooled();
  const elsewhere = new Chart(template.node.root as App, 'elsewhere', { namespace: 'other' });
  expect(() => new WarmPool(elsewhere, 'Far', { template })).toThrow(
    "elsewhere/Far: the pool is in namespace 'other', and its template is in 'research'; " +
      'pools make sandboxes of templates of their own namespace only: put both into one',
  );
  expect(() => new WarmPool(elsewhere, 'Near', { template, metadata: { namespace: 'research' } })).not.toThrow();
});
