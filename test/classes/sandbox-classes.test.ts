import { App, Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import * as fc from 'fast-check';
import { classesIn, LARGE, namesOf, NODE, PYTHON, SMALL } from './made';
import {
  AgentSandboxVersion, IsolatedRuntime, SandboxClasses, SandboxCluster, SandboxTemplate, SandboxTenant, TenantQuota,
  WarmPoolUpdateStrategy,
} from '../../src';
import { Catalogue } from '../../src/release/catalogue';
import { Loose } from '../support/install';
import { chartOf, errorsOf, findingsOf, printed, untyped } from '../support/workloads';

const named = (objects: readonly Loose[], kind: string, name: string) => (
  objects.find((each) => each.kind === kind && each.metadata.name === name)
);

test('each combination is a template and a pool of one name, with the amounts of its size', () => {
  const chart = chartOf();
  const classes = classesIn(chart, {
    sizes: {
      large: {
        ...LARGE,
        memoryRequest: Size.gibibytes(8),
        cpuRequest: kplus.Cpu.units(1),
        ephemeralStorage: Size.gibibytes(2),
        extendedResources: { 'nvidia.com/gpu': 1 },
        workspace: { size: Size.gibibytes(50), storageClassName: 'fast' },
        template: { nodeSelector: { pool: 'large' }, securityContext: { fsGroup: 1000 } },
      },
    },
    images: { python: { ...PYTHON, workspacePath: '/home/agent' } },
    rules: [{ replicas: 3, updateStrategy: WarmPoolUpdateStrategy.RECREATE }, { runtimes: ['kata'], replicas: 1 }],
    template: { podLabels: { team: 'evals' }, nodeSelector: { pool: 'any' } },
  });
  expect(classes.classes.map(({ name, size, runtime, image }) => [name, size, runtime, image])).toEqual([
    ['large-gvisor-python', 'large', 'gvisor', 'python'], ['large-kata-python', 'large', 'kata', 'python'],
  ]);
  const objects = printed(chart) as Loose[];
  const { spec } = named(objects, 'SandboxTemplate', 'large-kata-python');
  expect(spec.podTemplate).toMatchObject({
    metadata: { labels: { team: 'evals' } },
    spec: {
      runtimeClassName: 'kata-qemu',
      nodeSelector: { pool: 'large' },
      containers: [{
        image: 'registry.example.com/python:3.14',
        resources: {
          requests: { 'cpu': '1', 'memory': '8192Mi', 'ephemeral-storage': '2Gi' },
          limits: { 'cpu': '4', 'memory': '16384Mi', 'ephemeral-storage': '2Gi', 'nvidia.com/gpu': '1' },
        },
        volumeMounts: [{ name: 'workspace', mountPath: '/home/agent' }],
      }],
    },
  });
  expect(spec.volumeClaimTemplates[0].spec).toMatchObject({
    storageClassName: 'fast', resources: { requests: { storage: '50Gi' } },
  });
  expect(named(objects, 'SandboxWarmPool', 'large-kata-python')).toMatchObject({
    metadata: { labels: { 'cdk8s-agent-sandbox/class': 'large-kata-python' }, namespace: 'research' },
    spec: {
      replicas: 1, updateStrategy: { type: 'Recreate' }, sandboxTemplateRef: { name: 'large-kata-python' },
    },
  });
  expect(named(objects, 'SandboxWarmPool', 'large-gvisor-python').spec.replicas).toBe(3);
  expect(findingsOf(chart)).toEqual([]);
});

test('options of containers that are given stay beside extended resources', () => {
  const chart = chartOf();
  const classes = classesIn(chart, {
    sizes: { large: { ...LARGE, extendedResources: { 'nvidia.com/gpu': 2 } } },
    images: {
      tools: {
        container: { ...NODE.container, name: 'tools' },
        template: {
          containerOptions: { tools: { stdin: true, resources: { limits: { 'example.com/key': '1' } as never } } },
        },
      },
    },
    only: [{ runtimes: ['gvisor'] }],
  });
  expect(untyped<Loose>(named(printed(chart) as Loose[], 'SandboxTemplate', classes.classes[0].name))
    .spec.podTemplate.spec.containers[0]).toMatchObject({
    name: 'tools', stdin: true, resources: { limits: { 'nvidia.com/gpu': '2', 'example.com/key': '1', 'cpu': '4' } },
  });
});

test('only and excluding say what goes together', () => {
  expect(namesOf({})).toHaveLength(8);
  expect(namesOf({ only: [{ sizes: ['small'] }, { images: ['node'], runtimes: ['kata'] }] })).toEqual([
    'large-kata-node', 'small-gvisor-node', 'small-gvisor-python', 'small-kata-node', 'small-kata-python',
  ]);
  expect(namesOf({ only: [{ sizes: ['small'] }], excluding: [{ runtimes: ['kata'], images: ['node'] }] })).toEqual([
    'small-gvisor-node', 'small-gvisor-python', 'small-kata-python',
  ]);
});

test('the order in which a language gives maps changes nothing', () => {
  const textOf = (props: object) => JSON.stringify(printed(classesIn(chartOf(), props).node.scope as Chart));
  expect(textOf({ sizes: { small: SMALL, large: LARGE } })).toBe(textOf({ sizes: { large: LARGE, small: SMALL } }));
});

test('the catalogue lists every class, and what goes', () => {
  const chart = chartOf();
  const classes = classesIn(chart, {
    prefix: 'team-a-',
    catalogueName: 'what-there-is',
    sizes: { small: { ...SMALL, workspace: { size: Size.mebibytes(1536) } } },
    template: { securityContext: { fsGroup: 1000 } },
    only: [{ runtimes: ['gvisor'] }],
    rules: [{ images: ['node'], deprecated: { until: '2027-03-31', instead: 'small-gvisor-python' } }],
  });
  const objects = printed(chart) as Loose[];
  const { metadata, data } = named(objects, 'ConfigMap', 'what-there-is');
  expect(metadata.labels).toEqual({ 'cdk8s-agent-sandbox/catalogue': 'classes' });
  expect(data['classes.json']).toBe(classes.catalogue());
  const both = { runtime: 'gvisor', size: 'small', cpu: '500m', memory: '1Gi', workspace: '1536Mi' };
  expect(JSON.parse(classes.catalogue())).toEqual({
    format: 1,
    classes: [
      {
        ...both,
        name: 'small-gvisor-node',
        image: 'node',
        pool: 'team-a-small-gvisor-node',
        template: 'team-a-small-gvisor-node',
        deprecated: { instead: 'small-gvisor-python', until: '2027-03-31' },
      },
      {
        ...both,
        name: 'small-gvisor-python',
        image: 'python',
        pool: 'team-a-small-gvisor-python',
        template: 'team-a-small-gvisor-python',
      },
    ],
  });
  for (const kind of ['SandboxTemplate', 'SandboxWarmPool']) {
    const annotation = (name: string) => (
      named(objects, kind, name).metadata.annotations?.['cdk8s-agent-sandbox/deprecated']
    );
    expect([annotation('team-a-small-gvisor-node'), annotation('team-a-small-gvisor-python')]).toEqual([
      '{"instead":"small-gvisor-python","until":"2027-03-31"}', undefined,
    ]);
  }
});

test('code of the app finds classes by the names of their parts', () => {
  const classes = classesIn(chartOf());
  expect(classes.pool('small', 'kata', 'node').name).toBe('small-kata-node');
  expect(classes.template('small', 'kata', 'node')).toBeInstanceOf(SandboxTemplate);
  expect(classes.find('small', 'kata', 'node').isDeprecated).toBe(false);
});

test('claims of a class are printed for the release, whichever it is', () => {
  for (const id of Catalogue.standard().ids) {
    const chart = chartOf(AgentSandboxVersion.of(id));
    classesIn(chart, {
      only: [{ sizes: ['small'], images: ['python'], runtimes: ['gvisor'] }], rules: [{ replicas: 2 }],
    }).pool('small', 'gvisor', 'python').addClaim('Nightly');
    const { spec } = (printed(chart) as Loose[]).find(({ kind }) => kind === 'SandboxClaim')!;
    expect((spec.warmPoolRef ?? spec.sandboxTemplateRef).name).toBe('small-gvisor-python');
    expect(findingsOf(chart).filter(({ severity }) => severity === 'error')).toEqual([]);
  }
});

describe('in a tenant', () => {
  function tenantOf(quota: TenantQuota, maxClaims: number) {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor', { overhead: {} });
    const tenant = new SandboxTenant(app, 'research', { runtimes: [gvisor], quota });
    new SandboxClasses(tenant, 'Classes', {
      sizes: { small: SMALL, large: LARGE },
      runtimes: { gvisor },
      images: { python: PYTHON },
      rules: [{ replicas: 2 }, { sizes: ['small'], replicas: 10, maxClaims }],
    });
    return tenant;
  }

  test('its computed quota has room for pools and for the claims of each class', () => {
    const { spec } = named(printed(tenantOf(TenantQuota.computed({ claims: 0 }), 100)) as Loose[],
      'ResourceQuota', 'sandbox-quota');
    // 110 of half a core and a gibibyte, 2 of 4 cores and 16 gibibytes.
    expect(spec.hard).toMatchObject({
      'count/sandboxes.agents.x-k8s.io': '112',
      'count/sandboxclaims.extensions.agents.x-k8s.io': '100',
      'pods': '112',
      'limits.cpu': '63',
      'limits.memory': '142Gi',
    });
  });

  test('fails if a fixed quota has no room for the claims of a class', () => {
    const quota = TenantQuota.of({ sandboxes: 50, claims: 40 });
    expect(errorsOf(tenantOf(quota, 30))).toBe('');
    const said = errorsOf(tenantOf(quota, 60));
    expect(said).toContain('ASB401');
    expect(said).toContain('60 claims of SandboxWarmPool small-gvisor-python 60');
  });

  test('another tenant has nothing of it', () => {
    const app = new App();
    SandboxCluster.declare(app, { version: AgentSandboxVersion.LATEST });
    const gvisor = IsolatedRuntime.gvisor(new Chart(app, 'platform'), 'Gvisor', { overhead: {} });
    const [one, other] = ['one', 'other'].map((id) => (
      new SandboxTenant(app, id, { runtimes: [gvisor], quota: TenantQuota.computed({ claims: 0 }) })
    ));
    const props = { sizes: { small: SMALL }, runtimes: { gvisor }, images: { python: PYTHON } };
    new SandboxClasses(one, 'Classes', { ...props, rules: [{ maxClaims: 7 }] });
    new SandboxClasses(other, 'Classes', props);
    const pods = (chart: Chart) => named(printed(chart) as Loose[], 'ResourceQuota', 'sandbox-quota').spec.hard.pods;
    expect([pods(one), pods(other)]).toEqual(['8', '1']);
  });
});

test('whatever goes together, names are distinct, valid and findable', () => {
  const name = fc.stringMatching(/^[a-z](-?[a-z0-9]){0,5}$/);
  const names = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });
  fc.assert(fc.property(names, names, names, fc.boolean(), (sizes, runtimes, images, isPartial) => {
    const chart = chartOf();
    const mapped = <T>(keys: string[], value: (key: string) => T) => (
      Object.fromEntries(keys.map((key) => [key, value(key)]))
    );
    let classes: SandboxClasses;
    try {
      classes = classesIn(chart, {
        sizes: mapped(sizes, () => SMALL),
        runtimes: mapped(runtimes, (key) => IsolatedRuntime.fromRuntimeClassName(chart, `R${key}`, key)),
        images: mapped(images, () => PYTHON),
        ...isPartial && { only: [{ sizes: [sizes[0]] }] },
      });
    } catch (error) {
      // Dashes in the parts may make one name of two.
      expect((error as Error).message).toContain('two classes have the name');
      return;
    }
    const all = classes.classes.map((each) => each.pool.name);
    expect(new Set(all).size).toBe((isPartial ? 1 : sizes.length) * runtimes.length * images.length);
    for (const each of classes.classes) {
      expect(each.pool.name).toMatch(/^[a-z]([-a-z0-9]{0,55}[a-z0-9])?$/);
      expect(classes.find(each.size, each.runtime, each.image)).toBe(each);
    }
  }), { numRuns: 60 });
});
