import type { KubeObject } from '../../../../src/kubernetes/kube-object';
import { bothWays, inFiles } from '../../../support/both-ways';
import { objectOf } from '../../../support/judged';

const quota = (hard: object, more: object = {}, name = 'quota'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name, namespace: 'research' },
  spec: { hard, ...more },
});
const limits = (...items: object[]): KubeObject => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'limits', namespace: 'research' },
  spec: { limits: items.map((item) => ({ type: 'Container', ...item })) },
});
const podOf = (resources: object | undefined, more: object = {}) => ({
  podTemplate: {
    spec: {
      containers: [{ name: 'main', image: 'registry.example.com/devbox:2.4', ...(resources && { resources }) }],
      ...more,
    },
  },
});
const CPU = { limits: { cpu: '1' } };
const sandbox = (resources?: object, more?: object, name = 'dev') => objectOf('Sandbox', name, podOf(resources, more));
const template = (resources?: object, more?: object) => objectOf('SandboxTemplate', 'python', podOf(resources, more));
const pool = (replicas: number) =>
  objectOf('SandboxWarmPool', 'warm', { replicas, sandboxTemplateRef: { name: 'python' } });
const priority = (...values: string[]) => ({
  scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values }] },
});
const NOTHING = { synth: [], files: [] };

describe('ASB406: fails if the objects of a namespace may need more than its quota', () => {
  test('pods of a pool', () => {
    const said =
      "ResourceQuota 'quota' allows limits.cpu 8, " +
      'and the objects of its namespace may need 20: SandboxWarmPool warm 20';
    expect(bothWays([quota({ 'limits.cpu': '8' }), template(CPU), pool(20)])).toEqual({
      synth: [`error ASB406 quota: ${said}`],
      files: [`error ASB406 spec.hard[limits.cpu]: ${said}`],
    });
    expect(bothWays([quota({ 'limits.cpu': '20' }), template(CPU), pool(20)])).toEqual(NOTHING);
  });

  test('the defaults of a LimitRange and the overhead of a runtime count', () => {
    const runtime = {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'kata' },
      handler: 'kata',
      overhead: { podFixed: { cpu: '250m' } },
    };
    const objects = (hard: string) => [
      quota({ 'requests.cpu': hard }),
      limits({ default: { cpu: '1' } }),
      sandbox(undefined, { runtimeClassName: 'kata' }),
      runtime,
    ];
    const { synth, files } = bothWays(objects('1'));
    expect([...synth, ...files]).toEqual(
      Array(2).fill(expect.stringMatching(/ASB406 .* allows requests.cpu 1, .* need 1250m: Sandbox dev/)),
    );
    expect(bothWays(objects('1250m'))).toEqual(NOTHING);
  });

  test('many sandboxes of one form', () => {
    const all = Array.from({ length: 9 }, (_, index) => sandbox(CPU, {}, `dev-${index}`));
    const [line] = inFiles({ 'a.yaml': [...all, quota({ pods: '8' })] });
    expect(line).toMatch(/allows pods 8, and .* may need 9: Sandbox dev-0 1, .*, and 4 more/);
  });

  test('plain workloads, and their parallelism', () => {
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'nightly', namespace: 'research' },
      spec: {
        schedule: '@daily',
        jobTemplate: {
          spec: {
            parallelism: 3,
            template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'a' }] } },
          },
        },
      },
    };
    const { synth, files } = bothWays([quota({ pods: '2' }), cron]);
    expect([...synth, ...files]).toEqual(
      Array(2).fill(expect.stringMatching(/ASB406 .* may need 3: CronJob nightly 3/)),
    );
  });

  test('a quota of a scope counts the pods of the scope alone', () => {
    const low = template(CPU, { priorityClassName: 'low' });
    expect(bothWays([quota({ pods: '1' }, priority('low')), low, pool(2)]).files).toHaveLength(1);
    expect(
      bothWays([quota({ pods: '1' }, priority('low')), low, pool(1), sandbox(CPU, { priorityClassName: 'high' })]),
    ).toEqual(NOTHING);
    expect(bothWays([quota({ pods: '0' }, { scopes: ['Terminating'] }), sandbox(CPU)])).toEqual(NOTHING);
    expect(bothWays([quota({ pods: '0' }, { scopes: ['BestEffort'] }), sandbox()]).files).toHaveLength(1);
  });

  test('files of several clusters are looked at one by one', () => {
    const file = [quota({ pods: '1' }), sandbox(CPU)];
    expect(inFiles({ 'a.yaml': file, 'b.yaml': file })).toEqual([]);
    expect(inFiles({ 'a.yaml': file, 'b.yaml': [sandbox(CPU, {}, 'other')] })).toHaveLength(1);
  });
});

test('ASB410: nothing is proven of a pool whose template is not known', () => {
  const said =
    "it cannot be proven that the objects of the namespace fit ResourceQuota 'quota': " +
    'SandboxTemplate python of SandboxWarmPool warm is not known here';
  expect(bothWays([quota({ pods: '8' }), pool(20)])).toEqual({
    synth: [`warning ASB410 quota: ${said}`],
    files: [`warning ASB410 spec.hard: ${said}`],
  });
  expect(bothWays([quota({ services: '8' }), pool(20)])).toEqual(NOTHING);
});

describe('ASB407: fails if a container has no amount that a quota bounds', () => {
  const AT = 'spec.podTemplate.spec.containers[0].resources';
  const said = "container 'main' has no limits.cpu, which ResourceQuota 'quota' bounds, so that it refuses the pod";

  test('at synth and in files', () => {
    expect(bothWays([quota({ 'limits.cpu': '8' }), sandbox()])).toEqual({
      synth: [`error ASB407 dev: ${said}`], files: [`error ASB407 ${AT}: ${said}`],
    });
  });

  test.each<[string, KubeObject[]]>([
    ['the container has it', [quota({ 'limits.cpu': '8' }), sandbox(CPU)]],
    ['a limit stands for a request', [quota({ cpu: '8' }), sandbox(CPU)]],
    ['a LimitRange gives it', [quota({ 'limits.cpu': '8' }), sandbox(), limits({ default: { cpu: '1' } })]],
    ['the maximum of a LimitRange does', [quota({ 'limits.cpu': '8' }), sandbox(), limits({ max: { cpu: '1' } })]],
    ['the pod as a whole has resources', [quota({ 'limits.cpu': '8' }), sandbox(undefined, { resources: CPU })]],
    ['the quota bounds counts only', [quota({ pods: '8' }), sandbox()]],
    ['the quota is of another scope', [quota({ 'limits.cpu': '8' }, { scopes: ['Terminating'] }), sandbox()]],
  ])('not if %s', (_, objects) => {
    expect(bothWays(objects)).toEqual(NOTHING);
  });

  test('an init container too', () => {
    const init = sandbox(CPU, { initContainers: [{ name: 'fetch', image: 'registry.example.com/fetch:1' }] });
    expect(bothWays([quota({ 'limits.cpu': '8' }), init]).synth).toEqual([
      expect.stringMatching(/^error ASB407 dev: init container 'fetch' has no limits.cpu/),
    ]);
  });
});

describe('ASB408: a quota for a priority class that no pod has', () => {
  test('at synth and in files', () => {
    const said =
      "ResourceQuota 'quota' counts pods of priority class 'sandbox-low' alone, " +
      "and no pod of the namespace has it ('sandbox'), so that it limits nothing";
    expect(
      bothWays([
        quota({ pods: '8' }, priority('sandbox-low')),
        template(CPU, { priorityClassName: 'sandbox' }),
        pool(1),
      ]),
    ).toEqual({
      synth: [`warning ASB408 quota: ${said}`],
      files: [`warning ASB408 spec.scopeSelector: ${said}`],
    });
  });

  const defaultClass = {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'low' },
    value: 1,
    globalDefault: true,
  };
  test.each<[string, KubeObject[]]>([
    ['one pod has it', [quota({ pods: '8' }, priority('low')), sandbox(CPU, { priorityClassName: 'low' })]],
    ['it forbids the class', [quota({ pods: '0' }, priority('low')), sandbox(CPU, { priorityClassName: 'high' })]],
    ['a pod may get it as the default of the cluster', [quota({ pods: '8' }, priority('low')), sandbox(CPU)]],
    [
      'a pod gets it as the default of the cluster',
      [quota({ pods: '8' }, priority('low')), sandbox(CPU), defaultClass],
    ],
    ['no pod is known', [quota({ pods: '8' }, priority('low'))]],
  ])('not if %s', (_, objects) => {
    expect(bothWays(objects)).toEqual(NOTHING);
  });

  test('a class that is not the default', () => {
    const { synth, files } = bothWays([
      quota({ pods: '8' }, priority('low')),
      sandbox(CPU),
      { ...defaultClass, globalDefault: false },
    ]);
    expect([synth.length, files.length]).toEqual([1, 1]);
  });
});

describe('ASB409: fails if a LimitRange refuses', () => {
  const AT = 'spec.podTemplate.spec.containers[0]';
  test.each<[string, KubeObject[], string, string]>([
    [
      'a limit above the maximum',
      [limits({ max: { cpu: '500m' } }), sandbox(CPU)],
      `${AT}.resources.limits.cpu`,
      "container 'main' has cpu 1 in 'limits', above the maximum 500m of LimitRange 'limits'",
    ],
    [
      'a request below the minimum',
      [limits({ min: { memory: '1Gi' } }), sandbox({ requests: { memory: '1G' } })],
      `${AT}.resources.requests.memory`,
      "container 'main' has memory 1G in 'requests', below the minimum 1Gi of LimitRange 'limits'",
    ],
    [
      'a ratio',
      [limits({ maxLimitRequestRatio: { cpu: '2' } }), sandbox({ requests: { cpu: '400m' }, ...CPU })],
      `${AT}.resources.limits.cpu`,
      "container 'main' has a limit of cpu 1 for a request of 400m, above the ratio 2 of LimitRange 'limits'",
    ],
    [
      'a request above the default limit',
      [limits({ default: { cpu: '500m' } }), sandbox({ requests: { cpu: '1' } })],
      `${AT}.resources.requests.cpu`,
      "container 'main' requests cpu 1, and a LimitRange gives it a limit of 500m, " +
        'which is less, so that the pod is refused',
    ],
    [
      'the sum of a pod',
      [limits({ type: 'Pod', max: { cpu: '500m' } }), sandbox(CPU)],
      'spec.podTemplate.spec.containers',
      "the containers of the pod have cpu 1 in 'limits' together, above the maximum 500m of LimitRange 'limits'",
    ],
    [
      'a volume claim',
      [
        limits({ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }),
        objectOf('Sandbox', 'dev', {
          ...podOf(CPU, { }),
          podTemplate: {
            spec: {
              containers: [{
                name: 'main',
                image: 'registry.example.com/devbox:2.4',
                volumeMounts: [{ name: 'home', mountPath: '/home' }],
              }],
            },
          },
          volumeClaimTemplates: [{
            metadata: { name: 'home' },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '2Gi' } } },
          }],
        }),
      ],
      'spec.volumeClaimTemplates[0].spec.resources.requests.storage',
      "volume claim 'home' requests 2Gi, above the maximum 1Gi of LimitRange 'limits'",
    ],
  ])('%s', (_, objects, path, message) => {
    expect(bothWays(objects)).toEqual({
      synth: [`error ASB409 dev: ${message}`], files: [`error ASB409 ${path}: ${message}`],
    });
  });

  test.each<[string, KubeObject[]]>([
    ['an amount at the bound', [limits({ max: { cpu: '1' }, min: { cpu: '1' } }), sandbox(CPU)]],
    [
      'a ratio at the bound',
      [limits({ maxLimitRequestRatio: { cpu: '2' } }), sandbox({ requests: { cpu: '500m' }, ...CPU })],
    ],
    ['a container that gets the defaults', [limits({ max: { cpu: '1' } }), sandbox()]],
    [
      'a LimitRange of another namespace',
      [{ ...limits({ max: { cpu: '1m' } }), metadata: { name: 'limits', namespace: 'other' } }, sandbox(CPU)],
    ],
  ])('not %s', (_, objects) => {
    expect(bothWays(objects)).toEqual(NOTHING);
  });
});
